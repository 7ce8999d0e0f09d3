"""
Pulls what changed in Salesforce since a moment, and everything page by page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from attrs import evolve, frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.fields import ReadFields
from leadflow.adapters.connectors.moments import moment_of
from leadflow.adapters.connectors.salesforce.bulk_queries import BulkQueries
from leadflow.adapters.connectors.salesforce.organization import OBJECTS, Organization
from leadflow.adapters.connectors.salesforce.places import SalesforcePlace
from leadflow.adapters.connectors.salesforce.records import SalesforceRecords
from leadflow.adapters.connectors.salesforce.values import long_id, same_id
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
    TryLater,
)
from leadflow.errors import PortError

__all__ = ["SalesforcePulling"]

_TRIMMED: Final = "deletions_trimmed"
_TOO_OLD: Final = frozenset({"INVALID_REPLICATION_DATE", "EXCEEDED_ID_LIMIT", _TRIMMED})


@frozen
class SalesforcePulling:
    """
    Reads pages of changes, and pages of everything.

    Attributes:
        organization: Where.
        fields: What is read.
        records: Makes records of rows.
        bulk: Reads everything where there is much of it.
        bulk_above: Above how many records of a kind; None for never.
    """

    organization: Organization
    fields: ReadFields
    records: SalesforceRecords
    bulk: BulkQueries
    bulk_above: int | None

    def page(self, cursor: SyncCursor | None, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of at most *most* records of what changed since *cursor*.

        Raises:
            PortError: Salesforce did not answer as documented.
        """
        try:
            if cursor is None or (cursor.stamp is None and not cursor.token):
                return self._begin(most, timeout)
            place = SalesforcePlace.read(cursor.token)
            if place is None:
                place = SalesforcePlace(until=self.organization.now(timeout))
            return (self._whole if place.whole else self._changes)(cursor, place, most, timeout)
        except Delayed as delayed:
            return delayed.answer
        except Refused as refused:
            if refused.code in _TOO_OLD:
                return CursorExpired(refused.code)
            return SystemBlocked(refused.code, "check the fields of the connection, and the permissions of its user")
        except AnswerLost as lost:
            raise PortError(
                f"Salesforce did not answer as documented ({lost.code}); the same pull is tried again"
            ) from None

    def _begin(self, most: int, timeout: float) -> PullAnswer:
        """
        Begin with everything; what changes meanwhile is asked for from the moment that is covered now.
        """
        now, kinds = self.organization.now(timeout), self.fields.kinds
        covered = min((self._updated(kind, now - timedelta(minutes=5), now, timeout)[1] for kind in kinds), default=now)
        place = SalesforcePlace(until=now, whole=True, kind=kinds[0])
        return self._whole(SyncCursor(stamp=covered, token=place.text), place, most, timeout)

    def _whole(self, cursor: SyncCursor, place: SalesforcePlace, most: int, timeout: float) -> PullAnswer:
        kind = place.kind
        asked = f"SELECT {', '.join(self.records.names(kind))} FROM {OBJECTS[kind]}"
        if place.job is None and not place.after:
            job = self.bulk.begin(asked, timeout) if self._is_much(kind, timeout) else None
            place = evolve(place, job=job or "")
            if job is not None:
                return PullPage(changes=(), cursor=evolve(cursor, token=place.text), more=True)
        if place.job:
            return self._of_job(cursor, place, most, timeout)
        after = f" WHERE Id > '{place.after}'" if place.after else ""
        rows = self.organization.query(f"{asked}{after} ORDER BY Id LIMIT {most}", timeout)
        records = tuple(self.records.of(kind, rows, timeout))
        if len(rows) == most:
            token = evolve(place, after=records[-1].ref.id).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        return self._next_kind(records, cursor, place)

    def _is_much(self, kind: RemoteKind, timeout: float) -> bool:
        if self.bulk_above is None:
            return False
        try:
            counted = self.organization.get("/query", timeout, q=f"SELECT COUNT() FROM {OBJECTS[kind]}")
        except Delayed as delayed:
            if delayed.answer == TryLater("QUERY_TIMEOUT"):
                return True
            raise
        return int(counted["totalSize"]) > self.bulk_above

    def _of_job(self, cursor: SyncCursor, place: SalesforcePlace, most: int, timeout: float) -> PullPage:
        """
        Return the next records of a job; if it has failed, everything is read again in pages by id.
        """
        found = self.bulk.results(place.job or "", place.locator, timeout)
        if found is None:
            again = evolve(place, job="", locator="", skip=0)
            return PullPage(changes=(), cursor=evolve(cursor, token=again.text), more=True)
        end = place.skip + most
        rows = self.records.of_csv(place.kind, found.rows[place.skip : end], timeout)
        records = tuple(self.records.of(place.kind, rows, timeout))
        if end < len(found.rows):
            return PullPage(changes=records, cursor=evolve(cursor, token=evolve(place, skip=end).text), more=True)
        if found.further is not None:
            token = evolve(place, locator=found.further, skip=0).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        self.bulk.forget()
        return self._next_kind(records, cursor, place)

    def _next_kind(self, changes: tuple[RemoteChange, ...], cursor: SyncCursor, place: SalesforcePlace) -> PullPage:
        """
        Return the last page of a kind; the next one begins with the kind after it, if there is one.
        """
        later = self.fields.after(place.kind)
        token = (
            SalesforcePlace(until=place.until, whole=place.whole, kind=later, covered=place.covered).text
            if later
            else ""
        )
        return PullPage(changes=changes, cursor=evolve(cursor, token=token), more=later is not None)

    def _changes(self, cursor: SyncCursor, place: SalesforcePlace, most: int, timeout: float) -> PullAnswer:
        """
        Return the next records of what changed until the moment of *place*, and at the end what was deleted.
        """
        since = cursor.since()
        assert since is not None
        start = since.replace(second=0, microsecond=0)  # seconds are ignored
        end = max(place.until, start + timedelta(minutes=1))
        found, covered = self._updated(place.kind, start, end, timeout)
        waiting = [one for one in found if one > place.after]
        ids, rest = waiting[:most], waiting[most:]
        shown = tuple(self.records.of(place.kind, self._rows(place.kind, ids, timeout), timeout))
        records = [one for one in shown if isinstance(one, RemoteRecord)]
        fresh: tuple[RemoteChange, ...] = (
            *cursor.fresh(records),
            *(one for one in shown if isinstance(one, IdentityChanged)),
        )
        moved = cursor.moved(records, covered=None)
        if rest:
            return PullPage(changes=fresh, cursor=evolve(moved, token=evolve(place, after=ids[-1]).text), more=True)
        gone, gone_covered = self._deleted(place.kind, cursor, start, end, timeout)
        changes = (*fresh, *self._lost(place.kind, gone, timeout))
        reached = min(covered, gone_covered, place.covered or covered)
        if self.fields.after(place.kind) is None:
            moved = moved.moved((), covered=reached)
        return self._next_kind(changes, moved, evolve(place, covered=reached))

    def read(self, refs: Sequence[RemoteRef], timeout: float) -> list[RemoteChange]:
        """
        Return what single records are now: there, merged into another one, converted, or gone.

        Raises:
            PortError: Salesforce may not be asked now, or did not answer as documented.
        """
        became: dict[tuple[RemoteKind, str], RemoteChange] = {}
        try:
            for kind in OBJECTS:
                ids = [same_id(one.id) for one in refs if one.kind is kind]
                rows = self._rows(kind, ids, timeout)
                became |= {(kind, one.ref.id): one for one in self.records.of(kind, rows, timeout)}
                lost = [one for one in ids if (kind, one) not in became]
                became |= {(kind, one.ref.id): one for one in self._lost(kind, lost, timeout)}
        except (AnswerLost, Delayed, Refused):
            raise PortError("Salesforce could not be asked; trying again is safe") from None
        return [became[one.kind, same_id(one.id)] for one in refs]

    def _deleted(
        self, kind: RemoteKind, cursor: SyncCursor, start: datetime, end: datetime, timeout: float
    ) -> tuple[list[str], datetime]:
        """
        Return the records that were deleted, and up to when all of them are shown.

        Raises:
            Refused: The log of deletions was trimmed, and some since *cursor* are not in it any more.
        """
        path = f"/sobjects/{OBJECTS[kind]}/deleted/"
        answer = self.organization.get(path, timeout, start=_stamp(start), end=_stamp(end))
        earliest, covered = (moment_of(answer[one]) for one in ("earliestDateAvailable", "latestDateCovered"))
        if covered is None:
            raise AnswerLost("answer_unreadable")
        if earliest is not None and cursor.stamp is not None and earliest > cursor.stamp:
            raise Refused(_TRIMMED)
        return sorted(long_id(str(one["id"])) for one in answer["deletedRecords"]), covered

    def _lost(self, kind: RemoteKind, ids: Sequence[str], timeout: float) -> Iterator[IdentityChanged | RecordGone]:
        """
        Return what became of records that are not there any more: merged into another one, or gone.
        """
        winners = self.organization.winners(ids, timeout) if kind is RemoteKind.LEAD else {}
        for one in ids:
            ref, into = RemoteRef(kind, one), winners.get(one)
            merged = IdentityChanged(ref, IdentityChange.MERGED, (RemoteRef(kind, into),)) if into else None
            yield merged or RecordGone(ref)

    def _updated(self, kind: RemoteKind, start: datetime, end: datetime, timeout: float) -> tuple[list[str], datetime]:
        path = f"/sobjects/{OBJECTS[kind]}/updated/"
        answer = self.organization.get(path, timeout, start=_stamp(start), end=_stamp(end))
        covered = moment_of(answer["latestDateCovered"])
        if covered is None:
            raise AnswerLost("answer_unreadable")
        return sorted(long_id(str(one)) for one in answer["ids"]), covered

    def _rows(self, kind: RemoteKind, ids: Sequence[str], timeout: float) -> list[Any]:
        if not ids:
            return []
        body = {"ids": list(ids), "fields": self.records.names(kind)}
        answer = self.organization.call("POST", f"/composite/sobjects/{OBJECTS[kind]}", timeout, body=body)
        return [one for one in self.organization.data(answer) if one is not None]


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
