"""
What went wrong in other systems, each once here.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.core.builders import MOMENT, SCHEMA, a_lead, a_partner, a_router, new_turns, ready, routed

from leadflow.core.criteria import Criteria, Group, any_of, check_criteria, where
from leadflow.core.criteria.conditions import Plain
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.routing import Match, TieBreak
from leadflow.core.subjects import Subjects

BY_COUNTRY = Match(lead_field="country", partner_field="territories", required=True)


def test_rotation_never_hands_a_lead_to_an_inactive_partner() -> None:
    """
    A partner that is paused leaves before the first step, whoever's turn it would be.
    """
    router = a_router(partners=(a_partner("p1", active=False), a_partner("p2")), tie_break=TieBreak.ROUND_ROBIN)

    assert "p2" == routed(a_lead(), router).partner_id


def test_rotation_stays_even_when_the_candidates_change_with_every_lead() -> None:
    """
    Leads that only some partners can take do not skew the shares of those that can take all of them.
    """
    everywhere = tuple(a_partner(f"p{number}", territories=("SE", "NO", "DE")) for number in range(3))
    swedes = (a_partner("s1", territories=("SE",)), a_partner("s2", territories=("SE",)))
    router = a_router(BY_COUNTRY, partners=(*everywhere, *swedes), tie_break=TieBreak.ROUND_ROBIN)
    turns = new_turns(router)
    shares: Counter[str] = Counter()
    for number in range(300):
        decision = routed(a_lead(country=("SE", "NO", "DE", "NO")[number % 4]), router, turns)
        assert decision.partner_id is not None
        turns.take(decision.partner_id)
        shares[decision.partner_id] += 1
    always = [shares[f"p{number}"] for number in range(3)]

    assert max(always) - min(always) <= 1


def test_a_batch_does_not_reuse_the_partner_of_its_first_lead() -> None:
    """
    Each lead of a batch is routed by what it says itself.
    """
    partners = (a_partner("p1", territories=("SE",)), a_partner("p2", territories=("NO",)))
    router = a_router(BY_COUNTRY, partners=partners)
    turns = new_turns(router)

    found = [routed(a_lead(country=country), router, turns).partner_id for country in ("SE", "NO", "SE", "FR")]

    assert ["p1", "p2", "p1", None] == found


@pytest.mark.parametrize("half_saved", [Criteria(), Criteria((Group(()),)), any_of(where("industry", "equals"))])
def test_a_half_saved_rule_matches_nobody(half_saved: Criteria) -> None:
    """
    Criteria without a group, a group without a condition, a condition without a value: a mistake, never "everybody".
    """
    assert check_criteria(half_saved, SCHEMA)[0] is None


@pytest.mark.parametrize("operator", ["less_than", "less_or_equal", "greater_or_equal", "not_equals"])
def test_nothing_is_not_less_than_five(operator: str) -> None:
    """
    A lead that says nothing satisfies no comparison, negative ones included.
    """
    criteria = ready(where("employee_count", operator, 5))

    assert not compile_criteria(criteria, MOMENT).holds(Subjects(a_lead()))


@pytest.mark.parametrize(("field", "value"), [("company", "50"), ("employee_count", 50)])
def test_text_and_numbers_meet_only_through_the_declared_kind(field: str, value: Plain) -> None:
    """
    A number asked as text is read once by the field's kind: 50.0 is the number 50 and not the text "50".
    """
    asked = ready(where(field, "equals", "50.0"))

    answer = compile_criteria(asked, MOMENT).holds(Subjects(a_lead(**{field: value})))

    assert answer is (field == "employee_count")


def test_reversed_bounds_do_not_make_a_range_that_matches_nobody() -> None:
    """
    Bounds the wrong way round are swapped, with a warning.
    """
    checked, problems = check_criteria(any_of(where("employee_count", "between", 50, 10)), SCHEMA)
    assert checked is not None

    holds = compile_criteria(checked, MOMENT).holds(Subjects(a_lead(employee_count=20)))

    assert (True, ["bounds_swapped"]) == (holds, [problem.code for problem in problems])


def test_a_blank_lead_value_does_not_match_a_blank_partner_value() -> None:
    """
    A lead without a country goes to review, not to the partner without territories.
    """
    router = a_router(BY_COUNTRY, partners=(a_partner("p1"), a_partner("p2", territories=("",))))

    assert routed(a_lead(), router).partner_id is None


def test_a_failure_of_a_rule_is_not_swallowed() -> None:
    """
    A rule that breaks while it is asked raises; it is not counted as one that does not hold.
    """
    criteria = ready(where("employee_count", "greater_than", 5))

    with pytest.raises(AttributeError):
        compile_criteria(criteria, MOMENT).holds(Subjects("no lead"))  # type: ignore[arg-type]  # as is refused
