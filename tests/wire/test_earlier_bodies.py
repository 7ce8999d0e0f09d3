"""
Every body that the build at commit 055b762 stored is read as that build read it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from tests.adapters.earlier.plain import SCHEMA, plain
from tests.adapters.earlier.reading import differences, expected, parted, placed, sqlite_database

from leadflow.core.importing.progress import ImportProgress, RefusedRows
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.partners import Campaign, Partner
from leadflow.core.routing import RoutingModule
from leadflow.core.timeline import LeadEvent
from leadflow.wire import Wire

WIRE = Wire(SCHEMA)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """
    The database as it was.
    """
    with closing(sqlite3.connect(sqlite_database(tmp_path_factory.mktemp("earlier")))) as connection:
        yield connection


def bodies(database: sqlite3.Connection, table: str, *names: str) -> dict[tuple[Any, ...], str]:
    """
    Return the bodies in *table*, by supplier and the columns *names*.
    """
    rows = database.execute(f"SELECT supplier_id, {', '.join(names)}, body FROM leadflow_{table}")
    return {tuple(key): body for *key, body in rows}


def test_the_database_holds_something_of_everything() -> None:
    """
    Some 300 leads, with every fact and every state of messages among them.
    """
    lines = expected()
    facts = Counter(event["fact"]["is"] for line in lines if line["what"] == "lead" for event in line["events"])

    assert sum(line["what"] == "lead" for line in lines) == 292
    assert len(facts) == 16
    assert {line["state"] for line in lines if line["what"] == "message"} == {None, "sent", "dead", "cancelled"}


def test_leads_and_their_timelines_are_read(database: sqlite3.Connection) -> None:
    """
    Lead by lead, event by event, member by member.
    """
    leads, events = bodies(database, "leads", "id"), bodies(database, "events", "lead_id", "seq")
    found = []
    for line in expected():
        if line["what"] == "lead":
            lead_id = line["lead"]["id"]
            read = WIRE.loads(Lead, leads[line["of"], lead_id])
            timeline = [WIRE.loads(LeadEvent, events[line["of"], lead_id, seq]) for seq in range(1, read.seq + 1)]
            found += differences(line["lead"], plain(read), lead_id)
            found += differences(list(map(placed, line["events"])), plain(timeline), lead_id)

    assert found == []


@pytest.mark.parametrize(
    ("what", "cls", "table", "names"),
    [
        ("partner", Partner, "partners", ("id",)),
        ("campaign", Campaign, "campaigns", ("id",)),
        ("module", RoutingModule, "modules", ("name", "version")),
        ("import", ImportProgress, "imports", ("import_id",)),
        ("message", Message, "outbox", ("key",)),
    ],
)
def test_records_are_read(
    database: sqlite3.Connection, what: str, cls: type, table: str, names: tuple[str, ...]
) -> None:
    """
    Partners, campaigns, every version of modules, imports and messages.
    """
    stored = bodies(database, table, *(name if name != "import_id" else "id" for name in names))
    found, count = [], 0
    for line in expected():
        if line["what"] == what:
            key = (line["of"], *(line[what][name] for name in names))
            found += differences(parted(line[what]), plain(WIRE.loads(cls, stored[key])), str(key))
            count += 1

    assert (found, count) == ([], len(stored))


def test_refused_rows_are_read(database: sqlite3.Connection) -> None:
    """
    Each with all of its problems; rows were stored one by one, and are put together as the rows of a chunk.
    """
    stored = bodies(database, "refused_rows", "import_id", "number")
    for line in expected():
        if line["what"] == "import":
            rows = [stored[line["of"], line["import"]["import_id"], row["number"]] for row in line["refused"]]
            bodies_of_rows = [{name: said for name, said in json.loads(row).items() if name != "v"} for row in rows]
            document = {"v": 1, "import_id": line["import"]["import_id"], "chunk": 1, "rows": bodies_of_rows}
            read = WIRE.loads(RefusedRows, json.dumps(document))
            assert differences(line["refused"], plain(read.rows)) == []


def test_what_was_read_is_written_and_read_again(database: sqlite3.Connection) -> None:
    """
    Nothing of an earlier body is lost when it is written as today's.
    """
    for body in bodies(database, "leads", "id").values():
        lead = WIRE.loads(Lead, body)
        assert WIRE.loads(Lead, WIRE.dumps(lead)) == lead
    for body in bodies(database, "events", "lead_id", "seq").values():
        event = WIRE.loads(LeadEvent, body)
        assert WIRE.loads(LeadEvent, WIRE.dumps(event)) == event
