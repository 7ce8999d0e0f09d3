"""
Laws of incumbents: leads of a company stay together, however a file is cut into batches, and whoever is left decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_lead, a_partner, a_router, new_turns
from tests.laws.strategies import examples

from leadflow.core.conflicts import HeldLead, HeldLeadQuery, asks_for, held_lead, match_keys
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.routing import Incumbents, Keep, SeveralIncumbents, TieBreak, choose_for

PARTNERS = tuple(a_partner(one) for one in "abcd")
COMPANIES = ("Granit AB", "Basalt GmbH", "Marmor Ltd")


def a_lead_of(company: str, number: int) -> Lead:
    """
    Return a lead of *company*, received in the order of numbers.
    """
    lead = a_lead(f"lead-{number:03}", company=company, email=f"x{number}@{company.split()[0].lower()}.example")
    return evolve(lead, received_at=NOW + timedelta(minutes=number))


def found_among(stored: Sequence[Lead], query: HeldLeadQuery) -> list[HeldLead]:
    """
    Return what a store finds.
    """
    alike = (held_lead(lead) for lead in stored if match_keys(lead.values) & query.keys)
    return [held for held in alike if held is not None and asks_for(query, held)]


def routed(leads: Sequence[Lead], sizes: Sequence[int], step: Keep) -> list[str | None]:
    """
    Return the partner of each lead, with batches of these sizes, each of which is stored before the next.
    """
    router = a_router(step, partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)
    turns, stored, partners = new_turns(router), list[Lead](), list[str | None]()
    left = list(leads)
    for size in (*sizes, len(leads)):
        batch, left = left[:size], left[size:]
        before, placed = tuple(stored), list[Lead]()
        incumbents = Incumbents(partial(found_among, before))
        for lead in batch:
            choice = choose_for(lead, router, turns, incumbents=incumbents)
            choice.take(turns)
            assert choice.partner is not None
            incumbents.add(lead, choice.partner.id)
            placed.append(evolve(lead, partner_id=choice.partner.id, status=DistributionStatus.PENDING))
            partners.append(choice.partner.id)
        stored += placed
    return partners


@examples(100)
@given(
    said=st.lists(st.sampled_from(COMPANIES), max_size=12),
    sizes=st.lists(st.integers(1, 4), max_size=5),
    several=st.sampled_from([SeveralIncumbents.EARLIEST, SeveralIncumbents.LATEST, SeveralIncumbents.MOST]),
)
def test_leads_of_a_company_stay_together_in_batches_of_any_size(
    said: list[str], sizes: list[int], several: SeveralIncumbents
) -> None:
    """
    Each company has one partner, batches make no difference, and only the first lead of a company takes a turn.
    """
    leads = [a_lead_of(company, number) for number, company in enumerate(said)]
    partners = routed(leads, sizes, Keep(several=several))

    assert partners == routed(leads, [], Keep(several=several))
    by_company = dict(zip(said, partners, strict=True))
    assert partners == [by_company[company] for company in said]
    assert [by_company[one] for one in dict.fromkeys(said)] == list("abc")[: len(by_company)]


@examples(100)
@given(
    holders=st.lists(st.sampled_from("abcd"), min_size=1, max_size=8),
    declined=st.sets(st.sampled_from("abcd"), max_size=3),
    several=st.sampled_from(SeveralIncumbents),
    order=st.randoms(use_true_random=False),
)
def test_one_incumbent_of_those_left_gets_the_lead(
    holders: list[str], declined: set[str], several: SeveralIncumbents, order: Random
) -> None:
    """
    In any order of stored leads the same one, and nobody who declined it; with no incumbent left the rotation goes on.
    """
    leads = [
        evolve(a_lead_of(COMPANIES[0], number), partner_id=one, status=DistributionStatus.PENDING)
        for number, one in enumerate(holders)
    ]
    shuffled = list(leads)
    order.shuffle(shuffled)
    router = a_router(Keep(several=several), partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)
    new = a_lead_of(COMPANIES[0], 99)
    first, second = (
        choose_for(
            new,
            router,
            new_turns(router),
            declined=declined,
            incumbents=Incumbents(partial(found_among, tuple(some))),
        )
        for some in (leads, shuffled)
    )
    left = [one for one in holders if one not in declined]

    assert first.partner is not None
    assert first.partner == second.partner
    assert first.partner.id not in declined
    if left:
        assert (first.partner.id in left, first.turn) == (True, None)
    else:
        assert first.turn == 1
    if several is SeveralIncumbents.EARLIEST and left:
        assert first.partner.id == left[0]
    if several is SeveralIncumbents.LATEST and left:
        assert first.partner.id == left[-1]
    if several is SeveralIncumbents.MOST and left:
        assert left.count(first.partner.id) == max(map(left.count, left))
