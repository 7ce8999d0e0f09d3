"""
Follows everything that changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import field, frozen

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.bounds import check_whole
from leadflow.core.feed import (
    KEPT_NOTES,
    STREAMS,
    FeedHead,
    FeedKind,
    FeedNote,
    NotedChange,
    cursor_text,
    note_key,
    positions_in,
)
from leadflow.core.notifications import PostEvent
from leadflow.core.timeline import LeadEvent
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import calling
from leadflow.services.operations.setting import Setting

__all__ = ["ChangeFeed", "FeedEntry", "FeedPage"]


@frozen(kw_only=True)
class FeedEntry:
    """
    Something that has changed.

    Attributes:
        kind: What it is about.
        key: The id of the lead, the partner, the campaign, the opportunity or the registration, the name of the module,
            or the key of the message.
        at: When the change was planned, in UTC, by the clock of its process.
        events: The events of a lead, as they are now: what was erased since is not in them.
        trail: What became of a message so far.
    """

    kind: FeedKind
    key: str
    at: datetime
    events: tuple[LeadEvent, ...] = field(default=(), repr=False)
    trail: tuple[PostEvent, ...] = field(default=(), repr=False)


@frozen(kw_only=True)
class FeedPage:
    """
    A page of the feed.

    Attributes:
        entries: What has changed. What happened to one lead is in order; so is one stream with the rest by time.
        cursor: Where the next page begins; save it together with what you made of the entries.
        more: True if more is there already.
        expired: True if changes were missed, because the cursor was too old or is not of this store. There are no
            entries then: read everything that you follow, and continue with the cursor of this page.
    """

    entries: tuple[FeedEntry, ...]
    cursor: str
    more: bool = False
    expired: bool = False


class ChangeFeed:
    """
    Tells a host everything that changes in a programme whose feed is on (``Programme(feed=True)``).

    Nothing is skipped, though commits of several processes become visible in another order than they were begun. An
    entry may come again if a host saves no cursor.
    """

    @checked
    def __init__(self, setting: Setting, party: SupplierParty | ProgramParty) -> None:
        """
        Open the feed for a party with the act ``maintain`` and no limit to groups.

        Raises:
            ConfigurationError: The programme has no feed.
            NotAllowed: None of the party's roles allows it, or it is limited to groups.
        """
        if not setting.programme.feed:
            raise ConfigurationError("the programme has no feed; set Programme(feed=True) in every process")
        caller = calling(setting, party, None)
        caller.check(Act.MAINTAIN)
        if caller.scope.groups is not None:
            raise caller.refusing(Act.MAINTAIN)
        self._setting = setting

    @checked
    def now(self) -> str:
        """
        Return the cursor of what will change from now on.

        Take it before you read everything for the first time: what changes meanwhile is told once more.
        """
        with self._setting.unit() as unit:
            return cursor_text(_heads(unit))

    @checked
    def changes_since(self, cursor: str | None = None, *, most: int = 1_000) -> FeedPage:
        """
        Return what has changed since *cursor*.

        Args:
            cursor: Of the page before, or of `now`; None for the oldest changes that are kept.
            most: About how many commits at most, from 1 to 10,000.

        Raises:
            InvalidInput: It is no cursor of a feed (``cursor_unreadable``).
            PortError: The store failed. The same cursor works again.
        """
        check_whole(most, "most", 1, 10_000)
        with self._setting.unit() as unit:
            heads = _heads(unit)
            positions = _oldest(heads) if cursor is None else list(positions_in(cursor))
            behind = zip(positions, heads, strict=True)
            if any(position > head or head - position > KEPT_NOTES for position, head in behind):
                return FeedPage(entries=(), cursor=cursor_text(heads), expired=True)
            notes = list[FeedNote]()
            # Each call begins with another stream, so that a busy one holds up none for ever.
            first = sum(positions) % STREAMS
            for stream in (*range(first, STREAMS), *range(first)):
                position, head = positions[stream], heads[stream]
                for number in range(position + 1, min(head, position + most - len(notes)) + 1):
                    note = unit.records.one(FeedNote, note_key(stream, number))
                    if note is None or note.number != number:
                        # It made room meanwhile.
                        return FeedPage(entries=(), cursor=cursor_text(heads), expired=True)
                    notes.append(note)
                    positions[stream] = number
            entries = tuple(_entries(unit, notes))
        return FeedPage(entries=entries, cursor=cursor_text(positions), more=tuple(positions) != heads)


def _heads(unit: UnitOfWork) -> tuple[int, ...]:
    """
    Return how far each stream is, as one moment shows it.
    """
    found = {one.stream: one.last for one in unit.records.all(FeedHead)}
    return tuple(found.get(one, 0) for one in range(STREAMS))


def _oldest(heads: tuple[int, ...]) -> list[int]:
    return [max(0, one - KEPT_NOTES) for one in heads]


def _entries(unit: UnitOfWork, notes: list[FeedNote]) -> Iterator[FeedEntry]:
    """
    Return what notes are about: by time, but what happened to one lead always in the order of its events.
    """
    told = sorted(((note.at, note, one) for note in notes for one in note.changes), key=lambda found: found[0])
    order = _in_order_of_events([(at, one) for at, _, one in told])
    leads = {one.key for _, one in order if one.kind is FeedKind.LEAD}
    timelines = unit.timeline.many(sorted(leads)) if leads else {}
    for at, one in order:
        yield _entry(unit, at, one, timelines)


def _in_order_of_events(told: list[tuple[datetime, NotedChange]]) -> list[tuple[datetime, NotedChange]]:
    places: dict[str, list[int]] = {}
    for place, (_, one) in enumerate(told):
        if one.kind is FeedKind.LEAD:
            places.setdefault(one.key, []).append(place)
    found = list(told)
    for taken in places.values():
        in_order = sorted((told[place] for place in taken), key=lambda pair: pair[1].first)
        for place, pair in zip(taken, in_order, strict=True):
            found[place] = pair
    return found


def _entry(
    unit: UnitOfWork, at: datetime, one: NotedChange, timelines: Mapping[str, tuple[LeadEvent, ...]]
) -> FeedEntry:
    if one.kind is FeedKind.LEAD:
        events = timelines.get(one.key, ())[one.first - 1 : one.last]
        return FeedEntry(kind=one.kind, key=one.key, at=at, events=events)
    if one.kind is FeedKind.MESSAGE:
        try:
            return FeedEntry(kind=one.kind, key=one.key, at=at, trail=unit.posts.one(one.key).trail)
        except NotFound:
            pass
    return FeedEntry(kind=one.kind, key=one.key, at=at)
