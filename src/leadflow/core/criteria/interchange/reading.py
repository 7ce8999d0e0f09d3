"""
The parts that all readers of other formats share.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, cast

from attrs import evolve

from leadflow.core.bounds import check_whole
from leadflow.core.criteria.checking import check_condition
from leadflow.core.criteria.conditions import Condition, Criteria, Plain
from leadflow.core.criteria.interchange.normal_form import AnyOf, Asked, Not, Tree, normal_form
from leadflow.core.criteria.operators import OPERATORS, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family
from leadflow.core.problems import Problem, Severity, errors_in, near, or_list
from leadflow.core.schema import Schema, Subject, unknown_field

__all__ = ["MAX_DEPTH", "MAX_PARTS", "Json", "Places", "Reading", "joined"]

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""
What JSON can hold.
"""

MAX_DEPTH: Final = 50
"""
How deep groups may nest.
"""

MAX_PARTS: Final = 10_000
"""
How many rules and groups a query may have, and values a list.
"""

Places = Mapping[str, str]
"""
Where a condition's field, operator and value are in the other format.
"""


def joined(place: str, step: str | int) -> str:
    """
    Go one step further in: a name or the number of an item.
    """
    if isinstance(step, int):
        return f"{place}[{step}]"
    return f"{place}.{step}" if place else step


class Reading:
    """
    One document being read: the schema, the problems so far, and how much was seen.
    """

    def __init__(self, schema: Schema, subjects: Collection[Subject]) -> None:
        """
        Begin to read criteria about *subjects*.
        """
        self._schema = schema
        self._subjects = subjects
        self._parts = 0
        self._problems: list[Problem] = []

    def refuse(self, code: str, place: str, message: str, near: tuple[str, ...] = ()) -> None:
        """
        Note an error; reading continues.
        """
        self._problems.append(Problem(code=code, path=place, message=message, suggestions=near))

    def enters(self, place: str, depth: int) -> bool:
        """
        Count one more rule or group; False if there are too many of them, or too deep ones.
        """
        self._parts += 1
        if self._parts == MAX_PARTS + 1:
            self.refuse("query_too_large", place, f"the query has more than {MAX_PARTS:,} rules and groups; split it")
        elif depth > MAX_DEPTH and self._parts <= MAX_PARTS:
            self.refuse("query_too_deep", place, f"groups are nested more than {MAX_DEPTH} deep; use fewer levels")
        return depth <= MAX_DEPTH and self._parts <= MAX_PARTS

    def finish(
        self, tree: Tree | None, most: int, *, guarded: bool = False
    ) -> tuple[Criteria | None, tuple[Problem, ...]]:
        """
        Return the criteria and all problems; *guarded* as `normal_form` takes it.
        """
        if tree is None or errors_in(self._problems):
            return None, tuple(self._problems)
        check_whole(most, "most", 0)
        criteria, found = normal_form(tree, most=most, guarded=guarded)
        return criteria, (*self._problems, *found)

    def field(self, given: object, place: str) -> tuple[Subject, AnyField] | None:
        """
        Find the declared field that *given* names: ``country`` of the lead, or ``partner.tier``.
        """
        if not isinstance(given, str) or not given:
            self.refuse("field_missing", place, "the rule has no field; name one")
            return None
        owner, dot, rest = given.partition(".")
        subject = Subject(owner) if dot and owner in tuple(Subject) else Subject.LEAD
        name = rest if dot and owner in tuple(Subject) else given
        if subject not in self._subjects:
            allowed = or_list(one.value for one in self._subjects)
            self.refuse("subject_not_here", place, f"criteria cannot be about a {subject} here; use {allowed}")
            return None
        fields = self._schema.of(subject)
        declared = fields.get(name)
        if declared is None:
            self._problems.append(unknown_field(name, fields).problem(place))
            return None
        return subject, declared

    def operator(
        self, given: object, place: str, declared: AnyField, known: Mapping[Family, Mapping[str, str]]
    ) -> str | None:
        """
        Find our operator for the one called *given* in the other format, whose names are *known*; case does not count.
        """
        takes = known[declared.kind.family]
        if isinstance(given, str):
            folded = {name.lower(): ours for name, ours in takes.items()}
            if given.lower() in folded:
                return folded[given.lower()]
        every = tuple(dict.fromkeys(name for names in known.values() for name in names))
        if isinstance(given, str) and given.lower() in (name.lower() for name in every):
            message = (
                f"'{given}' does not fit {declared.kind.name} field '{declared.name}'; it takes {', '.join(takes)}"
            )
            self.refuse("operator_not_for_kind", place, message)
            return None
        close = near(given, every) if isinstance(given, str) else ()
        message = f"no operator is called {_shown(given)}; for this field use {', '.join(takes)}"
        self.refuse("operator_unknown", place, message, close)
        return None

    def asked(
        self, about: tuple[Subject, AnyField], operator: str, value: object, places: Places, *, where: str
    ) -> Tree | None:
        """
        Make a condition of what was read and check it; a list for a kind that takes none becomes several conditions.
        """
        subject, declared = about
        boxed = self._plain(value, places.get("value", where))
        if boxed is None:
            return None
        (plain,) = boxed
        if operator in ("in", "not_in") and operator not in operators_of(declared.kind.family):
            return self._each(about, operator, plain, places, where)
        shape = _shape(operator)
        given = None if shape is Shape.NONE else _days(plain) if shape is Shape.DAYS else plain
        condition = Condition(
            field=declared.name, operator=operator, value=given, subject=None if subject is Subject.LEAD else subject
        )
        checked, found = check_condition(condition, self._schema, subjects=self._subjects)
        self._problems += [evolve(one, path=places.get(one.path, where)) for one in found]
        return Asked(checked.condition, where) if checked else None

    def _each(
        self, about: tuple[Subject, AnyField], operator: str, plain: Plain, places: Places, where: str
    ) -> Tree | None:
        positive = "on" if about[1].kind.family is Family.DATE else "equals"
        if not isinstance(plain, tuple) or not plain:
            self.refuse("value_list", places["value"], "this needs a list of at least one value; give one")
            return None
        parts = [self.asked(about, positive, one, places, where=where) for one in plain]
        read = AnyOf(tuple(part for part in parts if part is not None))
        if len(read.parts) < len(parts):
            return None
        return Not(read) if operator == "not_in" else read

    def _plain(self, value: object, place: str) -> tuple[Plain] | None:
        items = value if isinstance(value, list | tuple) else [value]
        if len(items) > MAX_PARTS:
            self.refuse("value_list", place, f"a list has at most {MAX_PARTS:,} values")
        elif all(item is None or isinstance(item, str | int | float) for item in items):
            return (tuple(items) if isinstance(value, list | tuple) else cast("Plain", value),)
        else:
            self.refuse("value_unreadable", place, "a value is a text, a number, true or false, or a list of them")
        return None

    def warn_as_error(self, code: str, new: str, message: str) -> None:
        """
        Make errors of the warnings with *code*, where the other format means something else by it.
        """
        for number, one in enumerate(self._problems):
            if one.code == code:
                changed = evolve(one, code=new, message=message, severity=Severity.ERROR)
                self._problems[number] = changed


def _shape(operator: str) -> Shape:
    return OPERATORS[operator][0].shape


def _days(value: Plain) -> Plain:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 10:
        return int(value)
    return value


def _shown(given: object) -> str:
    return f"'{given[:60]}'" if isinstance(given, str) else "so"
