"""
Routing: each step narrows the set of partners, and the tie-break ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Final, NamedTuple

from leadflow.core.leads import Lead, ReviewReason
from leadflow.core.partners import Campaign, Partner, Roster
from leadflow.core.routing.decisions import ChosenBy, RoutingDecision
from leadflow.core.routing.rotation import Turns
from leadflow.core.routing.router import Router
from leadflow.core.routing.steps import TieBreak
from leadflow.core.routing.ways import Effects, Way
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

__all__ = ["Choice", "choose", "route"]

_MOST_TIED: Final = 50


def route(
    lead: Lead,
    router: Router,
    turns: Turns,
    *,
    campaign: Campaign | None = None,
    declined: Collection[str] = (),
    default_partner: Partner | None = None,
) -> RoutingDecision:
    """
    Decide which partner gets *lead*, and keep the way there. Nothing is taken or written.

    Args:
        lead: What is routed; its own partner does not count.
        router: The module, ready for the partners at this moment.
        turns: Whose turn it is; asked, not moved.
        campaign: The lead's campaign, for criteria that ask about it.
        declined: Ids of partners that already rejected this lead; they get no other chance.
        default_partner: Who gets the lead if nobody is left, before the module's own default partner is asked.

    Returns:
        A decision, always. A tie to be reviewed and a required step that keeps nobody never fall to a default.
    """
    effects = router.ways.effects(Columns.of([lead.values]))[0]
    subjects = partial(Subjects, lead, None, campaign)
    return choose(effects, subjects, router, turns, declined=declined, default=default_partner).decision(router)


class Choice(NamedTuple):
    """
    What routing came to for one lead, before it is kept.

    Attributes:
        way: Through the steps.
        partner, chosen_by, review, tied, turn: As in `RoutingDecision`.
    """

    way: Way
    partner: Partner | None
    chosen_by: ChosenBy | None = None
    review: ReviewReason | None = None
    tied: tuple[str, ...] = ()
    turn: int | None = None

    def decision(self, router: Router) -> RoutingDecision:
        """
        Return it as it is kept.
        """
        return RoutingDecision(
            module=router.module.name,
            version=router.module.version,
            active=self.way.active,
            trail=self.way.trail,
            partner_id=self.partner.id if self.partner else None,
            chosen_by=self.chosen_by,
            review=self.review,
            tied=self.tied,
            turn=self.turn,
        )


def choose(
    effects: Effects,
    subjects: Callable[[], Subjects],
    router: Router,
    turns: Turns,
    *,
    declined: Collection[str] = (),
    default: Partner | None = None,
) -> Choice:
    """
    Decide as `route` does about a lead that need not be made yet.

    Args:
        effects: What the steps do to it, as `Ways.effects` says.
        subjects: Gives the lead and its campaign; asked only where its values alone do not tell.
        router, turns, declined, default: As in `route`.
    """
    mask = router.without(declined) if declined else router.eligible
    if turns.full:
        mask &= ~turns.full
    way = router.ways.walk(effects, subjects, mask)
    if way.review is not None:
        return Choice(way, None, None, way.review)
    if not way.mask:
        return Choice(way, *_default(router, default, declined))
    return _break_tie(way, router, turns)


_TIE_BREAKS: Final[Mapping[TieBreak, tuple[ChosenBy, Callable[[Turns, int], int]] | None]] = {
    TieBreak.REVIEW: None,
    TieBreak.ROUND_ROBIN: (ChosenBy.ROUND_ROBIN, Turns.next_of),
    TieBreak.WEIGHTED: (ChosenBy.WEIGHTED, Turns.next_by_weight),
    TieBreak.LEAST_LOADED: (ChosenBy.LEAST_LOADED, Turns.next_by_load),
}


def _break_tie(way: Way, router: Router, turns: Turns) -> Choice:
    """
    Choose one of the partners left; nobody if a person has to.

    The only one left takes a turn as well where turns count: it has just been assigned a lead. So does a partner with
    a capacity, since two processes that fill the last place must not both find it empty.
    """
    mask, rule = way.mask, _TIE_BREAKS[router.module.tie_break]
    if mask & (mask - 1) == 0:
        position, chosen_by = mask.bit_length() - 1, ChosenBy.ONLY_ONE_LEFT
    elif rule is not None:
        chosen_by, next_of = rule
        position = next_of(turns, mask)
    else:
        return Choice(way, None, None, ReviewReason.TIE, _ids(mask, router.roster))
    partner = router.roster.partners[position]
    counts = rule is not None or partner.capacity is not None
    # Made for every lead of a file: by its name it would take three times as long.
    return tuple.__new__(Choice, (way, partner, chosen_by, None, (), turns.upcoming if counts else None))


def _default(
    router: Router, given: Partner | None, declined: Collection[str]
) -> tuple[Partner | None, ChosenBy | None]:
    if given is not None and given.active and given.id not in declined:
        return given, ChosenBy.IMPORT_DEFAULT
    own = router.roster.get(router.default_partner_id) if router.default_partner_id else None
    if own is not None and own.active and own.id not in declined:
        return own, ChosenBy.MODULE_DEFAULT
    return None, None


def _ids(mask: int, roster: Roster) -> tuple[str, ...]:
    tied = [partner.id for position, partner in enumerate(roster.partners) if mask >> position & 1]
    return tuple(tied[:_MOST_TIED])
