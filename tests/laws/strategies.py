"""
What generated tests draw from: values, leads, partners, criteria and modules that are right, in every variety.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st
from tests.core.builders import EXTRA, NOW, SCHEMA

from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family, Money, Unfit
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.core.routing import AssignByRules, Filter, Match, RoutingModule, Rule, RuleMode, Step, TieBreak
from leadflow.core.schema import Subject

SOAK: Final = os.environ.get("LEADFLOW_SOAK") == "1"


def examples(count: int, *, soak: int | None = None) -> settings:
    """
    Return settings for a law: *count* examples, many more where LEADFLOW_SOAK is 1.
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
texts = st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip())))
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


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    """
    Draw a lead that says something of some of the fields.
    """
    asked = draw(st.lists(st.sampled_from(EXTRA), unique_by=lambda field: field.name, max_size=8))
    said = {field.name: draw(BY_KIND[field.kind.name]) for field in asked}
    values, _ = SCHEMA.leads.read(said)
    misfits = draw(st.sets(st.sampled_from(sorted(values)), max_size=2)) if values else set()
    values = values.but(dict.fromkeys(misfits, Unfit('{"was":1}')), SCHEMA.leads)
    return Lead(id="lead-1", supplier_id="acme", values=values, received_at=NOW, modified_at=NOW)


def _plain(field: AnyField, value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _value(draw: st.DrawFn, field: AnyField, operator: Operator) -> Any:
    family = field.kind.family
    one = lists.map(lambda words: words[0]) if family is Family.MULTI else BY_KIND[field.kind.name]
    if family is Family.DATE:
        one = dates if field.kind.name == "date" or operator.name in ("on", "not_on") else st.one_of(dates, moments)
    match operator.shape:
        case Shape.NONE:
            return None
        case Shape.ONE:
            return draw(texts if operator.free_text else one)
        case Shape.MANY:
            return draw(st.lists(one, min_size=1, max_size=3))
        case Shape.PAIR:
            return [draw(one), draw(one)]
        case Shape.DAYS:
            return draw(st.integers(0, 12))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """
    Draw a question about a field of any kind, with any operator that its kind takes; it may be a mistake.
    """
    field = draw(st.sampled_from(EXTRA))
    operators = operators_of(field.kind.family)
    operator = operators[draw(st.sampled_from([name for name in sorted(operators) if name != "matches"]))]
    return Condition(
        field=field.name,
        operator=operator.name,
        value=_value(draw, field, operator),
        exact=field.kind.family in (Family.TEXT, Family.CHOICE, Family.MULTI) and draw(st.booleans()),
        if_missing=draw(st.booleans()),
    )


groups = st.lists(conditions(), min_size=1, max_size=3).map(lambda drawn: Group(tuple(drawn)))
criteria = st.lists(groups, min_size=1, max_size=3).map(lambda drawn: Criteria(tuple(drawn)))

COUNTRIES: Final = ("SE", "Norway", "Deutschland", "AT")


@st.composite
def partners(draw: st.DrawFn, most: int = 6) -> tuple[Partner, ...]:
    """
    Draw some partners, with ids p0, p1, ...
    """
    some = st.lists(st.sampled_from(COUNTRIES), max_size=2, unique=True).map(tuple)
    return tuple(
        Partner(
            id=f"p{number}",
            name=f"Partner {number}",
            active=draw(st.sampled_from([True, True, True, False])),
            territories=draw(some),
            tier=draw(st.sampled_from([None, "Gold", "Silver", ""])),
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
        "country": draw(st.sampled_from([None, "Sweden", "NO", "Germany", "Mars"])),
        "company": draw(st.sampled_from([None, "Gold", "Acme"])),
        "employee_count": draw(st.sampled_from([None, 1, 10, 100])),
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

on_partners = st.sampled_from(
    [
        Condition(field="tier", operator="equals", value="gold", subject=Subject.PARTNER),
        Condition(field="crm_connected", operator="equals", value=True, subject=Subject.PARTNER),
        Condition(field="territories", operator="contains_any", value=["SE"], subject=Subject.PARTNER),
    ]
).map(lambda drawn: Criteria((Group((drawn,)),)))


@st.composite
def rules(draw: st.DrawFn, among: tuple[Partner, ...]) -> Rule:
    """
    Draw a rule that names some of *among*.
    """
    ids = draw(st.lists(st.sampled_from([one.id for one in among]), min_size=1, max_size=3))
    return Rule(criteria=draw(on_leads), partners=tuple(ids))


@st.composite
def steps(draw: st.DrawFn, among: tuple[Partner, ...]) -> Step:
    """
    Draw a step of any sort.
    """
    when = draw(st.none() | on_leads)
    required = draw(st.booleans())
    match draw(st.integers(0, 3)):
        case 0:
            return Match(lead_field="country", partner_field="territories", when=when, required=required)
        case 1:
            return Match(lead_field="company", partner_field="tier", when=when, required=required)
        case 2:
            drawn = tuple(draw(st.lists(rules(among), min_size=1, max_size=3)))
            return AssignByRules(rules=drawn, take=draw(st.sampled_from(RuleMode)), when=when, required=required)
        case _:
            return Filter(criteria=draw(on_partners), when=when, required=required)


@st.composite
def modules(draw: st.DrawFn, among: tuple[Partner, ...]) -> RoutingModule:
    """
    Draw a module that fits *among*.
    """
    return RoutingModule(
        name="emea",
        steps=tuple(draw(st.lists(steps(among), max_size=4))),
        tie_break=draw(st.sampled_from([TieBreak.REVIEW, TieBreak.ROUND_ROBIN])),
        default_partner=draw(st.none() | st.sampled_from([one.id for one in among])),
    )
