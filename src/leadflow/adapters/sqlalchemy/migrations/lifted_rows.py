"""
Rows of the first tables as rows of the lean ones; bodies are taken apart as JSON, so no schema is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from leadflow.adapters.sqlalchemy.event_rows import CHANNELS, KINDS, details_of
from leadflow.adapters.sqlalchemy.message_rows import key_bytes
from leadflow.adapters.sqlalchemy.migrations.first_bodies import (
    pack_first_received,
    pack_first_routed,
    read_event,
    read_json,
    read_lead,
)
from leadflow.adapters.sqlalchemy.moments import micros
from leadflow.core.facts import Channel, Mailed, Received, Routed
from leadflow.core.leads import Lead
from leadflow.wire.forms import FACTS, form_of
from leadflow.wire.json import to_json
from leadflow.wire.lifts import lift

__all__ = ["MESSAGE_COLUMNS", "LiftedLead", "message_row", "stored_micros"]

MESSAGE_COLUMNS: Final = (
    "supplier",
    "key",
    "lead",
    "recipient_id",
    "seq",
    "kind",
    "template",
    "created_at",
    "since",
    "due_at",
    "state",
    "lease",
    "attempt",
    "reason",
    "told",
    "trail",
    "body",
)
"""
The columns of a lifted message, in order.
"""

# What stands in a column of the lead and no longer among its keys, unless its comparison form is another text.
_COLUMNS: Final = tuple(
    (name, f"={name}", column)
    for name, column in {
        "lead_id": "id",
        "kind": "",
        "source": "source",
        "campaign_id": "campaign_id",
        "created_at": "",
        "received_at": "",
        "modified_at": "",
        "status": "",
        "status_changed_at": "",
        "stage": "stage",
        "email_status": "",
        "partner_id": "partner_id",
        "assignee_id": "assignee_id",
        "lead_score": "",
        "active": "",
    }.items()
)
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


@lru_cache(maxsize=4_096)
def stored_micros(text: str) -> int:
    """
    Return a moment that was stored as a text, as whole microseconds.
    """
    return micros(datetime.fromisoformat(text))


def _micros_or_none(text: str | None) -> int | None:
    return None if text is None else stored_micros(text)


class LiftedLead:
    """
    A lead of the first tables, with its events.
    """

    def __init__(self, num: int, row: Any, events: Sequence[tuple[int, str]]) -> None:
        """
        Take it apart.

        Args:
            num: Its number from now on.
            row: Of the lead.
            events: Number and body of each of its events, in order.
        """
        self.num = num
        self.body: dict[str, Any] = lift(_without_version(read_lead(row.body)), form_of(Lead), 1)
        self._row = row
        self._events = [(seq, read_event(body)) for seq, body in events]

    def lead_row(self, supplier: int) -> tuple[Any, ...]:
        """
        Return its row, with the columns of `leadflow.adapters.sqlalchemy.lead_rows`.
        """
        body, row = self.body, self._row
        said = body.get
        lead_id, seq, duplicate_key = row.id, row.seq, row.duplicate_key
        return (
            self.num,
            supplier,
            lead_id,
            seq,
            body["kind"],
            body["source"],
            said("campaign_id"),
            said("partner_id"),
            said("assignee_id"),
            body["status"],
            body["stage"],
            body["email_status"],
            body["active"],
            body["score"],
            said("review"),
            said("routed_by"),
            said("duplicated_from"),
            said("superseded_by"),
            self._import_id(),
            stored_micros(body["received_at"]),
            stored_micros(said("created_at") or body["received_at"]),
            stored_micros(body["modified_at"]),
            _micros_or_none(said("status_changed_at")),
            _micros_or_none(said("accepted_at")),
            _micros_or_none(said("rejected_at")),
            _micros_or_none(said("deactivated_at")),
            *self._standing(),
            0,
            len(said("attachments", ())),
            len(said("history", ())),
            len(said("external_ids", ())),
            int("created_at" in body),
            # A supplier does not see private leads, so none of its own is a duplicate of one.
            duplicate_key if body["kind"] != "private" else None,
            to_json(body["values"]),
            self._keys(),
            None,
        )

    def _import_id(self) -> str | None:
        found: str | None = self._events[0][1]["fact"].get("import_id") if self._events else None
        return found

    def _standing(self) -> tuple[int, int]:
        """
        Return the numbers of the events by which it came to where it is, and by which it was answered there.
        """
        assignment = decision = 0
        for seq, event in self._events:
            fact = event["fact"]
            if fact["fact"] in ("accepted", "rejected"):
                decision = seq
            elif fact["fact"] in ("assigned", "reassigned") or (fact["fact"] == _ROUTED and fact.get("notice")):
                assignment = seq
                decision = decision if fact["fact"] == "reassigned" else 0
        return assignment, decision

    def trails(self) -> dict[str, list[str]]:
        """
        Return the trails of messages, by their keys, made of what was told of them on the timeline.

        What stood there stays there, since links in mail that was sent and messages name events by their numbers; it
        reads as a fact that says only of which message it was (`leadflow.core.facts.Mailed`).
        """
        trails: dict[str, list[str]] = {}
        for _, event in self._events:
            fact = event["fact"]
            if fact["fact"] in _TOLD:
                trail = trails.setdefault(fact["key"], [])
                name, members = _TOLD[fact["fact"]]
                said = {member: fact[member] for member in members if member in fact}
                actor = {"channel": "system", **event["actor"]}
                told = {"v": 1, "key": fact["key"], "seq": len(trail) + 1, "at": event["at"], "actor": actor}
                trail.append(to_json({**told, "fact": {"fact": name, **said}}) + "\n")
        return trails

    def _keys(self) -> str:
        """
        Return the keys that were stored, without those of fields that have a column and are compared as it is.
        """
        stored = self._row._mapping["keys"]
        keys: dict[str, Any] = stored if isinstance(stored, dict) else read_json(stored)
        of, said = self._row.id, self.body
        for name, written, column in _COLUMNS:
            if name in keys:
                key = keys.pop(name)
                keys.pop(written, None)
                if column and key != (of if column == "id" else said.get(column)):
                    keys[name] = key
        return to_json(keys)

    def event_rows(
        self, supplier: int, numbers: Mapping[str, int]
    ) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """
        Return the rows of its events and of their details, with the columns of `leadflow.adapters.sqlalchemy.event_rows`.
        """
        rows, details, partner = list[tuple[Any, ...]](), list[tuple[Any, ...]](), None
        for seq, event in self._events:
            fact, actor = event["fact"], event["actor"]
            if fact["fact"] in _TOLD:
                fact = {"fact": _MAILED, "key": fact["key"]}
            partner = _partner_in(fact) or partner
            channel, actor_id = actor.get("channel", _SYSTEM), actor.get("id")
            origin = fact.get("import_id") or (actor_id if channel == _IMPORT else None)
            kind = _NUMBERS.get(fact["fact"], 0)
            body = _packed(fact)
            if body is None:
                details += details_of(self.num, seq, kind, fact)
                body = to_json(fact)
            rows.append(
                (
                    self.num,
                    seq,
                    supplier,
                    stored_micros(event["at"]),
                    kind,
                    numbers[actor_id] if actor_id else None,
                    _CHANNELS[channel],
                    numbers[system] if (system := _system(fact)) else None,
                    numbers[partner] if partner else None,
                    numbers[origin] if origin else None,
                    body,
                )
            )
        return rows, details

    def part_rows(self, supplier: int, name: str) -> Iterable[tuple[Any, ...]]:
        """
        Return the rows of one of its parts, see `leadflow.adapters.sqlalchemy.parts`.
        """
        for place, item in enumerate(self.body.get(name, ())):
            match name:
                case "history":
                    said: tuple[Any, ...] = (stored_micros(item["at"]), item["kind"], item["title"])
                case "external_ids":
                    said = (item["system"], item["id"])
                case _:
                    names = ("id", "key", "name", "original_name", "media_type", "size", "sha256")
                    said = (*(item[one] for one in names), stored_micros(item["added_at"]))
            yield (self.num, supplier, place, *said)


def message_row(row: Any, supplier: int, lead: int | None, trail: Sequence[str] = ()) -> tuple[Any, ...]:
    """
    Return the row of a message of the first tables, with `MESSAGE_COLUMNS`.
    """
    body = read_json(row.body)
    return (
        supplier,
        key_bytes(row.key),
        lead,
        row.recipient_id,
        row.seq,
        body["kind"],
        body.get("template"),
        stored_micros(row.created_at),
        _micros_or_none(row.since),
        _micros_or_none(row.due_at),
        row.state,
        row.lease,
        row.attempt,
        row.reason,
        len(trail),
        "".join(trail),
        row.body if lead is None else None,
    )


def _without_version(body: dict[str, Any]) -> dict[str, Any]:
    body.pop("v", None)
    return body


def _partner_in(fact: Mapping[str, Any]) -> str | None:
    """
    Return the partner that a fact brings the lead to.
    """
    if fact["fact"] == _ROUTED:
        found: str | None = fact["decision"].get("partner_id") if fact.get("notice") else None
    else:
        found = fact.get("partner_id")
    return found


def _system(fact: Mapping[str, Any]) -> str | None:
    """
    Return the other system that told of a lead that was received.
    """
    ids = fact.get("external_ids")
    return ids[0]["system"] if ids else None


def _packed(fact: dict[str, Any]) -> str | None:
    """
    Return the short form of the facts that have one.
    """
    if fact["fact"] == _RECEIVED:
        return pack_first_received(fact)
    return pack_first_routed(fact) if fact["fact"] == _ROUTED else None
