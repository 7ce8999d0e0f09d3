"""
Laws of loads: what commits change of them, added up, is what counting all leads gives.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_lead
from tests.laws.strategies import examples

from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Deactivated, Fact, Notice, Received, Rejected
from leadflow.core.leads import EmailStatus, LeadKind
from leadflow.core.loads import load_changes, loads_of
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import Rotation, Turns
from leadflow.core.timeline import LeadChange

CLOSING = ("won", "lost")
PARTNERS = st.sampled_from(["north", "south"])
FACTS: st.SearchStrategy[Fact] = st.one_of(
    PARTNERS.map(
        lambda one: Assigned(partner_id=one, by=AssignedBy.PERSON, notice=Notice(EmailStatus.QUEUED)),
    ),
    st.just(Accepted()),
    st.just(Rejected()),
    st.just(Deactivated()),
)
MADE = st.tuples(st.sampled_from(["new", "won", "lost"]), st.lists(FACTS, max_size=3))


@examples(300)
@given(made=st.lists(MADE, max_size=6), later=st.lists(st.tuples(st.integers(0, 5), st.lists(FACTS, min_size=1))))
def test_changes_add_up_to_the_count(made: list[tuple[str, list[Fact]]], later: list[tuple[int, list[Fact]]]) -> None:
    """
    Changes of loads add up to the count, in any order.
    """
    changes = []
    for number, (stage, facts) in enumerate(made):
        received = Received(kind=LeadKind.DISTRIBUTED, source="manual", stage=stage)
        change = LeadChange.begin(
            f"lead-{number}", received, supplier_id="acme", values=a_lead().values, at=NOW, actor=Actor()
        )
        changes.append(_then(change, facts))
    loads = Counter({one.partner_id: one.by for one in load_changes(changes, CLOSING)})
    leads = [change.after for change in changes]
    for number, facts in later:
        if number < len(leads):
            change = _then(LeadChange(leads[number]), facts)
            leads[number] = change.after
            loads.update({one.partner_id: one.by for one in load_changes([change], CLOSING)})

    assert {one: load for one, load in loads.items() if load} == loads_of(leads, CLOSING)


def _then(change: LeadChange, facts: list[Fact]) -> LeadChange:
    for hours, fact in enumerate(facts):
        change = change.then(fact, at=NOW + timedelta(hours=hours), actor=Actor())
    return change


@examples(300)
@given(
    capacity=st.integers(1, 5),
    stored=st.integers(0, 5),
    routed=st.lists(st.booleans(), max_size=8),
    by_others=st.integers(-2, 3),
)
def test_rooms_say_when_choices_still_hold(capacity: int, stored: int, routed: list[bool], by_others: int) -> None:
    """
    A batch whose turns were taken while there was room may be written on another load exactly if there would have
    been room for each of them with that load too.
    """
    directory = PartnerDirectory.of([Partner(id="p", name="P", capacity=capacity)])
    turns = Turns(Rotation(module="m"), directory, {"p": stored})
    before_each, added = [], 0
    for is_routed in routed:
        if is_routed and turns.full:
            continue
        if is_routed:
            before_each.append(added)
            turns.take("p")
        else:
            turns.add_load("p")
        added += 1
    found = stored + by_others

    holds = all(found + added < capacity for added in before_each)
    assert (found <= turns.rooms().get("p", found)) == holds
