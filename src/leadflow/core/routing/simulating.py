"""
Simulates where existing leads would go, without writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.leads import Lead, declined_by
from leadflow.core.partners import Campaign
from leadflow.core.routing.decision import RoutingDecision
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.router import Router
from leadflow.core.routing.routing import choose_for
from leadflow.core.routing.step_effects import NOBODY
from leadflow.core.routing.turns import Turns

__all__ = ["Move", "SimulatedLead", "Simulation", "simulate"]


@frozen
class Move:
    """
    A lead that would go elsewhere.

    Attributes:
        lead_id: Which lead.
        before: The partner it has, or that the first module would give it; None for nobody.
        after: The partner that the simulated module would give it; None for nobody.
    """

    lead_id: str
    before: str | None
    after: str | None


@frozen(kw_only=True)
class Simulation:
    """
    The result of a simulation: where leads would go.

    Attributes:
        leads: How many leads were simulated.
        moves: Those that would go elsewhere, in the order in which they came, at most as many as were asked for.
        moved: How many would go elsewhere.
        before, after: How many leads each partner has and would have, by partner id; None counts those of nobody.
        reviews: How many would wait for a person.
    """

    leads: int
    moves: tuple[Move, ...]
    moved: int
    before: Mapping[str | None, int]
    after: Mapping[str | None, int]
    reviews: int


@frozen
class SimulatedLead:
    """
    A module with turns and incumbents of its own, so that a rehearsal moves nobody's real ones.
    """

    router: Router
    turns: Turns
    incumbents: Incumbents = NOBODY

    def decide(self, lead: Lead, campaign: Campaign | None) -> RoutingDecision:
        """
        Route *lead* and take the turn, in this rehearsal only.
        """
        choice = choose_for(
            lead,
            self.router,
            self.turns,
            campaign=campaign,
            declined=declined_by(lead),
            incumbents=self.incumbents,
        )
        choice.take(self.turns)
        if self.router.keeps:
            self.incumbents.move(lead, choice.partner.id if choice.partner else None)
        return choice.decision(self.router)


@frozen
class _Tally:
    before: Counter[str | None] = field(factory=Counter)
    after: Counter[str | None] = field(factory=Counter)
    moves: list[Move] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)


@checked
def simulate(
    leads: Iterable[Lead],
    after: SimulatedLead,
    *,
    before: SimulatedLead | None = None,
    campaigns: Mapping[str, Campaign] | None = None,
    most_moves: int = 10_000,
) -> Simulation:
    """
    Route *leads* as if they arrived now, and name those that would go elsewhere. Nothing is written.

    Args:
        leads: In the order in which they would arrive.
        after: The module that is tried.
        before: What it is compared with, such as the version before; None compares with where the leads are.
        campaigns: By id, for criteria that ask about them.
        most_moves: How many moves are named; all of them are counted.
    """
    tally = _Tally()
    for lead in leads:
        campaign = (campaigns or {}).get(lead.campaign_id or "")
        was = before.decide(lead, campaign).partner_id if before else lead.partner_id
        decision = after.decide(lead, campaign)
        tally.before[was] += 1
        tally.after[decision.partner_id] += 1
        tally.counts["leads"] += 1
        tally.counts["reviews"] += decision.review is not None
        if decision.partner_id != was:
            tally.counts["moved"] += 1
            if len(tally.moves) < most_moves:
                tally.moves.append(Move(lead.id, was, decision.partner_id))
    return Simulation(
        leads=tally.counts["leads"],
        moves=tuple(tally.moves),
        moved=tally.counts["moved"],
        before=dict(tally.before),
        after=dict(tally.after),
        reviews=tally.counts["reviews"],
    )
