"""
Criteria as people write them: groups joined by OR, each of conditions joined by AND.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from leadflow.core.argument_messages import shown
from leadflow.core.arguments import checked, taken_as
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Money
from leadflow.core.kinds.program_values import plain_list, plain_object
from leadflow.core.schema import Subject
from leadflow.core.taking import storable

__all__ = [
    "AnyCriteria",
    "Condition",
    "Criteria",
    "Group",
    "Plain",
    "all_of",
    "any_of",
    "criteria_of",
    "subject_of",
    "where",
]

Plain = str | int | float | bool | None | tuple["Plain", ...]
"""
What JSON can hold, lists as tuples.
"""


_DEEPEST: Final = 16


def _plain(given: object, depth: int = 0) -> Plain:
    if not isinstance(given, float | Decimal):
        given = plain_object(given)
    if isinstance(given, str):
        return storable(given, "Condition.value")
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, int | float):
        return int.__int__(given) if isinstance(given, int) else float.__float__(given)
    several = plain_list(given)
    if several is not None:
        if depth == _DEEPEST:
            raise TypeError("Condition.value: takes a list, not lists within lists; give one list")
        return tuple(_plain(one, depth + 1) for one in several)
    if isinstance(given, date | datetime):
        return given.isoformat()
    if isinstance(given, Decimal | Money):
        return str(given)
    kinds = "a text, a number, a date, or a list of them"
    raise TypeError(f"Condition.value: takes {kinds}, not {shown(given)}; give one of these")


_RENAMED: Final = {
    "begins_with": "starts_with",
    "not_begins_with": "not_starts_with",
    "greater": "greater_than",
    "less": "less_than",
}
"""
Operators as stored criteria and files of people named them before; both names are taken, and the new one is written.
"""


def _operator(name: str) -> str:
    return _RENAMED.get(name, name)


@checked
@frozen(kw_only=True)
class Condition:
    """
    A comparison of one field.

    Attributes:
        field: Name of the field.
        operator: Name of the operator.
        value: What it is compared with, as JSON holds it; read by the field's kind when the criteria are checked. None
            for operators that take nothing.
        subject: Whose field it is. None means the default subject of the place: the partner in a filter of a
            routing module, the lead elsewhere.
        exact: True compares text as it is written, not by its key.
        if_missing: True counts a field that says nothing as yes.
    """

    field: str
    operator: str = attrs.field(converter=_operator)
    value: Plain = attrs.field(default=None, converter=_plain, metadata=taken_as(object))
    subject: Subject | None = attrs.field(default=None, converter=attrs.converters.optional(Subject))
    exact: bool = False
    if_missing: bool = False

    def __bool__(self) -> bool:
        """
        Refuse to be true or false, so that Python's ``and``, ``or`` and ``not`` drop no condition.
        """
        raise _no_truth(self)


def _no_truth(criteria: object) -> TypeError:
    return TypeError(f"{type(criteria).__name__}: is neither true nor false; combine criteria with all_of or any_of")


def _conditions(given: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(given)


@checked
@frozen
class Group:
    """
    Conditions that must all hold.
    """

    conditions: tuple[Condition, ...] = attrs.field(converter=_conditions)

    def __bool__(self) -> bool:
        """
        Refuse to be true or false, as a `Condition` does.
        """
        raise _no_truth(self)

    @classmethod
    def taken_from(cls, given: object) -> Group:
        """
        Return *given* as a group: a condition alone is a group of one.
        """
        if isinstance(given, Condition):
            return cls((given,))
        raise TypeError(f"takes a group or a condition, not {shown(given)}; write it with all_of or where")


def _groups(given: Iterable[Group | Condition]) -> tuple[Group, ...]:
    return tuple(one if isinstance(one, Group) else Group((one,)) for one in given)


@checked
@frozen
class Criteria:
    """
    Groups of which at least one must hold. Criteria without a group never hold.
    """

    groups: tuple[Group, ...] = attrs.field(default=(), converter=_groups)

    def __bool__(self) -> bool:
        """
        Refuse to be true or false, as a `Condition` does.
        """
        raise _no_truth(self)

    @classmethod
    def taken_from(cls, given: object) -> Criteria:
        """
        Return *given* as criteria: a group or a condition alone is the whole of them.
        """
        if isinstance(given, Group | Condition):
            return cls((given,))
        own = "give its criteria" if hasattr(given, "criteria") else "write them with where, all_of or any_of"
        raise TypeError(f"takes criteria, not {shown(given)}; {own}")


@checked
def where(
    field: str | AnyField,
    operator: str,
    /,
    *value: object,
    subject: Subject | None = None,
    exact: bool = False,
    if_missing: bool = False,
) -> Condition:
    """
    Create a condition: ``where("country", "in", ["US", "CA"])``, ``where("seats", "between", 10, 50)``.

    Args:
        field: A field or its name; ``partner.tier`` and ``campaign.name`` ask the partner and the campaign.
        operator: Its name; see the reference of operators.
        value: What it is compared with: one value, or several, such as two bounds; none for operators that take none.
        subject: Whose field it is; if omitted, what the name says, else as in `Condition`.
        exact, if_missing: As in `Condition`.
    """
    given: object = None if not value else value[0] if len(value) == 1 else value
    whose, name = subject_of(field if isinstance(field, str) else field.name)
    return Condition(
        field=name,
        operator=operator,
        value=_plain(given),
        subject=subject or whose,
        exact=exact,
        if_missing=if_missing,
    )


def subject_of(name: str) -> tuple[Subject | None, str]:
    """
    Take a name such as ``partner.tier`` apart; None if there is no subject before a dot.
    """
    whose, dot, rest = name.partition(".")
    return (Subject(whose), rest) if dot and whose in frozenset(Subject) else (None, name)


@checked
def all_of(*conditions: Condition | Group) -> Group:
    """
    Join conditions by AND; those of a group are joined with the others.
    """
    return Group([one for part in conditions for one in (part.conditions if isinstance(part, Group) else (part,))])


@checked
def any_of(*groups: Criteria | Group | Condition) -> Criteria:
    """
    Join groups by OR; a condition alone is a group of one, and the groups of criteria are joined with the others.
    """
    return Criteria([one for part in groups for one in (part.groups if isinstance(part, Criteria) else (part,))])


AnyCriteria = Criteria | Group | Condition
"""
What may be written for criteria.
"""


def criteria_of(written: AnyCriteria) -> Criteria:
    """
    Return the criteria that *written* says; a group or a condition alone is the whole of them.

    Raises:
        TypeError: It is something else.
    """
    return written if isinstance(written, Criteria) else Criteria.taken_from(written)
