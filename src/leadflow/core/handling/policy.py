"""
The policies for handling leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.notifications.policy import MailPolicy, RecipientPolicy
from leadflow.core.partners import SupplierContact

__all__ = ["REJECTION_REASONS", "HandlingPolicy", "RejectionPolicy", "RejectionReason"]


@checked
@frozen
class RejectionReason:
    """
    A reason for rejecting a lead.

    Attributes:
        code: What is stored and reported.
        label: What people read.
        comment_required: True if it says too little automatically.
    """

    code: str = field(validator=filled)
    label: str = field(validator=filled)
    comment_required: bool = False


REJECTION_REASONS: Final = (
    RejectionReason("not_a_fit", "Not a fit for us"),
    RejectionReason("no_capacity", "No capacity"),
    RejectionReason("outside_territory", "Outside our territory"),
    RejectionReason("known_already", "We know them already"),
    RejectionReason("bad_contact_data", "The contact data is wrong"),
    RejectionReason("other", "Something else", comment_required=True),
)
"""
The reasons that a programme offers unless it names its own.
"""


def _reasons(given: Iterable[RejectionReason]) -> tuple[RejectionReason, ...]:
    return tuple(given)


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class RejectionPolicy:
    """
    The reasons for rejecting leads, and who is notified of it.

    Attributes:
        reasons: What partners can give as the reason.
        notices: True mails *recipients* about every rejection.
        recipients: The supplier's people who are mailed about rejections.
    """

    reasons: tuple[RejectionReason, ...] = field(default=REJECTION_REASONS, converter=_reasons)
    notices: bool = False
    recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)


@checked
@frozen(kw_only=True)
class HandlingPolicy:
    """
    The policies that handling a lead uses.

    Attributes:
        recipients: Who gets mail about a lead without an assignee.
        rejections: Why partners may decline, and who hears of it.
        mail: How mail is written.
    """

    recipients: RecipientPolicy = RecipientPolicy()
    rejections: RejectionPolicy = RejectionPolicy()
    mail: MailPolicy = MailPolicy()
