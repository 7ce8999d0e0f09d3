"""
What a host can watch: small values without personal data, one for each thing that happened.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from leadflow.core.notifications import MessageKind, Settled

__all__ = [
    "ActRefused",
    "ClaimLost",
    "CommitRetried",
    "DatabaseMigrated",
    "ImportFinished",
    "ImportUndone",
    "LeadUnreadable",
    "MailRelayed",
    "MailerFailed",
    "MessageUnreadable",
    "Observation",
    "RowsImported",
    "ScanFailed",
    "StoreFailed",
    "TemplateUnusable",
]


@frozen(kw_only=True)
class CommitRetried:
    """
    Somebody else wrote first, so something is planned again.

    Attributes:
        supplier_id: Whose records they are.
        attempt: The try that lost, from 1.
        what: The kind of record that had changed, such as ``lead``.
        lead_id: The lead; None if it is not known, or if it was not a lead.
    """

    supplier_id: str
    attempt: int
    what: str
    lead_id: str | None = None


@frozen(kw_only=True)
class MailRelayed:
    """
    The relay has handled a message.

    Attributes:
        supplier_id: Whose message it is.
        key: Of the message.
        lead_id: The lead that it is about; None if it is about none.
        kind: What it is for.
        outcome: What happened to it.
        reason: A code; None if it was sent.
        attempt: How often it has been claimed, this time included.
        tried: False if it was put off before the mailer could deliver it; that counts as no attempt.
        age: How long ago it was written.
        template_failed: True if the supplier's template failed and the default wording was sent.
    """

    supplier_id: str
    key: str
    lead_id: str | None
    kind: MessageKind
    outcome: Settled
    reason: str | None
    attempt: int
    tried: bool = True
    age: timedelta
    template_failed: bool = False


@frozen(kw_only=True)
class ClaimLost:
    """
    Another relay holds a message before its result is saved, so the mail may go out twice.

    Attributes:
        supplier_id: Whose message it is.
        key: Of the message.
        lead_id: The lead that it is about; None if it is about none.
        outcome: What happened to it here, which is not saved.
    """

    supplier_id: str
    key: str
    lead_id: str | None
    outcome: Settled


@frozen(kw_only=True)
class MessageUnreadable:
    """
    A message is put off because a newer version wrote it, or because it is damaged.

    Attributes:
        supplier_id: Whose message it is.
        key: Of the message.
        error: The class of the error, and what leadflow says about it.
    """

    supplier_id: str
    key: str
    error: str


@frozen(kw_only=True)
class LeadUnreadable:
    """
    The lead of a message cannot be read: its mail is put off, or the lead does not show what became of it.

    Attributes:
        supplier_id: Whose lead it is.
        lead_id: Which lead; None if the message is about none.
        key: Of the message.
        error: The class of the error, and what leadflow says about it.
    """

    supplier_id: str
    lead_id: str | None
    key: str
    error: str


@frozen(kw_only=True)
class MailerFailed:
    """
    The mailer has a bug, so the relay stops with `leadflow.MailerBroken`.

    Attributes:
        supplier_id: Whose relay it is.
        mailer: The class of the mailer.
        error: The class of what it raised, and where: a file and a line.
    """

    supplier_id: str
    mailer: str
    error: str


@frozen(kw_only=True)
class StoreFailed:
    """
    The store failed while a relay worked.

    Attributes:
        supplier_id: Whose relay it is.
        error: The class of the error, and that of its cause.
        wait: How long the relay waits before it tries again.
    """

    supplier_id: str
    error: str
    wait: timedelta


@frozen(kw_only=True)
class TemplateUnusable:
    """
    A supplier's template could not be used, so the default wording is sent.

    Attributes:
        supplier_id: Whose template it is.
        template: Its name and version.
        key: Of the message.
        error: The class of the error, and where it was raised; or that the relay has no engine for templates.
    """

    supplier_id: str
    template: str
    key: str
    error: str


@frozen(kw_only=True)
class RowsImported:
    """
    A chunk of an import is saved.

    Attributes:
        supplier_id, import_id: Which import.
        chunk: Its number, from 1.
        read: Its rows; the sum of the others.
        imported: Became leads.
        updated: Changed a lead that was there.
        duplicates: Were there already and were skipped.
        refused: Have problems that a person has to correct.
    """

    supplier_id: str
    import_id: str
    chunk: int
    read: int
    imported: int
    updated: int
    duplicates: int
    refused: int


@frozen(kw_only=True)
class ImportFinished:
    """
    An import has no row left.

    Attributes:
        supplier_id, import_id: Which import.
        read: The rows of all its chunks; the sum of the others.
        imported, updated, duplicates, refused: As in `RowsImported`.
    """

    supplier_id: str
    import_id: str
    read: int
    imported: int
    updated: int
    duplicates: int
    refused: int


@frozen(kw_only=True)
class ImportUndone:
    """
    An import was undone.

    Attributes:
        supplier_id, import_id: Which import.
        deactivated: How many leads were deactivated.
        gone: How many had been deactivated before.
        kept: How many stay, because somebody changed them or they were only updated.
    """

    supplier_id: str
    import_id: str
    deactivated: int
    gone: int
    kept: int


@frozen(kw_only=True)
class ActRefused:
    """
    Somebody was refused what they wanted to do.

    Attributes:
        supplier_id: At which supplier.
        act: What they wanted: the value of a `leadflow.Act`.
        code: Why: ``not_allowed`` if none of their roles allows it, or the code of the first problem.
        lead_id: With which lead; None if it was none.
    """

    supplier_id: str
    act: str
    code: str
    lead_id: str | None = None


@frozen(kw_only=True)
class ScanFailed:
    """
    A scanner could not say whether a file is clean.

    Attributes:
        supplier_id, lead_id: Where the file was to be attached.
        scanner: The class of the scanner.
        reason: What it said.
    """

    supplier_id: str
    lead_id: str
    scanner: str
    reason: str


@frozen(kw_only=True)
class DatabaseMigrated:
    """
    The tables of an earlier version were brought up to date by one migration.

    Attributes:
        number, name: Of the migration.
    """

    number: int
    name: str


Observation = (
    CommitRetried
    | MailRelayed
    | ClaimLost
    | MessageUnreadable
    | LeadUnreadable
    | MailerFailed
    | StoreFailed
    | TemplateUnusable
    | RowsImported
    | ImportFinished
    | ImportUndone
    | ActRefused
    | ScanFailed
    | DatabaseMigrated
)
"""
One of these.
"""
