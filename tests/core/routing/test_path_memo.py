"""
The ways that a router remembers: as many as there is room for, and never another answer than without.
"""

from __future__ import annotations

from functools import partial

import pytest
from tests.core.builders import SCHEMA, a_lead, a_partner, a_router, new_turns, routed

from leadflow.core.criteria import any_of, where
from leadflow.core.routing import AssignByRules, Match, Router, Rule, StepReason, TieBreak, choose
from leadflow.core.routing.step_memo import KEPT
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

PARTNERS = tuple(a_partner(f"p{number}", territories=("SE", "NO")[number % 2 :]) for number in range(4))
NORTH = AssignByRules(
    rules=(Rule(criteria=any_of(where("country", "equals", "NO")), partners=("p1", "p3")),),
    when=any_of(where("city", "starts_with", "1")),
)


def a_north_router() -> Router:
    """
    Return a router whose first step depends on the city, of which there are many, and on the country.
    """
    where_sold = Match(lead_field="country", partner_field="territories")
    return a_router(NORTH, where_sold, partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)


@pytest.mark.parametrize("count", [3, KEPT // 2, 2 * KEPT + 5])
def test_columns_of_which_no_value_comes_again_are_routed_all_the_same(count: int) -> None:
    """
    Leads with unique values are routed the same with and without memory.
    """
    layout = SCHEMA.leads.layout_of(("city", "country"))
    cities = [str(number) for number in range(count)]
    countries = [("NO", "SE", None)[number % 3] for number in range(count)]
    router = a_north_router()
    for _ in range(2):
        ahead = router.ways.ahead(Columns(layout, [cities, countries], count), router.eligible)
        for at in range(0, count, max(count // 50, 1)):
            lead = a_lead(city=cities[at], **({"country": countries[at]} if countries[at] else {}))
            way = ahead.known[at] or ahead.walk(at, partial(Subjects, lead), router.eligible)

            assert choose(way, router, new_turns(router)).decision(router) == routed(lead, a_north_router())


def test_a_field_that_no_lead_of_a_file_has_says_nothing() -> None:
    """
    A field that is missing in a whole file is missing for steps and conditions.
    """
    leads = Columns(SCHEMA.leads.layout_of(("country",)), [["NO", "SE"]], 2)
    router = a_north_router()
    ahead = router.ways.ahead(leads, router.eligible)
    trails = [ahead.walk(at, Subjects, router.eligible).packed_steps for at in range(2)]

    assert [StepReason.NOT_APPLICABLE] * 2 == [packed_steps[0][2] for packed_steps in trails]
    assert [4, 2] == [packed_steps[1][1] for packed_steps in trails]


def test_sets_of_partners_come_and_go() -> None:
    """
    A way that was found for some partners is not taken for others.
    """
    router, lead = a_north_router(), a_lead(country="NO", city="12")
    without = {"p1"}

    assert [2, 1, 2] == [routed(lead, router, declined=one).packed_steps[0][1] for one in ((), without, ())]
