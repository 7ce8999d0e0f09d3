"""
Partners that pause and modules that are published while other processes receive: nothing is decided by what was there
before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from tests.processes import CONTEXT
from tests.services.builders import Racing
from tests.stores import emptied, sqlite_database

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.criteria import where
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, RoutingModule, Rule, TieBreak
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import RoutingDesk, Setting, SupplierDesk

PROGRAMME: Final = Programme(supplier_id="acme", module="m")
HOST: Final = ProgramParty(name="host")
ROUNDS: Final = 4


@contextmanager
def a_setting(url: str) -> Iterator[Setting]:
    """
    Give a setting of its own on the shared database.
    """
    store = SqlStore(url)
    clock = lambda: datetime.now(UTC)  # noqa: E731  # a clock is a callable
    yield Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=clock, new_id=TimeOrderedIds())
    store.close()


def receive_until(url: str, name: str, stop: str) -> None:
    """
    Receive forms, one after the other, until the file *stop* is there.
    """
    with a_setting(url) as setting:
        number = 0
        while not Path(stop).exists():
            number += 1
            SupplierDesk(setting, HOST).receive(read_draft(STANDARD_SCHEMA, {"email": f"{name}.{number}@example.com"}))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return sqlite_database(tmp_path)
    return emptied(request.getfixturevalue("postgres_url"))


def leads_of(setting: Setting) -> dict[str, Lead]:
    """
    Return all leads by id.
    """
    with setting.unit() as unit:
        return {lead.id: lead for lead in unit.leads.page(None, 100_000)}


def wait_for_more(setting: Setting, known: int) -> dict[str, Lead]:
    """
    Wait until some leads more have come in, and return all.
    """
    while len(leads := leads_of(setting)) < known + 4:
        time.sleep(0.01)
    return leads


def test_nobody_who_pauses_is_given_a_lead(url: str, tmp_path: Path) -> None:
    """
    A partner that pauses gets no lead from other processes.
    """
    stop = tmp_path / "stop"
    with a_setting(url) as setting:
        desk = SupplierDesk(setting, HOST)
        desk.save_partners([Partner(id=one, name=one) for one in ("always", "sometimes")])
        RoutingDesk(setting, HOST).publish(RoutingModule(name="m", tie_break=TieBreak.ROUND_ROBIN))
        processes = [CONTEXT.Process(target=receive_until, args=(url, name, str(stop))) for name in ("one", "two")]
        for process in processes:
            process.start()
        late: list[Lead] = []
        both: set[str | None] = set()
        for _ in range(ROUNDS):
            known = wait_for_more(setting, len(leads_of(setting)))
            both |= {lead.partner_id for lead in known.values()}
            desk.save_partners([Partner(id="sometimes", name="sometimes", active=False)])
            before = leads_of(setting)
            after = wait_for_more(setting, len(before))
            late += [lead for lead_id, lead in after.items() if lead_id not in before]
            desk.save_partners([Partner(id="sometimes", name="sometimes")])
        stop.touch()
        for process in processes:
            process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert both == {"always", "sometimes"}
    assert {lead.partner_id for lead in late} == {"always"}


def test_no_lead_is_routed_by_an_older_module(url: str, tmp_path: Path) -> None:
    """
    Once a module is published, other processes route by it, though they have kept the one before.
    """
    stop = tmp_path / "stop"
    with a_setting(url) as setting:
        desk, routing = SupplierDesk(setting, HOST), RoutingDesk(setting, HOST)
        desk.save_partners([Partner(id=one, name=one) for one in ("left", "right")])
        routing.publish(_only("left"))
        processes = [CONTEXT.Process(target=receive_until, args=(url, name, str(stop))) for name in ("one", "two")]
        for process in processes:
            process.start()
        wrong: list[Lead] = []
        chosen: set[str | None] = set()
        for turn in range(ROUNDS):
            partner_id = ("right", "left")[turn % 2]
            wait_for_more(setting, len(leads_of(setting)))
            routing.publish(_only(partner_id))
            before = leads_of(setting)
            after = wait_for_more(setting, len(before))
            late = [lead for lead_id, lead in after.items() if lead_id not in before]
            wrong += [lead for lead in late if lead.partner_id != partner_id]
            chosen |= {lead.partner_id for lead in late}
        stop.touch()
        for process in processes:
            process.join()

    assert [process.exitcode for process in processes] == [0, 0]
    assert chosen == {"left", "right"}
    assert wrong == []


def pause(url: str) -> None:
    """
    Write that a partner pauses.
    """
    with a_setting(url) as setting:
        SupplierDesk(setting, HOST).save_partners([Partner(id="left", name="left", active=False)])


def publish(url: str) -> None:
    """
    Publish a module for another partner.
    """
    with a_setting(url) as setting:
        RoutingDesk(setting, HOST).publish(_only("right"))


@pytest.mark.parametrize("write", [pause, publish], ids=["partner", "module"])
def test_a_decision_that_another_process_makes_old_is_made_again(url: str, write: Callable[[str], None]) -> None:
    """
    What another process writes between a decision and its commit refuses the commit, and the lead is routed again.
    """

    def meanwhile(_: int) -> None:
        process = CONTEXT.Process(target=write, args=(url,))
        process.start()
        process.join()
        assert process.exitcode == 0

    with a_setting(url) as setting:
        SupplierDesk(setting, HOST).save_partners([Partner(id=one, name=one) for one in ("left", "right")])
        RoutingDesk(setting, HOST).publish(_only("left", "right"))
        racing = Racing(setting.open_unit, frozenset({3}), meanwhile)
        desk = SupplierDesk(evolve(setting, open_unit=racing), HOST)
        found = [
            desk.receive(read_draft(STANDARD_SCHEMA, {"email": f"ann{number}@example.com"})) for number in range(3)
        ]

        # By turns the third is the left one's again; its first commit is refused.
        assert [isinstance(one, Distribution) and one.lead.partner_id for one in found] == ["left", "right", "right"]
        assert racing.commits == 4


def _only(*partner_ids: str) -> RoutingModule:
    """
    Return a module that gives every lead to one of these partners.
    """
    rule = Rule(criteria=where("email", "is_not_empty"), partners=partner_ids)
    return RoutingModule(name="m", steps=(AssignByRules(rules=(rule,)),), tie_break=TieBreak.ROUND_ROBIN)
