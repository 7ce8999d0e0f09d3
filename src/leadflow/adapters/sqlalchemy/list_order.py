"""
The order of lists in SQL.
"""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, and_, bindparam, literal_column, true, tuple_

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import Dialect
from leadflow.adapters.sqlalchemy.field_locations import begin_of, indexed_terms, place_of
from leadflow.adapters.sqlalchemy.scopes import disclosed_expression
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.fields import AnyField
from leadflow.core.kinds import LONG_TEXT, TEXT, Family
from leadflow.core.records import RecordField, Subject

__all__ = ["Order", "order_by"]

_lead = tables.leads.c


@frozen
class Order:
    """
    By what leads are sorted.

    Attributes:
        terms: What is compared, one after the other.
        said: Whether a lead says anything; None if all do.
    """

    terms: tuple[ColumnElement[Any], ...]
    said: ColumnElement[bool] | None

    def after(self, *, blank: bool, descending: bool) -> ColumnElement[bool]:
        """
        Say that a lead comes after the position in the parameters ``key0`` and so on, and ``tie``.
        """
        terms = (*(() if blank else self.terms), _lead.num)
        given = [bindparam(f"key{at}", type_=term.type) for at, term in enumerate(terms[:-1])]
        given.append(bindparam("tie", type_=_lead.num.type))
        if blank:
            return _lead.num < given[0] if descending else _lead.num > given[0]
        return tuple_(*terms) < tuple_(*given) if descending else tuple_(*terms) > tuple_(*given)

    def sorted(self, *, blank: bool, descending: bool) -> list[ColumnElement[Any]]:
        """
        Return what to order by: leads that sort alike by when they arrived.
        """
        terms = (*(() if blank else self.terms), _lead.num)
        return [term.desc() if descending else term for term in terms]


def order_by(field: AnyField, sql: Dialect, *, hidden: bool = False) -> Order:
    """
    Return how leads are sorted by *field*; one that is *hidden* says nothing until a lead is disclosed.
    """
    if isinstance(field, RecordField):
        column = tables.leads.c[field.column]
        if field.kind is TEXT:
            return Order((column,), and_(column.is_not(None), column != literal_column("''")))
        return Order((column,), column.is_not(None) if column.nullable else None)
    place = place_of(AskedField(Subject.LEAD, field.name, KeyForm.KEY, field), sql)
    # Compared with true it is not a term of its own: SQLite would ask an index for everything that is not NULL.
    said = place.known() == true()
    if hidden:
        said = and_(said, disclosed_expression())
    if field.kind.family is Family.BOOLEAN:
        return Order((place.is_flag(True),), said)
    if field.kind is LONG_TEXT:
        return Order((begin_of(place.text()),), said)
    # The same terms as in an index of the field, whether there is one or not.
    return Order(indexed_terms(evolve(field, indexed=True), sql), said)
