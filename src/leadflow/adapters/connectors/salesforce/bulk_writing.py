"""
Pushes many updates to Salesforce by ingest jobs of Bulk API 2.0, with an outcome for each record.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from time import monotonic, sleep
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.salesforce.bulk_queries import csv_rows
from leadflow.adapters.connectors.salesforce.organization import OBJECTS, Organization
from leadflow.adapters.connectors.salesforce.pushing import outcome
from leadflow.adapters.connectors.salesforce.values import long_id, same_id, to_csv
from leadflow.core.connectors import (
    Pushed,
    PushResult,
    PushUnclear,
    PushUpdate,
    RemoteRef,
    SystemBlocked,
    TryLater,
)

__all__ = ["BulkWriting"]

_MOST_BYTES: Final = 90_000_000
_LONGEST_PAUSE: Final = 10.0
_DUPLICATES: Final = "DUPLICATES_DETECTED"
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*(?=:)")
_RUNNING: Final = frozenset({"UploadComplete", "InProgress"})
_ENDED: Final = frozenset({"JobComplete", "Failed", "Aborted"})
# What such a job has not processed, it will not: another one may have a part of it in work.
_UNTOUCHED: Final = frozenset({"Failed", "UploadComplete*"})


@frozen
class BulkWriting:
    """
    Writes updates by jobs, and waits for each job.

    A job is never left running: what it would write later could replace what is written meanwhile. It is aborted once it
    lasts twice as long as a call may.

    Attributes:
        organization: Where.
        key: The name of the field with our key.
    """

    organization: Organization
    key: str

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> list[PushResult | None]:
        """
        Write updates of one kind, all with an id or all without one; None for those that no job has written.

        Those are to be written in collections: a CSV cannot say them, a job did not come to them, or a rule that may
        only warn takes them for duplicates.
        """
        results: list[PushResult | None] = [None] * len(updates)
        rows = {at: cells for at, one in enumerate(updates) if (cells := self._cells(one)) is not None}
        content = _csv_of(rows.values())
        if len(content) > _MOST_BYTES and len(rows) > 1:
            half = len(updates) // 2
            return [*self.written(updates[:half], timeout), *self.written(updates[half:], timeout)]
        if rows:
            told = self._by_job([updates[at] for at in rows], content, timeout)
            for at, result in zip(rows, told, strict=True):
                results[at] = result
        return results

    def _cells(self, update: PushUpdate) -> dict[str, str] | None:
        own = {"Id": update.ref.id} if update.ref is not None else {self.key: update.key}
        cells = dict[str, str]()
        for name, value in {**update.values, **own}.items():
            cell = to_csv(value)
            if cell is None:
                return None
            cells[name] = cell
        return cells

    def _by_job(self, updates: Sequence[PushUpdate], content: bytes, timeout: float) -> Sequence[PushResult | None]:
        """
        Write updates by one job; nothing is written before it is closed.
        """
        job = ""
        try:
            opened = self._opened(updates[0], timeout)
            job = str(opened["id"])
            if self._is_beside_another(opened, timeout):
                # A process that died may have left it, and what it writes is older.
                raise Delayed(TryLater("bulk_job_running"))
            path, kind = f"/jobs/ingest/{job}/batches", {"Content-Type": "text/csv; charset=UTF-8"}
            self.organization.check(self.organization.call("PUT", path, timeout, body=content, headers=kind))
        except Delayed as delayed:
            self._abort(job, timeout)
            blocked = isinstance(delayed.answer, SystemBlocked)  # perhaps for jobs alone: collections tell
            return [None if blocked else delayed.answer] * len(updates)
        except Refused:
            self._abort(job, timeout)
            return [None] * len(updates)
        except AnswerLost as lost:
            self._abort(job, timeout)
            return [TryLater(lost.code)] * len(updates)
        lost_code = self._closed(job, timeout)
        state = self._awaited(job, timeout)
        if state == "Open":
            self._abort(job, timeout)
            return [PushUnclear(lost_code or "bulk_job_open")] * len(updates)
        return self._outcomes(job, state, updates, timeout)

    def _opened(self, first: PushUpdate, timeout: float) -> Mapping[str, Any]:
        body = {"object": OBJECTS[first.kind], "contentType": "CSV", "lineEnding": "LF", "columnDelimiter": "COMMA"}
        if first.ref is None:
            body |= {"operation": "upsert", "externalIdFieldName": self.key}
        else:
            body |= {"operation": "update"}
        opened: Mapping[str, Any] = self.organization.data(
            self.organization.call("POST", "/jobs/ingest", timeout, body=body)
        )
        return opened

    def _is_beside_another(self, opened: Mapping[str, Any], timeout: float) -> bool:
        """
        Return whether another job of the same user for the same object is running; False if that cannot be asked.
        """
        try:
            rows = self.organization.ingest_jobs(timeout)
        except Refused:
            return False
        except Delayed as delayed:
            if isinstance(delayed.answer, SystemBlocked):
                return False
            raise
        same = ("object", "createdById")
        return any(
            one.get("id") != opened["id"]
            and one.get("state") in _RUNNING
            and all(one.get(name) == opened.get(name) for name in same)
            for one in rows
        )

    def _closed(self, job: str, timeout: float) -> str:
        """
        Let the job begin; return why that may not have worked, which its state tells.
        """
        try:
            body = {"state": "UploadComplete"}
            self.organization.data(self.organization.call("PATCH", f"/jobs/ingest/{job}", timeout, body=body))
        except (AnswerLost, Refused) as failed:
            return failed.code
        except Delayed as delayed:
            return type(delayed.answer).__name__
        return ""

    def _awaited(self, job: str, timeout: float) -> str:
        """
        Return the state in which a job ended; that in which it was aborted if it lasts too long, with an asterisk.
        """
        began, pause, state = monotonic(), 1.0, ""
        while True:
            state = self._state(job, timeout) or state
            if state in _ENDED or state == "Open":
                return state
            if monotonic() - began + pause > 2 * timeout:
                self._abort(job, timeout)
                ended = self._state(job, timeout)
                return ended if ended in ("JobComplete", "Failed") else f"{state}*"
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _state(self, job: str, timeout: float) -> str:
        try:
            return str(self.organization.get(f"/jobs/ingest/{job}", timeout).get("state"))
        except (AnswerLost, Delayed, Refused):
            return ""

    def _abort(self, job: str, timeout: float) -> None:
        if job:
            try:
                self.organization.call("PATCH", f"/jobs/ingest/{job}", timeout, body={"state": "Aborted"})
            except (AnswerLost, Delayed):
                return  # it is deleted there after seven days, or has ended

    def _outcomes(
        self, job: str, state: str, updates: Sequence[PushUpdate], timeout: float
    ) -> Sequence[PushResult | None]:
        """
        Return what became of each record, by the three files of results; unclear where none names it.
        """
        done, failed = self._results(job, "successfulResults", timeout), self._results(job, "failedResults", timeout)
        left = self._results(job, "unprocessedrecords", timeout) if state != "JobComplete" else {}
        results = list[PushResult | None]()
        for one in updates:
            mark = same_id(one.ref.id) if one.ref is not None else one.key
            if mark in done:
                made = done[mark]
                ref = RemoteRef(one.kind, long_id(made["sf__Id"]))
                results.append(Pushed(ref=ref, created=made.get("sf__Created", "").lower() == "true"))
            elif mark in failed:
                results.append(_failure(one, failed[mark].get("sf__Error", "")))
            elif mark in left and state in _UNTOUCHED:
                results.append(None)
            else:
                # It may be in a part of the job that is being processed.
                results.append(PushUnclear("bulk_job_unfinished"))
        return results

    def _results(self, job: str, name: str, timeout: float) -> Mapping[str, Mapping[str, str]]:
        """
        Return a file of results by the id or the key of the record; nothing if it cannot be had.
        """
        try:
            path, accepts = f"/jobs/ingest/{job}/{name}/", {"Accept": "text/csv"}
            answer = self.organization.call("GET", path, timeout, headers=accepts)
            self.organization.check(answer)
            rows = csv_rows(answer.data)
            return {long_id(one["Id"]) if "Id" in one else one[self.key]: one for one in rows}
        except (AnswerLost, Delayed, Refused, KeyError, ValueError):
            return {}


def _csv_of(rows: Iterable[Mapping[str, str]]) -> bytes:
    """
    Return a CSV whose columns are those of all rows; what a row leaves out is empty, which changes nothing there.
    """
    given = list(rows)
    names = list(dict.fromkeys(name for row in given for name in row))
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in given)
    return out.getvalue().encode()


def _failure(update: PushUpdate, told: str) -> PushResult | None:
    """
    Return what became of a record by its error, such as ``REQUIRED_FIELD_MISSING:… [Company]:Company --``.
    """
    found = _CODE.match(told)
    status = found[0] if found is not None else "unknown"
    if status == _DUPLICATES:
        return None
    fields = told.rpartition(":")[2].removesuffix("--").strip()
    names = [one.strip() for one in fields.split(",")] if re.fullmatch(r"[\w, ]*", fields) and fields else []
    return outcome(update, [status], [names])
