"""
Random criteria, leads, and what other programs are given of both.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import evolve

from leadflow.core.criteria import AnyCriteria, Condition, Criteria, EvaluationTime, Group, check_criteria, holds
from leadflow.core.criteria.interchange import to_json_logic
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    COUNTRY,
    DATE,
    DATETIME,
    DECIMAL,
    INTEGER,
    MULTI_CHOICE,
    TEXT,
    Choice,
    Family,
)
from leadflow.core.schema import STANDARD_SCHEMA, Subject
from leadflow.core.subjects import Subjects
from leadflow.testing.builders import a_lead
from leadflow.testing.record_builders import a_partner

__all__ = ["FIELDS", "RANK", "SCHEMA", "document", "random_criteria", "random_leads", "said", "subjects_of"]

_GRADES: Final = (Choice("new", "Brand new"), Choice("used", "Second hand"), Choice("0", "None"))
FIELDS: Final[tuple[AnyField, ...]] = (
    Field("town", TEXT),
    Field("seats", INTEGER),
    Field("score", DECIMAL),
    Field("since", DATE),
    Field("seen", DATETIME),
    Field("keen", BOOLEAN),
    Field("grade", CHOICE, choices=_GRADES),
    Field("tags", MULTI_CHOICE),
    Field("land", COUNTRY),
)
RANK: Final = Field("rank", INTEGER)
SCHEMA: Final = STANDARD_SCHEMA.extend(*FIELDS, partners=(RANK,))

# What differs only by case is not here: leadflow takes it for the same, the peers do not.
_SAID: Final[dict[str, tuple[str, ...]]] = {
    "town": ("Rome", "Romeo", "Bari", "Bare, me", "0", "12", "false"),
    "seats": ("0", "1", "2", "5", "120000"),
    "score": ("0", "0.5", "1", "12.25", "-3"),
    "since": ("1999-12-31", "2026-02-28", "2026-03-01", "2026-03-02"),
    "seen": ("2026-03-01T23:30:00+00:00", "2026-03-02T00:00:00+00:00", "2026-03-02T09:30:00.500000+00:00"),
    "keen": ("yes", "no"),
    "grade": ("new", "used", "0"),
    "tags": ("a", "b", "a;b", "a;b;c", "0"),
    "land": ("US", "DE", "FR"),
    "rank": ("0", "1", "3"),
}
# As people and programs write them: other spellings, numbers where texts are asked.
_ASKED: Final[dict[str, tuple[Any, ...]]] = {
    **_SAID,
    "town": ("Rome", "Bari", "Bare, me", 0, 12, "false"),
    "seats": (0, "1", 2, "5", 2.0),
    "score": (0, 0.5, "1.0", "12.25", -3),
    "seen": ("2026-03-02", "2026-03-02T01:00:00+01:00", "2026-03-02T09:30:00.500000+00:00"),
    "keen": (True, False, "no", "yes"),
    "grade": ("Brand new", "NEW", "second hand", "0"),
    "tags": ("a", "b", "c", 0),
    "land": ("Germany", "us", "FR", "usa"),
    "rank": (0, 1, "3"),
}
_PIECES: Final = ("Ro", "o", "me", "B", "i", 1, "0")
_MOMENT: Final = EvaluationTime(datetime(2026, 3, 2, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
_RELATIVE: Final = ("matches", "within_last_days", "within_next_days", "older_than_days")


def random_leads(count: int, seed: int = 13) -> list[dict[str, str]]:
    """
    Return what *count* leads say, as they are typed; a third of the fields say nothing.
    """
    dice = random.Random(seed)
    names = [*(field.name for field in FIELDS), RANK.name]
    return [{name: dice.choice(_SAID[name]) for name in names if dice.random() < 0.67} for _ in range(count)]


def subjects_of(typed: dict[str, str]) -> Subjects:
    """
    Return a lead and its partner that say so.
    """
    of_lead = {name: text for name, text in typed.items() if name != RANK.name}
    lead = evolve(a_lead(), values=SCHEMA.leads.fill(**of_lead))
    return Subjects(lead=lead, partner=evolve(a_partner(), attributes=SCHEMA.partners.fill(rank=typed.get("rank"))))


def document(typed: dict[str, str]) -> dict[str, Any]:
    """
    Return a lead as readers of JsonLogic are given it; some keys that say nothing are null, others are not there.
    """
    subjects = subjects_of(typed)
    assert subjects.lead is not None
    assert subjects.partner is not None
    given = {field.name: _plain(field, subjects.lead.values.get(field.name)) for field in FIELDS}
    here = {name: value for name, value in given.items() if value is not None or name in ("seats", "keen", "tags")}
    return {**here, "partner": {"rank": _plain(RANK, subjects.partner.attributes.get("rank"))}}


def _plain(field: AnyField, value: Any) -> Any:
    if value is None:
        return None
    given = field.kind.to_json(value)
    return float(str(given)) if field.kind is DECIMAL else given


def said(criteria: AnyCriteria, leads: Sequence[Subjects]) -> str:
    """
    Return what leadflow says of each lead, as ones and zeros.
    """
    checked, problems = check_criteria(criteria, SCHEMA)
    assert checked is not None, problems
    return "".join(str(int(holds(checked, one, _MOMENT))) for one in leads)


def random_criteria(count: int, seed: int = 13) -> list[Criteria]:
    """
    Return *count* criteria that JsonLogic can express.
    """
    dice = random.Random(seed)
    found: list[Criteria] = []
    while len(found) < count:
        groups = [Group(tuple(_condition(dice) for _ in range(dice.randint(1, 3)))) for _ in range(dice.randint(1, 3))]
        criteria = Criteria(tuple(groups))
        if check_criteria(criteria, SCHEMA)[0] is not None and to_json_logic(criteria, SCHEMA)[0] is not None:
            found.append(criteria)
    return found


def _condition(dice: random.Random) -> Condition:
    field = dice.choice([*FIELDS, RANK])
    operator = dice.choice([one for one in operators_of(field.kind.family).values() if one.name not in _RELATIVE])
    return Condition(
        field=field.name,
        operator=operator.name,
        value=_operand(dice, field, operator),
        subject=Subject.PARTNER if field is RANK else None,
        if_missing=operator.shape is not Shape.NONE and dice.random() < 0.25,
    )


def _operand(dice: random.Random, field: AnyField, operator: Operator) -> object:
    asked = _PIECES if operator.free_text else _ASKED[field.name]
    match operator.shape:
        case Shape.NONE:
            return None
        case Shape.ONE | Shape.DAYS:
            return dice.choice(asked)
        case Shape.MANY:
            return dice.sample(asked, dice.randint(1, 3))
        case Shape.PAIR:
            pair = dice.sample(asked, 2)
            return sorted(pair, key=str if field.kind.family is Family.DATE else float)
