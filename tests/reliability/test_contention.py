"""
R3: eight processes call every operation that there is on one lead: each decision has its events, and none is lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from tests.processes import CONTEXT, SIZE, SOAK, running, sized
from tests.reliability.contended import LEAD, OPERATIONS, Place, facts_of, found_operations
from tests.reliability.contending import Answer, Turn, contend
from tests.reliability.databases import assert_told, kind_of
from tests.reliability.figures import record

from leadflow.adapters.sqlalchemy import SqlStore

PROCESSES = 8
CHANGING = sorted(name for name, operation in OPERATIONS.items() if operation.total)
# Small, each database has the half of the rounds; together they are all operations.
SMALL = max(50, 2 * len(CHANGING))
ROUNDS = (
    dict.fromkeys(["sqlite", "postgresql"], range(sized(SMALL, 5_000)))
    if SOAK
    else {"sqlite": range(SMALL // 2), "postgresql": range(SMALL // 2, SMALL)}
)
A_TIME = 100
# In a mixed round operations tell what they have written; mail about an export is on no lead, and an import tells of both.
MIXED = sorted(
    name
    for name, operation in OPERATIONS.items()
    if operation.effect is facts_of
    and not name.startswith(("ImportDesk", "PartnerImportDesk", "SupplierDesk.notify_export"))
)

Round = list[str]
"""
Which operation each process calls.
"""


def rounds() -> Iterator[Round]:
    """
    Give rounds: each operation that changes something is called by all at once, between rounds of mixed ones.
    """
    dice, mixed = random.Random(3), list[str]()
    while True:
        for name in CHANGING:
            yield [name] * PROCESSES
            mixed = mixed if len(mixed) >= PROCESSES else mixed + dice.sample(MIXED, len(MIXED))
            chosen, mixed = mixed[:PROCESSES], mixed[PROCESSES:]
            yield chosen


def test_every_operation_is_called() -> None:
    """
    Each public method of a desk or of the relay has an entry, so that one that is added later is tried too.
    """
    assert found_operations() - OPERATIONS.keys() == set()
    assert OPERATIONS.keys() - found_operations() == set()


def test_each_decision_has_its_events(url: str, tmp_path: Path) -> None:
    """
    However many call the same or other operations on a lead at once, what they were told is what was written, once.
    """
    store, mine = SqlStore(url), ROUNDS[kind_of(url)]
    wrong, waits = list[str](), list[float]()
    for number in mine[::A_TIME]:
        called = list(islice(rounds(), number, min(number + A_TIME, mine.stop)))
        places = [Place(store, f"s{number + one}", str(tmp_path)) for one in range(len(called))]
        turns = list(map(prepared, places, called))
        before = [
            [OPERATIONS[name].effect(place) for name in names] for place, names in zip(places, called, strict=True)
        ]
        answers = contended(url, str(tmp_path), turns)
        # A process's first call is slow: it makes ready what all later ones use.
        waits += [answer.seconds for one in answers[1:] for answer in one]
        for one, place in enumerate(places):
            wrong += faults(place, called[one], before[one], answers[one])
    store.close()
    p99 = sorted(waits)[len(waits) * 99 // 100]
    record(
        f"R3 {kind_of(url)}",
        size=SIZE,
        rounds=len(mine),
        operations=len(OPERATIONS),
        wrong=len(wrong),
        p99_s=round(p99, 3),
    )

    assert wrong == []
    assert p99 <= 1 or not SOAK


def prepared(place: Place, names: Round) -> list[Turn]:
    """
    Make the lead and what the operations need; returns what each process calls.
    """
    place.fill()
    # A link is taken from the first mail, before something else is done with it.
    order = sorted(set(names), key=lambda name: (OPERATIONS[name].prepare is not Place.token, name))
    ready = {name: OPERATIONS[name].prepare(place) for name in order}
    return [Turn(place.supplier, name, ready[name]) for name in names]


def contended(url: str, folder: str, turns: Sequence[Sequence[Turn]]) -> list[list[Answer]]:
    """
    Let the processes call; returns the answers by round.
    """
    barrier, pipes = CONTEXT.Barrier(PROCESSES), [CONTEXT.Pipe(duplex=False) for _ in range(PROCESSES)]
    jobs = [
        (contend, (url, folder, number, [turn[number] for turn in turns], barrier, pipes[number][1]))
        for number in range(PROCESSES)
    ]
    with running(jobs):
        for _, telling in pipes:
            telling.close()
        by_process = [told.recv() for told, _ in pipes]
    return [list(answers) for answers in zip(*by_process, strict=True)]


def faults(place: Place, names: Round, before: list[int], answers: list[Answer]) -> list[str]:
    """
    Return what is wrong after a round.
    """
    assert_told(place.setting, LEAD)
    found = list[str]()
    operation = OPERATIONS[names[0]]
    changed = operation.effect(place) - before[0]
    told = [answer.decided for answer in answers]
    if len(set(names)) == 1 and changed != operation.total:
        found.append(f"{names[0]}: {changed} were written instead of {operation.total}")
    if None not in told and changed != sum(one for one in told if one is not None):
        found.append(f"{names}: {changed} were written, and told were {told}")
    return found


def test_each_operation_changes_what_its_entry_says(tmp_path: Path) -> None:
    """
    Called by one alone, an operation works, and changes something exactly if its entry says so.
    """
    store, wrong = SqlStore(str(tmp_path / "leads.db")), list[str]()
    for name, operation in OPERATIONS.items():
        place = Place(store, name, str(tmp_path / "files"))
        (turn,) = prepared(place, [name])
        before = operation.effect(place)
        operation.do(place, turn.prepared)
        if (operation.effect(place) != before) != (operation.total != 0):
            wrong.append(name)
    store.close()

    assert wrong == []
