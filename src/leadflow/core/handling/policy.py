"""
The policies for handling leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused, whole
from leadflow.core.notifications.policy import MailPolicy, RecipientPolicy
from leadflow.core.partners import SupplierContact
from leadflow.core.problems import or_list
from leadflow.core.stages import StagePolicy
from leadflow.core.switches import Switches

__all__ = ["REJECTION_REASONS", "HandlingPolicy", "RejectionPolicy", "RejectionReason", "WithoutMatch"]


@checked
@frozen
class RejectionReason:
    """
    A reason for rejecting a lead.

    Attributes:
        code: What is stored and reported.
        label: What people read.
        comment_required: True if it says too little automatically.
        moves_on: Whether the lead moves on to the next partner at once; None as the policy says.
    """

    code: str = field(validator=filled)
    label: str = field(validator=filled)
    comment_required: bool = False
    moves_on: bool | None = None


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


def _of_different_codes(instance: object, attribute: Attribute[Any], value: tuple[RejectionReason, ...]) -> None:
    codes = [one.code for one in value]
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    if twice:
        raise refused(
            "id_repeated", instance, attribute, f"has two reasons with the code {or_list(twice)}; give each once"
        )


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


class WithoutMatch(StrEnum):
    """
    What happens to a rejected lead that should move on and that no other partner matches.

    Attributes:
        WAIT: A duplicate waits for a person.
        STAY: It stays rejected where it is.
    """

    WAIT = "wait"
    STAY = "stay"


@checked
@frozen(kw_only=True)
class RejectionPolicy:
    """
    The reasons for rejecting leads, who is notified of it, and where the leads go.

    Attributes:
        reasons: What partners can give as the reason.
        reason_required: True refuses a rejection without a reason, so that answer pages ask for one.
        recipients: The supplier's people who are mailed about rejections, if `Switches.rejection_notices` is on.
        moves_on: True routes a rejected lead to the next partner at once, unless its reason says otherwise. The module
            that chose the partner decides, else the programme's; who rejected the lead before does not get it.
        most_hops: How often one lead moves on so, from 1 to 50; after that nobody matches, and what waits has the
            review reason ``hop_limit``.
        without_match: What happens to a lead that nobody else matches.
    """

    reasons: tuple[RejectionReason, ...] = field(
        default=REJECTION_REASONS, converter=_reasons, validator=_of_different_codes
    )
    reason_required: bool = False
    recipients: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    moves_on: bool = False
    most_hops: int = field(default=5, validator=whole(1, 50))
    without_match: WithoutMatch = WithoutMatch.WAIT

    def moves(self, reason: str | None) -> bool:
        """
        Return whether a lead that is rejected for *reason* moves on to the next partner.
        """
        said = next((one.moves_on for one in self.reasons if one.code == reason), None)
        return self.moves_on if said is None else said


@checked
@frozen(kw_only=True)
class HandlingPolicy:
    """
    The policies that handling a lead uses.

    Attributes:
        recipients: Who gets mail about a lead without an assignee.
        rejections: Why partners may decline, and who is notified.
        mail: How mail is written.
        switches: What the programme offers.
        stages: What leads go through.
    """

    recipients: RecipientPolicy = RecipientPolicy()
    rejections: RejectionPolicy = RejectionPolicy()
    mail: MailPolicy = MailPolicy()
    switches: Switches = Switches()
    stages: StagePolicy = StagePolicy()
