"""
Everything that says where a lead stands gets a column; until now much of it stood only in its body and its keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = ("assignee_id", "import_id", "kind", "source", "routed_by")
_MOMENTS: Final = (
    "created_at",
    "modified_at",
    "status_changed_at",
    "accepted_at",
    "rejected_at",
    "deactivated_at",
)
_LINEAGE: Final = ("duplicated_from", "superseded_by")


def _lift(connection: Connection) -> None:
    if "import_id" in {column["name"] for column in inspect(connection).get_columns("leadflow_leads")}:
        return
    postgresql = connection.dialect.name == "postgresql"
    word = 'VARCHAR COLLATE "C"' if postgresql else "VARCHAR"
    for name in (*_WORDS, "score", "attachment_count", *_MOMENTS, *_LINEAGE):
        kind = {"score": "BIGINT", "attachment_count": "INTEGER"}.get(name, word)
        connection.exec_driver_sql(f"ALTER TABLE leadflow_leads ADD COLUMN {name} {kind}")
    values = _values(_of_jsonb if postgresql else _of_text)
    count = "coalesce(jsonb_array_length(body::jsonb -> 'attachments'), 0)"
    values["attachment_count"] = count if postgresql else "coalesce(json_array_length(body, '$.attachments'), 0)"
    setting = ", ".join(f"{name} = {value}" for name, value in values.items())
    connection.exec_driver_sql(f"UPDATE leadflow_leads SET {setting}")
    _name_imports(connection, "to_json({})::text" if postgresql else "json_quote({})", postgresql)


def _of_text(document: str, name: str) -> str:
    return f"json_extract({document}, '$.{name}')"


def _of_jsonb(document: str, name: str) -> str:
    return f"({document}::jsonb ->> '{name}')"


def _values(of: Callable[[str, str], str]) -> dict[str, str]:
    """
    Return what each column takes from the body; a lead's defaults were left out there.
    """
    values = {name: of("body", name) for name in (*_WORDS, *_LINEAGE) if name != "import_id"}
    values |= {name: _fixed_width(of("body", name)) for name in _MOMENTS}
    values["kind"] = f"coalesce({values['kind']}, 'distributed')"
    values["source"] = f"coalesce({values['source']}, 'manual')"
    values["created_at"] = f"coalesce({values['created_at']}, received_at)"
    values["score"] = f"CAST(coalesce({of('body', 'score')}, '50') AS BIGINT)"
    return values


def _fixed_width(moment: str) -> str:
    """
    Return a moment in UTC as columns hold it; bodies leave microseconds out where there are none.
    """
    return (
        f"CASE WHEN substr({moment}, 20, 1) = '.' THEN substr({moment}, 1, 26) || 'Z' "
        f"ELSE substr({moment}, 1, 19) || '.000000Z' END"
    )


def _name_imports(connection: Connection, quoted: str, postgresql: bool) -> None:
    """
    Write on each lead the import that its first event names.
    """
    named = (
        "(events.body::jsonb -> 'fact' ->> 'import_id')"
        if postgresql
        else "json_extract(events.body, '$.fact.import_id')"
    )
    first = (
        f"SELECT {named} FROM leadflow_events events WHERE events.supplier_id = leadflow_leads.supplier_id "
        "AND events.lead_id = leadflow_leads.id AND events.seq = 1"
    )
    connection.exec_driver_sql(f"UPDATE leadflow_leads SET import_id = ({first})")
    written = f"substr(body, 1, length(body) - 1) || ',\"import_id\":' || {quoted.format('import_id')} || '}}'"
    connection.exec_driver_sql(f"UPDATE leadflow_leads SET body = {written} WHERE import_id IS NOT NULL")


MIGRATION: Final = Migration(number=2, name="state_columns", effect=Effect.BREAKING, lift=_lift)
