"""
R4: of two transactions that meet, each in the middle of the other, nothing is lost and no limit is passed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from attrs import evolve, frozen
from sqlalchemy import Connection, Engine, create_engine, event
from tests.processes import SIZE, SOAK
from tests.reliability.contended import LEAD, Place
from tests.reliability.databases import assert_told
from tests.reliability.figures import record
from tests.reliability.pairs import PAIRS, Pair, called, state
from tests.services.builders import Racing
from tests.stores import emptied, sqlite_database

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine

LEVELS = {"sqlite": None, "read committed": "READ COMMITTED", "repeatable read": "REPEATABLE READ"}
# How long the second one runs while the first is about to commit: as a rule it waits for the first until then.
_A_MOMENT = 0.05


@frozen
class Database:
    """
    Where the two meet: engines that were made apart, as those of two processes are.
    """

    level: str
    url: str

    def engine(self) -> Engine:
        """
        Make an engine with the isolation level.
        """
        level = LEVELS[self.level]
        return create_engine(self.url, isolation_level=level) if level else make_engine(self.url)


@pytest.fixture(params=LEVELS)
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return Database("sqlite", sqlite_database(tmp_path_factory.mktemp("met")))
    return Database(request.param, emptied(request.getfixturevalue("postgres_url")))


def meet_before_commit(first: Place, second: Place, pair: Pair) -> tuple[str, str]:
    """
    The second runs when the first has read and decided, and is about to write.
    """
    answers = list[str]()
    racing = Racing(first.store.open_unit, frozenset({1}), lambda _: answers.append(called(pair.second, second)))
    apart = evolve(first.setting, open_unit=racing)
    place = Place(first.store, first.supplier, first.folder)
    place.setting = apart
    answer = called(pair.first, place)
    assert answers, f"{pair.name}: the first wrote nothing"
    return answer, answers[0]


def meet_while_writing(first: Place, second: Place, pair: Pair, engine: Engine) -> tuple[str, str]:
    """
    The second begins when the first has written everything, and before that is durable.
    """
    answers, threads = list[str](), list[Thread]()

    def begin(_: Connection) -> None:
        if not threads:
            threads.append(Thread(target=lambda: answers.append(called(pair.second, second))))
            threads[0].start()
            threads[0].join(_A_MOMENT)

    event.listen(engine, "commit", begin)
    answer = called(pair.first, first)
    event.remove(engine, "commit", begin)
    assert threads, f"{pair.name}: the first wrote nothing"
    threads[0].join(60)
    return answer, answers[0]


def alone(pair: Pair, tmp_path: Path, order: str) -> tuple[tuple[str, str], object]:
    """
    Run one after the other; returns the answers of the first and of the second of the pair, and what is stored.
    """
    place = Place(MemoryStore(), "acme", str(tmp_path / order))
    place.fill()
    pair.prepare(place)
    if order == "first":
        answers = called(pair.first, place), called(pair.second, place)
    else:
        later = called(pair.second, place)
        answers = called(pair.first, place), later
    return answers, state(place)


def test_two_that_meet_end_as_one_after_the_other(database: Database, tmp_path: Path) -> None:
    """
    Whatever two meet, and where: answers and store are those of one of the two orders.
    """
    engine = database.engine()
    stores = SqlStore(engine), SqlStore(database.engine())
    wrong, tried = list[str](), 0
    meetings: dict[str, Callable[[Place, Place, Pair], tuple[str, str]]] = {
        "before the commit": meet_before_commit,
        "while writing": partial(meet_while_writing, engine=engine),
    }
    turned = [Pair(f"{one.name}, turned", one.second, one.first, one.prepare) for one in PAIRS]
    for pair in (*PAIRS, *(turned if SOAK else ())):
        allowed = [alone(pair, tmp_path / pair.name, order) for order in ("first", "second")]
        for where, meet in meetings.items():
            supplier = f"{pair.name} {where}"
            first, second = (Place(store, supplier, str(tmp_path / supplier)) for store in stores)
            first.fill()
            pair.prepare(first)
            answers, tried = meet(first, second, pair), tried + 1
            assert_told(first.setting, LEAD)
            if (answers, state(first)) not in allowed:
                wrong.append(f"{supplier}: {answers}")
    for store in stores:
        store.close()
    record(f"R4 {database.level}", size=SIZE, pairs=len(PAIRS), interleavings=tried, wrong=len(wrong))

    assert wrong == []
