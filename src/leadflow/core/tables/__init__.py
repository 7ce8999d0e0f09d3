"""
Reads files as tables of headers and rows of text.
"""

from leadflow.core.tables.cell_judge import CellJudge
from leadflow.core.tables.chunks import RowChunk, in_chunks
from leadflow.core.tables.limits import TableLimits, TableOptions
from leadflow.core.tables.reading import read_table
from leadflow.core.tables.table import Row, Table
from leadflow.core.tables.workbooks import BREAKS_OFF, HiddenCells, MergedCells, Sheet, SheetRow, WorkbookReader

__all__ = [
    "BREAKS_OFF",
    "CellJudge",
    "HiddenCells",
    "MergedCells",
    "Row",
    "RowChunk",
    "Sheet",
    "SheetRow",
    "Table",
    "TableLimits",
    "TableOptions",
    "WorkbookReader",
    "in_chunks",
    "read_table",
]
