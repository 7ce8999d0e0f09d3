"""
What a host can watch: small values without personal data, one for each thing that happened.
"""

from __future__ import annotations

from leadflow.core.observations.commits import CommitRetried, DatabaseMigrated
from leadflow.core.observations.imports import ImportFinished, ImportUndone, RowsImported
from leadflow.core.observations.mail import (
    ClaimLost,
    LeadUnreadable,
    MailerFailed,
    MailRelayed,
    MessageUnreadable,
    SenderMissing,
    StoreFailed,
    TemplateUnusable,
)
from leadflow.core.observations.refusals import ActRefused, ScanFailed

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
    "SenderMissing",
    "StoreFailed",
    "TemplateUnusable",
]

Observation = (
    CommitRetried
    | MailRelayed
    | ClaimLost
    | MessageUnreadable
    | LeadUnreadable
    | MailerFailed
    | SenderMissing
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
