"""
Converts rows of the first tables to rows of the tables of migration 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from leadflow.adapters.sqlalchemy.message_rows import key_bytes
from leadflow.adapters.sqlalchemy.migrations.first_bodies import read_json, read_lead
from leadflow.adapters.sqlalchemy.migrations.first_keys import KEY_COLUMNS, Said, keys_of, said_of, values_of
from leadflow.adapters.sqlalchemy.migrations.lifted_events import LiftedEvents
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.values import Values
from leadflow.wire.json import to_json

__all__ = ["LEAD_COLUMNS", "MESSAGE_COLUMNS", "PART_COLUMNS", "LiftedRows", "message_row"]

LEAD_COLUMNS: Final = (
    "num",
    "supplier",
    "id",
    "seq",
    "kind",
    "source",
    "campaign_id",
    "partner_id",
    "assignee_id",
    "status",
    "stage",
    "email_status",
    "active",
    "score",
    "review",
    "routed_by",
    "duplicated_from",
    "superseded_by",
    "import_id",
    "received_at",
    "created_at",
    "modified_at",
    "status_changed_at",
    "accepted_at",
    "rejected_at",
    "deactivated_at",
    "assignment",
    "decision",
    "mail_seq",
    "attachment_count",
    "activity_count",
    "external_id_count",
    "created_known",
    "values",
    *KEY_COLUMNS,
)
"""
The columns of a lifted lead, in order.
"""

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

_OF_FILES: Final = ("id", "key", "name", "original_name", "media_type", "size", "sha256")
PART_COLUMNS: Final = {
    "history": ("lead", "supplier", "place", "at", "kind", "title"),
    "external_ids": ("lead", "supplier", "place", "system", "id"),
    "attachments": ("lead", "supplier", "place", *_OF_FILES, "added_at"),
}
"""
The columns of what some leads have several of, by the member of their bodies.
"""


@lru_cache(maxsize=4_096)
def _micros(text: str | None) -> int | None:
    return None if text is None else micros(datetime.fromisoformat(text))


class LiftedRows:
    """
    Rows of some leads of one supplier, and of all that belongs to them.

    Attributes:
        leads: With `LEAD_COLUMNS` once `make_keys` has made the last of them.
        parts: With `PART_COLUMNS`, by their names.
        events: Of their timelines.
        messages: With `MESSAGE_COLUMNS`.
    """

    def __init__(self, supplier: int, numbers: Mapping[str, int]) -> None:
        """
        Make rows for the *supplier* of this number; *numbers* gives those of names.
        """
        self.leads: list[tuple[Any, ...]] = []
        self.parts = defaultdict[str, list[tuple[Any, ...]]](list)
        self.events = LiftedEvents(supplier, numbers)
        self.messages: list[tuple[Any, ...]] = []
        self._supplier = supplier
        self._values: list[tuple[Values, Mapping[str, Any]]] = []
        self._said: list[Said] = []
        self._shared: list[str | None] = []

    def add_lead(self, num: int, lead_id: str, seq: int, text: str, events: Iterable[tuple[int, str]]) -> None:
        """
        Add a lead.

        Args:
            num: Its number from now on.
            lead_id: What it is called.
            seq: As it was stored.
            text: Its body.
            events: Number and body of each of its events, in order.
        """
        body, texts = read_lead(text)
        said = body.get
        history, external_ids, attachments = said("history", ()), said("external_ids", ()), said("attachments", ())
        if history or external_ids or attachments:
            self._add_parts(num, history, external_ids, attachments)
        source, stage, campaign_id = said("source", "manual"), said("stage", "open"), said("campaign_id")
        self.leads.append(_lead_row(num, self._supplier, lead_id, seq, body, self.events.add(num, events)))
        self._values.append(values_of(body["values"], texts))
        self._said.append(said_of(source, stage, tuple((one["system"], one["id"]) for one in external_ids)))
        # A supplier does not see private leads, so none of its own is a duplicate of one.
        shared = said("active", True) and said("kind", "distributed") != "private"
        self._shared.append(campaign_id or "" if shared else None)

    def _add_parts(self, num: int, history: Sequence[Any], external_ids: Sequence[Any], files: Sequence[Any]) -> None:
        parts, supplier = self.parts, self._supplier
        for place, one in enumerate(history):
            parts["history"].append((num, supplier, place, _micros(one["at"]), one["kind"], one["title"]))
        for place, one in enumerate(external_ids):
            parts["external_ids"].append((num, supplier, place, one["system"], one["id"]))
        for place, one in enumerate(files):
            said = [one[name] for name in _OF_FILES]
            parts["attachments"].append((num, supplier, place, *said, _micros(one["added_at"])))

    def add_message(self, row: Sequence[Any], lead: int) -> None:
        """
        Add a message about a lead that was added before; see `message_row`.
        """
        self.messages.append(message_row(row, self._supplier, lead, self.events.trails.get(row[0], ())))

    def make_keys(self) -> None:
        """
        Make the keys of the leads, all at once.
        """
        made = keys_of(self._values, self._said, self._shared)
        self.leads = [(*row, *keys) for row, keys in zip(self.leads, made, strict=True)]


def _lead_row(
    num: int, supplier: int, lead_id: str, seq: int, body: Mapping[str, Any], told: tuple[int, int, str | None]
) -> tuple[Any, ...]:
    """
    Return the row of a lead, with `LEAD_COLUMNS` up to its keys; *told* is what its events say.
    """
    said, received_at, created_at = body.get, body["received_at"], body.get("created_at")
    assignment, decision, import_id = told
    return (
        num,
        supplier,
        lead_id,
        seq,
        said("kind", "distributed"),
        said("source", "manual"),
        said("campaign_id"),
        said("partner_id"),
        said("assignee_id"),
        said("status", "unassigned"),
        said("stage", "open"),
        said("email_status", "not_due"),
        said("active", True),
        said("score", 50),
        said("review"),
        said("routed_by"),
        said("duplicated_from"),
        said("superseded_by"),
        import_id,
        _micros(received_at),
        _micros(created_at or received_at),
        _micros(body["modified_at"]),
        _micros(said("status_changed_at")),
        _micros(said("accepted_at")),
        _micros(said("rejected_at")),
        _micros(said("deactivated_at")),
        assignment,
        decision,
        0,
        len(said("attachments", ())),
        len(said("history", ())),
        len(said("external_ids", ())),
        int("created_at" in body),
        to_json(body["values"]),
    )


def message_row(row: Sequence[Any], supplier: int, lead: int | None, trail: Sequence[str] = ()) -> tuple[Any, ...]:
    """
    Return the row of a message of the first tables, with `MESSAGE_COLUMNS`.
    """
    key, _, recipient_id, seq, created_at, since, due_at, state, lease, attempt, reason, body = row
    said = read_json(body)
    return (
        supplier,
        key_bytes(key),
        lead,
        recipient_id,
        seq,
        said["kind"],
        said.get("template"),
        _micros(created_at),
        _micros(since),
        _micros(due_at),
        state,
        lease,
        attempt,
        reason,
        len(trail),
        "".join(trail),
        body if lead is None else None,
    )
