"""
Round robin under eight processes at once, while partners join and pause.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue
from typing import Final

import pytest
from tests.processes import CONTEXT, SOAK

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.routing import RoutingModule, TieBreak
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import RoutingDesk, Setting, SupplierDesk

LEADS: Final = 10_000 if SOAK else 400
WORKERS: Final = 8
PARTNERS: Final = 7
CHANGES: Final = 20 if SOAK else 4

Taken = list[tuple[int | None, str | None]]


HOST: Final = ProgramParty(name="host")


def a_setting(path: str) -> Setting:
    """
    Return what a desk of its own on the shared database works with.
    """
    store = SqlStore(path)
    clock = lambda: datetime.now(UTC)  # noqa: E731  # a clock is a callable
    return Setting(
        open_unit=store.open_unit, programme=Programme(supplier_id="acme"), clock=clock, new_id=TimeOrderedIds()
    )


def work(path: str, worker: int, answers: Queue[Taken]) -> None:
    """
    Receive this worker's share of the leads, and tell which turns went to whom.
    """
    desk = SupplierDesk(a_setting(path), HOST)
    taken: Taken = []
    for number in range(LEADS // WORKERS):
        draft = read_draft(STANDARD_SCHEMA, {"email": f"lead.{worker}.{number}@example.com"})
        done = desk.receive(draft, module="fair")
        assert isinstance(done, Distribution)
        assert done.routing is not None
        taken.append((done.routing.turn, done.routing.partner_id))
    answers.put(taken)


def wait_for(path: str, turns: int) -> None:
    """
    Wait until so many turns were taken.
    """
    store = SqlStore(path)
    for _ in range(60_000):
        with store.open_unit("acme", STANDARD_SCHEMA) as unit:
            if unit.rotations.of("fair").count >= turns:
                break
        time.sleep(0.01)
    store.close()


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """
    Return every turn that eight processes took, while a partner was paused and resumed and others joined.
    """
    path = str(Path(tmp_path_factory.mktemp("fair")) / "leads.db")
    setting = a_setting(path)
    desk = SupplierDesk(setting, HOST)
    always = [Partner(id=f"p{number}", name=f"Partner {number}") for number in range(PARTNERS)]
    desk.save_partners([*always, Partner(id="q", name="Sometimes")])
    RoutingDesk(setting, HOST).publish(RoutingModule(name="fair", tie_break=TieBreak.ROUND_ROBIN))
    answers: Queue[Taken] = CONTEXT.Queue()  # type: ignore[assignment]  # the same methods, across processes
    workers = [CONTEXT.Process(target=work, args=(path, worker, answers)) for worker in range(WORKERS)]
    for worker in workers:
        worker.start()
    for change in range(CHANGES):
        wait_for(path, LEADS * (change + 1) // (CHANGES + 2))
        desk.save_partners([Partner(id="q", name="Sometimes", active=change % 2 == 0)])
        desk.save_partners([Partner(id=f"late{change % 3}", name=f"Late {change % 3}", active=change % 4 != 3)])
    taken = [turn for _ in workers for turn in answers.get(timeout=900)]
    for worker in workers:
        worker.join()
    return taken


def test_no_turn_is_lost_or_doubled(turns: Taken) -> None:
    """
    The turns are 1, 2, 3, ... without a gap, whoever took them.
    """
    assert list(range(1, len(turns) + 1)) == sorted(turn for turn, _ in turns if turn is not None)


def test_shares_are_even_among_those_always_there(turns: Taken) -> None:
    """
    Between the partners that could always be chosen, the largest and the smallest share differ by one at most.
    """
    shares = Counter(partner_id for _, partner_id in turns)
    always = [shares[f"p{number}"] for number in range(PARTNERS)]
    print(f"{len(turns)} leads, {WORKERS} workers: {dict(shares)}, spread {max(always) - min(always)}")

    assert max(always) - min(always) <= 1
