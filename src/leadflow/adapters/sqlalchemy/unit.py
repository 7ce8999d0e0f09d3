"""
A unit of work on a database: reads as they are asked for, and one transaction that writes everything or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any, Final, assert_never

from sqlalchemy import Connection, Engine, Integer, String, Table, bindparam, case, delete, select, text, update
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import among
from leadflow.adapters.sqlalchemy.engine import begin_writing, port_errors, queue_up, writing
from leadflow.adapters.sqlalchemy.loads import LoadRows, change_loads, count_loads
from leadflow.adapters.sqlalchemy.readers import Leads, Posts, Rotations, Source, Timeline
from leadflow.adapters.sqlalchemy.records import Records, put_records
from leadflow.adapters.sqlalchemy.settling import Settler, unhurried
from leadflow.adapters.sqlalchemy.state import moment, state_row
from leadflow.adapters.sqlalchemy.statements import add_rows, run, run_all
from leadflow.adapters.sqlalchemy.versions import check_version
from leadflow.core.changes import Changes
from leadflow.core.expects import Expect, KeysAbsent, RecordsUnchanged
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.routing import TurnsTaken
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.errors import Conflict, StaleLead

__all__ = ["SqlUnit"]

_lead = tables.leads.c
# What mail may have changed since the lead was read stays, unless somebody is told anew.
_BY_MAIL: Final = {
    "email_status": case(
        (bindparam("told", type_=Integer) > 0, bindparam("email_status", type_=String)), else_=_lead.email_status
    ),
    "mail_seq": _lead.mail_seq + bindparam("told", type_=Integer),
}
_REPLACE_LEAD: Final = (
    update(tables.leads)
    .where(_lead.supplier_id == bindparam("mine"), _lead.id == bindparam("id"), _lead.seq == bindparam("before"))
    .values(
        {one.name: bindparam(one.name) for one in _lead if one.name not in ("supplier_id", "id", *_BY_MAIL)} | _BY_MAIL
    )
)


_TURN: Final = text(
    "INSERT INTO leadflow_turns (supplier_id, module, partner_id, last, due)"
    " VALUES (:mine, :module, :who, :last, :due)"
    " ON CONFLICT (supplier_id, module, partner_id) DO UPDATE SET last = excluded.last, due = excluded.due"
)


class SqlUnit:
    """
    One look at one supplier's rows and at most one write; see `leadflow.ports.UnitOfWork`.
    """

    def __init__(self, source: Source, unread: Callable[[], Engine | None]) -> None:
        """
        Read and write by *source*.

        Args:
            source: Where rows are read and written.
            unread: Returns the engine as long as *source* has opened no connection of its own.
        """
        self._source = source
        self._unread = unread
        self.leads = Leads(source)
        self.timeline = Timeline(source)
        self.posts = Posts(source)
        self.records = Records(source)
        self.rotations = Rotations(source)
        self.loads = LoadRows(source)

    def lock(self) -> None:
        """
        Hold other writers off until this unit ends; see `leadflow.ports.LockingUnit.lock`.
        """
        with port_errors("waiting for others"):
            connection = self._source.connect()
            begin_writing(connection)
            queue_up(connection, self._source.supplier_id)

    def commit(self, changes: Changes, /) -> None:
        """
        Write all of *changes* or none of it; see `leadflow.ports.UnitOfWork.commit`.
        """
        before = changes.continued(self._source.supplier_id)
        try:
            engine = self._unread() if changes.only_settles else None
            if engine is not None:
                with unhurried(engine) as execute:
                    Settler(execute, self._source.supplier_id, self._source.wire).write(changes)
                return
            with port_errors("writing"), writing(self._source.connect()) as connection:
                _Writer(connection, self._source).write(changes, before)
        except _Taken as taken:
            raise StaleLead(self._first_there(taken.ids), 1) from None

    def _first_there(self, ids: list[str]) -> str:
        """
        Return the first of *ids* that a lead has; the database says only that one of them is taken.
        """
        columns = tables.leads.c
        dialect = self._source.connect().dialect.name
        query = self._source.mine(tables.leads, "id").where(among(columns.id, ids, dialect)).order_by(columns.id)
        rows = self._source.rows(query.limit(1))
        return str(rows[0].id) if rows else ids[0]


class _Taken(Exception):
    """
    One of these ids, under which leads were to be made, has a lead already.
    """

    def __init__(self, ids: list[str]) -> None:
        super().__init__(len(ids))
        self.ids = ids


class _Writer:
    """
    Writes inside a transaction; whatever it raises, the transaction rolls back.

    Rows of one table are written in the order of their keys: two writers that change the same rows then wait for each
    other instead of blocking each other.
    """

    def __init__(self, connection: Connection, source: Source) -> None:
        self._connection = connection
        self._supplier_id = source.supplier_id
        self._settler = Settler(partial(run, connection), source.supplier_id, source.wire)
        self._wire = source.wire

    def write(self, changes: Changes, before: dict[str, int]) -> None:
        if changes.turns or any(isinstance(one, KeysAbsent) for one in changes.expects):
            queue_up(self._connection, self._supplier_id)
        for expect in changes.expects:
            self._check_expected(expect)
        put_records(self._connection, self._supplier_id, self._wire, changes.puts)
        self._write_leads(changes, before)
        self._refer(changes)
        rows = [self._message_row(message) for message in sorted(changes.messages, key=attrgetter("key"))]
        add_rows(self._connection, tables.outbox, rows, supplier_id=self._supplier_id, new_only=True)
        for turns in sorted(changes.turns, key=attrgetter("module")):
            self._take_turns(turns)
        self._settler.write(changes)
        # Last, since others wait for these rows until the transaction ends.
        change_loads(self._connection, self._supplier_id, changes.loads)
        if changes.recount is not None:
            count_loads(self._connection, self._supplier_id, changes.recount)

    def _check_expected(self, expect: Expect) -> None:
        match expect:
            case KeysAbsent():
                self._check_absent(expect.keys)
            case RecordsUnchanged():
                check_version(self._connection, self._supplier_id, expect.version)
            case _:
                assert_never(expect)

    def _check_absent(self, keys: frozenset[str]) -> None:
        """
        Refuse if an active lead has one of the keys by now.
        """
        dialect = self._connection.dialect.name
        columns = tables.leads.c
        query = select(columns.id).where(
            columns.supplier_id == self._supplier_id, among(columns.duplicate_key, keys, dialect)
        )
        if self._connection.execute(query.limit(1)).first():
            raise Conflict("the leads of this import")

    def _write_leads(self, changes: Changes, before: dict[str, int]) -> None:
        leads = sorted(changes.leads, key=attrgetter("lead_id"))
        new = [change.after for change in leads if change.follows == 0]
        try:
            self._add(tables.leads, list(map(self._lead_row, new, self._wire.dump_keys_of(new))))
        except IntegrityError:
            raise _Taken([lead.id for lead in new]) from None
        for change in leads:
            if change.follows:
                self._replace_lead(change)
        self._add(tables.events, [self._event_row(event) for event in changes.events])

    def _replace_lead(self, change: LeadChange) -> None:
        """
        Write a lead in the place of the one whose timeline has reached what the change follows.
        """
        told = {"mine": self._supplier_id, "before": change.follows, "told": change.told}
        if (
            run(
                self._connection,
                _REPLACE_LEAD,
                {**self._lead_row(change.after, self._wire.dump_keys(change.after)), **told},
            ).rowcount
            != 1
        ):
            raise StaleLead(change.lead_id, change.follows + 1)

    def _lead_row(self, lead: Lead, keys: str) -> dict[str, Any]:
        return {
            "seq": lead.seq,
            **state_row(lead),
            "assignment": lead.assignment,
            "mail_seq": lead.mail_seq,
            "duplicate_key": lead_duplicate_key(lead),
            "body": self._wire.dumps(lead),
            "keys": keys,
        }

    def _event_row(self, event: LeadEvent) -> dict[str, Any]:
        return {"lead_id": event.lead_id, "seq": event.seq, "at": moment(event.at), "body": self._wire.dumps(event)}

    def _refer(self, changes: Changes) -> None:
        """
        Write which files leads refer to, for those whose files may be others than before.
        """
        columns = tables.attachments.c
        for lead_id, keys in sorted(changes.attached().items()):
            mine = (columns.supplier_id == self._supplier_id, columns.lead_id == lead_id)
            self._connection.execute(delete(tables.attachments).where(*mine))
            self._add(tables.attachments, [{"lead_id": lead_id, "key": key} for key in sorted(keys)])

    def _message_row(self, message: Any) -> dict[str, Any]:
        created_at = moment(message.created_at)
        return {
            "key": message.key,
            "lead_id": message.lead_id,
            "recipient_id": message.recipient_id,
            "seq": message.seq,
            "created_at": created_at,
            "due_at": created_at,
            "attempt": 0,
            "body": self._wire.dumps(message),
            "told": 0,
            "trail": "",
        }

    def _take_turns(self, taken: TurnsTaken) -> None:
        rotation = tables.rotations.c
        if taken.before == 0:
            try:
                self._add(tables.rotations, [{"module": taken.module, "count": taken.count, "clock": taken.clock}])
            except IntegrityError:
                raise Conflict("the turns of module", taken.module) from None
        else:
            query = update(tables.rotations).where(
                rotation.supplier_id == self._supplier_id,
                rotation.module == taken.module,
                rotation.count == taken.before,
            )
            if self._connection.execute(query.values(count=taken.count, clock=taken.clock)).rowcount != 1:
                raise Conflict("the turns of module", taken.module)
        mine = {"mine": self._supplier_id, "module": taken.module}
        last = sorted(taken.last.items())
        rows = [{**mine, "who": one, "last": turn, "due": taken.due.get(one, 0)} for one, turn in last]
        run_all(self._connection, _TURN, rows)

    def _add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        add_rows(self._connection, table, rows, supplier_id=self._supplier_id)
