"""
Criteria as an SQL expression over the stored keys.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS, Dialect, Document
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.columns import Column, Form
from leadflow.core.criteria.operators import Moment
from leadflow.core.criteria.questions import Among, Place, Span, Text, Within, Words
from leadflow.core.criteria.stored import StoredQuestion, refused_operators, stored_questions
from leadflow.core.kinds import MONEY, Family
from leadflow.core.problems import Problem
from leadflow.core.records import RecordField, Subject
from leadflow.errors import ConfigurationError
from leadflow.wire.keys import WRITTEN

__all__ = ["criteria_expression"]


def criteria_expression(
    criteria: CheckedCriteria, moment: Moment, *, dialect: str
) -> tuple[ColumnElement[bool] | None, tuple[Problem, ...]]:
    """
    Return an expression over `leadflow.adapters.sqlalchemy.tables.leads` that is true where *criteria* hold.

    It is true or false, never NULL. The partner and the campaign are those of the lead. Days and ``now`` have become
    constants, so it is made anew for another moment.

    Args:
        criteria: What to ask.
        moment: When and where it is asked.
        dialect: ``sqlite`` or ``postgresql``.

    Returns:
        The expression, or None and a problem with the code ``operator_not_in_engine`` for each condition that a
        database cannot ask: ``matches`` means RE2 everywhere.

    Raises:
        ConfigurationError: The dialect is another one.
    """
    if dialect not in DIALECTS:
        raise ConfigurationError(f"criteria cannot be asked in {dialect}; take {' or '.join(sorted(DIALECTS))}")
    refused = refused_operators(criteria)
    if refused:
        return None, refused
    asking = _Asking(DIALECTS[dialect])
    groups = stored_questions(criteria, moment)
    return or_(false(), *(and_(true(), *map(asking.question, group)) for group in groups)), ()


@frozen
class _Place:
    """
    Where a column is stored: the keys of its record, its name there, and where it stands as it was written.
    """

    keys: Document
    name: str
    body: Document | None
    path: tuple[str, ...]


@frozen
class _Asking:
    """
    Turns questions into SQL, each guarded by whether something is known.
    """

    _sql: Dialect

    def question(self, question: StoredQuestion) -> ColumnElement[bool]:
        place = _place(question.column)
        known = self._sql.text(place.keys, place.name).is_not(None)
        if isinstance(question, Among) and not question.keys:
            return known if question.negated else not_(known) if question.or_empty else false()
        test = self._test(question, place)
        return or_(not_(known), test) if question.or_empty else and_(known, test)

    def _test(self, question: StoredQuestion, place: _Place) -> ColumnElement[bool]:
        match question:
            case Among(negated=negated):
                test = self._among(question, place)
            case Within(spans=spans):
                return or_(false(), *(self._span(span, question.column, place) for span in spans))
            case Text(negated=negated):
                test = self._text(question, place)
            case Words(words=words, every=every, negated=negated):
                document, path = self._list(question.column, place)
                test = self._sql.has_words(document, words, *path, every=every)
        return not_(test) if negated else test

    def _written(self, column: Column, place: _Place) -> ColumnElement[str]:
        """
        Return a text as it is compared: its key, or itself as it was written.
        """
        key = self._sql.text(place.keys, place.name)
        if column.form is Form.KEY:
            return key
        if place.body is not None:
            return self._sql.text(place.body, *place.path)
        return func.coalesce(self._sql.text(place.keys, WRITTEN + place.name), key)

    def _list(self, column: Column, place: _Place) -> tuple[Document, tuple[str, ...]]:
        if column.form is Form.KEY:
            return place.keys, (place.name,)
        if place.body is not None:
            return place.body, place.path
        return place.keys, (WRITTEN + place.name,)

    def _among(self, question: Among, place: _Place) -> ColumnElement[bool]:
        column, keys = question.column, question.keys
        match column.field.kind.family:
            case Family.BOOLEAN:
                return or_(*(self._sql.is_flag(place.keys, place.name, wanted) for wanted in sorted(keys)))
            case Family.NUMBER:
                return or_(*(self._span(Span(key, key), column, place) for key in sorted(keys)))
        return self._sql.one_of(self._written(column, place), sorted(keys))

    def _text(self, question: Text, place: _Place) -> ColumnElement[bool]:
        tests = {Place.BEGIN: self._sql.begins, Place.END: self._sql.ends, Place.ANYWHERE: self._sql.has}
        return tests[question.place](self._written(question.column, place), question.text)

    def _span(self, span: Span, column: Column, place: _Place) -> ColumnElement[bool]:
        if column.field.kind is MONEY:
            return self._amounts(span, place)
        if column.field.kind.family is Family.NUMBER:
            return _between(self._sql.number(place.keys, place.name), span, self._sql.real)
        return _between(self._sql.text(place.keys, place.name), span, str)

    def _amounts(self, span: Span, place: _Place) -> ColumnElement[bool]:
        """
        Say that money lies in a span, which stays within one currency.
        """
        currency = (span.low or span.high)[0]
        amount = self._sql.number(place.keys, place.name, 1)
        low, high = (
            None if bound is None or abs(bound[1]) == float("inf") else bound[1] for bound in (span.low, span.high)
        )
        amounts = _between(amount, Span(low, high, span.low_in, span.high_in), self._sql.real)
        return and_(self._sql.item(place.keys, place.name, 0) == currency, amounts)


def _between(key: ColumnElement[Any], span: Span, bound: Any) -> ColumnElement[bool]:
    tests = [true()]
    if span.low is not None:
        tests.append(key >= bound(span.low) if span.low_in else key > bound(span.low))
    if span.high is not None:
        tests.append(key <= bound(span.high) if span.high_in else key < bound(span.high))
    return and_(*tests)


def _place(column: Column) -> _Place:
    if isinstance(column.field, RecordField) and column.field.beside is not None:
        subject, name = column.field.beside
        return _Place(_document(subject, "keys"), name, None, ())
    values = "values" if column.subject is Subject.LEAD else "attributes"
    body = None if column.field.record else _document(column.subject, "body")
    return _Place(_document(column.subject, "keys"), column.name, body, (values, column.name))


def _document(subject: Subject, name: str) -> Document:
    """
    Return the keys or the body of a lead, or of the partner or the campaign beside it.
    """
    lead = tables.leads.c
    match subject:
        case Subject.LEAD:
            return lead[name]
        case Subject.PARTNER:
            table, named = tables.partners, lead.partner_id
        case Subject.CAMPAIGN:
            table, named = tables.campaigns, lead.campaign_id
    beside = select(table.c[name]).where(table.c.supplier_id == lead.supplier_id, table.c.id == named)
    return beside.correlate(tables.leads).scalar_subquery()
