"""
Decides for each column of dates whether the day, the month or the year comes first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, field

from leadflow.core.kinds import DateOrder
from leadflow.core.tables import Row

__all__ = ["DateColumn", "look_at_dates"]

# Dots are left out where the year has four digits: those dates have the day first only.
_LONG: Final = re.compile(r"\s*'?(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
_SHORT: Final = re.compile(r"\s*'?(\d{1,2})([./-])(\d{1,2})\2(\d{2})(?!\d)")
_ISO: Final = re.compile(r"\d{4}-\d{2}-(\d{2})")
_MOST_KEPT: Final = 100
_LEAP_YEAR: Final = 2000


@define
class DateColumn:
    """
    What the dates of one column show.

    Attributes:
        orders: Those that a date with a year of four digits leaves no doubt about.
        real: How many dates a workbook holds as dates.
        last_day: The largest day among these.
        written: True if a date is a text with day, month and a year of four digits.
        swapped: True if one of those has a day up to 12.
        firsts, seconds, lasts: The parts of dates with a year of two digits; of many the first hundred.
        marks: What is between these.
    """

    orders: set[DateOrder] = field(factory=set)
    real: int = 0
    last_day: int = 0
    written: bool = False
    swapped: bool = False
    firsts: set[int] = field(factory=set)
    seconds: set[int] = field(factory=set)
    lasts: set[int] = field(factory=set)
    marks: set[str] = field(factory=set)
    possible: set[DateOrder] = field(factory=lambda: set(DateOrder))

    def look(self, text: str) -> None:
        """
        Take in one cell.
        """
        if iso := _ISO.match(text):
            self.real += 1
            self.last_day = max(self.last_day, int(iso[1]))
        elif found := _LONG.match(text):
            first, second = int(found[1]), int(found[3])
            self.written = True
            if (first > 12) is not (second > 12):
                self.orders.add(DateOrder.DAY_FIRST if first > 12 else DateOrder.MONTH_FIRST)
            else:
                self.swapped = True
        elif (found := _SHORT.match(text)) and len(self.lasts) < _MOST_KEPT:
            self._look_at_short(int(found[1]), int(found[3]), int(found[4]))
            self.marks.add(found[2])

    def _look_at_short(self, first: int, second: int, last: int) -> None:
        self.firsts.add(first)
        self.seconds.add(second)
        self.lasts.add(last)
        days = {
            DateOrder.DAY_FIRST: (first, second),
            DateOrder.MONTH_FIRST: (second, first),
            DateOrder.YEAR_FIRST: (last, second),
        }
        self.possible -= {order for order, (day, month) in days.items() if not _is_day(day, month)}

    @property
    def mixed(self) -> bool:
        """
        True if some dates can only have the day first and some only the month.
        """
        return len(self.orders) > 1

    @property
    def half_swapped(self) -> bool:
        """
        True if every text has a day above 12 and every real date one up to 12: a spreadsheet took those apart the other
        way round.
        """
        return self.real > 1 and self.last_day <= 12 and self.written and not self.swapped

    @property
    def order(self) -> DateOrder | None:
        """
        The order that the dates leave; None if they leave none or several.
        """
        if self.orders:
            return next(iter(self.orders)) if len(self.orders) == 1 else None
        if not self.firsts:
            return None
        left = self.possible - ({DateOrder.YEAR_FIRST} if self._year_is_last() else set())
        if DateOrder.YEAR_FIRST in left and self._year_is_first():
            return DateOrder.YEAR_FIRST
        return next(iter(left)) if len(left) == 1 else None

    def _year_is_first(self) -> bool:
        # Years come again and again, days of the month do not.
        return len(self.firsts) < len(self.lasts) and len(self.firsts) <= 2

    def _year_is_last(self) -> bool:
        if len(self.lasts) < len(self.firsts) or self.written:
            return True
        # Alone, only dates with hyphens are likely to have the year first.
        return len(self.lasts) == len(self.firsts) and "-" not in self.marks


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]


def look_at_dates(columns: Mapping[int, DateColumn], rows: Iterable[Row], *, to_the_end: bool) -> None:
    """
    Look at the dates of *rows* until each of *columns*, by their places, is mixed; or *to_the_end*.
    """
    left = list(columns.items())
    for row in rows:
        for at, column in left:
            if text := row.cells[at]:
                column.look(text)
        if not to_the_end and any(column.mixed for _, column in left):
            left = [(at, column) for at, column in left if not column.mixed]
            if not left:
                return
