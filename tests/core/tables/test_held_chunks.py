"""
Chunks of rows are let go of as soon as whoever reads them does.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import ref

from leadflow.core.tables import Row, in_chunks


class _Cell(str):
    """
    A cell that tells whether it is still there.
    """


def test_no_chunk_is_held_while_the_next_is_read() -> None:
    """
    Otherwise two of them would need memory at once.
    """
    made: list[ref[_Cell]] = []
    there: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(4):
            there.append(sum(one() is not None for one in made))
            cell = _Cell(number)
            made.append(ref(cell))
            yield Row(number, number, (cell,))
            del cell

    chunks = in_chunks(rows(), 2)
    sizes = []
    while (chunk := next(chunks, None)) is not None:
        sizes.append(len(chunk))
        del chunk

    assert sizes == [2, 2]
    assert there == [0, 1, 0, 1]
