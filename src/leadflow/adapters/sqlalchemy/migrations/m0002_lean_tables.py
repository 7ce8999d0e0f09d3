"""
Leads, events, files and messages move into lean tables: state in columns, what people filled in once, events in columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    order = (leads.c.supplier_id, leads.c.received_at, leads.c.id)
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
    for row in connection.execute(_of_leads(connection, before["events"], supplier_id, ids).order_by(text("seq"))):
        events.setdefault(row.lead_id, []).append((row.seq, row.body))
    leads = [LiftedLead(num, row, events.get(row.id, [])) for num, row in enumerate(rows, start=latest + 1)]
    wanted = set[str]().union(*(lead.names() for lead in leads))
    supplier, numbers = names.numbers(connection, supplier_id, wanted)
    names.remember(supplier_id, supplier, numbers)
    add_tuples(connection, tables.leads, lead_rows.COLUMNS, [lead.lead_row(supplier) for lead in leads])
    made = [lead.event_rows(supplier, numbers) for lead in leads]
    add_tuples(connection, tables.events, event_rows.COLUMNS, [row for rows, _ in made for row in rows])
    add_tuples(connection, tables.details, event_rows.DETAIL_COLUMNS, [row for _, rows in made for row in rows])
    for part in PARTS:
        columns = ("lead", "supplier", "place", *part.columns)
        add_tuples(
            connection, part.table, columns, [row for lead in leads for row in lead.part_rows(supplier, part.name)]
        )
    nums = dict(zip(ids, (lead.num for lead in leads), strict=True))
    posted = connection.execute(_of_leads(connection, before["outbox"], supplier_id, ids))
    trails = {key: trail for lead in leads for key, trail in lead.trails().items()}
    messages = [message_row(row, supplier, nums[row.lead_id], trails.get(row.key, ())) for row in posted]
    add_tuples(connection, tables.outbox, MESSAGE_COLUMNS, messages)
    return leads[-1].num


def _move_exports(connection: Connection, outbox: Table, names: Names) -> None:
    """
    Move messages about no lead.
    """
    for row in connection.execute(select(outbox).where(outbox.c.lead_id.is_(None))).all():
        supplier, _ = names.numbers(connection, row.supplier_id, ())
        add_tuples(connection, tables.outbox, MESSAGE_COLUMNS, [message_row(row, supplier, None)])


def _of_leads(connection: Connection, table: Table, supplier_id: str, ids: Sequence[str]) -> Select[Any]:
    about = among(table.c.lead_id, ids, connection.dialect.name)
    return select(table).where(table.c.supplier_id == supplier_id, about)


MIGRATION: Final = Migration(number=2, name="lean_tables", effect=Effect.BREAKING, lift=_lift)
