"""
Comparison keys of headers, their columns, and problems of a header row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from leadflow.core.problems import Problem
from leadflow.core.text import clean_text, text_key, unguard

__all__ = ["ERROR_HEADER", "check_headers", "column_letter", "header_key", "is_error_header"]


def header_key(header: str) -> str:
    """
    Return the form in which *header* is compared and remembered.

    White space at the ends and in runs, no-break blanks, invisible characters, case and width do not count, nor does
    the apostrophe that keeps spreadsheets from calculating.
    """
    return text_key(unguard(clean_text(header).strip()))


ERROR_HEADER: Final = "Import errors"
"""
The header of the column that says what is wrong; the importer knows it and leaves it out.
"""

_KEY: Final = header_key(ERROR_HEADER)


def is_error_header(header: str) -> bool:
    """
    Return whether *header* is that of the column in which an earlier import said what was wrong.
    """
    return header_key(header) == _KEY


def column_letter(column: int) -> str:
    """
    Return what a spreadsheet calls the column, counted from 0: A, B, … Z, AA.
    """
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def check_headers(
    headers: Sequence[str], *, decided: Collection[int] = (), mapped: Collection[int] | None = None
) -> tuple[Problem, ...]:
    """
    Return problems of blank and duplicate headers.

    Headers are compared by `header_key`. Two headers that look alike but differ in case or blanks are one.

    Args:
        headers: As they are in the file, in order.
        decided: Places of columns that are mapped or skipped; a blank header there is not a problem.
        mapped: Places of columns that fill a field: equal headers are a problem only where one of them does and
            another does not. None counts every column.
    """
    columns: dict[str, list[int]] = {}
    for column, header in enumerate(headers):
        columns.setdefault(header_key(header), []).append(column)
    blank = [column for column in columns.pop("", []) if column not in decided]
    problems = [_blank(blank)] if blank else []
    several = [where for where in columns.values() if len(where) > 1]
    matter = [where for where in several if mapped is None or 0 < len(set(where) & set(mapped)) < len(where)]
    return (*problems, *(_duplicated(headers, where) for where in matter))


def _blank(columns: Sequence[int]) -> Problem:
    letters = _letters(columns)
    has, it = ("has", "it") if len(columns) == 1 else ("have", "them")
    message = f"{letters} {has} no header; name {it}, or delete the column"
    return Problem(code="header_blank", path=letters, message=message)


def _duplicated(headers: Sequence[str], columns: Sequence[int]) -> Problem:
    shown = dict.fromkeys(f"'{headers[column].strip()}'" for column in columns)
    letters = _letters(columns)
    message = f"{letters} have the same header {' or '.join(shown)}; rename or delete all but one"
    return Problem(code="header_duplicated", path=letters, message=message)


def _letters(columns: Iterable[int]) -> str:
    letters = [column_letter(column) for column in columns]
    if len(letters) == 1:
        return f"column {letters[0]}"
    return f"columns {', '.join(letters[:-1])} and {letters[-1]}"
