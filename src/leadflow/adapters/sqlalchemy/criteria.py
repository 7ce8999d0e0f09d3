"""
Criteria as an SQL expression over columns and stored keys.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen
from sqlalchemy import Boolean, ColumnElement, and_, false, not_, or_, true, type_coerce

from leadflow.adapters.sqlalchemy.dialects import Dialect, Document, dialect_named
from leadflow.adapters.sqlalchemy.field_locations import PREFIX, FieldLocation, between, place_of
from leadflow.adapters.sqlalchemy.scopes import disclosed_expression
from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.engines.questions import Among, HasWords, Span, Text, Within
from leadflow.core.criteria.engines.questions import TextPlace as Where
from leadflow.core.criteria.engines.storage_questions import StorageQuestion, refused_operators, storage_questions
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.kinds import DATETIME, MONEY, Family
from leadflow.core.problems import Problem
from leadflow.core.records import Subject

__all__ = ["asks_index", "criteria_expression"]

_LAST: Final = "\U0010ffff"
_BEFORE_SURROGATES: Final = "\ud7ff"


@checked
def criteria_expression(
    criteria: CheckedCriteria,
    moment: EvaluationTime,
    *,
    dialect: str,
    hidden: frozenset[str] = frozenset(),
    own: Document | None = None,
) -> tuple[ColumnElement[bool] | None, tuple[Problem, ...]]:
    """
    Return an expression over `leadflow.adapters.sqlalchemy.tables.leads` that is true where *criteria* hold.

    It is true or false, never NULL. The partner and the campaign are those of the lead. Days and ``now`` have become
    constants, so it is rebuilt for another moment.

    Args:
        criteria: What to ask.
        moment: When and where it is asked.
        dialect: ``sqlite`` or ``postgresql``.
        hidden: Fields of leads whose values count as absent until a lead is disclosed, as `Scope.hidden`.
        own: Where the keys are of what the criteria are about, if that is another record than the lead; None for a
            lead.

    Returns:
        The expression, or None and a problem with the code ``operator_not_in_engine`` for each condition that a
        database cannot ask: ``matches`` means RE2 everywhere.

    Raises:
        ConfigurationError: The dialect is another one.
    """
    asking = _Asking(dialect_named(dialect), hidden, own)
    refused = refused_operators(criteria)
    if refused:
        return None, refused
    groups = storage_questions(criteria, moment)
    return or_(false(), *(and_(true(), *map(asking.question, group)) for group in groups)), ()


def asks_index(criteria: CheckedCriteria, moment: EvaluationTime) -> bool:
    """
    Return whether each group of *criteria* asks for something that an index of a declared field finds.
    """
    groups = () if refused_operators(criteria) else storage_questions(criteria, moment)
    return bool(groups) and all(any(map(_asks_index, group)) for group in groups)


def _asks_index(question: StorageQuestion) -> bool:
    column = question.column
    if (
        column.subject is not Subject.LEAD
        or not column.field.indexed
        or column.form is not KeyForm.KEY
        or question.if_missing
    ):
        return False
    match question:
        case Within():
            return True
        case Among(keys=keys, negated=negated):
            return bool(keys) and not negated
        case Text(place=place, negated=negated):
            return place is Where.BEGIN and not negated
        case HasWords():
            return False


@frozen
class _Asking:
    """
    Turns questions into SQL, each guarded by whether something is known.
    """

    _sql: Dialect
    _hidden: frozenset[str]
    _own: Document | None

    def question(self, question: StorageQuestion) -> ColumnElement[bool]:
        place = place_of(question.column, self._sql, self._own)
        known = place.known()
        if question.column.subject is Subject.LEAD and question.column.name in self._hidden:
            known = and_(known, disclosed_expression())
        unknown = type_coerce(not_(known), Boolean)
        if isinstance(question, Among) and not question.keys:
            return known if question.negated else unknown if question.if_missing else false()
        test = self._test(question, place)
        # Compared with true, the guard is not a term of its own: SQLite would ask an index for everything that is not NULL.
        return or_(unknown, test) if question.if_missing else and_(test, known == true())

    def _test(self, question: StorageQuestion, place: FieldLocation) -> ColumnElement[bool]:
        match question:
            case Among(negated=negated):
                test = self._among(question, place)
            case Within(spans=spans):
                return or_(false(), *(_span(span, question.column, place) for span in spans))
            case Text(negated=negated):
                test = self._text(question, place)
            case HasWords(words=words, every=every, negated=negated):
                test = place.has_words(words, every=every)
        return not_(test) if negated else test

    def _among(self, question: Among, place: FieldLocation) -> ColumnElement[bool]:
        column, keys = question.column, question.keys
        match column.field.kind.family:
            case Family.BOOLEAN:
                return or_(*(place.is_flag(wanted) for wanted in sorted(keys)))
            case Family.NUMBER | Family.DATE:
                return or_(*(_span(Span(key, key), column, place) for key in sorted(keys)))
            case Family.TEXT | Family.CHOICE | Family.MULTI:
                return self._one_of(place, sorted(keys))

    def _one_of(self, place: FieldLocation, keys: list[Any]) -> ColumnElement[bool]:
        prefix = place.prefix()
        if prefix is None:
            return self._sql.one_of(place.text(), keys)
        test = self._sql.one_of(prefix, [key[:PREFIX] for key in keys])
        # A text that is shorter than what is indexed of it is known by that.
        return test if all(len(key) < PREFIX for key in keys) else and_(test, self._sql.one_of(place.text(), keys))

    def _text(self, question: Text, place: FieldLocation) -> ColumnElement[bool]:
        tests = {Where.BEGIN: self._sql.begins, Where.END: self._sql.ends, Where.ANYWHERE: self._sql.has}
        test = tests[question.place](place.text(), question.text)
        prefix = place.prefix()
        if question.place is not Where.BEGIN or prefix is None:
            return test
        begin = question.text[:PREFIX]
        after = _after(begin)
        return and_(prefix >= begin, test) if after is None else and_(prefix >= begin, prefix < after, test)


def _after(begin: str) -> str | None:
    """
    Return the first text that sorts after all that begin so; None if there is none.
    """
    begin = begin.rstrip(_LAST)
    if not begin:
        return None
    return begin[:-1] + ("\ue000" if begin[-1] == _BEFORE_SURROGATES else chr(ord(begin[-1]) + 1))


def _span(span: Span, column: AskedField, place: FieldLocation) -> ColumnElement[bool]:
    if column.field.kind is MONEY:
        return place.amount_in(span)
    if column.field.kind.family is Family.NUMBER:
        return place.number_in(span)
    if column.field.kind is DATETIME:
        return place.moment_in(span)
    return between(place.text(), span, str)
