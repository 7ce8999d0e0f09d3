"""
A small Salesforce, with the rules that its public documentation gives.

Seconds of `getUpdated` are ignored, stamps have whole seconds, a transaction holds back what is covered, deletions are kept
fifteen days, a merge deletes the loser and names the winner, and a collection answers 200 with an outcome for each record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

import httpx
from attrs import define, field
from tests.adapters.connectors.fake_server import FakeServer
from tests.adapters.connectors.salesforce_jobs_server import Jobs

from leadflow.adapters.connectors.salesforce import long_id
from leadflow.core.connectors import RemoteKind, RemoteValue

BASE = "/services/data/v62.0"
FIELDS = {
    "Lead": {
        "Email": "email",
        "City": "string",
        "Budget__c": "currency",
        "Due__c": "date",
        "Called__c": "datetime",
        "Tags__c": "multipicklist",
        "Leadflow_Key__c": "string",
    },
    "Opportunity": {"Name": "string", "Amount": "currency", "Leadflow_Key__c": "string"},
}


@define
class Row:
    """
    A record.
    """

    object: str
    values: dict[str, Any]
    at: datetime
    shown_from: int
    deleted_at: datetime | None = None
    master: str | None = None
    converted_into: str | None = None


def error(status: int, code: str, **more: object) -> httpx.Response:
    """
    Answer with an error in the documented form.
    """
    return httpx.Response(status, json=[{"errorCode": code, "message": f"{code} of ann@granit.example", **more}])


@define
class SalesforceServer(FakeServer):
    """
    The server, as a `KitSystem`.

    Attributes:
        trimmed: From when on the log of deletions is there, where it was trimmed before its 15 days; None if it was not.
        deleted_until: Up to when deletions are shown; None for what `getUpdated` covers.
    """

    email: str = "Email"
    text: str = "City"
    rows: dict[str, Row] = field(factory=dict)
    earliest: datetime = datetime(2020, 1, 1, tzinfo=UTC)
    trimmed: datetime | None = None
    deleted_until: datetime | None = None
    open_since: datetime | None = None
    pending: set[str] = field(factory=set)
    jobs: Jobs = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.jobs = Jobs(lambda asked: self._found(asked, deleted=False), self._one)

    def advance(self, by: timedelta, /) -> None:
        """
        Let time pass, in which jobs go on.
        """
        FakeServer.advance(self, by)
        self.jobs.go_on()

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a lead, as a person does.
        """
        return self._create("Lead", dict(values))

    def _create(self, object: str, values: dict[str, Any]) -> str:
        self.number += 1
        prefix = {"Lead": "00Q", "Opportunity": "006"}[object]
        id = long_id(f"{prefix}5e00000{self.number:05d}")
        self.rows[id] = Row(object, values, self.now, 0)
        if self.open_since is not None:
            self.pending.add(id)
        return id

    def update(self, id: str, values: Mapping[str, Any], /) -> None:
        """
        Change a record.
        """
        row = self.rows[id]
        row.values = {name: one for name, one in {**row.values, **values}.items() if one is not None}
        row.at = self.now

    def delete(self, id: str, /) -> None:
        """
        Delete a record into the recycle bin.
        """
        self.rows[id].deleted_at = self.now

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two leads: the loser is deleted and names the winner, which changes.
        """
        self.rows[loser].deleted_at = self.now
        self.rows[loser].master = into
        self.rows[into].at = self.now
        return into

    def convert(self, id: str) -> str:
        """
        Convert a lead into an opportunity.
        """
        made = self._create("Opportunity", {"Name": "Granit AB"})
        self.rows[id].converted_into = made
        self.rows[id].at = self.now
        return made

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a record says, without its key.
        """
        return {name: one for name, one in self.rows[id].values.items() if name != "Leadflow_Key__c"}

    def sold(self) -> list[Mapping[str, Any]]:
        """
        Return what all opportunities say.
        """
        return [one.values for one in self.rows.values() if one.object == "Opportunity"]

    def ids(self) -> list[str]:
        """
        Return the ids of all leads.
        """
        return [id for id, row in self.rows.items() if row.object == "Lead" and row.deleted_at is None]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Hold back what is written, and what is covered.
        """
        self.open_since = self.now
        yield
        self.open_since = None
        self.pending.clear()

    def expire_cursors(self) -> None:
        """
        Trim the log of deletions.
        """
        self.now += timedelta(days=40)
        self.earliest = self.now - timedelta(days=15)

    def use_up_quota(self) -> None:
        """
        Answer the next call as over the limit.
        """
        self.next = [error(403, "REQUEST_LIMIT_EXCEEDED")]

    def token_ended(self) -> httpx.Response:
        """
        Answer in the documented form.
        """
        return error(401, "INVALID_SESSION_ID")

    def answer(self, request: httpx.Request) -> httpx.Response:
        """
        Answer with the moment of the server, and how much of the limit is used.
        """
        path = request.url.path.removeprefix(BASE)
        if path.startswith("/jobs/"):
            answer = self.jobs.answer(request, path, self.lost)
        else:
            answer = self._write(request, path) if request.method == "PATCH" else self._read(request, path)
        answer.headers["date"] = format_datetime(self.now, usegmt=True)
        answer.headers["sforce-limit-info"] = f"api-usage={len(self.requests)}/5000"
        return answer

    def _read(self, request: httpx.Request, path: str) -> httpx.Response:
        params = {name: one[0] for name, one in parse_qs(request.url.query.decode()).items()}
        if path == "/limits":
            return httpx.Response(200, json={"DailyApiRequests": {"Max": 5000, "Remaining": 4000}})
        if found := re.fullmatch(r"/sobjects/(\w+)/(updated|deleted|describe)/", path):
            answers = {"updated": self._updated, "deleted": self._deleted, "describe": self._describe}
            return answers[found[2]](found[1], params)
        if path in ("/query", "/queryAll"):
            return self._query(params["q"], deleted=path == "/queryAll")
        found = re.fullmatch(r"/composite/sobjects/(\w+)", path)
        assert found is not None, path
        body = json.loads(request.content)
        rows = [self._row(one, body["fields"]) if self._shown(one) else None for one in map(long_id, body["ids"])]
        return httpx.Response(200, json=rows)

    def _describe(self, object: str, params: Mapping[str, str]) -> httpx.Response:
        fields = [
            {"name": name, "label": name, "type": type, "updateable": True, "nillable": True}
            for name, type in FIELDS[object].items()
        ]
        return httpx.Response(200, json={"name": object, "fields": fields})

    def _shown(self, id: str) -> bool:
        return id in self.rows and self.rows[id].deleted_at is None and id not in self.pending

    def _window(self, params: Mapping[str, str]) -> tuple[datetime, datetime]:
        start, end = (datetime.fromisoformat(params[name]).replace(second=0) for name in ("start", "end"))
        return start, end + timedelta(minutes=1)

    @property
    def _covered(self) -> datetime:
        return self.open_since or self.now

    def _updated(self, object: str, params: Mapping[str, str]) -> httpx.Response:
        start, end = self._window(params)
        if start < self.now - timedelta(days=30):
            return error(400, "INVALID_REPLICATION_DATE")
        ids = [
            id for id, row in self.rows.items() if row.object == object and self._shown(id) and start <= row.at < end
        ]
        return httpx.Response(
            200, json={"ids": ids, "latestDateCovered": self._covered.strftime("%Y-%m-%dT%H:%M:%S.000+0000")}
        )

    def _deleted(self, object: str, params: Mapping[str, str]) -> httpx.Response:
        start, end = self._window(params)
        if start < self.earliest:
            return error(400, "INVALID_REPLICATION_DATE")
        gone = [
            {"id": id, "deletedDate": row.deleted_at.isoformat()}
            for id, row in self.rows.items()
            if row.object == object and row.deleted_at is not None and start <= row.deleted_at < end
            if self.trimmed is None or row.deleted_at >= self.trimmed
            if self.deleted_until is None or row.deleted_at < self.deleted_until
        ]
        return httpx.Response(
            200,
            json={
                "deletedRecords": gone,
                "latestDateCovered": (self.deleted_until or self._covered).isoformat(),
                "earliestDateAvailable": (self.trimmed or self.earliest).isoformat(),
            },
        )

    def _row(self, id: str, names: list[str]) -> dict[str, Any]:
        row = self.rows[id]
        known = {
            "Id": id,
            "SystemModstamp": row.at.strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
            "IsConverted": row.converted_into is not None,
            "ConvertedOpportunityId": row.converted_into,
            "MasterRecordId": row.master,
        }
        return {"attributes": {"type": row.object}, **{name: known.get(name, row.values.get(name)) for name in names}}

    def _query(self, asked: str, *, deleted: bool) -> httpx.Response:
        if counted := re.fullmatch(r"SELECT COUNT\(\) FROM (\w+)", asked):
            found = [id for id, row in self.rows.items() if row.object == counted[1] and self._shown(id)]
            return httpx.Response(200, json={"done": True, "totalSize": len(found), "records": []})
        return httpx.Response(200, json={"done": True, "records": self._found(asked, deleted=deleted)})

    def _found(self, asked: str, *, deleted: bool) -> list[dict[str, Any]]:
        found = re.fullmatch(
            r"SELECT (.+?) FROM (\w+)(?: WHERE (\w+) (?:> '(\w*)'|IN \((.+?)\)))?(?: ORDER BY Id LIMIT (\d+))?", asked
        )
        assert found is not None, asked
        names = [one.strip() for one in found[1].split(",")]
        ids = sorted(
            id
            for id, row in self.rows.items()
            if row.object == found[2] and (self._shown(id) or (deleted and row.deleted_at is not None))
        )
        rows = [self._row(id, [*names, *([found[3]] if found[3] else [])]) for id in ids]
        if found[4] is not None:
            rows = [one for one in rows if one["Id"] > found[4]]
        if found[5] is not None:
            wanted = {one.strip(" '") for one in found[5].split(",")}
            rows = [one for one in rows if one[found[3]] in wanted]
        return rows[: int(found[6] or 2000)]

    def _write(self, request: httpx.Request, path: str) -> httpx.Response:
        assert request.headers["sforce-auto-assign"] == "FALSE"
        assert request.headers["sforce-duplicate-rule-header"] == "allowSave=true"
        if self.lost:
            if self.lost.pop(0):
                self._collection(request, path)
            raise httpx.ReadError("connection reset", request=request)
        return self._collection(request, path)

    def _collection(self, request: httpx.Request, path: str) -> httpx.Response:
        body = json.loads(request.content)
        assert body["allOrNone"] is False
        assert len(body["records"]) <= 200
        return httpx.Response(200, json=[self._one(one, path) for one in body["records"]])

    def _one(self, record: dict[str, Any], path: str) -> dict[str, Any]:
        object = record.pop("attributes")["type"]
        id = record.pop("Id", None)
        id = long_id(id) if id else None
        if self.locks:
            self.locks -= 1
            return _failed("UNABLE_TO_LOCK_ROW")
        if refused := self.refused & {name for name, one in record.items() if one is not None}:
            return _failed("FIELD_CUSTOM_VALIDATION_EXCEPTION", sorted(refused))
        by_key = path.endswith("/Leadflow_Key__c")
        if by_key:
            matches = [
                one
                for one, row in self.rows.items()
                if row.object == object
                and row.deleted_at is None
                and row.values.get("Leadflow_Key__c") == record["Leadflow_Key__c"]
            ]
            id = matches[0] if matches else None
        elif id not in self.rows or self.rows[id].deleted_at is not None:
            return _failed("ENTITY_IS_DELETED")
        elif self.rows[id].converted_into is not None:
            return _failed("CANNOT_UPDATE_CONVERTED_LEAD")
        same = [
            one
            for one, row in self.rows.items()
            if row.object == object == "Lead"
            and row.deleted_at is None
            and record.get("Email")
            and row.values.get("Email") == record["Email"]
            and one != id
        ]
        if same:
            return _failed("DUPLICATES_DETECTED")
        if id is None:
            made = self._create(object, {name: one for name, one in record.items() if one is not None})
            return {"id": made, "success": True, "errors": [], "created": True}
        self.update(id, record)
        return {"id": id, "success": True, "errors": [], **({"created": False} if by_key else {})}


def _failed(code: str, fields: list[str] | None = None) -> dict[str, Any]:
    told = {"statusCode": code, "message": f"{code}: ann@granit.example", "fields": fields or []}
    return {"success": False, "errors": [told]}


KINDS = {
    RemoteKind.LEAD: ["Email", "City", "Budget__c", "Due__c", "Called__c", "Tags__c"],
    RemoteKind.OPPORTUNITY: ["Name", "Amount"],
}
