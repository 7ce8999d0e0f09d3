"""
A new lead with its first events, and where it came from, as values.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from attrs import frozen

from leadflow.core.facts import Routed
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message, RecipientDecision
from leadflow.core.routing import RoutingDecision, recall_routing
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = ["Distribution", "Origin"]


@frozen
class Origin:
    """
    The import and the row that a lead came from.
    """

    import_id: str
    row: int


@frozen(kw_only=True)
class Distribution:
    """
    What came of distributing a new lead: the lead, its first events, and the mail about it.

    Attributes:
        change: The lead with its events, from `Received` on.
        messages: To be sent once this is written.
        recipients: Who is notified, and why the others are not; None if the lead has no partner.
    """

    ok: ClassVar[Literal[True]] = True
    change: LeadChange
    messages: tuple[Message, ...] = ()
    recipients: RecipientDecision | None = None

    @property
    def routing(self) -> RoutingDecision | None:
        """
        The decision of a module; None if a partner was named or there is no module.
        """
        found = (event.fact for event in self.events if isinstance(event.fact, Routed))
        return next((recall_routing(fact.decision) for fact in found), None)

    @property
    def lead(self) -> Lead:
        """
        The lead after these events.
        """
        return self.change.after

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        Its events, from `Received` on.
        """
        return self.change.events
