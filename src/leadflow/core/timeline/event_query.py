"""
Queries for events of many leads.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from leadflow.core.actors import Channel
from leadflow.core.timeline.events import LeadEvent

__all__ = ["EventPage", "EventQuery", "ListedEvent"]


@frozen(kw_only=True)
class EventQuery:
    """
    A filter for events: all given conditions must hold. None and empty are not asked.

    Attributes:
        facts: Of one of these classes.
        actor_id: Done by this one.
        channel: Done by this way.
        partner_id: Of leads that were at this partner once it had happened.
        import_id: Done by this import.
        system: Reported by this other system.
        since: Not before this moment, in UTC.
        until: Before this moment, in UTC.
    """

    facts: frozenset[type] = frozenset()
    actor_id: str | None = None
    channel: Channel | None = None
    partner_id: str | None = None
    import_id: str | None = None
    system: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, event: LeadEvent, partner_id: str | None) -> bool:
        """
        Return whether *event*, after which its lead was at *partner_id*, is asked for.
        """
        return (
            (not self.facts or type(event.fact) in self.facts)
            and self.actor_id in (None, event.actor.id)
            and self.channel in (None, event.actor.channel)
            and self.partner_id in (None, partner_id)
            and self.import_id in (None, event.import_id)
            and self.system in (None, event.system)
            and (self.since is None or self.since <= event.at)
            and (self.until is None or event.at < self.until)
        )


@frozen
class ListedEvent:
    """
    An event on a list, with what has to be read beside it.

    Attributes:
        event: What happened.
        partner_id: The partner that the lead was at once it had happened; None if it was at none.
    """

    event: LeadEvent
    partner_id: str | None


@frozen
class EventPage:
    """
    Some of the events that were asked for.

    Attributes:
        events: The latest first.
        after: Hand it in for the next page; None if this is the last one.
    """

    events: tuple[ListedEvent, ...]
    after: str | None
