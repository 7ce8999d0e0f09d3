"""
A change of a lead: the lead before, its new events, and the lead after.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve, field, frozen

from leadflow.core.access import Scope
from leadflow.core.facts import Actor, Fact, Received, ValuesChanged
from leadflow.core.leads import Activity, Lead
from leadflow.core.schema import Fields
from leadflow.core.timeline.events import LeadEvent
from leadflow.core.timeline.folding import admitted, follow, members_of
from leadflow.core.values import Values

__all__ = ["LeadChange", "admitted_values", "fold"]


@frozen(init=False)
class LeadChange:
    """
    A lead before events, the events, and the lead after them: the only way to write a lead.

    The lead after them is derived from them, so it never contradicts its events.

    Attributes:
        before: The lead as it was read; None for a new one.
        events: What happened to it since, numbered on from there without gaps.
        after: The lead after these events.
    """

    before: Lead | None
    events: tuple[LeadEvent, ...]
    after: Lead = field(eq=False, repr=False)

    def __init__(self, before: Lead, events: Iterable[LeadEvent] = (), *, fields: Fields | None = None) -> None:
        """
        Let *events* happen to a lead that is there already.

        Args:
            before: The lead as it was read.
            events: In order; `then` adds more.
            fields: Declares what leads can say; needed where a value changes that *before* does not say.

        Raises:
            ValueError: An event is another lead's, or its number does not follow.
        """
        events = tuple(events)
        for seq, event in enumerate(events, start=before.seq + 1):
            if (event.lead_id, event.seq) != (before.id, seq):
                raise ValueError("the numbers of the events have a gap; add events with 'then'. Nothing was written")
        after = Lead(**follow(members_of(before), events, fields)) if events else before
        self.__attrs_init__(before, events, after)

    @classmethod
    def begin(
        cls,
        lead_id: str,
        received: Received,
        *facts: Fact,
        supplier_id: str,
        values: Values,
        at: datetime,
        actor: Actor,
        history: tuple[Activity, ...] = (),
    ) -> LeadChange:
        """
        Return the change that creates a lead, with *facts* as its first events.
        """
        events = [LeadEvent(lead_id, seq, at, actor, fact) for seq, fact in enumerate((received, *facts), 1)]
        after = Lead(**follow(admitted(supplier_id, values, history), events))
        return cls._made(None, tuple(events), after)

    @classmethod
    def recalled(cls, lead: Lead, events: Iterable[LeadEvent], since: int, seq: int, fields: Fields) -> LeadChange:
        """
        Return a change that was made earlier, as its events say it.

        The e-mail status is what the events set it to; what mail has changed since is left out.

        Args:
            lead: As it is now.
            events: All of its events.
            since: The number of the last event before the change; 0 if the change made the lead.
            seq: The number of the last event of the change.
            fields: Declares what leads can say.
        """
        events = tuple(events)
        members = admitted(lead.supplier_id, admitted_values(lead.values, events, fields), lead.history)
        before = Lead(**follow(dict(members), events[:since], fields)) if since else None
        return cls._made(before, events[since:seq], Lead(**follow(members, events[:seq], fields)))

    @classmethod
    def _made(cls, before: Lead | None, events: tuple[LeadEvent, ...], after: Lead) -> LeadChange:
        made = cls.__new__(cls)
        made.__attrs_init__(before, events, after)
        return made

    def then(self, fact: Fact, *, at: datetime, actor: Actor, fields: Fields | None = None) -> LeadChange:
        """
        Return the change with one more fact; *fields* declares new fields.
        """
        event = LeadEvent(self.after.id, self.after.seq + 1, at, actor, fact)
        after = Lead(**follow(members_of(self.after), (event,), fields))
        return self._made(self.before, (*self.events, event), after)

    def seen_by(self, scope: Scope) -> LeadChange:
        """
        Return the change without the values that are hidden in *scope*; to be shown, and never to be written.
        """
        before = None if self.before is None else scope.shown(self.before)
        return self._made(before, self.events, scope.shown(self.after))

    @property
    def lead_id(self) -> str:
        """
        The id of the lead.
        """
        return self.after.id

    @property
    def follows(self) -> int:
        """
        The number that the stored timeline must have reached: 0 for a new lead.
        """
        return self.before.seq if self.before is not None else 0

    @property
    def told(self) -> int:
        """
        How often its events set the e-mail status.

        For stores: where it is 0 the lead keeps the e-mail status that is stored, which mail may have changed since
        *before* was read; and `Lead.mail_seq` grows by this number, and is never set.
        """
        return self.after.mail_seq - (self.before.mail_seq if self.before is not None else 0)

    def over(self, stored: Lead | None) -> Lead:
        """
        Return the lead as it is written over what is stored, if the timelines agree: what mail and openings have
        changed since it was read stays, unless the events say otherwise; see `told`.
        """
        if stored is None:
            return self.after
        shown = self.after if self.told else stored
        return evolve(
            self.after,
            email_status=shown.email_status,
            mail_seq=stored.mail_seq + self.told,
            opened_at=stored.opened_at if stored.assignment == self.after.assignment else None,
        )


def fold(
    supplier_id: str,
    values: Values,
    events: Iterable[LeadEvent],
    fields: Fields,
    *,
    history: tuple[Activity, ...] = (),
) -> Lead:
    """
    Return the lead that results from a timeline, with *values* and *history* as they were admitted.

    Raises:
        ValueError: The timeline does not begin with `Received`.
    """
    events = tuple(events)
    if not events or not isinstance(events[0].fact, Received):
        raise ValueError("a timeline must begin with Received. Nothing was written")
    return Lead(**follow(admitted(supplier_id, values, history), events, fields))


def admitted_values(values: Values, events: Iterable[LeadEvent], fields: Fields) -> Values:
    """
    Return what a lead said when it was admitted, from what it says now: changes are undone, the latest first.
    """
    changes = [event.fact.changes for event in events if isinstance(event.fact, ValuesChanged)]
    for batch in reversed(changes):
        values = values.but({change.field: change.before for change in batch}, fields)
    return values
