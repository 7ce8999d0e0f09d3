"""
Leads and criteria in bulk, for laws that compare engines: drawn with a seed, from values that people and machines
stumble over. The same pool gives what leads say and what criteria ask for, so that answers differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import evolve
from tests.core.builders import EXTRA, SCHEMA

from leadflow.core.criteria import CheckedCriteria, Condition, Criteria, EvaluationTime, Group, check_criteria
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family, Unfit
from leadflow.core.leads import (
    Attachment,
    DistributionStatus,
    EmailStatus,
    ExternalId,
    Lead,
    LeadAssessment,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.partners import Campaign, Partner
from leadflow.core.schema import Fields, Subject
from leadflow.core.subjects import Subjects
from leadflow.core.values import Values
from leadflow.core.views import last_acts

__all__ = ["SUPPLIER", "Asked", "every_question", "some_criteria", "some_subjects"]

SUPPLIER: Final = "acme"

Asked = tuple[CheckedCriteria, EvaluationTime]
"""
Criteria, and when and where they are judged.
"""

_TEXTS: Final = (
    "Acme",
    "ACME ltd",
    "acme",
    "100%",
    "100",
    "1_0",
    "a_b",
    "axb",
    "%",
    "_",
    "\\",
    "a\\b",
    "O'Brien",
    "'; SELECT 1; --",
    'say "hi"',
    "Straße",
    "STRASSE",
    "ẞ",
    "ß",
    "ss",
    "İstanbul",
    "istanbul",
    "ISTANBUL",
    "ı",
    "ﬁre",
    "FIRE",
    "e\u0301",
    "é",
    "É",
    "ΑΣ",
    "ας",
    "\u212a",
    "k",
    "ǅ",
    "🎉",
    "👩\u200d👩\u200d👧",
    "a  b",
    "a\u00a0b",
    "zero\u200bwidth",
    "日本語",
    "\U0010ffff",
    "\ufffe",
    "$.a",
    "null",
    "true",
    "0",
    "[1]",
    "{}",
    "%s",
    ":x",
    "*",
    "a*",
    "?",
    "new",
    "Open",
    "open",
    "x" * 300,
)
_ZONES: Final = ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata", "America/New_York")
_TURNS: Final = (
    datetime(2006, 10, 29, 2, 31, tzinfo=UTC),  # St. John's puts its clocks back from 00:01 to 23:01
    datetime(2011, 12, 30, 10, 0, tzinfo=UTC),  # Apia leaves a day out
    datetime(2026, 3, 29, 0, 0, tzinfo=UTC),
    datetime(2026, 3, 1, 0, 0, tzinfo=UTC),
    datetime(2026, 3, 1, 5, 0, tzinfo=UTC),
    datetime(2024, 2, 29, 18, 30, tzinfo=UTC),
)
_STEPS: Final = (
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=59),
    timedelta(hours=1),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=30),
)
_MOMENTS: Final = tuple(
    [at + sign * step for at in _TURNS for step in _STEPS for sign in (1, -1)]
    + [datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)]
)
_DAYS: Final = tuple(
    dict.fromkeys([at.date() for at in _MOMENTS] + [date(1, 1, 1), date(9999, 12, 31), date(2026, 2, 28)])
)
_NUMBERS: Final = ("-1", "0", "1", "2", "10", "100", "9007199254740993", "9007199254740992", "1000000000000000000")
_DECIMALS: Final = (
    *_NUMBERS,
    "0.1",
    "0.30000000000000004",
    "0.3",
    "-0.0",
    "0.123456789012345678",
    "0.123456789012346",
    "123456789012345e285",
    "1e-300",
    "1e300",
    "9.87654321098765e-290",
)
_PHONES: Final = ("+49 30 1", "0049 30 1", "030 1", "5 ext. 2", "(0)30 %1", "００49")

_POOLS: Final[dict[str, tuple[Any, ...]]] = {
    "text": _TEXTS,
    "long_text": (*_TEXTS, "two\nlines", "two lines"),
    "email": ("ann@acme.se", "Ann@acme.se", "o'brien@x.de", "a_b@x.de", "a%b@x.de", "axb@x.de"),
    "phone": _PHONES,
    "url": ("www.acme.se", "https://ACME.se", "x.de/a_b%20c", "x.de/aXb"),
    "integer": _NUMBERS,
    "decimal": _DECIMALS,
    "money": tuple(
        f"{code} {amount}".strip() for code in ("EUR", "USD", "") for amount in ("0", "1", "0.1", "10", "-5")
    ),
    "boolean": (True, False),
    "date": _DAYS,
    "datetime": _MOMENTS,
    "choice": ("new", "used"),
    "multi_choice": ("a", "B", "b", "Sweden", "SE", "ß", "ss", "a%", "a b", 'q"q', "\\", "🎉"),
    "country": ("SE", "Schweden", "sweden", "NO", "Atlantis", "ATLANTIS", "US", "100%"),
    "code": ("01067", "1067", "sw1a 1aa", "SW1A 1AA", "a%"),
    "id": ("P1", "p1", "p2", "c1", "U1", "u1", "a_b", "lead-0001", "Lead-0001", "A-1", "a%", "ß", "\u212a"),
    "state": ("CA", "California", "c.a.", "Bayern", "BAVARIA", "BE", "Atlantis", "ATLANTIS", "100%"),
}


def some_subjects(seed: int, count: int) -> list[Subjects]:
    """
    Return leads with ids of their own, and the partner and the campaign beside them, if there are such.
    """
    dice = Random(seed)
    partners = [_partner(dice, f"p{number}") for number in range(8)]
    campaigns = [_campaign(dice, f"c{number}") for number in range(5)]
    found = [
        Subjects(
            _lead(dice, f"lead-{number:04d}", partner, campaign),
            partner if isinstance(partner, Partner) else None,
            campaign if isinstance(campaign, Campaign) else None,
        )
        for number in range(count)
        for partner in [dice.choice([*partners, None, "gone"])]
        for campaign in [dice.choice([*campaigns, None, "gone"])]
    ]
    acts = last_acts(one.lead for one in found if one.lead is not None)
    return [evolve(one, partner_last_active_at=acts.get(one.lead.partner_id or "")) for one in found if one.lead]


def _id(record: Partner | Campaign | str | None) -> str | None:
    return record if record is None or isinstance(record, str) else record.id


_ASSESSED: Final = [LeadAssessment(strength=strength, confidence=40, model=1) for strength in (0, 10, 50, 100)]


def _lead(dice: Random, lead_id: str, partner: Partner | str | None, campaign: Campaign | str | None) -> Lead:
    now = dice.choice(_MOMENTS)
    externals = dice.sample(["1", "A-1", "a-1", "🎉"], dice.choice([0, 0, 1, 2]))
    return Lead(
        id=lead_id,
        supplier_id=SUPPLIER,
        values=_values(dice, SCHEMA.leads, dice.choice([0.3, 0.7, 1.0])),
        received_at=now,
        modified_at=now,
        kind=dice.choice(list(LeadKind)),
        source=dice.choice(["manual", "crm", "CSV_Upload", *_TEXTS[:12]]),
        campaign_id=_id(campaign),
        partner_id=_id(partner),
        assignee_id=dice.choice([None, "u1", "U1", "a_b"]),
        status=dice.choice(list(DistributionStatus)),
        stage=dice.choice(["open", "Open", "qualified", ""]),
        email_status=dice.choice(list(EmailStatus)),
        active=dice.choice([True, False]),
        score=dice.choice([0, 1, 10, 50, 100]),
        external_ids=tuple(ExternalId("crm", one) for one in externals),
        created_at=dice.choice([None, *_MOMENTS]),
        status_changed_at=dice.choice([None, *_MOMENTS]),
        accepted_at=dice.choice([None, *_MOMENTS]),
        rejected_at=dice.choice([None, *_MOMENTS]),
        deactivated_at=dice.choice([None, *_MOMENTS]),
        opportunity=dice.choice([None, *OpportunityStatus]),
        registration=dice.choice([None, *RegistrationStatus]),
        registration_id=dice.choice([None, "r1", "R1", "a_b"]),
        opened_at=dice.choice([None, *_MOMENTS]),
        partner_activity_at=dice.choice([None, *_MOMENTS]),
        campaign_activity_at=dice.choice([None, *_MOMENTS]),
        crm_system=dice.choice([None, "crm", "CRM", "a_b"]),
        assessment=dice.choice([None, *_ASSESSED]),
        review=dice.choice([None, *ReviewReason]),
        routed_by=dice.choice([None, *_TEXTS[:12]]),
        import_id=dice.choice([None, "p1", "U1", "a_b"]),
        duplicated_from=dice.choice([None, "lead-0001", "Lead-0001"]),
        superseded_by=dice.choice([None, "a", "A-1"]),
        attachments=tuple(_file(f"{lead_id}-{number}") for number in range(dice.choice([0, 0, 1, 2, 10]))),
    )


def _file(file_id: str) -> Attachment:
    return Attachment(
        id=file_id,
        key=file_id,
        name="a.txt",
        original_name="a.txt",
        media_type="text/plain",
        size=1,
        sha256="0",
        added_at=_TURNS[0],
    )


def _partner(dice: Random, partner_id: str) -> Partner:
    words = _POOLS["multi_choice"]
    return Partner(
        id=partner_id,
        name=dice.choice(_TEXTS),
        active=dice.choice([True, False]),
        groups=tuple(dice.sample(words, dice.choice([0, 1, 3]))),
        tier=dice.choice([None, "", " ", "Gold", "gold", "100%"]),
        territories=tuple(dice.sample(words, dice.choice([0, 1, 3]))),
        crm_connected=dice.choice([True, False]),
        embedded_apps=tuple(dice.sample(words, dice.choice([0, 1, 3]))),
        capacity=dice.choice([None, 0, 1, 10]),
        attributes=_values(dice, SCHEMA.partners, 0.8),
    )


def _campaign(dice: Random, campaign_id: str) -> Campaign:
    starts_on, ends_on = sorted(dice.choices(_DAYS, k=2))
    return Campaign(
        id=campaign_id,
        name=dice.choice(_TEXTS),
        status=dice.choice([None, "", "Open", "100%"]),
        type=dice.choice([None, "Fair", "fair"]),
        starts_on=dice.choice([None, starts_on]),
        ends_on=dice.choice([None, ends_on]),
        attributes=_values(dice, SCHEMA.campaigns, 0.8),
    )


def _values(dice: Random, fields: Fields, share: float) -> Values:
    said = {one.name: _said(dice, one) for one in fields.layout.fields if dice.random() < share}
    read = fields.read(said)[0]
    misfits = [name for name in read if dice.random() < 0.02]
    return read.but(dict.fromkeys(misfits, Unfit('{"was":1}')), fields) if misfits else read


def _said(dice: Random, field: AnyField) -> Any:
    pool = _POOLS[field.kind.name]
    return dice.sample(pool, dice.randint(1, 3)) if field.kind.family is Family.MULTI else dice.choice(pool)


def every_question(seed: int) -> Iterator[Asked]:
    """
    Give criteria of one condition for every field, every operator that it takes, and each of ``exact`` and
    ``if_missing``.
    """
    dice = Random(seed)
    for subject in Subject:
        for field in _asked_about(subject):
            for operator in _operators(field):
                for exact, if_missing in product({False, _takes_exact(field, operator)}, (False, True)):
                    drawn = _condition(dice, subject, field, operator, exact=exact, if_missing=if_missing)
                    yield from _checked(dice, Criteria((Group((drawn,)),)))


def some_criteria(seed: int, count: int) -> Iterator[Asked]:
    """
    Give *count* criteria of up to three groups of up to three conditions.
    """
    dice = Random(seed)
    given = 0
    while given < count:
        groups = [Group(tuple(_any(dice) for _ in range(dice.randint(1, 3)))) for _ in range(dice.randint(1, 3))]
        for asked in _checked(dice, Criteria(tuple(groups))):
            given += 1
            yield asked


def _asked_about(subject: Subject) -> list[AnyField]:
    """
    Return the fields whose kinds and places differ; the other standard fields are like one of them.
    """
    fields = SCHEMA.of(subject)
    return [one for one in fields.values() if subject is not Subject.LEAD or one.record or one in EXTRA]


def _operators(field: AnyField) -> list[Operator]:
    return [one for name, one in sorted(operators_of(field.kind.family).items()) if name != "matches"]


def _takes_exact(field: AnyField, operator: Operator) -> bool:
    return operator.shape is not Shape.NONE and field.kind.family in (Family.TEXT, Family.CHOICE, Family.MULTI)


def _any(dice: Random) -> Condition:
    subject = dice.choices(list(Subject), weights=[8, 2, 1])[0]
    field = dice.choice(_asked_about(subject))
    exact, if_missing = dice.random() < 0.3, dice.random() < 0.3
    return _condition(dice, subject, field, dice.choice(_operators(field)), exact=exact, if_missing=if_missing)


def _condition(
    dice: Random, subject: Subject, field: AnyField, operator: Operator, *, exact: bool, if_missing: bool
) -> Condition:
    exact = exact and _takes_exact(field, operator)
    value = _operand(dice, field, operator)
    return Condition(
        subject=subject, field=field.name, operator=operator.name, value=value, exact=exact, if_missing=if_missing
    )


def _operand(dice: Random, field: AnyField, operator: Operator) -> Any:
    match operator.shape:
        case Shape.NONE:
            return None
        case Shape.ONE:
            return _piece(dice, field) if operator.free_text else _comparand(dice, field, operator)
        case Shape.MANY:
            return [_comparand(dice, field, operator) for _ in range(dice.randint(1, 3))]
        case Shape.PAIR:
            return [_comparand(dice, field, operator) for _ in range(2)]
        case Shape.DAYS:
            return dice.choice([0, 1, 2, 3, 4, 30, 36_525])


def _comparand(dice: Random, field: AnyField, operator: Operator) -> Any:
    if field.kind.family is Family.DATE:
        days_only = field.kind.name == "date" or operator.name in ("on", "not_on")
        drawn = dice.choice(_DAYS if days_only or dice.random() < 0.5 else _MOMENTS)
        at_the_end = operator.name in ("before", "after") and not days_only and dice.random() < 0.05
        return dice.choice(["9999-12-31T23:00-05:00", "0001-01-01T01:00+05:00"]) if at_the_end else drawn.isoformat()
    if field.record and field.kind.name in ("text", "multi_choice") and dice.random() < 0.5:
        return dice.choice(
            ["manual", "crm", "csv_upload", "p1", "c1", "u1", "U1", "a-1", "A-1", "gold", "Gold", "open", "lead-0001"]
        )
    if field.choices:
        return dice.choice([one.name for one in field.choices])
    return dice.choice(_POOLS[field.kind.name])


def _piece(dice: Random, field: AnyField) -> str:
    """
    Return a text, or a piece of one that may cut characters in two.
    """
    text = str(dice.choice(_POOLS[field.kind.name]))
    begin = dice.randrange(len(text))
    return text if dice.random() < 0.4 else text[begin : begin + dice.randint(1, 4)]


def _checked(dice: Random, written: Criteria) -> Iterator[Asked]:
    """
    Give the criteria with a moment; what cannot be read is left out.
    """
    now = dice.choice(_TURNS) + dice.choice(_STEPS)
    checked, _ = check_criteria(written, SCHEMA)
    if checked is not None:
        yield checked, EvaluationTime(now, ZoneInfo(dice.choice(_ZONES)))
