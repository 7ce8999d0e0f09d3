"""
Shows a report as text or as tables in a notebook. Values are not shown, since they may be personal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final

from attrs import asdict

from leadflow.core.importing.progress import Counts

__all__ = ["Cell", "html_of", "text_of"]

Cell = str | int | None
"""
What is in a table of a report.
"""

_SHOWN: Final = 20
_COLUMNS: Final = ("row", "header", "code", "severity", "message")


def text_of(headline: str, counts: Counts) -> str:
    """
    Say in one line where the rows went.
    """
    told = ", ".join(f"{count:,} {pile}" for pile, count in asdict(counts).items() if count)
    return f"{headline}: {told or 'no rows'}"


def html_of(
    headline: str,
    counts: Counts,
    by_partner: Mapping[str, int],
    problems: Sequence[Mapping[str, Cell]],
    rows: Iterable[Mapping[str, Cell]],
) -> str:
    """
    Show a report as tables: where the rows went, the partners with most leads, and the first problems.
    """
    partners = sorted(by_partner.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]
    lines = [[line[name] for name in _COLUMNS] for line in islice(rows, _SHOWN)]
    tables = (
        _table(asdict(counts), [list(asdict(counts).values())]),
        _table(("partner", "leads"), partners),
        _table(("path", "code", "severity", "message"), [list(one.values()) for one in problems]),
        _table(_COLUMNS, lines),
    )
    return f"<p><b>Import: {escape(headline)}</b></p>{''.join(tables)}"


def _table(headers: Iterable[str], rows: Sequence[Sequence[Cell]]) -> str:
    """
    Write a table; nothing if it has no rows.
    """
    if not rows:
        return ""
    head = "".join(f"<th>{escape(name)}</th>" for name in headers)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: Cell) -> str:
    return f"<td>{'' if cell is None else escape(str(cell))}</td>"
