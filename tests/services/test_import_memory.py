"""
What an import may keep in memory: it does not grow with the file.
"""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from tests.services.builders import an_office, mapped

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.seen_keys import SeenKeys

MEGABYTE = 1 << 20


def peak_of_preview(row: str, count: int) -> tuple[int, ImportReport]:
    """
    Preview *count* rows; returns the most memory that was taken at once, besides the file's bytes.
    """
    office = an_office()
    lines = "".join(row.format(number) for number in range(count))
    file = office.imports.open(BytesIO(f"Email,Country,City\n{lines}".encode()))
    del lines
    tracemalloc.start()
    try:
        report = office.imports.preview(file, mapped(file))
        return tracemalloc.get_traced_memory()[1], report
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file() -> None:
    """
    Memory does not grow with the file, except for duplicate keys.
    """
    short, _ = peak_of_preview("a{}@x.de,DE,Berlin\n", 5_000)
    long, report = peak_of_preview("a{}@x.de,DE,Berlin\n", 25_000)

    assert report.counts.imported == 25_000
    assert long - short < 20_000 * 130 + MEGABYTE


def test_memory_does_not_grow_with_what_is_wrong() -> None:
    """
    A file in which every row is refused costs little more than another; all problems are kept.
    """
    short, _ = peak_of_preview("bad{},DE,Berlin\n", 5_000)
    long, report = peak_of_preview("bad{},DE,Berlin\n", 25_000)

    assert len(report.refused) == report.counts.refused == 25_000
    assert [len(report.refused[at].cells) for at in (0, 9_999, 10_000)] == [3, 3, 0]
    assert long - short < 2 * MEGABYTE


def test_memory_of_a_repeated_import_does_not_grow_with_what_is_wrong(tmp_path: Path) -> None:
    """
    An import that is run again reads the rows that were refused then a chunk at a time.
    """
    peaks = []
    for count in (12_000, 24_000):
        office = an_office(store=SqlStore(str(tmp_path / f"{count}.db")))
        lines = "".join(f"bad{number},DE,Berlin\n" for number in range(count))
        file = office.imports.open(BytesIO(f"Email,Country,City\n{lines}".encode()))
        del lines
        done = office.imports.run(file, mapped(file))
        tracemalloc.start()
        try:
            again = office.imports.run(file, mapped(file))
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert again.repeated
        assert again.refused == done.refused

    assert peaks[1] - peaks[0] < 2 * MEGABYTE


@pytest.mark.parametrize("count", [30_000, 200_000])
def test_a_key_costs_at_most_130_bytes(count: int) -> None:
    """
    A key needs at most 130 bytes, also while the table grows.
    """
    seen = SeenKeys()
    tracemalloc.start()
    try:
        for chunk in range(0, count, 5_000):
            seen.update(f"\x1fsomebody.with.a.long.name{number}@example.com" for number in range(chunk, chunk + 5_000))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < count * 130
