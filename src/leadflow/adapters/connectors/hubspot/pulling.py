"""
Pulls what changed in HubSpot by searching for it, and everything page by page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from attrs import evolve, frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.fields import ReadFields
from leadflow.adapters.connectors.hubspot.account import AT_ONCE, STAMPS, HubSpotAccount, after_of
from leadflow.adapters.connectors.hubspot.journal import HubSpotJournal
from leadflow.adapters.connectors.hubspot.places import HubSpotPlace
from leadflow.adapters.connectors.hubspot.reading import HubSpotReading
from leadflow.adapters.connectors.hubspot.records import HubSpotRecords
from leadflow.adapters.connectors.hubspot.values import hubspot_moment, millis
from leadflow.core.connectors import (
    CursorExpired,
    IdentityChanged,
    PullAnswer,
    PullPage,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
)
from leadflow.errors import PortError

__all__ = ["HubSpotPulling"]

_MOST_FOUND: Final = 9_000
_ARCHIVED_FOR: Final = timedelta(days=89)


@frozen
class HubSpotPulling:
    """
    Reads pages of changes, and pages of everything.

    Attributes:
        account: Where.
        fields: What is read.
        records: Makes records of rows.
        reading: Reads single records.
        journal: Names what changed; None to search for it.
    """

    account: HubSpotAccount
    fields: ReadFields
    records: HubSpotRecords
    reading: HubSpotReading
    journal: HubSpotJournal | None

    def page(self, cursor: SyncCursor | None, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of at most *most* records of what changed since *cursor*.

        Raises:
            PortError: HubSpot did not answer as documented.
        """
        try:
            if cursor is None or (cursor.stamp is None and not cursor.token):
                return self._whole(SyncCursor(), evolve(self._first(timeout), whole=True), most, timeout)
            place = HubSpotPlace.read(cursor.token) or self._first(timeout)
            if self.journal is not None and place.journaled:
                return self._journaled(self.journal, cursor, place, timeout)
            return (self._whole if place.whole else self._changes)(cursor, place, most, timeout)
        except Delayed as delayed:
            return delayed.answer
        except (AnswerLost, Refused) as lost:
            raise PortError(f"HubSpot did not answer as documented ({lost}); the same pull is tried again") from None

    def _first(self, timeout: float) -> HubSpotPlace:
        """
        Return where a pull begins; the journal is read from what it has now, once the pull has ended.
        """
        offset = self.journal.latest(timeout) if self.journal is not None else None
        return HubSpotPlace(kind=self.fields.kinds[0], offset=offset)

    def _journaled(
        self, journal: HubSpotJournal, cursor: SyncCursor, place: HubSpotPlace, timeout: float
    ) -> PullAnswer:
        """
        Return what the next entry of the journal names.
        """
        try:
            entry = journal.after(place.offset or "", timeout)
        except Refused as refused:
            if refused.status == 404:
                return CursorExpired("journal_offset_expired")
            raise
        if entry is None:
            return PullPage(changes=(), cursor=cursor)
        changes = tuple(
            one for kind in self.fields.kinds for one in self.reading.read(kind, entry.ids.get(kind, ()), timeout)
        )
        moved = cursor.moved((), covered=entry.published_at)
        return PullPage(changes=changes, cursor=evolve(moved, token=evolve(place, offset=entry.offset).text), more=True)

    def _whole(self, cursor: SyncCursor, place: HubSpotPlace, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of everything; what changes meanwhile is asked for from the moment of the first page.
        """
        kind = place.kind
        params = {"limit": str(most), "properties": ",".join(self.records.names(kind)), "archived": "false"}
        params |= {"after": place.after} if place.after else {}
        params |= {"associations": "contacts"} if kind is RemoteKind.OPPORTUNITY else {}
        answer = self.account.call("GET", kind, "", timeout, params=params)
        data = self.account.data(answer)
        until = place.until or answer.date
        records = tuple(self.records.of(kind, data["results"], timeout))
        after = after_of(data)
        if after is not None:
            token = evolve(place, after=after, until=until).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        return self._next_kind(records, cursor, evolve(place, until=until))

    def _next_kind(self, changes: tuple[RemoteChange, ...], cursor: SyncCursor, place: HubSpotPlace) -> PullPage:
        """
        Return the last page of a kind; the next one begins with the kind after it, if there is one.
        """
        later = self.fields.after(place.kind)
        if later is not None:
            token = evolve(place, kind=later, after="", since=None).text
            return PullPage(changes=changes, cursor=evolve(cursor, token=token), more=True)
        ended = HubSpotPlace(kind=self.fields.kinds[0], offset=place.offset, journaled=True)
        token = ended.text if place.offset is not None else ""
        return PullPage(changes=changes, cursor=evolve(cursor.moved((), covered=place.until), token=token))

    def _changes(self, cursor: SyncCursor, place: HubSpotPlace, most: int, timeout: float) -> PullAnswer:
        """
        Return the next records of what changed, and at the end what was archived.
        """
        kind, since = place.kind, place.since or cursor.since()
        assert since is not None
        answer = self._search(kind, since, place.after, most, timeout)
        now = place.until or answer.date
        if now is None:
            raise AnswerLost("date_missing")
        if cursor.stamp is not None and now - cursor.stamp > _ARCHIVED_FOR:
            return CursorExpired("archived_for_90_days")
        data = self.account.data(answer)
        shown = tuple(self.records.of(kind, self.reading.with_contacts(kind, data["results"], timeout), timeout))
        records = [one for one in shown if isinstance(one, RemoteRecord)]
        changes: tuple[RemoteChange, ...] = (
            *(one for one in shown if isinstance(one, IdentityChanged)),
            *cursor.fresh(records),
        )
        moved = cursor.moved(records, covered=None)
        after = after_of(data)
        if after is None:
            gone = self._archived(kind, since, timeout)
            return self._next_kind((*changes, *gone), moved, evolve(place, until=now))
        place = evolve(place, after=after, since=since, until=now)
        if int(after) >= _MOST_FOUND and records and records[-1].modified_at is not None:
            if records[-1].modified_at <= since:
                return CursorExpired("too_many_of_one_moment")
            # A search ends after 10,000; the next one begins at the last stamp, and what was seen is dropped.
            place = evolve(place, after="", since=records[-1].modified_at)
        return PullPage(changes=changes, cursor=evolve(moved, token=place.text), more=True)

    def _archived(self, kind: RemoteKind, since: datetime, timeout: float) -> Iterator[RecordGone]:
        after: str | None = ""
        while after is not None:
            params = {"limit": str(AT_ONCE), "archived": "true", **({"after": after} if after else {})}
            data = self.account.data(self.account.call("GET", kind, "", timeout, params=params))
            for one in data["results"]:
                at = hubspot_moment(one.get("archivedAt"))
                if at is None or at >= since:
                    yield RecordGone(RemoteRef(kind, str(one["id"])))
            after = after_of(data)

    def _search(self, kind: RemoteKind, since: datetime, after: str, most: int, timeout: float) -> Answer:
        stamp = STAMPS[kind]
        body = {
            "filterGroups": [{"filters": [{"propertyName": stamp, "operator": "GTE", "value": str(millis(since))}]}],
            "sorts": [{"propertyName": stamp, "direction": "ASCENDING"}],
            "properties": self.records.names(kind),
            "limit": most,
            **({"after": after} if after else {}),
        }
        return self.account.call("POST", kind, "/search", timeout, body=body)
