"""
Rows that cannot be read stop nobody else: every public operation about others ends as if they could.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Final

import pytest
from tests.core.builders import SCHEMA
from tests.processes import SIZE, SOAK
from tests.reliability.figures import record
from tests.reliability.operations import OPERATIONS
from tests.reliability.world import World

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.intake import read_draft
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser
from leadflow.core.routing import RoutingModule

Damages = list[tuple[str, tuple[str, ...]]]
"""
Statements, each with its values.
"""

STRANGE: Final = '[1, {"a": null}]'
NUMBER: Final = "(SELECT num FROM leadflow_leads WHERE id = ?)"
LEADS: Final = {
    **{
        column: f"UPDATE leadflow_leads SET \"{column}\" = '{value}' WHERE id = ?"
        for column, value in {
            "values": STRANGE,
            "keys": STRANGE,
            "unknown": "{",
            "decision": "{",
            "assessment": "{",
            "status": "nonsense",
            "email_status": "nonsense",
            "modified_at": "soon",
            "created_at": str(2**63 - 1),
            "opened_at": str(2**63 - 1),
        }.items()
    },
    "event": f"UPDATE leadflow_events SET body = '{{' WHERE lead = {NUMBER}",
    "kind of event": f"UPDATE leadflow_events SET kind = 'nonsense' WHERE lead = {NUMBER}",
    "first event": f"DELETE FROM leadflow_events WHERE seq = 1 AND lead = {NUMBER}",
    "message": f"UPDATE leadflow_outbox SET body = '{{' WHERE lead = {NUMBER}",
    "trail": f"UPDATE leadflow_outbox SET trail = '{{' WHERE lead = {NUMBER}",
    "deadline": "UPDATE leadflow_records SET body = '{', due_at = 1 WHERE kind = 'deadline' AND key = ?",
}
# Each of a partner or a module of its own, since what cannot be read hides what is wrong with the rest of it.
KINDS: Final = ("partner", "partner_people", "membership", "routing_module", "current_module")
RECORDS: Final = {
    kind: f"UPDATE leadflow_records SET body = '{{' WHERE kind = '{kind}' AND key LIKE 'aa-{kind}%'" for kind in KINDS
}
# It is given what is due of every lead, so it says what is wrong with this one; `run` goes past it.
ASKED: Final = {"DeadlineDesk.perform"}


def statements() -> Iterator[tuple[str, Damages]]:
    """
    Give what damages rows: all at once, each of a lead or record of its own; when it is long, also each alone.
    """
    each: list[tuple[str, Damages]]
    each = [(name, [(said, (f"aa-{number}",))]) for number, (name, said) in enumerate(LEADS.items())]
    each += [(name, [(said, ())]) for name, said in RECORDS.items()]
    yield "all", [one for _, some in each for one in some]
    yield from each if SOAK else ()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """
    A store with something for every operation, and leads and records that no operation is about.
    """
    path = tmp_path_factory.mktemp("damaged") / "filled.db"
    world = World.fill(SqlStore(str(path)))
    desk = world.office.desk
    for number in range(len(LEADS)):
        draft = read_draft(SCHEMA, {"email": f"aa{number}@neighbour.se", "first_name": "Ann"}, partner="north")
        desk.receive(draft, lead_id=f"aa-{number}")
    for kind in KINDS:
        name = f"aa-{kind}"
        user = PartnerUser(id=name, email=f"{kind}@neighbour.se", default_recipient=True)
        desk.save_partners([Partner(id=name, name=name)], people=[PartnerPeople(partner_id=name, users=(user,))])
        world.office.routing.publish(RoutingModule(name=name))
    world.deadlines.begin_open()
    world.store.close()
    return path, world


def test_operations_about_others_end_as_if_all_could_be_read(filled: tuple[Path, World]) -> None:
    """
    What cannot be read may be missing from lists and counts; whoever asks for something else notices nothing.
    """
    sound, tried, wrong = outcomes(filled, []), 0, list[str]()
    for name, some in statements():
        tried += 1
        found = outcomes(filled, some)
        wrong += [
            f"{name}: {one} ended in {found[one]}" for one in found if found[one] != sound[one] and one not in ASKED
        ]
    record("R2 damaged neighbours", size=SIZE, operations=len(OPERATIONS), tried=tried, wrong=len(wrong))

    assert wrong == []


def outcomes(filled: tuple[Path, World], some: Damages) -> dict[str, str]:
    """
    Damage a copy, call every operation there, and return how each ended.
    """
    path, world = filled
    damaged = Path(copy(path, path.with_name("damaged.db")))
    with closing(sqlite3.connect(damaged)) as connection, connection:
        for statement, values in some:
            assert connection.execute(statement, values).rowcount > 0, statement
    store, found = SqlStore(str(damaged)), dict[str, str]()
    other = World(store, world.copied_files(), world.token, world.dead)
    for name, operation in OPERATIONS.items():
        try:
            operation(other)
        except Exception as error:
            found[name] = f"{type(error).__name__}: {error}"
        else:
            found[name] = "an answer"
    store.close()
    damaged.unlink()
    return found
