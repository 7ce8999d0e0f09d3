"""
Validators for numbers and texts, which raise when a value is created.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from attrs import Attribute

from leadflow.core.argument_messages import wrong_value
from leadflow.core.problems import Problem
from leadflow.errors import InvalidInput

__all__ = ["LARGEST", "after_begin", "check_duration", "check_seconds", "check_whole", "filled", "refused", "whole"]

LARGEST: Final = 2**31 - 1
"""
What a whole number goes up to where nothing else is said: databases keep no larger ones in short columns.
"""

_WRITTEN: Final = 10**30
_YEAR: Final = timedelta(days=366)

Validator = Callable[[object, "Attribute[Any]", Any], None]


def whole(least: int, most: int = LARGEST, *, optional: bool = False) -> Validator:
    """
    Return a validator of whole numbers from *least* to *most*, both inclusive; *optional* takes None as well.

    It raises `InvalidInput` (``number_out_of_range``) for another number. That it is a number, `checked` sees to.
    """

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not (optional and value is None):
            check_whole(value, f"{type(instance).__name__}.{attribute.name}", least, most)

    return check


def check_whole(value: int, name: str, least: int, most: int = LARGEST) -> None:
    """
    Check that the parameter *name* is from *least* to *most*, both inclusive.

    Raises:
        InvalidInput: It is not (``number_out_of_range``).
    """
    if not least <= value <= most:
        given = f"{value:,}" if abs(value) < _WRITTEN else "too large to be written here"
        message = f"is {given}, but must be from {least:,} to {most:,}; use a number in this range"
        raise wrong_value("number_out_of_range", message, name)


def check_seconds(value: float, name: str) -> None:
    """
    Check that the parameter *name* is a number of seconds that ends: more than 0, and at most a year.

    Raises:
        InvalidInput: It is not (``number_out_of_range``).
    """
    if not 0 < value <= _YEAR.total_seconds():
        given = f"{value:g} s" if not abs(value) >= _WRITTEN else "too large to be written here"
        message = f"is {given}, but must be more than 0 s and at most a year; use a time in this range"
        raise wrong_value("number_out_of_range", message, name)


def check_duration(value: timedelta, name: str, least: timedelta = timedelta()) -> None:
    """
    Check that the parameter *name* is from *least* to a year, both inclusive.

    Raises:
        InvalidInput: It is not (``number_out_of_range``).
    """
    if not least <= value <= _YEAR:
        given = f"is {value.days:,} days and {value.seconds} s"
        message = f"{given}, but must be from {least.total_seconds():g} s to a year; use a time in this range"
        raise wrong_value("number_out_of_range", message, name)


def after_begin(begin: str) -> Validator:
    """
    Return a validator of moments or days that end a period, which begins at the attribute *begin*; None leaves it open.

    It raises `InvalidInput` (``period_reversed``) for one before that.
    """

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        first = getattr(instance, begin)
        if value is not None and first is not None and value < first:
            message = f"{value} is before '{begin}', {first}; give a later end"
            raise refused("period_reversed", instance, attribute, message)

    return check


def filled(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """
    Check, as an attrs validator, that a text says something.

    Raises:
        InvalidInput: It is empty or blank (``text_missing``).
    """
    if not value.strip():
        raise refused("text_missing", instance, attribute, "is empty; set it")


def refused(code: str, instance: object, attribute: Attribute[Any], message: str) -> InvalidInput:
    """
    Return the error about the value of an attribute.
    """
    place = f"{type(instance).__name__}.{attribute.name}"
    return InvalidInput((Problem(code=code, path=place, message=message),))
