"""
What comes of handling a lead, and whether a lead stands where it can be handled.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import Message, RecipientDecision
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = ["Handled", "Refusal", "refusal", "whose"]


@frozen(kw_only=True)
class Handled:
    """
    A lead after somebody did something with it.

    Attributes:
        change: What is to be written of it; without events if it was done before.
        messages: To be sent once this is written.
        recipients: Who is told, and why the others are not; None if nobody was considered.
        already_done: True if the same had been done before: nothing is written and nobody is told again.
    """

    change: LeadChange
    messages: tuple[Message, ...] = ()
    recipients: RecipientDecision | None = None
    already_done: bool = False

    @property
    def lead(self) -> Lead:
        """
        The lead as it stands now.
        """
        return self.change.after

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        What happened to it; empty if it was done before.
        """
        return self.change.events


@frozen
class Refusal:
    """
    Nothing was done with a lead, and why.
    """

    problems: tuple[Problem, ...]


def refusal(code: str, message: str, where: str = "") -> Refusal:
    """
    Refuse for one reason.
    """
    return Refusal((Problem(code=code, where=where, message=message),))


def whose(lead: Lead, partner_id: str | None) -> Refusal | None:
    """
    Refuse what is deactivated, at no partner, or at another partner than *partner_id*; None asks for the supplier.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated; the supplier can send it anew")
    if lead.status is DistributionStatus.UNASSIGNED:
        return refusal("lead_unassigned", "the lead is unassigned; send it to a partner first")
    if partner_id is not None and lead.partner_id != partner_id:
        message = f"the lead is {lead.status.value} at another partner; only that partner can handle it"
        return refusal("lead_elsewhere", message)
    return None
