"""
The mapping of columns to fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Self

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.columns.header_keys import header_key
from leadflow.core.columns.suggestions import ASSIGNEES, SKIP, Polarity, Suggestion, targets
from leadflow.core.fields import AnyField
from leadflow.core.kinds import DateOrder, DecimalMark
from leadflow.core.problems import Problem, Unreadable, near, or_list
from leadflow.core.schema import Schema
from leadflow.errors import InvalidInput

__all__ = ["Column", "ColumnMapping", "check_mapping"]


@frozen(kw_only=True)
class Column:
    """
    Where one column of a file goes.

    Attributes:
        header: As in the file; empty for a constant.
        target: A field, SKIP, or None while nobody has decided.
        constant: What every row says of the field, where no column of the file does; None for a column of the file.
        polarity: Whether a yes in the column is a yes in the field.
        date_order: How ambiguous dates in it are meant; None leaves that to the column's other dates.
        decimal_mark: Which mark comes before decimals, where a number such as 1.234 does not show it; None leaves that
            to the column's other numbers.
    """

    header: str
    target: str | None = None
    constant: str | None = None
    polarity: Polarity = Polarity.SAME
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None

    @property
    def field(self) -> str | None:
        """
        The field that it fills; None if it is skipped or undecided.
        """
        return None if self.target == SKIP else self.target


def _columns(given: Iterable[Column]) -> tuple[Column, ...]:
    return tuple(given)


@checked
@frozen
class ColumnMapping:
    """
    The field for each column of a file, in the order of the file, and then the constants.

    Every change is a new value. `check_mapping` says whether it can be imported with.
    """

    columns: tuple[Column, ...] = field(converter=_columns)

    @classmethod
    def of(cls, suggestions: Iterable[Suggestion]) -> Self:
        """
        Return a mapping with the suggestions; columns without one stay undecided.
        """
        return cls(
            tuple(
                Column(
                    header=one.header,
                    target=one.field,
                    polarity=one.polarity,
                    date_order=one.date_order,
                    decimal_mark=one.decimal_mark,
                )
                for one in suggestions
            )
        )

    def set(
        self,
        header: str | int,
        target: str | None,
        *,
        polarity: Polarity = Polarity.SAME,
        date_order: DateOrder | None = None,
        decimal_mark: DecimalMark | None = None,
    ) -> Self:
        """
        Map the column under *header* to *target*: a field, SKIP, or None for undecided.

        A column with a blank header, or one that others have too, is named by its place, counted from 0.

        Raises:
            InvalidInput: The file has no such header or place.
        """
        return self._change(
            (header,),
            lambda column: evolve(
                column, target=target, polarity=polarity, date_order=date_order, decimal_mark=decimal_mark
            ),
        )

    def skip(self, *headers: str | int) -> Self:
        """
        Leave the columns under *headers* out; a number is the place of a column, counted from 0.

        Raises:
            InvalidInput: The file has no such header or place.
        """
        return self._change(headers, lambda column: Column(header=column.header, target=SKIP))

    def skip_undecided(self) -> Self:
        """
        Leave out every undecided column.
        """
        return evolve(
            self, columns=tuple(evolve(one, target=SKIP) if one.target is None else one for one in self.columns)
        )

    def fill(self, target: str, text: str) -> Self:
        """
        Give every row the constant *text* in the field *target*.
        """
        others = tuple(one for one in self.columns if one.constant is None or one.target != target)
        return evolve(self, columns=(*others, Column(header="", target=target, constant=text)))

    def remembered(self) -> dict[str, str]:
        """
        Return the mapping for the next file: header key to field or SKIP.

        Columns with equal headers are left out, since the next file may have them in another order. An inverted
        polarity, an order of dates and a decimal mark come after the field, so that consent is never read the wrong way
        round by a mapping that was right once.
        """
        keys = Counter(header_key(one.header) for one in self.columns if one.constant is None)
        return {
            key: _remember(one, one.target)
            for one in self.columns
            if one.target is not None and one.constant is None and keys[key := header_key(one.header)] == 1 and key
        }

    def _change(self, headers: Collection[str | int], change: Callable[[Column], Column]) -> Self:
        ours = {at: one.header for at, one in enumerate(self.columns) if one.constant is None}
        known = {header_key(header) for header in ours.values()}
        wanted = {one if isinstance(one, int) else header_key(one) for one in headers}
        missing = [
            one for one in headers if (one not in ours if isinstance(one, int) else header_key(one) not in known)
        ]
        if missing:
            raise InvalidInput(tuple(_no_header(str(one), ours.values()) for one in missing))
        changed = (
            change(one) if at in ours and (at in wanted or header_key(one.header) in wanted) else one
            for at, one in enumerate(self.columns)
        )
        return evolve(self, columns=tuple(changed))


def _remember(column: Column, target: str) -> str:
    inverted = ("inverted",) if column.polarity is Polarity.INVERTED else ()
    order = (column.date_order.value,) if column.date_order else ()
    mark = (column.decimal_mark.value,) if column.decimal_mark else ()
    return ";".join((target, *inverted, *order, *mark))


def _no_header(header: str, known: Iterable[str]) -> Problem:
    close = near(header, known)
    hint = f"; did you mean {or_list(close)}?" if close else ""
    return Problem(
        code="header_unknown", path=header, message=f"the file has no header '{header}'{hint}", suggestions=close
    )


@checked
def check_mapping(mapping: ColumnMapping, schema: Schema, *, required: Collection[str] = ()) -> tuple[Problem, ...]:
    """
    Return the problems that prevent an import with *mapping*.

    Args:
        mapping: As it was edited.
        schema: What leads can say.
        required: Fields that a column or a constant must fill, in addition to those that the schema requires.
    """
    known = targets(schema)
    columns = (problem for column in mapping.columns for problem in _check_column(column, known))
    needed = dict.fromkeys([*required, *(name for name, field in known.items() if field.required)])
    filled = {column.field for column in mapping.columns}
    missing = (_unfilled(name, known) for name in needed if name not in filled)
    return (*columns, *_check_twice(mapping), *missing)


def _check_column(column: Column, known: Mapping[str, AnyField]) -> tuple[Problem, ...]:
    if column.target is None:
        message = "the column has no field yet; choose one, or skip the column"
        return (Problem(code="header_unmapped", path=column.header, message=message),)
    if column.target in ASSIGNEES:
        message = "a file cannot assign leads to one person; skip the column, and let partners assign their leads"
        return (Problem(code="assignee_not_supported", path=column.header or column.target, message=message),)
    if column.target != SKIP and column.target not in known:
        return (_unknown(column.header or "constant", column.target, known),)
    if column.constant is not None and column.target != SKIP:
        return _check_constant(column.constant, known[column.target])
    return ()


def _check_constant(text: str, declared: AnyField) -> tuple[Problem, ...]:
    """
    Read a constant once, before it would refuse every row.
    """
    try:
        declared.read(text)
    except Unreadable as error:
        return (error.problem(declared.name, text),)
    return ()


def _unknown(where: str, target: str, known: Iterable[str]) -> Problem:
    close = near(target, known)
    hint = f"did you mean {or_list(close)}?" if close else "declare it in the schema first"
    message = f"a file cannot fill a field '{target}'; {hint}"
    return Problem(code="field_unknown", path=where, message=message, suggestions=close)


def _check_twice(mapping: ColumnMapping) -> Iterable[Problem]:
    by_field: dict[str, list[Column]] = {}
    for column in mapping.columns:
        if column.field is not None:
            by_field.setdefault(column.field, []).append(column)
    for name, columns in by_field.items():
        if len(columns) > 1:
            shown = " and ".join(f"'{one.header}'" if one.constant is None else "a constant" for one in columns)
            message = f"{shown} both use the field '{name}'; keep one and skip the others"
            yield Problem(code="field_twice", path=columns[-1].header or "constant", message=message)


def _unfilled(name: str, known: Collection[str]) -> Problem:
    message = f"no column fills '{name}', which is required; map a column to it, or fill it with a constant"
    if name not in known:
        message = f"'{name}' is required, but a file cannot fill a field with this name; correct the policy"
    return Problem(code="required_unmapped", path=name, message=message)
