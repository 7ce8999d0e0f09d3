"""
Processes that begin quickly and may be killed at any moment.

They come from a server that has read the code once, so that hundreds of them cost no more than their work.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Barrier
from typing import Any, Final

__all__ = ["CONTEXT", "SIZE", "SOAK", "listening", "meeting", "running", "sized", "start"]

_SHARE: Final = float(os.environ.get("LEADFLOW_SOAK") or 0)

SOAK: Final = _SHARE > 0
"""
Whether the suites run at their long size, or at a share of it: LEADFLOW_SOAK is 1, or such as 0.1.
"""

SIZE: Final = "small" if not SOAK else "long" if _SHARE == 1 else f"{_SHARE:g} of long"


def sized(small: int, long: int) -> int:
    """
    Return how many there are: *small*, or the share of *long* that LEADFLOW_SOAK says, which is not less than *small*.
    """
    return max(small, round(long * _SHARE))


CONTEXT: Final = multiprocessing.get_context("forkserver")
# What cannot be imported there is imported by each process.
CONTEXT.set_forkserver_preload(
    [
        "hypothesis",
        "leadflow.embedded",
        "leadflow.testing",
        "psycopg",
        "pytest",
        "sqlalchemy.dialects.postgresql.psycopg",
        "tests.adapters.attachments.attaching",
        "tests.adapters.lifting",
        "tests.adapters.racing",
        *(
            f"tests.reliability.{one}"
            for one in (
                "contending",
                "exchanged",
                "exported",
                "imported",
                "keyed",
                "moved",
                "overdue",
                "repeating",
                "sending",
                "sharing",
            )
        ),
        "tests.warm",
    ]
)


def start(what: Callable[..., object], *given: Any) -> multiprocessing.process.BaseProcess:
    """
    Start a process that calls *what*.
    """
    process = CONTEXT.Process(target=what, args=given, daemon=True)
    process.start()
    return process


@contextmanager
def listening(
    what: Callable[..., object], *given: Any
) -> Iterator[tuple[multiprocessing.process.BaseProcess, Connection]]:
    """
    Start a process that calls *what* with *given* and with the end of a pipe on which it tells what it does; killed at
    the end.
    """
    told, end = CONTEXT.Pipe(duplex=False)
    process = start(what, *given, end)
    end.close()
    try:
        yield process, told
    finally:
        process.kill()
        process.join()
        told.close()


@contextmanager
def meeting(barrier: Barrier) -> Iterator[None]:
    """
    Break *barrier* if the block fails, in one of several processes that meet there: others wait for nobody who does not
    come.
    """
    try:
        yield
    except BaseException:
        barrier.abort()
        raise


@contextmanager
def running(jobs: Sequence[tuple[Callable[..., object], tuple[Any, ...]]]) -> Iterator[None]:
    """
    Start a process for each of *jobs*, and wait for all at the end; none of them may have failed.
    """
    processes = [start(what, *given) for what, given in jobs]
    try:
        yield
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * len(processes)
    finally:
        for process in processes:
            process.kill()
            process.join()
