"""
The numbers for words in stored decisions. They never change, and none is reused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from leadflow.core.decisions import ChosenBy, Reason, RecipientSource
from leadflow.core.leads import EmailStatus, ReviewReason

__all__ = ["CHOSEN_BY", "REASONS", "REVIEWS", "SOURCES", "STATUSES"]

CHOSEN_BY: Final[Mapping[ChosenBy, int]] = {
    ChosenBy.ONLY_ONE_LEFT: 1,
    ChosenBy.ROUND_ROBIN: 2,
    ChosenBy.WEIGHTED: 3,
    ChosenBy.LEAST_LOADED: 4,
    ChosenBy.IMPORT_DEFAULT: 5,
    ChosenBy.MODULE_DEFAULT: 6,
}

REVIEWS: Final[Mapping[ReviewReason, int]] = {
    ReviewReason.TIE: 1,
    ReviewReason.STEP_EMPTY: 2,
    ReviewReason.VALUE_MISSING: 3,
    ReviewReason.PAUSED: 4,
    ReviewReason.HOP_LIMIT: 5,
}

STATUSES: Final[Mapping[EmailStatus, int]] = {
    EmailStatus.SENT: 1,
    EmailStatus.QUEUED: 2,
    EmailStatus.AUTO_ACCEPT: 3,
    EmailStatus.NO_RECIPIENTS: 4,
    EmailStatus.ASSIGNEE_INACTIVE: 5,
    EmailStatus.INVALID_ADDRESS: 6,
    EmailStatus.DELIVERY_FAILED: 7,
    EmailStatus.NOT_DUE: 8,
}

SOURCES: Final[Mapping[RecipientSource, int]] = {
    RecipientSource.ASSIGNEE: 1,
    RecipientSource.PARTNER_DEFAULT: 2,
    RecipientSource.SUPPLIER_ADDITIONAL: 3,
    RecipientSource.REJECTION_RECIPIENT: 4,
    RecipientSource.NOMINATED: 5,
}

REASONS: Final[Mapping[Reason, int]] = {
    Reason.TOLD: 1,
    Reason.AUTO_ACCEPT: 2,
    Reason.ASSIGNEE_NAMED: 3,
    Reason.INACTIVE: 4,
    Reason.INVALID_ADDRESS: 5,
    Reason.SAME_ADDRESS: 6,
    Reason.OTHER_SOURCE: 7,
    Reason.NOT_FOUND: 8,
    Reason.UNSUBSCRIBED: 9,
}
