"""
Checks the fields of a query.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from attrs import frozen

from leadflow.core.fields import AnyField
from leadflow.core.problems import Problem
from leadflow.core.records import RecordField
from leadflow.core.schema import Schema, unknown_field
from leadflow.core.views.lead_query import LeadQuery
from leadflow.errors import InvalidInput

__all__ = ["QueryFields", "count_field", "query_fields"]

_REFUSED: Final = frozenset({"assignee_id"})


@frozen
class QueryFields:
    """
    What a query shows and is sorted by.
    """

    columns: tuple[AnyField, ...]
    sort: AnyField


def query_fields(query: LeadQuery, schema: Schema) -> QueryFields:
    """
    Return the fields that *query* names.

    Raises:
        InvalidInput: A name is not declared, a column is refused, or leads cannot be sorted by a field.
    """
    return _fields(query.columns, query.sort.column, schema)


@lru_cache(maxsize=256)
def _fields(names: tuple[str, ...], sort_name: str, schema: Schema) -> QueryFields:
    problems: list[Problem] = []
    columns = [_found(name, schema.leads, f"columns[{at}]", problems) for at, name in enumerate(names)]
    sort = _found(sort_name, schema.leads, "sort.column", problems)
    if sort is not None and not sort.sortable:
        problems.append(
            Problem(
                code="sort_refused",
                path="sort.column",
                message=f"leads cannot be sorted by '{sort.name}'; use a field of the lead with one value",
            )
        )
    if problems or sort is None:
        raise InvalidInput(tuple(problems))
    return QueryFields(tuple(one for one in columns if one is not None), sort)


def count_field(column: str, schema: Schema) -> RecordField[Any]:
    """
    Return the field by which leads are counted.

    Raises:
        InvalidInput: It is not declared, is refused, or is not a word, number or flag of the record itself.
    """
    problems: list[Problem] = []
    found = _found(column, schema.leads, "column", problems)
    if isinstance(found, RecordField) and found.column and found.name in _COUNTED:
        return found
    if not problems:
        message = f"leads cannot be counted by '{column}'; use {', '.join(sorted(_COUNTED))}"
        problems.append(Problem(code="count_refused", path="column", message=message))
    raise InvalidInput(tuple(problems))


_COUNTED: Final = frozenset(
    {
        "campaign_id",
        "email_status",
        "import_id",
        "kind",
        "partner_id",
        "review",
        "routed_by",
        "source",
        "stage",
        "status",
    }
)


def _found(name: str, fields: Mapping[str, AnyField], where: str, problems: list[Problem]) -> AnyField | None:
    if name in _REFUSED:
        message = f"lists do not show '{name}'; leave it out"
        problems.append(Problem(code="column_refused", path=where, message=message))
        return None
    found = fields.get(name)
    if found is None:
        problems.append(unknown_field(name, fields).problem(where))
    return found
