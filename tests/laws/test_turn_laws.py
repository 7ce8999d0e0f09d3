"""
Laws of turns that stay ready: brought up to date, they choose as turns that were read anew.
"""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import Rotation, Turns

PARTNERS = st.builds(lambda weight, capacity: (weight, capacity), st.integers(1, 4), st.none() | st.integers(1, 4))
# Who takes turns next, how many, and by how much somebody's load falls meanwhile.
MOVES = st.tuples(st.sampled_from(["kept", "other"]), st.lists(st.integers(0, 4), max_size=4), st.integers(0, 4))


@examples(300)
@given(drawn=st.lists(PARTNERS, min_size=5, max_size=5), moves=st.lists(MOVES, max_size=8))
def test_turns_that_catch_up_choose_as_new_ones(
    drawn: list[tuple[int, int | None]], moves: list[tuple[str, list[int], int]]
) -> None:
    """
    Updated turns choose like newly read ones, for every set of partners.
    """
    directory = PartnerDirectory.of(
        Partner(id=f"p{at}", name=f"P{at}", weight=weight, capacity=capacity)
        for at, (weight, capacity) in enumerate(drawn)
    )
    stored, loads = Rotation(module="m"), dict.fromkeys(directory.positions, 0)
    kept = Turns(stored, directory, loads)
    changed: dict[str, int] = {}
    for who, taken, fallen in moves:
        kept.catch_up(_after(stored, kept.count), changed, whole=False)
        changed = {}
        fresh = Turns(stored, directory, loads)
        assert _choices(kept) == _choices(fresh)
        turns = kept if who == "kept" else fresh
        for position in taken:
            if not turns.full >> position & 1:
                turns.take(f"p{position}")
        stored, loads = turns.rotation(), dict(turns.open_leads())
        turns.settle()
        loads[f"p{fallen}"] = max(loads[f"p{fallen}"] - 1, 0)
        changed = dict(loads)

    kept.catch_up(_after(stored, kept.count), changed, whole=False)
    assert _choices(kept) == _choices(Turns(stored, directory, loads))
    assert kept.rotation() == stored


def _after(rotation: Rotation, count: int) -> Rotation:
    """
    Return what a store tells somebody who knows the turns up to *count*.
    """
    later = {one for one, turn in rotation.last.items() if turn > count}
    return evolve(
        rotation,
        last={one: rotation.last[one] for one in later},
        due={one: rotation.due[one] for one in later},
    )


def _choices(turns: Turns) -> list[tuple[int, int, int, int, int]]:
    return [
        (turns.full, turns.upcoming, turns.next_of(mask), turns.next_by_weight(mask), turns.next_by_load(mask))
        for mask in range(1, 32)
    ]
