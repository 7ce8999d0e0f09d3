"""
Runs the same work in several threads.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Final

from leadflow.errors import LeadflowError
from leadflow.services.relay.results import RelayResult

__all__ = ["Budget", "all_at_once"]

_NAME: Final = "leadflow-relay"


def all_at_once(work: Callable[[Event], RelayResult], threads: int) -> RelayResult:
    """
    Do *work* in so many threads, the caller's among them, and return what all of them did.

    Args:
        work: Is given an event that is set once another thread has failed: it comes to an end then.
        threads: 1 does it in the caller's thread alone.

    Raises:
        Exception: What the work raised, once every thread has ended; what was raised in the caller's thread if both
            did. If another thread did something, an error of ours says that something was written.
    """
    over, wrote = Event(), Event()

    def one() -> RelayResult:
        try:
            done = work(over)
        except BaseException as error:
            over.set()
            if isinstance(error, LeadflowError) and error.wrote:
                wrote.set()
            raise
        if done.total:
            wrote.set()
        return done

    try:
        with ThreadPoolExecutor(max(threads - 1, 1), thread_name_prefix=_NAME) as pool:
            others = [pool.submit(one) for _ in range(threads - 1)]
            return sum((other.result() for other in others), one())
    except LeadflowError as error:
        if wrote.is_set():
            error.note_earlier_steps()
        raise


class Budget:
    """
    How many messages may still be handled, by all threads together.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._lock = Lock()

    def take(self, most: int) -> int:
        """
        Take up to *most* of what is left, and return how many; 0 is the end.
        """
        with self._lock:
            taken = min(most, self._left)
            self._left -= taken
            return taken
