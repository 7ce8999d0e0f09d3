"""
The sales stages of a programme.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.several import texts
from leadflow.core.text import text_key
from leadflow.errors import ConfigurationError

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
            ConfigurationError: There is no stage to begin with, or two are called the same.
        """
        if not self.open:
            raise ConfigurationError("the programme has no first stage; name one in 'open'")
        keys = Counter(map(text_key, self.all))
        twice = next((stage for stage in self.all if keys[text_key(stage)] > 1), None)
        if twice is not None:
            raise ConfigurationError(f"two stages of the programme are called '{twice}'; rename one")

    @property
    def all(self) -> tuple[str, ...]:
        """
        All stages: the open ones in order, then the closing ones.
        """
        return (*self.open, *self.closing)
