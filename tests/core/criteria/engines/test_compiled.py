"""
Compiled criteria.
"""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime

import pytest

from leadflow.core.criteria import Condition, EvaluationTime, any_of, check_criteria, holds, where
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.leads import Lead
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns
from leadflow.testing.builders import KIT_SCHEMA, a_lead
from leadflow.testing.record_builders import a_campaign, a_partner

MOMENT = EvaluationTime(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), UTC)


def checked(*conditions: Condition) -> CheckedCriteria:
    """
    Check conditions joined by OR.
    """
    found, problems = check_criteria(any_of(*conditions), KIT_SCHEMA)
    assert found is not None, problems
    return found


def said(**values: str) -> Subjects:
    """
    Return a lead alone, which says these values.
    """
    return Subjects(a_lead(said=values))


def test_compiled_criteria_hold_like_judged_ones() -> None:
    """
    A matcher says yes where judging does.
    """
    criteria = checked(where("country", "in", ["US", "CA"]), where("employee_count", "greater_than", 50))
    matcher = compile_criteria(criteria, MOMENT)
    some = [said(country="usa"), said(country="DE"), said(employee_count="51"), said(employee_count="50"), said()]

    assert [matcher(one) for one in some] == [True, False, True, False, False]
    assert [matcher(one) for one in some] == [holds(criteria, one, MOMENT) for one in some]


@pytest.mark.parametrize("operator", ["not_equals", "not_contains", "not_starts_with", "not_ends_with"])
def test_negative_operators_are_unknown_where_nothing_is_said(operator: str) -> None:
    """
    Absence satisfies a negative operator only where it counts as yes.
    """
    strict = compile_criteria(checked(where("city", operator, "x")), MOMENT)
    lenient = compile_criteria(checked(where("city", operator, "x", if_missing=True)), MOMENT)

    assert (strict(said()), lenient(said())) == (False, True)


def test_money_of_another_currency_is_unknown() -> None:
    """
    An amount is never more, less or other than one in another currency.
    """
    operators = ("less_than", "greater_or_equal", "not_equals")
    matchers = [compile_criteria(checked(where("annual_revenue", one, "EUR 50")), MOMENT) for one in operators]

    assert [matcher(said(annual_revenue="USD 10")) for matcher in matchers] == [False, False, False]


def test_missing_lead_partner_and_campaign_say_nothing() -> None:
    """
    Criteria about a subject that is not there are unknown, and its fields are empty.
    """
    about_partner = where("kit_seats", "greater_than", 5, subject=Subject.PARTNER)
    about_campaign = where("kit_budget", "is_empty", subject=Subject.CAMPAIGN)
    partner, campaign = (
        compile_criteria(checked(about_partner), MOMENT),
        compile_criteria(checked(about_campaign), MOMENT),
    )
    whole = Subjects(None, a_partner(), a_campaign())

    assert (partner(Subjects()), partner(whole)) == (False, True)
    assert (campaign(Subjects()), campaign(whole)) == (True, False)


def test_values_of_criteria_never_become_code() -> None:
    """
    Values in criteria are only compared, never executed.
    """
    nasty = "') or True or ('\n__import__('os').system('true')"
    matcher = compile_criteria(checked(where("notes", "contains", nasty)), MOMENT)

    assert (matcher(said(notes="x")), matcher(said(notes=f"a {nasty} b"))) == (False, True)


def test_failure_of_a_test_is_not_swallowed() -> None:
    """
    An error inside a condition comes out, also one that looks like a key that was not made yet.
    """

    class Broken(EvaluationTime):
        def day(self, value: object) -> date:
            raise KeyError("zone")

    matcher = compile_criteria(
        checked(where("created_at", "on", "2026-03-02"), where("city", "equals", "x")), Broken(MOMENT.now, UTC)
    )

    with pytest.raises(KeyError, match="zone"):
        matcher(said())


def test_selecting_keeps_the_leads_that_hold() -> None:
    """
    Many leads are gone through at once, in their order, whatever the criteria ask about.
    """
    leads: list[Lead] = [a_lead(str(at), said={"employee_count": str(at)} if at else {}) for at in range(9)]
    plain = compile_criteria(checked(where("employee_count", "greater_than", 6)), MOMENT)
    recorded = compile_criteria(checked(where("source", "equals", "manual")), MOMENT)

    assert plain.select(leads) == leads[7:]
    assert recorded.select(leads) == leads


def test_a_sieve_answers_for_each_lead_of_a_column() -> None:
    """
    A sieve evaluates a column of leads by their keys.
    """
    layout = KIT_SCHEMA.leads.layout_of(("city", "country"))
    leads = Columns(layout, [["Oslo", None, " oslo ", "Rome"], ["NO", "NO", "SE", None]], 4)
    north = compile_criteria(checked(where("city", "equals", "Oslo"), where("country", "not_equals", "SE")), MOMENT)

    assert north.sieve is not None
    assert north.sieve(leads) == [True, True, True, False]
    assert compile_criteria(checked(where("source", "equals", "manual")), MOMENT).sieve is None


def test_matcher_pickles() -> None:
    """
    A matcher is compiled again where it is loaded.
    """
    criteria = checked(
        where("kit_date", "within_last_days", 5), where("tier", "equals", "gold", subject=Subject.PARTNER)
    )
    loaded = pickle.loads(pickle.dumps(compile_criteria(criteria, MOMENT)))

    assert (loaded(said(kit_date="2026-03-01")), loaded(said(kit_date="2026-02-01"))) == (True, False)


def test_subjects_made_before_the_keys_of_their_lead_answer_like_those_made_after() -> None:
    """
    What subjects keep of a lead's keys grows with what is asked, and is not pickled with them.
    """
    country, city = (compile_criteria(checked(where(name, "equals", "US")), MOMENT) for name in ("country", "city"))
    lead = a_lead(said={"country": "usa", "city": "us"})
    before, other = Subjects(lead), Subjects(lead)

    assert (country(before), city(other), city(before), country(other)) == (True, True, True, True)
    assert before.lead_keys is other.lead_keys is Subjects(lead).lead_keys is lead.values.keys_made
    loaded = pickle.loads(pickle.dumps(before))
    assert loaded == before
    assert not hasattr(loaded, "lead_keys")
    assert (country(loaded), city(loaded)) == (True, True)


def test_nobody_says_nothing_however_often_it_is_asked() -> None:
    """
    Subjects without a lead answer one question after another.
    """
    nobody = Subjects()
    empty = [compile_criteria(checked(where(name, "is_empty")), MOMENT) for name in ("country", "city", "country")]

    assert [one(nobody) for one in empty] == [True, True, True]
