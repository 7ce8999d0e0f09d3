"""
Lists for stores without the ability, made by reading every lead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from operator import gt, lt
from typing import Any, cast

from attrs import frozen

from leadflow.core.criteria import EvaluationTime
from leadflow.core.fields import AnyField
from leadflow.core.records import RecordField, Subject
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects, record_reader
from leadflow.core.views.counts import Count
from leadflow.core.views.cursors import Position, read_cursor, write_cursor
from leadflow.core.views.lead_page import LeadPage, LeadRow
from leadflow.core.views.lead_query import LeadQuery
from leadflow.core.views.query_fields import count_field, query_fields
from leadflow.core.views.sorting import sample_key, sort_key

__all__ = ["count_leads", "count_leads_by", "list_leads"]


@frozen
class _Listed:
    """
    A lead that is on the list, and where.
    """

    id: str
    subjects: Subjects
    position: Position


def list_leads(seen: Iterable[Subjects], query: LeadQuery, schema: Schema, moment: EvaluationTime) -> LeadPage:
    """
    Return the page of *query*, of the leads that somebody sees; leads that sort alike come by their ids.

    Raises:
        InvalidInput: See `query_fields` and `read_cursor`.
    """
    fields = query_fields(query, schema)
    begin = read_cursor(query, Position(sample_key(fields.sort), ""))
    found = [_listed(one, fields.sort) for one in seen if query.holds(one, moment)]
    if begin is not None:
        found = [one for one in found if _follows(one.position, begin, descending=query.sort.descending)]
    said = [one for one in found if one.position.key is not None]
    blank = [one for one in found if one.position.key is None]
    said.sort(key=lambda one: (one.position.key, one.position.tie), reverse=query.sort.descending)
    blank.sort(key=lambda one: one.position.tie, reverse=query.sort.descending)
    ordered = said + blank
    page, readers = ordered[: query.most], list(map(_reader, fields.columns))
    rows = tuple(LeadRow(one.id, query.columns, tuple([read(one.subjects) for read in readers])) for one in page)
    return LeadPage(rows, write_cursor(query, page[-1].position) if len(ordered) > len(page) else None)


def count_leads(seen: Iterable[Subjects], query: LeadQuery, moment: EvaluationTime) -> Count:
    """
    Return how many of the leads that somebody sees are on the list.
    """
    return Count(sum(1 for one in seen if query.holds(one, moment)))


def count_leads_by(
    seen: Iterable[Subjects], query: LeadQuery, column: str, schema: Schema, moment: EvaluationTime
) -> Mapping[str | None, Count]:
    """
    Return how many of them there are for each value of a column; None for those that say nothing.

    Raises:
        InvalidInput: See `count_field`.
    """
    read = record_reader(Subject.LEAD, count_field(column, schema))
    found = Counter(cast("str | None", read(one)) for one in seen if query.holds(one, moment))
    return {said: Count(number) for said, number in found.items()}


def _listed(subjects: Subjects, sort: AnyField) -> _Listed:
    assert subjects.lead is not None
    return _Listed(subjects.lead.id, subjects, Position(sort_key(sort, subjects.lead), subjects.lead.id))


def _follows(position: Position, begin: Position, *, descending: bool) -> bool:
    """
    Return whether a lead at *position* comes after *begin*.
    """
    beyond: Callable[[Any, Any], bool] = lt if descending else gt
    if position.key is None or begin.key is None:
        return position.key is None and (begin.key is not None or beyond(position.tie, begin.tie))
    return beyond((position.key, position.tie), (begin.key, begin.tie))


def _reader(field: AnyField) -> Callable[[Subjects], object]:
    """
    Return what reads the value of a row; None if it is missing.
    """
    if isinstance(field, RecordField):
        read = record_reader(Subject.LEAD, field)
        return lambda subjects: None if (value := read(subjects)) == () else value
    name = field.name
    return lambda subjects: None if subjects.lead is None else subjects.lead.values.get(name)
