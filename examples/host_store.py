"""
A store of the host's own, on nothing but `sqlite3`: copy it, and put your database in the place of this one.

It implements two ports, `UnitOfWork` and `Outbox`. Records are kept whole, as JSON that `Wire` writes and reads; beside
the JSON stand only the columns that are searched. Three things make it right, and `leadflow.testing` checks them:

- a commit takes the write lock first, checks everything, and only then writes: all of it or nothing;
- every statement begins with the supplier, so that a foreign id looks like one that does not exist;
- an event's number has to follow the stored ones, so that of two people who change a lead at once one is a `StaleLead`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from attrs import evolve

from leadflow.core.changes import ANY, Changes, Settled
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import Message
from leadflow.core.routing import Rotation
from leadflow.core.schema import STANDARD, Schema
from leadflow.core.timeline import LeadEvent
from leadflow.errors import Conflict, NotFound, PortError, StaleLead
from leadflow.ports import Claim, Posted, UnitOfWork
from leadflow.wire import Wire

__all__ = ["HostStore"]

T = TypeVar("T")

# A record is whatever is put by key, or else an event or the turns of a module, which are numbered.
_TABLES = """
CREATE TABLE IF NOT EXISTS lead (supplier, id, partner, stage, works, received, key, body, PRIMARY KEY (supplier, id));
CREATE INDEX IF NOT EXISTS lead_by_key ON lead (supplier, key);
CREATE TABLE IF NOT EXISTS message (
  supplier, key, lead, who, seq, due, since, state, reason, lease, tries, body, PRIMARY KEY (supplier, key)
);
CREATE INDEX IF NOT EXISTS message_by_lead ON message (supplier, lead, who, seq);
CREATE TABLE IF NOT EXISTS record (supplier, kind, id, number, body, PRIMARY KEY (supplier, kind, id, number));
"""
_ONE, _LATEST = "AND id = ? ORDER BY number", "AND id = ? ORDER BY number DESC LIMIT 1"


class _Rows:
    # One supplier's rows on one connection; there is no other way to them.
    def __init__(self, connection: sqlite3.Connection, supplier_id: str, wire: Wire) -> None:
        self.connection, self.supplier_id, self.wire = connection, supplier_id, wire

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self.connection.execute(statement, (self.supplier_id, *values))

    def leads_where(self, which: str, *values: object) -> tuple[Lead, ...]:
        rows = self.run(f"SELECT body FROM lead WHERE supplier = ? AND {which}", *values)
        return tuple(self.wire.loads(Lead, body) for (body,) in rows)

    def read(self, cls: type[T], which: str = "", *values: object) -> tuple[T, ...]:
        rows = self.run(f"SELECT body FROM record WHERE supplier = ? AND kind = ? {which}", cls.__name__, *values)
        return tuple(self.wire.loads(cls, body) for (body,) in rows)

    def put(self, record: object, id: str, number: int = 0) -> None:
        values = (type(record).__name__, id, number, self.wire.dumps(record))
        self.run("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)", *values)


class _Leads(_Rows):
    def get(self, lead_id: str, /) -> Lead:
        return _found(self.leads_where("id = ?", lead_id), "lead", lead_id)[0]

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        among = "key IN (SELECT value FROM json_each(?)) ORDER BY received DESC, id DESC"
        found = self.leads_where(among, json.dumps(list(duplicate_keys)))
        return {lead_duplicate_key(lead) or "": lead for lead in found}  # the oldest comes last and stays

    def open_counts(self, closing_stages: Collection[str], /) -> Mapping[str, int]:
        is_open = "works AND partner IS NOT NULL AND stage NOT IN (SELECT value FROM json_each(?))"
        query = f"SELECT partner, count(*) FROM lead WHERE supplier = ? AND {is_open} GROUP BY partner"
        return dict(self.run(query, json.dumps(list(closing_stages))).fetchall())

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        # An ability on its own, `AttachmentReader`; a store with millions of leads keeps a table for it.
        files = "json_each(lead.body, '$.attachments') AS file"
        rows = self.run(f"SELECT json_extract(file.value, '$.key') FROM lead, {files} WHERE supplier = ?")
        return frozenset(key for (key,) in rows).intersection(keys)

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        return self.leads_where("id > ? ORDER BY id LIMIT ?", after or "", most)


class _Timeline(_Rows):
    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        return _found(self.read(LeadEvent, _ONE, lead_id), "lead", lead_id)


class _Rotations(_Rows):
    def of(self, module: str, /) -> Rotation:
        return next(iter(self.read(Rotation, _LATEST, module)), Rotation(module=module))


class _Records(_Rows):
    def one(self, cls: type[T], key: str, /) -> T | None:
        return next(iter(self.read(cls, _ONE, key)), None)

    def all(self, cls: type[T], /) -> tuple[T, ...]:
        return self.read(cls)

    def page(self, cls: type[T], after: str | None, most: int, /) -> tuple[T, ...]:
        return self.read(cls, "AND id > ? ORDER BY id LIMIT ?", after or "", most)


class _Unit(_Rows):
    def __init__(self, connection: sqlite3.Connection, supplier_id: str, wire: Wire) -> None:
        super().__init__(*(mine := (connection, supplier_id, wire)))
        self.leads, self.timeline = _Leads(*mine), _Timeline(*mine)
        self.rotations, self.records = _Rotations(*mine), _Records(*mine)

    def commit(self, changes: Changes, /) -> None:
        before = changes.continued(self.supplier_id)
        with _writing(self.connection):
            self._check(changes, before)
            self._write(changes)

    def _check(self, changes: Changes, before: Mapping[str, int]) -> None:
        follows = [("LeadEvent", lead_id, seq) for lead_id, seq in before.items()]
        follows += [("Rotation", turns.module, turns.before) for turns in changes.turns]
        for kind, key, number in follows:
            latest = "SELECT coalesce(max(number), 0) FROM record WHERE supplier = ? AND kind = ? AND id = ?"
            if self.run(latest, kind, key).fetchone()[0] != number:
                raise StaleLead(key, number + 1) if kind == "LeadEvent" else Conflict(kind, key)
        if self.leads.with_keys(changes.absent):
            raise Conflict("the leads of this import")
        for put in changes.puts:
            if put.before is not ANY and self.records.one(type(put.record), put.key) != put.before:
                raise Conflict(put.what, put.key)

    def _write(self, changes: Changes) -> None:
        for lead in (change.after for change in changes.leads):
            works = lead.active and lead.status is not DistributionStatus.REJECTED
            searched = (lead.partner_id, lead.stage, works, _text(lead.received_at), lead_duplicate_key(lead))
            lead_row = "INSERT OR REPLACE INTO lead VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            self.run(lead_row, lead.id, *searched, self.wire.dumps(lead))
        for event in changes.events:
            self.put(event, event.lead_id, event.seq)
        for one in changes.messages:
            message_row = "INSERT OR IGNORE INTO message VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, 0, ?)"
            who = (one.lead_id, one.recipient_id, one.seq)
            self.run(message_row, one.key, *who, _text(one.created_at), self.wire.dumps(one))
        for turns in changes.turns:
            old = self.rotations.of(turns.module)
            last, due = {**old.last, **turns.last}, {**old.due, **turns.due}
            self.put(evolve(old, count=turns.count, last=last, clock=turns.clock, due=due), turns.module, turns.count)
        self._write_outbox(changes)
        for put in changes.puts:
            self.put(put.record, put.key)

    def _write_outbox(self, changes: Changes) -> None:
        for settlement in changes.settlements:
            # A message that is sent, dead or cancelled is not due any more.
            again = settlement.state is Settled.RETRY and settlement.due_at
            stands = (None, _text(again)) if again else (settlement.state.value, None)
            mine = (*stands, settlement.reason, self.supplier_id, settlement.key, settlement.lease)
            settle = "UPDATE message SET lease = NULL, state = ?, due = ?, reason = ? WHERE supplier = ? AND key = ?"
            if self.connection.execute(f"{settle} AND lease = ?", mine).rowcount != 1:
                raise Conflict("message", settlement.key)
        for requeue in changes.requeues:
            put_back = "UPDATE message SET state = NULL, reason = NULL, tries = 0, due = ?, since = ?"
            mine = (_text(requeue.at), _text(requeue.at), self.supplier_id, requeue.key, Settled.DEAD.value)
            if self.connection.execute(f"{put_back} WHERE supplier = ? AND key = ? AND state = ?", mine).rowcount != 1:
                raise Conflict("message", requeue.key)


class HostStore:
    """
    Keeps everything in a SQLite file; safe for threads and processes, since each unit has a connection of its own.
    """

    def __init__(self, path: str) -> None:
        # Messages say nothing that a schema declares.
        self._path, self._wire = path, Wire(STANDARD)
        with self._connected() as connection:
            connection.executescript(_TABLES)

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit of work for one supplier; see `leadflow.ports.OpenUnit`.
        """
        with self._connected() as connection:
            yield _Unit(connection, supplier_id, Wire(schema))

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out messages that are due; see `leadflow.ports.Outbox`.
        """
        due = """
            SELECT key, tries + 1, body, since FROM message AS this WHERE supplier = ? AND due <= ? AND NOT EXISTS (
                SELECT * FROM message AS earlier WHERE earlier.supplier = this.supplier AND earlier.lead = this.lead
                AND earlier.who = this.who AND earlier.seq < this.seq AND earlier.due IS NOT NULL
            ) ORDER BY due, key LIMIT ?
        """
        hold = "UPDATE message SET lease = ?, due = ?, tries = tries + 1 WHERE supplier = ? AND key = ?"
        with self._connected() as connection, _writing(connection):
            rows = connection.execute(due, (supplier_id, _text(now), most)).fetchall()
            connection.executemany(hold, [(lease, _text(until), supplier_id, key) for key, *_ in rows])
        return tuple(
            Claim(
                message=self._wire.loads(Message, body),
                lease=lease,
                attempt=tries,
                since=datetime.fromisoformat(since) if since else None,
            )
            for _, tries, body, since in rows
        )

    def find(self, supplier_id: str, key: str, /) -> Posted | None:
        """
        Look a message up; see `leadflow.ports.MessageReader`.
        """
        query = "SELECT body, state, reason, tries FROM message WHERE supplier = ? AND key = ?"
        with self._connected() as connection:
            for body, state, reason, tries in connection.execute(query, (supplier_id, key)):
                message = self._wire.loads(Message, body)
                return Posted(message=message, state=state and Settled(state), reason=reason, attempt=tries)
        return None

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                yield connection
        except sqlite3.Error as error:
            raise PortError(f"the store failed ({type(error).__name__}); trying again is safe") from error


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    # IMMEDIATE waits for its turn; a transaction that reads first and writes later would fail at once as "locked".
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _found(found: tuple[T, ...], what: str, key: str) -> tuple[T, ...]:
    if not found:
        raise NotFound(what, key)
    return found


def _text(moment: datetime) -> str:
    # Of one width and in UTC, so that text sorts as time does.
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
