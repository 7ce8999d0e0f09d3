"""
Refused rows that stay packed.
"""

from __future__ import annotations

import pytest

from leadflow.core.importing.packed_refused_rows import PackedRows
from leadflow.core.importing.progress import RefusedRow, RowProblem

ROWS = [
    RefusedRow(
        number,
        number + 1,
        (RowProblem(path="email", code="required", message=f"row {number}", row=number, line=number + 1),),
    )
    for number in range(1, 1_203)
]


@pytest.mark.parametrize("at", [0, 1, 499, 500, 501, 999, 1_000, 1_100, 1_201, 1_202, 5_000])
def test_rows_are_given_from_any_place_on(at: int) -> None:
    """
    What is given from a place on is what a list has from there, in packed blocks and among the last rows.
    """
    packed = PackedRows(ROWS)

    assert list(packed.since(at)) == ROWS[at:]
    assert list(packed) == ROWS
    assert len(packed) == len(ROWS)
