"""
A connector to Dynamics 365 Sales, by the Web API of Dataverse; needs the extra ``connectors``.

Written from the public documentation of version 9.2, and tried against a server that keeps its rules, never with an account.
Try first: a lead that is qualified, a merge, a duplicate rule, and a pull after a week.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from leadflow.adapters.connectors.calls import Answer, AnswerLost, Calls, Delayed, moment_of
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.arguments import checked
from leadflow.core.connectors import (
    CursorExpired,
    IdentityChange,
    IdentityChanged,
    PullAnswer,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteChange,
    RemoteField,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SyncCursor,
    SystemBlocked,
    TryLater,
)
from leadflow.core.problems import Problem
from leadflow.errors import ConfigurationError, MissingExtra, PortError
from leadflow.ports import Credentials

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["Dynamics"]

_TABLES: Final = {RemoteKind.LEAD: ("leads", "lead"), RemoteKind.OPPORTUNITY: ("opportunities", "opportunity")}
_STATE: Final = {
    RemoteKind.LEAD: ("statecode", "merged", "_masterid_value", "_qualifyingopportunityid_value"),
    RemoteKind.OPPORTUNITY: ("_originatingleadid_value",),
}
_NAME: Final = re.compile(r"[a-z_][a-z0-9_]*")
_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_API: Final = "/api/data/v9.2"
_QUALIFIED: Final = 1
_DUPLICATE: Final = "0x80040333"
_WHOLE: Final = frozenset({"Integer", "BigInt", "Picklist", "State", "Status"})
_AMOUNTS: Final = frozenset({"Decimal", "Double", "Money"})
_LATER: Final = frozenset({429, 502, 503, 504})


class Dynamics:
    """
    Pulls leads and opportunities from Dynamics 365 Sales, and pushes updates to them.

    Changes come by change tracking, whose token ends after seven days; then everything is read again. What leadflow creates has its
    key in a column of yours that is an alternate key, so nothing is created twice. Nothing is repeated by itself.

    Attributes:
        batch: How many updates one push takes; each is a call.
    """

    batch = 20

    @checked
    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "new_leadflowkey",
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """
        Connect to an environment, such as ``https://acme.crm4.dynamics.com``.

        Args:
            address: Of the environment, by https.
            credentials: Gives a token of Entra ID, and keeps a renewed one. The scope is the address and ``/.default``.
            fields: The logical names of the columns that are read of each kind; a kind that is absent is not read.
            key_field: The column of ours on leads and opportunities: a text that is an alternate key.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns; if omitted,
                *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            ConfigurationError: The address is no https host, or a name cannot be that of a column.
        """
        names = [key_field, *(name for some in fields.values() for name in some)]
        if wrong := [name for name in names if not _NAME.fullmatch(name)]:
            raise ConfigurationError(f"{wrong[0][:50]!r} cannot be the name of a column of Dataverse; correct it")
        self._fields = {kind: tuple(dict.fromkeys(some)) for kind, some in fields.items()}
        self._key = key_field
        self._types: dict[str, dict[str, str]] = {}
        self._calls = Calls(
            address,
            credentials,
            headers={"OData-Version": "4.0", "OData-MaxVersion": "4.0", "MSCRM.SuppressDuplicateDetection": "false"},
            renew=renew,
            addresses=addresses,
            transport=transport,
        )

    @property
    def calls(self) -> int:
        """
        How many calls were made so far.
        """
        return self._calls.count

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        kinds = [kind for kind in RemoteKind if kind in self._fields]
        links: dict[str, str] = json.loads(cursor.token) if cursor is not None and cursor.token else {}
        kind = next((one for one in kinds if f"next {one.value}" in links), None)
        kind = kind or next((one for one in kinds if f"turn {one.value}" in links), kinds[0])
        link = links.pop(f"next {kind.value}", None) or links.get(kind.value) or self._first(kind)
        links.pop(f"turn {kind.value}", None)
        prefer = f"odata.track-changes, odata.maxpagesize={min(max(most, 1), 5_000)}"
        try:
            answer = self._calls.make("GET", link, timeout=timeout, headers={"Prefer": prefer})
            data = self._data(answer)
            changes = tuple(self._changes(kind, data["value"], timeout))
        except Delayed as delayed:
            return delayed.answer
        except _Refused as refused:
            return self._expired(refused, links, kind)
        except AnswerLost as lost:
            raise PortError(f"Dataverse did not answer as documented ({lost}); the same pull is tried again") from None
        if further := data.get("@odata.nextLink"):
            links[f"next {kind.value}"] = _within(further)
            return PullPage(changes=changes, cursor=SyncCursor(token=json.dumps(links)), more=True)
        links[kind.value] = _within(str(data["@odata.deltaLink"]))
        later = kinds[kinds.index(kind) + 1 :]
        if later:
            links[f"turn {later[0].value}"] = "1"
        return PullPage(changes=changes, cursor=SyncCursor(token=json.dumps(links)), more=bool(later))

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*, each by a call of its own; see `leadflow.ports.PushesUpdates.push`.
        """
        results: list[PushResult] = []
        for one in updates:
            waits = results[-1] if results and isinstance(results[-1], TryLater | SystemBlocked) else None
            stops = isinstance(waits, SystemBlocked) or (isinstance(waits, TryLater) and waits.code == "429")
            results.append(waits if waits is not None and stops else self._one(one, timeout))
        return results

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the columns of leads and opportunities; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in _TABLES for one in self._described(kind, timeout))
        except (AnswerLost, Delayed, _Refused):
            raise PortError("Dataverse could not be reached; trying again is safe") from None

    def _first(self, kind: RemoteKind) -> str:
        return f"{_API}/{_TABLES[kind][0]}?$select={','.join(self._read_names(kind))}"

    def _expired(self, refused: _Refused, links: Mapping[str, str], kind: RemoteKind) -> PullAnswer:
        """
        Say what became of a pull that was refused: a link that Dataverse gave can only have become too old.
        """
        if kind.value in links or any(one.startswith("next ") for one in links):
            return CursorExpired(refused.code)
        return SystemBlocked(
            refused.code, "switch change tracking on for leads and opportunities, and check the columns"
        )

    def _changes(self, kind: RemoteKind, rows: Sequence[Any], timeout: float) -> Iterator[RemoteChange]:
        types = self._column_types(kind, timeout) if rows else {}
        for row in rows:
            if row.get("reason") == "deleted":
                yield RecordGone(RemoteRef(kind, _id_of(row["id"])))
                continue
            ref = RemoteRef(kind, _id_of(row[f"{_TABLES[kind][1]}id"]))
            became = _became(ref, row)
            if became is not None:
                yield became
                continue
            lead = row.get("_originatingleadid_value")
            yield RemoteRecord(
                ref=ref,
                values={name: _from_json(row.get(name), types.get(name, "")) for name in self._fields[kind]},
                key=row.get(self._key) or None,
                lead=RemoteRef(RemoteKind.LEAD, _id_of(lead)) if lead else None,
                modified_at=moment_of(row.get("modifiedon")),
            )

    def _one(self, update: PushUpdate, timeout: float) -> PushResult:
        try:
            body = self._body(update, timeout)
        except (AnswerLost, _Refused):
            return TryLater("columns_unknown")
        except Delayed as delayed:
            return delayed.answer
        prefer = {"Prefer": "return=representation"}
        path = f"{self._path(update)}?$select={','.join(self._own_names(update.kind))}"
        headers = prefer if update.ref is None else {**prefer, "If-Match": "*"}
        try:
            answer = self._calls.make("PATCH", path, timeout=timeout, body=body, headers=headers)
            row = self._data(answer)
            ref = RemoteRef(update.kind, _id_of(row[f"{_TABLES[update.kind][1]}id"]))
            return _became(ref, row) or Pushed(ref=ref, created=answer.status == 201)
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except _Refused as refused:
            return self._why(update, refused, timeout)

    def _why(self, update: PushUpdate, refused: _Refused, timeout: float) -> PushResult:
        """
        Return what became of a record whose update was refused: it is gone, or something else now, or the update is wrong.
        """
        if update.ref is not None and refused.status == 404:
            return RecordGone(update.ref)
        if update.ref is not None and refused.status < 500:
            path = f"{self._path(update)}?$select={','.join(self._own_names(update.kind))}"
            try:
                became = _became(update.ref, self._data(self._calls.make("GET", path, timeout=timeout)))
            except (AnswerLost, Delayed, _Refused):
                became = None  # the next pull tells it
            if became is not None:
                return became
        if refused.status >= 500 and refused.code != _DUPLICATE:
            return TryLater(refused.code)
        code = "duplicates_detected" if refused.code == _DUPLICATE else "system_refuses"
        return PushRefused(
            (Problem(code=code, path="", message=f"Dataverse refuses it ({refused.code}); correct it there"),)
        )

    def _body(self, update: PushUpdate, timeout: float) -> dict[str, object]:
        types = self._column_types(update.kind, timeout)
        body = {name: _to_json(value, types.get(name, "")) for name, value in update.values.items()}
        if update.ref is None and update.lead is not None and update.kind is RemoteKind.OPPORTUNITY:
            body["originatingleadid@odata.bind"] = f"/leads({update.lead.id})"
        return body

    def _path(self, update: PushUpdate) -> str:
        """
        Return the address of the record, by its id or by the key, whose value is not in the body as well.
        """
        table = _TABLES[update.kind][0]
        if update.ref is not None:
            return f"{_API}/{table}({_id_of(update.ref.id)})"
        return f"{_API}/{table}({self._key}='{quote(update.key.replace(chr(39), chr(39) * 2), safe='')}')"

    def _described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        asked = "LogicalName,AttributeType,IsValidForUpdate,IsValidForCreate,RequiredLevel,DisplayName"
        path = f"{_API}/EntityDefinitions(LogicalName='{_TABLES[kind][1]}')/Attributes?$select={asked}"
        rows = self._data(self._calls.make("GET", path, timeout=timeout))["value"]
        self._types[kind] = {str(one["LogicalName"]): str(one["AttributeType"]) for one in rows}
        for one in rows:
            label = ((one.get("DisplayName") or {}).get("UserLocalizedLabel") or {}).get("Label")
            level = (one.get("RequiredLevel") or {}).get("Value")
            yield RemoteField(
                kind=kind,
                name=str(one["LogicalName"]),
                label=str(label or ""),
                type=str(one["AttributeType"]),
                required=level == "SystemRequired" and one.get("IsValidForCreate") is True,
                writable=one.get("IsValidForUpdate") is True or one.get("IsValidForCreate") is True,
            )

    def _column_types(self, kind: RemoteKind, timeout: float) -> Mapping[str, str]:
        if kind not in self._types:
            list(self._described(kind, timeout))
        return self._types[kind]

    def _own_names(self, kind: RemoteKind) -> list[str]:
        return [f"{_TABLES[kind][1]}id", *_STATE[kind]]

    def _read_names(self, kind: RemoteKind) -> list[str]:
        return list(dict.fromkeys([*self._own_names(kind), "modifiedon", self._key, *self._fields[kind]]))

    def _data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            _Refused: It refuses the request; also with 500, if it says by which code.
            AnswerLost: The answer is none that is documented.
        """
        if answer.status < 300 and isinstance(answer.data, dict):
            return answer.data
        error = (answer.data.get("error") or {}) if isinstance(answer.data, dict) else {}
        code = str(error.get("code") or "") if isinstance(error, dict) else ""
        if answer.status in _LATER:
            raise Delayed(TryLater(str(answer.status), answer.retry_after))
        if answer.status == 403:
            raise Delayed(SystemBlocked(code or "403", "give the application user a role for leads and opportunities"))
        if 400 <= answer.status < 500 or code:
            raise _Refused(code or str(answer.status), answer.status)
        raise AnswerLost(f"status_{answer.status}")


class _Refused(Exception):
    """
    Dataverse refuses a request, and wrote nothing.
    """

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def _within(link: str) -> str:
    """
    Return a link without its host, so that no answer sends calls elsewhere.
    """
    url = httpx.URL(link)
    if not url.path.startswith(_API):
        raise PortError("Dataverse gave a link that is none of its API; the same pull is tried again")
    return url.raw_path.decode("ascii")


def _id_of(id: object) -> str:
    """
    Return a GUID in lower case.
    """
    found = str(id).strip("{}").lower()
    if not _GUID.fullmatch(found):
        raise AnswerLost("id_unreadable")
    return found


def _became(ref: RemoteRef, row: Mapping[str, Any]) -> IdentityChanged | None:
    """
    Return what a lead is now; None if it is a lead still.
    """
    if ref.kind is not RemoteKind.LEAD:
        return None
    master, sale = row.get("_masterid_value"), row.get("_qualifyingopportunityid_value")
    if row.get("merged") and master:
        return IdentityChanged(ref, IdentityChange.MERGED, (RemoteRef(ref.kind, _id_of(master)),))
    if row.get("statecode") == _QUALIFIED:
        into = (RemoteRef(RemoteKind.OPPORTUNITY, _id_of(sale)),) if sale else ()
        return IdentityChanged(ref, IdentityChange.CONVERTED, into)
    return None


def _from_json(value: object, type: str) -> RemoteValue:
    if value is None or isinstance(value, bool):
        return value
    if type in _AMOUNTS:
        return Decimal(str(value))
    if type == "DateTime":
        text = str(value)
        return moment_of(text) or text if "T" in text else date.fromisoformat(text)
    if type in ("Integer", "BigInt"):
        return int(str(value))
    # A choice is a number there, and a word in value maps.
    return str(value)


def _to_json(value: RemoteValue, type: str) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if type in _WHOLE and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return ",".join(value) if isinstance(value, tuple) else value
