"""
Whatever can be written for criteria stands wherever criteria stand.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final, get_args

import pytest
from tests.core.builders import a_lead
from tests.test_public_arguments import PARAMETERS
from tests.test_public_arguments import _takers as takers

from leadflow import (
    STANDARD_SCHEMA,
    CheckedCriteria,
    Condition,
    Criteria,
    Group,
    InvalidInput,
    LeadQuery,
    OpportunityQuery,
    Programme,
    Subscription,
    SubscriptionRules,
    SupplierContact,
    all_of,
    any_of,
    where,
)
from leadflow.core.criteria import AnyCriteria, EvaluationTime
from leadflow.core.subjects import Subjects
from leadflow.testing import NOW

SMALL: Final = where("city", "equals", "Oslo")
WRITTEN: Final[dict[str, AnyCriteria]] = {
    "a condition": SMALL,
    "all_of": all_of(SMALL),
    "any_of": any_of(SMALL),
    "any_of of groups": any_of(all_of(SMALL)),
}
WANTED: Final = Criteria((Group((SMALL,)),))

PARTS: Final = {
    "Criteria(groups)": "has the groups themselves",
    "Group(conditions)": "has the conditions of one group",
    "all_of(conditions)": "joins conditions by AND",
    "any_of(groups)": "joins what is written by OR",
}
"""
What criteria are made of: these take the parts.
"""

READY: Final = {
    "criteria_expr(criteria)": "data frames have no schema",
    "criteria_expression(criteria)": "SQL statements have no schema",
    "evaluate(criteria)": "a lead has no schema",
    "key_frame(criteria)": "data frames have no schema",
    "match_in_arrow(criteria)": "is sent to workers, which have no schema",
}
"""
What judges criteria without a schema at hand, and takes them from `check_criteria`.
"""


def _asks(hint: Any, wanted: tuple[type, ...]) -> bool:
    return hint in wanted or any(_asks(one, wanted) for one in get_args(hint))


TAKING: Final = sorted(
    where
    for where, (_, _, hint) in PARAMETERS.items()
    if _asks(hint, (Criteria, Group, Condition, CheckedCriteria)) and where not in PARTS and where not in READY
)


def test_every_parameter_for_criteria_is_found() -> None:
    """
    The lists of exceptions name what is there, and the rest is not empty.
    """
    assert PARTS.keys() | READY.keys() <= PARAMETERS.keys()
    assert len(TAKING) >= 12


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("place", TAKING)
def test_criteria_are_taken_in_every_form(place: str, form: str) -> None:
    """
    A condition or a group alone is the whole of the criteria.
    """
    name, parameter, _ = PARAMETERS[place]
    taker = takers(name, parameter)
    assert taker is not None

    taken = taker[0](WRITTEN[form], taker[1])

    assert (taken if isinstance(taken, Criteria) else Criteria.taken_from(taken)) == WANTED


@pytest.mark.parametrize("place", TAKING)
def test_other_things_are_refused_with_what_makes_criteria(place: str) -> None:
    """
    A text where criteria stand is a TypeError that says how to write them.
    """
    name, parameter, _ = PARAMETERS[place]
    taker = takers(name, parameter)
    assert taker is not None

    with pytest.raises(TypeError, match="where, all_of or any_of"):
        taker[0]("city = Oslo", taker[1])


@pytest.mark.parametrize("place", READY)
def test_functions_without_a_schema_say_what_checks_criteria(place: str) -> None:
    """
    Criteria that were not checked are refused with the function that does it.
    """
    name, parameter, _ = PARAMETERS[place]
    taker = takers(name, parameter)
    assert taker is not None

    with pytest.raises(TypeError, match="check_criteria"):
        list(taker[0]([SMALL] if place.startswith("key_frame") else SMALL, taker[1]))


@pytest.mark.parametrize("form", WRITTEN)
def test_query_is_checked_by_the_schema(form: str) -> None:
    """
    The desk makes written criteria ready; what is ready stays as it is.
    """
    ready = LeadQuery(criteria=WRITTEN[form]).checked(STANDARD_SCHEMA)

    assert ready.checked_criteria is not None
    assert ready.checked_criteria.criteria == WANTED
    assert ready.checked(STANDARD_SCHEMA) is ready


@pytest.mark.parametrize("kind", [LeadQuery, OpportunityQuery])
def test_query_names_every_mistake_in_its_criteria(kind: type[LeadQuery] | type[OpportunityQuery]) -> None:
    """
    A field that is not declared is refused by its place, with the near one.
    """
    query = kind(criteria=all_of(where("partner.nam", "equals", "Nordlys"), where("partner.name", "is", "x")))

    with pytest.raises(InvalidInput) as caught:
        query.checked(STANDARD_SCHEMA)

    assert [one.path for one in caught.value.problems] == [
        f"{kind.__name__}.criteria.groups[0][0].field",
        f"{kind.__name__}.criteria.groups[0][1].operator",
    ]
    assert "'name'" in str(caught.value)


def test_criteria_that_were_not_checked_judge_nothing() -> None:
    """
    A store that is asked with a query of somebody's own says what makes it ready.
    """
    query = LeadQuery(criteria=SMALL)

    with pytest.raises(TypeError, match=r"ask LeadQuery.checked\(schema\), or give what check_criteria returns"):
        query.holds(Subjects(a_lead()), EvaluationTime(NOW, UTC))


def test_programme_names_every_mistake_of_its_subscriptions() -> None:
    """
    Criteria of subscriptions are checked where the programme is made.
    """
    ann = SupplierContact(id="ann", email="ann@acme.example")
    rules = SubscriptionRules(
        supplier=[Subscription(contact=ann), Subscription(contact=ann, criteria=where("countri", "equals", "Norway"))]
    )

    with pytest.raises(InvalidInput, match="country") as caught:
        Programme(supplier_id="acme", subscriptions=rules)

    assert caught.value.problems[0].path == "subscriptions.supplier[1].criteria.groups[0][0].field"


def test_groups_are_joined_with_what_they_stand_beside() -> None:
    """
    AND of a group and a condition is one group; OR of criteria and a condition is one list of groups.
    """
    other = where("city", "equals", "Ulm")

    assert all_of(all_of(SMALL), other) == Group((SMALL, other))
    assert any_of(any_of(SMALL), other) == Criteria((Group((SMALL,)), Group((other,))))
