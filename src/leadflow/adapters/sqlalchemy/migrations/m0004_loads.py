"""
Adds a row with the number of open leads for each partner.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION", "STAGES_COUNTED"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}
STAGES_COUNTED: Final = ("qualified", "unqualified")
"""
The closing stages by which loads are counted: the standard ones of that time.
"""

_CLOSED: Final = ", ".join(f"'{stage}'" for stage in STAGES_COUNTED)


def _lift(connection: Connection) -> None:
    """
    Count the leads that are there. The stages of programmes are not in a database, so the standard ones close a lead;
    for a programme with others its first unit counts again (`leadflow.services.Setting.unit`).
    """
    if inspect(connection).has_table("leadflow_loads"):
        return
    word = _WORDS[connection.dialect.name]
    connection.exec_driver_sql(
        f"CREATE TABLE leadflow_loads (supplier_id {word} NOT NULL, partner_id {word} NOT NULL, load INTEGER NOT NULL,"
        " stamp BIGINT NOT NULL, CONSTRAINT pk_leadflow_loads PRIMARY KEY (supplier_id, partner_id))"
    )
    connection.exec_driver_sql("CREATE INDEX ix_leadflow_loads_stamp ON leadflow_loads (supplier_id, stamp)")
    connection.exec_driver_sql(
        "INSERT INTO leadflow_loads SELECT name, partner_id, count(*), 1"
        " FROM leadflow_leads JOIN leadflow_names ON leadflow_names.num = leadflow_leads.supplier"
        f" WHERE active AND partner_id IS NOT NULL AND status <> 'rejected' AND stage NOT IN ({_CLOSED})"
        " GROUP BY name, partner_id"
    )


MIGRATION: Final = Migration(number=4, name="loads", effect=Effect.BREAKING, lift=_lift)
