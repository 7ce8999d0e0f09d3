"""
The columns of lists, and where their values are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, case

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.damaged_rows import DAMAGED, skipped
from leadflow.adapters.sqlalchemy.dialects import Dialect
from leadflow.adapters.sqlalchemy.field_locations import place_of
from leadflow.adapters.sqlalchemy.last_acts import last_act
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import disclosed_expression
from leadflow.adapters.sqlalchemy.side_tables import read_parts
from leadflow.adapters.sqlalchemy.timestamps import moment_or_none
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family
from leadflow.core.records import RecordField, Subject
from leadflow.wire.json import from_json

__all__ = ["ListColumn", "Told", "shown_of"]


class Told:
    """
    What was read of the leads of a page: numbers, and columns by name, each for all leads.
    """

    def __init__(self, source: UnitSource, numbers: Sequence[int], columns: dict[str, Sequence[Any]]) -> None:
        self._source = source
        self._numbers = numbers
        self.columns = columns

    def said(self, column: str, field: str) -> Sequence[object]:
        """
        What each lead says of a field, whose JSON is in a column; None where that is damaged.
        """
        load, stored = partial(self._source.wire.load_column, field), self.columns[column]
        try:
            return load(map(_member, stored))
        except DAMAGED:
            pairs = zip(self._numbers, stored, strict=True)
            found = [skipped(f"number {number}", partial(_one, load, one)) for number, one in pairs]
            return [one and one[0] for one in found]

    def converted(self, column: str, convert: Callable[[Any], object]) -> Sequence[object]:
        """
        What each lead has in a column; None where that is damaged.
        """
        stored = self.columns[column]
        try:
            return list(map(convert, stored))
        except DAMAGED:
            pairs = zip(self._numbers, stored, strict=True)
            return [skipped(f"number {number}", partial(convert, one)) for number, one in pairs]

    @cached_property
    def others(self) -> Sequence[tuple[str, ...] | None]:
        """
        The ids that other systems have for each lead; None if there are none.
        """
        counted = zip(self._numbers, self.columns[_OTHERS], strict=True)
        having = [number for number, count in counted if count]
        parts = read_parts(self._source.connect(), {"external_ids": having})
        ids = {number: tuple([one.id for one in part["external_ids"]]) for number, part in parts.items()}
        return list(map(ids.get, self._numbers))


@frozen
class ListColumn:
    """
    A column of a list.

    Attributes:
        name: Of what is selected for it, which several columns may share.
        expression: What is selected.
        read: Returns what it shows of each lead.
    """

    name: str
    expression: ColumnElement[Any]
    read: Callable[[Told], Sequence[object]]


_lead = tables.leads.c
_OTHERS: Final = "external_id_count"
_CONVERTED: Final[dict[Family, Callable[[Any], object]]] = {
    Family.DATE: moment_or_none,
    Family.BOOLEAN: lambda stored: None if stored is None else bool(stored),
}


def shown_of(field: AnyField, sql: Dialect, *, hidden: bool = False) -> ListColumn:
    """
    Return where *field* is read for a list; one that is *hidden* says nothing until a lead is disclosed.
    """
    name = field.name
    if not isinstance(field, RecordField):
        member = sql.member(_lead["values"], name)
        shown = case((disclosed_expression(), member)) if hidden else member
        return ListColumn(f"{hidden} {name}", shown, lambda told: told.said(f"{hidden} {name}", name))
    if field.column:
        convert, column = _CONVERTED.get(field.kind.family), field.column
        if convert is None:
            return ListColumn(column, _lead[column], lambda told: told.columns[column])
        return ListColumn(column, _lead[column], lambda told: told.converted(column, convert))
    if field.of_several:
        return ListColumn(name, last_act(), lambda told: told.converted(name, moment_or_none))
    if field.beside is not None:
        written = place_of(AskedField(Subject.LEAD, name, KeyForm.WRITTEN, field), sql).text()
        as_shown = _shown_as(field.kind.family)
        return ListColumn(name, written, lambda told: told.converted(name, as_shown))
    return ListColumn(_OTHERS, _lead[_OTHERS], lambda told: told.others)


def _as_it_is(stored: Any) -> Any:
    return stored


def _flag(stored: Any) -> bool | None:
    # JSON's words on PostgreSQL, numbers on SQLite.
    return None if stored is None else stored in (1, "true")


def _words(stored: str | None) -> tuple[str, ...] | None:
    return None if stored is None else tuple(from_json(stored))


def _shown_as(family: Family) -> Callable[[Any], object]:
    """
    Return what makes of a value of another record's keys what a list shows.
    """
    if family is Family.BOOLEAN:
        return _flag
    return _words if family is Family.MULTI else _as_it_is


def _one(load: Callable[[list[Any]], list[object]], stored: Any) -> list[object]:
    return load([_member(stored)])


def _member(stored: str | None) -> Any:
    if stored is None:
        return None
    # Almost every value is a text without anything that JSON writes otherwise.
    return stored[1:-1] if stored[:1] == '"' and "\\" not in stored else from_json(stored)
