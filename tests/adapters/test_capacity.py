"""
The last places of a partner, under processes that fill them at once by forms of two modules and by an import.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from tests.processes import CONTEXT
from tests.stores import emptied, sqlite_database

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import read_draft
from leadflow.core.loads import loads_of
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.routing import Match, RoutingModule, TieBreak
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import ImportDesk, RoutingDesk, Setting, SupplierDesk

PROGRAMME: Final = Programme(supplier_id="acme")
HOST: Final = ProgramParty(name="host")
CAPACITY: Final = 5
FORMS: Final = 6


@contextmanager
def a_setting(url: str) -> Iterator[Setting]:
    """
    Give a setting of its own on the shared database.
    """
    store = SqlStore(url)
    clock = lambda: datetime.now(UTC)  # noqa: E731  # a clock is a callable
    yield Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=clock, new_id=TimeOrderedIds())
    store.close()


def receive_forms(url: str, module: str) -> None:
    """
    Receive forms, one after the other.
    """
    with a_setting(url) as setting:
        for number in range(FORMS):
            draft = read_draft(STANDARD_SCHEMA, {"email": f"{module}.{number}@example.com", "country": "Norway"})
            SupplierDesk(setting, HOST).receive(draft, module=module)


def import_file(url: str, module: str) -> None:
    """
    Import a file of leads from the same country.
    """
    rows = "".join(f"row.{number}@example.com,Norway\n" for number in range(FORMS))
    with a_setting(url) as setting:
        desk = ImportDesk(setting, HOST)
        file = desk.open(io.BytesIO(f"Email,Country\n{rows}".encode()), name="a.csv")
        desk.run(file, settings=ImportSettings(module=module))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return sqlite_database(tmp_path)
    return emptied(request.getfixturevalue("postgres_url"))


def test_processes_fill_each_place_once(url: str) -> None:
    """
    A partner has exactly as many open leads as it can take, and every other lead is there without a partner.
    """
    step = Match(lead_field="country", partner_field="territories")
    with a_setting(url) as setting:
        SupplierDesk(setting, HOST).save_partners(
            [Partner(id="small", name="Small", territories=("Norway",), capacity=CAPACITY)]
        )
        for name in ("first", "second"):
            RoutingDesk(setting, HOST).publish(RoutingModule(name=name, steps=(step,), tie_break=TieBreak.ROUND_ROBIN))
        jobs = [(receive_forms, "first"), (receive_forms, "second"), (import_file, "second")]
        processes = [CONTEXT.Process(target=job, args=(url, module)) for job, module in jobs]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        with setting.unit() as unit:
            leads, loads = unit.leads.page(None, 1_000), unit.loads.since(0).by_partner

    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(leads) == 3 * FORMS
    assert loads_of(leads, PROGRAMME.stages.closing) == loads == {"small": CAPACITY}
