"""
Results of a relay, and how it is stopped.
"""

from __future__ import annotations

from typing import Protocol

from attrs import frozen

__all__ = ["RelayResult", "StopSignal"]


class StopSignal(Protocol):
    """
    Stops a loop; `threading.Event` is one.
    """

    def is_set(self) -> bool:
        """
        Return whether the loop is to end.
        """

    def wait(self, timeout: float) -> bool:
        """
        Wait up to *timeout* seconds for the signal, and say whether it came.
        """


@frozen(kw_only=True)
class RelayResult:
    """
    The result of one run of the relay.

    Attributes:
        sent: Messages that the mailer took.
        deferred: To be tried again later.
        dead: Given up; the lead shows a notification failure.
        cancelled: Not sent, because the lead or the person changed and the message no longer applies.
    """

    sent: int = 0
    deferred: int = 0
    dead: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """
        How many messages were handled.
        """
        return self.sent + self.deferred + self.dead + self.cancelled

    def __add__(self, other: RelayResult) -> RelayResult:
        if not (other.sent or other.deferred or other.dead or other.cancelled):
            return self
        return RelayResult(
            sent=self.sent + other.sent,
            deferred=self.deferred + other.deferred,
            dead=self.dead + other.dead,
            cancelled=self.cancelled + other.cancelled,
        )
