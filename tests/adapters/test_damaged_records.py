"""
One stored row that cannot be read, of whichever table, stops no call but those that are about it.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.core.builders import SCHEMA, a_user
from tests.services.builders import EMEA, HOST, MODULE, Office, an_office, mapped

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty, scope_of
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import read_draft
from leadflow.core.timeline import EventQuery
from leadflow.errors import ConfigurationError
from leadflow.ports import EventLister
from leadflow.services import OutboxRelay, PeopleDesk
from leadflow.testing import RecordingMailer

Call = Callable[[Office], object]


def _import(office: Office) -> object:
    file = office.file("s@x.se,SE,,Oslo", "t@x.se,DE,,Bonn")
    report = office.imports.run(file, mapped(file), EMEA)
    assert report.counts.imported == 2
    return report


def _events(office: Office) -> object:
    with office.store.open_unit("acme", SCHEMA) as unit:
        assert isinstance(unit.timeline, EventLister)
        found = {
            one.event.lead_id
            for one in unit.timeline.page(scope_of(ProgramParty(name="reader")), EventQuery(), None, 100).events
        }
    assert {"a", "z"} <= found
    return found


def _relay(office: Office) -> object:
    done = OutboxRelay(office.setting, office.store, RecordingMailer()).run_until_idle()
    assert done.sent >= 2
    return done


def _receive(office: Office, module: str | None, partner: str | None) -> object:
    draft = read_draft(SCHEMA, {"email": "n@x.se", "country": "NO"}, partner=partner)
    done = office.desk.receive(draft, module=module)
    # Nobody is called as a partner that cannot be read.
    assert done.ok or partner == "south"
    return done


CALLS: Final[dict[str, Call]] = {
    "receive by a module": lambda office: _receive(office, "emea", None),
    "receive for another partner": lambda office: _receive(office, None, "north"),
    "receive for the partner": lambda office: _receive(office, None, "south"),
    "leads": lambda office: office.desk.leads(),
    "count": lambda office: office.desk.count(),
    "count_by": lambda office: office.desk.count_by("status"),
    "timeline": lambda office: office.desk.timeline("z"),
    "explain": lambda office: office.desk.explain("z"),
    "resend": lambda office: office.desk.resend("z"),
    "accept": lambda office: office.at("north").accept("a"),
    "simulate": lambda office: office.routing.simulate(MODULE),
    "modules": lambda office: office.routing.modules(),
    "import": _import,
    "undo": lambda office: office.imports.undo("earlier"),
    "events": _events,
    "relay": _relay,
    "add_user": lambda office: PeopleDesk(office.setting, HOST).add_user("east", a_user("new")),
    "save_partners": lambda office: office.desk.save_partners([office.desk.account("east").partner]),
}

BY_MODULE: Final = frozenset({"receive by a module", "import"})

RECORDS: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("partner", "south"): frozenset(),
    ("partner_people", "south"): frozenset({"receive for the partner"}),
    ("partner_settings", "south"): frozenset({"receive for the partner"}),
    ("campaign", "fair"): frozenset(),
    ("current_module", "emea"): BY_MODULE,
    ("routing_module", "emea@1"): BY_MODULE,
    ("import_progress", "earlier"): frozenset({"undo"}),
}
"""
Records by kind and key, and the calls that need them.
"""

COLUMNS: Final = (
    *(("leadflow_events", column, value) for column, value in (("body", "[1]"), ("at", "soon"), ("kind", 999))),
    *(("leadflow_events", column, value) for column, value in (("channel", 77), ("actor", 9_999), ("side", "x"))),
    *(("leadflow_outbox", column, "soon") for column in ("created_at", "since", "due_at", "kind", "trail", "told")),
)


def damaged(path: Path, statement: str, *values: object) -> Office:
    """
    Fill a store, damage a row of it, and open it again.
    """
    office = an_office(store=SqlStore(path))
    for lead_id in ("a", "damaged", "z"):
        draft = read_draft(SCHEMA, {"email": f"{lead_id}@x.se", "country": "SE"}, partner="north")
        office.desk.receive(draft, lead_id=lead_id)
    file = office.file("q@x.se,SE,,Oslo")
    office.imports.run(file, mapped(file), ImportSettings(import_id="earlier"))
    assert isinstance(office.store, SqlStore)
    office.store.close()
    connection = sqlite3.connect(path)
    assert connection.execute(statement, values).rowcount
    connection.commit()
    connection.close()
    return Office(store=SqlStore(path), clock=office.clock, ids=office.ids)


def failing(office: Office) -> set[str]:
    """
    Make every call; returns those that were refused by name.
    """
    found = set[str]()
    for name, call in CALLS.items():
        try:
            call(office)
        except ConfigurationError as error:
            assert "cannot be read" in str(error)
            assert "Nothing was written" in str(error)
            found.add(name)
    assert isinstance(office.store, SqlStore)
    office.store.close()
    return found


@pytest.mark.parametrize(("kind", "key"), RECORDS, ids=[kind for kind, _ in RECORDS])
def test_damaged_record_stops_only_what_needs_it(
    kind: str, key: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Partners, campaigns, modules and imports that cannot be read are passed over where many are read, and the log and
    the errors name them.
    """
    statement = "UPDATE leadflow_records SET body = '[1]' WHERE kind = ? AND key = ?"
    office = damaged(tmp_path / "leads.db", statement, kind, key)
    with caplog.at_level(logging.WARNING):
        assert failing(office) == RECORDS[kind, key]
    assert RECORDS[kind, key] or f"'{key}'" in caplog.text


@pytest.mark.parametrize(("table", "column", "value"), COLUMNS, ids=lambda one: str(one).removeprefix("leadflow_"))
def test_damaged_event_or_message_stops_nobody_else(table: str, column: str, value: object, tmp_path: Path) -> None:
    """
    Lists of events, mail and work on other leads go on beside an event or a message that cannot be read.
    """
    statement = (
        f"UPDATE {table} SET \"{column}\" = ? WHERE lead = (SELECT num FROM leadflow_leads WHERE id = 'damaged')"
    )
    assert failing(damaged(tmp_path / "leads.db", statement, value)) == set()


@pytest.mark.parametrize("column", ["created_at", "modified_at", "accepted_at"])
def test_damaged_moment_of_a_lead_is_blank_on_lists(column: str, tmp_path: Path) -> None:
    """
    The lead is on the list without it, and the others as ever.
    """
    statement = f"UPDATE leadflow_leads SET \"{column}\" = 'soon' WHERE id = 'damaged'"
    office = damaged(tmp_path / "leads.db", statement)
    assert len(office.desk.leads().rows) == 4
    assert failing(office) == set()


def test_damaged_timeline_is_named_to_who_asks_for_it(tmp_path: Path) -> None:
    """
    Whoever asks for the lead's own timeline is told which event cannot be read.
    """
    statement = "UPDATE leadflow_events SET body = '[1]' WHERE seq = 1 AND lead = (SELECT num FROM leadflow_leads WHERE id = 'damaged')"
    office = damaged(tmp_path / "leads.db", statement)
    with pytest.raises(ConfigurationError, match="event of lead 'damaged, number 1' cannot be read"):
        office.desk.timeline("damaged")
    assert failing(office) == set()
