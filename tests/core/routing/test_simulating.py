"""
Rehearsals over existing leads.
"""

from __future__ import annotations

from tests.core.builders import a_lead, a_partner, a_router, named, new_turns

from leadflow.core.criteria import any_of, where
from leadflow.core.leads import DistributionStatus
from leadflow.core.routing import AssignByRules, Match, Move, Router, Rule, SimulatedLead, TieBreak, simulate

PARTNERS = (a_partner("p1", territories=("SE",)), a_partner("p2", territories=("NO",)))
BY_COUNTRY = Match(lead_field="country", partner_field="territories")


def ready(router: Router) -> SimulatedLead:
    """
    Return a module with turns of its own.
    """
    return SimulatedLead(router, new_turns(router))


def test_names_the_leads_that_would_move() -> None:
    """
    A lead that the module would send elsewhere is a move; one that stays is not.
    """
    leads = [
        named(a_lead("l1", country="SE"), partner_id="p1"),
        named(a_lead("l2", country="NO"), partner_id="p1"),
        a_lead("l3", country="FR"),
    ]

    done = simulate(leads, ready(a_router(BY_COUNTRY, partners=PARTNERS)))

    assert (3, (Move("l2", "p1", "p2"),)) == (done.leads, done.moves)


def test_compares_two_versions() -> None:
    """
    Beside another version, what counts is what that version would do, not where the leads are.
    """
    everything = AssignByRules(rules=(Rule(criteria=any_of(where("email", "is_empty")), partners=("p2",)),))
    before, after = a_router(BY_COUNTRY, partners=PARTNERS), a_router(everything, partners=PARTNERS)

    done = simulate([a_lead("l1", country="SE")], ready(after), before=ready(before))

    assert ((Move("l1", "p1", "p2"),), {"p1": 1}, {"p2": 1}) == (done.moves, done.before, done.after)


def test_takes_only_its_own_turns() -> None:
    """
    A rehearsal rotates among partners, and leaves the rotation that it began with as it was.
    """
    router = a_router(partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)
    turns = new_turns(router)
    before = turns.rotation()

    done = simulate([a_lead(f"l{number}") for number in range(4)], SimulatedLead(router, new_turns(router)))

    assert ({"p1": 2, "p2": 2}, before) == (done.after, turns.rotation())


def test_moves_are_bounded_and_counted() -> None:
    """
    No more moves are named than were asked for, and all are counted.
    """
    leads = [a_lead(f"l{number}", country="SE") for number in range(5)]

    done = simulate(leads, ready(a_router(BY_COUNTRY, partners=PARTNERS)), most_moves=2)

    assert (2, 5) == (len(done.moves), done.moved)


def test_counts_reviews() -> None:
    """
    Leads for which a person would have to choose are counted.
    """
    done = simulate([a_lead("l1", country="FR")], ready(a_router(BY_COUNTRY, partners=PARTNERS)))

    assert 1 == done.reviews


def test_who_rejected_a_lead_would_not_get_it_again() -> None:
    """
    A rejected lead is simulated without the partner that declined it.
    """
    lead = named(a_lead("l1", country="SE"), partner_id="p1", status=DistributionStatus.REJECTED)

    done = simulate([lead], ready(a_router(partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)))

    assert {"p2": 1} == done.after
