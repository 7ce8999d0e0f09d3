"""
Limits for files, and hints by people.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole

__all__ = ["TableLimits", "TableOptions"]

_limit = whole(1, 2**63 - 1)


@checked
@frozen(kw_only=True)
class TableLimits:
    """
    Bounds on a file, so that a hostile or mistaken upload costs little and says why it was refused.

    Each is 1 or more.

    Attributes:
        max_bytes: Size of the file as it was sent.
        max_columns: Columns with a header.
        max_cell: Characters in one cell.
        max_row: Characters in one row of a text file.
        max_rows: Rows of a sheet, the header and blank rows included. Text files have no such bound.
        max_inflated: Bytes that the parts of a workbook may have when unpacked.
        max_ratio: How many times its packed size a large part of a workbook may have when unpacked.
        max_shared: Characters in all shared texts of a workbook together.
        max_sheets: Sheets in a workbook.
        max_legacy: Bytes of an ``.xls`` file, which is read as a whole.
    """

    max_bytes: int = field(default=250 * 1024 * 1024, validator=_limit)
    max_columns: int = field(default=500, validator=_limit)
    max_cell: int = field(default=1_000_000, validator=_limit)
    max_row: int = field(default=4_000_000, validator=_limit)
    max_rows: int = field(default=1_048_576, validator=_limit)
    max_inflated: int = field(default=2_000_000_000, validator=_limit)
    max_ratio: int = field(default=250, validator=_limit)
    max_shared: int = field(default=100_000_000, validator=_limit)
    max_sheets: int = field(default=1000, validator=_limit)
    max_legacy: int = field(default=32 * 1024 * 1024, validator=_limit)


@checked
@frozen(kw_only=True)
class TableOptions:
    """
    What a person knows about a file; it overrides everything that is detected.

    Attributes:
        encoding: Such as ``cp1252``, ``mac_roman``, ``cp932`` or ``iso8859_2``.
        delimiter: One character between cells.
        sheet: Name of the sheet of a workbook.
        header_row: Number of the row with the headers, as a spreadsheet shows it; 0 if there is none.
        skip_hidden: True leaves out rows and columns that a workbook hides; a warning names them either way.
        allow_broken: True reads a file that breaks off up to there; else nothing of it is imported.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = field(default=None, validator=whole(0, optional=True))
    skip_hidden: bool = False
    allow_broken: bool = False
