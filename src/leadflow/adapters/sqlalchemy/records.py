"""
Reads and writes records by key, in one table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any, Final, NoReturn, TypeVar

from attrs import frozen
from sqlalchemy import Connection, Integer, Select, bindparam, func, literal_column, select, update
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.damaged_rows import readable, skipped
from leadflow.adapters.sqlalchemy.driver_errors import is_taken
from leadflow.adapters.sqlalchemy.opportunity_lister import count_opportunities, opportunities
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.registration_lister import registration_rows
from leadflow.adapters.sqlalchemy.statements import add_rows, run
from leadflow.adapters.sqlalchemy.timestamps import micros, read_moment
from leadflow.adapters.sqlalchemy.versions import VERSION, raise_version
from leadflow.core.access import Scope
from leadflow.core.changes import ANY, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Campaign, Partner
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.core.stored import RECORDS, DueRecord, Record, due_of, status_of
from leadflow.errors import Conflict
from leadflow.wire import Wire
from leadflow.wire.documents import DocumentDamaged
from leadflow.wire.forms import form_of

__all__ = ["SqlRecords", "put_records"]

R = TypeVar("R", bound=Record)

_record = tables.records.c
_ALL: Final = select(_record.key, _record.body).where(
    _record.supplier_id == bindparam("mine"), _record.kind == bindparam("kind")
)
_ONE: Final = _ALL.where(_record.key == bindparam("which"))
_PAGE: Final = (
    _ALL.where(_record.key > bindparam("after")).order_by(_record.key).limit(bindparam("most", type_=Integer))
)
_DUE: Final = (
    select(_record.key, _record.due_at, _record.due_for)
    .where(
        _record.supplier_id == bindparam("mine"),
        _record.kind == bindparam("kind"),
        _record.due_at <= bindparam("now"),
    )
    .order_by(_record.due_at, _record.key)
    .limit(bindparam("most", type_=Integer))
)
# As it stands in the condition of the index.
_HAS_STATUS: Final = _record.status != literal_column("''")
_WITH_STATUS: Final = _PAGE.where(_record.status == bindparam("status"), _HAS_STATUS)
_COUNT_STATUS: Final = select(func.count().label("count")).where(
    _record.supplier_id == bindparam("mine"),
    _record.kind == bindparam("kind"),
    _record.status == bindparam("status"),
    _HAS_STATUS,
)
_due_record: Final = partial(tuple.__new__, DueRecord)
_HELD: Final = _ONE.with_for_update()
_REPLACE: Final = (
    update(tables.records)
    .where(
        _record.supplier_id == bindparam("mine"), _record.kind == bindparam("kind"), _record.key == bindparam("which")
    )
    .values({name: bindparam(name) for name in ("body", "keys", "due_at", "due_for", "status", "partner_id")})
)


@frozen
class SqlRecords:
    """
    Reads records; see `leadflow.ports.SqlRecords`.
    """

    _source: UnitSource

    def version(self) -> str:
        rows = self._source.run(VERSION)
        return str(rows[0].version) if rows else ""

    def one(self, cls: type[R], key: str, /) -> R | None:
        rows = self._source.run(_ONE, kind=form_of(cls).name, which=key)
        return readable(key, partial(self._source.wire.loads, cls, rows[0].body), RECORDS[cls].noun) if rows else None

    def all(self, cls: type[R], /) -> tuple[R, ...]:
        rows = self._source.run(_ALL, kind=form_of(cls).name)
        try:
            return self._source.wire.loads_all(cls, tuple([body for _, body in rows]))
        except DocumentDamaged:
            return self._read_each(cls, rows)

    def page(self, cls: type[R], after: str | None, most: int, /) -> tuple[R, ...]:
        return self._paged(_PAGE, cls, after, most)

    def with_status(self, cls: type[R], status: str, after: str | None, most: int, /) -> tuple[R, ...]:
        """
        Return records with a status; see `leadflow.ports.StatusRecords`.
        """
        return self._paged(_WITH_STATUS, cls, after, most, status=status)

    def count_status(self, cls: type[Record], status: str, /) -> int:
        """
        Count records with a status; see `leadflow.ports.StatusRecords`.
        """
        return int(self._source.run(_COUNT_STATUS, kind=form_of(cls).name, status=status)[0].count)

    def _paged(self, statement: Select[Any], cls: type[R], after: str | None, most: int, **said: str) -> tuple[R, ...]:
        # No key is empty, so everything comes after the empty one.
        after = after or ""
        while True:
            rows = self._source.run(statement, kind=form_of(cls).name, after=after, most=most, **said)
            found = self._read_each(cls, rows)
            # An empty page is the end, so one of which nothing can be read is not handed out.
            if found or len(rows) < most:
                return found
            after = rows[-1].key

    def due(self, cls: type[Record], now: datetime, most: int, /) -> tuple[DueRecord, ...]:
        """
        Return records that are due; see `leadflow.ports.DueRecords`.
        """
        rows = self._source.run(_DUE, kind=form_of(cls).name, now=micros(now), most=most)
        # Without a step in Python for each row but the moment.
        return tuple([_due_record((key, read_moment(due_at), told)) for key, due_at, told in rows])

    def opportunities(
        self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, most: int, /
    ) -> tuple[Opportunity, ...]:
        """
        Return opportunities that are seen and asked for; see `leadflow.ports.OpportunityLister`.
        """
        return opportunities(self._source, scope, query, moment, most)

    def count_opportunities(self, scope: Scope, query: OpportunityQuery, moment: EvaluationTime, /) -> int:
        """
        Count opportunities that are seen and asked for; see `leadflow.ports.OpportunityLister`.
        """
        return count_opportunities(self._source, scope, query, moment)

    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        """
        Return registrations that are asked for; see `leadflow.ports.RegistrationLister`.
        """
        found, after = list[Registration](), query.after or ""
        if not query.statuses and query.partner_id is None:
            return self.page(Registration, after, most)
        while len(found) < most:
            rows = registration_rows(self._source, query, after, most)
            found += filter(query.holds, self._read_each(Registration, rows))
            if len(rows) < most:
                break
            after = rows[-1].key
        return tuple(found[:most])

    def _read_each(self, cls: type[R], rows: Sequence[Any]) -> tuple[R, ...]:
        """
        Read records, and pass over those that are damaged; what a newer leadflow wrote is refused.
        """
        found = list[R]()
        for key, body in rows:
            try:
                found.append(self._source.wire.loads(cls, body))
            except DocumentDamaged as error:
                skipped(key, partial(_raise, error), RECORDS[cls].noun)
        return tuple(found)


def _raise(error: Exception) -> NoReturn:
    raise error


def put_records(connection: Connection, supplier_id: str, wire: Wire, puts: Iterable[Put]) -> None:
    """
    Write records inside a transaction, in the order of their keys.

    Raises:
        Conflict: One is stored otherwise than it was before.
    """
    puts = tuple(puts)
    if any(put.routes for put in puts):
        raise_version(connection, supplier_id)
    for (_, how), some in groupby(sorted(puts, key=_order), key=lambda put: _order(put)[:2]):
        if how == _REPLACED:
            for put in some:
                _replace(connection, supplier_id, wire, put)
            continue
        chosen = list(some)
        rows = [_row(put.record, put.key, wire) for put in chosen]
        taken = False
        try:
            add_rows(connection, tables.records, rows, supplier_id=supplier_id, replace=how == _WHATEVER)
        except IntegrityError as error:
            taken = is_taken(error, tables.records)
            if not taken:
                raise
        # Not while the driver's error is handled: it would stay with this one, and it may contain values.
        if taken:
            raise Conflict(chosen[0].what, chosen[0].key if len(chosen) == 1 else "")


_NEW, _WHATEVER, _REPLACED = range(3)


def _order(put: Put) -> tuple[str, int, str]:
    how = _NEW if put.before is None else _WHATEVER if put.before is ANY else _REPLACED
    return form_of(type(put.record)).name, how, put.key


def _replace(connection: Connection, supplier_id: str, wire: Wire, put: Put) -> None:
    """
    Replace a record if it is stored as it was before; the row is locked, so that it stays so until the end.
    """
    mine = {"mine": supplier_id, "kind": form_of(type(put.record)).name, "which": put.key}
    rows = run(connection, _HELD, mine)
    if not rows or wire.loads(type(put.record), rows[0].body) != put.before:
        raise Conflict(put.what, put.key)
    row = _row(put.record, put.key, wire)
    run(connection, _REPLACE, {**row, **mine})


def _row(record: Record, key: str, wire: Wire) -> dict[str, Any]:
    keys = wire.dump_keys(record) if isinstance(record, Partner | Campaign | Opportunity) else None
    due_at, told = due_of(record) or (None, None)
    return {
        "kind": form_of(type(record)).name,
        "key": key,
        "body": wire.dumps(record),
        "keys": keys,
        "due_at": None if due_at is None else micros(due_at),
        "due_for": told,
        "status": status_of(record),
        "partner_id": record.partner_id if isinstance(record, Registration) else None,
    }
