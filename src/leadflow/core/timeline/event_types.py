"""
Event types: what facts are called in reports and filters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from leadflow.core.facts import STEPS
from leadflow.core.problems import Problem, near
from leadflow.errors import InvalidInput

__all__ = ["EVENT_TYPES", "event_type", "facts_of"]

_WORDS: Final = re.compile("(?<=[a-z])(?=[A-Z])")


def event_type(fact: type) -> str:
    """
    Return what events with a fact of this class are called, such as ``stage_changed``.
    """
    return _WORDS.sub("_", fact.__name__).lower()


EVENT_TYPES: Final[Mapping[str, type]] = {event_type(fact): fact for fact in STEPS}
"""
The class of fact of each event type; there is no other type. What a newer leadflow wrote is an ``unknown_fact``.
"""


def facts_of(types: Iterable[str]) -> frozenset[type]:
    """
    Return the classes of facts of event *types*; empty for none.

    Raises:
        InvalidInput: There is no such type (``event_type_unknown``).
    """
    problems = tuple(_unknown(one) for one in sorted(set(types) - EVENT_TYPES.keys()))
    if problems:
        raise InvalidInput(problems)
    return frozenset(EVENT_TYPES[one] for one in types)


def _unknown(name: str) -> Problem:
    close = near(name, EVENT_TYPES, most=1)
    advice = f"did you mean {close[0]!r}?" if close else f"use one of {', '.join(sorted(EVENT_TYPES))}"
    return Problem(code="event_type_unknown", path="events", message=f"there is no event type {name!r}; {advice}")
