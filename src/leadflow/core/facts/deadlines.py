"""
A step of a lead's deadline passed, or its deadline was counted again.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps

__all__ = ["STEPS", "DeadlineMoved", "DeadlinePassed", "StepResult"]


class StepResult(StrEnum):
    """
    What came of a step of a deadline that was due.

    Attributes:
        DONE: What it says was done.
        HOP_LIMIT: The lead moved on to other partners as often as it may, so it stays.
        NO_MODULE: No routing module can choose another partner, so the lead stays.
        NO_PARTNER: No other partner matches, so the lead stays.
        NO_DISTRIBUTION: The programme gives no leads to partners, or not then, so the lead stays.
        CONTINUED: A duplicate continues the lead already, so it stays.
    """

    DONE = "done"
    HOP_LIMIT = "hop_limit"
    NO_MODULE = "no_module"
    NO_PARTNER = "no_partner"
    NO_DISTRIBUTION = "no_distribution"
    CONTINUED = "continued"


@frozen(kw_only=True)
class DeadlinePassed:
    """
    A step of the lead's deadline was due.

    Attributes:
        policy: The name of the policy.
        step: Number of the step, from 1.
        action: What it does, such as ``remind``; an open list.
        due_at: When it was due, in UTC.
        result: What came of it.
        passed_over: How many steps before it passed while nobody looked, and were left out.
    """

    policy: str
    step: int
    action: str
    due_at: datetime
    result: StepResult = StepResult.DONE
    passed_over: int = 0


@frozen(kw_only=True)
class DeadlineMoved:
    """
    The lead's deadline was counted again, by another calendar.

    Attributes:
        policy: The name of the policy.
        due_at: When its next step is due now, in UTC; None if the calendar ends before.
        before: When it was due; None if the calendar ended before.
    """

    policy: str
    due_at: datetime | None
    before: datetime | None


def _nothing(_: Members, __: Happening, ___: DeadlinePassed | DeadlineMoved, ____: Declared) -> Members:
    return {}


STEPS: Final[Steps] = {DeadlinePassed: _nothing, DeadlineMoved: _nothing}
