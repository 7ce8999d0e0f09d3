"""
The opportunities of the small Marketo: they belong to people by roles, and changes of them are activities of people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from attrs import define, field

from leadflow.core.connectors import RemoteValue

SALE_TYPES = {"name": "string", "stage": "string", "amount": "currency", "closeDate": "date", "note": "text"}
ADDED, REMOVED, UPDATED = "34", "35", "36"
_TOO_LONG = 50


@define
class MarketoSales:
    """
    The opportunities, by their GUID, and the roles by opportunity, person and name.

    Attributes:
        note: Notes an activity of a person.
    """

    note: Callable[[str, str], None]
    rows: dict[str, dict[str, Any]] = field(factory=dict)
    roles: dict[tuple[str, str, str], bool] = field(factory=dict)

    def create(self, key: str, values: Mapping[str, RemoteValue], now: datetime) -> str:
        """
        Create an opportunity.
        """
        guid = f"dff23271-f996-47d7-984f-{len(self.rows):012}"
        self.rows[guid] = {**values, "externalOpportunityId": key, "updatedAt": now}
        return guid

    def update(self, guid: str, values: Mapping[str, Any], now: datetime) -> None:
        """
        Change an opportunity, which is an activity of each of its people.
        """
        self.rows[guid] |= {**values, "updatedAt": now}
        for key, lead, _ in self.roles:
            if key == self.rows[guid]["externalOpportunityId"]:
                self.note(lead, UPDATED)

    def give(self, key: str, lead: str, role: str, *, primary: bool = False) -> None:
        """
        Give a person a role.
        """
        self.roles[key, lead, role] = primary
        self.note(lead, ADDED)

    def asked(self, path: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        """
        Return the opportunities or roles that are asked for; amounts are texts, and ids have a blank behind them.
        """
        wanted, names = params["filterValues"].split(","), params["fields"].split(",")
        assert len(wanted) <= 300
        if path == "/opportunities/roles.json":
            rows = [
                {"externalOpportunityId": key, "leadId": int(lead), "role": role, "isPrimary": primary}
                for (key, lead, role), primary in self.roles.items()
            ]
        else:
            rows = [
                {**row, "marketoGUID": guid, "updatedAt": row["updatedAt"].strftime("%Y-%m-%dT%H:%M:%SZ")}
                for guid, row in self.rows.items()
            ]
        found = [row for row in rows if str(row.get(params["filterType"])) in wanted]
        assert params["filterType"] in ("marketoGUID", "externalOpportunityId", "leadId")
        told = [{name: row[name] for name in names if row.get(name) is not None} for row in found]
        return [{**one, "marketoGUID": f"{one['marketoGUID']} "} if "marketoGUID" in one else one for one in told]

    def written(self, path: str, body: Mapping[str, Any], people: Mapping[str, object], now: datetime) -> list[Any]:
        """
        Write opportunities or roles, and return their outcomes in another order, each with its place.
        """
        one = self._role if path.endswith("/roles.json") else self._sale
        found = [{"seq": at, **one(dict(row), body, people, now)} for at, row in enumerate(body["input"])]
        return found[::-1]

    def _role(self, row: dict[str, Any], body: Mapping[str, Any], people: Mapping[str, object], _: datetime) -> Any:
        key, lead = row["externalOpportunityId"], str(row["leadId"])
        if lead not in people or key not in [one["externalOpportunityId"] for one in self.rows.values()]:
            return _skipped("1004")
        known = (key, lead, row["role"]) in self.roles
        self.give(key, lead, row["role"], primary=row["isPrimary"])
        return {"status": "updated" if known else "created", "marketoGUID": "r"}

    def _sale(self, row: dict[str, Any], body: Mapping[str, Any], _: Mapping[str, object], now: datetime) -> Any:
        assert not any(isinstance(one, float) for one in row.values())
        if body["action"] == "updateOnly":
            assert body["dedupeBy"] == "idField"
            guid = row.pop("marketoGUID")
            if guid not in self.rows:
                return _skipped("1013")
            self.update(guid, row, now)
            return {"status": "updated", "marketoGUID": guid}
        assert (body["action"], body["dedupeBy"]) == ("createOrUpdate", "dedupeFields")
        key = row.pop("externalOpportunityId")
        assert len(key) <= _TOO_LONG
        if not row.get("name"):
            return _skipped("1002")
        known = [guid for guid, one in self.rows.items() if one["externalOpportunityId"] == key]
        if known:
            self.update(known[0], row, now)
            return {"status": "updated", "marketoGUID": known[0]}
        return {"status": "created", "marketoGUID": self.create(key, row, now)}


def _skipped(code: str) -> dict[str, Any]:
    return {"status": "skipped", "reasons": [{"code": code, "message": "ann@granit.example"}]}
