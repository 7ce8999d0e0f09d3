"""
Leads of a file that are told by what they do not share are stored exactly as whole ones are.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from tests.core.builders import NOW, a_campaign, a_user, an_account
from tests.services.builders import MODULE, PARTNERS, Office, an_office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.timeline import Alike, alike

HEADER = "Email,Country,Partner Name,Campaign,Lead score,Status,External ID,Employees,City"
TARGETS = {
    "Campaign": "campaign",
    "Lead score": "lead_score",
    "Status": "status",
    "External ID": "external_id",
    "Employees": "employee_count",
    "City": "city",
}
ACCOUNTS = (
    *PARTNERS,
    an_account("quick", name="Quick AB", territories=("DK",), users=(a_user("kim"),), auto_accept_since=NOW),
)
REVIEWED = RoutingModule(name="reviewed", steps=(Match(lead_field="country", partner_field="territories"),))
"""
A module that leaves ties to a person.
"""


def some_rows(seed: int, count: int = 90) -> list[str]:
    """
    Return rows of many sorts, most of which are like others; some are there twice.
    """
    dice = Random(seed)
    pick: Callable[..., str] = lambda *words: dice.choice(words)  # noqa: E731  # it is short
    return [
        ",".join(
            (
                f"p{dice.randrange(count)}@x.example" if dice.random() < 0.95 else "",
                pick("Sweden", "Sweden", "Germany", "France", "Denmark", "Japan", ""),
                pick("", "", "", "", "Globex GmbH", "Quick AB", "Initech"),
                pick("", "", "", "Spring Fair"),
                pick("", "", "", "70"),
                pick("", "", "", "open"),
                pick("", "", "", "", f"x-{dice.randrange(count)}"),
                pick("", "12", "many"),
                pick("", "Malmö", "Lyon"),
            )
        )
        for _ in range(count)
    ]


def an_office_that_imported(store: MemoryStore | SqlStore, settings: ImportSettings, seed: int) -> Office:
    """
    Import two files, the second of which has rows of the first.
    """
    office = an_office(store=store, partners=ACCOUNTS, campaigns=(a_campaign(),))
    office.routing.publish(REVIEWED)
    for rows in (some_rows(seed), [*some_rows(seed)[::7], *some_rows(seed + 1)]):
        file = office.file(*rows, header=HEADER)
        report = office.imports.run(file, mapped(file, **TARGETS), settings)
        assert report.ok, report.problems
    return office


def everything_in(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """
    Return all rows of all tables.
    """
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        found = {name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')))) for name in names}
    engine.dispose()
    return {name: rows for name, rows in found.items() if name != "leadflow_versions"}  # type: ignore[misc]  # rows of every table


@pytest.mark.parametrize("duplicates", [OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.CREATE])
@pytest.mark.parametrize(
    ("module", "default"), [(MODULE.name, None), (REVIEWED.name, "north"), (None, "quick"), (None, None)]
)
@pytest.mark.parametrize("kept", [0, 1, 3])
def test_what_is_told_briefly_is_stored_as_a_whole_lead_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    duplicates: OnDuplicate,
    module: str | None,
    default: str | None,
    kept: int,
) -> None:
    """
    However many leads others are told by, all rows of all tables are the same.
    """
    settings = ImportSettings(module=module, default_partner=default, on_duplicate=duplicates)
    with closing(SqlStore(str(tmp_path / "brief.db"))) as store:
        an_office_that_imported(store, settings, seed=kept)
    monkeypatch.setattr(alike, "_KEPT", kept)
    with closing(SqlStore(str(tmp_path / "whole.db"))) as store:
        an_office_that_imported(store, settings, seed=kept)

    assert everything_in(tmp_path / "brief.db") == everything_in(tmp_path / "whole.db")


@pytest.mark.parametrize("module", [MODULE.name, REVIEWED.name, None])
def test_each_store_tells_the_same(tmp_path: Path, module: str | None) -> None:
    """
    Leads and timelines are those of a store that makes every lead whole.
    """
    settings = ImportSettings(module=module, default_partner="south", on_duplicate=OnDuplicate.UPDATE)
    whole = an_office_that_imported(MemoryStore(), settings, seed=9)
    with closing(SqlStore(str(tmp_path / "leads.db"))) as store:
        brief = an_office_that_imported(store, settings, seed=9)

        assert brief.leads() == whole.leads()
        assert [brief.events(lead.id) for lead in brief.leads()] == [whole.events(lead.id) for lead in whole.leads()]
        assert sorted(brief.messages()) == sorted(whole.messages())
        assert brief.sound()


def test_most_leads_of_a_file_are_told_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file whose rows name the same needs few whole leads.
    """
    told: list[int] = []
    briefly = alike.LeadsAlike.briefly

    def counted(leads: alike.LeadsAlike) -> Any:
        found = list(briefly(leads))
        told.append(sum(isinstance(one, Alike) for one in found))
        return iter(found)

    monkeypatch.setattr(alike.LeadsAlike, "briefly", counted)
    with closing(SqlStore("sqlite://")) as store:
        office = an_office(store=store)
        file = office.file(*[f"p{number}@x.example,Sweden,," for number in range(50)])
        office.imports.run(file, mapped(file), ImportSettings(module=MODULE.name))

    assert told == [49]
