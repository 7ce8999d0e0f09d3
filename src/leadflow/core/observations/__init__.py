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
from leadflow.core.observations.syncing import ErrandDied, SystemWaits

__all__ = [
    "ActRefused",
    "ClaimLost",
    "CommitRetried",
    "DatabaseMigrated",
    "ErrandDied",
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
    "SystemWaits",
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
    | SystemWaits
    | ErrandDied
    | DatabaseMigrated
)
"""
One of these.
"""
