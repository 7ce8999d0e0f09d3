"""
How the outcome of reading a file is written down in these tests.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from leadflow.core.tables import Row, TableLimits, TableOptions, read_table

Outcome = Callable[..., list[str]]


def _written(row: Row) -> str:
    told = f" ! {row.problem.code}" if row.problem else ""
    return f"{row.number}/{row.line}: {'|'.join(row.cells)}{told}"


@pytest.fixture
def outcome() -> Outcome:
    """
    Read bytes; give the codes of the file's problems, the header's row, and each row with number, line and code.
    """

    def read(data: bytes, options: TableOptions | None = None, limits: TableLimits | None = None) -> list[str]:
        table = read_table(BytesIO(data), options=options or TableOptions(), limits=limits or TableLimits())
        told = [f"! {problem.code}" for problem in table.problems]
        header = [f"{table.header_row}: {'|'.join(table.headers)}"] if table.headers else []
        return [*told, *header, *map(_written, table.rows())]

    return read
