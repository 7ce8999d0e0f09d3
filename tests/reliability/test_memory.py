"""
R17: a process that works on and on needs no more memory and leaves no handle open.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import pytest
from tests.processes import CONTEXT, SIZE, SOAK, running, sized
from tests.reliability.databases import kind_of
from tests.reliability.figures import record
from tests.reliability.repeating import Measured, repeat

# Small, it is bounded by rounds, so that it tries the same on every machine; long, it goes on for an hour.
WARM, ROUNDS, ROWS, SECONDS = sized(3, 50), sized(9, 500), 500 if SOAK else 30, sized(0, 3_600)
MOST = 0.05


@pytest.mark.skipif(sys.platform != "linux", reason="memory and handles are read from /proc")
def test_memory_and_handles_stay(url: str, tmp_path: Path) -> None:
    """
    After a few rounds of imports, forms, answers, files and mail, memory grows by a twentieth at most and no handle
    stays.
    """
    told, telling = CONTEXT.Pipe(duplex=False)
    measured = list[Measured]()
    with running([(repeat, (url, str(tmp_path), ROWS, WARM + ROUNDS, SECONDS, telling))]):
        telling.close()
        while (one := told.recv()) is not None:
            measured.append(one)
    warm = measured[WARM:]
    third = len(warm) // 3
    before, after = (median(one.memory for one in part) for part in (warm[:third], warm[-third:]))
    handles = max(one.handles for one in warm[-third:]) - max(one.handles for one in warm[:third])
    growth = after / before - 1
    record(
        f"R17 {kind_of(url)}",
        size=SIZE,
        rounds=len(measured),
        mib=round(after / 2**20),
        growth=round(growth, 4),
        handles=handles,
    )

    assert growth <= MOST
    assert handles <= 0
