"""
Routes a lead: steps reduce the partners, and the tie-break chooses one.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final, NamedTuple

from leadflow.core.decisions import ChosenBy, RoutingTrace
from leadflow.core.leads import Lead, ReviewReason
from leadflow.core.partners import Campaign, Partner, PartnerDirectory
from leadflow.core.routing.decision import RoutingDecision
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.path_memo import StepPath
from leadflow.core.routing.router import Router
from leadflow.core.routing.step_effects import NOBODY
from leadflow.core.routing.tracing import recall_routing
from leadflow.core.routing.turns import Turns
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

__all__ = ["PartnerChoice", "choose", "choose_for", "route"]

_MOST_TIED: Final = 50


def route(
    lead: Lead,
    router: Router,
    turns: Turns,
    *,
    campaign: Campaign | None = None,
    declined: Collection[str] = (),
    default_partner: Partner | None = None,
    incumbents: Incumbents = NOBODY,
) -> RoutingDecision:
    """
    Decide which partner gets *lead*, with the result of each step. Nothing is taken or written.

    Args:
        lead: What is routed; its own partner does not count.
        router: The module, ready for the partners at this moment.
        turns: Whose turn it is; asked, not moved.
        campaign: The lead's campaign, for criteria that ask about it.
        declined: Ids of partners that already rejected this lead; they get no other chance.
        default_partner: Who gets the lead if nobody is left, before the module's own default partner is asked.
        incumbents: Which partners already work the lead's company, for steps that keep it; if omitted, nobody does.

    Returns:
        A decision, always. A tie to be reviewed and a required step that keeps nobody never fall to a default.
    """
    return choose_for(
        lead,
        router,
        turns,
        campaign=campaign,
        declined=declined,
        default_partner=default_partner,
        incumbents=incumbents,
    ).decision(router)


def choose_for(
    lead: Lead,
    router: Router,
    turns: Turns,
    *,
    campaign: Campaign | None = None,
    declined: Collection[str] = (),
    default_partner: Partner | None = None,
    incumbents: Incumbents = NOBODY,
) -> PartnerChoice:
    """
    Decide as `route` does, for a lead that is to be given to the partner.
    """
    mask = router.open_to(turns, declined)
    ahead = router.ways.ahead(Columns.of([lead.values]), mask)
    way = ahead.known[0] or ahead.walk(0, partial(Subjects, lead, None, campaign), mask, incumbents)
    return choose(way, router, turns, declined=declined, default=default_partner)


class PartnerChoice(NamedTuple):
    """
    What routing came to for one lead, before it is kept.

    Attributes:
        way: Through the steps.
        partner, chosen_by, turn: As in `RoutingDecision`.
    """

    way: StepPath
    partner: Partner | None
    chosen_by: ChosenBy | None
    turn: int | None

    def take(self, turns: Turns) -> None:
        """
        Count the lead for the partner that it goes to, with a turn where it is one.
        """
        if self.partner is None:
            return
        if self.turn is not None:
            turns.take(self.partner.id)
        else:
            turns.add_load(self.partner.id, chosen=self.way.free)

    def trace(self, router: Router) -> RoutingTrace:
        """
        Return it as it stays on the timeline.
        """
        way, tie = self.way, self.partner is None and self.way.mask != 0
        return RoutingTrace(
            module=router.module.name,
            version=router.module.version,
            active=way.active,
            packed_steps=way.packed_steps,
            partner_id=self.partner.id if self.partner else None,
            chosen_by=self.chosen_by,
            review=ReviewReason.TIE if tie else way.review,
            tied=_ids(way.mask, router.directory) if tie else (),
            turn=self.turn,
        )

    def decision(self, router: Router) -> RoutingDecision:
        """
        Return it as a `RoutingDecision`.
        """
        return recall_routing(self.trace(router))


def choose(
    way: StepPath, router: Router, turns: Turns, *, declined: Collection[str] = (), default: Partner | None = None
) -> PartnerChoice:
    """
    Decide as `route` does about a lead that went this way, and need not be made yet.

    The only partner left takes a turn as well where turns count: it has just been assigned a lead. So does a partner
    with a capacity, since two processes that fill the last place must not both find it empty. Where a step keeps a lead
    with its incumbent, nobody takes one.
    """
    rule = router.tie_break
    if way.only is not None:
        position, chosen_by = way.only, ChosenBy.ONLY_ONE_LEFT
    elif rule is not None and way.mask:
        chosen_by, next_of = rule
        position = next_of(turns, way.mask)
    elif way.mask or way.review is not None:
        return PartnerChoice(way, None, None, None)
    else:
        return PartnerChoice(way, *_default(router, default, declined), None)
    partner = router.directory.partners[position]
    counts = not way.free and (rule is not None or partner.capacity is not None)
    turn = turns.upcoming if counts else None
    # Made for every lead of a file: by its name it would take three times as long.
    return tuple.__new__(PartnerChoice, (way, partner, chosen_by, turn))


def _default(
    router: Router, given: Partner | None, declined: Collection[str]
) -> tuple[Partner | None, ChosenBy | None]:
    takes = router.directory.takes
    if given is not None and takes(given) and given.id not in declined:
        return given, ChosenBy.IMPORT_DEFAULT
    own = router.directory.get(router.default_partner_id) if router.default_partner_id else None
    if own is not None and takes(own) and own.id not in declined:
        return own, ChosenBy.MODULE_DEFAULT
    return None, None


def _ids(mask: int, directory: PartnerDirectory) -> tuple[str, ...]:
    tied = [partner.id for position, partner in enumerate(directory.partners) if mask >> position & 1]
    return tuple(tied[:_MOST_TIED])
