"""
Prepares a module for a set of partners.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final, assert_never

from leadflow.core.arguments import checked
from leadflow.core.bits import mask_of
from leadflow.core.criteria import CheckedCriteria, EvaluationTime
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.fields import AnyField
from leadflow.core.kinds import Family, Key
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing.checking import CheckedModule, CheckedStep
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.path_memo import PathMemo
from leadflow.core.routing.step_effects import Kept, ReadyStep
from leadflow.core.routing.steps import AssignByRules, Filter, Keep, Match, RuleMode, SeveralIncumbents
from leadflow.core.routing.turns import TIE_BREAKS, Turns
from leadflow.core.schema import Subject
from leadflow.core.subjects import Subjects, reader

__all__ = ["Router", "partners_by_value", "partners_held"]

_MOST_ASKED: Final = 3
"""
What steps do is remembered by so many values of a lead at most: more of them seldom come again together.
"""


_Keeps = Callable[[Subjects, Incumbents], Kept | None]


class Router:
    """
    A module prepared for a set of partners; create it once for many leads.

    Sets of partners are integers whose bits are positions in the directory, so that a step costs one AND however many
    partners there are.

    Attributes:
        module, default_partner_id: As they were checked.
        directory, moment: For whom and when.
        eligible: Who could get a lead, as bits.
        steps: Ready.
        ways: On which leads go through them.
        tie_break: What ends a tie; None if a person does.
        keeps: Whether a step asks which partners already work the lead's company.
    """

    @checked
    def __init__(self, checked: CheckedModule, directory: PartnerDirectory, moment: EvaluationTime) -> None:
        self.module = checked.module
        self.default_partner_id = checked.default_partner_id
        self.directory = directory
        self.moment = moment
        self.eligible = mask_of(position for position, one in enumerate(directory.partners) if directory.takes(one))
        self.steps = tuple(self._ready(step) for step in checked.steps)
        self.ways = PathMemo(self.steps)
        self.tie_break = TIE_BREAKS[checked.module.tie_break]
        self.keeps = any(isinstance(step, Keep) for step in checked.module.steps)

    def open_to(self, turns: Turns, declined: Collection[str] = ()) -> int:
        """
        Return who could get a lead by now, as bits: the eligible partners except full ones and those that *declined*.
        """
        if not turns.full and not declined:
            return self.eligible
        positions = self.directory.positions
        return self.eligible & ~turns.full & ~mask_of(positions[one] for one in declined if one in positions)

    def _ready(self, checked: CheckedStep) -> ReadyStep:
        step, free = checked.step, False
        match step:
            case Match():
                keep = self._matcher(checked)
            case AssignByRules(take=take):
                keep = self._chooser(checked, take)
            case Filter():
                kept = (partners_held(checked, self.directory, self.moment), 0, ())
                keep = lambda *_: kept  # noqa: E731  # a step is a callable
            case Keep():
                keep, free = self._keeper(step), not step.takes_turn
        when = compile_criteria(checked.when, self.moment) if checked.when is not None else None
        when_asks = _asks([checked.when] if checked.when is not None else [])
        keep_asks = None
        if not isinstance(step, Keep):
            keep_asks = _asks([rule.criteria for rule in checked.rules], checked.lead_field)
        return ReadyStep(when, keep, step.required, when_asks, keep_asks, free)

    def _matcher(self, checked: CheckedStep) -> _Keeps:
        assert checked.lead_field is not None
        said = reader(Subject.LEAD, checked.lead_field)
        index = partners_by_value(checked, self.directory)

        def keep(subjects: Subjects, _: Incumbents) -> Kept | None:
            keys = _keys(said(subjects)[1])
            if not keys:
                return None
            mask = 0
            for key in keys:
                mask |= index.get(key, 0)
            return mask, 0, ()

        return keep

    def _keeper(self, step: Keep) -> _Keeps:
        positions = self.directory.positions

        def keep(subjects: Subjects, incumbents: Incumbents) -> Kept | None:
            found = incumbents.of(subjects.lead, step) if subjects.lead is not None else None
            if found is None:
                return None
            ranked = tuple(positions[one] for one in found if one in positions)
            return mask_of(ranked), 0, () if step.several is SeveralIncumbents.ALL else ranked

        return keep

    def _chooser(self, checked: CheckedStep, take: RuleMode) -> _Keeps:
        positions = self.directory.positions
        masks = [mask_of(positions[one] for one in rule.partner_ids) for rule in checked.rules]
        rules = RuleSet([rule.criteria for rule in checked.rules], self.moment)

        def first(subjects: Subjects, _: Incumbents) -> Kept:
            number = rules.first(subjects)
            return (0, 0, ()) if number is None else (masks[number], number + 1, ())

        def every(subjects: Subjects, _: Incumbents) -> Kept:
            mask = 0
            for number in rules.all(subjects):
                mask |= masks[number]
            return mask, 0, ()

        match take:
            case RuleMode.FIRST:
                return first
            case RuleMode.ALL:
                return every
            case _:
                assert_never(take)


def partners_held(filtering: CheckedStep, directory: PartnerDirectory, moment: EvaluationTime) -> int:
    """
    Return, as bits, the partners of which the criteria of a filter hold.
    """
    assert filtering.criteria is not None
    holds = compile_criteria(filtering.criteria, moment).holds
    return mask_of(at for at, one in enumerate(directory.partners) if holds(Subjects(partner=one)))


def partners_by_value(match: CheckedStep, directory: PartnerDirectory) -> dict[Key, int]:
    """
    Return, as bits, the partners that hold each value of a match, compared as the lead's field compares.
    """
    assert match.lead_field is not None
    assert match.partner_field is not None
    kind = match.lead_field.kind
    read = reader(Subject.PARTNER, match.partner_field)
    found: dict[Key, int] = {}
    for position, partner in enumerate(directory.partners):
        value = read(Subjects(partner=partner))[0]
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            same = kind.spellings or kind.key
            for key in _keys(same((str(one),) if kind.family is Family.MULTI else one)):
                found[key] = found.get(key, 0) | 1 << position
    return found


def _keys(key: Key | None) -> Collection[Key]:
    """
    Return the keys to look for; a blank value has none, so it never matches a blank one.
    """
    if key is None or key == "":
        return ()
    return key if isinstance(key, frozenset) else (key,)


def _asks(criteria: Iterable[CheckedCriteria], matched: AnyField | None = None) -> tuple[str, ...] | None:
    """
    Return the values of a lead that *criteria* and a match look at; None if there are many, or something else is.
    """
    asked = {(one.subject, one.field) for each in criteria for group in each.groups for one in group}
    if matched is not None:
        asked.add((Subject.LEAD, matched))
    if len(asked) > _MOST_ASKED or any(subject is not Subject.LEAD or field.record for subject, field in asked):
        return None
    return tuple(sorted(field.name for _, field in asked))
