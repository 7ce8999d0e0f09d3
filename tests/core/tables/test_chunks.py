"""
Chunks of rows: kept by column, and rows again to whoever looks.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.problems import Problem
from leadflow.core.tables import Row, RowChunk, in_chunks

PROBLEM = Problem(code="row_too_large", path="row 2", message="more than 9 characters in one row")


def some_rows(count: int) -> list[Row]:
    """
    Return rows of two cells; every third has a problem.
    """
    return [Row(at + 2, at + 3, (f"a{at}", f"b{at}"), None if at % 3 else PROBLEM) for at in range(count)]


@given(st.integers(0, 700), st.integers(1, 700))
def test_rows_are_what_was_given(count: int, most: int) -> None:
    """
    However many are in a chunk, in their order and with their problems.
    """
    rows = some_rows(count)
    chunks = list(in_chunks(rows, most))

    assert [row for chunk in chunks for row in chunk] == rows
    assert all(0 < len(chunk) <= most for chunk in chunks)
    assert all(list(chunk.problems) == sorted(chunk.problems) for chunk in chunks)


@given(st.integers(0, 30), st.slices(30))
def test_a_part_has_the_rows_of_the_part(count: int, part: slice) -> None:
    """
    With its columns and problems.
    """
    rows = some_rows(count)
    chunk = RowChunk.of(rows)

    assert list(chunk[part]) == rows[part]
    assert [list(column) for column in chunk[part].columns][:1] == (
        [[row.cells[0] for row in rows[part]]] if rows else []
    )


def test_rows_are_asked_for_one_chunk_at_a_time() -> None:
    """
    What is left of a large file is not read before its turn.
    """
    left = iter(some_rows(100))
    first = next(in_chunks(left, 10))

    assert len(first) == 10
    assert next(left).number == 12
