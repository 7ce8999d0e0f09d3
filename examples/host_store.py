"""
A store of the host's own, on nothing but `sqlite3`: copy it, and put your database in the place of this one.

It implements two ports, `UnitOfWork` here and `Outbox` in `host_outbox.py`. Records are kept whole, as JSON that `Wire`
writes and reads; beside the JSON stand only the columns that are searched. Three things make it right, and
`leadflow.testing` checks them:

- a commit takes the write lock first, checks everything, and only then writes: all of it or nothing;
- every statement begins with the supplier, so that a foreign id looks like one that does not exist;
- an event's number has to follow the stored ones, so that of two people who change a lead at once one is a `StaleLead`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from uuid import uuid4

from attrs import evolve
from examples.host_outbox import Posts
from examples.host_rows import Rows, as_text, found_or_raise, writing

from leadflow.core.changes import Changes
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.loads import Loads
from leadflow.core.openings import LeadOpening
from leadflow.core.routing import Rotation
from leadflow.core.schema import STANDARD_SCHEMA, Schema
from leadflow.core.timeline import LeadEvent, erased, erased_lead
from leadflow.errors import PortError
from leadflow.ports import Claim, UnitOfWork, check_changes
from leadflow.wire import Wire

__all__ = ["HostStore"]

T = TypeVar("T")

# A record is whatever is put by key, or else an event or the turns of a module, which are numbered.
_TABLES = """
CREATE TABLE IF NOT EXISTS lead (
  supplier, id, partner, stage, works, received, key, assignment, told, mails, body, PRIMARY KEY (supplier, id)
);
CREATE INDEX IF NOT EXISTS lead_by_key ON lead (supplier, key);
CREATE TABLE IF NOT EXISTS message (
  supplier, key, lead, who, seq, due, since, state, reason, lease, tries, trail, body, PRIMARY KEY (supplier, key)
);
CREATE INDEX IF NOT EXISTS message_by_lead ON message (supplier, lead, who, seq);
CREATE TABLE IF NOT EXISTS opened (supplier, lead, assignment, who, at, PRIMARY KEY (supplier, lead, assignment, who));
CREATE TABLE IF NOT EXISTS touched (supplier, import, lead, PRIMARY KEY (supplier, import, lead));
CREATE TABLE IF NOT EXISTS load (supplier, partner, load, PRIMARY KEY (supplier, partner));
CREATE TABLE IF NOT EXISTS record (supplier, kind, id, number, body, PRIMARY KEY (supplier, kind, id, number));
"""
_ONE, _LATEST = "AND id = ? ORDER BY number", "AND id = ? ORDER BY number DESC LIMIT 1"


class _Leads(Rows):
    def get(self, lead_id: str, /) -> Lead:
        return found_or_raise(self.leads_where("id = ?", lead_id), "lead", lead_id)[0]

    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        # A store with long histories keeps them apart, and reads only what is asked for.
        lead = self.get(lead_id)
        return evolve(lead, history=lead.history[-most:] if most else ()), len(lead.history)

    def openings(self, lead_id: str, /) -> tuple[LeadOpening, ...]:
        of_lead = "FROM opened WHERE supplier = ? AND lead = ? ORDER BY assignment, at, who"
        rows = self.run(f"SELECT lead, assignment, who, at {of_lead}", lead_id)
        names = ("lead_id", "assignment", "person_id", "at")
        return tuple(
            LeadOpening(**dict(zip(names, (*row, datetime.fromisoformat(at)), strict=True))) for *row, at in rows
        )

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        among = "key IN (SELECT value FROM json_each(?)) ORDER BY received DESC, id DESC"
        found = self.leads_where(among, json.dumps(list(duplicate_keys)))
        return {lead_duplicate_key(lead) or "": lead for lead in found}  # the oldest comes last and stays

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        # An ability on its own, `AttachmentReader`; a store with millions of leads keeps a table for it.
        files = "json_each(lead.body, '$.attachments') AS file"
        rows = self.run(f"SELECT json_extract(file.value, '$.key') FROM lead, {files} WHERE supplier = ?")
        return frozenset(key for (key,) in rows).intersection(keys)

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        return self.leads_where("id > ? ORDER BY id LIMIT ?", after or "", most)

    def of_import(self, import_id: str, after: str | None, most: int, /) -> tuple[Lead, ...]:
        touched = "id IN (SELECT lead FROM touched WHERE touched.supplier = lead.supplier AND import = ?)"
        return self.leads_where(f"{touched} AND id > ? ORDER BY id LIMIT ?", import_id, after or "", most)


class _Timeline(Rows):
    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        return found_or_raise(self.read(LeadEvent, _ONE, lead_id), "lead", lead_id)

    def many(self, lead_ids: Collection[str], /) -> Mapping[str, tuple[LeadEvent, ...]]:
        found = ((one, self.read(LeadEvent, _ONE, one)) for one in set(lead_ids))
        return {lead_id: events for lead_id, events in found if events}

    def one(self, lead_id: str, seq: int, /) -> LeadEvent:
        return found_or_raise(self.read(LeadEvent, "AND id = ? AND number = ?", lead_id, seq), "event", lead_id)[0]


class _Rotations(Rows):
    def of(self, module: str, after: int = 0, /) -> Rotation:
        return next(iter(self.read(Rotation, _LATEST, module)), Rotation(module=module))


class _Loads(Rows):
    def since(self, mark: int, /) -> Loads:
        return Loads(0, dict(self.run("SELECT partner, load FROM load WHERE supplier = ?").fetchall()))


class _Records(Rows):
    def version(self) -> str:
        rows = self.run("SELECT body FROM record WHERE supplier = ? AND kind = 'version'").fetchall()
        return rows[0][0] if rows else ""

    def one(self, cls: type[T], key: str, /) -> T | None:
        return next(iter(self.read(cls, _ONE, key)), None)

    def all(self, cls: type[T], /) -> tuple[T, ...]:
        return self.read(cls)

    def page(self, cls: type[T], after: str | None, most: int, /) -> tuple[T, ...]:
        return self.read(cls, "AND id > ? ORDER BY id LIMIT ?", after or "", most)


class _Unit(Rows):
    def __init__(self, connection: sqlite3.Connection, supplier_id: str, wire: Wire) -> None:
        super().__init__(*(mine := (connection, supplier_id, wire)))
        self.leads, self.timeline, self.posts = _Leads(*mine), _Timeline(*mine), Posts(*mine)
        self.rotations, self.loads, self.records = _Rotations(*mine), _Loads(*mine), _Records(*mine)

    def commit(self, changes: Changes, /) -> None:
        changes = changes.made()
        with writing(self.connection):
            # All but the leases of claims, which are looked at when they are given back.
            check_changes(self, changes, self.supplier_id)
            self._write(changes)

    def _write(self, changes: Changes) -> None:
        for lead, told in ((change.after, change.told) for change in changes.leads):
            works = lead.active and lead.status is not DistributionStatus.REJECTED
            searched = (lead.partner_id, lead.stage, works, as_text(lead.received_at), lead_duplicate_key(lead))
            shows = (lead.assignment, lead.email_status.value, lead.mail_seq)
            lead_row = f"""
                INSERT INTO lead VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET partner = excluded.partner,
                stage = excluded.stage, works = excluded.works, key = excluded.key, assignment = excluded.assignment,
                told = iif({told}, excluded.told, told), mails = mails + {told}, body = excluded.body
            """
            self.run(lead_row, lead.id, *searched, *shows, self.wire.dumps(lead))
        for load in changes.loads:
            row = "INSERT INTO load VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET load = load + excluded.load"
            self.run(row, load.partner_id, load.by)
        if changes.recount is not None:
            self._recount(json.dumps(list(changes.recount)))
        for event in changes.events:
            self._add(event)
        for opening in changes.openings:
            self._open(opening)
        self._erase(changes.erases)
        for one in changes.messages:
            self.posts.add(one)
        for turns in changes.turns:
            self.put(self.rotations.of(turns.module).after(turns), turns.module, turns.count)
        for post in changes.posts:
            self.posts.write(post)
        for key in changes.forgets:
            self.posts.forget(key)
        for put in changes.puts:
            self.put(put.record, put.key)
        if any(put.routes for put in changes.puts):
            self.run("INSERT OR REPLACE INTO record VALUES (?, 'version', '', 0, ?)", uuid4().hex)

    def _add(self, event: LeadEvent) -> None:
        self.put(event, event.lead_id, event.seq)
        if event.import_id is not None:
            self.run("INSERT OR IGNORE INTO touched VALUES (?, ?, ?)", event.import_id, event.lead_id)

    def _recount(self, closing: str) -> None:
        is_open = "works AND partner IS NOT NULL AND stage NOT IN (SELECT value FROM json_each(?))"
        counted = f"SELECT supplier, partner, count(*) FROM lead WHERE supplier = ? AND {is_open} GROUP BY partner"
        self.run("DELETE FROM load WHERE supplier = ?")
        self.run(f"INSERT INTO load {counted}", closing)

    def _open(self, one: LeadOpening) -> None:
        self.leads.get(one.lead_id)
        row = (one.lead_id, one.assignment, one.person_id, as_text(one.at))
        self.run("INSERT OR IGNORE INTO opened VALUES (?, ?, ?, ?, ?)", *row)

    def _erase(self, lead_ids: frozenset[str]) -> None:
        for lead in (found for one in lead_ids for found in self.leads.leads_where("id = ?", one)):
            body = self.wire.dumps(erased_lead(lead))
            self.run("UPDATE lead SET body = ?2 WHERE supplier = ?1 AND id = ?3", body, lead.id)
            for event in self.timeline.of(lead.id):
                self.put(erased(event), lead.id, event.seq)


class HostStore:
    """
    Keeps everything in a SQLite file; safe for threads and processes, since each unit has a connection of its own.
    """

    def __init__(self, path: str) -> None:
        # Messages say nothing that a schema declares.
        self._path, self._wire, self._wire_of = path, Wire(STANDARD_SCHEMA), lru_cache(Wire)
        with self._connected() as connection:
            connection.executescript(_TABLES)

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit of work for one supplier; see `leadflow.ports.OpenUnit`.
        """
        with self._connected() as connection:
            yield _Unit(connection, supplier_id, self._wire_of(schema))

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out messages that are due; see `leadflow.ports.Outbox`.
        """
        with self._connected() as connection:
            return Posts(connection, supplier_id, self._wire).claim(lease, now, until, most)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                yield connection
        except sqlite3.Error as error:
            raise PortError(f"the store failed ({type(error).__name__}); trying again is safe") from error
