"""
A host changes the kind of a field, drops it or its choice: nothing raises, and what no longer fits is kept.
"""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import MOMENT, NOW, a_lead

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import Criteria, any_of, check_criteria, evaluate, holds, where
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.facts import Actor, FieldChange, ValuesChanged
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    DATE,
    DATETIME,
    DECIMAL,
    EMAIL,
    INTEGER,
    KINDS,
    MONEY,
    MULTI_CHOICE,
    TEXT,
    Money,
    Unfit,
)
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.core.problems import Severity
from leadflow.core.schema import STANDARD_SCHEMA, Schema
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.core.values import Columns
from leadflow.ports import CriteriaReader
from leadflow.testing import changes_of
from leadflow.wire import Wire


def schema_with(*fields: AnyField) -> Schema:
    """
    Return the standard schema with custom fields of leads.
    """
    return STANDARD_SCHEMA.extend(*fields)


def stored_as(field: AnyField, text: str) -> str:
    """
    Return the body of a lead that says *text* in *field*.
    """
    schema = schema_with(field)
    lead = evolve(a_lead(), values=schema.leads.fill(**{"email": "a@b.example", field.name: text}))
    return Wire(schema).dumps(lead)


def read_with(body: str, *fields: AnyField) -> Lead:
    """
    Read a body where the host declares *fields*.
    """
    return Wire(schema_with(*fields)).loads(Lead, body)


SEATS = Field("seats", INTEGER)

FITS: list[tuple[AnyField, str, AnyField, Any]] = [
    (Field("seats", TEXT), "12", SEATS, 12),
    (SEATS, "12", Field("seats", TEXT), "12"),
    (SEATS, "12", Field("seats", DECIMAL), Decimal(12)),
    (SEATS, "12", Field("seats", MONEY, currency="EUR"), Money(Decimal(12), "EUR")),
    (Field("seats", MONEY), "EUR 12", Field("seats", TEXT), "EUR 12"),
    (Field("seats", BOOLEAN), "no", Field("seats", TEXT), "no"),
    (Field("seats", TEXT), "no", Field("seats", BOOLEAN), False),
    (Field("seats", DATE), "2024-02-29", Field("seats", TEXT), "2024-02-29"),
    (Field("seats", MULTI_CHOICE), "a;b", Field("seats", TEXT), "a; b"),
    (Field("seats", TEXT), "a;b", Field("seats", MULTI_CHOICE), ("a", "b")),
    (Field("seats", TEXT), "Old", Field("seats", CHOICE, choices=("old",)), "old"),
]

MISFITS: list[tuple[AnyField, str, AnyField, str, str]] = [
    (Field("seats", TEXT), "12 or so", SEATS, "12 or so", "number_unreadable"),
    (Field("seats", TEXT), "soon", Field("seats", DATE), "soon", "date_unreadable"),
    (Field("seats", BOOLEAN), "yes", SEATS, "true", "number_unreadable"),
    (Field("seats", MULTI_CHOICE), "a;b", SEATS, '["a","b"]', "number_unreadable"),
    (Field("seats", MONEY), "EUR 12", SEATS, '{"amount":"12","currency":"EUR"}', "number_unreadable"),
    (
        Field("seats", CHOICE, choices=("old", "new")),
        "old",
        Field("seats", CHOICE, choices=("new",)),
        "old",
        "choice_unknown",
    ),
    (
        Field("seats", MULTI_CHOICE, choices=("a", "b")),
        "a;b",
        Field("seats", MULTI_CHOICE, choices=("a",)),
        '["a","b"]',
        "choice_unknown",
    ),
]


@pytest.mark.parametrize(("before", "text", "after", "value"), FITS)
def test_value_is_read_as_if_somebody_typed_it(before: AnyField, text: str, after: AnyField, value: Any) -> None:
    """
    What the new kind can read of the old one's values is read, is of the new type, and has a key.
    """
    lead = read_with(stored_as(before, text), after)

    assert lead.values["seats"] == value
    assert type(lead.values["seats"]) is type(value)
    assert lead.key("seats") == after.kind.key(value)
    assert lead.values.misfits() == ()


@pytest.mark.parametrize(("before", "text", "after", "shown", "code"), MISFITS)
def test_value_that_no_longer_fits_is_shown_and_kept(
    before: AnyField, text: str, after: AnyField, shown: str, code: str
) -> None:
    """
    It stands where it stood, as it is stored; it has no key, is warned about, and is written back unchanged.
    """
    body = stored_as(before, text)
    lead = read_with(body, after)
    value = lead.values["seats"]

    assert isinstance(value, Unfit)
    assert (value.code, lead.values.text("seats"), str(value)) == (code, shown, shown)
    assert lead.key("seats") is None
    assert lead.get(after) is None
    assert lead.values.make_keys(["seats", "email"]) == {"seats": None, "email": "a@b.example"}
    [problem] = lead.values.misfits()
    assert (problem.code, problem.path, problem.severity) == ("value_unfit", "seats", Severity.WARNING)
    assert shown not in repr(problem) + problem.message + repr(value)
    again = Wire(schema_with(after)).dumps(evolve(lead, stage="nurture"))
    assert json.loads(again)["values"] == json.loads(body)["values"]
    assert read_with(again, before).values["seats"] == read_with(body, before).values["seats"]


@pytest.mark.parametrize(
    ("kind", "text"), [(INTEGER, "12"), (MONEY, "EUR 12"), (BOOLEAN, "yes"), (MULTI_CHOICE, "a;b")]
)
def test_value_of_a_field_that_is_gone_is_kept_as_it_was_stored(kind: Any, text: str) -> None:
    """
    Values of a dropped field are the same when it is declared again.
    """
    field: AnyField = Field("seats", kind)
    body = stored_as(field, text)
    without = Wire(STANDARD_SCHEMA).loads(Lead, body)

    assert isinstance(without.values["seats"], Unfit)
    assert without.values["seats"].code == "field_unknown"
    assert read_with(Wire(STANDARD_SCHEMA).dumps(without), field) == read_with(body, field)


@pytest.mark.parametrize("garbage", [None, {}, [], [1], {"amount": "x"}, "\x00", 1e308, True, [[]], "9" * 400, "NaN"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_garbage_never_raises(kind: Any, garbage: Any) -> None:
    """
    A lead with a damaged body can be read, keyed and written.
    """
    field: AnyField = Field("seats", kind, choices=("a", "b") if kind in (CHOICE, MULTI_CHOICE) else ())
    document = json.loads(stored_as(Field("other", TEXT), "x"))
    document["values"]["seats"] = garbage
    wire = Wire(schema_with(field))
    lead = wire.loads(Lead, json.dumps(document))

    assert ("seats" in lead.values) == (garbage is not None)
    lead.key("seats")
    wire.dump_keys(lead)
    assert wire.loads(Lead, wire.dumps(lead)) == lead


def _answers(lead: Lead, asked: Criteria, schema: Schema) -> set[bool]:
    criteria, problems = check_criteria(asked, schema)
    assert criteria is not None, problems
    matcher, rules = compile_criteria(criteria, MOMENT), RuleSet([criteria], MOMENT)
    answers = {
        evaluate(criteria, Subjects(lead), MOMENT).holds,
        holds(criteria, Subjects(lead), MOMENT),
        matcher.holds(Subjects(lead)),
        list(matcher.select([lead])) == [lead],
        rules.first(Subjects(lead)) == 0,
    }
    return answers if matcher.sieve is None else answers | set(matcher.sieve(Columns.of([lead.values])))


QUESTIONS: Sequence[tuple[Any, bool]] = [
    (where("seats", "equals", 12), False),
    (where("seats", "not_equals", 12), False),
    (where("seats", "not_in", [1, 2]), False),
    (where("seats", "greater_than", 5), False),
    (where("seats", "not_between", 1, 5), False),
    (where("seats", "greater_than", 5, if_missing=True), True),
    (where("seats", "is_empty"), True),
    (where("seats", "is_not_empty"), False),
]


@pytest.mark.parametrize(("asked", "answer"), QUESTIONS)
def test_misfit_says_nothing_to_criteria(asked: Any, answer: bool) -> None:
    """
    A value that does not fit its field is missing for criteria.
    """
    lead = read_with(stored_as(Field("seats", TEXT), "12 or so"), SEATS)

    assert _answers(lead, any_of(asked), schema_with(SEATS)) == {answer}


@pytest.mark.parametrize(("asked", "answer"), QUESTIONS)
def test_misfit_says_nothing_to_criteria_in_a_database(asked: Any, answer: bool) -> None:
    """
    The stored keys leave it out, so a database answers as all other engines do.
    """
    schema = schema_with(SEATS)
    lead = read_with(stored_as(Field("seats", TEXT), "12 or so"), SEATS)
    criteria, _ = check_criteria(any_of(asked), schema)
    assert criteria is not None
    store = SqlStore("sqlite://")
    with store.open_unit(lead.supplier_id, schema) as unit:
        unit.commit(changes_of(lead))
    with store.open_unit(lead.supplier_id, schema) as unit:
        assert isinstance(unit.leads, CriteriaReader)
        assert bool(unit.leads.matching(criteria, MOMENT, None, 10)) == answer
        assert unit.leads.get(lead.id).values == lead.values
    store.close()


def test_exact_comparison_does_not_see_a_misfit() -> None:
    """
    A choice that is gone is not compared as it was written either, nor as its opposite.
    """
    field: AnyField = Field("seats", CHOICE, choices=("new",))
    lead = read_with(stored_as(Field("seats", TEXT), "old"), field)
    for operator in ("equals", "not_equals"):
        asked = any_of(where("seats", operator, "new", exact=True))
        assert _answers(lead, asked, schema_with(field)) == {False}


def test_days_do_not_see_a_misfit() -> None:
    """
    A text where a date stands is on no day.
    """
    field: AnyField = Field("seats", DATETIME)
    lead = read_with(stored_as(Field("seats", TEXT), "soon"), field)

    assert _answers(lead, any_of(where("seats", "on_or_after", "2020-01-01")), schema_with(field)) == {False}


def test_columns_of_leads_with_misfits_have_no_keys() -> None:
    """
    Many leads at once are asked as one is.
    """
    lead = read_with(stored_as(Field("seats", TEXT), "12 or so"), SEATS)

    assert list(Columns.of([lead.values, lead.values]).keys("seats")) == [None, None]


def test_misfit_is_replaced_and_put_back() -> None:
    """
    A person writes a value over it, and undoing that brings back what was stored; the event tells both.
    """
    schema = schema_with(SEATS)
    wire = Wire(schema)
    lead = read_with(stored_as(Field("seats", TEXT), "12 or so"), SEATS)
    fact = ValuesChanged((FieldChange("seats", lead.values["seats"], 12),))
    change = LeadChange(lead).then(fact, at=NOW, actor=Actor(), fields=schema.leads)
    after = change.after

    assert (after.get(SEATS), after.key("seats"), after.values.misfits()) == (12, 12.0, ())
    assert wire.loads(LeadEvent, wire.dumps(change.events[0])) == change.events[0]
    assert after.values.but({"seats": lead.values["seats"]}, schema.leads) == lead.values
    assert wire.loads(Lead, wire.dumps(after)) == after


def test_attributes_of_partners_keep_misfits() -> None:
    """
    Partners and campaigns have their own fields, and keep what does not fit as leads do.
    """
    text, number = Field("p_seats", TEXT), Field("p_seats", INTEGER)
    before, after = STANDARD_SCHEMA.extend(partners=[text]), STANDARD_SCHEMA.extend(partners=[number])
    body = Wire(before).dumps(Partner(id="p", name="P", attributes=before.partners.fill(p_seats="many")))
    partner = Wire(after).loads(Partner, body)

    assert isinstance(partner.attributes["p_seats"], Unfit)
    assert Wire(after).dumps(partner) == body
    assert not json.loads(Wire(after).dump_keys(partner)).get("p_seats")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_misfit_survives_copies_and_pickles(again: Any) -> None:
    """
    A copy is equal, has the same keys, and is written alike, whatever is declared where it is made.
    """
    lead = read_with(stored_as(Field("seats", TEXT), "12 or so"), SEATS)
    same = again(lead)

    assert same == lead
    assert same.key("seats") is None
    assert same.values.misfits() == lead.values.misfits()
    assert Wire(schema_with(SEATS)).dumps(same) == Wire(schema_with(SEATS)).dumps(lead)


def test_text_kinds_keep_every_text() -> None:
    """
    A field of addresses that was one of texts shows what it has; only other forms than texts do not fit.
    """
    lead = read_with(stored_as(Field("seats", TEXT), "ask Ann"), Field("seats", EMAIL))

    assert (lead.values["seats"], lead.key("seats")) == ("ask Ann", "ask ann")
