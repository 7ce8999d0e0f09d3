"""
Pulls what changed in Dataverse by change tracking.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import httpx
from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.dynamics.environment import API, TABLES, Environment, became, own_names
from leadflow.adapters.connectors.dynamics.values import from_json, guid
from leadflow.adapters.connectors.fields import FieldTypes, ReadFields
from leadflow.adapters.connectors.moments import moment_of
from leadflow.core.connectors import (
    CursorExpired,
    PullAnswer,
    PullPage,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
    SystemBlocked,
)
from leadflow.errors import PortError

__all__ = ["DynamicsPulling"]

_IN_A_FILTER: Final = 25


@frozen
class DynamicsPulling:
    """
    Reads pages of changes, by the links that Dataverse gives.

    Attributes:
        environment: Where.
        fields: What is read.
        types: Of which types the columns are.
    """

    environment: Environment
    fields: ReadFields
    types: FieldTypes

    def page(self, cursor: SyncCursor | None, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of at most *most* records of what changed since *cursor*.

        Raises:
            PortError: Dataverse did not answer as documented.
        """
        kinds = self.fields.kinds
        links: dict[str, str] = json.loads(cursor.token) if cursor is not None and cursor.token else {}
        kind = next((one for one in kinds if f"next {one.value}" in links), None)
        kind = kind or next((one for one in kinds if f"turn {one.value}" in links), kinds[0])
        link = links.pop(f"next {kind.value}", None) or links.get(kind.value) or self._first(kind)
        links.pop(f"turn {kind.value}", None)
        prefer = f"odata.track-changes, odata.maxpagesize={most}"
        try:
            answer = self.environment.calls.make("GET", link, timeout=timeout, headers={"Prefer": prefer})
            data = self.environment.data(answer)
            changes = tuple(self._changes(kind, data["value"], timeout))
        except Delayed as delayed:
            return delayed.answer
        except Refused as refused:
            return self._expired(refused, links, kind)
        except AnswerLost as lost:
            raise PortError(f"Dataverse did not answer as documented ({lost}); the same pull is tried again") from None
        if further := data.get("@odata.nextLink"):
            links[f"next {kind.value}"] = _within(further)
            return PullPage(changes=changes, cursor=SyncCursor(token=json.dumps(links)), more=True)
        links[kind.value] = _within(str(data["@odata.deltaLink"]))
        later = self.fields.after(kind)
        if later is not None:
            links[f"turn {later.value}"] = "1"
        return PullPage(changes=changes, cursor=SyncCursor(token=json.dumps(links)), more=later is not None)

    def read(self, refs: Sequence[RemoteRef], timeout: float) -> list[RemoteChange]:
        """
        Return what single records are now: there, merged into another one, qualified, or gone.

        Raises:
            PortError: Dataverse may not be asked now, or did not answer as documented.
        """
        became: dict[RemoteRef, RemoteChange] = {}
        try:
            for kind in TABLES:
                mine = [one for one in refs if one.kind is kind]
                for start in range(0, len(mine), _IN_A_FILTER):
                    became |= self._read_some(kind, mine[start : start + _IN_A_FILTER], timeout)
        except (AnswerLost, Delayed, Refused):
            raise PortError("Dataverse could not be asked; trying again is safe") from None
        return [became.get(RemoteRef(one.kind, guid(one.id))) or RecordGone(one) for one in refs]

    def _read_some(self, kind: RemoteKind, refs: Sequence[RemoteRef], timeout: float) -> dict[RemoteRef, RemoteChange]:
        plural, single = TABLES[kind]
        wanted = " or ".join(f"{single}id eq {guid(one.id)}" for one in refs)
        names = ",".join(self.fields.names(kind, [*own_names(kind), "modifiedon"]))
        params = {"$select": names, "$filter": wanted}
        answer = self.environment.calls.make("GET", f"{API}/{plural}", timeout=timeout, params=params)
        rows = self.environment.data(answer)["value"]
        return {one.ref: one for one in self._changes(kind, rows, timeout)}

    def _first(self, kind: RemoteKind) -> str:
        names = self.fields.names(kind, [*own_names(kind), "modifiedon"])
        return f"{API}/{TABLES[kind][0]}?$select={','.join(names)}"

    def _expired(self, refused: Refused, links: Mapping[str, str], kind: RemoteKind) -> PullAnswer:
        """
        Say what became of a pull that was refused: a link that Dataverse gave can only have become too old.
        """
        if kind.value in links or any(one.startswith("next ") for one in links):
            return CursorExpired(refused.code)
        return SystemBlocked(
            refused.code, "switch change tracking on for leads and opportunities, and check the columns"
        )

    def _changes(self, kind: RemoteKind, rows: Sequence[Mapping[str, Any]], timeout: float) -> Iterator[RemoteChange]:
        types = self.types.of(kind, timeout) if rows else {}
        for row in rows:
            if row.get("reason") == "deleted":
                yield RecordGone(RemoteRef(kind, guid(row["id"])))
                continue
            ref = RemoteRef(kind, guid(row[f"{TABLES[kind][1]}id"]))
            changed = became(ref, row)
            if changed is not None:
                yield changed
                continue
            lead = row.get("_originatingleadid_value")
            yield RemoteRecord(
                ref=ref,
                values={name: from_json(row.get(name), types.get(name, "")) for name in self.fields.of(kind)},
                key=row.get(self.fields.key) or None,
                lead=RemoteRef(RemoteKind.LEAD, guid(lead)) if lead else None,
                modified_at=moment_of(row.get("modifiedon")),
            )


def _within(link: str) -> str:
    """
    Return a link without its host, so that no answer sends calls elsewhere.
    """
    url = httpx.URL(link)
    if not url.path.startswith(API):
        raise PortError("Dataverse gave a link that is none of its API; the same pull is tried again")
    return url.raw_path.decode("ascii")
