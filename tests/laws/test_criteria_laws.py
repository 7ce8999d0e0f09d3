"""
Laws of criteria: order never matters, AND narrows, OR widens, and the fast way is the same as the full one.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.builders import MOMENT, SCHEMA
from tests.laws.strategies import conditions, criteria, examples, groups, leads

from leadflow.core.criteria import CheckedCriteria, Condition, Criteria, Group, check_criteria, evaluate, holds
from leadflow.core.leads import Lead
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.subjects import Subjects
from leadflow.wire.converter import make_converter

CONVERTER = make_converter(SCHEMA, strict=True)


def check(written: Criteria) -> CheckedCriteria:
    """
    Return the criteria ready to be judged; drawn mistakes are drawn anew.
    """
    checked, _ = check_criteria(written, SCHEMA)
    assume(checked is not None)
    assert checked is not None
    return checked


@examples(600)
@given(lead=leads(), written=criteria)
def test_judging_and_holding_agree(lead: Lead, written: Criteria) -> None:
    """
    The fast path and the one with findings have one meaning, and there is a finding for every condition.
    """
    checked = check(written)
    verdict = evaluate(checked, Subjects(lead), MOMENT)

    assert holds(checked, Subjects(lead), MOMENT) == verdict.holds
    assert [[one.condition for one in group] for group in verdict.groups] == [
        list(group.conditions) for group in checked.criteria.groups
    ]


@examples(300)
@given(lead=leads(), written=criteria, random=st.randoms(use_true_random=False))
def test_order_never_matters(lead: Lead, written: Criteria, random: Any) -> None:
    """
    The order of conditions and groups never changes the result.
    """
    mixed = [Group(tuple(random.sample(one.conditions, len(one.conditions)))) for one in written.groups]
    other = Criteria(tuple(random.sample(mixed, len(mixed))))

    assert (
        evaluate(check(written), Subjects(lead), MOMENT).answer == evaluate(check(other), Subjects(lead), MOMENT).answer
    )


@examples(300)
@given(lead=leads(), group=groups, more=conditions())
def test_another_condition_never_widens(lead: Lead, group: Group, more: Condition) -> None:
    """
    Conditions are joined by AND.
    """
    narrow = check(Criteria((Group((*group.conditions, more)),)))

    assert not holds(narrow, Subjects(lead), MOMENT) or holds(check(Criteria((group,))), Subjects(lead), MOMENT)


@examples(300)
@given(lead=leads(), written=criteria, more=groups)
def test_another_group_never_narrows(lead: Lead, written: Criteria, more: Group) -> None:
    """
    Groups are joined by OR.
    """
    wide = check(Criteria((*written.groups, more)))

    assert not holds(check(written), Subjects(lead), MOMENT) or holds(wide, Subjects(lead), MOMENT)


@examples(300)
@given(lead=leads(), written=criteria)
def test_json_and_back_is_identity(lead: Lead, written: Criteria) -> None:
    """
    The criteria and their answer.
    """
    again = CONVERTER.structure(json.loads(json.dumps(CONVERTER.unstructure(written))), Criteria)

    assert again == written
    assert (
        evaluate(check(again), Subjects(lead), MOMENT).answer == evaluate(check(written), Subjects(lead), MOMENT).answer
    )


words = st.one_of(
    st.sampled_from([*STANDARD_SCHEMA.leads, "equals", "in", "less_than", "matches", "on", "between"]),
    st.text(max_size=6),
)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates(), st.decimals()),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@examples(600)
@given(field=words, operator=words, value=plain, exact=st.booleans(), lead=leads())
def test_nothing_that_is_written_surprises(field: str, operator: str, value: Any, exact: bool, lead: Lead) -> None:
    """
    Any words and any value are criteria that can be judged, or problems.
    """
    asked = Condition(field=field, operator=operator, value=value, exact=exact)
    checked, problems = check_criteria(Criteria((Group((asked,)),)), SCHEMA)
    if checked is None:
        assert problems
    else:
        assert (
            evaluate(checked, Subjects(lead), MOMENT).groups[0][0].condition == checked.criteria.groups[0].conditions[0]
        )
