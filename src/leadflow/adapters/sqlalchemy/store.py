"""
A store on SQLite or PostgreSQL.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final

from sqlalchemy import Engine, Integer, bindparam, exists, null, select, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.damaged_rows import readable
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.engine import check_transactions, make_engine, place_of
from leadflow.adapters.sqlalchemy.forking import EngineOfProcess
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections
from leadflow.adapters.sqlalchemy.lines import Line
from leadflow.adapters.sqlalchemy.message_reader import message_columns
from leadflow.adapters.sqlalchemy.message_rows import key_text, message_of
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS, open_tables
from leadflow.adapters.sqlalchemy.noticing import LATEST, check_latest
from leadflow.adapters.sqlalchemy.numbered_names import Names
from leadflow.adapters.sqlalchemy.partner_groups import PartnerGroups
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.schemas import Schemas
from leadflow.adapters.sqlalchemy.settling import Execute, unhurried
from leadflow.adapters.sqlalchemy.text_filling import fill_texts
from leadflow.adapters.sqlalchemy.text_tables import has_index
from leadflow.adapters.sqlalchemy.timestamps import micros, moment_or_none
from leadflow.adapters.sqlalchemy.unit import SqlUnit
from leadflow.core.arguments import checked
from leadflow.core.observations import DatabaseMigrated, MessageUnreadable
from leadflow.core.schema import STANDARD_SCHEMA, Schema
from leadflow.errors import ConfigurationError
from leadflow.ports import UNREADABLE, Claim, Observe, describe, report
from leadflow.wire.pieces import PieceWire

__all__ = ["SqlStore"]

_one, _earlier = tables.outbox.c, tables.outbox.alias("earlier")
_HELD_BACK: Final = exists().where(
    _earlier.c.lead == _one.lead,
    _earlier.c.recipient_id == _one.recipient_id,
    _earlier.c.seq < _one.seq,
    _earlier.c.due_at.is_not(None),
)
# A common table expression is run once; as a subquery PostgreSQL may run it again and take more than is asked for.
_DUE: Final = (
    select(_one.num)
    .where(_one.supplier == bindparam("mine"), _one.due_at <= bindparam("now"), ~_HELD_BACK)
    .order_by(_one.due_at, _one.created_at, _one.num)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True, of=tables.outbox)
    .cte("due")
)
_TAKE: Final = (
    update(tables.outbox)
    .where(_one.num.in_(select(_DUE.c.num)))
    .values(lease=bindparam("lease"), due_at=bindparam("until"), attempt=_one.attempt + 1)
    .returning(_one.created_at, _one.num, _one.attempt, _one.since, _one.told, *message_columns())
)
# It stays due when the lease would have ended; nobody holds it, and nothing was tried.
_PUT_OFF: Final = (
    update(tables.outbox)
    .where(_one.num == bindparam("which"))
    .values(lease=null(), attempt=_one.attempt - 1, reason=bindparam("why"))
)

_wire_of: Final = lru_cache(maxsize=256)(PieceWire)
"""
The wire of a schema; all stores of a process share it, since making one takes several milliseconds.
"""


class SqlStore:
    """
    Keeps everything in a database; thread-safe and for any number of processes.

    On SQLite: write-ahead log, every commit on disk before it returns but those
    that only claim or settle messages, foreign keys, and writers that wait for each
    other. The file and its ``-wal`` and ``-shm`` companions belong together.

    A process may fork: its child opens connections of its own, and refuses units of the parent.
    """

    @checked
    def __init__(self, url: str | os.PathLike[str] | Engine, *, observe: Observe | None = None) -> None:
        """
        Open the database: make the tables of a new one, and lift those that an older leadflow made.

        Args:
            url: A path to a SQLite file, a SQLAlchemy URL, or an engine; an engine for SQLite must come from
                `make_engine`, which makes it wait instead of fail.
            observe: Is called with what happens: `DatabaseMigrated` and `MessageUnreadable`; if omitted, it is only
                logged.

        Raises:
            MissingExtra: The driver for the URL is not installed.
            StoreUnusable: The database cannot be opened until somebody does what the message says.
            PortError: The database could not be reached.
            ConfigurationError: The URL is not one, or the engine commits each statement separately. A newer leadflow
                changed it in a way that this one cannot work with, or its tables are somebody else's. Nothing was
                written.
        """
        self._engine = url if isinstance(url, Engine) else make_engine(os.fspath(url))
        self._held = HeldConnections(self._engine)
        self._process = EngineOfProcess(self._engine, self._held.let_go)
        self._observe = observe
        # A message says nothing that a schema declares.
        self._wire = _wire_of(STANDARD_SCHEMA)
        self._names = Names()
        self._groups = PartnerGroups()
        self._schemas = Schemas(self._engine, self._names, _wire_of)
        with port_errors(f"opening the database {place_of(self._engine)}"), self._engine.connect() as connection:
            check_transactions(connection)
            migrated = open_tables(connection, tables.metadata, MIGRATIONS)
            self._finds_pieces = connection.dialect.name == "sqlite" and has_index(connection)
        for one in migrated:
            report(DatabaseMigrated(number=one.number, name=one.name), observe)

    def open_unit(self, supplier_id: str, schema: Schema, /) -> SqlUnit:
        """
        Open a unit of work for one supplier; see `leadflow.ports.OpenUnit`. It can lock: see
        `leadflow.ports.LockingUnit`.
        """
        self._process.check()
        self._schemas.make_ready(supplier_id, schema)
        return SqlUnit(
            UnitSource(
                Line(self._held),
                supplier_id,
                _wire_of(schema),
                self._names,
                schema,
                self._groups,
                lambda connection: self._schemas.heal(connection, supplier_id, schema),
                self._finds_pieces,
            ),
            lambda connection, changes: self._schemas.note(connection, supplier_id, schema, changes),
        )

    def steady(self) -> AbstractContextManager[None]:
        """
        Have this thread keep its connection between transactions; see `leadflow.ports.SteadyOutbox`.
        """
        return self._held.hold()

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out messages that are due; see `leadflow.ports.Outbox`.
        """
        self._process.check()
        supplier = self._names.known_supplier(supplier_id)
        if supplier is None:
            with port_errors("reading"), self._engine.connect() as connection:
                supplier = self._names.supplier(connection, supplier_id)
        values = {"mine": supplier, "lease": lease, "now": micros(now), "until": micros(until), "most": most}
        # What a loss of power takes of this is handed out again, like what was claimed and not settled.
        unreadable: list[tuple[str, str]] = []
        claims = unhurried(self._held, lambda execute: self._claimed(execute, supplier_id, values, unreadable))
        for key, error in unreadable:
            report(MessageUnreadable(supplier_id=supplier_id, key=key, error=error), self._observe)
        return claims

    def _claimed(
        self, execute: Execute, supplier_id: str, values: Mapping[str, Any], unreadable: list[tuple[str, str]]
    ) -> tuple[Claim, ...]:
        """
        Take what is due until some of it can be read, and put off the rest, which is added to *unreadable*.
        """
        claims: list[Claim] = []
        while not claims and (rows := _take(execute, values)):
            for _, num, attempt, since, told, *row in sorted(rows, key=_order):
                try:
                    message = message_of(row, supplier_id, self._wire)
                    put_back = readable(message.key, partial(moment_or_none, since), "message")
                except ConfigurationError as error:
                    execute(_PUT_OFF, {"which": num, "why": UNREADABLE})
                    unreadable.append((key_text(bytes(row[0])), describe(error)))
                    continue
                claims.append(Claim(message=message, lease=values["lease"], attempt=attempt, since=put_back, told=told))
            if values["until"] <= values["now"]:
                break
        return tuple(claims)

    def fill_texts(self, *, most: int = 100_000) -> int:
        """
        Fill in what the free text of lists is compared with, for leads that were written since the last time.

        A search fills in up to a thousand on its own, those that have waited longest. Call it from a worker after large
        imports, and once after an older database was opened; two processes at once share the work.

        Args:
            most: How many leads at most.

        Returns:
            How many are left to fill in.

        Raises:
            PortError: The database failed. What was filled in stays, and trying again is safe.
        """
        self._process.check()
        with port_errors("filling in texts"), self._engine.connect() as connection:
            return fill_texts(connection, most)

    def close(self) -> None:
        """
        Close every connection; the store opens new ones when it is used again.
        """
        self._process.check()
        self._engine.dispose()


def _order(row: Sequence[Any]) -> tuple[int, int]:
    """
    Return by what messages are handed out in order: when they were written, and a damaged one first.
    """
    created_at, num = row[:2]
    return (created_at if isinstance(created_at, int) else 0), num


def _take(execute: Execute, values: Mapping[str, Any]) -> list[Any]:
    """
    Take messages that are due, unless a newer version has changed what they are.
    """
    ((latest,),) = execute(LATEST, {}).fetchall()
    check_latest(latest, lambda query: execute(query, {}).fetchall())
    rows: list[Any] = execute(_TAKE, values).fetchall()
    return rows
