"""
The version of the fold that stored keys were made with, and making them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, bindparam, insert, select, tuple_, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.lead_rows import COLUMNS, lead_of
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.text import FOLD_VERSION
from leadflow.errors import ConfigurationError
from leadflow.wire.forms import form_of
from leadflow.wire.pieces import PieceWire

__all__ = ["keep_fold"]

_FOLD: Final = "fold"
_CHUNK: Final = 1_000
_KEYED: Final[Mapping[str, type[Partner | Campaign]]] = {form_of(one).name: one for one in (Partner, Campaign)}


def keep_fold(connection: Connection, wire: PieceWire) -> None:
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
            _rebuild_leads(connection, wire)
            _rebuild_records(connection, wire)
            query = update(tables.settings).where(tables.settings.c.name == _FOLD)
            connection.execute(query.values(value=FOLD_VERSION))


def _stored(connection: Connection, *, locked: bool = False) -> int | None:
    if locked and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"LOCK TABLE {tables.settings.name} IN EXCLUSIVE MODE")
    setting = tables.settings.c
    found: int | None = connection.execute(select(setting.value).where(setting.name == _FOLD)).scalar()
    return found


def _rebuild_leads(connection: Connection, wire: PieceWire) -> None:
    columns = tables.leads.c
    query = update(tables.leads).where(columns.num == bindparam("which"))
    for rows in _chunks(connection, select(*(columns[name] for name in COLUMNS)), columns.num):
        connection.execute(query, [_lead_keys(row.num, lead_of(row, "", wire), wire) for row in rows])


def _rebuild_records(connection: Connection, wire: PieceWire) -> None:
    columns = tables.records.c
    key = (columns.supplier_id, columns.kind, columns.key)
    mine = (column == bindparam(f"the_{column.name}") for column in key)
    query = update(tables.records).where(*mine)
    wanted = select(columns.body, *key).where(columns.kind.in_(list(_KEYED)))
    for rows in _chunks(connection, wanted, *key):
        connection.execute(
            query,
            [
                {
                    "the_supplier_id": row.supplier_id,
                    "the_kind": row.kind,
                    "the_key": row.key,
                    "keys": wire.dump_keys(wire.loads(_KEYED[row.kind], row.body)),
                }
                for row in rows
            ],
        )


def _chunks(connection: Connection, wanted: Select[Any], *key: Column[Any]) -> Iterator[list[Any]]:
    """
    Give the rows of *wanted* in the order of their *key*.
    """
    order = tuple_(*key)
    query = wanted.order_by(*key).limit(_CHUNK)
    rows = list(connection.execute(query))
    while rows:
        yield rows
        rows = list(connection.execute(query.where(order > tuple(rows[-1]._mapping[column] for column in key))))


def _lead_keys(num: int, lead: Lead, wire: PieceWire) -> dict[str, int | str | None]:
    return {"which": num, "keys": wire.dump_keys(lead), "duplicate_key": lead_duplicate_key(lead)}
