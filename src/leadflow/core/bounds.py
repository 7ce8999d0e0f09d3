"""
Bounds of what hosts hand in: attrs validators that refuse it where it is made, and name the parameter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from attrs import Attribute

from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput

__all__ = ["LARGEST", "filled", "whole"]

LARGEST: Final = 2**31 - 1
"""
What a whole number goes up to where nothing else is said: databases keep no larger ones in short columns.
"""

Validator = Callable[[object, "Attribute[Any]", Any], None]


def whole(least: int, most: int = LARGEST, *, optional: bool = False) -> Validator:
    """
    Return a validator of whole numbers from *least* to *most*, both inclusive; *optional* takes None as well.

    It raises `InvalidInput` (``number_out_of_range``) for another number, and TypeError for anything but a whole
    number.
    """

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if optional and value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(f"{_named(instance, attribute)} must be a whole number, not {type(value).__name__}")
        if not least <= value <= most:
            message = f"{_named(instance, attribute)} is {value:,}, but must be from {least:,} to {most:,}; use a number in this range"
            raise InvalidInput((Problem(code="number_out_of_range", path=attribute.name, message=message),))

    return check


def filled(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """
    Check, as an attrs validator, that a text says something.

    Raises:
        InvalidInput: It is empty or blank (``text_missing``).
        TypeError: It is not a text.
    """
    if not isinstance(value, str):
        raise TypeError(f"{_named(instance, attribute)} must be a text, not {type(value).__name__}")
    if not value.strip():
        message = f"{_named(instance, attribute)} is empty; set it"
        raise InvalidInput((Problem(code="text_missing", path=attribute.name, message=message),))


def _named(instance: object, attribute: Attribute[Any]) -> str:
    return f"{type(instance).__name__}.{attribute.name}"
