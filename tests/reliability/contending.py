"""
A process that calls operations at the same moment as others.
"""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from threading import Barrier

from attrs import frozen
from tests.processes import meeting
from tests.reliability.contended import LOST, OPERATIONS, Place, decided

from leadflow.adapters.sqlalchemy import SqlStore

__all__ = ["Answer", "Turn", "contend"]


@frozen
class Turn:
    """
    What a process calls in a round: an operation, with what was prepared for it.
    """

    supplier: str
    operation: str
    prepared: str


@frozen
class Answer:
    """
    What came of it: facts written, None if the answer does not tell; and seconds.
    """

    decided: int | None
    seconds: float


def contend(url: str, folder: str, number: int, turns: list[Turn], barrier: Barrier, answers: Connection) -> None:
    """
    Call each of *turns* once all others are there, and hand back what came of them.
    """
    store = SqlStore(url)
    given = []
    with meeting(barrier):
        for turn in turns:
            place = Place(store, turn.supplier, folder, number)
            barrier.wait()
            begun = time.perf_counter()
            try:
                done = OPERATIONS[turn.operation].do(place, turn.prepared)
            except LOST:
                done = None
            given.append(Answer(decided(done), time.perf_counter() - begun))
    store.close()
    answers.send(given)
