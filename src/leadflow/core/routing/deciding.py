"""
Routing: each step narrows the set of partners, and the tie-break ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from attrs import frozen

from leadflow.core.criteria import Moment
from leadflow.core.criteria.compiled import Matcher, compile_criteria
from leadflow.core.criteria.rulesets import RuleSet
from leadflow.core.kinds import Family, Key
from leadflow.core.leads import Lead, ReviewReason
from leadflow.core.partners import Campaign, Partner, Roster
from leadflow.core.routing.checking import CheckedModule, CheckedStep
from leadflow.core.routing.decisions import ChosenBy, RoutingDecision, StepReason
from leadflow.core.routing.rotation import Turns
from leadflow.core.routing.steps import Choose, Filter, Match, Take, TieBreak
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects, reader

__all__ = ["ReadyStep", "Router", "route", "take_step"]

_MOST_TIED = 50

Kept = tuple[int, int]
"""
A set of partners as bits, and the number of the rule that decided (from 1; 0 where none did).
"""


@frozen(eq=False)
class ReadyStep:
    """
    A step as it is taken: which partners does it keep for this lead? None if the lead lacks the value it asks for.
    """

    when: Matcher | None
    keep: Callable[[Subjects], Kept | None]
    required: bool


class Router:
    """
    A module made ready for a set of partners at a moment; made once and used for many leads.

    Sets of partners are integers whose bits are positions in the roster, so that a step costs one AND however many
    partners there are.
    """

    def __init__(self, checked: CheckedModule, roster: Roster, moment: Moment) -> None:
        self.module = checked.module
        self.default_partner_id = checked.default_partner_id
        self.roster = roster
        self.moment = moment
        self.eligible = _mask(position for position, one in enumerate(roster.partners) if one.active)
        self.steps = tuple(self._ready(step) for step in checked.steps)

    def without(self, partner_ids: Collection[str]) -> int:
        """
        Return the eligible partners except *partner_ids*.
        """
        positions = self.roster.positions
        return self.eligible & ~_mask(positions[one] for one in partner_ids if one in positions)

    def _ready(self, checked: CheckedStep) -> ReadyStep:
        match checked.step:
            case Match():
                keep = self._matcher(checked)
            case Choose(take=take):
                keep = self._chooser(checked, take)
            case Filter():
                keep = self._filter(checked)
        when = compile_criteria(checked.when, self.moment) if checked.when is not None else None
        return ReadyStep(when, keep, checked.step.required)

    def _matcher(self, checked: CheckedStep) -> Callable[[Subjects], Kept | None]:
        assert checked.lead_field is not None
        said = reader(Subject.LEAD, checked.lead_field)
        index = self._index(checked)

        def keep(subjects: Subjects) -> Kept | None:
            keys = _keys(said(subjects)[1])
            if not keys:
                return None
            mask = 0
            for key in keys:
                mask |= index.get(key, 0)
            return mask, 0

        return keep

    def _index(self, checked: CheckedStep) -> dict[Key, int]:
        """
        Return the partners that hold each value, compared as the lead's field compares.
        """
        assert checked.lead_field is not None
        assert checked.partner_field is not None
        kind = checked.lead_field.kind
        read = reader(Subject.PARTNER, checked.partner_field)
        index: dict[Key, int] = {}
        for position, partner in enumerate(self.roster.partners):
            value = read(Subjects(partner=partner))[0]
            for one in value if isinstance(value, tuple) else () if value is None else (value,):
                same = kind.spellings or kind.key
                for key in _keys(same((str(one),) if kind.family is Family.MULTI else one)):
                    index[key] = index.get(key, 0) | 1 << position
        return index

    def _chooser(self, checked: CheckedStep, take: Take) -> Callable[[Subjects], Kept]:
        positions = self.roster.positions
        masks = [_mask(positions[one] for one in rule.partner_ids) for rule in checked.rules]
        rules = RuleSet([rule.criteria for rule in checked.rules], self.moment)

        def first(subjects: Subjects) -> Kept:
            number = rules.first(subjects)
            return (0, 0) if number is None else (masks[number], number + 1)

        def every(subjects: Subjects) -> Kept:
            mask = 0
            for number in rules.all(subjects):
                mask |= masks[number]
            return mask, 0

        return first if take is Take.FIRST else every

    def _filter(self, checked: CheckedStep) -> Callable[[Subjects], Kept]:
        criteria = checked.criteria
        assert criteria is not None
        holds = compile_criteria(criteria, self.moment).holds
        kept = (_mask(at for at, one in enumerate(self.roster.partners) if holds(Subjects(partner=one))), 0)
        return lambda subjects: kept


def _mask(positions: Iterable[int]) -> int:
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def _keys(key: Key | None) -> Collection[Key]:
    """
    Return the keys to look for; a blank value has none, so it never matches a blank one.
    """
    if key is None or key == "":
        return ()
    return key if isinstance(key, frozenset) else (key,)


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
    subjects = Subjects(lead, None, campaign)
    mask = (router.without(declined) if declined else router.eligible) & ~turns.full
    active = mask.bit_count()
    mask, trail, review = _walk(router, mask, active, subjects)
    partner_id, chosen_by, turn = None, None, None
    tied: tuple[str, ...] = ()
    if review is None and mask:
        partner_id, chosen_by, turn = _break_tie(router, mask, turns)
        if partner_id is None:
            review, tied = ReviewReason.TIE, _ids(mask, router.roster)
    elif review is None:
        partner_id, chosen_by = _default(router, default_partner, declined)
    return RoutingDecision(
        module=router.module.name,
        version=router.module.version,
        active=active,
        trail=trail,
        partner_id=partner_id,
        chosen_by=chosen_by,
        review=review,
        tied=tied,
        turn=turn,
    )


def _walk(
    router: Router, mask: int, count: int, subjects: Subjects
) -> tuple[int, tuple[tuple[int, int, int, int], ...], ReviewReason | None]:
    """
    Take the steps in order, up to the first that sends the lead to review.
    """
    trail: list[tuple[int, int, int, int]] = []
    for step in router.steps:
        before = count
        mask, count, reason, rule = take_step(step, mask, count, subjects, router.moment)
        trail.append((before, count, reason, rule))
        if reason >= StepReason.EMPTY_REVIEW:
            missing = reason == StepReason.VALUE_MISSING_REVIEW
            return mask, tuple(trail), ReviewReason.VALUE_MISSING if missing else ReviewReason.STEP_EMPTY
    return mask, tuple(trail), None


_TIE_BREAKS: Final[Mapping[TieBreak, tuple[ChosenBy, Callable[[Turns, int], int]]]] = {
    TieBreak.ROUND_ROBIN: (ChosenBy.ROUND_ROBIN, Turns.next_of),
    TieBreak.WEIGHTED: (ChosenBy.WEIGHTED, Turns.next_by_weight),
    TieBreak.LEAST_LOADED: (ChosenBy.LEAST_LOADED, Turns.next_by_load),
}


def _break_tie(router: Router, mask: int, turns: Turns) -> tuple[str | None, ChosenBy | None, int | None]:
    """
    Choose one of the partners left; nobody if a person has to.

    The only one left takes a turn as well where turns count: it has just been assigned a lead. So does a partner with
    a capacity, since two processes that fill the last place must not both find it empty.
    """
    rule = _TIE_BREAKS.get(router.module.tie_break)
    if mask & (mask - 1) == 0:
        position, chosen_by = mask.bit_length() - 1, ChosenBy.ONLY_ONE_LEFT
    elif rule is not None:
        chosen_by, choose = rule
        position = choose(turns, mask)
    else:
        return None, None, None
    partner = router.roster.partners[position]
    counts = rule is not None or partner.capacity is not None
    return partner.id, chosen_by, turns.upcoming if counts else None


def take_step(
    step: ReadyStep, mask: int, count: int, subjects: Subjects, moment: Moment
) -> tuple[int, int, StepReason, int]:
    """
    Take one step: the partners left, their number, what happened and which rule decided.
    """
    if step.when is not None and not step.when.holds(subjects):
        return mask, count, StepReason.NOT_APPLICABLE, 0
    kept = step.keep(subjects)
    if kept is None:
        if step.required:
            return 0, 0, StepReason.VALUE_MISSING_REVIEW, 0
        return mask, count, StepReason.VALUE_MISSING_SKIPPED, 0
    left = mask & kept[0]
    if left:
        return left, left.bit_count(), StepReason.NARROWED, kept[1]
    if step.required:
        return 0, 0, StepReason.EMPTY_REVIEW, kept[1]
    return mask, count, StepReason.EMPTY_SKIPPED, kept[1]


def _default(router: Router, given: Partner | None, declined: Collection[str]) -> tuple[str | None, ChosenBy | None]:
    if given is not None and given.active and given.id not in declined:
        return given.id, ChosenBy.IMPORT_DEFAULT
    own = router.roster.get(router.default_partner_id) if router.default_partner_id else None
    if own is not None and own.active and own.id not in declined:
        return own.id, ChosenBy.MODULE_DEFAULT
    return None, None


def _ids(mask: int, roster: Roster) -> tuple[str, ...]:
    tied = [partner.id for position, partner in enumerate(roster.partners) if mask >> position & 1]
    return tuple(tied[:_MOST_TIED])
