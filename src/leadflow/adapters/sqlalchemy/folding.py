"""
The version of the fold that stored keys were made with, and making them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, insert, select, tuple_, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.text import FOLD_VERSION
from leadflow.errors import ConfigurationError
from leadflow.wire import Wire

__all__ = ["keep_fold"]

_FOLD: Final = "fold"
_CHUNK: Final = 1_000
_RECORDS: Final[tuple[tuple[Table, type[Lead | Partner | Campaign]], ...]] = (
    (tables.leads, Lead),
    (tables.partners, Partner),
    (tables.campaigns, Campaign),
)


def keep_fold(connection: Connection, wire: Wire) -> None:
    """
    Make all keys anew if an older fold made them; to be called outside transactions, when a store is opened.

    Raises:
        ConfigurationError: A newer fold made them.
    """
    stored = _stored(connection)
    connection.rollback()
    if stored == FOLD_VERSION:
        return
    with writing(connection):
        stored = _stored(connection, locked=True)
        if stored is None:
            connection.execute(insert(tables.settings), {"name": _FOLD, "value": FOLD_VERSION})
        elif stored > FOLD_VERSION:
            raise ConfigurationError(
                "a newer leadflow made the keys of this database; upgrade this one. Nothing was written"
            )
        elif stored < FOLD_VERSION:
            for table, record in _RECORDS:
                _rebuild(connection, wire, table, record)
            query = update(tables.settings).where(tables.settings.c.name == _FOLD)
            connection.execute(query.values(value=FOLD_VERSION))


def _stored(connection: Connection, *, locked: bool = False) -> int | None:
    if locked and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {tables.settings.name} IN EXCLUSIVE MODE")
    setting = tables.settings.c
    found: int | None = connection.execute(select(setting.value).where(setting.name == _FOLD)).scalar()
    return found


def _rebuild(connection: Connection, wire: Wire, table: Table, record: type[Lead | Partner | Campaign]) -> None:
    columns = table.c
    query = update(table).where(columns.supplier_id == bindparam("of"), columns.id == bindparam("named"))
    for rows in _chunks(connection, table):
        made = [_made(row, wire.loads(record, row.body), wire) for row in rows]
        connection.execute(query, made)


def _chunks(connection: Connection, table: Table) -> Iterator[list[Any]]:
    columns = table.c
    order = tuple_(columns.supplier_id, columns.id)
    query = (
        select(columns.supplier_id, columns.id, columns.body).order_by(columns.supplier_id, columns.id).limit(_CHUNK)
    )
    rows = list(connection.execute(query))
    while rows:
        yield rows
        rows = list(connection.execute(query.where(order > (rows[-1].supplier_id, rows[-1].id))))


def _made(row: Any, record: Lead | Partner | Campaign, wire: Wire) -> dict[str, str | None]:
    made = {"of": row.supplier_id, "named": row.id, "keys": wire.dump_keys(record)}
    return {**made, "duplicate_key": lead_duplicate_key(record)} if isinstance(record, Lead) else made
