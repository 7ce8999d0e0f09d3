"""
Pulls what changed in Marketo, what prospects did, and what was deleted, by the feeds of its activities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, assert_never

from attrs import evolve, frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.fields import FieldTypes, ReadFields
from leadflow.adapters.connectors.marketo.activities import MarketoActivities
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.marketo.opportunities import MarketoOpportunities
from leadflow.adapters.connectors.marketo.places import MarketoFeed, MarketoPlace
from leadflow.adapters.connectors.marketo.values import from_marketo
from leadflow.adapters.connectors.moments import moment_of
from leadflow.core.connectors import (
    CursorExpired,
    IdentityChange,
    IdentityChanged,
    PullAnswer,
    PullPage,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
    SystemBlocked,
)
from leadflow.core.leads import Activity
from leadflow.errors import PortError

__all__ = ["MarketoPulling"]

_LEAD: Final = RemoteKind.LEAD
_NEW_LEAD: Final = 12
_KEPT: Final = timedelta(days=89)
_OVERLAP: Final = timedelta(minutes=10)
# The request itself is wrong, and not the token in it.
_WRONG: Final = frozenset({"605", "609", "610", "612", "703", "1006", "1011", "1018"})


@frozen
class MarketoPulling:
    """
    Reads pages of the feeds.

    Attributes:
        instance: Where.
        fields: What is read.
        types: Of which types the fields are.
        activities: What prospects did.
        opportunities: Reads those of leads.
        since: From when leads are read at first.
        history: How far back the activities of a new lead are read.
    """

    instance: MarketoInstance
    fields: ReadFields
    types: FieldTypes
    activities: MarketoActivities
    opportunities: MarketoOpportunities
    since: datetime
    history: timedelta

    def page(self, cursor: SyncCursor | None, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of at most *most* entries of a feed.

        Raises:
            PortError: Marketo did not answer as documented.
        """
        old = cursor is not None and bool(cursor.token)
        try:
            place = MarketoPlace.read(cursor.token) if cursor is not None and old else self._begun(timeout)
            match place.feed:
                case MarketoFeed.DELETED:
                    return self._deleted(place, most, timeout)
                case MarketoFeed.CHANGES:
                    return self._changes(place, most, timeout)
                case MarketoFeed.ACTIVITIES:
                    return self._activities(place, most, timeout)
                case _:
                    assert_never(place.feed)
        except Delayed as delayed:
            return delayed.answer
        except Refused as refused:
            if old and refused.code not in _WRONG:
                return CursorExpired(refused.code)
            return SystemBlocked(refused.code, "check the fields of the connection, and the permissions of its user")
        except AnswerLost as lost:
            raise PortError(
                f"Marketo did not answer as documented ({lost.code}); the same pull is tried again"
            ) from None

    def read(self, refs: Sequence[RemoteRef], timeout: float) -> list[RemoteChange]:
        """
        Return what single leads and opportunities are now.

        Raises:
            PortError: Marketo may not be asked now, or did not answer as documented.
        """
        ids = [one.id for one in refs if one.kind is _LEAD]
        try:
            there = {one.ref.id: one for one in self._records(ids, {}, timeout)}
            merged = self.activities.merged_lately([one for one in ids if one not in there], timeout)
            sales = self._sales([one.id for one in refs if one.kind is not _LEAD], timeout)
        except (Delayed, Refused, AnswerLost):
            raise PortError("Marketo could not be asked; trying again is safe") from None
        became = {loser: _merge(loser, merged) for loser in merged}
        return [
            ((there.get(one.id) or became.get(one.id)) if one.kind is _LEAD else sales.get(one.id)) or RecordGone(one)
            for one in refs
        ]

    def _sales(self, ids: Sequence[str], timeout: float) -> Mapping[str, RemoteRecord]:
        return {one.ref.id: one for one in self.opportunities.with_ids(ids, timeout)}

    def _begun(self, timeout: float) -> MarketoPlace:
        token, answer = self.instance.token_since(self.since, timeout)
        return MarketoPlace(deleted=self._token_at(answer, _OVERLAP, timeout), changes=token, activities=token)

    def _token_at(self, answer: Answer, before: timedelta, timeout: float) -> str:
        if answer.date is None:
            raise AnswerLost("date_missing")
        return self.instance.token_since(answer.date - before, timeout)[0]

    def _deleted(self, place: MarketoPlace, most: int, timeout: float) -> PullAnswer:
        answer = self.instance.asked(
            "/activities/deletedleads.json", timeout, nextPageToken=place.deleted, batchSize=str(most)
        )
        if place.at is not None and answer.date is not None and answer.date - place.at > _KEPT:
            return CursorExpired("activities_purged")
        data = self.instance.data(answer)
        gone = dict.fromkeys([*place.gone, *(str(one["leadId"]) for one in data.get("result") or ())])
        feed = MarketoFeed.DELETED if data.get("moreResult") is True else MarketoFeed.CHANGES
        return _page((), evolve(place, feed=feed, deleted=str(data["nextPageToken"]), gone=tuple(gone)))

    def _changes(self, place: MarketoPlace, most: int, timeout: float) -> PullAnswer:
        """
        Return the leads that are new or have changed; new ones with what they did before.
        """
        names = ",".join(self.fields.of(_LEAD))
        answer = self.instance.asked(
            "/activities/leadchanges.json", timeout, fields=names, nextPageToken=place.changes, batchSize=str(most)
        )
        data = self.instance.data(answer)
        rows = data.get("result") or ()
        new = list(dict.fromkeys(str(one["leadId"]) for one in rows if one.get("activityTypeId") == _NEW_LEAD))
        histories = dict[str, list[Activity]]()
        if new and self.activities.names:
            place = evolve(place, history=place.history or self._token_at(answer, self.history, timeout))
            histories = self.activities.of(new, place.history, timeout)
        ids = list(dict.fromkeys(str(one["leadId"]) for one in rows))
        records = tuple(self._records(ids, histories, timeout))
        feed = MarketoFeed.CHANGES if data.get("moreResult") is True else MarketoFeed.ACTIVITIES
        return _page(records, evolve(place, feed=feed, changes=str(data["nextPageToken"])))

    def _activities(self, place: MarketoPlace, most: int, timeout: float) -> PullAnswer:
        """
        Return the merges, the leads that did something, their opportunities, and at the end the leads that were deleted.
        """
        if not self.activities.types(timeout):
            answer = self.instance.asked("/activities/types.json", timeout)
            return self._ended((), place, answer)
        data, answer = self.activities.page(place.activities, most, timeout)
        rows = data.get("result") or ()
        merges, histories = self.activities.merges(rows, timeout), self.activities.by_lead(rows, timeout)
        changes: tuple[RemoteChange, ...] = (
            *(_merge(loser, merges) for loser in merges),
            *self._records(list(histories), histories, timeout),
            *self.opportunities.of_leads(self.activities.with_opportunities(rows, timeout), timeout),
        )
        merged = tuple(dict.fromkeys([*place.merged, *merges]))
        place = evolve(place, activities=str(data["nextPageToken"]), merged=merged)
        return _page(changes, place) if data.get("moreResult") is True else self._ended(changes, place, answer)

    def _ended(self, changes: tuple[RemoteChange, ...], place: MarketoPlace, answer: Answer) -> PullPage:
        gone = tuple(RecordGone(RemoteRef(_LEAD, one)) for one in place.gone if one not in place.merged)
        ended = evolve(place, feed=MarketoFeed.DELETED, gone=(), merged=(), history="", at=answer.date or place.at)
        return PullPage(changes=(*changes, *gone), cursor=SyncCursor(token=ended.text))

    def _records(
        self, ids: Sequence[str], histories: Mapping[str, Sequence[Activity]], timeout: float
    ) -> Iterator[RemoteRecord]:
        """
        Return the leads that are there; what was asked for and is not in the answer is empty.
        """
        types = self.types.of(_LEAD, timeout) if ids else {}
        names = self.fields.names(_LEAD, ["id", "updatedAt"])
        rows = {str(row["id"]): row for row in (self.instance.leads("id", ids, names, timeout) if ids else ())}
        for one in ids:
            if (row := rows.get(one)) is None:
                continue
            key = row.get(self.fields.key)
            yield RemoteRecord(
                ref=RemoteRef(_LEAD, one),
                values={name: from_marketo(row.get(name), types.get(name, "")) for name in self.fields.of(_LEAD)},
                key=str(key) if key else None,
                modified_at=moment_of(row.get("updatedAt")),
                history=tuple(histories.get(one, ())),
            )


def _page(changes: tuple[RemoteChange, ...], place: MarketoPlace) -> PullPage:
    return PullPage(changes=changes, cursor=SyncCursor(token=place.text), more=True)


def _merge(loser: str, winners: Mapping[str, str]) -> IdentityChanged:
    return IdentityChanged(RemoteRef(_LEAD, loser), IdentityChange.MERGED, (RemoteRef(_LEAD, winners[loser]),))
