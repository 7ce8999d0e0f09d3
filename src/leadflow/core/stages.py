"""
Sales progress: the stages of a programme.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["CLOSING_STAGES", "OPEN_STAGES", "StagePolicy"]

OPEN_STAGES: Final = ("open", "contacted", "nurture")
"""
The stages that a lead goes through by default, in order.
"""

CLOSING_STAGES: Final = ("qualified", "unqualified")
"""
The stages that end it by default; they are alternatives.
"""


@frozen(kw_only=True)
class StagePolicy:
    """
    The stages that a lead can be in.

    Attributes:
        open: In order; a lead begins with the first unless it names another.
        closing: The alternatives that end it; a lead in one of them is not open any more.
    """

    open: tuple[str, ...] = OPEN_STAGES
    closing: tuple[str, ...] = CLOSING_STAGES

    @property
    def all(self) -> tuple[str, ...]:
        """
        Every stage: those in order, then those that end it.
        """
        return (*self.open, *self.closing)
