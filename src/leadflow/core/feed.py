"""
The feed: what each commit has changed, in an order in which nothing is skipped.

Notes are spread over streams. A note is the next one of its stream only if the one before is committed, so a reader
that sees a note has seen those before it, however late other commits become visible.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Final
from zlib import crc32

from attrs import frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.unknown import KeepsUnknown

__all__ = [
    "KEPT_NOTES",
    "STREAMS",
    "FeedHead",
    "FeedKind",
    "FeedNote",
    "NotedChange",
    "cursor_text",
    "note_key",
    "positions_in",
    "stream_key",
    "stream_of",
]

STREAMS: Final = 64
"""
Over how many streams notes are spread: two commits of one stream at once are a conflict, and the later one is planned
again.
"""

KEPT_NOTES: Final = 4_096
"""
How many notes of a stream are kept; a reader that is further behind has to read everything again.
"""


class FeedKind(StrEnum):
    """
    What a change is about.

    Attributes:
        LEAD: Events of a lead.
        ERASED: A lead lost what is personal in it, in its events and in its messages.
        MESSAGE: A message was queued, or something became of it.
        PARTNER: A partner, its settings or its people were saved.
        CAMPAIGN: A campaign was saved.
        MODULE: A routing module was published.
        OPPORTUNITY: An opportunity was registered or updated.
        REGISTRATION: A registration was submitted, or something became of it.
    """

    LEAD = "lead"
    ERASED = "erased"
    MESSAGE = "message"
    PARTNER = "partner"
    CAMPAIGN = "campaign"
    MODULE = "module"
    OPPORTUNITY = "opportunity"
    REGISTRATION = "registration"


@frozen
class NotedChange:
    """
    Something that a commit has changed. It has ids only, so nothing in it has to be erased.

    Attributes:
        kind: What it is about.
        key: Of the lead, the message or the record.
        first, last: The numbers of the events of a lead; 0 elsewhere.
    """

    kind: FeedKind
    key: str
    first: int = 0
    last: int = 0


@frozen(kw_only=True)
class FeedNote(KeepsUnknown):
    """
    What one commit has changed.

    Attributes:
        stream: Of which stream it is.
        number: Its number in the stream, from 1 without gaps.
        at: When it was planned, in UTC.
        changes: What was changed.
    """

    stream: int
    number: int
    at: datetime
    changes: tuple[NotedChange, ...]

    @property
    def key(self) -> str:
        """
        Under which it is stored; an old one makes room.
        """
        return note_key(self.stream, self.number)


@frozen(kw_only=True)
class FeedHead(KeepsUnknown):
    """
    How far a stream of the feed is.

    Attributes:
        stream: Which stream.
        last: The number of its last note.
    """

    stream: int
    last: int = 0

    @property
    def key(self) -> str:
        """
        Under which it is stored.
        """
        return stream_key(self.stream)


def stream_key(stream: int) -> str:
    """
    Return the key of the head of a stream.
    """
    return f"{stream:02}"


def note_key(stream: int, number: int) -> str:
    """
    Return the key of a note.
    """
    return f"{stream:02}@{number % KEPT_NOTES:04}"


def stream_of(changes: Iterable[NotedChange]) -> int:
    """
    Return the stream of a commit: that of its first lead which was there before, so that what happens to one lead is in
    order.
    """
    found = tuple(changes)
    first = next((one for one in found if one.kind is FeedKind.LEAD and one.first > 1), found[0])
    return crc32(first.key.encode("utf-8", "surrogatepass")) % STREAMS


def cursor_text(positions: Iterable[int]) -> str:
    """
    Return the cursor of a reader that has read so far in each stream.
    """
    return ".".join(f"{one:x}" for one in positions)


def positions_in(cursor: str) -> tuple[int, ...]:
    """
    Return how far a reader has read in each stream.

    Raises:
        InvalidInput: It is no cursor of a feed (``cursor_unreadable``).
    """
    try:
        positions = tuple(int(one, 16) for one in cursor.split("."))
    except ValueError:
        positions = ()
    if len(positions) != STREAMS or min(positions) < 0:
        raise wrong_value("cursor_unreadable", "this is not a cursor of the feed; pass one as it was given", "cursor")
    return positions
