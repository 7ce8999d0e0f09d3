"""
A small HubSpot, with the rules that its public documentation gives.

A search lags behind and pages by whole numbers, archived records are in a list of their own for ninety days, a merge makes a
new id that names the old ones, one wrong record refuses a batch, and all values are texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

import httpx
from attrs import define, evolve, field
from tests.adapters.connectors.fake_server import FakeServer

from leadflow.core.connectors import RemoteKind, RemoteValue

TYPES = {
    "contacts": {
        "email": "string",
        "city": "string",
        "budget": "number",
        "due": "date",
        "called": "datetime",
        "vip": "bool",
    },
    "deals": {"dealname": "string", "amount": "number"},
}
STAMPS = {"contacts": "lastmodifieddate", "deals": "hs_lastmodifieddate"}
KINDS = {RemoteKind.LEAD: [*TYPES["contacts"], "tags"], RemoteKind.OPPORTUNITY: ["dealname", "amount"]}


@define
class Row:
    """
    A record.
    """

    object: str
    values: dict[str, str]
    at: datetime
    archived_at: datetime | None = None
    merged: tuple[str, ...] = ()
    contact: str | None = None


@define
class Entry:
    """
    An entry of the journal.
    """

    at: datetime
    action: str
    object: str
    id: str
    number: int

    @property
    def offset(self) -> str:
        """
        By which the next one is asked for.
        """
        return str(UUID(int=self.number))


FILES = "https://files.example"
PORTAL = 4711


def refusal(status: int, category: str, **more: object) -> httpx.Response:
    """
    Answer with an error in the documented form.
    """
    told = {"status": "error", "category": category, "message": "ann@granit.example", "correlationId": "c"}
    return httpx.Response(status, json={**told, **more})


@define
class HubSpotServer(FakeServer):
    """
    The server, as a `KitSystem`.
    """

    email: str = "email"
    text: str = "city"
    rows: dict[str, Row] = field(factory=dict)
    hidden: set[str] | None = None
    number: int = 3_000_000_000
    journal: list[Entry] = field(factory=list)
    late: list[Entry] = field(factory=list)

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a contact, as a person does.
        """
        return self._create("contacts", {name: str(one) for name, one in values.items()})

    def _create(self, object: str, values: dict[str, str]) -> str:
        self.number += 1
        id = str(self.number)
        self.rows[id] = Row(object, values, self.now)
        if self.hidden is not None:
            self.hidden.add(id)
        self._noted("CREATE", id)
        return id

    def _noted(self, action: str, id: str) -> None:
        number = len(self.journal) + len(self.late) + 1
        entry = Entry(self.now, action, self.rows[id].object, id, number)
        (self.journal if self.hidden is None else self.late).append(entry)

    def update(self, id: str, values: Mapping[str, Any], /) -> None:
        """
        Change a record; an empty text clears.
        """
        row = self.rows[id]
        row.values = {name: str(one) for name, one in {**row.values, **values}.items() if one not in (None, "")}
        row.at = self.now
        self._noted("UPDATE", id)

    def delete(self, id: str, /) -> None:
        """
        Archive a contact.
        """
        self.rows[id].archived_at = self.now
        self._noted("DELETE", id)

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two contacts into a record with a new id, to which both old ids lead.
        """
        self._noted("MERGE", loser)
        winner = self.rows.pop(into)
        gone = self.rows.pop(loser)
        left = self._create("contacts", {**gone.values, **winner.values})
        self.rows[left].merged = (loser, into, *gone.merged, *winner.merged)
        return left

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a record says, without its key.
        """
        return {name: one for name, one in self.rows[id].values.items() if name != "leadflow_key"}

    def sold(self) -> list[Mapping[str, Any]]:
        """
        Return what all opportunities say.
        """
        return [one.values for one in self.rows.values() if one.object == "deals"]

    def ids(self) -> list[str]:
        """
        Return the ids of all contacts.
        """
        return [id for id, row in self.rows.items() if row.object == "contacts" and row.archived_at is None]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Let the search lag: what is written inside is found afterwards, with the stamp of then, for there are no transactions.
        """
        self.hidden = set()
        yield
        for id in self.hidden:
            self.rows[id].at = self.now
        self.hidden = None
        self.journal += [evolve(one, at=self.now) for one in self.late]
        self.late.clear()

    def expire_cursors(self) -> None:
        """
        Forget what was archived.
        """
        self.now += timedelta(days=91)

    def use_up_quota(self) -> None:
        """
        Answer the next call as over the limit of the day.
        """
        self.next = [refusal(429, "RATE_LIMITS", policyName="DAILY")]

    def token_ended(self) -> httpx.Response:
        """
        Answer in the documented form.
        """
        return refusal(401, "EXPIRED_AUTHENTICATION")

    def answer(self, request: httpx.Request) -> httpx.Response:
        """
        Answer with the moment of the server.
        """
        answer = self._answer(request)
        answer.headers["date"] = format_datetime(self.now, usegmt=True)
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path, body = request.url.path, json.loads(request.content or b"null")
        if path.startswith("/webhooks-journal/"):
            return self._of_journal(request, path)
        if found := re.fullmatch(r"/crm/properties/2026-09/(\w+)", path):
            return httpx.Response(200, json={"results": list(self._properties(found[1]))})
        found = re.fullmatch(r"/crm/objects/2026-09/(contacts|deals)(/.*)?", path)
        assert found is not None, path
        object, rest = found[1], found[2] or ""
        match (request.method, rest):
            case ("POST", "/batch/read"):
                assert len(body["inputs"]) <= 100
                asked = [one["id"] for one in body["inputs"]]
                shown = [one for one in asked if self._of(one) == one and one not in (self.hidden or ())]
                told = [self._told(one, body["properties"]) for one in shown]
                return httpx.Response(200, json={"status": "COMPLETE", "results": told[::-1]})
            case ("GET", ""):
                return self._list(object, dict(request.url.params))
            case ("POST", "/search"):
                return self._search(object, body)
            case ("GET", _):
                return self._read(rest[1:], dict(request.url.params))
            case _:
                return self._write(request, object, rest, body)

    def _properties(self, object: str) -> Iterator[dict[str, object]]:
        for name, type in TYPES[object].items():
            yield {"name": name, "label": name.title(), "type": type, "fieldType": "text", "options": []}
        yield {
            "name": "tags",
            "label": "Tags",
            "type": "enumeration",
            "fieldType": "checkbox",
            "options": [{"value": "a"}, {"value": "b"}],
        }

    def _shown(self, object: str, *, archived: bool) -> list[str]:
        hidden = self.hidden or set()
        old = self.now - timedelta(days=90)
        return sorted(
            id
            for id, row in self.rows.items()
            if row.object == object
            and id not in hidden
            and (row.archived_at is not None) == archived
            and (row.archived_at is None or row.archived_at > old)
        )

    def _told(self, id: str, names: list[str]) -> dict[str, Any]:
        row = self.rows[id]
        own = {
            STAMPS[row.object]: row.at.isoformat().replace("+00:00", ".000Z"),
            "hs_merged_object_ids": ";".join(row.merged) or None,
        }
        told = {
            "id": id,
            "properties": {name: own.get(name, row.values.get(name)) for name in names},
            "updatedAt": row.at.isoformat(),
        }
        return told if row.archived_at is None else {**told, "archivedAt": row.archived_at.isoformat()}

    def _list(self, object: str, params: Mapping[str, str]) -> httpx.Response:
        ids = self._shown(object, archived=params.get("archived") == "true")
        page = [one for one in ids if one > params.get("after", "")]
        limit = int(params["limit"])
        names = [*params.get("properties", "").split(","), STAMPS[object]]
        results = [{**self._told(one, names), **self._linked(one)} for one in page[:limit]]
        paging = {"paging": {"next": {"after": page[limit - 1]}}} if len(page) > limit else {}
        return httpx.Response(200, json={"results": results, **paging})

    def _linked(self, id: str) -> dict[str, Any]:
        contact = self.rows[id].contact
        return (
            {"associations": {"contacts": {"results": [{"id": contact, "type": "deal_to_contact"}]}}} if contact else {}
        )

    def _search(self, object: str, body: Mapping[str, Any]) -> httpx.Response:
        (asked,) = body["filterGroups"][0]["filters"]
        assert asked["propertyName"] == STAMPS[object]
        since = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(asked["value"]))
        ids = [id for id in self._shown(object, archived=False) if self.rows[id].at >= since]
        ids.sort(key=lambda id: (self.rows[id].at, id))
        start = int(body.get("after", "0"))
        assert start < 10_000
        end = start + body["limit"]
        paging = {"paging": {"next": {"after": str(end)}}} if len(ids) > end else {}
        return httpx.Response(
            200,
            json={
                "total": len(ids),
                "results": [self._told(one, body["properties"]) for one in ids[start:end]],
                **paging,
            },
        )

    def _of(self, id: str) -> str | None:
        if id in self.rows and self.rows[id].archived_at is None:
            return id
        return next((one for one, row in self.rows.items() if id in row.merged), None)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """
        Answer a request; files of the journal are somewhere else, and get no token.
        """
        if str(request.url).startswith(FILES):
            assert "authorization" not in request.headers
            timeout = request.extensions["timeout"]
            self.timeouts += [timeout["read"], timeout["connect"]]
            self.requests.append(request)
            return self._file(request.url.path[1:])
        return super().handle(request)

    def _of_journal(self, request: httpx.Request, path: str) -> httpx.Response:
        kept = [one for one in self.journal if one.at > self.now - timedelta(days=3)]
        if path == "/webhooks-journal/subscriptions/2026-03":
            return httpx.Response(200, json={"id": 1, **json.loads(request.content)})
        assert request.url.params["installPortalId"] == str(PORTAL)
        asked = path.removeprefix("/webhooks-journal/journal-local/2026-03/")
        if asked in ("latest", "earliest"):
            found = (kept[-1:] if asked == "latest" else kept[:1]) or None
        else:
            offset = asked.removeprefix("offset/").removesuffix("/next")
            before = [number for number, one in enumerate(kept) if one.offset == offset]
            if not before:
                return refusal(404, "OBJECT_NOT_FOUND")
            found = kept[before[0] + 1 : before[0] + 2] or None
        if found is None:
            return httpx.Response(204)
        ends = (self.now + timedelta(hours=1)).isoformat()
        told = {"currentOffset": found[0].offset, "url": f"{FILES}/{found[0].offset}", "expiresAt": ends}
        return httpx.Response(200, json=told)

    def _file(self, offset: str) -> httpx.Response:
        (entry,) = [one for one in self.journal if one.offset == offset][:1]
        event = {
            "type": "object",
            "portalId": PORTAL,
            "occurredAt": entry.at.isoformat(),
            "action": entry.action,
            "objectTypeId": {"contacts": "0-1", "deals": "0-3"}[entry.object],
            "objectId": int(entry.id),
        }
        others = [{**event, "objectTypeId": "0-2"}, {**event, "portalId": 1, "objectId": 1}]
        told = {"offset": offset, "publishedAt": entry.at.isoformat(), "journalEvents": [event, *others, event]}
        return httpx.Response(200, json=told)

    def _read(self, id: str, params: Mapping[str, str]) -> httpx.Response:
        found = self._of(id)
        return (
            refusal(404, "OBJECT_NOT_FOUND")
            if found is None
            else httpx.Response(
                200, json={**self._told(found, params.get("properties", "").split(",")), **self._linked(found)}
            )
        )

    def _write(self, request: httpx.Request, object: str, path: str, body: Any) -> httpx.Response:
        if self.lost:
            if self.lost.pop(0):
                self._written(object, path, body)
            raise httpx.ReadError("connection reset", request=request)
        if self.locks:
            self.locks -= 1
            return refusal(423, "LOCKED")
        return self._written(object, path, body)

    def _written(self, object: str, path: str, body: Any) -> httpx.Response:
        if found := re.fullmatch(r"/(\d+)/associations/default/contacts/(\d+)", path):
            self.rows[found[1]].contact = found[2]
            return httpx.Response(200, json={"status": "COMPLETE", "results": [{}]})
        if path.startswith("/batch/"):
            assert len(body["inputs"]) <= 100
            wrong = [
                self._wrong(object, one["id"], one["properties"], upsert=path == "/batch/upsert")
                for one in body["inputs"]
            ]
            if any(wrong):
                return next(one for one in wrong if one is not None)
            results = [
                self._put(object, one["id"], one["properties"], upsert=path == "/batch/upsert")
                for one in body["inputs"]
            ]
            return httpx.Response(200, json={"status": "COMPLETE", "results": results[::-1]})
        id = path[1:]
        refused = self._wrong(object, id, body["properties"], upsert=False)
        return refused or httpx.Response(200, json=self._put(object, id, body["properties"], upsert=False))

    def _matching(self, object: str, key: str) -> str | None:
        return next(
            (
                id
                for id, row in self.rows.items()
                if row.object == object and row.values.get("leadflow_key") == key and row.archived_at is None
            ),
            None,
        )

    def _wrong(self, object: str, id: str, values: Mapping[str, str], *, upsert: bool) -> httpx.Response | None:
        if refused := self.refused & values.keys():
            return refusal(
                400,
                "VALIDATION_ERROR",
                errors=[{"message": "ann@granit.example", "context": {"propertyName": sorted(refused)}}],
            )
        found = self._matching(object, id) if upsert else self._of(id)
        if found is None and not upsert:
            return refusal(404, "OBJECT_NOT_FOUND")
        same = [
            one
            for one, row in self.rows.items()
            if one != found
            and row.archived_at is None
            and values.get("email")
            and row.values.get("email") == values["email"]
        ]
        return refusal(409, "CONFLICT") if same else None

    def _put(self, object: str, id: str, values: Mapping[str, str], *, upsert: bool) -> dict[str, Any]:
        found = self._matching(object, id) if upsert else self._of(id)
        if found is None:
            made = self._create(object, {name: one for name, one in values.items() if one != ""})
            return {**self._told(made, list(values)), "new": True}
        self.update(found, values)
        return {**self._told(found, list(values)), **({"new": False} if upsert else {})}
