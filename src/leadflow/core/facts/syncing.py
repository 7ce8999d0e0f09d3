"""
Both leadflow and another system have changed the same.
"""

from __future__ import annotations

from typing import Final

import attrs
from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps

__all__ = ["STEPS", "ConflictFound", "ConflictingValue"]


@frozen
class ConflictingValue:
    """
    A field that both sides have changed.

    Attributes:
        field: What leadflow calls it.
        before: What it was here, as a text; None where it said nothing.
        after: What it was in the other system, as a text; None where it said nothing.
    """

    field: str
    before: str | None = attrs.field(default=None, repr=False)
    after: str | None = attrs.field(default=None, repr=False)


@frozen(kw_only=True)
class ConflictFound:
    """
    Leadflow and another system had both changed something since they last exchanged it.

    Attributes:
        connection: The name of the connection.
        kept: Which side was kept: ``theirs``, ``ours``, or ``ask`` while a person has to choose.
        opportunity_id: The opportunity that it is about; None for the lead itself.
        changes: Each such field. Empty once it is erased.
    """

    connection: str
    kept: str
    opportunity_id: str | None = None
    changes: tuple[ConflictingValue, ...] = ()


def _conflict(_: Members, __: Happening, ___: ConflictFound, ____: Declared) -> Members:
    return {}


STEPS: Final[Steps] = {ConflictFound: _conflict}
