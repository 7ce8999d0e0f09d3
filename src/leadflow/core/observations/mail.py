"""
Observations of the relay.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import frozen

from leadflow.core.notifications import MessageKind, Settled

__all__ = [
    "ClaimLost",
    "LeadUnreadable",
    "MailRelayed",
    "MailerFailed",
    "MessageUnreadable",
    "SenderMissing",
    "StoreFailed",
    "TemplateUnusable",
]


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
        blocked: True if it waits until the host corrects a setting of the mailer or its server (`MailBlocked`).
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
    blocked: bool = False
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
class SenderMissing:
    """
    A relay was made for a programme that names no sender, so its mail comes from an address that belongs to nobody.

    Attributes:
        supplier_id: Whose programme.
    """

    supplier_id: str


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
    The lead of a message cannot be read: its mail is put off, or the lead does not show its result.

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
