"""
The results of handling a lead.
"""

from __future__ import annotations

from typing import ClassVar, Final, Literal, NoReturn

from attrs import evolve, frozen

from leadflow.core.access import Scope
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message, RecipientDecision
from leadflow.core.problems import Problem
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.errors import InvalidInput

__all__ = ["LONGEST_COMMENT", "LeadUpdate", "Refusal", "refusal"]


LONGEST_COMMENT: Final = 2_000
"""
How many characters a person may write about a rejection or a stage.
"""


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
