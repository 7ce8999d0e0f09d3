"""
What depends on the whole file is decided before the first row.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from leadflow.core.importing.mapping import Column, ColumnMapping
from leadflow.core.importing.preparing import prepare
from leadflow.core.kinds import DateOrder
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.tables import Row, Table


def prepared(
    *cells: str, delimiter: str | None = None, order: DateOrder | None = None
) -> tuple[DateOrder | None, list[str]]:
    """
    Prepare a column of dates of a workbook, or of a text, and return its order and the codes of what is told.
    """
    rows = [Row(at, at, (cell,)) for at, cell in enumerate(cells, 2)]

    def read() -> Generator[Row, None, int]:
        yield from rows
        return len(rows) + 1

    table = Table(name="x", format="xlsx", delimiter=delimiter, headers=("Created",), open=read)
    mapping = ColumnMapping((Column(header="Created", target="created_at", date_order=order),))
    found, told = prepare(mapping, table, STANDARD_SCHEMA)
    return found.columns[0].date_order, [problem.code for problem in told]


@pytest.mark.parametrize(
    "cells",
    [
        ("15/01/2026", "2026-09-01", "2026-02-01"),
        ("31/12/2025 10:00", "2025-10-12 00:00:00", "2025-03-04"),
        ("01/15/2026", "2026-09-01", "2026-02-01"),
    ],
)
@pytest.mark.parametrize("order", [None, DateOrder.DAY_FIRST])
def test_half_swapped_dates_are_told(cells: tuple[str, ...], order: DateOrder | None) -> None:
    """
    Texts with a day above 12 beside real dates up to 12: a spreadsheet took those the other way round.
    """
    assert prepared(*cells, order=order)[1] == ["dates_half_swapped"]


@pytest.mark.parametrize(
    "cells",
    [
        ("15/01/2026", "2026-09-01", "2026-02-21"),
        ("15/01/2026", "05/01/2026", "2026-09-01", "2026-02-01"),
        ("2026-09-01", "2026-02-01"),
        ("15/01/2026", "16/01/2026"),
        ("15/01/2026", "2026-09-01"),
    ],
)
def test_sound_dates_are_not_suspected(cells: tuple[str, ...]) -> None:
    """
    One date on the other side is enough, and so is one sort of dates.
    """
    assert prepared(*cells)[1] == []


def test_dates_of_a_text_are_not_suspected() -> None:
    """
    Only workbooks hold real dates.
    """
    assert prepared("15/01/2026", "2026-09-01", "2026-02-01", delimiter=";")[1] == []


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("25/03/2026", "03/04/2026"), DateOrder.DAY_FIRST),
        (("03/25/2026",), DateOrder.MONTH_FIRST),
        (("03/04/2026",), None),
        (("26-04-05", "26-04-17"), DateOrder.YEAR_FIRST),
        (("25/03/2026", "05-04-26"), DateOrder.DAY_FIRST),
        (("03-04-05",), None),
        (("01/02/26", "01/03/26"), None),
    ],
)
def test_column_of_dates_decides_its_order(cells: tuple[str, ...], order: DateOrder | None) -> None:
    """
    Where nothing is sure, nothing is decided.
    """
    assert prepared(*cells, delimiter=",")[0] is order
