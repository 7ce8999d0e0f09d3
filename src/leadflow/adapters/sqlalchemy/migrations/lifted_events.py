"""
Converts events of the first tables to rows of the tables of migration 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from leadflow.adapters.sqlalchemy.event_rows import CHANNELS, KINDS, details_of
from leadflow.adapters.sqlalchemy.migrations.first_bodies import pack_first_received, pack_first_routed, read_event
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.facts import Channel, Mailed, Received, Routed
from leadflow.wire.forms import FACTS
from leadflow.wire.json import to_json

__all__ = ["DETAIL_COLUMNS", "EVENT_COLUMNS", "LiftedEvents"]

EVENT_COLUMNS: Final = (
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
)
"""
The columns of a lifted event, in order.
"""

DETAIL_COLUMNS: Final = ("lead", "seq", "place", "name", "before", "after")
"""
The columns of a detail of a lifted event, in order.
"""

_TOLD: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "message_sent": ("sent", ()),
    "message_failed": ("failed", ("reason",)),
    "message_cancelled": ("cancelled", ("reason",)),
    "message_requeued": ("requeued", ()),
    "delivery_reported": ("reported", ("kind", "at", "code")),
}
"""
The facts about messages: what each is called on a trail, and what it says of its message that the message does not.
"""

_NUMBERS: Final = {form.name: KINDS[cls] for cls, form in FACTS.items() if cls in KINDS}
_CHANNELS: Final = {channel.value: number for channel, number in CHANNELS.items()}
_SYSTEM, _IMPORT = Channel.SYSTEM.value, Channel.IMPORT.value
_RECEIVED, _ROUTED, _MAILED = (FACTS[cls].name for cls in (Received, Routed, Mailed))
_PACKED: Final = {_RECEIVED: pack_first_received, _ROUTED: pack_first_routed}


@lru_cache(maxsize=4_096)
def _micros(text: str) -> int:
    return micros(datetime.fromisoformat(text))


class LiftedEvents:
    """
    Rows of the events of some leads of one supplier.

    Attributes:
        rows: With `EVENT_COLUMNS`.
        details: With `DETAIL_COLUMNS`.
        trails: Of messages, by their keys, made of what the timelines say of them.
    """

    def __init__(self, supplier: int, numbers: Mapping[str, int]) -> None:
        """
        Make rows for the *supplier* of this number; *numbers* gives those of names.
        """
        self.rows: list[tuple[Any, ...]] = []
        self.details: list[tuple[Any, ...]] = []
        self.trails: dict[str, list[str]] = {}
        self._supplier = supplier
        self._numbers = numbers

    def add(self, lead: int, events: Iterable[tuple[int, str]]) -> tuple[int, int, str | None]:
        """
        Add the events of a lead, each with its number and body, in order.

        Returns:
            The numbers of those by which it came to where it is and by which it was answered there, and the import that
            it came from.
        """
        numbers, supplier, rows = self._numbers, self._supplier, self.rows
        assignment = decision = 0
        import_id: str | None = None
        partner: str | None = None
        for seq, text in events:
            event = read_event(text)
            fact, actor = event["fact"], event["actor"]
            name, actor_id, channel = fact["fact"], actor.get("id"), actor.get("channel", _SYSTEM)
            assignment, decision = _numbers_after(seq, fact, assignment, decision)
            partner = _partner_of(fact) or partner
            system = _system(fact) if name == _RECEIVED else None
            said_import = fact.get("import_id")
            origin = said_import or (actor_id if channel == _IMPORT else None)
            import_id = import_id if rows and rows[-1][0] == lead else said_import
            if name in _TOLD:
                self._tell(event)
                name, fact = _MAILED, {"fact": _MAILED, "key": fact["key"]}
            kind = _NUMBERS.get(name, 0)
            rows.append(
                (
                    lead,
                    seq,
                    supplier,
                    _micros(event["at"]),
                    kind,
                    numbers[actor_id] if actor_id else None,
                    _CHANNELS[channel],
                    numbers[system] if system else None,
                    numbers[partner] if partner else None,
                    numbers[origin] if origin else None,
                    self._body(lead, seq, kind, fact),
                )
            )
        return assignment, decision, import_id

    def _body(self, lead: int, seq: int, kind: int, fact: dict[str, Any]) -> str:
        """
        Return the body of an event; what is personal in it becomes rows of details.
        """
        pack = _PACKED.get(fact["fact"])
        packed = pack(fact) if pack else None
        if packed is not None:
            return packed
        self.details += details_of(lead, seq, kind, fact)
        return to_json(fact)

    def _tell(self, event: Mapping[str, Any]) -> None:
        """
        Put what the timeline says of a message on its trail.

        What was there stays there, since links in mail that was sent and messages name events by their numbers; it
        reads as a fact that says only of which message it was (`leadflow.core.facts.Mailed`).
        """
        fact = event["fact"]
        trail = self.trails.setdefault(fact["key"], [])
        name, members = _TOLD[fact["fact"]]
        said = {member: fact[member] for member in members if member in fact}
        actor = {"channel": "system", **event["actor"]}
        told = {"v": 1, "key": fact["key"], "seq": len(trail) + 1, "at": event["at"], "actor": actor}
        trail.append(to_json({**told, "fact": {"fact": name, **said}}) + "\n")


def _numbers_after(seq: int, fact: Mapping[str, Any], assignment: int, decision: int) -> tuple[int, int]:
    """
    Return the numbers of the events by which a lead came to where it is and was answered there, after one more.
    """
    name = fact["fact"]
    if name == "assigned" or (name == _ROUTED and fact.get("notice")):
        return seq, 0
    if name == "reassigned":
        return seq, decision
    if name in ("accepted", "rejected"):
        return assignment, seq
    return assignment, decision


def _partner_of(fact: Mapping[str, Any]) -> str | None:
    """
    Return the partner that a lead comes to by an event; None if it stays where it is.
    """
    if fact["fact"] == _ROUTED and fact.get("notice"):
        found: str | None = fact["decision"].get("partner_id")
    else:
        found = fact.get("partner_id")
    return found


def _system(fact: Mapping[str, Any]) -> str | None:
    """
    Return the other system that a received lead came from.
    """
    ids = fact.get("external_ids")
    return ids[0]["system"] if ids else None
