"""
R18: the database of every earlier schema is lifted while other processes open it too, and says the same afterwards.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import text
from tests.adapters.earlier.plain import SCHEMA, plain
from tests.adapters.earlier.reading import differences, expected, placed, postgresql_script, sqlite_database
from tests.processes import CONTEXT, SIZE, SOAK, running
from tests.reliability.databases import empty, kind_of
from tests.reliability.exported import exported, open_at_once
from tests.reliability.figures import record

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS, open_tables
from leadflow.adapters.sqlalchemy.tables import metadata

OPENING = 3
# A stage is the schema after so many migrations; 0 has no numbers yet. Small, each database has some of them.
LAST = len(MIGRATIONS) - 1
STAGES = (
    {"sqlite": (*range(LAST + 1),), "postgresql": (*range(LAST + 1),)}
    if SOAK
    else {"sqlite": (0, 5), "postgresql": (2, LAST)}
)


def test_every_earlier_schema_is_lifted_beside_others_that_open_it(url: str) -> None:
    """
    Whatever schema a database has, it says after the lift what it said to the build that made it.
    """
    suppliers = sorted({line["of"] for line in expected()})
    wholes, wrong = list[dict[str, dict[str, str]]](), list[str]()
    for stage in STAGES[kind_of(url)]:
        make(url, stage)
        barrier = CONTEXT.Barrier(OPENING)
        with running([(open_at_once, (url, barrier))] * OPENING):
            pass
        store = SqlStore(url)
        # The others are compared with the first.
        wrong += changed(store) if not wholes else []
        wholes.append({supplier: exported(store, supplier) for supplier in suppliers})
        store.close()
    apart = sum(one != wholes[0] for one in wholes)
    leads = sum(key.startswith("lead ") for whole in wholes[0].values() for key in whole)
    record(f"R18 {kind_of(url)}", size=SIZE, schemas=len(wholes), leads=leads, wrong=len(wrong), apart=apart)

    assert wrong == []
    assert apart == 0


def make(url: str, stage: int) -> None:
    """
    Put the earlier database at *url*, and lift it to a *stage*.
    """
    if kind_of(url) == "postgresql":
        empty(url)
    else:
        path = Path(url)
        for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)
        sqlite_database(path.parent).replace(path)
    engine = make_engine(url)
    if kind_of(url) == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(postgresql_script())
    with engine.connect() as connection:
        if stage:
            open_tables(connection, metadata, MIGRATIONS[:stage])
            noted = connection.execute(text("SELECT max(number) FROM leadflow_migrations")).scalar_one()
            assert noted == MIGRATIONS[stage - 1].number
    engine.dispose()


def changed(store: SqlStore) -> list[str]:
    """
    Return where leads, their events and messages are not what the build that made the database read.
    """
    found, read = list[str](), Counter[str]()
    for line in expected():
        what, of = line["what"], line["of"]
        read[what] += 1
        with store.open_unit(of, SCHEMA) as unit:
            if what == "lead":
                lead_id = line["lead"]["id"]
                found += differences(line["lead"], plain(unit.leads.get(lead_id)), lead_id)
                found += differences(list(map(placed, line["events"])), plain(unit.timeline.of(lead_id)), lead_id)
            elif what == "message":
                key = line["message"]["key"]
                found += differences(line["message"], plain(unit.posts.one(key).message), key)
    assert read["lead"] > 100
    assert read["message"] > 100
    return found
