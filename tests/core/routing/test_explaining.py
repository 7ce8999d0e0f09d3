"""
A decision is told in sentences, whatever is missing.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import a_lead, a_partner, a_router, routed

from leadflow.core.criteria import any_of, where
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import AssignByRules, Match, RoutingDecision, RoutingModule, Rule, TieBreak, explain_routing

PARTNERS = (
    a_partner("p1", name="Nordlys AS", territories=("SE",)),
    a_partner("p2", name="Globex", territories=("SE",)),
)
STEPS = (
    Match(lead_field="country", partner_field="territories", name="Where it is", required=True),
    AssignByRules(rules=(Rule(criteria=any_of(where("city", "equals", "Oslo")), partners=("p1",), name="Big city"),)),
)


def decide(tie_break: TieBreak = TieBreak.ROUND_ROBIN, **said: str) -> RoutingDecision:
    """
    Return where a lead goes through both steps.
    """
    return routed(a_lead(**said), a_router(*STEPS, partners=PARTNERS, tie_break=tie_break))


def test_every_step_has_its_line() -> None:
    """
    Each step has a line with name, rule and partners left.
    """
    module = RoutingModule(name="emea", steps=STEPS)
    told = explain_routing(decide(country="SE", city="Oslo"), module=module, directory=PartnerDirectory.of(PARTNERS))

    assert told.splitlines() == [
        "Routed to Nordlys AS (module emea, version 1)",
        "  2 active partners to choose from",
        "  1. Where it is: 2 of 2 partners left",
        "  2. rules: rule 'Big city' matches; 1 of 2 partners left",
        "  Only Nordlys AS was left, turn 1",
    ]


def test_a_tie_names_those_who_were_left() -> None:
    """
    A person has to choose among them.
    """
    told = explain_routing(decide(TieBreak.REVIEW, country="SE"), directory=PartnerDirectory.of(PARTNERS))

    assert "Not routed, waiting for review" in told
    assert "Nordlys AS, Globex" in told


def test_a_required_step_that_stopped_it_is_named() -> None:
    """
    A failed required step is named, without a default partner.
    """
    told = explain_routing(decide(country="FR"))

    assert "step 1: none of 2 partners fits; the step is required" in told
    assert "so no default partner is used" in told


@pytest.mark.parametrize("decision", [decide(country="SE"), decide(country="SE", city="Oslo"), decide()], ids=range(3))
def test_another_version_of_the_module_names_no_steps(decision: RoutingDecision) -> None:
    """
    Its names may belong to other steps.
    """
    other = RoutingModule(name="emea", steps=STEPS, version=2)

    assert explain_routing(decision, module=other) == explain_routing(decision)
    assert "Where it is" not in explain_routing(decision, module=other)


def test_rules_and_partners_that_are_gone_are_numbered() -> None:
    """
    Ids and numbers stand where names were.
    """
    decision = evolve(decide(country="SE", city="Oslo"), packed_steps=((2, 1, 1, 9), (1, 1, 3, 0), (1, 1, 2, 0)))
    told = explain_routing(
        decision, module=RoutingModule(name="emea", steps=STEPS[1:]), directory=PartnerDirectory.of([])
    )

    assert "rule 9 matches" in told
    assert "Routed to p1" in told
    assert "step 3: does not apply" in told
