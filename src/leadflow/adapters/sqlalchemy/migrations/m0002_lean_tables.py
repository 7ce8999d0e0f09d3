"""
Moves leads, events, files and messages into smaller tables with columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Select, Table, insert, select, text
from sqlalchemy.schema import CreateTable

from leadflow.adapters.sqlalchemy.bulk_insert import add_tuples
from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.adapters.sqlalchemy.migrations import lean_tables as lean
from leadflow.adapters.sqlalchemy.migrations import m0001_first_tables
from leadflow.adapters.sqlalchemy.migrations.lifted_events import DETAIL_COLUMNS, EVENT_COLUMNS
from leadflow.adapters.sqlalchemy.migrations.lifted_rows import (
    LEAD_COLUMNS,
    MESSAGE_COLUMNS,
    PART_COLUMNS,
    LiftedRows,
    message_row,
)
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.core.text import FOLD_VERSION

__all__ = ["MIGRATION", "STANDARD_KEYS"]

STANDARD_KEYS: Final = "standard_keys"
"""
The name of a setting: the version of the fold by which the keys of all leads were made, and by the standard schema.
"""

_CHUNK: Final = 2_000
_REPLACED: Final = ("outbox", "attachments", "events", "leads")
_MADE: Final = (lean.leads, lean.events, lean.details, *lean.parts.values(), lean.outbox)
_FROM_LEADS: Final = ("supplier_id", "id", "seq", "body")
_FROM_EVENTS: Final = ("lead_id", "seq", "body")
_FROM_OUTBOX: Final = (
    "key",
    "lead_id",
    "recipient_id",
    "seq",
    "created_at",
    "since",
    "due_at",
    "state",
    "lease",
    "attempt",
    "reason",
    "body",
)
_SUPPLIERS: Final = 0
"""
Stands as the supplier of the names of suppliers.
"""


def _lift(connection: Connection) -> None:
    before = _set_aside(connection)
    lean.names.create(connection)
    for table in _MADE:
        connection.execute(CreateTable(table))
    if connection.dialect.name == "postgresql":
        lean.lead_numbers.create(connection)
    names, latest = _Names(connection), 0
    for supplier_id, rows in _arrived(connection, before["leads"]):
        _move(connection, before, names.of(supplier_id), supplier_id, rows, latest)
        latest += len(rows)
    _move_exports(connection, before["outbox"], names)
    if latest and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT setval('{lean.lead_numbers.name}', {latest})")
    for name in _REPLACED:
        before[name].drop(connection)
    # Made afterwards, each is sorted once.
    for table in _MADE:
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            index.create(connection)
    settings = m0001_first_tables.metadata.tables["leadflow_settings"]
    connection.execute(insert(settings), {"name": STANDARD_KEYS, "value": FOLD_VERSION})


def _set_aside(connection: Connection) -> dict[str, Table]:
    """
    Return the tables that are replaced other names, and return them.
    """
    metadata, before = MetaData(), dict[str, Table]()
    for name in _REPLACED:
        old = m0001_first_tables.metadata.tables[f"leadflow_{name}"]
        connection.exec_driver_sql(f"ALTER TABLE {old.name} RENAME TO leadflow_old_{name}")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                f"ALTER TABLE leadflow_old_{name} RENAME CONSTRAINT pk_{old.name} TO pk_leadflow_old_{name}"
            )
        columns = [Column(column.name, column.type) for column in old.columns]
        before[name] = Table(f"leadflow_old_{name}", metadata, *columns)
    return before


def _arrived(connection: Connection, leads: Table) -> Iterator[tuple[str, Sequence[Any]]]:
    """
    Return the leads of each supplier in the order in which they were received, some thousand at once.
    """
    # SQLite has them in the order in which they arrived, and would sort their bodies with them.
    arrived = (leads.c.supplier_id, leads.c.received_at, leads.c.id)
    order = arrived if connection.dialect.name == "postgresql" else (text("rowid"),)
    query = select(*(leads.c[name] for name in _FROM_LEADS)).order_by(*order)
    with connection.execute(query.execution_options(yield_per=_CHUNK)) as found:
        for rows in found.partitions():
            for supplier_id, mine in groupby(rows, key=itemgetter(0)):
                yield supplier_id, list(mine)


def _move(
    connection: Connection,
    before: Mapping[str, Table],
    numbers: _Numbers,
    supplier_id: str,
    rows: Sequence[Any],
    latest: int,
) -> None:
    """
    Move leads of one supplier, with all that belongs to them; their numbers follow the *latest* one given.
    """
    ids = [row[1] for row in rows]
    events: dict[str, list[tuple[int, str]]] = {}
    told = _of_leads(connection, before["events"], supplier_id, ids, _FROM_EVENTS).order_by(text("seq"))
    for lead_id, seq, body in connection.execute(told).all():
        events.setdefault(lead_id, []).append((seq, body))
    lifted, nums = LiftedRows(numbers.supplier, numbers), dict[str, int]()
    for num, (_, lead_id, seq, body) in enumerate(rows, start=latest + 1):
        nums[lead_id] = num
        lifted.add_lead(num, lead_id, seq, body, events.get(lead_id, ()))
    for row in connection.execute(_of_leads(connection, before["outbox"], supplier_id, ids, _FROM_OUTBOX)).all():
        lifted.add_message(row, nums[row[1]])
    lifted.make_keys()
    add_tuples(connection, lean.leads, LEAD_COLUMNS, lifted.leads)
    add_tuples(connection, lean.events, EVENT_COLUMNS, lifted.events.rows)
    add_tuples(connection, lean.details, DETAIL_COLUMNS, lifted.events.details)
    for name, table in lean.parts.items():
        add_tuples(connection, table, PART_COLUMNS[name], lifted.parts[name])
    add_tuples(connection, lean.outbox, MESSAGE_COLUMNS, lifted.messages)


class _Names:
    """
    The numbers of names, which are given by the order in which they are asked for.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._of: dict[str, _Numbers] = {}

    def of(self, supplier_id: str) -> _Numbers:
        """
        Return the numbers of one supplier.
        """
        if supplier_id not in self._of:
            self._of[supplier_id] = _Numbers(self, self.add(_SUPPLIERS, supplier_id))
        return self._of[supplier_id]

    def add(self, supplier: int, name: str) -> int:
        """
        Return a name a number, and return it.
        """
        added = insert(lean.names).values(supplier=supplier, name=name).returning(lean.names.c.num)
        return int(self._connection.execute(added).scalar_one())


class _Numbers(dict[str, int]):
    """
    The numbers of the names of one supplier; a name gets its number when it is asked for first.
    """

    def __init__(self, names: _Names, supplier: int) -> None:
        super().__init__()
        self.supplier = supplier
        self._names = names

    def __missing__(self, name: str) -> int:
        number = self[name] = self._names.add(self.supplier, name)
        return number


def _move_exports(connection: Connection, outbox: Table, names: _Names) -> None:
    """
    Move messages about no lead.
    """
    query = select(outbox.c.supplier_id, *(outbox.c[name] for name in _FROM_OUTBOX)).where(outbox.c.lead_id.is_(None))
    for supplier_id, *row in connection.execute(query).all():
        moved = message_row(row, names.of(supplier_id).supplier, None)
        add_tuples(connection, lean.outbox, MESSAGE_COLUMNS, [moved])


def _of_leads(
    connection: Connection, table: Table, supplier_id: str, ids: Sequence[str], columns: Sequence[str]
) -> Select[Any]:
    about = among(table.c.lead_id, ids, connection.dialect.name)
    return select(*(table.c[name] for name in columns)).where(table.c.supplier_id == supplier_id, about)


MIGRATION: Final = Migration(number=2, name="lean_tables", effect=Effect.BREAKING, lift=_lift)
