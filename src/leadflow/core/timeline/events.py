"""
Events on the timeline of a lead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from attrs import evolve, frozen

from leadflow.core.actors import Channel
from leadflow.core.facts import Actor, Assigned, ConflictFound, Fact, Received, Routed, ValuesChanged
from leadflow.core.unknown import KeepsUnknown

__all__ = ["LeadEvent", "while_at"]


@frozen
class LeadEvent(KeepsUnknown):
    """
    One fact on the timeline of a lead.

    Attributes:
        lead_id: Whose timeline.
        seq: From 1, without gaps; ``(lead_id, seq)`` is taken once and that is the lock.
        at: When it happened, in UTC.
        actor: Who did it.
        fact: What happened.
    """

    lead_id: str
    seq: int
    at: datetime
    actor: Actor
    fact: Fact

    @property
    def import_id(self) -> str | None:
        """
        The import that caused it; None if there was none.
        """
        if isinstance(self.fact, Received):
            return self.fact.import_id
        return self.actor.id if self.actor.channel is Channel.IMPORT else None

    @property
    def system(self) -> str | None:
        """
        The other system that reported it, such as ``salesforce``: the actor's, else the lead's first; None if there is
        none.
        """
        if self.actor.system is not None:
            return self.actor.system
        if isinstance(self.fact, Received) and self.fact.external_ids:
            return self.fact.external_ids[0].system
        return None

    def partner_after(self, partner_id: str | None) -> str | None:
        """
        Return the lead's partner after this event, given the one before.
        """
        match self.fact:
            case Routed(decision=decision, notice=notice) if notice is not None:
                return decision.partner_id or partner_id
            case Assigned(partner_id=chosen):
                return chosen
            case _:
                return partner_id


def while_at(events: Iterable[LeadEvent], partner_id: str, *, hidden: Collection[str] = ()) -> tuple[LeadEvent, ...]:
    """
    Return of a lead's *events*, from the first on, that it was received and what happened while it was at a partner.

    What happened before, in between and at others is not the partner's business; nor is what changed in *hidden*
    fields.
    """
    here: str | None = None
    seen: list[LeadEvent] = []
    for event in events:
        here = event.partner_after(here)
        if here == partner_id or isinstance(event.fact, Received):
            shown = _without(event, hidden) if hidden else event
            seen += [shown] if shown is not None else []
    return tuple(seen)


def _without(event: LeadEvent, hidden: Collection[str]) -> LeadEvent | None:
    """
    Return *event* without what it changes in hidden fields; None if it changes nothing else.
    """
    fact: Fact
    match event.fact:
        case ValuesChanged(changes=changes):
            fact = ValuesChanged(tuple(one for one in changes if one.field not in hidden))
        case ConflictFound(changes=conflicts):
            fact = evolve(event.fact, changes=tuple(one for one in conflicts if one.field not in hidden))
        case _:
            return event
    return evolve(event, fact=fact) if fact.changes else None
