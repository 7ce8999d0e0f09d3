"""
The reader of workbooks that leadflow ships, for desks that are given none.
"""

from __future__ import annotations

from importlib import import_module
from typing import BinaryIO, Final

from leadflow.core.tables import Sheet, TableLimits, TableOptions, WorkbookReader

__all__ = ["SHIPPED_READER"]

_ADAPTER: Final = "leadflow.adapters.tables"


class _ShippedReader:
    """
    Reads workbooks as `leadflow.adapters.tables.read_workbook` does.

    Services import no adapter; this one is looked up by its name when the first workbook comes, so that desks that are
    wired by hand read what the embedded one reads.
    """

    def __call__(self, stream: BinaryIO, /, *, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
        """
        Open the sheet that *options* name, or else the one that the adapter chooses.
        """
        read: WorkbookReader = import_module(_ADAPTER).read_workbook
        return read(stream, kind=kind, options=options, limits=limits)


SHIPPED_READER: Final[WorkbookReader] = _ShippedReader()
