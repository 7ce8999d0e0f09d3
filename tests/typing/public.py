"""
What checkers know about the public names; read by mypy, never run.
"""

from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from leadflow import (
    DECIMAL,
    INTEGER,
    MONEY,
    MULTI_CHOICE,
    STANDARD_SCHEMA,
    Condition,
    Distribution,
    Draft,
    Field,
    InvalidDraft,
    Lead,
    LeadUpdate,
    Money,
    Problem,
    Refusal,
    RoutingModule,
    SupplierDesk,
    Values,
    Wire,
    load_module,
    read_draft,
    where,
)
from leadflow.core.partners import PartnerDirectory

SEATS = Field("seats", INTEGER)
BUDGET = Field("budget", MONEY)
TAGS = Field("tags", MULTI_CHOICE)


def values_are_typed_by_their_fields(lead: Lead, values: Values) -> None:
    assert_type(lead.get(SEATS), int | None)
    assert_type(lead.get(BUDGET), Money | None)
    assert_type(lead.get(TAGS), tuple[str, ...] | None)
    assert_type(values.get(SEATS), int | None)
    assert_type(values.get(SEATS, 0), int)
    assert_type(SEATS.read("5"), int | None)
    assert_type(Field("share", DECIMAL).take("5"), Decimal | None)


def decisions_are_unions(desk: SupplierDesk, draft: Draft) -> None:
    assert_type(desk.receive(draft), Distribution | InvalidDraft)
    assert_type(desk.receive(draft).lead, Lead)
    assert_type(desk.deactivate("lead-1").lead, Lead)
    assert_type(read_draft(STANDARD_SCHEMA, {"email": "a@b.co"}), Draft)


def outcomes_are_narrowed_by_a_look_at_ok(desk: SupplierDesk, draft: Draft) -> None:
    done = desk.receive(draft)
    if done.ok:
        assert_type(done, Distribution)
    else:
        assert_type(done, InvalidDraft)
    handled = desk.deactivate("lead-1")
    if not handled.ok:
        assert_type(handled, Refusal)
    else:
        assert_type(handled, LeadUpdate)


def criteria_and_modules_are_values(text: str, directory: PartnerDirectory, wire: Wire) -> None:
    assert_type(where(SEATS, "less_than", 5), Condition)
    assert_type(load_module(text, STANDARD_SCHEMA, directory), RoutingModule)
    assert_type(wire.loads(Lead, text), Lead)


def problems_come_in_tuples(refused: InvalidDraft) -> None:
    assert_type(refused.problems, tuple[Problem, ...])
