"""
The timeline of settings: what changed between two records, and keys that keep timelines apart.
"""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_contact, a_partner, a_rep, a_user

from leadflow.core.actors import Actor
from leadflow.core.criteria import where
from leadflow.core.partners import Campaign, PartnerPeople, PartnerSettings
from leadflow.core.registration import AutoRegistration, AutoRegistrationMode, ManagedRules, RegistrationRule
from leadflow.core.settings import SettingsEvent, changes_between, newest_of, timeline_key

RULE: Final = RegistrationRule(name="Hot", criteria=where("lead_score", "greater", 50))
WARM: Final = evolve(RULE, criteria=where("lead_score", "greater", 20))
ON: Final = PartnerSettings(partner_id="p1", auto_accept_since=NOW)
MAJA: Final = a_user("maja", email="maja@p.example")
PEOPLE: Final = PartnerPeople(partner_id="p1", users=(MAJA,), sales_reps=(a_rep("rep"),))
OWN: Final = AutoRegistration(partner_id="p1", mode=AutoRegistrationMode.OWN_RULES, rules=(RULE,))


def changed(before: object, after: object) -> list[tuple[object, ...]]:
    """
    Return the changes as tuples.
    """
    return [(one.setting.value, one.about, one.member, one.before, one.after) for one in changes_between(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, ON, [("auto_accept", "", "", False, True)]),
        (ON, PartnerSettings(partner_id="p1"), [("auto_accept", "", "", True, False)]),
        (ON, ON, []),
        (None, AutoRegistration(partner_id="p1"), []),
        (
            None,
            OWN,
            [("auto_registration", "", "", "off", "own_rules"), ("own_rules", "Hot", "", None, RULE)],
        ),
        (OWN, evolve(OWN, rules=(WARM,)), [("own_rules", "Hot", "", RULE, WARM)]),
        (OWN, evolve(OWN, rules=()), [("own_rules", "Hot", "", RULE, None)]),
        (OWN, evolve(OWN, ignored_companies=("Acme",)), [("ignored_companies", "Acme", "", False, True)]),
        (evolve(OWN, ignored_companies=("Acme",)), OWN, [("ignored_companies", "Acme", "", True, False)]),
        (None, ManagedRules(rules=(RULE,)), [("managed_rules", "Hot", "", None, RULE)]),
        (
            PEOPLE,
            evolve(PEOPLE, users=(evolve(MAJA, email="m@p.example", active=False, default_recipient=False),)),
            [
                ("users", "maja", "email", "maja@p.example", "m@p.example"),
                ("users", "maja", "active", True, False),
                ("default_users", "maja", "", True, False),
            ],
        ),
        (
            PEOPLE,
            evolve(PEOPLE, users=(evolve(MAJA, roles=("sales",)),)),
            [("roles", "maja", "", (), ("sales",))],
        ),
        (
            PEOPLE,
            evolve(PEOPLE, sales_reps=()),
            [
                ("sales_reps", "rep", "email", "rep@x.example", None),
                ("sales_reps", "rep", "active", True, None),
                ("default_sales_reps", "rep", "", True, False),
            ],
        ),
        (PEOPLE, evolve(PEOPLE, unsubscribed=("maja",), bounced=("maja@p.example",)), []),
        (
            None,
            a_partner("p1", additional_recipients=(a_contact("ann", email="ann@s.example"),), offered_roles=("sales",)),
            [
                ("additional_recipients", "ann", "email", None, "ann@s.example"),
                ("additional_recipients", "ann", "active", None, True),
                ("roles", "", "", (), ("sales",)),
            ],
        ),
        (a_partner("p1"), a_partner("p1", tier="gold", active=False), []),
        (None, Campaign(id="c", name="C"), []),
    ],
)
def test_what_differs_is_said_with_before_and_after(
    before: object, after: object, expected: list[tuple[object, ...]]
) -> None:
    """
    Each setting that differs stands once, and what is no setting never does.
    """
    found = [
        (*one[:3], *("rep@x.example" if str(said).startswith("rep@") else said for said in one[3:]))
        for one in changed(before, after)
    ]
    assert found == expected


def an_event(partner_id: str | None, seq: int) -> SettingsEvent:
    """
    Return an event without changes.
    """
    return SettingsEvent(partner_id=partner_id, seq=seq, at=NOW, actor=Actor(), changes=())


@given(
    st.lists(st.none() | st.text("a@ ~", min_size=1, max_size=5), min_size=1, max_size=6, unique=True),
    st.lists(st.integers(1, 10**9), min_size=1, max_size=4, unique=True),
)
def test_timelines_are_apart_and_the_newest_is_first(partners: list[str | None], numbers: list[int]) -> None:
    """
    After the text of a timeline come the keys of that timeline first, by descending number, whatever is in the ids.
    """
    events = {timeline_key(one): one for one in (an_event(*pair) for pair in product(partners, numbers))}
    assert len(events) == len(partners) * len(numbers)
    for partner in partners:
        following = [key for key in sorted(events) if key > newest_of(partner)][: len(numbers)]
        assert [events[key].partner_id for key in following] == [partner] * len(numbers)
        assert [events[key].seq for key in following] == sorted(numbers, reverse=True)


def test_nothing_personal_is_shown() -> None:
    """
    What a setting says of people and companies is in no repr.
    """
    event = evolve(an_event("p1", 1), changes=changes_between(None, PEOPLE))
    assert "maja" not in repr(event)
    assert "Acme" not in repr(evolve(OWN, ignored_companies=("Acme",)))
