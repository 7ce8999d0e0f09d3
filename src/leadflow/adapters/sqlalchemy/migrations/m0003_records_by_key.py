"""
Moves partners, campaigns, modules and imports from five tables into one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, Text, insert, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from leadflow.adapters.sqlalchemy.migrations import m0001_first_tables
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION", "metadata"]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})

_CHUNK: Final = 1_000
_before = m0001_first_tables.metadata.tables
_WORD: Final = String().with_variant(String(collation="C"), "postgresql")
_records: Final = Table(
    "leadflow_records",
    metadata,
    Column("supplier_id", _WORD, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("key", _WORD, nullable=False),
    Column("body", Text, nullable=False),
    Column("keys", Text().with_variant(JSONB(), "postgresql")),
    PrimaryKeyConstraint("supplier_id", "kind", "key"),
)


def _lift(connection: Connection) -> None:
    metadata.create_all(connection)
    for name, kind in (("partners", "partner"), ("campaigns", "campaign")):
        moved = _before[f"leadflow_{name}"].c
        rows = select(moved.supplier_id, literal(kind), moved.id, moved.body, moved["keys"])
        connection.execute(insert(_records).from_select(["supplier_id", "kind", "key", "body", "keys"], rows))
    for found in (_modules(connection), _imports(connection), _refused_rows(connection)):
        while rows_of_chunk := list(islice(found, _CHUNK)):
            connection.execute(insert(_records), rows_of_chunk)
    for name in ("partners", "campaigns", "modules", "imports", "refused_rows"):
        _before[f"leadflow_{name}"].drop(connection)


def _modules(connection: Connection) -> Iterator[dict[str, str]]:
    """
    Return each version of a module under its name and number, and for each module which version is in force.
    """
    columns = _before["leadflow_modules"].c
    rows = connection.execute(select(*columns).order_by(columns.supplier_id, columns.name, columns.version)).all()
    for (supplier_id, name), versions in groupby(rows, key=itemgetter(0, 1)):
        version = 0
        for _, _, version, body in versions:
            yield _row(supplier_id, "routing_module", f"{name}@{version}", body)
        yield _row(supplier_id, "current_module", name, _json({"v": 1, "name": name, "version": version}))


def _imports(connection: Connection) -> Iterator[dict[str, str]]:
    columns = _before["leadflow_imports"].c
    for supplier_id, import_id, body in connection.execute(select(columns.supplier_id, columns.id, columns.body)).all():
        yield _row(supplier_id, "import_progress", import_id, body)


def _refused_rows(connection: Connection) -> Iterator[dict[str, str]]:
    """
    Return the refused rows of each import as those of its first chunk: nothing says of which chunk they were.
    """
    columns = _before["leadflow_refused_rows"].c
    rows = connection.execute(select(*columns).order_by(columns.supplier_id, columns.import_id, columns.number)).all()
    for (supplier_id, import_id), refused in groupby(rows, key=itemgetter(0, 1)):
        bodies = [_without_version(json.loads(row.body)) for row in refused]
        body = _json({"v": 1, "import_id": import_id, "chunk": 1, "rows": bodies})
        yield _row(supplier_id, "refused_rows", f"{import_id}@1", body)


def _without_version(body: dict[str, object]) -> dict[str, object]:
    return {name: said for name, said in body.items() if name not in ("v", "needs")}


def _row(supplier_id: str, kind: str, key: str, body: str) -> dict[str, str]:
    return {"supplier_id": supplier_id, "kind": kind, "key": key, "body": body}


def _json(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


MIGRATION: Final = Migration(number=3, name="records_by_key", effect=Effect.BREAKING, lift=_lift)
