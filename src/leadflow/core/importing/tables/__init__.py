"""
Any file that people send, as a table of headers and rows of text.
"""

from leadflow.core.importing.tables.limits import TableHint, TableLimits
from leadflow.core.importing.tables.reading import read_table
from leadflow.core.importing.tables.table import Row, Table
from leadflow.core.importing.tables.workbooks import MergedCells, Sheet, SheetRow, WorkbookReader

__all__ = [
    "MergedCells",
    "Row",
    "Sheet",
    "SheetRow",
    "Table",
    "TableHint",
    "TableLimits",
    "WorkbookReader",
    "read_table",
]
