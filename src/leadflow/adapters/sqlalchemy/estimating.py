"""
Counts estimated from a sample of the numbers that leads have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from math import gcd
from typing import Any, Final, TypeVar

from sqlalchemy import Select, func, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.core.views import Count

__all__ = ["SPAN", "estimated", "samples"]

Said = TypeVar("Said")

AT_ONCE: Final = 2_500
"""
How many numbers are looked at between two looks at the clock.
"""

_MOST: Final = 8
# Multiples of it, without their whole part, are spread evenly however many there are, and fall in with no period.
_GOLDEN: Final = 0.618_033_988_749_895
_num: Final = tables.leads.c.num

SPAN: Final[Select[Any]] = select(
    select(func.min(_num)).scalar_subquery().label("low"), select(func.max(_num)).scalar_subquery().label("high")
)
"""
Selects the smallest and the largest number of all leads: one query for both would read them all on SQLite.
"""


def estimated(
    numbers: range, count: Callable[[Sequence[int]], Mapping[Said, int]], is_over: Callable[[], bool]
) -> dict[Said, Count]:
    """
    Return counts of which the leads of some *numbers* are a sample; exact ones if all were looked at.

    Args:
        numbers: Of all leads, of any supplier, and perhaps of no lead.
        count: Counts, among the leads with some numbers, those that are on a list and that the caller sees.
        is_over: Whether the time is over; one sample is counted in any case.
    """
    found: Counter[Said] = Counter()
    looked = 0
    for some in samples(numbers, AT_ONCE):
        found.update(count(some))
        looked += len(some)
        if is_over():
            break
    if looked == len(numbers):
        return {said: Count(counted) for said, counted in found.items()}
    return {said: Count.about(counted * len(numbers) / looked) for said, counted in found.items()}


def samples(numbers: range, at_once: int) -> Iterator[list[int]]:
    """
    Return up to eight samples, none of which has a number of another; each is spread over all *numbers*, and so are all
    so far.
    """
    length = len(numbers)
    step = max(round(length * _GOLDEN), 1)
    while gcd(step, length) > 1:
        step += 1
    spread = (numbers[at * step % length] for at in range(min(length, _MOST * at_once)))
    while some := sorted(islice(spread, at_once)):
        yield some
