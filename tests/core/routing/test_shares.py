"""
Weighted and least-loaded tie-breaks, and capacity.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.core.builders import a_lead, a_partner, a_router, routed

from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import ChosenBy, Rotation, TieBreak, Turns


def given_out(partners: tuple[Partner, ...], tie_break: TieBreak, leads: int, turns: Turns | None = None) -> list[str]:
    """
    Return who gets each of *leads* leads, one after the other.
    """
    router = a_router(partners=partners, tie_break=tie_break)
    turns = turns or Turns(Rotation(module="emea"), router.directory)
    chosen = []
    for _ in range(leads):
        decision = routed(a_lead(), router, turns)
        if decision.partner_id is None:
            chosen.append("")
            continue
        turns.take(decision.partner_id)
        chosen.append(decision.partner_id)
    return chosen


FIVE_THREE_ONE = tuple(a_partner(name, weight=weight) for name, weight in (("p1", 5), ("p2", 3), ("p3", 1)))


class TestWeighted:
    """
    Each partner gets its share by weight.
    """

    @pytest.mark.parametrize("cycle", range(5))
    def test_every_cycle_has_the_quota(self, cycle: int) -> None:
        """
        Of nine leads in a row, weights 5, 3 and 1 get 5, 3 and 1, plus or minus one.
        """
        chosen = given_out(FIVE_THREE_ONE, TieBreak.WEIGHTED, 45)[cycle * 9 : cycle * 9 + 9]

        assert all(abs(Counter(chosen)[name] - quota) <= 1 for name, quota in (("p1", 5), ("p2", 3), ("p3", 1)))

    def test_equal_weights_rotate(self) -> None:
        """
        With equal weights nobody gets a second lead before everybody has had one.
        """
        partners = tuple(a_partner(f"p{number}") for number in range(4))

        assert {"p0", "p1", "p2", "p3"} == set(given_out(partners, TieBreak.WEIGHTED, 4))

    def test_newcomer_is_not_flooded(self) -> None:
        """
        A partner that joins late gets its share from then on, not what it missed.
        """
        turns = Turns(Rotation(module="emea"), PartnerDirectory.of(FIVE_THREE_ONE))
        given_out(FIVE_THREE_ONE, TieBreak.WEIGHTED, 90, turns)
        partners = (*FIVE_THREE_ONE, a_partner("p4", weight=1))

        later = given_out(partners, TieBreak.WEIGHTED, 20, Turns(turns.rotation(), PartnerDirectory.of(partners)))

        assert 1 <= Counter(later)["p4"] <= 3

    def test_batches_go_on_where_the_last_one_ended(self) -> None:
        """
        Two batches give out what one would have given out.
        """
        router = a_router(partners=FIVE_THREE_ONE, tie_break=TieBreak.WEIGHTED)
        turns = Turns(Rotation(module="emea"), router.directory)
        first = given_out(FIVE_THREE_ONE, TieBreak.WEIGHTED, 7, turns)
        second = given_out(FIVE_THREE_ONE, TieBreak.WEIGHTED, 11, Turns(turns.rotation(), router.directory))

        assert given_out(FIVE_THREE_ONE, TieBreak.WEIGHTED, 18) == first + second


class TestLeastLoaded:
    """
    The partner with the fewest open leads against its capacity goes first.
    """

    def test_load_counts_against_capacity(self) -> None:
        """
        Four open leads of ten weigh less than two of four.
        """
        partners = (a_partner("p1", capacity=4), a_partner("p2", capacity=10))
        router = a_router(partners=partners, tie_break=TieBreak.LEAST_LOADED)
        turns = Turns(Rotation(module="emea"), router.directory, {"p1": 2, "p2": 4})

        decision = routed(a_lead(), router, turns)

        assert ("p2", ChosenBy.LEAST_LOADED) == (decision.partner_id, decision.chosen_by)

    def test_equal_loads_rotate(self) -> None:
        """
        Among equals the one that has waited longest goes first.
        """
        partners = (a_partner("p1"), a_partner("p2"))

        assert ["p1", "p2", "p1", "p2"] == given_out(partners, TieBreak.LEAST_LOADED, 4)


class TestCapacity:
    """
    A partner at its capacity gets nothing more.
    """

    def test_partner_leaves_when_it_is_full(self) -> None:
        """
        The batch's own leads count: the third lead finds nobody.
        """
        partners = (a_partner("p1", capacity=1), a_partner("p2", capacity=1))

        assert ["p1", "p2", ""] == given_out(partners, TieBreak.ROUND_ROBIN, 3)

    def test_stored_load_counts(self) -> None:
        """
        A partner that was full before the batch is not even considered.
        """
        router = a_router(partners=(a_partner("p1", capacity=3), a_partner("p2")))
        turns = Turns(Rotation(module="emea"), router.directory, {"p1": 3})

        decision = routed(a_lead(), router, turns)

        assert (1, "p2") == (decision.active, decision.partner_id)

    def test_limited_partner_takes_a_turn_even_under_review(self) -> None:
        """
        Two processes that fill the last place must not both find it empty, so the place is taken as a turn.
        """
        router = a_router(partners=(a_partner("p1", capacity=1),))

        assert 1 == routed(a_lead(), router).turn
