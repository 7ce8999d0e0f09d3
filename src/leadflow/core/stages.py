"""
The sales stages of a programme.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.several import texts
from leadflow.core.text import text_key
from leadflow.errors import InvalidInput

__all__ = ["CLOSING_STAGES", "OPEN_STAGES", "StagePolicy"]

OPEN_STAGES: Final = ("open", "contacted", "nurture")
"""
The stages that a lead goes through by default, in order.
"""

CLOSING_STAGES: Final = ("qualified", "unqualified")
"""
The stages that end it by default; they are alternatives.
"""


@checked
@frozen(kw_only=True)
class StagePolicy:
    """
    The stages that a lead can be in.

    Attributes:
        open: In order; a lead begins with the first unless it names another.
        closing: The alternatives that end it; a lead in one of them is not open any more.
    """

    open: tuple[str, ...] = field(default=OPEN_STAGES, converter=texts)
    closing: tuple[str, ...] = field(default=CLOSING_STAGES, converter=texts)

    def __attrs_post_init__(self) -> None:
        """
        Check the stages, which every lead is held against.

        Raises:
            InvalidInput: There is no stage to begin with, one is blank, or two are called the same
                (``stages_unclear``).
        """
        if not self.open:
            raise _unclear("open", "there is no first stage; name one")
        for name, stages in (("open", self.open), ("closing", self.closing)):
            if not all(map(str.strip, stages)):
                raise _unclear(name, "one of the stages is blank; name it")
        keys = Counter(map(text_key, self.all))
        twice = next((stage for stage in self.all if keys[text_key(stage)] > 1), None)
        if twice is not None:
            name = "open" if twice in self.open else "closing"
            raise _unclear(name, f"two stages of the programme are called '{twice}'; rename one")

    @property
    def all(self) -> tuple[str, ...]:
        """
        All stages: the open ones in order, then the closing ones.
        """
        return (*self.open, *self.closing)

    def between(self, before: str, after: str) -> tuple[str, ...]:
        """
        Return the open stages that a lead passes between two, both exclusive; none on the way back.

        A closing stage comes after all open ones.
        """
        if before not in self.open:
            return ()
        end = self.open.index(after) if after in self.open else len(self.open)
        return self.open[self.open.index(before) + 1 : end]


def _unclear(name: str, message: str) -> InvalidInput:
    return wrong_value("stages_unclear", message, f"StagePolicy.{name}")
