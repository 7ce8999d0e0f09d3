"""
Reads everything by query jobs of Bulk API 2.0.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import StringIO
from typing import Final

from attrs import define, field, frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.salesforce.organization import Organization
from leadflow.core.connectors import SystemBlocked, TryLater

__all__ = ["BulkQueries", "BulkResults", "csv_rows"]

_AT_ONCE: Final = 10_000
_PAUSE: Final = timedelta(minutes=1)
_RUNNING: Final = frozenset({"UploadComplete", "InProgress"})


@frozen
class BulkResults:
    """
    Some results of a query job.

    Attributes:
        rows: As texts, by the names of fields; an empty text for a missing value.
        further: Where the next ones are; None after the last.
    """

    rows: Sequence[Mapping[str, str]] = field(repr=False)
    further: str | None


@define
class BulkQueries:
    """
    Starts query jobs, and reads their results.

    Results are asked for by the ten thousand, and kept while pages are made of them. Salesforce gives the same ones again
    for the same locator, so another process can go on in the middle of them.

    Attributes:
        organization: Where.
    """

    organization: Organization
    _kept: tuple[str, str, BulkResults] | None = field(default=None, init=False, repr=False)

    def begin(self, asked: str, timeout: float) -> str | None:
        """
        Start a job, and return its id; None if Salesforce starts none for this user or this query.

        Raises:
            Delayed: The system has to wait.
            AnswerLost: The job may have been started; it costs nothing but a place among the jobs of the day.
        """
        body = {
            "operation": "query",
            "query": asked,
            "contentType": "CSV",
            "columnDelimiter": "COMMA",
            "lineEnding": "LF",
        }
        try:
            return str(self.organization.data(self.organization.call("POST", "/jobs/query", timeout, body=body))["id"])
        except Refused:
            return None
        except Delayed as delayed:
            if isinstance(delayed.answer, SystemBlocked):
                return None
            raise

    def results(self, job: str, locator: str, timeout: float) -> BulkResults | None:
        """
        Return the results of a job from *locator* on; None if it has failed, was aborted or is not there any more.

        Raises:
            Delayed: It is not done yet, or the system has to wait.
            AnswerLost: The answer is none that is documented.
        """
        if self._kept is not None and self._kept[:2] == (job, locator):
            return self._kept[2]
        try:
            if not locator and not self._is_done(job, timeout):
                return None
            found = self._fetched(job, locator, timeout)
        except Refused:
            return None
        self._kept = (job, locator, found)
        return found

    def forget(self) -> None:
        """
        Keep no results any more.
        """
        self._kept = None

    def _is_done(self, job: str, timeout: float) -> bool:
        state = str(self.organization.get(f"/jobs/query/{job}", timeout).get("state"))
        if state in _RUNNING:
            raise Delayed(TryLater("bulk_job_running", _PAUSE))
        return state == "JobComplete"

    def _fetched(self, job: str, locator: str, timeout: float) -> BulkResults:
        params = {"maxRecords": str(_AT_ONCE), **({"locator": locator} if locator else {})}
        path, accepts = f"/jobs/query/{job}/results", {"Accept": "text/csv"}
        answer = self.organization.call("GET", path, timeout, params=params, headers=accepts)
        self.organization.check(answer)
        rows = csv_rows(answer.data)
        if answer.headers.get("sforce-numberofrecords", str(len(rows))) != str(len(rows)):
            raise AnswerLost("rows_missing")
        further = answer.headers.get("sforce-locator", "null")
        return BulkResults(rows, None if further in ("null", "") else further)


def csv_rows(text: object) -> list[dict[str, str]]:
    """
    Return the rows of a CSV of Salesforce by the names in its first line.

    Raises:
        AnswerLost: It is no CSV, or a row has more or fewer values than the first line.
    """
    if text is None:
        return []
    if not isinstance(text, str):
        raise AnswerLost("answer_unreadable")
    try:
        lines = [line for line in csv.reader(StringIO(text, newline=""), strict=True) if line]
    except csv.Error:
        raise AnswerLost("answer_unreadable") from None
    if any(len(line) != len(lines[0]) for line in lines):
        raise AnswerLost("answer_unreadable")
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
