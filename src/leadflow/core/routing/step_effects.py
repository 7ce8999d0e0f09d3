"""
What a step does to leads: whether it applies, and which partners it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from attrs import frozen

from leadflow.core.criteria.engines.compiled import Matcher
from leadflow.core.decisions import StepReason
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.step_memo import KEPT, StepMemo
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns

__all__ = ["NOBODY", "Applies", "Kept", "ReadyStep", "RememberedStep", "StepEffect", "narrow"]

NOBODY: Final = Incumbents()
"""
Where no partner works any company yet.
"""

Kept = tuple[int, int, tuple[int, ...]]
"""
A set of partners as bits, the number of the rule that decided (from 1; 0 where none did), and the positions of which
only the first that is left stays (all stay if it is empty).
"""


class Applies(IntEnum):
    """
    Whether a step applies to a lead.
    """

    NOT = 0
    VALUE_MISSING = 1
    FULLY = 2


@frozen(eq=False)
class StepEffect:
    """
    What a step does to any lead that says the same of what it asks about.

    Attributes:
        applies: Whether it applies; where it does not, it keeps nobody.
        mask: The partners it keeps.
        rule: The number of the rule that decided, from 1; 0 where none did.
        ranked: Positions of the partners of which only the first that is left stays; empty lets all stay.
    """

    applies: Applies
    mask: int = 0
    rule: int = 0
    ranked: tuple[int, ...] = ()


EffectParts = tuple[Applies, int, int, tuple[int, ...]]
"""
The parts of a `StepEffect`.
"""


@frozen(eq=False)
class ReadyStep:
    """
    A step as it is taken.

    Attributes:
        when: Whether it applies; None applies to every lead.
        keep: Which partners it keeps; None if the lead lacks the value it asks for.
        required: As in the module.
        free: True if whom it keeps gets the lead without a turn.
        when_asks, keep_asks: The values of a lead that decide whether it applies, and whom it keeps; None if anything
            else decides with them.
    """

    when: Matcher | None
    keep: Callable[[Subjects, Incumbents], Kept | None]
    required: bool
    when_asks: tuple[str, ...] | None
    keep_asks: tuple[str, ...] | None
    free: bool = False

    def effect(self, subjects: Subjects, incumbents: Incumbents = NOBODY) -> EffectParts:
        """
        Return what the step does to a lead, as the parts of an `StepEffect`.
        """
        if self.when is not None and not self.when.holds(subjects):
            return Applies.NOT, 0, 0, ()
        return self.kept(subjects, incumbents)

    def kept(self, subjects: Subjects, incumbents: Incumbents = NOBODY) -> EffectParts:
        """
        Return what the step does to a lead that it applies to.
        """
        kept = self.keep(subjects, incumbents)
        return (Applies.VALUE_MISSING, 0, 0, ()) if kept is None else (Applies.FULLY, *kept)


_NOT: Final = StepEffect(Applies.NOT)


def narrow(step: ReadyStep, effect: StepEffect, mask: int, count: int) -> tuple[int, int, StepReason]:
    """
    Take one step: the partners left, their number, and what happened.
    """
    if effect.applies is Applies.NOT:
        return mask, count, StepReason.NOT_APPLICABLE
    missing = effect.applies is Applies.VALUE_MISSING
    left = mask & effect.mask
    if left and effect.ranked:
        left = 1 << next(position for position in effect.ranked if left >> position & 1)
    if left:
        return left, left.bit_count(), StepReason.NARROWED
    if step.required:
        return 0, 0, StepReason.VALUE_MISSING_REVIEW if missing else StepReason.EMPTY_REVIEW
    return mask, count, StepReason.VALUE_MISSING_SKIPPED if missing else StepReason.EMPTY_SKIPPED


class RememberedStep:
    """
    A step that remembers what it does.
    """

    def __init__(self, step: ReadyStep) -> None:
        self.step = step
        # The same effect is one object, so that a way is found by the identities of its effects.
        self._effects: dict[EffectParts, StepEffect] = {}
        self._when = StepMemo(step.when_asks or (), step.when.holds, step.when.sieve) if step.when is not None else None
        self._kept = StepMemo(step.keep_asks or (), lambda subjects: self._one(step.kept(subjects)))

    def effects(self, leads: Columns) -> Sequence[StepEffect | None]:
        """
        Find what it does to leads; None for each if more than their values decides.
        """
        if self.step.when_asks is None or self.step.keep_asks is None:
            return [None] * len(leads)
        if self._when is None:
            return self._kept.all(leads)
        applies = self._when.all(leads)
        kept = self._kept.all(leads, applies)
        return [effect if one else _NOT for one, effect in zip(applies, kept, strict=True)]

    def effect(self, subjects: Subjects, incumbents: Incumbents = NOBODY) -> StepEffect:
        """
        Find what it does to one.
        """
        return self._one(self.step.effect(subjects, incumbents))

    def known(self, applies: Applies, mask: int, rule: int) -> StepEffect:
        """
        Return the effect that has these parts.
        """
        return self._one((applies, mask, rule, ()))

    def _one(self, found: EffectParts) -> StepEffect:
        if len(self._effects) >= KEPT:
            self._effects.clear()
        return self._effects.get(found) or self._effects.setdefault(found, StepEffect(*found))
