"""
The contracts of a clock and of an id factory.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from leadflow.ports import Clock, NewId
from leadflow.testing.contracts.store import THREADS, run_all

__all__ = ["ClockContract", "NewIdContract"]

_MANY = 2_000


class ClockContract:
    """
    What every `Clock` must do. Inherit it and override the fixture `clock`.
    """

    @pytest.fixture
    def clock(self) -> Clock:
        """
        Override this: the clock.
        """
        raise NotImplementedError("override the fixture clock")

    def test_clock_tells_utc(self, clock: Clock) -> None:
        """
        The moment carries its offset, and that is none.
        """
        assert clock().utcoffset() == timedelta(0)

    def test_clock_does_not_go_back(self, clock: Clock) -> None:
        """
        A moment asked for later is not an earlier one.
        """
        moments = [clock() for _ in range(100)]

        assert moments == sorted(moments)


class NewIdContract:
    """
    What every `NewId` must do. Inherit it and override the fixture `new_id`.
    """

    @pytest.fixture
    def new_id(self) -> NewId:
        """
        Override this: the id factory.
        """
        raise NotImplementedError("override the fixture new_id")

    def test_id_is_a_text(self, new_id: NewId) -> None:
        """
        An id is a text that is not empty, of printable characters without blanks.
        """
        given = new_id()

        assert given.isprintable()
        assert given.split() == [given]

    def test_id_is_never_given_twice(self, new_id: NewId) -> None:
        """
        Every id is another one.
        """
        assert len({new_id() for _ in range(_MANY)}) == _MANY

    def test_threads_are_not_given_the_same_id(self, new_id: NewId) -> None:
        """
        Ids asked for by several threads at once are all different.
        """
        given = run_all([partial(_ids, new_id)] * THREADS)

        assert len({one for some in given if isinstance(some, list) for one in some}) == THREADS * _MANY


def _ids(new_id: NewId) -> list[str]:
    return [new_id() for _ in range(_MANY)]
