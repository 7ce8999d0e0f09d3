"""
What each fact changes on a lead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from leadflow.core.actors import Actor
from leadflow.core.fields import AnyField

__all__ = ["Declared", "Happening", "Members", "Step", "Steps"]

Members = dict[str, Any]
"""
Members of a lead, by name: all that it has so far, or those that a fact changes.
"""

Declared = Mapping[str, AnyField]
"""
The fields that a lead can say something about, by name.
"""


class Happening(Protocol):
    """
    Whose event it is, who caused it, when it happened and with which number.
    """

    @property
    def lead_id(self) -> str:
        """
        Whose.
        """

    @property
    def seq(self) -> int:
        """
        Its number.
        """

    @property
    def at(self) -> datetime:
        """
        When, in UTC.
        """

    @property
    def actor(self) -> Actor:
        """
        Who caused it.
        """


Step = Callable[[Members, Happening, Any, Declared], Members]
"""
Takes the members that a lead has so far, the event, its fact, and what declares the names of values; returns those
members that the fact changes.
"""

Steps = Mapping[type, Step]
"""
The step of each fact of a family.
"""
