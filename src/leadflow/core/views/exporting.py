"""
Exports: lists as rows of texts for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from types import NoneType
from typing import Any, Final

from attrs import evolve

from leadflow.core.fields import AnyField
from leadflow.core.kinds import UNFIT, Unfit
from leadflow.core.views.lead_page import LeadRow
from leadflow.core.views.lead_query import MOST_ROWS, LeadQuery, Sort

__all__ = ["export_header", "export_pages", "export_query"]

_OLDEST: Final = Sort("created_at", descending=False)


def export_query(query: LeadQuery) -> LeadQuery:
    """
    Return *query* as an export asks it: from the beginning, in long pages, and the oldest first if no order was chosen.

    The default order is by the last change, and a lead that is changed while the export is running would move past the
    place that has been reached, and be missing.
    """
    return evolve(query, after=None, most=MOST_ROWS, sort=_OLDEST if query.sort == Sort() else query.sort)


def export_header(fields: Iterable[AnyField]) -> list[str]:
    """
    Return the titles of *fields*, which the importer maps to the same fields.
    """
    return [one.title for one in fields]


def export_pages(pages: Iterable[Iterable[LeadRow]], fields: Sequence[AnyField]) -> Iterator[list[list[str]]]:
    """
    Return the rows of each page as texts, blank where a lead says nothing; see `FieldKind.write`.
    """
    writes = [one.kind.write for one in fields]
    for page in pages:
        columns = zip(*(row.values for row in page), strict=True)
        texts = map(_texts, columns, writes)
        yield [list(row) for row in zip(*texts, strict=True)] if fields else [[] for _ in page]


def _texts(values: Sequence[object], write: Callable[[Any], str]) -> Sequence[Any]:
    # Most columns say the same kind of thing in each row.
    kinds = set(map(type, values))
    if kinds == {str}:
        return values
    if kinds <= {str, NoneType}:
        return [one or "" for one in values]
    if kinds <= {datetime, NoneType}:
        return ["" if one is None else write(one) for one in values]
    return ["" if one is None else one if one.__class__ is str else _text(one, write) for one in values]


def _text(value: object, write: Callable[[Any], str]) -> str:
    # What no longer fits its field, or was set aside, is written as it was given.
    return UNFIT.write(value) if isinstance(value, Unfit) else write(value)
