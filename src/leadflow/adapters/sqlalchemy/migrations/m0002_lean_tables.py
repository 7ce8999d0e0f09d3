"""
Leads, events, files and messages move into lean tables: state in columns, what people filled in once, events in columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Column, Connection, MetaData, Select, Table, select, text
from sqlalchemy.schema import CreateTable

from leadflow.adapters.sqlalchemy import event_rows, lead_rows, tables
from leadflow.adapters.sqlalchemy.adding import add_tuples
from leadflow.adapters.sqlalchemy.dialects import among
from leadflow.adapters.sqlalchemy.migrations import m0001_first_tables
from leadflow.adapters.sqlalchemy.migrations.lifted_rows import MESSAGE_COLUMNS, LiftedLead, message_row
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.adapters.sqlalchemy.names import Names
from leadflow.adapters.sqlalchemy.parts import PARTS

__all__ = ["MIGRATION"]

_CHUNK: Final = 2_000
_MADE: Final = (
    tables.leads,
    tables.events,
    tables.details,
    tables.activities,
    tables.attachments,
    tables.external_ids,
    tables.outbox,
)
_COLUMNS: Final[dict[Table, tuple[str, ...]]] = {
    tables.leads: lead_rows.COLUMNS,
    tables.events: event_rows.COLUMNS,
    tables.details: event_rows.DETAIL_COLUMNS,
    **{part.table: ("lead", "supplier", "place", *part.columns) for part in PARTS},
    tables.outbox: MESSAGE_COLUMNS,
}
_REPLACED: Final = ("outbox", "attachments", "events", "leads")


def _lift(connection: Connection) -> None:
    before = _set_aside(connection)
    tables.names.create(connection)
    for table in _MADE:
        connection.execute(CreateTable(table))
    if connection.dialect.name == "postgresql":
        tables.lead_numbers.create(connection)
    names, latest = Names(), 0
    for rows in _arrived(connection, before["leads"]):
        latest = _move(connection, before, names, rows, latest)
    _move_exports(connection, before["outbox"], names)
    if latest and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT setval('{tables.lead_numbers.name}', {latest})")
    for name in _REPLACED:
        before[name].drop(connection)
    # Made afterwards, each is sorted once.
    for table in _MADE:
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            index.create(connection)


def _set_aside(connection: Connection) -> dict[str, Table]:
    """
    Give the tables that are replaced other names, and return them.
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


def _arrived(connection: Connection, leads: Table) -> Iterator[Sequence[Any]]:
    """
    Give the leads of each supplier in the order in which they were received, some thousand at once.
    """
    # SQLite has them in the order in which they arrived, and would sort their bodies with them.
    arrived = (leads.c.supplier_id, leads.c.received_at, leads.c.id)
    order = arrived if connection.dialect.name == "postgresql" else (text("rowid"),)
    query = select(leads).order_by(*order).execution_options(yield_per=_CHUNK)
    with connection.execute(query) as found:
        for rows in found.partitions():
            for _, mine in groupby(rows, key=attrgetter("supplier_id")):
                yield list(mine)


def _move(connection: Connection, before: dict[str, Table], names: Names, rows: Sequence[Any], latest: int) -> int:
    """
    Move leads of one supplier, with all that belongs to them; returns the last number given.
    """
    supplier_id, ids = rows[0].supplier_id, [row.id for row in rows]
    events: dict[str, list[tuple[int, str]]] = {}
    told = _of_leads(connection, before["events"], supplier_id, ids, "lead_id", "seq", "body").order_by(text("seq"))
    for lead_id, seq, body in connection.execute(told).all():
        events.setdefault(lead_id, []).append((seq, body))
    # Most of the names that events store by number are of the partners that leads are at.
    supplier, known = names.numbers(connection, supplier_id, {row.partner_id for row in rows if row.partner_id})
    names.remember(supplier_id, supplier, known)
    numbers = _Numbers(connection, names, supplier_id, known)
    found = defaultdict[Table, list[tuple[Any, ...]]](list)
    nums, trails = dict[str, int](), dict[str, list[str]]()
    for num, row in enumerate(rows, start=latest + 1):
        # Only rows are kept of it: what was read takes ten times the room.
        lead = LiftedLead(num, row, events.get(row.id, []))
        found[tables.leads].append(lead.lead_row(supplier))
        made, details = lead.event_rows(supplier, numbers)
        found[tables.events] += made
        found[tables.details] += details
        for part in PARTS:
            found[part.table] += lead.part_rows(supplier, part.name)
        nums[row.id] = num
        trails |= lead.trails()
    for row in connection.execute(_of_leads(connection, before["outbox"], supplier_id, ids)).all():
        found[tables.outbox].append(message_row(row, supplier, nums[row.lead_id], trails.get(row.key, ())))
    for table, columns in _COLUMNS.items():
        add_tuples(connection, table, columns, found[table])
    return latest + len(rows)


class _Numbers(dict[str, int]):
    """
    The numbers of the names of one supplier; a name gets its number when it is asked for first.
    """

    def __init__(self, connection: Connection, names: Names, supplier_id: str, known: Mapping[str, int]) -> None:
        super().__init__(known)
        self._connection, self._names, self._supplier_id = connection, names, supplier_id

    def __missing__(self, name: str) -> int:
        supplier, numbers = self._names.numbers(self._connection, self._supplier_id, [name])
        self._names.remember(self._supplier_id, supplier, numbers)
        self[name] = numbers[name]
        return numbers[name]


def _move_exports(connection: Connection, outbox: Table, names: Names) -> None:
    """
    Move messages about no lead.
    """
    for row in connection.execute(select(outbox).where(outbox.c.lead_id.is_(None))).all():
        supplier, _ = names.numbers(connection, row.supplier_id, ())
        add_tuples(connection, tables.outbox, MESSAGE_COLUMNS, [message_row(row, supplier, None)])


def _of_leads(connection: Connection, table: Table, supplier_id: str, ids: Sequence[str], *columns: str) -> Select[Any]:
    about = among(table.c.lead_id, ids, connection.dialect.name)
    return select(*(table.c[name] for name in columns or table.c.keys())).where(
        table.c.supplier_id == supplier_id, about
    )


MIGRATION: Final = Migration(number=2, name="lean_tables", effect=Effect.BREAKING, lift=_lift)
