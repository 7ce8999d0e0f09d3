"""
A small Marketo, with the rules that its public documentation gives.

Failures have the status 200 and a code, feeds of activities go on by tokens and may give few entries though there are more,
a merge deletes the loser, a value that is empty is left out of answers, and each record has an outcome where it stood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
from attrs import define, field
from tests.adapters.connectors.fake_server import FakeServer
from tests.adapters.connectors.marketo_sales import SALE_TYPES, MarketoSales

from leadflow.core.connectors import RemoteValue

HOST = "https://123-abc-456.mktorest.com"
TYPES = {
    "email": "email",
    "city": "string",
    "budget": "currency",
    "employees": "integer",
    "due": "date",
    "called": "datetime",
    "unsubscribed": "boolean",
}
ACTIVITIES = {
    "1": "Visit Webpage",
    "2": "Fill Out Form",
    "12": "New Lead",
    "13": "Change Data Value",
    "32": "Merge Leads",
    "34": "Add to Opportunity",
    "35": "Remove from Opportunity",
    "36": "Update Opportunity",
}
DELETED = "37"
_KEY = {"name": "externalOpportunityId", "displayName": "External Id", "dataType": "string", "updateable": False}


@define
class Entry:
    """
    An entry of the log of activities.
    """

    number: int
    at: datetime
    lead: str
    type: str
    about: str = ""
    attributes: dict[str, str] = field(factory=dict)


def failure(code: str) -> httpx.Response:
    """
    Answer with a failure in the documented form.
    """
    told = {"requestId": "r", "success": False, "errors": [{"code": code, "message": "ann@granit.example"}]}
    return httpx.Response(200, json=told)


def done(result: list[Any], **more: object) -> httpx.Response:
    """
    Answer with success.
    """
    return httpx.Response(200, json={"requestId": "r", "success": True, "result": result, **more})


@define
class MarketoServer(FakeServer):
    """
    The server, as a `KitSystem`.

    Attributes:
        window: How many entries of the log a feed looks at for one answer.
        oldest: The number of the log before which no token works.
        sales: The opportunities.
        crm_sync: True if a CRM is synchronized natively, so that there are no opportunities.
    """

    email: str = "email"
    text: str = "city"
    rows: dict[str, dict[str, Any]] = field(factory=dict)
    log: list[Entry] = field(factory=list)
    hidden: list[Entry] | None = None
    window: int = 300
    oldest: int = -1
    number: int = 1_000
    sales: MarketoSales = field(init=False)
    crm_sync: bool = False

    def __attrs_post_init__(self) -> None:
        self.sales = MarketoSales(self._noted)

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a lead, as a person does.
        """
        return self._create(dict(values))

    def _create(self, values: dict[str, Any]) -> str:
        self.number += 1
        lead = str(self.number)
        self.rows[lead] = {**values, "updatedAt": self.now}
        self._noted(lead, "12")
        return lead

    def _noted(self, lead: str, type: str, about: str = "", **attributes: str) -> None:
        entry = Entry(len(self.log), self.now, lead, type, about, attributes)
        (self.log if self.hidden is None else self.hidden).append(entry)

    def act(self, lead: str, type: str, about: str = "") -> None:
        """
        Note what a prospect did.
        """
        self._noted(lead, {name: number for number, name in ACTIVITIES.items()}[type], about)

    def update(self, id: str, values: Mapping[str, Any], /) -> None:
        """
        Change a lead.
        """
        self.rows[id] |= {**values, "updatedAt": self.now}
        self._noted(id, "13")

    def delete(self, id: str, /) -> None:
        """
        Delete a lead.
        """
        del self.rows[id]
        self._noted(id, DELETED)

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two leads: the loser is deleted, and the winner has the activity.
        """
        self.delete(loser)
        self._noted(into, "32", into, **{"Merge IDs": loser})
        return into

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a lead says, without its key.
        """
        own = ("leadflowKey", "updatedAt")
        return {name: one for name, one in self.rows[id].items() if name not in own and one is not None}

    def sold(self) -> list[Mapping[str, Any]]:
        """
        Return what all opportunities say.
        """
        return list(self.sales.rows.values())

    def ids(self) -> list[str]:
        """
        Return the ids of all leads.
        """
        return list(self.rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Show what is written inside only at the end; tokens count entries.
        """
        self.hidden = []
        yield
        hidden, self.hidden = self.hidden, None
        for entry in hidden:
            entry.number = len(self.log)
            self.log.append(entry)

    def expire_cursors(self) -> None:
        """
        Let activities be purged.
        """
        self.now += timedelta(days=100)

    def use_up_quota(self) -> None:
        """
        Answer the next call as over the quota of the day.
        """
        self.next = [failure("607")]

    def token_ended(self) -> httpx.Response:
        """
        Answer in the documented form.
        """
        return failure("602")

    def answer(self, request: httpx.Request) -> httpx.Response:
        """
        Answer with the moment of the server.
        """
        assert "access_token" not in request.url.params
        answer = self._answer(request)
        answer.headers["date"] = format_datetime(self.now, usegmt=True)
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if len(str(request.url)) > 8_192:
            return httpx.Response(414)
        path, params = request.url.path.removeprefix("/rest/v1"), dict(request.url.params)
        if params.pop("_method", "") == "GET":
            params |= dict(parse_qsl(request.content.decode()))
        elif request.method == "POST":
            return self._write(request)
        match path:
            case "/leads/describe.json":
                rows = [
                    {"displayName": name.title(), "dataType": type, "rest": {"name": name}}
                    for name, type in TYPES.items()
                ]
                return done(rows)
            case "/activities/types.json":
                return done([{"id": int(number), "name": name} for number, name in ACTIVITIES.items()])
            case "/activities/pagingtoken.json":
                return done([], nextPageToken=f"D{params['sinceDatetime']}")
            case "/leads.json":
                return self._leads(params)
            case "/opportunities/describe.json" | "/opportunities.json" | "/opportunities/roles.json" if self.crm_sync:
                return failure("1018")
            case "/opportunities/describe.json":
                rows = [{"name": name, "displayName": name, "dataType": type} for name, type in SALE_TYPES.items()]
                return done([{"name": "opportunity", "fields": [*rows, _KEY]}])
            case "/opportunities.json" | "/opportunities/roles.json":
                return done(self.sales.asked(path, params))
            case _:
                return self._feed(path, params)

    def _leads(self, params: Mapping[str, str]) -> httpx.Response:
        wanted, names = params["filterValues"].split(","), params["fields"].split(",")
        assert len(wanted) <= 300
        found = [
            lead
            for lead, row in self.rows.items()
            if self._shown(lead) and str({"id": lead, **row}.get(params["filterType"])) in wanted
        ]
        return done([self._told(lead, names) for lead in found])

    def _shown(self, lead: str) -> bool:
        return not any(one.lead == lead and one.type == "12" for one in self.hidden or ())

    def _told(self, lead: str, names: list[str]) -> dict[str, Any]:
        row = {
            **self.rows[lead],
            "id": int(lead),
            "updatedAt": self.rows[lead]["updatedAt"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        return {name: row[name] for name in names if row.get(name) is not None}

    def _feed(self, path: str, params: Mapping[str, str]) -> httpx.Response:
        types = {
            "/activities/deletedleads.json": [DELETED],
            "/activities/leadchanges.json": ["12", "13"],
            "/activities.json": params.get("activityTypeIds", "").split(","),
        }[path]
        assert path != "/activities/leadchanges.json" or params["fields"]
        assert len(types) <= 10
        assert len(params.get("leadIds", "").split(",")) <= 30
        token = params["nextPageToken"]
        if token.startswith("D"):
            since = datetime.fromisoformat(token[1:])
            start = next((one.number for one in self.log if one.at >= since), len(self.log))
        else:
            start = int(re.fullmatch(r"P(\d+)====", token)[1])  # type: ignore[index]  # tokens are ours
            if start <= self.oldest:
                return failure("1003")
        looked = self.log[start : start + self.window]
        wanted = [one for one in looked if one.type in types and one.lead in params.get("leadIds", one.lead).split(",")]
        most = int(params["batchSize"])
        page = wanted[:most]
        end = page[-1].number + 1 if len(wanted) > most else start + len(looked)
        return done([self._entry(one) for one in page], nextPageToken=f"P{end}====", moreResult=end < len(self.log))

    def _entry(self, one: Entry) -> dict[str, Any]:
        return {
            "id": one.number,
            "marketoGUID": str(one.number),
            "leadId": int(one.lead),
            "activityDate": one.at.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "activityTypeId": int(one.type),
            "primaryAttributeValue": one.about,
            "attributes": [{"name": name, "value": value} for name, value in one.attributes.items()],
        }

    def _write(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        if self.crm_sync and "opportunities" in request.url.path:
            return failure("1018")
        assert len(body["input"]) <= 300
        if len(request.content) > 1_000_000:
            return httpx.Response(413)
        if self.locks:
            self.locks -= 1
            return failure("713")
        if self.lost:
            if self.lost.pop(0):
                self._written(request.url.path, body)
            raise httpx.ReadError("connection reset", request=request)
        return self._written(request.url.path, body)

    def _written(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        if path != "/rest/v1/leads.json":
            return done(self.sales.written(path, body, self.rows, self.now))
        return done([self._one(dict(one), body["action"], body["lookupField"]) for one in body["input"]])

    def _one(self, values: dict[str, Any], action: str, lookup: str) -> dict[str, Any]:
        if self.refused & {name for name, one in values.items() if one is not None}:
            return _skipped("1006")
        if action == "updateOnly":
            assert lookup == "id"
            lead = str(values.pop("id"))
            if lead not in self.rows:
                return _skipped("1004")
            self.update(lead, values)
            return {"id": int(lead), "status": "updated"}
        assert (action, lookup) == ("createOrUpdate", "leadflowKey")
        found = [lead for lead, row in self.rows.items() if row.get(lookup) == values[lookup]]
        if len(found) > 1:
            return _skipped("1007")
        if found:
            self.update(found[0], values)
            return {"id": int(found[0]), "status": "updated"}
        return {"id": int(self._create(values)), "status": "created"}


def _skipped(code: str) -> dict[str, Any]:
    return {"status": "skipped", "reasons": [{"code": code, "message": "ann@granit.example"}]}


SINCE = datetime(2020, 1, 1, tzinfo=UTC)
