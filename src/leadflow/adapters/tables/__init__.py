"""
Workbooks (xlsx, xls, ods) for `read_table`, and files that people correct or fill in.
"""

from leadflow.adapters.tables.workbook import read_workbook
from leadflow.adapters.tables.writing import write_csv, write_refused, write_template, write_xlsx

__all__ = ["read_workbook", "write_csv", "write_refused", "write_template", "write_xlsx"]
