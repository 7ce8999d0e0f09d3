"""
Event types: what facts are called in reports and filters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from attrs import Attribute

from leadflow.core.facts import STEPS
from leadflow.core.problems import Problem, near, or_list
from leadflow.errors import InvalidInput

__all__ = ["EVENT_TYPES", "event_type", "facts_of", "known_events"]

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
    Return the classes of facts of event *types*, which `known_events` has checked; empty for none.
    """
    return frozenset(EVENT_TYPES[one] for one in types)


def known_events(
    instance: object, attribute: Attribute[Any], types: Collection[str], *, more: Collection[str] = ()
) -> None:
    """
    Check, as an attrs validator, that there are such event types, or that they are among *more*.

    Raises:
        InvalidInput: There is no such type (``event_type_unknown``), with the near one.
    """
    place = f"{type(instance).__name__}.{attribute.name}"
    known = EVENT_TYPES.keys() | set(more)
    problems = tuple(_unknown(one, sorted(known), place) for one in sorted(set(types) - known))
    if problems:
        raise InvalidInput(problems)


def _unknown(name: str, known: Collection[str], place: str) -> Problem:
    close = near(name, known, most=1)
    advice = f"did you mean '{close[0]}'?" if close else f"use {or_list(known)}"
    message = f"there is no event type '{name}'; {advice}"
    return Problem(code="event_type_unknown", path=place, message=message, suggestions=close, value=name)
