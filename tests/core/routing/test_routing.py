"""
Routing: what each step keeps, what it does when nobody is left, and how it ends.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.core.builders import SCHEMA, a_campaign, a_lead, a_partner, a_router, new_turns, no, routed, yes

from leadflow.core.criteria import Criteria, any_of, where
from leadflow.core.leads import ReviewReason
from leadflow.core.partners import Partner
from leadflow.core.routing import (
    AssignByRules,
    ChosenBy,
    Filter,
    Match,
    Rule,
    RuleMode,
    StepReason,
    TieBreak,
)
from leadflow.core.schema import Subject

WHERE = Match(lead_field="country", partner_field="territories")


def kept(lead: Any, *steps: Any, partners: tuple[Partner, ...], **given: Any) -> tuple[str, ...]:
    """
    Return the ids of the partners that the steps leave.
    """
    decision = routed(lead, a_router(*steps, partners=partners), **given)
    return (decision.partner_id,) if decision.partner_id else decision.tied


def on_partner(field: str, operator: str, *value: Any) -> Criteria:
    """
    Return criteria on the partner.
    """
    if not value:
        return any_of(where(field, operator, subject=Subject.PARTNER))
    return any_of(where(field, operator, *value, subject=Subject.PARTNER))


class TestMatch:
    @pytest.mark.parametrize(
        ("said", "lead_field", "partner", "partner_field"),
        [
            ({"country": "Schweden"}, "country", {"territories": ("NO", "Sweden")}, "territories"),
            ({"company": "GOLD "}, "company", {"tier": "gold"}, "tier"),
            ({"a_multi_choice": ["b", "A"]}, "a_multi_choice", {"groups": ("c", "a")}, "groups"),
            ({"a_multi_choice": ["b", "GOLD"]}, "a_multi_choice", {"tier": "Gold"}, "tier"),
            ({"an_integer": "7"}, "an_integer", {"capacity": 7}, "capacity"),
            ({"a_decimal": "7.0"}, "a_decimal", {"capacity": 7}, "capacity"),
            ({"a_boolean": "yes"}, "a_boolean", {"crm_connected": True}, "crm_connected"),
            ({"a_phone": "0049 30 1"}, "a_phone", {"tier": "+49 30 1"}, "tier"),
            ({"a_choice": "Brand new"}, "a_choice", {"specialisations": ("NEW",)}, "specialisations"),
            ({"a_country": "SE"}, "a_country", {"attributes": {"p_country": "Suède"}}, "p_country"),
            ({"a_money": "EUR 5"}, "a_money", {"attributes": {"p_turnover": "5.00 €"}}, "p_turnover"),
            ({"a_date": "2026-01-02"}, "a_date", {"attributes": {"p_since": "2026-01-02"}}, "p_since"),
            ({"an_email": "A@b.co"}, "an_email", {"attributes": {"p_emails": "x@y.co; a@B.co"}}, "p_emails"),
        ],
    )
    def test_a_value_is_found_whatever_side_is_a_list(
        self, said: dict[str, Any], lead_field: str, partner: dict[str, Any], partner_field: str
    ) -> None:
        """
        Compared as the lead's field compares.
        """
        if "attributes" in partner:
            partner = {"attributes": SCHEMA.partners.fill(**partner["attributes"])}
        there = a_partner("p1", **partner)
        step = Match(lead_field=lead_field, partner_field=partner_field)

        assert kept(a_lead(**said), step, partners=(there, a_partner("p2"))) == ("p1",)

    @pytest.mark.parametrize("blank", [{}, {"territories": ()}, {"territories": ("",)}, {"territories": (" ",)}])
    def test_blank_never_matches_blank(self, blank: dict[str, Any]) -> None:
        """
        A lead that says nothing is like no partner that says nothing.
        """
        router = a_router(WHERE, partners=(a_partner("p1", **blank), a_partner("p2", **blank)))
        decision = routed(a_lead(), router)

        assert decision.steps[0].reason is StepReason.VALUE_MISSING_SKIPPED
        assert decision.tied == ("p1", "p2")

    def test_an_optional_step_that_keeps_nobody_is_skipped(self) -> None:
        """
        The set is as it was before.
        """
        decision = routed(a_lead(country="FR"), a_router(WHERE, partners=(a_partner("p1", territories=("SE",)),)))

        assert decision.packed_steps == ((1, 1, StepReason.EMPTY_SKIPPED, 0),)
        assert decision.partner_id == "p1"

    @pytest.mark.parametrize(
        ("said", "reason", "review"),
        [
            ({"country": "FR"}, StepReason.EMPTY_REVIEW, ReviewReason.STEP_EMPTY),
            ({}, StepReason.VALUE_MISSING_REVIEW, ReviewReason.VALUE_MISSING),
        ],
    )
    def test_a_required_step_that_keeps_nobody_asks_a_person(
        self, said: dict[str, Any], reason: StepReason, review: ReviewReason
    ) -> None:
        """
        It stops there, and no default partner gets the lead.
        """
        step = Match(lead_field="country", partner_field="territories", required=True)
        partner = a_partner("p1", territories=("SE",))
        router = a_router(step, WHERE, partners=(partner,), default_partner="p1")
        decision = routed(a_lead(**said), router, default_partner=partner)

        assert decision.packed_steps == ((1, 0, reason, 0),)
        assert (decision.partner_id, decision.review, decision.tied) == (None, review, ())


class TestChoose:
    FIRST = Rule(criteria=any_of(where("country", "equals", "SE")), partners=("p1", "p2"))
    SECOND = Rule(criteria=any_of(where("employee_count", "greater_than", 10)), partners=("Partner p3",))
    PARTNERS = (a_partner("p1"), a_partner("p2"), a_partner("p3"), a_partner("p4"))

    def test_the_first_rule_that_holds_decides(self) -> None:
        """
        Later ones are not asked; its number is kept.
        """
        step = AssignByRules(rules=(self.FIRST, self.SECOND))
        decision = routed(a_lead(country="SE", employee_count=50), a_router(step, partners=self.PARTNERS))

        assert decision.tied == ("p1", "p2")
        assert decision.packed_steps == ((4, 2, StepReason.NARROWED, 1),)

    def test_all_rules_that_hold_decide_together(self) -> None:
        """
        With `all`, the partners of every matching rule are selected.
        """
        step = AssignByRules(rules=(self.FIRST, self.SECOND), take=RuleMode.ALL)

        assert kept(a_lead(country="SE", employee_count=50), step, partners=self.PARTNERS) == ("p1", "p2", "p3")

    def test_a_first_rule_of_which_nobody_is_left_still_decides(self) -> None:
        """
        The next rule is no second chance.
        """
        match = Match(lead_field="company", partner_field="tier")
        partners = (a_partner("p1"), a_partner("p3", tier="gold"))
        first = Rule(criteria=yes(), partners=("p1",))
        step = AssignByRules(rules=(first, Rule(criteria=yes(), partners=("p3",))), required=True)
        decision = routed(a_lead(company="Gold"), a_router(match, step, partners=partners))

        assert decision.review is ReviewReason.STEP_EMPTY
        assert decision.packed_steps[-1] == (1, 0, StepReason.EMPTY_REVIEW, 1)

    def test_no_rule_that_holds_is_an_empty_step(self) -> None:
        """
        Skipped if optional.
        """
        step = AssignByRules(rules=(Rule(criteria=no(), partners=("p1",)),))

        assert kept(a_lead(), step, partners=self.PARTNERS) == ("p1", "p2", "p3", "p4")

    def test_rules_can_ask_about_the_campaign(self) -> None:
        """
        Unknown without one.
        """
        fair = Rule(criteria=any_of(where("name", "contains", "fair", subject=Subject.CAMPAIGN)), partners=("p2",))
        step = AssignByRules(rules=(fair,))

        assert kept(a_lead(), step, partners=self.PARTNERS, campaign=a_campaign()) == ("p2",)
        assert len(kept(a_lead(), step, partners=self.PARTNERS)) == 4


class TestFilter:
    def test_only_partners_that_satisfy_the_criteria_stay(self) -> None:
        """
        Unknown does not satisfy.
        """
        step = Filter(criteria=on_partner("tier", "not_equals", "silver"))
        partners = (a_partner("p1", tier="Gold"), a_partner("p2", tier="Silver"), a_partner("p3"))

        assert kept(a_lead(), step, partners=partners) == ("p1",)

    def test_a_filter_that_keeps_nobody_is_skipped_or_reviewed(self) -> None:
        """
        A filter without a fitting partner is skipped if optional and reviewed if required.
        """
        criteria = on_partner("crm_connected", "equals", True)
        partners = (a_partner("p1"), a_partner("p2"))

        assert kept(a_lead(), Filter(criteria=criteria), partners=partners) == ("p1", "p2")
        assert kept(a_lead(), Filter(criteria=criteria, required=True), partners=partners) == ()


class TestWhen:
    @pytest.mark.parametrize("required", [True, False])
    def test_a_step_that_does_not_apply_changes_nothing(self, required: bool) -> None:
        """
        A step that does not apply changes nothing, even if it is required.
        """
        step = Match(lead_field="country", partner_field="territories", when=no(), required=required)
        decision = routed(a_lead(country="SE"), a_router(step, partners=(a_partner("p1"),)))

        assert decision.packed_steps == ((1, 1, StepReason.NOT_APPLICABLE, 0),)
        assert decision.partner_id == "p1"

    def test_unknown_does_not_apply(self) -> None:
        """
        Only yes does.
        """
        when = any_of(where("country", "not_equals", "US"))
        step = Filter(criteria=on_partner("tier", "is_empty"), when=when)
        decision = routed(a_lead(), a_router(step, partners=(a_partner(),)))

        assert decision.steps[0].reason is StepReason.NOT_APPLICABLE


class TestEnds:
    def test_the_only_one_left_gets_the_lead(self) -> None:
        """
        The only partner left gets the lead, without a turn if there is no rotation.
        """
        decision = routed(a_lead(), a_router(partners=(a_partner("p1"),)))

        assert (decision.partner_id, decision.chosen_by, decision.turn) == ("p1", ChosenBy.ONLY_ONE_LEFT, None)
        assert (decision.active, decision.packed_steps) == (1, ())

    def test_a_tie_is_reviewed_and_never_falls_to_a_default(self) -> None:
        """
        The partners left are named.
        """
        partners = (a_partner("p2"), a_partner("p1"), a_partner("p9"))
        router = a_router(partners=partners, default_partner="p9")
        decision = routed(a_lead(), router, default_partner=partners[2])

        assert (decision.partner_id, decision.review, decision.tied) == (None, ReviewReason.TIE, ("p1", "p2", "p9"))

    def test_nobody_is_named_who_is_not_among_the_tied(self) -> None:
        """
        Whoever stands before them, between them or behind them.
        """
        country = {"p1": "NO", "p2": "SE", "p3": "NO", "p4": "SE", "p5": "NO"}
        partners = tuple(a_partner(one, territories=(where,)) for one, where in country.items())

        assert routed(a_lead(country="Sweden"), a_router(WHERE, partners=partners)).tied == ("p2", "p4")

    def test_at_most_fifty_of_a_tie_are_named(self) -> None:
        """
        The decision stays small.
        """
        partners = tuple(a_partner(f"p{number:03}") for number in range(60))

        assert len(routed(a_lead(), a_router(partners=partners)).tied) == 50

    def test_round_robin_gives_the_turn_to_the_one_that_waited_longest(self) -> None:
        """
        The number of the turn is kept; asking takes none.
        """
        router = a_router(partners=(a_partner("p1"), a_partner("p2")), tie_break=TieBreak.ROUND_ROBIN)
        turns = new_turns(router)
        turns.take("p1")
        decision = routed(a_lead(), router, turns)

        assert (decision.partner_id, decision.chosen_by, decision.turn) == ("p2", ChosenBy.ROUND_ROBIN, 2)
        assert routed(a_lead(), router, turns) == decision

    def test_the_only_one_left_takes_a_turn_under_round_robin(self) -> None:
        """
        It has just been assigned a lead.
        """
        router = a_router(partners=(a_partner("p1"),), tie_break=TieBreak.ROUND_ROBIN)

        assert routed(a_lead(), router).turn == 1

    def test_inactive_partners_never_get_anything(self) -> None:
        """
        Inactive partners get no leads, by rules or as a default.
        """
        gone = a_partner("p1", active=False, territories=("SE",))
        step = AssignByRules(rules=(Rule(criteria=yes(), partners=("p1",)),))
        router = a_router(WHERE, step, partners=(gone,), default_partner="p1")
        decision = routed(a_lead(country="SE"), router, default_partner=gone)

        assert (decision.active, decision.partner_id, decision.review) == (0, None, None)

    def test_who_declined_gets_no_other_chance(self) -> None:
        """
        A partner that declined does not get the lead again, even as a default.
        """
        partners = (a_partner("p1"), a_partner("p2"))
        router = a_router(partners=partners, default_partner="p1")

        assert routed(a_lead(), router, declined=["p1", "px"]).partner_id == "p2"
        assert routed(a_lead(), router, declined=["p1", "p2"], default_partner=partners[0]).partner_id is None

    def test_the_imports_default_goes_before_the_modules(self) -> None:
        """
        Both only where nobody is left.
        """
        partners = (a_partner("p1", active=False), a_partner("p2"), a_partner("p3"))
        router = a_router(partners=partners, default_partner="p2")
        declined = ["p2", "p3"]

        given = routed(a_lead(), router, declined=["p1", "p2"], default_partner=partners[2])
        assert given.chosen_by is ChosenBy.ONLY_ONE_LEFT
        lone = a_router(partners=partners[:1], default_partner=None)
        assert routed(a_lead(), lone, default_partner=partners[2]).chosen_by is ChosenBy.IMPORT_DEFAULT
        assert routed(a_lead(), lone, default_partner=partners[2]).partner_id == "p3"
        assert routed(a_lead(), router, declined=declined, default_partner=partners[2]).partner_id is None

    def test_an_inactive_imports_default_leaves_it_to_the_modules(self) -> None:
        """
        If the import's default partner is inactive, the module's default gets the lead.
        """
        gone, also_gone = a_partner("p1", active=False), a_partner("p2", active=False)
        router = a_router(partners=(gone, also_gone), default_partner="p2")

        assert routed(a_lead(), router, default_partner=gone).chosen_by is None

    def test_the_modules_default_gets_what_nobody_else_can(self) -> None:
        """
        A full partner may still be the default one: somebody has to look at the lead.
        """
        router = a_router(partners=(a_partner("p1"),), default_partner="p1")
        turns = new_turns(router)
        turns.full = 1
        decision = routed(a_lead(), router, turns)

        assert (decision.active, decision.partner_id, decision.chosen_by) == (0, "p1", ChosenBy.MODULE_DEFAULT)
