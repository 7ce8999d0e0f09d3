"""
The results of handling a lead, and the check whether it can be handled.
"""

from __future__ import annotations

from typing import ClassVar, Literal, NoReturn

from attrs import evolve, frozen

from leadflow.core.access import Scope
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.core.notifications import Message, RecipientDecision
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.errors import InvalidInput

__all__ = ["LeadUpdate", "Refusal", "refusal", "refuse_partners_own", "refuse_unplaced"]


@frozen(kw_only=True)
class LeadUpdate:
    """
    A lead after an operation.

    Attributes:
        change: What is to be written of it; without events if it was done before.
        messages: To be sent once this is written.
        recipients: Who is notified, and why the others are not; None if nobody was considered.
        unchanged: True if the same had been done before: nothing is written and nobody is notified again.
    """

    ok: ClassVar[Literal[True]] = True
    change: LeadChange
    messages: tuple[Message, ...] = ()
    recipients: RecipientDecision | None = None
    unchanged: bool = False

    @property
    def lead(self) -> Lead:
        """
        The lead after the operation.
        """
        return self.change.after

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        The new events; empty if nothing changed.
        """
        return self.change.events

    def seen_by(self, scope: Scope) -> LeadUpdate:
        """
        Return the update without the values that are hidden in *scope*.
        """
        return evolve(self, change=self.change.seen_by(scope)) if scope.hidden else self


@frozen
class Refusal:
    """
    Why an operation on a lead was refused. Nothing was written.
    """

    ok: ClassVar[Literal[False]] = False
    problems: tuple[Problem, ...]

    @property
    def lead(self) -> NoReturn:
        """
        Nothing: look at `ok` first, or let this stop what needs the lead.

        Raises:
            InvalidInput: With the problems. Nothing was written.
        """
        raise InvalidInput(self.problems)


def refusal(code: str, message: str, where: str = "") -> Refusal:
    """
    Refuse for one reason.
    """
    return Refusal((Problem(code=code, path=where, message=message),))


def refuse_partners_own(lead: Lead) -> Refusal | None:
    """
    Refuse what is not distributed; None if the supplier can give *lead* to partners.
    """
    if lead.kind is LeadKind.DISTRIBUTED:
        return None
    return refusal("lead_not_distributed", f"the lead is {lead.kind.value}, so it belongs to its partner")


def refuse_unplaced(lead: Lead) -> Refusal | None:
    """
    Refuse what is deactivated or at no partner; None if *lead* can be worked. Whose it is, its reader has seen to.
    """
    if not lead.active:
        return refusal("lead_deactivated", "the lead is deactivated; ask the supplier to create a new one")
    if lead.status is DistributionStatus.UNASSIGNED:
        return refusal("lead_unassigned", "the lead has no partner; assign it to one first")
    return None
