"""
What generated tests draw from: values, leads, partners, criteria and modules that are right, in every variety.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from tests.core.builders import EXTRA, NOW, SCHEMA
from tests.drawing import picked
from tests.processes import SOAK

from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.kinds import KINDS, Family, Money, Unfit
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.core.routing import (
    AssignByRules,
    Filter,
    Keep,
    Match,
    RoutingModule,
    Rule,
    RuleMode,
    SeveralIncumbents,
    Step,
    TieBreak,
)
from leadflow.core.schema import Subject
from leadflow.core.text import clean_text


def examples(count: int, *, soak: int | None = None) -> settings:
    """
    Return settings for a law: *count* examples, many more where LEADFLOW_SOAK says so.
    """
    return settings(max_examples=(soak or count * 30) if SOAK else count)


WORDS: Final = (
    "Acme",
    "acme ltd",
    "Straße",
    "STRASSE",
    "ann@acme.se",
    "Zürich",
    "a  b",
    "ﬁre",
    "x",
    "+49 30 1",
    "0049301",
)
texts = st.one_of(
    st.sampled_from(WORDS), st.text(min_size=1, max_size=12).filter(lambda text: bool(clean_text(text).strip()))
)
dates = st.dates(date(2026, 2, 20), date(2026, 3, 12))
moments = st.datetimes(datetime(2026, 2, 28), datetime(2026, 3, 4), timezones=st.just(UTC))
numbers = st.one_of(st.integers(-3, 3), st.integers(-(10**18), 10**18))
decimals = st.one_of(
    st.sampled_from([Decimal("0.1"), Decimal("0.3"), Decimal("-0.0"), Decimal("1E+20")]),
    st.decimals(-(10**9), 10**9, places=3),
)
amounts = st.builds(Money, decimals, st.sampled_from(["EUR", "USD", ""]))
lists = st.lists(st.sampled_from(["a", "B", "b", "red", "Sweden", "SE"]), min_size=1, max_size=3)

BY_KIND: Final[dict[str, st.SearchStrategy[Any]]] = {
    "text": texts,
    "long_text": texts,
    "email": st.sampled_from(["ann@acme.se", "Ann@acme.se", "bob@x.de"]),
    "phone": st.sampled_from(["+49 30 1", "0049 30 1", "030 1", "5 ext. 2"]),
    "url": st.sampled_from(["www.acme.se", "https://ACME.se"]),
    "integer": numbers,
    "decimal": decimals,
    "money": amounts,
    "boolean": st.booleans(),
    "date": dates,
    "datetime": moments,
    "choice": st.sampled_from(["new", "used"]),
    "multi_choice": lists,
    "country": st.sampled_from(["SE", "Schweden", "Sweden", "NO", "Atlantis"]),
    "code": st.sampled_from(["01067", "sw1a 1aa", "SW1A 1AA"]),
    "id": st.sampled_from(["P1", "p1", "ß", "ss"]),
    "state": st.sampled_from(["CA", "California", "Bayern", "bavaria", "BE", "Atlantis"]),
}


_fields = st.sampled_from(EXTRA)
_up_to_two = st.integers(0, 2)
_several_fields = st.lists(_fields, unique_by=lambda field: field.name, max_size=8)


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    """
    Draw a lead that says something of some of the fields.
    """
    said = {field.name: draw(BY_KIND[field.kind.name]) for field in draw(_several_fields)}
    values, _ = SCHEMA.leads.read(said)
    misfits = {draw(picked(*sorted(values))) for _ in range(draw(_up_to_two))} if values else set()
    values = values.but(dict.fromkeys(misfits, Unfit('{"was":1}')), SCHEMA.leads)
    return Lead(id="lead-1", supplier_id="acme", values=values, received_at=NOW, modified_at=NOW)


@cache
def _operators(family: Family) -> st.SearchStrategy[Operator]:
    operators = operators_of(family)
    return st.sampled_from([operators[name] for name in sorted(operators) if name != "matches"])


@cache
def _operands(kind: str, operator: Operator) -> st.SearchStrategy[Any]:
    family = KINDS[kind].family
    one = lists.map(lambda words: words[0]) if family is Family.MULTI else BY_KIND[kind]
    if family is Family.DATE:
        one = dates if kind == "date" or operator.name in ("on", "not_on") else st.one_of(dates, moments)
    match operator.shape:
        case Shape.NONE:
            return st.none()
        case Shape.ONE:
            return texts if operator.free_text else one
        case Shape.MANY:
            return st.lists(one, min_size=1, max_size=3)
        case Shape.PAIR:
            return st.tuples(one, one).map(list)
        case Shape.DAYS:
            return st.integers(0, 12)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """
    Draw a question about a field of any kind, with any operator that its kind takes; it may be a mistake.
    """
    field = draw(_fields)
    operator = draw(_operators(field.kind.family))
    return Condition(
        field=field.name,
        operator=operator.name,
        value=draw(_operands(field.kind.name, operator)),
        exact=field.kind.family in (Family.TEXT, Family.CHOICE, Family.MULTI) and draw(st.booleans()),
        if_missing=draw(st.booleans()),
    )


groups = st.lists(conditions(), min_size=1, max_size=3).map(lambda drawn: Group(tuple(drawn)))
criteria = st.lists(groups, min_size=1, max_size=3).map(lambda drawn: Criteria(tuple(drawn)))

COUNTRIES: Final = ("SE", "Norway", "Deutschland", "AT")


_territories = st.lists(st.sampled_from(COUNTRIES), max_size=2, unique=True).map(tuple)


@st.composite
def partners(draw: st.DrawFn, most: int = 6) -> tuple[Partner, ...]:
    """
    Draw some partners, with ids p0, p1, ...
    """
    return tuple(
        Partner(
            id=f"p{number}",
            name=f"Partner {number}",
            active=draw(st.integers(0, 3)) < 3,
            territories=draw(_territories),
            tier=draw(picked(None, "Gold", "Silver", "")),
            crm_connected=draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, most)))
    )


@st.composite
def routable(draw: st.DrawFn) -> Lead:
    """
    Draw a lead that routing modules ask about.
    """
    said = {
        "country": draw(picked(None, "Sweden", "NO", "Germany", "Mars")),
        "company": draw(picked(None, "Gold", "Acme")),
        "employee_count": draw(picked(None, 1, 10, 100)),
    }
    return Lead(id="lead-1", supplier_id="acme", values=SCHEMA.leads.fill(**said), received_at=NOW, modified_at=NOW)


on_leads = st.lists(
    st.sampled_from(
        [
            Condition(field="country", operator="in", value=["SE", "NO"]),
            Condition(field="country", operator="not_equals", value="DE", if_missing=True),
            Condition(field="employee_count", operator="greater_than", value=5),
            Condition(field="employee_count", operator="is_empty"),
            Condition(field="company", operator="equals", value="gold"),
        ]
    ),
    min_size=1,
    max_size=2,
).map(lambda drawn: Criteria((Group(tuple(drawn)),)))

_on_leads_or_always = st.none() | on_leads

on_partners = st.sampled_from(
    [
        Condition(field="tier", operator="equals", value="gold", subject=Subject.PARTNER),
        Condition(field="crm_connected", operator="equals", value=True, subject=Subject.PARTNER),
        Condition(field="territories", operator="contains_any", value=["SE"], subject=Subject.PARTNER),
    ]
).map(lambda drawn: Criteria((Group((drawn,)),)))


def rules(among: tuple[Partner, ...]) -> st.SearchStrategy[Rule]:
    """
    Draw a rule that names some of *among*.
    """
    return _rules(tuple(one.id for one in among))


@cache
def _rules(among: tuple[str, ...]) -> st.SearchStrategy[Rule]:
    ids = st.lists(st.sampled_from(among), min_size=1, max_size=3).map(tuple)
    return st.builds(Rule, criteria=on_leads, partners=ids)


def steps(among: tuple[Partner, ...]) -> st.SearchStrategy[Step]:
    """
    Draw a step of any sort.
    """
    return _steps(tuple(one.id for one in among))


@st.composite
def _a_step(draw: st.DrawFn, among: tuple[str, ...]) -> Step:
    when = draw(_on_leads_or_always)
    required = draw(st.booleans())
    match draw(st.integers(0, 4)):
        case 0:
            return Match(lead_field="country", partner_field="territories", when=when, required=required)
        case 1:
            return Match(lead_field="company", partner_field="tier", when=when, required=required)
        case 2:
            drawn = tuple(draw(_several_rules(among)))
            return AssignByRules(rules=drawn, take=draw(picked(*RuleMode)), when=when, required=required)
        case 3:
            return Keep(several=draw(picked(*SeveralIncumbents)), when=when, required=required)
        case _:
            return Filter(criteria=draw(on_partners), when=when, required=required)


@cache
def _steps(among: tuple[str, ...]) -> st.SearchStrategy[Step]:
    return _a_step(among)


@cache
def _several_rules(among: tuple[str, ...]) -> st.SearchStrategy[list[Rule]]:
    return st.lists(_rules(among), min_size=1, max_size=3)


def modules(among: tuple[Partner, ...]) -> st.SearchStrategy[RoutingModule]:
    """
    Draw a module that fits *among*.
    """
    return _modules(tuple(one.id for one in among))


@cache
def _modules(among: tuple[str, ...]) -> st.SearchStrategy[RoutingModule]:
    return st.builds(
        RoutingModule,
        name=st.just("emea"),
        steps=st.lists(_steps(among), max_size=4).map(tuple),
        tie_break=picked(TieBreak.REVIEW, TieBreak.ROUND_ROBIN),
        default_partner=st.none() | st.sampled_from(among),
    )
