"""
Laws of routing: steps only narrow, the steps count, appending changes nothing that was decided, rotation is fair.
"""

from __future__ import annotations

from collections import Counter
from functools import partial

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import MOMENT, SCHEMA
from tests.laws.strategies import examples, modules, partners, routable, rules

from leadflow.core.leads import Lead
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import (
    AssignByRules,
    Rotation,
    Router,
    RoutingDecision,
    RoutingModule,
    StepReason,
    TieBreak,
    Turns,
    check_module,
    choose,
    explain_routing,
    route,
)
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns


def decide(module: RoutingModule, among: tuple[Partner, ...], lead: Lead) -> RoutingDecision:
    """
    Route *lead* with fresh turns; a module that is drawn is always right.
    """
    directory = PartnerDirectory.of(among)
    checked, problems = check_module(module, SCHEMA, directory)
    assert checked is not None, problems
    return route(lead, Router(checked, directory, MOMENT), Turns(Rotation(module=module.name), directory))


@examples(500)
@given(data=st.data(), among=partners(), lead=routable())
def test_the_trail_counts_and_steps_only_narrow(data: st.DataObject, among: tuple[Partner, ...], lead: Lead) -> None:
    """
    Each step begins with what the one before left, and none adds a partner.
    """
    module = data.draw(modules(among))
    decision = decide(module, among, lead)
    befores = [one.before for one in decision.steps]
    afters = [one.after for one in decision.steps]
    stopped = bool(decision.steps) and decision.steps[-1].reason >= StepReason.EMPTY_REVIEW

    assert decision.active == sum(one.active for one in among)
    assert befores == [decision.active, *afters][: len(befores)]
    assert all(after <= before for before, after in zip(befores, afters, strict=True))
    assert stopped or len(decision.packed_steps) == len(module.steps)
    assert stopped == (decision.review is not None and not decision.tied)


@examples(300)
@given(data=st.data(), among=partners(), leads=st.lists(routable(), min_size=1, max_size=4))
def test_what_a_router_remembers_changes_nothing(
    data: st.DataObject, among: tuple[Partner, ...], leads: list[Lead]
) -> None:
    """
    A router that has seen other leads, and other sets of partners, decides as a new one does.
    """
    module = data.draw(modules(among))
    directory = PartnerDirectory.of(among)
    checked, problems = check_module(module, SCHEMA, directory)
    assert checked is not None, problems
    used = Router(checked, directory, MOMENT)
    gone = {one.id for one in among[:1]}
    for lead in (*leads, *leads):
        for declined in ((), gone, ()):
            turns = Turns(Rotation(module=module.name), directory)
            decision = route(lead, used, turns, declined=declined)

            assert decision == route(lead, Router(checked, directory, MOMENT), turns, declined=declined)


@examples(300)
@given(data=st.data(), among=partners(), leads=st.lists(routable(), min_size=1, max_size=4))
def test_a_file_is_routed_as_its_leads_are_one_by_one(
    data: st.DataObject, among: tuple[Partner, ...], leads: list[Lead]
) -> None:
    """
    What the steps do to many leads kept by column is what they do to each, whether or not anybody went that way before.
    """
    module = data.draw(modules(among))
    directory = PartnerDirectory.of(among)
    checked, problems = check_module(module, SCHEMA, directory)
    assert checked is not None, problems
    names = tuple(sorted({name for lead in leads for name in lead.values}))
    layout = SCHEMA.leads.layout_of(names)
    columns = Columns(layout, [[lead.values.get(name) for lead in leads] for name in names], len(leads))
    router, turns = Router(checked, directory, MOMENT), Turns(Rotation(module=module.name), directory)
    mask = router.open_to(turns)
    for _ in range(2):
        ahead = router.ways.ahead(columns, mask)
        for at, lead in enumerate(leads):
            way = ahead.known[at] or ahead.walk(at, partial(Subjects, lead), mask)
            decision = choose(way, router, turns).decision(router)

            assert decision == route(lead, Router(checked, directory, MOMENT), turns)


@examples(500)
@given(data=st.data(), among=partners(), lead=routable())
def test_a_decision_is_one_of_three(data: st.DataObject, among: tuple[Partner, ...], lead: Lead) -> None:
    """
    A partner that is active, a review, or neither; and it can be explained in every case, with anything missing.
    """
    module = data.draw(modules(among))
    decision = decide(module, among, lead)
    active = {one.id for one in among if one.active}

    assert (decision.partner_id is None) == (decision.chosen_by is None)
    assert decision.partner_id is None or decision.review is None
    assert decision.partner_id in {None, *active}
    assert set(decision.tied) <= active
    for known in (module, None, evolve(module, steps=module.steps[:1]), evolve(module, steps=module.steps[::-1])):
        for directory in (PartnerDirectory.of(among), PartnerDirectory.of([]), None):
            assert explain_routing(decision, module=known, directory=directory)


@examples(400)
@given(data=st.data(), among=partners(), lead=routable())
def test_appending_a_step_never_adds_a_partner(data: st.DataObject, among: tuple[Partner, ...], lead: Lead) -> None:
    """
    Who can win a longer path could win the shorter one.
    """
    module = data.draw(modules(among).filter(lambda drawn: bool(drawn.steps)))
    longer = evolve(module, tie_break=TieBreak.REVIEW, default_partner=None)
    shorter = evolve(longer, steps=longer.steps[:-1])

    assert _left(decide(longer, among, lead)) <= _left(decide(shorter, among, lead))


def _left(decision: RoutingDecision) -> set[str]:
    return {decision.partner_id} if decision.partner_id else set(decision.tied)


@examples(400)
@given(data=st.data(), among=partners(), lead=routable())
def test_appending_a_rule_changes_nothing_that_an_earlier_one_decided(
    data: st.DataObject, among: tuple[Partner, ...], lead: Lead
) -> None:
    """
    With `first`, a rule added at the end does not change earlier results.
    """
    first = AssignByRules(rules=tuple(data.draw(st.lists(rules(among), min_size=1, max_size=3))))
    more = evolve(first, rules=(*first.rules, data.draw(rules(among))))
    module = RoutingModule(name="emea", steps=(first,))
    before = decide(module, among, lead)

    if before.steps[0].rule:
        assert decide(evolve(module, steps=(more,)), among, lead) == before


@examples(300)
@given(data=st.data(), among=partners(), lead=routable())
def test_the_order_in_which_partners_are_read_does_not_matter(
    data: st.DataObject, among: tuple[Partner, ...], lead: Lead
) -> None:
    """
    A store may return them in any order.
    """
    module = data.draw(modules(among))

    assert decide(module, among[::-1], lead) == decide(module, among, lead)


@examples(300)
@given(
    size=st.integers(1, 12),
    masks=st.lists(st.integers(1, 2**12 - 1), min_size=1, max_size=6),
    rounds=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 11), st.integers(0, 3)), max_size=80),
)
def test_next_is_who_has_waited_longest(size: int, masks: list[int], rounds: list[tuple[int, int, int]]) -> None:
    """
    The next partner of any set is the one whose turn was longest ago.
    """
    directory = PartnerDirectory.of(Partner(id=f"p{number:02}", name="p") for number in range(size))
    turns, last = Turns(Rotation(module="m"), directory), [0] * size
    for number, (asked, other, what) in enumerate(rounds, 1):
        mask = masks[asked % len(masks)] & (1 << size) - 1 or 1
        longest = min((one for one in range(size) if mask >> one & 1), key=lambda one: (last[one], one))

        assert turns.next_of(mask) == longest
        if what:
            taker = other % size if what == 1 else longest
            turns.take(directory.partners[taker].id)
            last[taker] = number


@examples(200)
@given(
    size=st.integers(1, 45), rounds=st.lists(st.integers(0, 2**45), min_size=1, max_size=120), cut=st.integers(0, 120)
)
def test_round_robin_is_fair_within_one_turn(size: int, rounds: list[int], cut: int) -> None:
    """
    Among partners that are always eligible, whoever else is added or paused, and wherever a batch ends.
    """
    ids = [f"p{number:02}" for number in range(size)]
    directory = PartnerDirectory.of(Partner(id=one, name=one) for one in ids)
    always = (1 << (size + 1) // 2) - 1
    turns = Turns(Rotation(module="m"), directory)
    counts: Counter[int] = Counter()
    for number, mask in enumerate(rounds):
        if number == cut:
            turns = Turns(turns.rotation(), directory)
        chosen = turns.next_of(always | (mask & (1 << size) - 1))
        turns.take(directory.partners[chosen].id)
        counts[chosen] += 1
    shares = [counts[position] for position in range((size + 1) // 2)]

    assert max(shares) - min(shares) <= 1
    assert all(count <= max(shares) + 1 for count in counts.values())
