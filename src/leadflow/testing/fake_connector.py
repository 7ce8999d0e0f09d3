"""
A connector to another system in memory.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadflow.core.connectors import (
    PullAnswer,
    PushResult,
    PushUpdate,
    QuotaUsedUp,
    RemoteChange,
    RemoteField,
    RemoteRef,
    SyncCursor,
)
from leadflow.errors import PortError
from leadflow.testing.fake_system import FakeSystem

__all__ = ["FakeConnector"]


class FakeConnector:
    """
    A connector to a `FakeSystem`.

    Attributes:
        system: The system.
        batch: How many updates it takes at once.
        failing: The numbers of calls, from 1, that raise instead of answering: `PortError`, or what is given.
    """

    def __init__(self, system: FakeSystem, *, client: str = "leadflow", batch: int = 100) -> None:
        self.system = system
        self.batch = batch
        self.failing: dict[int, BaseException] = {}
        self._client = client
        self._token = system.token
        self._calls = 0

    @property
    def calls(self) -> int:
        """
        How many calls it has made.
        """
        return self._calls

    def fail(self, call: int, error: BaseException | None = None) -> None:
        """
        Let one call raise, counted from the next one, which is 1.
        """
        self.failing[self._calls + call] = error or PortError("the system cannot be reached")

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Read a page of what changed.
        """
        return self._called(timeout) or self.system.pull(cursor, most)

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        """
        Write updates.
        """
        delay = self._called(timeout)
        self.system.calls += 1
        if delay is not None:
            return tuple(delay for _ in updates)
        return tuple(self.system.push(one, self._client) for one in updates)

    def read(self, refs: Sequence[RemoteRef], timeout: float, /) -> tuple[RemoteChange, ...]:
        """
        Read single records.
        """
        if self._called(timeout) is not None:
            raise PortError("the quota is used up")
        return tuple(map(self.system.read, refs))

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the fields that any record has.
        """
        self._called(timeout)
        return self.system.fields()

    def _called(self, timeout: float) -> QuotaUsedUp | None:
        """
        Make a call, with a new token if the old one is refused.
        """
        self._calls += 1
        error = self.failing.pop(self._calls, None)
        if error is not None:
            raise error
        if self._token != self.system.token:
            self._calls += 1
            self._token = self.system.token
        return self.system.reached(timeout)
