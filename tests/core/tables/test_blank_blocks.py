"""
Blocks of lines with nothing in them are passed over at once, and every row keeps its number.
"""

from __future__ import annotations

import io
import random

import pytest

from leadflow.core.tables import read_table
from leadflow.core.tables.lines import _Blank

PIECES = ("{nl}", "{d}{nl}", " {nl}", " {d} {nl}", "{d}{d}{nl}", "\t{nl}", '""{d}{nl}', "{d}{d}{d}{d}{d}{nl}")
BETWEEN = ("", "x{d}y{nl}", "x{d}", "x{d}y{nl}{nl}")


def rows_of(content: bytes) -> list[object]:
    """
    Return the headers and every row.
    """
    table = read_table(io.BytesIO(content), name="a.csv")
    return [table.headers, *table.rows()]


@pytest.mark.parametrize("seed", range(12))
def test_rows_are_those_of_reading_line_by_line(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whatever blank lines come in whatever order, also where a block ends within one.
    """
    dice = random.Random(seed)
    delimiter, end = dice.choice(",;\t"), dice.choice(["\n", "\r\n"])
    parts = ["a{d}b{nl}", "x{d}y{nl}"]
    for _ in range(4):
        parts += [dice.choice(PIECES) * dice.choice([3, 20_000]), dice.choice(BETWEEN)]
    content = "".join(parts).replace("{d}", delimiter).replace("{nl}", end).encode()
    found = rows_of(content)
    monkeypatch.setattr(_Blank, "holds", lambda *_: False)

    assert found == rows_of(content)


def test_a_line_of_megabytes_is_cut_as_ever() -> None:
    """
    A line longer than a row may be is refused, and the rows around it are read.
    """
    lines = [b"a,b", b"1,2", b"x" * 3_000_000, b"3,4", b"y" * 3_000_000 + b"\xff", b"5,6", b""]
    table = read_table(io.BytesIO(b"\n".join(lines)), name="a.csv")
    rows = list(table.rows())

    assert [row.number for row in rows] == [2, 3, 4, 5, 6]
    assert [row.cells for row in rows if not row.problem] == [("1", "2"), ("3", "4"), ("5", "6")]
