"""
Keys of a lifted database are those that today's schema makes, though most leads are not read again for them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from tests.adapters.earlier.plain import SCHEMA
from tests.adapters.earlier.reading import expected, sqlite_database

from leadflow import INTEGER, STANDARD_SCHEMA, TEXT, Field, Schema
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.rekeying import leads_to_rekey

SUPPLIERS = sorted({line["of"] for line in expected() if line["what"] == "lead"})
OTHER_KINDS = STANDARD_SCHEMA.extend(Field("seats", TEXT), Field("colour", INTEGER), Field("later", TEXT))


def keys_in(store: SqlStore, schema: Schema) -> dict[str, list[Any]]:
    """
    Return all keys, once those of each supplier are by *schema*.
    """
    for of in SUPPLIERS:
        with store.open_unit(of, schema):
            pass
    with store._engine.connect() as connection:
        leads = connection.execute(text("SELECT id, keys, duplicate_key FROM leadflow_leads ORDER BY num")).all()
        records = connection.execute(text("SELECT supplier_id, kind, key, keys FROM leadflow_records")).all()
    return {
        "leads": [(lead_id, json.loads(keys), duplicate_key) for lead_id, keys, duplicate_key in leads],
        "records": sorted(map(tuple, records)),
    }


@pytest.mark.parametrize("schema", [STANDARD_SCHEMA, SCHEMA, OTHER_KINDS], ids=["standard", "as it was", "other kinds"])
def test_keys_are_those_that_would_be_made_anew(tmp_path: Path, schema: Schema) -> None:
    """
    Forgetting by which schema they were made, so that each is made again, changes none of them.
    """
    path = str(sqlite_database(tmp_path))
    store = SqlStore(path)
    found = keys_in(store, schema)
    with store._engine.begin() as connection:
        connection.execute(text("DELETE FROM leadflow_schemas"))
    store.close()

    anew = SqlStore(path)

    assert keys_in(anew, schema) == found
    assert any(duplicate_key for _, _, duplicate_key in found["leads"])
    anew.close()


def test_only_leads_that_say_fields_of_ones_own_are_read_again(tmp_path: Path) -> None:
    """
    The first unit after a lift changes no lead by a standard schema, however many there are.
    """
    engine = make_engine(str(sqlite_database(tmp_path)))
    store = SqlStore(engine)
    changed: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *said: changed.append(said[2]))

    with store.open_unit(SUPPLIERS[0], STANDARD_SCHEMA):
        pass

    assert any(one.startswith("UPDATE leadflow_records") for one in changed)
    assert not [one for one in changed if one.startswith("UPDATE leadflow_leads")]
    engine.dispose()


@pytest.mark.parametrize("fields", [None, ["seats"]])
def test_leads_to_read_again_are_found_by_an_index(tmp_path: Path, fields: list[str] | None) -> None:
    """
    Each chunk begins where the last one ended: nothing is sorted, and no lead is looked at for two chunks.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    SqlStore(engine)
    asked: list[Any] = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2:4]))

    with engine.connect() as connection:
        leads_to_rekey(connection, 1, "", fields)
        statement, values = asked[-1]
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all())

    assert "ix_leadflow_leads_id (supplier=? AND id>?)" in plan
    assert "TEMP B-TREE" not in plan
    engine.dispose()
