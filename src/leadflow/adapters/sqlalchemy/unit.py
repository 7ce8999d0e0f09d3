"""
A unit of work on a database, which writes in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, Final, Self, assert_never

from sqlalchemy import Connection, Table, bindparam, select, text, update
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.driver_errors import is_taken, port_errors
from leadflow.adapters.sqlalchemy.engine import queue_up, queue_up_first, writing
from leadflow.adapters.sqlalchemy.erasing import erase_details, forget_messages
from leadflow.adapters.sqlalchemy.event_reader import Timeline
from leadflow.adapters.sqlalchemy.lead_reader import Leads
from leadflow.adapters.sqlalchemy.lead_writer import LeadWriter, TakenIds, names_in
from leadflow.adapters.sqlalchemy.loads import LoadRows, change_loads, count_loads
from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.adapters.sqlalchemy.message_reader import Posts
from leadflow.adapters.sqlalchemy.numbered_names import NamesInUse
from leadflow.adapters.sqlalchemy.openings import add_openings
from leadflow.adapters.sqlalchemy.readers import Rotations, UnitSource
from leadflow.adapters.sqlalchemy.records import SqlRecords, put_records
from leadflow.adapters.sqlalchemy.scrubbing import scrub
from leadflow.adapters.sqlalchemy.settling import Settler, unhurried
from leadflow.adapters.sqlalchemy.statements import add_rows, run, run_all
from leadflow.adapters.sqlalchemy.versions import check_version
from leadflow.core.changes import Changes
from leadflow.core.expectations import Expect, KeysAbsent, RecordsUnchanged
from leadflow.core.routing import TurnsTaken
from leadflow.errors import Conflict, StaleLead

__all__ = ["SqlUnit"]

_rotation = tables.rotations.c
_ADVANCE: Final = (
    update(tables.rotations)
    .where(
        _rotation.supplier_id == bindparam("mine"),
        _rotation.module == bindparam("module"),
        _rotation["count"] == bindparam("before"),
    )
    .values(count=bindparam("now"), clock=bindparam("at"))
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

    def __init__(self, source: UnitSource, note: Callable[[Connection, Changes], None]) -> None:
        """
        Read and write by *source*.

        Args:
            source: Where rows are read and written.
            note: Called in each transaction that writes, before anything is written.
        """
        self._source = source
        self._note = note

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._source.line.close()
        self._source.fill_waiting()

    @cached_property
    def leads(self) -> Leads:
        """
        The supplier's leads.
        """
        return Leads(self._source)

    @cached_property
    def timeline(self) -> Timeline:
        """
        What happened to them.
        """
        return Timeline(self._source)

    @cached_property
    def posts(self) -> Posts:
        """
        Messages and their trails.
        """
        return Posts(self._source)

    @cached_property
    def records(self) -> SqlRecords:
        """
        The supplier's records that have no table of their own.
        """
        return SqlRecords(self._source)

    @cached_property
    def rotations(self) -> Rotations:
        """
        The turns of modules.
        """
        return Rotations(self._source)

    @cached_property
    def loads(self) -> LoadRows:
        """
        How many leads partners have.
        """
        return LoadRows(self._source)

    def lock(self) -> None:
        """
        Hold other writers off until this unit ends; see `leadflow.ports.LockingUnit.lock`.
        """
        with port_errors("waiting for others"):
            queue_up_first(self._source.connect(), self._source.supplier_id)

    def scrub(self) -> None:
        """
        Take what was deleted out of the files; see `leadflow.ports.ScrubbingUnit`. On PostgreSQL that is ``VACUUM``'s.
        """
        line = self._source.line
        line.close()
        with port_errors("taking what was deleted out of the files"), line.engine.connect() as connection:
            scrub(connection)

    def commit(self, changes: Changes, /) -> None:
        """
        Write all of *changes* or none of it; see `leadflow.ports.UnitOfWork.commit`.
        """
        try:
            line = self._source.line
            if line.unused and changes.only_settles:
                self._settle(changes)
                return
            supplier_id = self._source.supplier_id
            with port_errors("writing"), writing(self._source.connect()) as connection:
                if changes.turns or any(isinstance(one, KeysAbsent) for one in changes.expects):
                    queue_up(connection, supplier_id)
                self._note(connection, changes)
                used = NamesInUse(self._source.names, connection, supplier_id)
                _Writer(connection, self._source, used).write(changes)
            used.remember()
            return
        except TakenIds as error:
            taken = error.ids
        raise StaleLead(self._first_there(taken), 1)

    def _settle(self, changes: Changes) -> None:
        source = self._source
        supplier = source.supplier
        source.line.close()
        unhurried(source.line.held, lambda execute: Settler(execute, supplier, source.wire).write(changes))

    def _first_there(self, ids: list[str]) -> str:
        """
        Return the first of *ids* that a lead has; the database says only that one of them is taken.
        """
        columns = tables.leads.c
        dialect = self._source.dialect
        query = self._source.mine(tables.leads, "id").where(among(columns.id, ids, dialect)).order_by(columns.id)
        rows = self._source.rows(query.limit(1))
        return str(rows[0].id) if rows else ids[0]


class _Writer:
    """
    Writes inside a transaction, which rolls back after any exception.

    Rows of one table are written in the order of their keys: two writers that change the same rows then wait for each
    other instead of blocking each other.
    """

    def __init__(self, connection: Connection, source: UnitSource, names: NamesInUse) -> None:
        self._connection = connection
        self._supplier_id = source.supplier_id
        self._supplier = names.supplier
        self._names = names
        self._settler = Settler(partial(run, connection), names.supplier, source.wire)
        self._wire = source.wire

    def write(self, changes: Changes) -> None:
        for expect in changes.expects:
            self._check_expected(expect)
        put_records(self._connection, self._supplier_id, self._wire, changes.puts)
        # All at once and before any lead is locked: writers add them in one order, so none holds what another waits for.
        self._names.add({load.partner_id for load in changes.loads} | names_in(changes.leads))
        leads = LeadWriter(self._connection, self._names, self._wire, len(changes.leads))
        leads.write(changes.briefly(self._supplier_id))
        leads.post(changes.messages)
        erase_details(self._connection, self._supplier, self._wire, changes.erases)
        forget_messages(self._connection, self._supplier, self._wire, changes.forgets)
        for turns in sorted(changes.turns, key=attrgetter("module")):
            self._take_turns(turns)
        self._settler.write(changes)
        add_openings(self._connection, self._supplier, changes.openings)
        # Last, since others wait for these rows until the transaction ends.
        change_loads(self._connection, self._supplier_id, changes.loads)
        if changes.recount is not None:
            count_loads(self._connection, self._supplier_id, self._supplier, changes.recount)

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
            columns.supplier == self._supplier, among(columns.duplicate_key, keys, dialect)
        )
        if self._connection.execute(query.limit(1)).first():
            raise Conflict("the leads of this import")

    def _take_turns(self, taken: TurnsTaken) -> None:
        mine = {"mine": self._supplier_id, "module": taken.module}
        if taken.before == 0:
            self._begin_turns(taken)
        else:
            counted = {"before": taken.before, "now": taken.count, "at": taken.clock}
            if run(self._connection, _ADVANCE, {**mine, **counted}).rowcount != 1:
                raise Conflict("the turns of module", taken.module)
        last = sorted(taken.last.items())
        rows = [{**mine, "who": one, "last": turn, "due": taken.due.get(one, 0)} for one, turn in last]
        run_all(self._connection, _TURN, rows)

    def _begin_turns(self, taken: TurnsTaken) -> None:
        begun = False
        try:
            self._add(tables.rotations, [{"module": taken.module, "count": taken.count, "clock": taken.clock}])
        except IntegrityError as error:
            begun = is_taken(error, tables.rotations)
            if not begun:
                raise
        if begun:
            raise Conflict("the turns of module", taken.module)

    def _add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        add_rows(self._connection, table, rows, supplier_id=self._supplier_id)
