"""
What stands on timelines and changes nothing that this build knows: it was written by an older or a newer one.
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
    Something became of the message with this *key*, at a time when that stood on timelines; it is on its trail by now.

    Written no more: it keeps the place of an event in databases that are older than trails.
    """

    key: str


def _nothing(_: Members, __: Happening, ___: Mailed | UnknownFact, ____: Declared) -> Members:
    return {}


STEPS: Final[Steps] = {Mailed: _nothing, UnknownFact: _nothing}
