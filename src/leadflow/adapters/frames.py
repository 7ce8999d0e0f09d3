"""
Evaluates criteria on data frames, and makes frames of reports; needs the extra ``frames``.

It works through narwhals, and so on Polars, pandas and PyArrow alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Final, Literal

from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCondition, CheckedCriteria
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.engines.questions import Among, HasWords, Span, Text, TextPlace, Within
from leadflow.core.criteria.engines.storage_questions import StorageQuestion, refused_operators, storage_questions
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.kinds import MONEY, Family, Key
from leadflow.core.problems import Problem
from leadflow.core.subjects import Subjects
from leadflow.core.views import ReportTable
from leadflow.errors import MissingExtra

try:
    import narwhals as nw
    from narwhals.typing import IntoDataFrame
except ImportError as error:
    raise MissingExtra("frames", "narwhals") from error

__all__ = ["Backend", "criteria_expr", "key_frame", "report_frame"]

# Is put around each word of a list; no key holds a control character.
_MARK: Final = "\x1f"

_Cell = str | float | None

Backend = Literal["pandas", "polars", "pyarrow"]
"""
The libraries whose frames are made here.
"""


@checked
def key_frame(subjects: Iterable[Subjects], criteria: Iterable[CheckedCriteria], *, backend: Backend) -> IntoDataFrame:
    """
    Return a data frame with a row for each of *subjects*, in their order, and the columns that *criteria* ask.

    The columns are called ``lead.country``, ``partner.tier`` and so on, and hold keys; ``lead.city.written`` holds what
    ``exact`` compares. Money has two columns, ``lead.budget.currency`` and ``lead.budget.amount``; yes is 1 and no is
    0; a list is one text.

    Args:
        subjects: Leads, with the partner and the campaign beside them.
        criteria: What will be asked; more than one may share a frame.
        backend: ``polars``, ``pandas`` or ``pyarrow``.
    """
    rows = list(subjects)
    data: dict[str, list[Any]] = {}
    types: dict[str, type[nw.String | nw.Float64]] = {}
    for one in _conditions(criteria):
        names = _names(one)
        if not names.keys() <= data.keys():
            said = [one.said(row) for row in rows]
            for name, (type_, cell) in names.items():
                types[name], data[name] = type_, [cell(value, key) for value, key in said]
    frame: IntoDataFrame = nw.from_dict(data, schema=types, backend=backend).to_native()
    return frame


@checked
def report_frame(table: ReportTable, *, backend: Backend) -> IntoDataFrame:
    """
    Return a table of a report as a data frame, with its columns in their order.

    Args:
        table: Such as ``report.tables()[0]``.
        backend: ``polars``, ``pandas`` or ``pyarrow``.
    """
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    data = {name: list(column) for name, column in zip(table.columns, cells, strict=True)}
    frame: IntoDataFrame = nw.from_dict(data, backend=backend).to_native()
    return frame


@checked
def criteria_expr(criteria: CheckedCriteria, moment: EvaluationTime) -> tuple[nw.Expr | None, tuple[Problem, ...]]:
    """
    Return a narwhals expression over a `key_frame` that is true where *criteria* hold, and false elsewhere.

    Days and ``now`` have become constants, so it is rebuilt for another moment.

    Returns:
        The expression, or None and a problem with the code ``operator_not_in_engine`` for each condition that a data
        frame cannot ask: ``matches`` means RE2 everywhere.
    """
    refused = refused_operators(criteria)
    if refused:
        return None, refused
    anchor = nw.col(_name(next(_conditions([criteria]))))
    # A constant has the length of no frame, so truth is asked of a column.
    always = anchor.is_null() | ~anchor.is_null()
    groups = storage_questions(criteria, moment)
    return reduce(or_, (reduce(and_, map(_question, group)) if group else always for group in groups)), ()


def _conditions(criteria: Iterable[CheckedCriteria]) -> Iterator[CheckedCondition]:
    return (one for some in criteria for group in some.groups for one in group)


def _name(condition: CheckedCondition) -> str:
    """
    Return the column that says whether there is a value.
    """
    name = f"{condition.subject}.{condition.field.name}"
    return f"{name}.amount" if condition.field.kind is MONEY else name


def _names(condition: CheckedCondition) -> dict[str, tuple[Any, Callable[[Any, Any], _Cell]]]:
    """
    Return the columns that a condition needs: the type of each, and what makes a cell from a value and its key.
    """
    name, family = _name(condition), condition.field.kind.family
    if condition.field.kind is MONEY:
        currency = f"{name.removesuffix('amount')}currency"
        return {
            name: (nw.Float64, lambda _, key: None if key is None else key[1]),
            currency: (nw.String, lambda _, key: None if key is None else key[0]),
        }
    made: dict[str, tuple[Any, Callable[[Any, Any], _Cell]]]
    if family in (Family.NUMBER, Family.BOOLEAN):
        made = {name: (nw.Float64, lambda _, key: None if key is None else float(key))}
    else:
        made = {name: (nw.String, lambda _, key: _text(key, key))}
    if condition.condition.exact:
        made[f"{name}.written"] = (nw.String, _text)
    return made


def _text(value: Any, key: Key | None) -> str | None:
    """
    Return a cell of text or of a list; None if nothing is said.
    """
    if key is None or key in ("", frozenset()):
        return None
    if isinstance(value, frozenset | tuple):
        return _MARK + "".join(f"{word}{_MARK}" for word in value)
    return str(value)


def _column(column: AskedField) -> str:
    name = f"{column.subject}.{column.name}"
    return name if column.form is KeyForm.KEY else f"{name}.written"


def _question(question: StorageQuestion) -> nw.Expr:
    """
    Return the expression of a question, guarded by whether something is known.
    """
    column = question.column
    name = _column(column)
    absent = nw.col(f"{name}.amount" if column.field.kind is MONEY else name).is_null()
    if isinstance(question, Among) and not question.keys:
        return ~absent if question.negated else absent if question.if_missing else absent & ~absent
    test = _test(question, name)
    if question.if_missing:
        return absent if test is None else absent | test
    return absent & ~absent if test is None else ~absent & test


def _test(question: StorageQuestion, name: str) -> nw.Expr | None:
    """
    Return what is asked of a column that says something; None if the answer is never yes.
    """
    match question:
        case Within(column=column, spans=spans):
            return reduce(or_, (_span(span, column, name) for span in spans)) if spans else None
        case Among(column=column, keys=keys):
            test = _among(column, sorted(keys), name)
        case Text(place=place, text=text):
            said = nw.col(name).fill_null("").str
            match place:
                case TextPlace.BEGIN:
                    test = said.starts_with(text)
                case TextPlace.END:
                    test = said.ends_with(text)
                case TextPlace.ANYWHERE:
                    test = said.contains(text, literal=True)
        case HasWords(words=words, every=every):
            said = nw.col(name).fill_null("").str
            marked = (f"{_MARK}{word}{_MARK}" for word in sorted(words))
            test = reduce(and_ if every else or_, (said.contains(word, literal=True) for word in marked))
    return ~test if not isinstance(question, Within) and question.negated else test


def _among(column: AskedField, keys: Sequence[Any], name: str) -> nw.Expr:
    if column.field.kind is MONEY:
        return reduce(or_, (_span(Span(key, key), column, name) for key in keys))
    if column.field.kind.family in (Family.NUMBER, Family.BOOLEAN):
        return nw.col(name).fill_null(0.0).is_in([float(key) for key in keys])
    return nw.col(name).fill_null("").is_in(keys)


def _span(span: Span, column: AskedField, name: str) -> nw.Expr:
    if column.field.kind is MONEY:
        currency = (span.low or span.high)[0]
        low, high = (None if bound is None else bound[1] for bound in (span.low, span.high))
        amounts = _between(nw.col(f"{name}.amount").fill_null(0.0), Span(low, high, span.low_in, span.high_in))
        same: nw.Expr = nw.col(f"{name}.currency").fill_null("") == currency
        return same & amounts
    blank = 0.0 if column.field.kind.family is Family.NUMBER else ""
    return _between(nw.col(name).fill_null(blank), span)


def _between(said: nw.Expr, span: Span) -> nw.Expr:
    tests = [~said.is_null()]
    if span.low is not None:
        tests.append(said >= span.low if span.low_in else said > span.low)
    if span.high is not None:
        tests.append(said <= span.high if span.high_in else said < span.high)
    asked: nw.Expr = reduce(and_, tests)
    return asked
