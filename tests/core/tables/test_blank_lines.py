"""
Many blank lines are skipped by the block, and rows keep their numbers.
"""

from __future__ import annotations

import io

import pytest

import leadflow.core.tables.lines as text_lines
from leadflow.core.tables import read_table


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("block", [3, 4, 7, 64, 4_096])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rows_after_blank_lines_are_numbered_as_in_the_file(
    monkeypatch: pytest.MonkeyPatch, end: str, block: int, encoding: str
) -> None:
    """
    Whatever the ends of lines, and wherever a block ends.
    """
    monkeypatch.setattr(text_lines, "_BLOCK", block)
    lines = [
        "",
        "Email,City",
        *[""] * 50,
        "a@x.se,Oslo",
        *[""] * 33,
        "b@x.se,'' ",
        "",
        '"c@x.se","',
        *[""] * 40,
        'x"',
        "",
    ]
    table = read_table(io.BytesIO(end.join(lines).encode(encoding)), name="leads.csv")
    rows = list(table.rows())

    assert [(row.number, row.cells[0]) for row in rows] == [(53, "a@x.se"), (87, "b@x.se"), (89, "c@x.se")]
    assert [row.line for row in rows] == [53, 87, 89]
    assert rows[2].cells[1].count("\n") + rows[2].cells[1].count("\r") >= 41
