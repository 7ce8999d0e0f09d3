"""
Events to rows and back: columns for queries, and separate rows for personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from leadflow.adapters.sqlalchemy.packed_facts import pack_received, pack_routed, unpack_received, unpack_routed
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core import facts
from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.facts import Fact, Received, Routed
from leadflow.core.timeline import LeadEvent
from leadflow.wire.json import from_json, to_json
from leadflow.wire.pieces import PieceWire

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "DETAILED",
    "DETAIL_COLUMNS",
    "KINDS",
    "SIDES",
    "EventRows",
    "details_of",
    "event_of",
    "with_details",
]

COLUMNS: Final = (
    "lead",
    "seq",
    "supplier",
    "at",
    "kind",
    "actor",
    "channel",
    "system",
    "partner",
    "import",
    "body",
    "side",
    "actor_system",
    "unknown",
)
"""
The columns of an event's row, in order.
"""

DETAIL_COLUMNS: Final = ("lead", "seq", "place", "name", "before", "after")
"""
The columns of a detail's row, in order.
"""

KINDS: Final[Mapping[type, int]] = {
    facts.Received: 1,
    facts.Routed: 2,
    facts.Assigned: 3,
    facts.Reassigned: 4,
    facts.Accepted: 5,
    facts.Rejected: 6,
    facts.ValuesChanged: 7,
    facts.Deactivated: 8,
    facts.FileAttached: 9,
    facts.FileRemoved: 10,
    facts.NoticeSent: 11,
    facts.Mailed: 12,
    facts.Reactivated: 13,
    facts.Duplicated: 14,
    facts.Continued: 15,
    facts.StageChanged: 16,
    facts.ScoreChanged: 17,
    facts.ExternalIdsChanged: 18,
    facts.DeadlinePassed: 19,
    facts.DeadlineMoved: 20,
    facts.AssessmentChanged: 21,
    facts.AssessmentRated: 22,
    facts.Held: 23,
    facts.OpportunityRegistered: 24,
    facts.OpportunityUpdated: 25,
    facts.Erased: 26,
    facts.RegistrationSubmitted: 27,
    facts.RegistrationReturned: 28,
    facts.Registered: 29,
    facts.RegistrationDenied: 30,
    facts.RegistrationWithdrawn: 31,
    facts.ProtectionExtended: 32,
    facts.ProtectionEnded: 33,
    facts.Distributed: 34,
    facts.ConflictFound: 35,
    facts.ConflictRuled: 36,
    facts.Merged: 37,
    facts.MergedInto: 38,
    facts.FileOpened: 39,
    facts.HistoryAdded: 40,
}
"""
The number of each kind of fact, given by hand and never again; 0 is one that this version does not know.
"""

CHANNELS: Final = {
    Channel.PORTAL: 1,
    Channel.MAIL_LINK: 2,
    Channel.CRM: 3,
    Channel.IMPORT: 4,
    Channel.API: 5,
    Channel.SYSTEM: 6,
    Channel.OTHER: 0,
}
"""
The number of each channel, given by hand and never again.
"""

SIDES: Final = {Side.SUPPLIER: 1, Side.PARTNER: 2, Side.PROGRAM: 3, Side.OTHER: 0}
"""
The number of each side, given by hand and never again; NULL is none.
"""

DETAILED: Final = tuple(
    KINDS[one]
    for one in (
        facts.Rejected,
        facts.ValuesChanged,
        facts.OpportunityUpdated,
        facts.ConflictFound,
        facts.FileAttached,
        facts.Deactivated,
        facts.StageChanged,
        facts.AssessmentRated,
        facts.RegistrationReturned,
        facts.RegistrationDenied,
    )
)
"""
The kinds of facts that may have details.
"""

_SIDES: Final = {number: side for side, number in SIDES.items()}
_CHANNELS: Final = {number: channel for channel, number in CHANNELS.items()}
_RECEIVED, _ROUTED, _CHANGED, _ATTACHED = (
    KINDS[one] for one in (Received, Routed, facts.ValuesChanged, facts.FileAttached)
)
_COMMENTED: Final = tuple(
    KINDS[one]
    for one in (
        facts.Rejected,
        facts.Deactivated,
        facts.StageChanged,
        facts.AssessmentRated,
        facts.RegistrationReturned,
        facts.RegistrationDenied,
    )
)
_NAMED_BY: Final = {
    _CHANGED: "field",
    KINDS[facts.OpportunityUpdated]: "attribute",
    KINDS[facts.ConflictFound]: "field",
}
"""
By kind what a change of a fact with changes names its field by.
"""
_FILE_NAMES: Final = ("name", "original_name")


class EventRows:
    """
    Makes the rows of events, and of what is personal in them.

    Attributes:
        details: With `DETAIL_COLUMNS`; of the events whose rows were made.
    """

    def __init__(self, supplier: int, number_of: Callable[[str], int], wire: PieceWire) -> None:
        """
        Make rows for one supplier.

        Args:
            supplier: Its number.
            number_of: Gives the number of a name: of an actor, a partner, an import.
            wire: Writes facts.
        """
        self.details: list[tuple[Any, ...]] = []
        self._supplier = supplier
        self._number_of = number_of
        self._wire = wire
        self._actor: Actor | None = None
        self._actor_columns: tuple[int | None, int, int | None, int | None] = (None, 0, None, None)

    def of(self, lead: int, events: Iterable[LeadEvent], partner_id: str | None) -> Iterator[tuple[Any, ...]]:
        """
        Make the rows of the *events* of a lead, which *partner_id* had before them, with `COLUMNS`.
        """
        number_of, supplier = self._number_of, self._supplier
        for event in events:
            fact, system, import_id = event.fact, event.system, event.import_id
            match fact:
                case Received():
                    body = pack_received(fact)
                case Routed():
                    body = pack_routed(fact)
                case _:
                    body = self._body(lead, event.seq, fact)
            partner_id = event.partner_after(partner_id)
            actor, channel, side, actor_system = self._columns_of(event.actor)
            yield (
                lead,
                event.seq,
                supplier,
                micros(event.at),
                KINDS.get(type(fact), 0),
                actor,
                channel,
                number_of(system) if system else None,
                number_of(partner_id) if partner_id else None,
                number_of(import_id) if import_id else None,
                body,
                side,
                actor_system,
                event.unknown or None,
            )

    def _columns_of(self, actor: Actor) -> tuple[int | None, int, int | None, int | None]:
        """
        Return the number of an actor, of its channel, its side and its system; most events of a commit have one actor.
        """
        if actor is not self._actor:
            number_of, side = self._number_of, actor.side
            self._actor = actor
            self._actor_columns = (
                number_of(actor.id) if actor.id else None,
                CHANNELS[actor.channel],
                None if side is None else SIDES[side],
                number_of(actor.system) if actor.system else None,
            )
        return self._actor_columns

    def _body(self, lead: int, seq: int, fact: Fact) -> str:
        said = self._wire.dump_fact(fact)
        self.details += details_of(lead, seq, KINDS.get(type(fact), 0), said)
        return to_json(said)


def details_of(lead: int, seq: int, kind: int, said: dict[str, Any]) -> list[tuple[Any, ...]]:
    """
    Take what is personal out of what a fact says, as rows with `DETAIL_COLUMNS`.
    """
    taken: list[tuple[str, Any, Any]] = []
    if kind in _NAMED_BY:
        named = _NAMED_BY[kind]
        taken = [(one[named], one.get("before"), one.get("after")) for one in said.pop("changes", ())]
    elif kind in _COMMENTED and "comment" in said:
        taken = [("comment", None, said.pop("comment"))]
    elif kind == _ATTACHED:
        taken = [(name, None, said["attachment"].pop(name)) for name in _FILE_NAMES]
    return [(lead, seq, place, name, _json(before), _json(after)) for place, (name, before, after) in enumerate(taken)]


def event_of(row: Sequence[Any], details: Sequence[Sequence[Any]], lead_id: str, wire: PieceWire) -> LeadEvent:
    """
    Return the event that is stored in a row and its details.

    Args:
        row: Number, moment, kind, actor, channel, import, body, side, system and what is unknown; actor, import and
            system by name.
        details: Name, before and after of each, in their order; what was erased is not among them.
        lead_id: Of the lead.
        wire: Reads facts.
    """
    seq, at, kind, actor, channel, origin, body, side, system, unknown = row
    fact: Fact
    rest: dict[str, Any] = {}
    if kind == _RECEIVED:
        fact = unpack_received(body, origin)
    elif kind == _ROUTED:
        fact = unpack_routed(body)
    else:
        fact, rest = wire.load_fact(with_details(from_json(body), kind, details))
    if rest:
        unknown = to_json({**from_json(unknown or "{}"), "fact": rest})
    whose = None if side is None else _SIDES.get(side, Side.OTHER)
    by = Actor(actor or "", _CHANNELS.get(channel, Channel.OTHER), whose, system)
    return LeadEvent(lead_id, seq, moment(at), by, fact, unknown=unknown or "")


def with_details(said: dict[str, Any], kind: int, details: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """
    Put details back into what a fact says; what was erased is not among them.
    """
    if kind in _NAMED_BY:
        sides = [(name, {"before": before, "after": after}) for name, before, after in details]
        said["changes"] = [
            {_NAMED_BY[kind]: name, **{side: from_json(value) for side, value in both.items() if value is not None}}
            for name, both in sides
        ]
    elif kind in _COMMENTED:
        said |= {name: from_json(after) for name, _, after in details}
    elif kind == _ATTACHED:
        said["attachment"] |= {
            **dict.fromkeys(_FILE_NAMES, ""),
            **{name: from_json(after) for name, _, after in details},
        }
    return said


def _json(value: Any) -> str | None:
    return None if value is None else to_json(value)
