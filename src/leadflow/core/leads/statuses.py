"""
What kind a lead is, and its statuses.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "DistributionStatus",
    "EmailStatus",
    "LeadKind",
    "OpportunityStatus",
    "RegistrationStatus",
    "ReviewReason",
]


class LeadKind(StrEnum):
    """
    Who created the lead, and who sees it.
    """

    DISTRIBUTED = "distributed"
    REGISTERED = "registered"
    PRIVATE = "private"


class DistributionStatus(StrEnum):
    """
    The distribution status of a lead.
    """

    UNASSIGNED = "unassigned"
    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class EmailStatus(StrEnum):
    """
    Whether new-lead mail was sent: `SENT`, or why not.
    """

    SENT = "sent"
    QUEUED = "queued"
    AUTO_ACCEPT = "auto_accept"
    NO_RECIPIENTS = "no_recipients"
    ASSIGNEE_INACTIVE = "assignee_inactive"
    INVALID_ADDRESS = "invalid_address"
    DELIVERY_FAILED = "delivery_failed"
    NOT_DUE = "not_due"

    @property
    def failed(self) -> bool:
        """
        True if mail should have been sent and was not, so that somebody has to act.
        """
        return self in (EmailStatus.ASSIGNEE_INACTIVE, EmailStatus.INVALID_ADDRESS, EmailStatus.DELIVERY_FAILED)


class ReviewReason(StrEnum):
    """
    Why a lead waits.

    Attributes:
        TIE: Several partners are left, and a person has to choose.
        STEP_EMPTY, VALUE_MISSING: A required step failed, so a person has to choose.
        PAUSED: Distribution was paused when it came.
        HOP_LIMIT: Its rejections moved it on as often as the policy allows (`RejectionPolicy.most_hops`).
    """

    TIE = "tie"
    STEP_EMPTY = "step_empty"
    VALUE_MISSING = "value_missing"
    PAUSED = "paused"
    HOP_LIMIT = "hop_limit"


class OpportunityStatus(StrEnum):
    """
    How far an opportunity has come: it is open until it is won or lost.
    """

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class RegistrationStatus(StrEnum):
    """
    How far the registration of a lead has come.

    Attributes:
        SUBMITTED: It waits for the supplier.
        RETURNED: The supplier wants to know more; it can be submitted again.
        APPROVED: The lead is shared with the supplier, and its company protected.
        DENIED, WITHDRAWN: The lead stays private; it can be submitted again.
        EXPIRED: The protection has ended, and nothing else changed.
    """

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
