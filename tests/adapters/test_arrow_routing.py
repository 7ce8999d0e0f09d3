"""
Routing batches of rows in two passes: the decisions of a run on one machine, however the rows are cut up.
"""

from __future__ import annotations

import pickle
import random
from datetime import UTC
from typing import Any

import pytest
from attrs import evolve

from leadflow.core.criteria import EvaluationTime, any_of, where
from leadflow.core.leads import Lead
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import (
    AssignByRules,
    Filter,
    Keep,
    Match,
    Rotation,
    Router,
    RoutingDecision,
    RoutingModule,
    Rule,
    TieBreak,
    Turns,
    check_module,
    explain_routing,
    route,
)
from leadflow.core.routing.steps import Step
from leadflow.errors import InvalidInput
from leadflow.testing import KIT_SCHEMA, NOW, a_partner

pa = pytest.importorskip("pyarrow")

from leadflow.adapters.arrow_routing import (  # noqa: E402  # needs PyArrow
    DECISIONS,
    FrameModule,
    decide_in_order,
    decision_of,
    effects_in_arrow,
)
from leadflow.adapters.arrow_rows import said_rows, stored_rows  # noqa: E402

COUNTRIES = ("SE", "NO", "DE", "FR", None)
STEPS: tuple[Step, ...] = (
    Match(lead_field="country", partner_field="territories", required=False),
    AssignByRules(
        rules=(
            Rule(criteria=any_of(where("company", "starts_with", "A")), partners=("p0", "p1", "p2")),
            Rule(criteria=any_of(where("source", "equals", "manual")), partners=("p1", "p3", "p4", "p5")),
        )
    ),
    Filter(criteria=any_of(where("partner.tier", "equals", "gold"))),
)
PARTNERS = [
    evolve(
        a_partner(f"p{number}"),
        territories=(("SE", "NO", "DE", "FR")[number % 4], "SE"),
        tier="gold" if number % 3 else "silver",
        weight=1 + number % 4,
        capacity=40 + number if number % 2 else None,
    )
    for number in range(8)
]


def a_module(tie_break: TieBreak) -> FrameModule:
    """
    Return a module whose steps ask values, rules, records and partners.
    """
    directory = PartnerDirectory.of(PARTNERS)
    module = RoutingModule(name="emea", version=3, steps=STEPS, tie_break=tie_break, default_partner="p7")
    checked, problems = check_module(module, KIT_SCHEMA, directory)
    assert checked is not None, problems
    return FrameModule(module=checked, directory=directory, moment=EvaluationTime(NOW, UTC))


def test_step_that_looks_at_stored_leads_is_refused_by_name() -> None:
    """
    Rows are routed without a store, so nobody knows who works their companies.
    """
    directory = PartnerDirectory.of(PARTNERS)
    checked, _ = check_module(RoutingModule(name="emea", steps=(*STEPS, Keep())), KIT_SCHEMA, directory)
    assert checked is not None

    with pytest.raises(InvalidInput, match=r"module\.steps\[3\].*step_not_for_frames"):
        FrameModule(module=checked, directory=directory, moment=EvaluationTime(NOW, UTC))


def some_rows(count: int = 600) -> list[dict[str, Any]]:
    """
    Return rows in no order, some of which have the e-mail of another.
    """
    dice = random.Random(7)
    rows = [
        {
            "n": number,
            "email": f"a{number if number % 9 else number // 2}@granit.example" if number % 50 else None,
            "company": dice.choice(["Arla", "Granit", "Isar", None]),
            "country": dice.choice(COUNTRIES),
        }
        for number in range(count)
    ]
    dice.shuffle(rows)
    return rows


def one_after_the_other(module: FrameModule, rows: list[dict[str, Any]]) -> dict[int, RoutingDecision | int]:
    """
    Route each row as a lead that arrives alone; the number of another row where it has the e-mail of that one.
    """
    router, read = module.router(), said_rows(KIT_SCHEMA, NOW)
    turns = Turns(Rotation(module="emea"), module.directory)
    found: dict[int, RoutingDecision | int] = {}
    first: dict[str, int] = {}
    for row in sorted(rows, key=lambda one: one["n"]):
        lead = read(row).lead
        assert isinstance(lead, Lead)
        email = row["email"]
        if email is not None and email in first:
            found[row["n"]] = first[email]
            continue
        if email is not None:
            first[email] = row["n"]
        decision = found[row["n"]] = route(lead, router, turns)
        if decision.partner_id is not None and decision.turn is not None:
            turns.take(decision.partner_id)
        elif decision.partner_id is not None:
            turns.add_load(decision.partner_id)
    return found


def in_two_passes(module: FrameModule, rows: list[dict[str, Any]], parts: int) -> dict[int, RoutingDecision | int]:
    """
    Route rows in so many parts, each by what a worker gets.
    """
    first = pickle.dumps(effects_in_arrow(module, said_rows(KIT_SCHEMA, NOW), row="n"))
    effects = []
    for part in range(parts):
        batch = pa.RecordBatch.from_pylist(rows[part::parts], schema=_SCHEMA)
        effects += list(pickle.loads(first)(iter([batch])))
    routed = decide_in_order(module, effects)
    found: dict[int, RoutingDecision | int] = {}
    for decided in routed.decisions:
        assert decided.schema == DECISIONS
        for row in decided.to_pylist():
            found[row["row"]] = row["duplicate_of"] if row["decision"] is None else decision_of(row["decision"])
    return found


_SCHEMA = pa.schema([("n", pa.int64()), ("email", pa.string()), ("company", pa.string()), ("country", pa.string())])


@pytest.mark.parametrize("parts", [1, 7])
@pytest.mark.parametrize("tie_break", TieBreak)
def test_the_decisions_are_those_of_one_machine(tie_break: TieBreak, parts: int) -> None:
    """
    Row by row, with turns, weights, loads and full partners, in whatever parts the rows are read.
    """
    module, rows = a_module(tie_break), some_rows()
    assert in_two_passes(module, rows, parts) == one_after_the_other(module, rows)


def test_a_decision_is_explained_as_any_other() -> None:
    """
    The column holds the whole decision.
    """
    module, rows = a_module(TieBreak.ROUND_ROBIN), some_rows(20)
    for found in in_two_passes(module, rows, 2).values():
        if isinstance(found, RoutingDecision):
            text = explain_routing(found, module=module.module.module, directory=module.directory)
            assert "emea" in text


def test_turns_go_on_from_earlier_ones() -> None:
    """
    Two frames after each other share turns and loads like one.
    """
    module, rows = a_module(TieBreak.ROUND_ROBIN), sorted(some_rows(), key=lambda one: one["n"])
    whole = one_after_the_other(module, rows)
    effects = effects_in_arrow(module, said_rows(KIT_SCHEMA, NOW), row="n")

    def passed(some: list[dict[str, Any]], **given: Any) -> Any:
        batch = pa.RecordBatch.from_pylist(some, schema=_SCHEMA)
        routed = decide_in_order(module, list(effects(iter([batch]))), unique=False, **given)
        return routed, [row["partner_id"] for one in routed.decisions for row in one.to_pylist()]

    fresh = [row for row in rows if isinstance(whole[row["n"]], RoutingDecision)]
    begun, first = passed(fresh[:200])
    _, second = passed(fresh[200:], rotation=begun.turns.rotation(), open_leads=begun.turns.open_leads())
    _, together = passed(fresh)
    taken = begun.taken()

    assert first + second == together
    assert taken is not None
    assert taken.before == 0


def test_rows_without_a_lead_are_refused_by_name() -> None:
    """
    A row in whose column no lead is stored has nothing to be routed.
    """
    module = a_module(TieBreak.REVIEW)
    first = effects_in_arrow(module, stored_rows(KIT_SCHEMA), row="n")
    batch = pa.RecordBatch.from_pydict({"n": [1], "lead": pa.array([None], pa.string())})
    with pytest.raises(InvalidInput, match="lead_missing"):
        list(first(iter([batch])))


@pytest.mark.parametrize(
    "numbers",
    [None, [None], ["1"], [1.5], [True], pa.array([2**63], pa.uint64())],
    ids=["absent", "null", "text", "part", "truth", "large"],
)
def test_rows_without_a_number_are_refused_by_name(numbers: object) -> None:
    """
    A number is neither guessed from something else nor cut off.
    """
    first = effects_in_arrow(a_module(TieBreak.REVIEW), said_rows(KIT_SCHEMA, NOW), row="n")
    batch = pa.RecordBatch.from_pydict({"email": ["a@x.example"], **({} if numbers is None else {"n": numbers})})
    with pytest.raises(InvalidInput, match="row_number_wrong"):
        list(first(iter([batch])))


@pytest.mark.parametrize("of_tables", [False, True], ids=["a table", "a list of tables"])
def test_tables_are_refused_by_name(of_tables: bool) -> None:
    """
    A table in the place of batches, or of one of them, is refused with the way to its batches.
    """
    first = effects_in_arrow(a_module(TieBreak.REVIEW), said_rows(KIT_SCHEMA, NOW), row="n")
    table: Any = pa.table({"n": [1], "email": ["a@x.example"]})
    with pytest.raises(TypeError, match=r"give the batches of a table, which to_batches\(\) returns"):
        list(first(iter([table]) if of_tables else table))


def test_whole_numbers_of_another_type_are_taken() -> None:
    """
    A frame that had gaps has its whole numbers as fractions.
    """
    module, read = a_module(TieBreak.REVIEW), said_rows(KIT_SCHEMA, NOW)
    batch = pa.RecordBatch.from_pydict({"n": [7.0], "email": ["a@x.example"]})
    told = list(effects_in_arrow(module, read, row="n")(iter([batch])))
    assert [row["row"] for one in decide_in_order(module, told).decisions for row in one.to_pylist()] == [7]


def test_two_rows_with_one_number_are_refused_by_name() -> None:
    """
    One of them would get the decision of the other, also if they are read apart.
    """
    module, read = a_module(TieBreak.REVIEW), said_rows(KIT_SCHEMA, NOW)
    batches = [pa.RecordBatch.from_pydict({"n": [7], "email": [f"{name}@x.example"]}) for name in ("a", "b")]
    told = list(effects_in_arrow(module, read, row="n")(iter(batches)))
    with pytest.raises(InvalidInput, match="row_number_twice"):
        list(decide_in_order(module, told).decisions)


def test_other_batches_than_those_of_the_first_pass_are_refused_by_name() -> None:
    """
    Such as the rows themselves.
    """
    batch = pa.RecordBatch.from_pydict({"n": [7], "email": ["a@x.example"]})
    with pytest.raises(InvalidInput, match="effects_unreadable"):
        decide_in_order(a_module(TieBreak.REVIEW), [batch])


def test_no_rows_are_no_decisions() -> None:
    """
    An empty frame is routed too.
    """
    assert in_two_passes(a_module(TieBreak.WEIGHTED), [], 1) == {}


def test_the_module_prepares_itself() -> None:
    """
    Workers get values, and make of them what routes.
    """
    module = pickle.loads(pickle.dumps(a_module(TieBreak.REVIEW)))
    assert isinstance(module.router(), Router)
