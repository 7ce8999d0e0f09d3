"""
R3 with one key: eight processes make the same call with one idempotency key, or die in it: it is made once.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.processes import CONTEXT, SIZE, running, sized, start
from tests.reliability.contended import OPERATIONS, Place, facts_of
from tests.reliability.databases import kind_of
from tests.reliability.figures import record
from tests.reliability.keyed import DEAD, KEYED, KeyedPlace, Told, call_together, die_in, told_by

from leadflow.adapters.sqlalchemy import SqlStore

PROCESSES = 8
ROUNDS = sized(1, 50)


def test_processes_with_one_key_share_one_result(url: str, tmp_path: Path) -> None:
    """
    However many make the same call at once, one of them decides, and all are told the same.
    """
    store, folder = SqlStore(url), str(tmp_path)
    rounds = [(f"s{number}-{name}", name) for number in range(ROUNDS) for name in KEYED]
    places = [Place(store, supplier, folder) for supplier, _ in rounds]
    calls = [(place.supplier, name, prepared(place, name)) for place, (_, name) in zip(places, rounds, strict=True)]
    before = [facts_of(place) for place in places]
    answers = together(url, folder, calls)
    written = [facts_of(place) - one for place, one in zip(places, before, strict=True)]
    store.close()

    wrong = [
        f"{name}: {told} were told, {facts} events written"
        for (_, name), told, facts in zip(rounds, answers, written, strict=True)
        if len(set(told)) != 1 or len(told[0][1]) != facts or not facts
    ]
    record(f"R3 one key, {kind_of(url)}", size=SIZE, rounds=len(rounds), operations=len(KEYED), wrong=len(wrong))
    assert wrong == []


@pytest.mark.parametrize("after", [True, False], ids=["written", "not written"])
def test_call_of_a_dead_process_is_repeated_by_another(after: bool, url: str, tmp_path: Path) -> None:
    """
    Whether a process died before its commit or after it, the same call elsewhere ends as one call does.
    """
    store, folder, wrong = SqlStore(url), str(tmp_path), list[str]()
    for name in KEYED:
        place = Place(store, f"{name}-{after}", folder)
        ready = prepared(place, name)
        before = facts_of(place)
        process = start(die_in, url, folder, place.supplier, name, ready, after)
        process.join()
        assert process.exitcode == DEAD
        if bool(facts_of(place) - before) != after:
            wrong.append(f"{name}: the process did not die where it should")
        told = told_by(OPERATIONS[name].do(KeyedPlace(store, place.supplier, folder), ready))
        if len(told[1]) != facts_of(place) - before or not told[1]:
            wrong.append(f"{name}: {told} was told, {facts_of(place) - before} events written")
    store.close()
    record(
        f"R3 one key, died {'after' if after else 'before'}, {kind_of(url)}",
        size=SIZE,
        operations=len(KEYED),
        wrong=len(wrong),
    )
    assert wrong == []


def prepared(place: Place, name: str) -> str:
    """
    Fill a supplier, and return what the operation needs.
    """
    place.fill()
    return OPERATIONS[name].prepare(place)


def together(url: str, folder: str, calls: list[tuple[str, str, str]]) -> list[list[Told]]:
    """
    Let the processes call; returns the answers by round.
    """
    barrier, pipes = CONTEXT.Barrier(PROCESSES), [CONTEXT.Pipe(duplex=False) for _ in range(PROCESSES)]
    with running([(call_together, (url, folder, calls, barrier, telling)) for _, telling in pipes]):
        for _, telling in pipes:
            telling.close()
        by_process = [told.recv() for told, _ in pipes]
    return [list(answers) for answers in zip(*by_process, strict=True)]
