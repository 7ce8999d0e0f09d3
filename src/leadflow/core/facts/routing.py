"""
A lead is routed to a partner, or waits for a person.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from attrs import frozen

from leadflow.core.decisions import Notice, RoutingTrace
from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import DistributionStatus, ReviewReason

__all__ = ["STEPS", "Assigned", "AssignedBy", "Held", "Routed"]


class AssignedBy(StrEnum):
    """
    What named the partner where no module did.

    `OWN` is the partner itself, which brought the lead in.
    """

    NAMED = "named"
    IMPORT_DEFAULT = "import_default"
    PERSON = "person"
    OWN = "own"


@frozen(kw_only=True)
class Routed:
    """
    A module decided about the lead; with a partner, the lead is pending there.
    """

    decision: RoutingTrace
    notice: Notice | None = None


@frozen(kw_only=True)
class Assigned:
    """
    The lead went to a partner that no module chose; it is pending there.
    """

    partner_id: str
    by: AssignedBy
    assignee_id: str | None = None
    notice: Notice


@frozen(kw_only=True)
class Held:
    """
    The lead waits, and no module was asked.

    Attributes:
        reason: Why: distribution is paused, or the lead has moved on too often.
        partner_id, by, assignee_id: Who gets it after the pause without a module, what named them, and which of their
            people; None where a module decides.
    """

    reason: ReviewReason = ReviewReason.PAUSED
    partner_id: str | None = None
    by: AssignedBy | None = None
    assignee_id: str | None = None


def _routed(before: Members, event: Happening, fact: Routed, __: Declared) -> Members:
    decision = fact.decision
    if decision.partner_id is None or fact.notice is None:
        return {"review": decision.review}
    return _at_partner(before, event, decision.partner_id, fact.notice, decision.module)


def _assigned(before: Members, event: Happening, fact: Assigned, __: Declared) -> Members:
    return {**_at_partner(before, event, fact.partner_id, fact.notice, None), "assignee_id": fact.assignee_id}


def _held(_: Members, __: Happening, fact: Held, ___: Declared) -> Members:
    return {"review": fact.reason}


def _at_partner(before: Members, event: Happening, partner_id: str, notice: Notice, routed_by: str | None) -> Members:
    return {
        "partner_id": partner_id,
        "status": DistributionStatus.PENDING,
        "email_status": notice.status,
        "mail_seq": before["mail_seq"] + 1,
        "review": None,
        "routed_by": routed_by,
        "status_changed_at": event.at,
        "assignment": event.seq,
        "opened_at": None,
        "decision": 0,
    }


STEPS: Final[Steps] = {Routed: _routed, Assigned: _assigned, Held: _held}
