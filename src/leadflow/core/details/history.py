"""
What happened to a lead, for its explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from operator import itemgetter

from leadflow.core.details.names import ShownNames
from leadflow.core.details.sentences import file_names, told_event, told_post
from leadflow.core.facts import ValuesChanged
from leadflow.core.handling.history import merged
from leadflow.core.notifications import MessageTrail, PostEvent
from leadflow.core.openings import LeadOpening
from leadflow.core.timeline import LeadEvent

__all__ = ["explain_history"]


def explain_history(
    events: Sequence[LeadEvent],
    since: int,
    posts: Sequence[MessageTrail],
    openings: Iterable[LeadOpening],
    names: ShownNames,
) -> tuple[str, ...]:
    """
    List what happened to a lead and its mail after event *since*, and who has opened it, one line each, by time.

    Edited values are left out: they do not say why a lead is where it is.

    Args:
        events: All of the lead that the caller sees, in order.
        since: Number of the event after which the list begins.
        posts: The messages about the lead, with their trails.
        openings: Who has opened it.
        names: In whose words, and in whose zone.
    """
    messages, files = {post.message.key: post.message for post in posts}, file_names(events)
    lines: list[tuple[datetime, str]] = []
    for event in merged([one for one in events if one.seq > since], posts):
        if isinstance(event, PostEvent):
            lines.append((event.at, told_post(event, messages[event.key], names).text))
        elif not isinstance(event.fact, ValuesChanged):
            lines.append((event.at, told_event(event, names, {}, files).text))
    opened = sorted((one.at, f"Opened by {names.person(one.person_id)}") for one in openings)
    return tuple(f"  {names.moment(at)} {text}" for at, text in merge(lines, opened, key=itemgetter(0)))
