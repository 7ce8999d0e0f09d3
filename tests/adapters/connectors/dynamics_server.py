"""
A small Dataverse, with the rules that its public documentation gives.

Change tracking gives links whose tokens end after seven days, deletions come after changes without columns, a PATCH
creates what is not there unless told otherwise, a duplicate is a 500 with a code, and ids are GUIDs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote
from uuid import UUID

import httpx
from attrs import define, field
from tests.adapters.connectors.fake_server import FakeServer

from leadflow.core.connectors import RemoteKind, RemoteValue

HOST = "https://acme.crm4.dynamics.com"
TYPES = {
    "lead": {
        "emailaddress1": "String",
        "address1_city": "String",
        "budgetamount": "Money",
        "estimatedclosedate": "DateTime",
        "leadqualitycode": "Picklist",
        "donotemail": "Boolean",
        "revenue_count": "Integer",
    },
    "opportunity": {"name": "String", "estimatedvalue": "Money"},
}
KINDS = {RemoteKind.LEAD: list(TYPES["lead"]), RemoteKind.OPPORTUNITY: list(TYPES["opportunity"])}
TABLES = {"leads": "lead", "opportunities": "opportunity"}


@define
class Row:
    """
    A record.
    """

    table: str
    values: dict[str, Any]
    at: datetime
    number: int
    deleted: bool = False
    state: dict[str, Any] = field(factory=dict)


def refusal(status: int, code: str) -> httpx.Response:
    """
    Answer with an error in the documented form.
    """
    return httpx.Response(status, json={"error": {"code": code, "message": "ann@granit.example"}})


@define
class DynamicsServer(FakeServer):
    """
    The server, as a `KitSystem`.
    """

    email: str = "emailaddress1"
    text: str = "address1_city"
    rows: dict[str, Row] = field(factory=dict)
    hidden: set[str] | None = None
    ended: int = -1

    def create(self, values: Mapping[str, RemoteValue], /) -> str:
        """
        Create a lead, as a person does.
        """
        return self._create("lead", dict(values))

    def _create(self, table: str, values: dict[str, Any]) -> str:
        self.number += 1
        id = str(UUID(int=0xABCDEF << 96 | self.number))
        self.rows[id] = Row(table, values, self.now, self.number)
        if self.hidden is not None:
            self.hidden.add(id)
        return id

    def update(self, id: str, values: Mapping[str, Any], /) -> None:
        """
        Change a record.
        """
        row = self.rows[id]
        row.values = {name: one for name, one in {**row.values, **values}.items() if one is not None}
        self._touch(row)

    def _touch(self, row: Row) -> None:
        self.number += 1
        row.at, row.number = self.now, self.number

    def delete(self, id: str, /) -> None:
        """
        Delete a lead.
        """
        self.rows[id].deleted = True
        self._touch(self.rows[id])

    def merge(self, loser: str, into: str, /) -> str:
        """
        Merge two leads: the loser stays, inactive, and names its master.
        """
        self.rows[loser].state = {"merged": True, "_masterid_value": into, "statecode": 2}
        self._touch(self.rows[loser])
        return into

    def qualify(self, id: str) -> str:
        """
        Qualify a lead into an opportunity.
        """
        made = self._create("opportunity", {"name": "Granit AB"})
        self.rows[made].state = {"_originatingleadid_value": id}
        self.rows[id].state = {"statecode": 1, "_qualifyingopportunityid_value": made}
        self._touch(self.rows[id])
        return made

    def values(self, id: str, /) -> Mapping[str, RemoteValue]:
        """
        Return what a record says, without its key.
        """
        return {name: one for name, one in self.rows[id].values.items() if name != "new_leadflowkey"}

    def sold(self) -> list[Mapping[str, Any]]:
        """
        Return what all opportunities say.
        """
        return [one.values for one in self.rows.values() if one.table == "opportunity"]

    def ids(self) -> list[str]:
        """
        Return the ids of all leads.
        """
        return [id for id, row in self.rows.items() if row.table == "lead" and not row.deleted]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Show what is written inside only at the end; the token of change tracking counts commits.
        """
        self.hidden = set()
        yield
        for id in self.hidden:
            self.number += 1
            self.rows[id].number = self.number
        self.hidden = None

    def expire_cursors(self) -> None:
        """
        End all tokens of change tracking.
        """
        self.ended = self.number

    def use_up_quota(self) -> None:
        """
        Answer the next call as over the limit.
        """
        told = refusal(429, "0x80072322")
        told.headers["retry-after"] = "40"
        self.next = [told]

    def token_ended(self) -> httpx.Response:
        """
        Answer in the documented form.
        """
        return refusal(401, "0x80040220")

    def answer(self, request: httpx.Request) -> httpx.Response:
        """
        Answer a request of the Web API.
        """
        assert str(request.url).startswith(HOST)
        path = unquote(request.url.path).removeprefix("/api/data/v9.2/")
        params = {name: one[0] for name, one in parse_qs(request.url.query.decode()).items()}
        if found := re.fullmatch(r"EntityDefinitions\(LogicalName='(\w+)'\)/Attributes", path):
            return httpx.Response(
                200, json={"value": [self._column(name, type) for name, type in TYPES[found[1]].items()]}
            )
        if path in TABLES and "$filter" in params and "prefer" not in request.headers:
            wanted = re.findall(rf"{TABLES[path]}id eq ([0-9a-f-]{{36}})", params["$filter"])
            assert 0 < len(wanted) <= 25
            there = [one for one in wanted if one in self.rows and not self.rows[one].deleted]
            return httpx.Response(200, json={"value": [self._told(one, params["$select"].split(",")) for one in there]})
        if path in TABLES:
            return self._tracked(request, path, params)
        found = re.fullmatch(r"(\w+)\((?:new_leadflowkey='(.*)'|([0-9a-f-]{36}))\)", path)
        assert found is not None, path
        key = found[2].replace("''", "'") if found[2] is not None else None
        names = params["$select"].split(",")
        if request.method == "GET":
            shown = self.rows.get(found[3])
            return (
                refusal(404, "0x80040217")
                if shown is None or shown.deleted
                else httpx.Response(200, json=self._told(found[3], names))
            )
        return self._write(request, TABLES[found[1]], key, found[3], names)

    def _column(self, name: str, type: str) -> dict[str, object]:
        label = {"UserLocalizedLabel": {"Label": name.title()}}
        return {
            "LogicalName": name,
            "AttributeType": type,
            "IsValidForUpdate": True,
            "IsValidForCreate": True,
            "RequiredLevel": {"Value": "None"},
            "DisplayName": label,
        }

    def _told(self, id: str, names: list[str]) -> dict[str, Any]:
        row = self.rows[id]
        own = {
            f"{row.table}id": id.upper(),
            "modifiedon": row.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "statecode": 0,
            "merged": False,
            **row.state,
        }
        return {name: own.get(name, row.values.get(name)) for name in names}

    def _tracked(self, request: httpx.Request, path: str, params: Mapping[str, str]) -> httpx.Response:
        prefer = request.headers["prefer"]
        assert "odata.track-changes" in prefer
        assert not params.keys() & {"$filter", "$orderby", "$expand", "$top"}
        size = int(prefer.split("maxpagesize=")[1])
        since = int(params.get("$deltatoken", "-1"))
        if "$deltatoken" in params and since <= self.ended:
            return refusal(400, "0x80044352")
        start, until = (int(one) for one in params.get("$skiptoken", f"{since},{self.number}").split(","))
        hidden = self.hidden or set()
        rows = sorted(
            (row.number, id)
            for id, row in self.rows.items()
            if row.table == TABLES[path]
            and id not in hidden
            and start < row.number <= until
            and not (row.deleted and since < 0)
        )
        changed = [(number, id) for number, id in rows if not self.rows[id].deleted]
        page = changed[:size]
        shown = [self._told(id, params["$select"].split(",")) for _, id in page]
        base = f"{HOST}/api/data/v9.2/{path}?$select={params['$select']}"
        if len(changed) > size:
            token = f"&$deltatoken={since}" if since >= 0 else ""
            return httpx.Response(
                200, json={"value": shown, "@odata.nextLink": f"{base}{token}&$skiptoken={page[-1][0]},{until}"}
            )
        gone = [
            {"@odata.context": "#leads/$deletedEntity", "id": id, "reason": "deleted"}
            for id, row in self.rows.items()
            if row.table == TABLES[path] and row.deleted and since >= 0 and since < row.number
        ]
        return httpx.Response(200, json={"value": [*shown, *gone], "@odata.deltaLink": f"{base}&$deltatoken={until}"})

    def _write(
        self, request: httpx.Request, table: str, key: str | None, id: str | None, names: list[str]
    ) -> httpx.Response:
        assert request.headers["mscrm.suppressduplicatedetection"] == "false"
        body = json.loads(request.content)
        assert "new_leadflowkey" not in body
        if self.lost:
            if self.lost.pop(0):
                self._put(request, table, key, id, body, names)
            raise httpx.ReadError("connection reset", request=request)
        if self.locks:
            self.locks -= 1
            return refusal(500, "0x80044151")
        return self._put(request, table, key, id, body, names)

    def _put(
        self,
        request: httpx.Request,
        table: str,
        key: str | None,
        id: str | None,
        body: dict[str, Any],
        names: list[str],
    ) -> httpx.Response:
        if self.refused & {name for name, one in body.items() if one is not None}:
            return refusal(400, "0x80040265")
        if key is not None:
            id = next(
                (
                    one
                    for one, row in self.rows.items()
                    if row.table == table and row.values.get("new_leadflowkey") == key and not row.deleted
                ),
                None,
            )
        elif id not in self.rows or self.rows[id].deleted:
            assert request.headers["if-match"] == "*"
            return refusal(404, "0x80040217")
        elif self.rows[id].state.get("statecode"):
            return refusal(400, "0x80040203")
        same = [
            one
            for one, row in self.rows.items()
            if one != id
            and not row.deleted
            and body.get("emailaddress1")
            and row.values.get("emailaddress1") == body["emailaddress1"]
        ]
        if same:
            return refusal(500, "0x80040333")
        bound = body.pop("originatingleadid@odata.bind", None)
        if id is None:
            made = self._create(
                table, {name: one for name, one in {**body, "new_leadflowkey": key}.items() if one is not None}
            )
            if bound:
                self.rows[made].state = {"_originatingleadid_value": bound.removeprefix("/leads(").rstrip(")")}
            return httpx.Response(201, json=self._told(made, names))
        self.update(id, body)
        return httpx.Response(200, json=self._told(id, names))
