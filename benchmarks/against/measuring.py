"""
What a measurement is, and the command by which a build is asked for one: ``python -m benchmarks.against.new DOING
JSON``.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Figures = dict[str, float]


@contextmanager
def clocked(figures: Figures, *, collector: bool = True) -> Iterator[Figures]:
    """
    Add the seconds of the ``with`` block to *figures*, and those of this process's processor as ``cpu``.

    Without *collector* nobody looks for cycles meanwhile.
    """
    gc.collect()
    on = gc.isenabled()
    if not collector:
        gc.disable()
    wall, cpu = time.perf_counter(), time.process_time()
    yield figures
    figures["seconds"] = figures.get("seconds", 0.0) + time.perf_counter() - wall
    figures["cpu"] = figures.get("cpu", 0.0) + time.process_time() - cpu
    if on:
        gc.enable()


def size_of(database: Path) -> int:
    """
    Return the bytes of a SQLite database, with what it has not yet moved to its main file.
    """
    return sum(one.stat().st_size for one in database.parent.glob(f"{database.name}*"))


def answer(doings: Mapping[str, Callable[..., Figures]]) -> None:
    """
    Do what the command line asks for, and print the figures as one line of JSON.
    """
    name, arguments = sys.argv[1:]
    given: dict[str, Any] = json.loads(arguments)
    print(json.dumps(doings[name](**given)))
