"""
Checks each id that a host's function gives.
"""

from __future__ import annotations

from attrs import define, field

from leadflow.core.argument_messages import wrong_return
from leadflow.core.lengths import about_id
from leadflow.errors import ConfigurationError, InvalidInput
from leadflow.ports import NewId

__all__ = ["NewIds"]


@define
class NewIds:
    """
    Gives the ids of *give*, and finds out if it gives something else.
    """

    give: NewId
    _last: str = field(default="", init=False, eq=False, repr=False)

    @classmethod
    def of(cls, give: NewId) -> NewIds:
        """
        Return what checks the ids of *give*, which may be one already.
        """
        return give if isinstance(give, cls) else cls(give)

    def __call__(self) -> str:
        """
        Return a new id.

        Raises:
            TypeError: It is not a text.
            InvalidInput: It cannot be an id.
            ConfigurationError: It is the id before it once more.
        """
        given = self.give()
        if not isinstance(given, str):
            raise wrong_return(given, "Setting.new_id", "a text, such as str(uuid4())")
        if given == self._last:
            message = "returned the same id twice; return a new one for each call, such as TimeOrderedIds() does. Nothing was written"
            raise ConfigurationError(f"Setting.new_id: {message}")
        if wrong := about_id(given, "Setting.new_id"):
            raise InvalidInput(wrong)
        self._last = given
        return given
