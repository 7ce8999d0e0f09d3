"""
Tables of reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from attrs import field, frozen

__all__ = ["ReportCell", "ReportTable"]

ReportCell = str | int | float | date | datetime | None
"""
What is in a table of a report; None is blank.
"""


@frozen
class ReportTable:
    """
    One table of a report.

    Attributes:
        name: What the table is about, such as ``by_partner``.
        columns: Names of its columns, in order.
        rows: The cells of each row, in the order of *columns*. They may be personal, so they are never in a repr.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ReportCell, ...], ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[ReportCell, ...]]:
        return iter(self.rows)

    def to_rows(self) -> tuple[dict[str, ReportCell], ...]:
        """
        Return each row with its cells by column, as data frames take them.
        """
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def texts(self) -> Iterator[list[str]]:
        """
        Return the header and the rows as texts, as `leadflow.adapters.tables.write_csv` takes them; blank for None.
        """
        yield list(self.columns)
        for row in self.rows:
            yield ["" if cell is None else _text(cell) for cell in row]


def _text(cell: str | int | float | date) -> str:
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)
