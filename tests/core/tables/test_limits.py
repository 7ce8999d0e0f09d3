"""
Large cells, long rows and many columns.
"""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable
from io import BytesIO

import pytest

from leadflow.core.tables import TableLimits, read_table

Outcome = Callable[..., list[str]]


def test_cell_beyond_the_bound_of_the_standard_library(outcome: Outcome) -> None:
    """
    A cell of 200 KB is read, in quotes and without, and the bound of the process stays as it was.
    """
    before = csv.field_size_limit()
    long = "y" * 200_000
    told = outcome(f'a,b\n"{long}",1\n{long},2\n"{long}\n{long}",3\n4,5\n'.encode())

    assert told == ["1: a|b", f"2/2: {long}|1", f"3/3: {long}|2", f"4/4: {long}\n{long}|3", "5/6: 4|5"]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("cell", ["y" * 60, '"' + "y" * 60 + '"', '"' + "y\n" * 30 + '"'])
def test_too_large_cell_is_an_error_of_its_row(cell: str, outcome: Outcome) -> None:
    """
    The cell is cut, the row refused, and those after it are read.
    """
    told = outcome(f"a,b\n1,{cell}\n3,4\n".encode(), limits=TableLimits(max_cell=50))

    assert [line.partition(" ! ")[2] for line in told] == ["", "cell_too_large", ""]
    assert told[-1].endswith("3|4")


def test_too_long_line_is_an_error_of_its_row(outcome: Outcome) -> None:
    """
    A line without end costs no more memory than a row may have.
    """
    told = outcome(b"a,b\n" + b"x" * 400_000 + b",1\n3,4\n", limits=TableLimits(max_cell=1000, max_row=5000))

    assert told[1].endswith("! row_too_large")
    assert told[2] == "3/3: 3|4"


def test_too_many_columns_are_refused(outcome: Outcome) -> None:
    """
    More headers than the limit stop the file.
    """
    assert outcome(b"a," * 600 + b"b\n1,2\n")[0] == "! too_many_columns"
    assert outcome(b"a,b,c\n1,2,3\n", limits=TableLimits(max_columns=2))[0] == "! too_many_columns"


def test_too_large_header_is_refused(outcome: Outcome) -> None:
    """
    A header is a cell as well.
    """
    assert outcome(b"a,b" + b"x" * 99 + b"\n1,2\n", limits=TableLimits(max_cell=50))[0] == "! cell_too_large"


def test_hostile_texts_cost_little_memory() -> None:
    """
    Long lines and open quotes do not fill the memory.
    """
    limits = TableLimits(max_cell=100_000, max_row=400_000)
    tracemalloc.start()
    for data in (b"a,b\n" + b"x" * 4_000_000, b'a,b\n"' + (b"x" * 99 + b"\n" * 2) * 40_000):
        stream = BytesIO(data)
        tracemalloc.reset_peak()
        held = tracemalloc.get_traced_memory()[0]
        for row in read_table(stream, limits=limits).rows():
            assert len(row.cells) == 2
        assert tracemalloc.get_traced_memory()[1] - held < 3_500_000
    tracemalloc.stop()
