"""
Comparisons of each value of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Self

from attrs import evolve, frozen

from leadflow.core.criteria.interchange.normal_form import Tree
from leadflow.core.criteria.interchange.reading import Places, Reading
from leadflow.core.fields import AnyField
from leadflow.core.schema import Subject

__all__ = ["Elements", "list_condition"]


@frozen
class Elements:
    """
    To be one of some values; *negated*: to be none of them.
    """

    values: tuple[object, ...]
    negated: bool

    def opposite(self) -> Self:
        """
        Return what is asked by "not".
        """
        return evolve(self, negated=not self.negated)

    @classmethod
    def joined(cls, parts: Sequence[Self], combinator: object) -> Self | None:
        """
        Join by "and" or "or"; None where that is neither to be one of some values nor none of some.
        """
        if len(parts) == 1:
            return parts[0]
        negated = combinator == "and"
        if combinator not in ("and", "or") or any(one.negated is not negated for one in parts):
            return None
        return cls(tuple(value for one in parts for value in one.values), negated)


_OPERATORS: Final = {
    ("some", False): "contains_any",
    ("none", False): "contains_none",
    ("all", True): "contains_none",
}


def list_condition(
    reading: Reading, about: tuple[Subject, AnyField], mode: str, elements: Elements, places: Places, where: str
) -> Tree | None:
    """
    Return a condition about some, none or all of the values.

    "All values are among these" cannot be expressed: it does not mean that the values contain all of these.
    """
    operator = _OPERATORS.get((mode, elements.negated))
    if operator is None:
        message = (
            f"'{mode}' with {'a negated' if elements.negated else 'this'} comparison has no exact equivalent; "
            "ask whether some or none of the values are in a list"
        )
        reading.refuse("match_not_said", places["operator"], message)
        return None
    return reading.asked(about, operator, list(elements.values), places, where=where)
