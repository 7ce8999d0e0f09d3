"""
Remembers the path through all steps, by the result of each step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Final

from attrs import frozen

from leadflow.core.decisions import StepReason
from leadflow.core.leads import ReviewReason
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.step_effects import NOBODY, Applies, ReadyStep, RememberedStep, StepEffect, narrow
from leadflow.core.routing.step_memo import KEPT
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

__all__ = ["Ahead", "PathMemo", "PlainEffects", "StepPath"]

_WAYS_KEPT: Final = 4 * KEPT
_BITS_KEPT: Final = 1 << 27
"""
So many ways are remembered, and ways on from a place; fewer where there are so many partners that their bits, together,
would take more than 16 MB.
"""

Passed = tuple[int, int, int, int]
"""
A step that was taken: the partners before, those after, the reason, the rule.
"""


@frozen(eq=False)
class StepPath:
    """
    The way of a lead through the steps, up to the first that sends it to review.

    Attributes:
        active: How many partners there were at the beginning.
        mask: The partners left at the end.
        only: Position of the only one left; None if nobody is, or several are.
        packed_steps: As in `RoutingDecision`.
        review: Why a person has to choose; None if no step says so.
        free: True if whoever gets the lead takes no turn.
    """

    active: int
    mask: int
    only: int | None
    packed_steps: tuple[Passed, ...]
    review: ReviewReason | None
    free: bool = False


Effects = tuple[StepEffect | None, ...]
"""
What each step does to a lead; None where more than its values decides.
"""

PlainEffects = tuple[tuple[int, int, int], ...]
"""
What each step does to a lead, regardless of who is left before it: the parts of each `StepEffect`, to be sent
elsewhere.
"""


class PathMemo:
    """
    The ways of leads through some steps, from a set of partners on.

    What a step does is remembered by the values it asks about, and what is left after it by what was there before, so
    that most leads of a file cost two look-ups a step. May be asked by several threads at once.
    """

    def __init__(self, steps: tuple[ReadyStep, ...]) -> None:
        self._steps = [RememberedStep(step) for step in steps]
        self._free = [number for number, step in enumerate(steps) if step.free]
        self._crossings = _Crossings(0)

    def ahead(self, leads: Columns, mask: int) -> Ahead:
        """
        Look at many leads at once, before each of them is walked with.

        Args:
            leads: What they say.
            mask: Who can probably get them, as bits.
        """
        effects = [step.effects(leads) for step in self._steps]
        each: Iterable[Effects] = zip(*effects, strict=True) if effects else repeat((), len(leads))
        return Ahead(self, effects, list(map(self._from(mask).ways.get, each)))

    def plain_effects(self, leads: Columns, subjects: Callable[[int], Subjects]) -> list[PlainEffects]:
        """
        Return what each step does to leads, so that their ways can be walked where the leads are not; see `known`.

        *subjects* gives the lead at a place with its campaign, for the steps that look at more than its values.
        """
        each = [
            [effect or step.effect(subjects(at)) for at, effect in enumerate(step.effects(leads))]
            for step in self._steps
        ]
        rows: Iterable[tuple[StepEffect, ...]] = zip(*each, strict=True) if each else repeat((), len(leads))
        return [tuple([(int(one.applies), one.mask, one.rule) for one in row]) for row in rows]

    def known(self, plain: PlainEffects) -> Effects:
        """
        Return the effects that `plain_effects` told, to be walked with.
        """
        return tuple(
            step.known(Applies(applies), mask, rule)
            for step, (applies, mask, rule) in zip(self._steps, plain, strict=True)
        )

    def walk(
        self, effects: Effects, subjects: Callable[[], Subjects], mask: int, incumbents: Incumbents = NOBODY
    ) -> StepPath:
        """
        Return the way of a lead.

        Args:
            effects: What each step does to it, as far as its values decide.
            subjects: Gives the lead with its campaign, for the other steps.
            mask: Who could get it, as bits.
            incumbents: Which partners already work its company.
        """
        crossings = self._from(mask)
        way = crossings.ways.get(effects)
        if way is not None:
            return way
        place, packed_steps = crossings.first, []
        for effect in effects:
            road = place.roads.get(effect)
            if road is None:
                step = self._steps[place.number]
                effect = effect or step.effect(subjects(), incumbents)
                road = place.roads.get(effect) or crossings.build(step.step, effect, place)
            passed, place = road
            packed_steps.append(passed)
            if place.review is not None:
                break
        only = place.mask.bit_length() - 1 if place.count == 1 else None
        way = StepPath(
            crossings.first.count, place.mask, only, tuple(packed_steps), place.review, self._is_free(packed_steps)
        )
        if None not in effects:
            crossings.keep(effects, way)
        return way

    def _is_free(self, passed: Sequence[Passed]) -> bool:
        return any(at < len(passed) and passed[at][2] == StepReason.NARROWED for at in self._free)

    def _from(self, mask: int) -> _Crossings:
        if self._crossings.first.mask != mask or self._crossings.many:
            self._crossings = _Crossings(mask)
        return self._crossings


@frozen(eq=False)
class Ahead:
    """
    What the steps do to each of many leads, and the ways of those that go where others have gone.

    Attributes:
        ways: Where they are found.
        effects: For each step, what it does to each lead.
        known: For each lead its way, for the partners that were asked about; None if nobody has gone it yet.
    """

    ways: PathMemo
    effects: Sequence[Sequence[StepEffect | None]]
    known: Sequence[StepPath | None]

    def walk(self, at: int, subjects: Callable[[], Subjects], mask: int, incumbents: Incumbents = NOBODY) -> StepPath:
        """
        Walk with the lead at *at*.

        Args:
            at: Its place.
            subjects: Gives it with its campaign; asked only where its values alone do not decide.
            mask: Who could get it by now, as bits.
            incumbents: Which partners already work its company.
        """
        return self.ways.walk(tuple([each[at] for each in self.effects]), subjects, mask, incumbents)


class _Place:
    """
    A state between two steps: the partners left.

    Attributes:
        number: How many steps are behind.
        mask, count: The partners left, and how many they are.
        review: Why a person has to choose; None if no step said so.
        roads: By what the next step does, what is kept of it and where it leads.
    """

    __slots__ = ("count", "mask", "number", "review", "roads")

    def __init__(self, number: int, mask: int, review: ReviewReason | None = None) -> None:
        self.number = number
        self.mask = mask
        self.count = mask.bit_count()
        self.review = review
        self.roads: dict[StepEffect | None, tuple[Passed, _Place]] = {}


class _Crossings:
    """
    All places that leads have come to so far, from one set of partners on, and the ways on which most of them came.
    """

    def __init__(self, mask: int) -> None:
        self.first = _Place(0, mask)
        self._most = min(_WAYS_KEPT, _BITS_KEPT // max(mask.bit_length(), 1))
        self.ways: dict[Effects, StepPath] = {}
        self._places: dict[tuple[int, int, ReviewReason | None], _Place] = {}
        self._roads = 0

    @property
    def many(self) -> bool:
        """
        True once there are so many that it is better to begin again.
        """
        return self._roads >= self._most

    def keep(self, effects: Effects, way: StepPath) -> None:
        """
        Remember a whole way, while there is room.
        """
        if len(self.ways) < self._most:
            self.ways[effects] = way

    def build(self, step: ReadyStep, effect: StepEffect, place: _Place) -> tuple[Passed, _Place]:
        """
        Take a step for the first time from a place.
        """
        mask, count, reason = narrow(step, effect, place.mask, place.count)
        review = None
        if reason >= StepReason.EMPTY_REVIEW:
            missing = reason is StepReason.VALUE_MISSING_REVIEW
            review = ReviewReason.VALUE_MISSING if missing else ReviewReason.STEP_EMPTY
        next_place = _Place(place.number + 1, mask, review)
        next_place = self._places.setdefault((next_place.number, mask, review), next_place)
        self._roads += 1
        road = place.roads[effect] = (place.count, count, reason, effect.rule), next_place
        return road
