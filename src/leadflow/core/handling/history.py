"""
The history of a lead and its mail, merged by time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import merge
from operator import attrgetter

from leadflow.core.notifications import MessageTrail, PostEvent
from leadflow.core.timeline import LeadEvent

__all__ = ["merged"]


def merged(events: Sequence[LeadEvent], posts: Iterable[MessageTrail]) -> tuple[LeadEvent | PostEvent, ...]:
    """
    Return the events of a lead and of the trails of its messages by time; each story stays in its own order.

    What happened to the lead comes first where both happened in one moment.
    """
    mail = merge(*(post.trail for post in posts), key=attrgetter("at"))
    return tuple(merge(events, mail, key=attrgetter("at")))
