"""
Facts that another version wrote and that change nothing in this one.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.unknown import UnknownFact

__all__ = ["STEPS", "Mailed"]


@frozen
class Mailed:
    """
    A message changed its state, in a database from before trails; the trail has the details.

    Written no more: it keeps the place of an event in databases that are older than trails.
    """

    key: str


def _nothing(_: Members, __: Happening, ___: Mailed | UnknownFact, ____: Declared) -> Members:
    return {}


STEPS: Final[Steps] = {Mailed: _nothing, UnknownFact: _nothing}
