"""
Workbooks (xlsx, xls, ods) for `read_table`.
"""

from leadflow.adapters.tables.workbook import read_workbook

__all__ = ["read_workbook"]
