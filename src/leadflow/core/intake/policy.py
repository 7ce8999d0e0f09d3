"""
The rules for admitting leads.
"""

from __future__ import annotations

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import LARGEST, whole

__all__ = ["IntakePolicy"]


@checked
@frozen(kw_only=True)
class IntakePolicy:
    """
    The rules for admitting leads.

    Attributes:
        required: Fields without which a distributed lead is refused, in addition to those that the schema requires.
        distribution: False refuses every operation that distributes leads.
        starting_score: Of a distributed lead that brings none.
    """

    required: frozenset[str] = frozenset({"email"})
    distribution: bool = True
    starting_score: int = field(default=50, validator=whole(-LARGEST, LARGEST))
