"""
Activities of Marketo: what prospects did, and which people were merged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from attrs import define, field

from leadflow.adapters.connectors.answers import Delayed
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.moments import moment_of
from leadflow.core.connectors import SystemBlocked
from leadflow.core.leads import Activity
from leadflow.core.problems import near

__all__ = ["OPPORTUNITY_TYPES", "MarketoActivities"]

OPPORTUNITY_TYPES: Final = ("Add to Opportunity", "Update Opportunity", "Remove from Opportunity")
"""
The types of activities that tell of opportunities, as people see them there.
"""

_MERGE: Final = "Merge Leads"
_LOOKED: Final = timedelta(days=30)
_LEADS: Final = 30
_PAGES: Final = 100
_MERGE_PAGES: Final = 5
_BATCH: Final = "300"


@define
class MarketoActivities:
    """
    Reads activities of the types that the host names.

    Attributes:
        instance: Where.
        names: The types, as people see them there.
        opportunities: Whether those that tell of opportunities are read as well.
    """

    instance: MarketoInstance
    names: Sequence[str]
    opportunities: bool = False
    _types: Mapping[str, str] | None = field(default=None, init=False)

    def types(self, timeout: float) -> Mapping[str, str]:
        """
        Return the names of the types that are read by id: those of the host, of opportunities, and of merges if there is one.

        Raises:
            Delayed: There is no type of that name.
        """
        if self._types is None:
            rows = self.instance.get("/activities/types.json", timeout)["result"]
            known = {str(one["name"]): str(one["id"]) for one in rows}
            if unknown := [name for name in self.names if name not in known]:
                words = ", ".join(near(unknown[0], known)) or "their names in Marketo"
                raise Delayed(SystemBlocked("activity_unknown", f"correct the names of activities; near: {words}"))
            own = [one for one in (_MERGE, *(OPPORTUNITY_TYPES if self.opportunities else ())) if one in known]
            if self.opportunities and not set(OPPORTUNITY_TYPES).intersection(own):
                raise Delayed(
                    SystemBlocked("activity_unknown", "no type of activity tells of opportunities; read none")
                )
            wanted = dict.fromkeys([*self.names, *own])
            self._types = {known[name]: name for name in wanted}
        return self._types

    def page(self, token: str, most: int, timeout: float) -> tuple[Any, Any]:
        """
        Return a page of all activities of these types, and the answer that has it.
        """
        ids = ",".join(self.types(timeout))
        answer = self.instance.asked(
            "/activities.json", timeout, activityTypeIds=ids, nextPageToken=token, batchSize=str(most)
        )
        return self.instance.data(answer), answer

    def of(self, ids: Sequence[str], token: str, timeout: float) -> dict[str, list[Activity]]:
        """
        Return what some leads did since *token*.
        """
        types = [one for one, name in self.types(timeout).items() if name in self.names and name != _MERGE]
        found: dict[str, list[Activity]] = {}
        for start in range(0, len(ids) if types else 0, _LEADS):
            further = token
            for _ in range(_PAGES):
                data = self.instance.get(
                    "/activities.json",
                    timeout,
                    activityTypeIds=",".join(types),
                    leadIds=",".join(ids[start : start + _LEADS]),
                    nextPageToken=further,
                    batchSize=_BATCH,
                )
                for lead_id, activities in self.by_lead(data.get("result") or (), timeout).items():
                    found.setdefault(lead_id, []).extend(activities)
                further = str(data["nextPageToken"])
                if data.get("moreResult") is not True:
                    break
        return found

    def by_lead(self, rows: Sequence[Any], timeout: float) -> dict[str, list[Activity]]:
        """
        Return rows as activities by the ids of their leads; merges are left out.
        """
        types, found = self.types(timeout), dict[str, list[Activity]]()
        for row in rows:
            name = types.get(str(row["activityTypeId"]))
            if name is None or name == _MERGE or name not in self.names:
                continue
            at = moment_of(row.get("activityDate"))
            if at is None:
                continue  # what has no moment is no history, and holds up nothing else
            about = str(row.get("primaryAttributeValue") or "").strip()
            kind = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
            activity = Activity(at=at, kind=kind, title=f"{name}: {about}" if about else name)
            found.setdefault(str(row["leadId"]), []).append(activity)
        return found

    def merges(self, rows: Sequence[Any], timeout: float) -> dict[str, str]:
        """
        Return into which lead others were merged, of the rows that are merges.
        """
        types, found = self.types(timeout), dict[str, str]()
        for row in rows:
            if types.get(str(row["activityTypeId"])) == _MERGE:
                said = {str(one.get("name")): str(one.get("value")) for one in row.get("attributes") or ()}
                winner = str(row["leadId"])
                found |= {loser: winner for loser in re.findall(r"\d+", said.get("Merge IDs", "")) if loser != winner}
        return found

    def with_opportunities(self, rows: Sequence[Any], timeout: float) -> list[str]:
        """
        Return the leads of whose opportunities some rows tell.
        """
        types = self.types(timeout) if self.opportunities else {}
        told = (str(one["leadId"]) for one in rows if types.get(str(one["activityTypeId"])) in OPPORTUNITY_TYPES)
        return list(dict.fromkeys(told))

    def merged_lately(self, ids: Sequence[str], timeout: float) -> dict[str, str]:
        """
        Return into which leads some were merged in the last 30 days, as far as 1,500 merges tell.
        """
        merge = [one for one, name in self.types(timeout).items() if name == _MERGE]
        if not merge or not ids:
            return {}
        answer = self.instance.asked("/activities/types.json", timeout)
        if answer.date is None:
            return {}
        token, found = self.instance.token_since(answer.date - _LOOKED, timeout)[0], dict[str, str]()
        for _ in range(_MERGE_PAGES):
            data = self.instance.get(
                "/activities.json", timeout, activityTypeIds=merge[0], nextPageToken=token, batchSize=_BATCH
            )
            found |= self.merges(data.get("result") or (), timeout)
            token = str(data["nextPageToken"])
            if data.get("moreResult") is not True:
                break
        return {one: found[one] for one in ids if one in found}
