"""
The audit log: every change of leads, field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import attrs
from attrs import frozen

from leadflow.core.access import Scope, discloses
from leadflow.core.actors import Actor, Channel
from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import whole
from leadflow.core.facts import STEPS, AssessmentChanged, FileAttached, FileRemoved, Received, ValuesChanged
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema, unknown_field
from leadflow.core.several import text_set
from leadflow.core.taking import LookupText
from leadflow.core.timeline import LeadEvent
from leadflow.core.timeline.event_types import event_type, facts_of, known_events
from leadflow.core.timeline.folding import admitted
from leadflow.core.values import Layout, Values
from leadflow.core.views.cursors import foreign_cursor, mark_of, sealed, unsealed
from leadflow.core.views.lead_query import MOST_ROWS
from leadflow.core.views.periods import NamedPeriod, Period
from leadflow.errors import InvalidInput

__all__ = [
    "FOLLOWED",
    "AuditEntry",
    "AuditPage",
    "AuditQuery",
    "audit_entries",
    "audit_facts",
    "read_audit_cursor",
    "write_audit_cursor",
]

_FILES: Final = "attachments"
_ASSESSMENT: Final = "assessment"

FOLLOWED: Final = (
    "status",
    "kind",
    "partner_id",
    "assignee_id",
    "review",
    "stage",
    "score",
    "opportunity",
    "registration",
    "active",
    "external_ids",
    "duplicated_from",
    "superseded_by",
)
"""
The attributes of a lead that are compared before and after an event. Mail changes the e-mail status, see the trails of
messages.
"""


@checked
@frozen(kw_only=True)
class AuditQuery:
    """
    Which changes the audit log shows; all given conditions must hold. None and empty are not asked.

    Attributes:
        lead_id: Of this lead.
        field: Of this field or attribute of leads, such as ``company`` or ``stage``.
        events: By events of these types, such as ``accepted``.
        actor_id: By this person or program.
        channel: By this way of access.
        partner_id: While the lead was at this partner.
        period: On these days, in the programme's zone.
        after: `AuditPage.after` of the page before; None for the first page.
        most: How many events a page goes through, from 1 to 1,000. An event may change several fields.

    Raises:
        InvalidInput: There is no such event type (``event_type_unknown``), or a page of this size is not possible
            (``number_out_of_range``).
    """

    lead_id: str | None = attrs.field(default=None, metadata=taken_as(LookupText | None))
    field: str | None = None
    events: frozenset[str] = attrs.field(default=frozenset(), converter=text_set, validator=known_events)
    actor_id: str | None = attrs.field(default=None, metadata=taken_as(LookupText | None))
    channel: Channel | None = None
    partner_id: str | None = attrs.field(default=None, metadata=taken_as(LookupText | None))
    period: NamedPeriod | Period | None = None
    after: str | None = attrs.field(default=None, repr=False, metadata=taken_as(LookupText | None))
    most: int = attrs.field(default=100, validator=whole(1, MOST_ROWS))


@frozen(kw_only=True)
class AuditEntry:
    """
    One field of a lead that an event changed.

    Attributes:
        lead_id: Of the lead.
        seq: The number of the event.
        at: When it happened, in UTC.
        actor: Who did it, and by which way.
        event: The type of the event, such as ``values_changed``.
        field: What was changed: a field of leads, or an attribute such as ``stage``. Of a lead that was received it is
            its status alone, and of a file it is ``attachments``.
        before: What it was; None for nothing. For a file the name of one that was removed.
        after: What it is; None for nothing. For a file the name of one that was attached.
    """

    lead_id: str
    seq: int
    at: datetime
    actor: Actor
    event: str
    field: str
    before: object = attrs.field(repr=False)
    after: object = attrs.field(repr=False)


@frozen
class AuditPage:
    """
    Some entries of the audit log.

    Attributes:
        entries: The latest event first, and its fields in a fixed order.
        after: Hand it out in the next query for the page after this one; None if this is the last.
    """

    entries: tuple[AuditEntry, ...]
    after: str | None = attrs.field(repr=False)

    @property
    def has_more(self) -> bool:
        """
        True if another page follows.
        """
        return self.after is not None

    def __iter__(self) -> Iterator[AuditEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


_UNTOLD: Final[Mapping[str, object]] = {
    one.name: one.default
    for one in attrs.fields(Lead)
    if one.name in (*FOLLOWED, "registered") and one.default is not attrs.NOTHING
}
"""
What a lead is as long as no event says otherwise.
"""


def read_audit_cursor(query: AuditQuery) -> str | None:
    """
    Return where *query* continues, as the store has given it; None for the first page.

    Raises:
        InvalidInput: The cursor is another query's, or damaged.
    """
    if query.after is None:
        return None
    parts = unsealed(_mark(query), query.after)
    if len(parts) != 1 or not isinstance(parts[0], str):
        raise foreign_cursor()
    return parts[0]


def write_audit_cursor(query: AuditQuery, after: str | None) -> str | None:
    """
    Return what is handed out for the page of *query* that begins *after* a place of the store's; None for none.
    """
    return None if after is None else sealed(_mark(query), after)


def audit_facts(query: AuditQuery, schema: Schema) -> frozenset[type]:
    """
    Return the classes of facts that can have changed what *query* asks for; empty for any.

    Raises:
        InvalidInput: There is no such field.
    """
    problems: list[Problem] = []
    name, asked = query.field, facts_of(query.events)
    changing: frozenset[type] = frozenset()
    if name == _FILES:
        changing = frozenset({FileAttached, FileRemoved})
    elif name == _ASSESSMENT:
        changing = frozenset({AssessmentChanged})
    elif name is not None and name not in FOLLOWED:
        changing = frozenset({ValuesChanged})
        if name not in schema.leads:
            problems.append(unknown_field(name, schema.leads).problem("field"))
    if problems:
        raise InvalidInput(tuple(problems))
    # No fact is asked for by nothing: what can change the field and what was asked for may exclude each other.
    return (asked & changing or frozenset({type(None)})) if asked and changing else asked or changing


def audit_entries(events: Iterable[LeadEvent], scope: Scope) -> dict[int, tuple[AuditEntry, ...]]:
    """
    Return the entries of each event of a lead, by the event's number.

    Args:
        events: All events of the lead, from the first on.
        scope: Of the caller. A partner's people get the entries from while the lead was at their partner; what it was
            before it came there is None, and values that are hidden until they accept it are not among them.
    """
    partner_id = scope.partner_id
    now: Mapping[str, Any] = {**_UNTOLD, **admitted("", Values(Layout(()), ()), ())}
    found: dict[int, tuple[AuditEntry, ...]] = {}
    here: str | None = None
    for event in events:
        was, now = now, _after(now, event)
        came, here = here, event.partner_after(here)
        if partner_id is None or here == partner_id:
            known = partner_id in (None, came)
            changes = _changes(event, was, now)
            found[event.seq] = tuple(_entry(event, name, old if known else None, new) for name, old, new in changes)
    if partner_id is None:
        # What its partner did before it shared the lead is the partner's.
        found = {seq: entries for seq, entries in found.items() if seq >= now["registered"]}
    if scope.hidden and not discloses(now["kind"], now["status"]):
        return {seq: tuple(one for one in entries if one.field not in scope.hidden) for seq, entries in found.items()}
    return found


def _after(members: Mapping[str, Any], event: LeadEvent) -> Mapping[str, Any]:
    """
    Return what a lead is after *event*; what it says is not kept here, since changes of that contain both sides.
    """
    if isinstance(event.fact, ValuesChanged):
        return members
    return {**members, **STEPS[type(event.fact)](dict(members), event, event.fact, {})}


def _changes(
    event: LeadEvent, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    """
    Return what *event* changed: the field, what it was, and what it is.
    """
    match event.fact:
        case ValuesChanged(changes=changes):
            yield from ((one.field, one.before, one.after) for one in changes)
        case FileAttached(attachment=attachment):
            yield _FILES, None, attachment.name
        case FileRemoved(attachment_id=removed):
            yield from ((_FILES, one.name, None) for one in before["attachments"] if one.id == removed)
        case Received():
            yield "status", None, after["status"]
        case AssessmentChanged(assessment=now, before=was):
            yield _ASSESSMENT, None if was is None else was.strength, now.strength
        case _:
            for name in FOLLOWED:
                if before.get(name) != after.get(name):
                    yield name, before.get(name), after.get(name)


def _mark(query: AuditQuery) -> str:
    asked = (query.lead_id, query.field, sorted(query.events), query.actor_id, query.channel, query.partner_id)
    return mark_of([*asked, str(query.period)])


def _entry(event: LeadEvent, name: str, before: object, after: object) -> AuditEntry:
    return AuditEntry(
        lead_id=event.lead_id,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        event=event_type(type(event.fact)),
        field=name,
        before=before,
        after=after,
    )
