"""
Turns: least recently assigned first, and skipping somebody costs them nothing.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from attrs import evolve
from tests.core.builders import a_partner

from leadflow.core.bits import mask_of
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import Rotation, TieBreak, Turns
from leadflow.core.routing.turns import TIE_BREAKS

MANY = 40


def directory(*ids: str) -> PartnerDirectory:
    """
    Return partners with these ids.
    """
    return PartnerDirectory.of(a_partner(one) for one in ids)


def bits(of: PartnerDirectory, *ids: str) -> int:
    """
    Return a set of partners.
    """
    return sum(1 << of.positions[one] for one in ids)


def give(turns: Turns, of: PartnerDirectory, *ids: str) -> str:
    """
    Give one turn to whoever is next among *ids*.
    """
    chosen = of.partners[turns.next_of(bits(of, *ids))].id
    turns.take(chosen)
    return chosen


def test_turns_go_round() -> None:
    """
    Partners take turns, and of those without a turn the first is next.
    """
    three = directory("c", "a", "b")
    turns = Turns(Rotation(module="m"), three)

    assert [give(turns, three, "a", "b", "c") for _ in range(7)] == list("abcabca")


def test_a_partner_that_was_skipped_is_next() -> None:
    """
    It lost no turn by not being eligible.
    """
    three = directory("a", "b", "c")
    turns = Turns(Rotation(module="m"), three)
    given = [give(turns, three, *ids) for ids in ("abc", "ac", "ac", "abc", "abc")]

    assert given == ["a", "c", "a", "b", "c"]


def test_who_comes_back_gets_one_turn_and_then_waits_like_the_others() -> None:
    """
    It is not flooded with what it missed.
    """
    three = directory("a", "b", "c")
    turns = Turns(Rotation(module="m"), three)
    for _ in range(20):
        give(turns, three, "a", "b")
    counts = Counter(give(turns, three, "a", "b", "c") for _ in range(9))

    assert counts == {"a": 3, "b": 3, "c": 3}


def test_who_is_added_is_next_and_then_one_among_equals() -> None:
    """
    A new partner is next and then equal to the others.
    """
    two, three = directory("a", "b"), directory("a", "b", "c")
    first = Turns(Rotation(module="m"), two)
    for _ in range(11):
        give(first, two, "a", "b")
    second = Turns(first.rotation(), three)

    assert [give(second, three, "a", "b", "c") for _ in range(4)] == ["c", "b", "a", "c"]


def test_a_large_set_is_served_in_the_same_order_as_a_small_one() -> None:
    """
    The way to find the next one changes with the size, the answer does not.
    """
    ids = [f"p{number:02}" for number in range(MANY)]
    many = directory(*ids)
    turns = Turns(Rotation(module="m", count=3, last={"p00": 3, "p01": 1, "p05": 2}), many)
    given = [give(turns, many, *ids) for _ in range(MANY)]

    assert given[-3:] == ["p01", "p05", "p00"]
    assert sorted(given) == ids


def test_what_was_taken_is_told_once() -> None:
    """
    The count before, the count after, and who took the last turns.
    """
    two = directory("a", "b")
    turns = Turns(Rotation(module="m", count=7, last={"a": 7, "gone": 6}), two)
    untouched = turns.taken()
    for _ in range(3):
        give(turns, two, "a", "b")
    taken = turns.taken()

    assert untouched is None
    assert taken is not None
    assert (taken.module, taken.before, taken.count, taken.last) == ("m", 7, 10, {"b": 10, "a": 9})
    assert turns.rotation().last == {"a": 9, "b": 10, "gone": 6}
    assert turns.upcoming == 11


def test_more_sets_are_asked_about_than_are_remembered() -> None:
    """
    Every set of twelve partners, twice running, in three orders: always the one that has waited longest.
    """
    twelve = directory(*(f"p{number:02}" for number in range(12)))
    turns, last = Turns(Rotation(module="m"), twelve), [0] * 12
    masks = [step * (number // 2) % 4_096 or 1 for step in (1, 997, 1_535) for number in range(2, 2 * 4_096)]
    for number, mask in enumerate(masks, 1):
        longest = min((one for one in range(12) if mask >> one & 1), key=lambda one: (last[one], one))

        assert turns.next_of(mask) == longest
        turns.take(twelve.partners[longest].id)
        last[longest] = number


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tie_break", [TieBreak.ROUND_ROBIN, TieBreak.WEIGHTED, TieBreak.LEAST_LOADED])
def test_sets_that_are_nearly_the_same_share_their_order(tie_break: TieBreak, seed: int) -> None:
    """
    Partners that get full, are free again, or decline never change who is next: it is who a fresh look finds.
    """
    dice = Random(seed)
    partners = [
        a_partner(f"p{at:03}", weight=dice.randrange(1, 5), capacity=dice.choice([None, 1, 2, 5])) for at in range(400)
    ]
    many, choose = PartnerDirectory.of(partners), (TIE_BREAKS[tie_break] or (None, Turns.next_of))[1]
    loads: dict[str, int] = {}
    kept = Turns(Rotation(module="m"), many, loads)
    closed = 0
    for _ in range(1_500):
        open_now = ((1 << 400) - 1) & ~kept.full & ~(1 << dice.randrange(400))
        candidates = open_now & dice.choice([~0, ~0, ~0xFF, mask_of(range(0, 400, 2))])
        fresh = Turns(kept.rotation(), many, loads)
        position = choose(kept, candidates)

        assert position == choose(fresh, candidates)
        partner_id = many.partners[position].id
        kept.take(partner_id)
        loads[partner_id] = loads.get(partner_id, 0) + 1
        if dice.random() < 0.3:
            kept.settle()
            gone = dice.choice(sorted(loads))
            loads[gone] = max(loads[gone] - 1, 0)
            closed += 1
            kept.catch_up(evolve(kept.rotation(), last={}, due={}), {gone: loads[gone]}, whole=False)

    assert closed > 100
