"""
Calls that commit more than once: what fails behind the first commit says that something was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Final

from leadflow.errors import LeadflowError

__all__ = ["in_steps", "note_commit"]


class _Commits(local):
    """
    How many commits each thread has made.
    """

    made = 0


_COMMITS: Final = _Commits()


def note_commit() -> None:
    """
    Count a commit of this thread.
    """
    _COMMITS.made += 1


@contextmanager
def in_steps(*, begun: bool = False) -> Iterator[None]:
    """
    Run a call of several commits, whose errors promise that nothing was written only if that is so.

    Args:
        begun: True if the call has committed something before.
    """
    before = _COMMITS.made
    try:
        yield
    except LeadflowError as error:
        if begun or _COMMITS.made > before:
            error.note_earlier_steps()
        raise
