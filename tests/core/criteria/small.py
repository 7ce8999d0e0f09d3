"""
A small world: one field of each family and a few values each, so that conditions often meet and often clash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import strategies as st

from leadflow.core.criteria import Condition, Criteria, EvaluationTime, Group, check_criteria, holds
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import BOOLEAN, CHOICE, COUNTRY, DATE, DATETIME, INTEGER, MONEY, MULTI_CHOICE, TEXT, Family
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.core.problems import errors_in
from leadflow.core.schema import STANDARD_SCHEMA, Subject
from leadflow.core.subjects import Subjects
from leadflow.testing.builders import NOW, a_lead, a_partner

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


@st.composite
def subjects(draw: st.DrawFn, *, full: bool = False) -> Subjects:
    """
    A lead and a partner; *full* says something in every field, in one currency.
    """
    said: dict[str, object] = {}
    for field in FIELDS:
        options = [one for one in SAID[field.name] if not (full and one.startswith("USD"))]
        answer = draw(st.sampled_from(options) if full else st.none() | st.sampled_from(options))
        if answer is not None:
            said[field.name] = answer
    lead: Lead = evolve(a_lead(), values=SCHEMA.leads.fill(**said))
    rank = draw(st.sampled_from(SAID["rank"]) if full else st.none() | st.sampled_from(SAID["rank"]))
    partner: Partner = evolve(a_partner(), attributes=SCHEMA.partners.fill(rank=rank))
    return Subjects(lead=lead, partner=partner)


@st.composite
def conditions(draw: st.DrawFn, *, exact: bool = False, field: AnyField | None = None) -> Condition:
    """
    Conditions with all operators but ``matches``; with *exact*, some compare text as it is written.
    """
    about: AnyField = field or draw(st.sampled_from([*FIELDS, SCHEMA.partners["rank"]]))
    operator = draw(st.sampled_from([o for o in operators_of(about.kind.family).values() if o.name != "matches"]))
    textual = about.kind.family in (Family.TEXT, Family.CHOICE)
    return Condition(
        field=about.name,
        operator=operator.name,
        value=draw(_operands(about, operator)),
        subject=Subject.PARTNER if about.name == "rank" else Subject.LEAD,
        exact=exact and textual and operator.shape is not Shape.NONE and draw(st.booleans()),
        if_missing=draw(st.sampled_from([False, False, True])),
    )


def _operands(field: AnyField, operator: Operator) -> st.SearchStrategy[object]:
    asked = ASKED[field.name]
    if operator.shape is Shape.PAIR and field.name == "budget":
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
