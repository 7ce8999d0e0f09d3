"""
A published module can never brick its name: whatever can be made and published can be read, checked and rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadflow import (
    AssignByRules,
    Condition,
    Criteria,
    Filter,
    Group,
    InvalidInput,
    Match,
    Partner,
    Programme,
    ProgramParty,
    RoutingDesk,
    RoutingModule,
    Rule,
    RuleMode,
    Setting,
    Subject,
    SupplierDesk,
    TieBreak,
    read_draft,
)
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria.operators import OPERATORS

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROGRAMME: Final = Programme(supplier_id="acme")
HOST: Final = ProgramParty(name="host")
PARTNERS: Final = (Partner(id="p1", name="One", territories=("NO",)), Partner(id="p2", name="Two", tier="gold"))

# Names that mean something come often, and texts that nobody writes by hand as well.
ODD: Final = st.text(max_size=5) | st.sampled_from(
    ["", " ", "\x00", "\ud800", "p1", "One", "e\u0301", "'; --", "a" * 300]
)
FIELDS: Final = st.sampled_from(
    ["country", "email", "employee_count", "created_at", "do_not_contact", "tier", "territories"]
)
PLAIN: Final = st.none() | st.booleans() | st.integers() | st.floats() | ODD | st.just(10**400)
VALUES: Final = PLAIN | st.lists(PLAIN, max_size=3) | st.lists(st.lists(PLAIN, max_size=2), max_size=2)
LOOSE: Final[st.SearchStrategy[Any]] = (
    st.none() | st.integers() | st.just("Norway") | st.just(["p1"]) | st.just(Match) | st.just({})
)


def _wrongly(right: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """
    Mostly what is right, sometimes anything.
    """
    return st.one_of(right, right, right, LOOSE)


CONDITIONS: Final = st.fixed_dictionaries(
    {"field": _wrongly(FIELDS | ODD), "operator": _wrongly(st.sampled_from(sorted(OPERATORS)) | ODD), "value": VALUES},
    optional={
        "subject": _wrongly(st.sampled_from([*Subject, "lead", "prtner"])),
        "exact": _wrongly(st.booleans()),
        "if_missing": _wrongly(st.booleans()),
    },
).map(lambda given: (Condition, given))
GROUPS: Final = st.lists(CONDITIONS, max_size=3).map(lambda given: (Group, {"conditions": given}))
CRITERIA: Final = (
    st.lists(GROUPS | CONDITIONS, max_size=2).map(lambda given: (Criteria, {"groups": given})) | GROUPS | CONDITIONS
)
COMMON: Final = {"name": _wrongly(ODD), "when": _wrongly(CRITERIA), "required": _wrongly(st.booleans())}
RULES: Final = st.fixed_dictionaries(
    {
        "criteria": _wrongly(CRITERIA),
        "partners": _wrongly(st.lists(st.sampled_from(["p1", "Two", "nobody"]) | ODD, max_size=3)),
    },
    optional={"name": _wrongly(ODD)},
).map(lambda given: (Rule, given))
STEPS: Final = (
    st.fixed_dictionaries({"lead_field": _wrongly(FIELDS), "partner_field": _wrongly(FIELDS)}, optional=COMMON).map(
        lambda given: (Match, given)
    )
    | st.fixed_dictionaries(
        {"rules": _wrongly(st.lists(RULES, min_size=1, max_size=3))},
        optional={**COMMON, "take": _wrongly(st.sampled_from([*RuleMode, "all", "frist"]))},
    ).map(lambda given: (AssignByRules, given))
    | st.fixed_dictionaries({"criteria": _wrongly(CRITERIA)}, optional=COMMON).map(lambda given: (Filter, given))
)
MODULES: Final = st.fixed_dictionaries(
    {"name": _wrongly(st.just("emea")) | ODD},
    optional={
        "steps": _wrongly(st.lists(STEPS, max_size=3)),
        "version": _wrongly(st.integers(min_value=-1, max_value=3)),
        "tie_break": _wrongly(st.sampled_from([*TieBreak, "weighted", "roundrobin"])),
        "default_partner": _wrongly(st.sampled_from(["p1", "Two", "nobody"]) | ODD),
        "unknown": ODD | st.sampled_from(["{}", '{"needs": 99}', '{"tie_break": "x"}']),
    },
).map(lambda given: (RoutingModule, given))


def _made(plan: Any) -> Any:
    """
    Make what was drawn, from the inside out.
    """
    if isinstance(plan, tuple) and len(plan) == 2 and isinstance(plan[0], type):
        return plan[0](**{name: _made(one) for name, one in plan[1].items()})
    return [_made(one) for one in plan] if isinstance(plan, list) else plan


def _desks(store: MemoryStore | SqlStore) -> tuple[RoutingDesk, SupplierDesk]:
    numbers = count(1)
    setting = Setting(
        open_unit=store.open_unit, programme=PROGRAMME, clock=lambda: NOW, new_id=lambda: f"id-{next(numbers)}"
    )
    desk = SupplierDesk(setting, HOST)
    desk.save_partners(PARTNERS)
    return RoutingDesk(setting, HOST), desk


STORES: Final[dict[str, Callable[[], MemoryStore | SqlStore]]] = {
    "memory": MemoryStore,
    "sqlite": lambda: SqlStore(":memory:"),
}


@pytest.mark.parametrize("store", STORES)
@settings(max_examples=300)
@given(plan=MODULES)
def test_published_module_is_read_checked_and_rolled_back(store: str, plan: Any) -> None:
    """
    What cannot be stored or checked is refused where it is made or published, by a TypeError or by InvalidInput.
    """
    try:
        module = _made(plan)
    except (TypeError, InvalidInput):
        return
    routing, desk = _desks(STORES[store]())
    try:
        published = routing.publish(module)
    except InvalidInput:
        return

    assert routing.modules() == (published,)
    assert not [problem for problem in routing.check(published) if problem.severity == "error"]
    assert routing.publish(published) == published
    routing.lint(published)
    routing.simulate(published)
    other = routing.publish(RoutingModule(name=published.name, default_partner="p2"))
    assert routing.roll_back(published.name, published.version).steps == published.steps
    assert other.name == published.name
    done = desk.receive(read_draft(PROGRAMME.schema, {"email": "a@b.example", "country": "NO"}), module=published.name)
    assert desk.explain(done.lead.id)
