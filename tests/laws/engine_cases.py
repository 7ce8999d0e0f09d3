"""
Criteria and subjects for the law that engines agree: nasty text, missing values, boundary dates and numbers, money.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve
from hypothesis import strategies as st
from tests.drawing import picked

from leadflow.core.criteria import Condition, Criteria, EvaluationTime, Group, check_criteria
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.conditions import Plain
from leadflow.core.criteria.operators import Shape, operators_of
from leadflow.core.criteria.patterns import compile_pattern
from leadflow.core.fields import AnyField
from leadflow.core.kinds import MONEY, Unfit
from leadflow.core.leads import DistributionStatus, ExternalId, Lead, ReviewReason
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Unreadable, errors_in
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects
from leadflow.testing.builders import KIT_SCHEMA, NOW, a_lead

__all__ = ["checked", "conditions", "every_condition", "every_subject", "leads", "moments", "subjects"]

ZONES: Final = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata")

TEXTS: Final = (
    *(
        "Acme",
        "acme",
        " ACME  Inc ",
        "acme inc",
        "Straße",
        "STRASSE",
        "ﬁne",
        "fine",
        "İstanbul",
        "i̇stanbul",
        "istanbul",
    ),
    *(
        "日本",
        "🎉",
        "%",
        "_",
        "a_c",
        "\\",
        "'",
        '"',
        "o'neil",
        "ß",
        "ẞ",
        "\u212a",
        "k",
        "é",
        "e\u0301",
        "ＡＢＣ",
        "abc",
    ),
    *("None", "null", "0", "٣", "50", "ǅ", "ﷺ", "\u200b", "\u3164", "x" * 300, "a\u00a0b", "a b", "true", "a;b", "c"),
)
NUMBERS: Final = ("0", "-1", "1", "50", "999999999999999", "1000000000000001", "1000000000000000000001", "-1e20")
DECIMALS: Final = (*NUMBERS, "0.1", "0.3", "0.30000000000000004", "-0.0", "1e300", "50.0", "49.9999999999999999")
AMOUNTS: Final = tuple(
    f"{sign} {one}".strip() for sign in ("EUR", "USD", "") for one in ("0", "50", "50.01", "-7", "1000000000000000")
)
DAYS: Final = ("2024-02-29", "2026-03-01", "2026-03-02", "2026-03-03", "2026-02-28", "0001-01-01", "9999-12-31")
MOMENTS: Final = (
    *(
        "2026-03-01T23:30:00+00:00",
        "2026-03-02T00:00:00+00:00",
        "2026-03-02T09:30:15.123456+00:00",
        "0002-01-01T00:00Z",
    ),
    *("2026-03-02T07:59:59.999999+00:00", "2026-03-02T08:00+00:00", "2026-03-29T01:00+00:00", "9998-12-31T23:59:59Z"),
)
LISTS: Final = ("a", "A;b", "b;c", "Straße;a", "STRASSE", "日本;🎉", "a;b;c")
STATES: Final = ("CA", "california", "California", "US-CA", "Bayern", "Bavaria", "BY", "WA", "BE", "Narnia", "narnia")
COUNTRIES: Final = ("US", "usa", "United States", "DE", "Germany", "Österreich", "AT", "Narnia", "narnia")

SAMPLES: Final[Mapping[str, Sequence[str]]] = {
    "text": TEXTS,
    "long_text": (*TEXTS, "one\r\ntwo\n\nthree"),
    "email": ("a@example.com", "A@Example.COM", "o'Neil+tag@example.com"),
    "phone": ("+49 (0)30 123", "004930123", "030123", "0800-ACME", "+1 555"),
    "url": ("https://example.com/a?b=c", "EXAMPLE.com", "www.example.com"),
    "integer": NUMBERS,
    "decimal": DECIMALS,
    "money": AMOUNTS,
    "boolean": ("yes", "no"),
    "date": DAYS,
    "datetime": MOMENTS,
    "choice": ("new", "used"),
    "multi_choice": LISTS,
    "country": COUNTRIES,
    "state": STATES,
    "code": ("01067", "1067", "sw1a 1aa", "SW1A 1AA"),
    "id": ("P1", "p1", "00Q1", "a;b", "ß", "ＡＢＣ"),
}
PATTERNS: Final = ("^a", "e$", "a.c", "(a|b)+", r"\d+", "[[:alpha:]]{3}", "ß|ss", "^$")


def _can_match() -> bool:
    try:
        compile_pattern("a")
    except Unreadable:
        return False
    return True


CAN_MATCH: Final = _can_match()


@cache
def _operands(subject: Subject, field: str, name: str, shape: Shape) -> st.SearchStrategy[object]:
    declared = KIT_SCHEMA.of(subject)[field]
    if name == "matches":
        return st.sampled_from(PATTERNS)
    samples = list(SAMPLES[declared.kind.name])
    if declared.choices and declared.kind.name == "choice":
        samples = [one.name for one in declared.choices]
    if declared.kind.name == "datetime":
        samples = [*DAYS[:5], *MOMENTS] if name not in ("on", "not_on") else list(DAYS)
    if declared.kind.name == "multi_choice":
        samples = ["a", "B", "c", "strasse", "🎉", "00q1", "resellers"]
    one = st.sampled_from(samples)
    if declared.kind.family == "text" and name not in ("in", "not_in", "equals", "not_equals"):
        one = st.one_of(one, st.builds(lambda text, at: text[at : at + 2].strip() or "a", one, st.integers(0, 3)))
    match shape:
        case Shape.NONE:
            return st.none()
        case Shape.ONE:
            return one
        case Shape.MANY:
            return st.lists(one, min_size=1, max_size=4)
        case Shape.PAIR:
            return st.tuples(one, one)
        case Shape.DAYS:
            return st.sampled_from((0, 1, 2, 30, 365, 36_525))


@cache
def _fields(subject: Subject) -> list[AnyField]:
    fields = KIT_SCHEMA.of(subject)
    asked = [one for one in fields.values() if one.record or one.name.startswith("kit_")]
    return [*asked, *(fields[name] for name in ("country", "state", "employee_count") if name in fields)]


@cache
def _any_field(subject: Subject) -> st.SearchStrategy[AnyField]:
    return st.sampled_from(_fields(subject))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """
    Any condition, some of them refused when they are checked.
    """
    subject = draw(picked(*[Subject.LEAD] * 6, Subject.PARTNER, Subject.CAMPAIGN))
    declared = draw(_any_field(subject))
    operators = operators_of(declared.kind.family)
    name = draw(picked(*sorted(name for name in operators if name != "matches" or CAN_MATCH)))
    return Condition(
        field=declared.name,
        operator=name,
        value=draw(_operands(subject, declared.name, name, operators[name].shape)),
        subject=subject,
        exact=declared.kind is not MONEY and draw(_UP_TO_FOUR) == 0,
        if_missing=draw(_UP_TO_THREE) == 0,
    )


_UP_TO_THREE: Final = st.integers(0, 3)
_UP_TO_FOUR: Final = st.integers(0, 4)
_SEVERAL_CONDITIONS: Final = st.lists(conditions(), min_size=6, max_size=14)
_SEVERAL_NUMBERS: Final = st.lists(
    st.lists(st.lists(st.integers(0, 13), min_size=1, max_size=4), min_size=1, max_size=3), min_size=4, max_size=8
)
"""
Criteria as numbers of conditions.
"""


@st.composite
def checked(draw: st.DrawFn) -> list[CheckedCriteria]:
    """
    Several criteria that can be judged; conditions come back, so that groups share columns.
    """
    pool = [one for one in draw(_SEVERAL_CONDITIONS) if _good(Criteria((Group((one,)),)))]
    if not pool:
        return []
    written = [
        Criteria(tuple(Group(tuple(pool[one % len(pool)] for one in group)) for group in groups))
        for groups in draw(_SEVERAL_NUMBERS)
    ]
    return [one for some in written if (one := _good(some)) is not None]


def _good(criteria: Criteria) -> CheckedCriteria | None:
    found, problems = check_criteria(criteria, KIT_SCHEMA)
    return None if errors_in(problems) else found


@cache
def _said(subject: Subject) -> st.SearchStrategy[dict[str, str]]:
    """
    What somebody fills in: for each field nothing, as often as not, or a sample of its kind.
    """
    samples = {one.name: SAMPLES[one.kind.name] for one in _fields(subject) if not one.record}
    drawn = st.tuples(*[st.sampled_from((*[None] * len(some), *some)) for some in samples.values()])
    return drawn.map(lambda said: {name: text for name, text in zip(samples, said, strict=True) if text is not None})


_EXTERNAL_IDS: Final = st.sampled_from(
    ((), (ExternalId("crm", "00Q1"),), (ExternalId("crm", "a"), ExternalId("x", "B")))
)


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    """
    Leads with nasty values, with values that do not fit their fields, and with none.
    """
    lead = a_lead(said=draw(_said(Subject.LEAD)))
    misfits = {draw(picked(*sorted(lead.values))) for _ in range(draw(_UP_TO_THREE))} if lead.values else set()
    lead = evolve(lead, values=lead.values.but(dict.fromkeys(misfits, Unfit('{"was":1}')), KIT_SCHEMA.leads))
    return evolve(
        lead,
        source=draw(picked("manual", "CSV_Upload", "Straße", " ")),
        status=draw(picked(*DistributionStatus)),
        score=draw(picked(0, 50, 10**18)),
        active=draw(st.booleans()),
        external_ids=draw(_EXTERNAL_IDS),
        created_at=draw(picked(None, NOW - timedelta(days=30), datetime(2026, 3, 1, 23, 30, tzinfo=UTC))),
        partner_id=draw(picked(None, "a", "Acme")),
        review=draw(picked(None, *ReviewReason)),
        routed_by=draw(picked(None, "Acme", " ")),
        rejected_at=draw(picked(None, NOW, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))),
    )


_LEADS: Final = leads()
_UP_TO_NINE: Final = st.integers(0, 9)


@st.composite
def subjects(draw: st.DrawFn) -> Subjects:
    """
    A lead, a partner and a campaign, each of which may be missing.
    """
    partner = Partner(
        id="a",
        name=draw(picked(*TEXTS)),
        active=draw(st.booleans()),
        groups=draw(picked((), ("resellers", "a"), ("B",))),
        tier=draw(picked(None, "Acme", " ", "ß")),
        capacity=draw(picked(None, 0, 50)),
        attributes=KIT_SCHEMA.partners.fill(**draw(_said(Subject.PARTNER))),
    )
    campaign = Campaign(
        id="c",
        name=draw(picked(*TEXTS)),
        status=draw(picked(None, "Acme", "50")),
        starts_on=draw(picked(None, date(2026, 3, 2), date(2024, 2, 29))),
        attributes=KIT_SCHEMA.campaigns.fill(**draw(_said(Subject.CAMPAIGN))),
    )
    # A missing one is rare, so that most answers come from values.
    some = draw(_UP_TO_NINE)
    lead = draw(_LEADS) if some else None
    alone = some in (1, 2, 3)
    return Subjects(lead, None if alone or some == 4 else partner, None if alone or some == 5 else campaign)


def moments() -> st.SearchStrategy[EvaluationTime]:
    """
    Moments near midnight in one zone or another.
    """
    nows = (
        NOW,
        datetime(2026, 3, 2, tzinfo=UTC),
        datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
        datetime(50, 1, 1, tzinfo=UTC),
    )
    return st.builds(EvaluationTime, st.sampled_from(nows), st.sampled_from(ZONES).map(ZoneInfo))


def every_condition(declared: AnyField) -> list[CheckedCriteria]:
    """
    Return criteria of one condition for every operator of a field, each with several operands.
    """
    found = []
    for name, operator in operators_of(declared.kind.family).items():
        for operand in _some_operands(declared, name, operator.shape):
            for if_missing, exact in ((False, False), (True, False), (False, declared.kind is not MONEY)):
                if name == "matches" and not CAN_MATCH:
                    continue
                one = Condition(field=declared.name, operator=name, value=operand, if_missing=if_missing, exact=exact)
                found.append(_good(Criteria((Group((one,)),))))
    return [one for one in found if one is not None]


def _some_operands(declared: AnyField, name: str, shape: Shape) -> list[Plain]:
    samples: Sequence[str] = PATTERNS if name == "matches" else SAMPLES[declared.kind.name]
    samples = [*samples[::2], *DAYS] if declared.kind.family == "date" else samples
    words = [word for text in samples for word in text.split(";")] if declared.kind.family == "multi" else list(samples)
    match shape:
        case Shape.NONE:
            return [None]
        case Shape.ONE:
            return list(words[:16])
        case Shape.MANY:
            return [tuple(words[at : at + 3]) for at in range(0, min(len(words), 16), 2)]
        case Shape.PAIR:
            return [(low, high) for low in words[:8:2] for high in words[1:9:2]]
        case Shape.DAYS:
            return [0, 1, 2, 30, 36_525]


def every_subject(declared: AnyField) -> list[Subjects]:
    """
    Return leads that say each sample of a field, one whose value does not fit it, one that says nothing, and no lead at
    all.
    """
    told = [a_lead(said={declared.name: text}) for text in SAMPLES[declared.kind.name]]
    misfit = told[0].values.but({declared.name: Unfit('{"was":1}')}, KIT_SCHEMA.leads)
    return [*map(Subjects, told), Subjects(evolve(told[0], values=misfit)), Subjects(a_lead(said={})), Subjects()]
