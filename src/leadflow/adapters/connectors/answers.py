"""
Answers of other systems over HTTP, and why there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from attrs import field, frozen

from leadflow.adapters.connectors.moments import http_date
from leadflow.core.connectors import SystemDelayed
from leadflow.core.problems import Problem

__all__ = ["Answer", "AnswerLost", "Delayed", "Refused", "check_arrived"]

_DAY: Final = timedelta(days=1)


class Delayed(Exception):
    """
    The system as a whole has to wait, and nothing was written.
    """

    def __init__(self, answer: SystemDelayed) -> None:
        super().__init__(type(answer).__name__)
        self.answer = answer


class AnswerLost(Exception):
    """
    A request may have been carried out, and its answer was lost or cannot be read.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(Exception):
    """
    The system refuses a request as it is, and wrote nothing.

    Attributes:
        code: What it says.
        status: The status code of its answer; 0 if there was none.
        problems: What it says of fields; empty if nothing.
    """

    def __init__(self, code: str, *, status: int = 0, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.status, self.problems = code, status, problems


@frozen
class Answer:
    """
    An answer over HTTP.

    Attributes:
        status: Its status code.
        data: Its JSON, numbers with a point as Decimal; its text if JSON was not asked for; None if there is no body.
        headers: By lower-case name.
    """

    status: int
    data: Any = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def date(self) -> datetime | None:
        """
        The moment of the answer by the clock of the system; None if it does not say.
        """
        return http_date(self.headers.get("date", ""))

    @property
    def retry_after(self) -> timedelta | None:
        """
        How long the system asks to wait, a day at most; None if it does not say.
        """
        told = self.headers.get("retry-after", "")
        if told.isascii() and told.isdecimal():
            return min(timedelta(seconds=int(told[:9])), _DAY)
        until = http_date(told)
        if until is None or self.date is None:
            return None
        return min(max(until - self.date, timedelta()), _DAY)


_GATEWAY: Final = frozenset({502, 504, 524})


def check_arrived(answer: Answer) -> None:
    """
    Do nothing if the system itself answered a write.

    Raises:
        AnswerLost: A gateway did, since the system was too slow for it: the system may have written.
    """
    if answer.status in _GATEWAY:
        raise AnswerLost(f"status_{answer.status}")
