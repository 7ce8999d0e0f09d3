"""
An organization of Salesforce, as its REST API answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.calls import Calls
from leadflow.adapters.connectors.salesforce.values import long_id
from leadflow.core.connectors import QuotaUsedUp, RemoteField, RemoteKind, SystemBlocked, TryLater

__all__ = ["AT_ONCE", "LATER", "OBJECTS", "QUOTA", "Organization"]

OBJECTS: Final = {RemoteKind.LEAD: "Lead", RemoteKind.OPPORTUNITY: "Opportunity"}
AT_ONCE: Final = 200
_JOB_PAGES: Final = 10
LATER: Final = frozenset(
    {"UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG", "CONCURRENT_REQUEST"}
)
QUOTA: Final = "REQUEST_LIMIT_EXCEEDED"


@frozen
class Organization:
    """
    Asks an organization, and sorts its answers.

    Attributes:
        calls: The calls to its host.
        version: Of the API, such as ``62.0``.
    """

    calls: Calls
    version: str

    def get(self, path: str, timeout: float, **params: str) -> Any:
        """
        Return what is at a path.
        """
        return self.data(self.call("GET", path, timeout, params=params))

    def call(
        self,
        method: str,
        path: str,
        timeout: float,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """
        Make a call below the address of the API.

        Raises:
            Delayed: The system has to wait.
            AnswerLost: The answer was lost.
        """
        address = f"/services/data/v{self.version}{path}"
        return self.calls.make(method, address, timeout=timeout, params=params or None, body=body, headers=headers)

    def data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            Refused: The request is refused as a whole: a cursor is too old, or the request is wrong.
            AnswerLost: The answer is none that is documented.
        """
        if answer.status < 300 and isinstance(answer.data, dict | list):
            return answer.data
        self.check(answer)
        raise AnswerLost(f"status_{answer.status}")

    def check(self, answer: Answer) -> None:
        """
        Do nothing if a call was answered with success.

        Raises:
            Delayed: The system has to wait.
            Refused: The request is refused as a whole.
            AnswerLost: The answer is none that is documented.
        """
        if answer.status < 300:
            return
        codes = _codes_of(answer.data)
        if QUOTA in codes:
            raise Delayed(QuotaUsedUp())
        if locked := LATER.intersection(codes):
            raise Delayed(TryLater(min(locked), answer.retry_after))
        if answer.status in (429, 503):
            raise Delayed(TryLater(str(answer.status), answer.retry_after))
        if answer.status == 403:
            raise Delayed(SystemBlocked(min(codes, default="403"), "give the user of the connection the permissions"))
        if codes and answer.status < 500:
            raise Refused(min(codes), status=answer.status)
        raise AnswerLost(f"status_{answer.status}")

    def query(self, asked: str, timeout: float, *, deleted: bool = False) -> list[Any]:
        """
        Return all rows of a query, also those in the recycle bin if *deleted*.
        """
        data = self.get("/queryAll" if deleted else "/query", timeout, q=asked)
        rows = list(data["records"])
        while not data.get("done", True):
            further = str(data["nextRecordsUrl"]).removeprefix(f"/services/data/v{self.version}")
            data = self.get(further, timeout)
            rows += data["records"]
        return rows

    def ingest_jobs(self, timeout: float) -> list[Mapping[str, Any]]:
        """
        Return the ingest jobs of Bulk API 2.0 that Salesforce keeps, as far as ten pages tell.
        """
        data, rows = self.get("/jobs/ingest", timeout, jobType="V2Ingest"), list[Mapping[str, Any]]()
        for _ in range(_JOB_PAGES):
            rows += data.get("records") or ()
            if data.get("done", True) or not data.get("nextRecordsUrl"):
                break
            data = self.get(str(data["nextRecordsUrl"]).removeprefix(f"/services/data/v{self.version}"), timeout)
        return rows

    def now(self, timeout: float) -> datetime:
        """
        Return the moment by the clock of Salesforce.
        """
        answer = self.call("GET", "/limits", timeout)
        self.data(answer)
        if answer.date is None:
            raise AnswerLost("date_missing")
        return answer.date

    def described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        """
        Return the fields of a kind.
        """
        for one in self.get(f"/sobjects/{OBJECTS[kind]}/describe/", timeout)["fields"]:
            writable = bool(one.get("updateable") or one.get("createable"))
            yield RemoteField(
                kind=kind,
                name=str(one["name"]),
                label=str(one.get("label") or ""),
                type=str(one["type"]),
                required=writable and not one.get("nillable", True) and not one.get("defaultedOnCreate", False),
                writable=writable,
                choices=tuple(
                    str(choice["value"]) for choice in one.get("picklistValues") or () if choice.get("active")
                ),
            )

    def winners(self, ids: Sequence[str], timeout: float) -> dict[str, str]:
        """
        Return into which lead each of the deleted ones was merged, of those that were.
        """
        return self._became("MasterRecordId", ids, timeout)

    def opportunities(self, ids: Sequence[str], timeout: float) -> dict[str, str]:
        """
        Return into which opportunity each of the leads was converted, of those that were.
        """
        return self._became("ConvertedOpportunityId", ids, timeout)

    def _became(self, name: str, ids: Sequence[str], timeout: float) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(ids), AT_ONCE):
            some = ", ".join(f"'{one}'" for one in ids[start : start + AT_ONCE])
            rows = self.query(f"SELECT Id, {name} FROM Lead WHERE Id IN ({some})", timeout, deleted=True)
            found |= {long_id(str(one["Id"])): long_id(str(one[name])) for one in rows if one[name]}
        return found


def _codes_of(data: object) -> frozenset[str]:
    errors: Iterable[object] = data if isinstance(data, list) else [data]
    return frozenset(
        str(one.get("errorCode") or one.get("error"))
        for one in errors
        if isinstance(one, dict) and ("errorCode" in one or "error" in one)
    )
