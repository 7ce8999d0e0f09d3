"""
The errors of a whole workbook.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from leadflow.core.problems import Problem

__all__ = ["BROKEN", "WorkbookRefused", "unreadable", "unsafe"]


class WorkbookRefused(Exception):
    """
    The workbook cannot be read further. The reader catches it and reports its *problem*.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


BROKEN: Final = (
    BadZipFile,
    ExpatError,
    EOFError,
    KeyError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""
What the standard library raises at damaged archives and markup.
"""


def unreadable(what: str) -> WorkbookRefused:
    """
    Say that the workbook is damaged or unusual.
    """
    message = f"the workbook cannot be read ({what}); open it in a spreadsheet, save it again, or send CSV"
    return WorkbookRefused(Problem(code="workbook_unreadable", path="", message=message))


def unsafe(what: str) -> WorkbookRefused:
    """
    Say that reading the workbook would cost too much.
    """
    message = f"the workbook is refused for safety: {what}; copy the data into a new workbook, or send CSV"
    return WorkbookRefused(Problem(code="workbook_unsafe", path="", message=message))
