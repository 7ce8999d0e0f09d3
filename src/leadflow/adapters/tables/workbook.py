"""
Opens workbooks of all supported kinds.
"""

from __future__ import annotations

from typing import BinaryIO

from leadflow.adapters.tables.faults import BROKEN, WorkbookRefused, unreadable
from leadflow.core.tables import Sheet, TableLimits, TableOptions

__all__ = ["read_workbook"]


def read_workbook(stream: BinaryIO, /, *, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
    """
    Open a sheet of an xlsx, xls or ods workbook; see `WorkbookReader`.

    Every limit is kept before memory is spent: parts are unpacked piece by piece, rows never become a grid,
    and no document type is accepted. Reading xls needs xlrd.
    """
    try:
        return _open(stream, kind=kind, options=options, limits=limits)
    except WorkbookRefused as refused:
        return Sheet(name="", problems=(refused.problem,))
    except BROKEN:
        return Sheet(name="", problems=(unreadable("it is damaged").problem,))


def _open(stream: BinaryIO, *, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
    if kind == "xlsx":
        from leadflow.adapters.tables.xlsx import open_xlsx

        return open_xlsx(stream, options=options, limits=limits)
    if kind == "ods":
        from leadflow.adapters.tables.ods import open_ods

        return open_ods(stream, options=options, limits=limits)
    from leadflow.adapters.tables.xls import open_xls

    return open_xls(stream, options=options, limits=limits)
