"""
Remembers for each supplier the schema by which its keys were made.
"""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Column, Connection, MetaData, String, Table, Text, insert, inspect

from leadflow.adapters.sqlalchemy.migrations.m0002_lean_tables import STANDARD_KEYS
from leadflow.adapters.sqlalchemy.migrations.m0004_loads import STAGES_COUNTED
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.wire.declared import declared_by

__all__ = ["MIGRATION"]

_metadata: Final = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
_WORD: Final = String().with_variant(String(collation="C"), "postgresql")
_schemas: Final = Table(
    "leadflow_schemas",
    _metadata,
    Column("supplier_id", _WORD, primary_key=True),
    Column("body", Text, nullable=False),
)


def _lift(connection: Connection) -> None:
    _metadata.create_all(connection)
    if inspect(connection).has_table("leadflow_settings"):
        _say_standard(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS leadflow_settings")


def _say_standard(connection: Connection) -> None:
    """
    Say that keys of leads are by the standard schema, if migration 2 has made them; those of records are not yet. Loads
    are counted by the standard stages then.
    """
    fold = connection.exec_driver_sql(f"SELECT value FROM leadflow_settings WHERE name = '{STANDARD_KEYS}'").scalar()
    if fold is None:
        return
    keys = {"fold": fold, "declared": declared_by(STANDARD_SCHEMA), "indexes": [], "after": "", "fields": []}
    body = json.dumps({**keys, "counted": STAGES_COUNTED})
    suppliers = connection.exec_driver_sql(
        "SELECT name FROM leadflow_names WHERE supplier = 0 UNION SELECT supplier_id FROM leadflow_records"
    )
    rows = [{"supplier_id": supplier_id, "body": body} for supplier_id in suppliers.scalars().all()]
    if rows:
        connection.execute(insert(_schemas), rows)


MIGRATION: Final = Migration(number=7, name="schemas", effect=Effect.BREAKING, lift=_lift)
