"""
A small world: one field of each family and a few values each, so that conditions often meet and often clash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import strategies as st

from leadflow.core.criteria import Condition, Criteria, EvaluationTime, Group, check_criteria, holds
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import BOOLEAN, CHOICE, COUNTRY, DATE, DATETIME, INTEGER, MONEY, MULTI_CHOICE, TEXT, Family
from leadflow.core.problems import errors_in
from leadflow.core.schema import STANDARD_SCHEMA, Subject
from leadflow.core.subjects import Subjects
from leadflow.testing.builders import NOW, a_lead
from leadflow.testing.record_builders import a_partner

T = TypeVar("T")
Conditions = st.SearchStrategy[list[Condition]]

FIELDS: Final[tuple[AnyField, ...]] = (
    Field("town", TEXT),
    Field("seats", INTEGER),
    Field("budget", MONEY),
    Field("since", DATE),
    Field("seen", DATETIME),
    Field("keen", BOOLEAN),
    Field("size", CHOICE, choices=("small", "medium", "large")),
    Field("tags", MULTI_CHOICE),
    Field("land", COUNTRY),
)
SCHEMA: Final = STANDARD_SCHEMA.extend(*FIELDS, partners=(Field("rank", INTEGER),))

SAID: Final[Mapping[str, tuple[str, ...]]] = {
    "town": ("Rome", "ROMEO", "Bari", "Baro, me", "me"),
    "seats": ("1", "2", "3", "5"),
    "budget": ("EUR 1", "EUR 2", "EUR 3", "USD 2"),
    "since": ("2026-02-28", "2026-03-01", "2026-03-02", "2026-03-04"),
    "seen": ("2026-03-01T23:30:00+00:00", "2026-03-02T00:00:00+00:00", "2026-03-02T09:30:00+00:00"),
    "keen": ("yes", "no"),
    "size": ("small", "medium", "large"),
    "tags": ("a", "b", "a;b", "a;b;c", "C"),
    "land": ("US", "Germany", "Narnia"),
    "rank": ("1", "2", "3"),
}
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    **SAID,
    "town": ("Rome", "rome", "romeo", "bari", "baro, me"),
    "seen": ("2026-03-01", "2026-03-02", "2026-03-02T00:00:00+00:00", "2026-03-02T09:30:00+00:00"),
    "tags": ("a", "b", "c"),
    "land": ("usa", "DE", "narnia"),
}
PIECES: Final = ("ro", "rome", "me", "o", "bar", "b", "i")
MOMENT: Final = EvaluationTime(NOW, ZoneInfo("Europe/Berlin"))


def _said(*, full: bool) -> st.SearchStrategy[tuple[str | None, ...]]:
    """
    What stands in each of `SAID`: nothing as often as something, or with *full* always something, in one currency.
    """
    options = [[one for one in some if not (full and one.startswith("USD"))] for some in SAID.values()]
    return st.tuples(*[st.sampled_from([*([] if full else [None] * len(some)), *some]) for some in options])


def _subjects(said: tuple[str | None, ...]) -> Subjects:
    filled = {name: one for name, one in zip(SAID, said, strict=True) if one is not None}
    rank = filled.pop("rank", None)
    return Subjects(
        lead=evolve(a_lead(), values=SCHEMA.leads.fill(**filled)),
        partner=evolve(a_partner(), attributes=SCHEMA.partners.fill(rank=rank)),
    )


# Strategies are made once: making one for each value drawn takes several times as long as drawing.
_SUBJECTS: Final = _said(full=False).map(_subjects)
_FULL_SUBJECTS: Final = _said(full=True).map(_subjects)
_FIELDS: Final = st.sampled_from([*FIELDS, SCHEMA.partners["rank"]])
_IF_MISSING: Final = st.sampled_from([False, False, True])


def subjects(*, full: bool = False) -> st.SearchStrategy[Subjects]:
    """
    A lead and a partner; *full* says something in every field, in one currency.
    """
    return _FULL_SUBJECTS if full else _SUBJECTS


@st.composite
def conditions(draw: st.DrawFn, *, exact: bool = False, field: AnyField | None = None) -> Condition:
    """
    Conditions with all operators but ``matches``; with *exact*, some compare text as it is written.
    """
    about: AnyField = field or draw(_FIELDS)
    operator = draw(_operators(about.kind.family))
    textual = about.kind.family in (Family.TEXT, Family.CHOICE)
    return Condition(
        field=about.name,
        operator=operator.name,
        value=draw(_operands(about.name, operator)),
        subject=Subject.PARTNER if about.name == "rank" else Subject.LEAD,
        exact=exact and textual and operator.shape is not Shape.NONE and draw(st.booleans()),
        if_missing=draw(_IF_MISSING),
    )


@cache
def _operators(family: Family) -> st.SearchStrategy[Operator]:
    return st.sampled_from([one for one in operators_of(family).values() if one.name != "matches"])


@cache
def _operands(field: str, operator: Operator) -> st.SearchStrategy[object]:
    asked = ASKED[field]
    if operator.shape is Shape.PAIR and field == "budget":
        asked = asked[:3]
    if operator.name in ("on", "not_on"):
        asked = tuple(one for one in asked if "T" not in one)
    one = st.sampled_from(PIECES if operator.free_text else asked)
    match operator.shape:
        case Shape.NONE:
            return st.none()
        case Shape.ONE:
            return one
        case Shape.MANY:
            return st.lists(one, min_size=1, max_size=3, unique=True)
        case Shape.DAYS:
            return st.integers(0, 3)
        case Shape.PAIR:
            return st.sampled_from([[low, high] for low in asked for high in asked if ("T" in low) is ("T" in high)])


def about_one_field(fewest: int, most: int, of: Callable[[Conditions], st.SearchStrategy[T]]) -> st.SearchStrategy[T]:
    """
    What *of* makes of lists of conditions about one field, some of which compare text as it is written.
    """
    made = {one.name: of(st.lists(conditions(exact=True, field=one), min_size=fewest, max_size=most)) for one in FIELDS}
    return st.sampled_from(list(made)).flatmap(made.__getitem__)


def criteria(*, exact: bool = False, groups: int = 3, most: int = 3) -> st.SearchStrategy[Criteria]:
    """
    Criteria of a few groups; conditions about one field are frequent.
    """
    group = st.lists(conditions(exact=exact), min_size=1, max_size=most).map(lambda some: Group(tuple(some)))
    return st.lists(group, min_size=1, max_size=groups).map(lambda some: Criteria(tuple(some)))


def says(asked: Criteria, about: Subjects) -> bool:
    """
    Judge criteria that have to be right.
    """
    checked, problems = check_criteria(asked, SCHEMA)
    assert checked is not None, errors_in(problems)
    return holds(checked, about, MOMENT)
