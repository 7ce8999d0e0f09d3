"""
The figures of the reliability suites: each test prints one, and all are kept in ``benchmarks/out/reliability.json``.
"""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Final

__all__ = ["FIGURES", "record"]

FIGURES: Final = Path(__file__).parents[2] / "benchmarks" / "out" / "reliability.json"


def record(suite: str, **figures: object) -> None:
    """
    Print the figures of a suite, and keep them beside those of others; several processes may do so at once.

    Args:
        suite: Such as ``R2 sqlite``; what was kept under it before is replaced.
        figures: What was tried and what was seen, such as ``faults=1206, lost=0``.
    """
    print(f"{suite}: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    with FIGURES.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        kept = json.loads(file.read() or "{}")
        kept[suite] = figures
        file.truncate(0)
        json.dump(dict(sorted(kept.items())), file, indent=1)
        file.write("\n")
