"""
Reads single records of HubSpot by their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from leadflow.adapters.connectors.answers import Refused
from leadflow.adapters.connectors.hubspot.account import AT_ONCE, HubSpotAccount
from leadflow.adapters.connectors.hubspot.records import HubSpotRecords
from leadflow.core.connectors import IdentityChanged, RecordGone, RemoteChange, RemoteKind, RemoteRef

__all__ = ["HubSpotReading"]


@frozen
class HubSpotReading:
    """
    Reads records by their ids; an old id of a merged one leads to what is left.

    Attributes:
        account: Where.
        records: Makes records of rows.
    """

    account: HubSpotAccount
    records: HubSpotRecords

    def read(self, kind: RemoteKind, ids: Sequence[str], timeout: float) -> Iterator[RemoteChange]:
        """
        Return what records are now: there, merged into another one, or gone.

        Raises:
            Delayed: The system has to wait.
            Refused: A property is not known.
            AnswerLost: The answer is none that is documented.
        """
        rows: list[Mapping[str, Any]] = []
        for start in range(0, len(ids), AT_ONCE):
            body = {
                "inputs": [{"id": one} for one in ids[start : start + AT_ONCE]],
                "properties": self.records.names(kind),
            }
            answer = self.account.call("POST", kind, "/batch/read", timeout, body=body)
            rows += self.account.data(answer)["results"]
        named = {str(row["id"]) for row in rows}
        found = [*rows, *(row for one in ids if one not in named for row in self._one(kind, one, timeout))]
        told = list(self.records.of(kind, self.with_contacts(kind, found, timeout), timeout))
        yield from dict.fromkeys(one for one in told if isinstance(one, IdentityChanged))
        yield from {one.ref: one for one in told if not isinstance(one, IdentityChanged)}.values()
        known = {one.ref.id for one in told}
        yield from (RecordGone(RemoteRef(kind, one)) for one in ids if one not in known)

    def _one(self, kind: RemoteKind, id: str, timeout: float) -> Sequence[Mapping[str, Any]]:
        params = {"properties": ",".join(self.records.names(kind))}
        try:
            return [self.account.data(self.account.call("GET", kind, f"/{id}", timeout, params=params))]
        except Refused as refused:
            if refused.status == 404:
                return []
            raise

    def with_contacts(
        self, kind: RemoteKind, rows: Sequence[Mapping[str, Any]], timeout: float
    ) -> Sequence[Mapping[str, Any]]:
        """
        Return deals with their contacts, which neither a search nor a batch shows.
        """
        if kind is not RemoteKind.OPPORTUNITY:
            return rows
        params = {"associations": "contacts"}
        found = [(row, self.account.call("GET", kind, f"/{row['id']}", timeout, params=params)) for row in rows]
        return [
            {**row, "associations": self.account.data(answer).get("associations")} if answer.status == 200 else row
            for row, answer in found
        ]
