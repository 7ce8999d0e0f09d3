"""
A connector to HubSpot, by its dated CRM API; needs the extra ``connectors``.

Written from the public documentation of 2026-09, and tried against a server that keeps its rules, never with an account. Try
first: a merge of two contacts, a validation rule of your account, and a deal with its contact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from attrs import evolve, frozen

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
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteField,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SyncCursor,
    SystemBlocked,
    SystemDelayed,
    TryLater,
)
from leadflow.core.problems import Problem
from leadflow.errors import ConfigurationError, MissingExtra, PortError
from leadflow.ports import Credentials

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["HubSpot"]

_OBJECTS: Final = {RemoteKind.LEAD: "contacts", RemoteKind.OPPORTUNITY: "deals"}
_STAMPS: Final = {RemoteKind.LEAD: "lastmodifieddate", RemoteKind.OPPORTUNITY: "hs_lastmodifieddate"}
_MERGED: Final = "hs_merged_object_ids"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_AT_ONCE: Final = 100
_MOST_FOUND: Final = 9_000
_ARCHIVED_FOR: Final = timedelta(days=89)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATER: Final = frozenset({423, 429, 477, 502, 503, 504, 524})


class HubSpot:
    """
    Pulls contacts and deals from HubSpot, and pushes updates to them.

    A lead is a contact there, and an opportunity a deal. What changed is searched for from ten minutes before what was seen,
    since the search lags and its stamp says "maybe" only. What leadflow creates has its key in a property of your own, so
    nothing is created twice. Nothing is repeated by itself.

    Attributes:
        batch: How many updates one push takes.
    """

    batch = _AT_ONCE

    @checked
    def __init__(
        self,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "leadflow_key",
        version: str = "2026-09",
        address: str = "https://api.hubapi.com",
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """
        Connect to the account of the token.

        Args:
            credentials: Gives a token: a service key, or one of OAuth, and keeps a renewed one.
            fields: The names of the properties that are read of each kind; a kind that is absent is not read.
            key_field: The property of ours on contacts and deals: a text with unique values.
            version: Of the paths, such as ``2026-09``; each is there for 18 months.
            address: Of the API.
            renew: Gets a new token for one that is refused; if omitted, *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            ConfigurationError: The address is no https host, or a name cannot be that of a property.
        """
        names = [key_field, *(name for some in fields.values() for name in some)]
        if wrong := [name for name in names if not _NAME.fullmatch(name)]:
            raise ConfigurationError(f"{wrong[0][:50]!r} cannot be the name of a property of HubSpot; correct it")
        if not re.fullmatch(r"20\d\d-(03|09)", version):
            raise ConfigurationError("write the version of the paths as 2026-09")
        self._fields = {kind: tuple(dict.fromkeys(some)) for kind, some in fields.items()}
        self._key = key_field
        self._version = version
        self._types: dict[str, dict[str, str]] = {}
        self._calls = Calls(address, credentials, headers={}, renew=renew, addresses=addresses, transport=transport)

    @property
    def calls(self) -> int:
        """
        How many calls were made so far, which count towards the quota of the account.
        """
        return self._calls.count

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        asked = min(max(most, 1), _AT_ONCE)
        try:
            if cursor is None or (cursor.stamp is None and not cursor.token):
                return self._whole(SyncCursor(), _Place(whole=True, kind=self._kinds[0]), asked, timeout)
            place = _Place.read(cursor.token) or _Place(kind=self._kinds[0])
            return (self._whole if place.whole else self._changes)(cursor, place, asked, timeout)
        except Delayed as delayed:
            return delayed.answer
        except (AnswerLost, _Refused) as lost:
            raise PortError(f"HubSpot did not answer as documented ({lost}); the same pull is tried again") from None

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*; see `leadflow.ports.PushesUpdates.push`.

        A batch that HubSpot refuses as a whole, since one record is wrong, is written record by record.
        """
        results: dict[int, PushResult] = {}
        groups: dict[tuple[str, bool], list[int]] = {}
        for at, one in enumerate(updates):
            groups.setdefault((one.kind.value, one.ref is None), []).append(at)
        for mine in groups.values():
            for start in range(0, len(mine), _AT_ONCE):
                some = mine[start : start + _AT_ONCE]
                results |= zip(some, self._batch([updates[at] for at in some], timeout), strict=True)
        return [results[at] for at in range(len(updates))]

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the properties of contacts and deals; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in _OBJECTS for one in self._described(kind, timeout))
        except (AnswerLost, Delayed, _Refused):
            raise PortError("HubSpot could not be reached; trying again is safe") from None

    def _whole(self, cursor: SyncCursor, place: _Place, most: int, timeout: float) -> PullAnswer:
        """
        Return a page of everything; what changes meanwhile is asked for from the moment of the first page.
        """
        kind = place.kind
        params = {"limit": str(most), "properties": ",".join(self._read_names(kind)), "archived": "false"}
        params |= {"after": place.after} if place.after else {}
        params |= {"associations": "contacts"} if kind is RemoteKind.OPPORTUNITY else {}
        answer = self._get(kind, "", timeout, params)
        data = self._data(answer)
        until = place.until or answer.date
        records = tuple(self._records(kind, data["results"], timeout))
        after = _next(data)
        if after is not None:
            token = evolve(place, after=after, until=until).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        later = self._kinds[self._kinds.index(kind) + 1 :]
        if later:
            token = evolve(place, kind=later[0], after="", until=until).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        return PullPage(changes=records, cursor=evolve(cursor.moved((), covered=until), token=""))

    def _changes(self, cursor: SyncCursor, place: _Place, most: int, timeout: float) -> PullAnswer:
        """
        Return the next records of what changed, and at the end what was archived.
        """
        kind, since = place.kind, place.since or cursor.since()
        assert since is not None
        answer = self._search(kind, since, place.after, most, timeout)
        now = place.until or answer.date
        if now is None:
            raise AnswerLost("date_missing")
        if cursor.stamp is not None and now - cursor.stamp > _ARCHIVED_FOR:
            return CursorExpired("archived_for_90_days")
        data = self._data(answer)
        shown = tuple(self._records(kind, self._with_leads(kind, data["results"], timeout), timeout))
        records = [one for one in shown if isinstance(one, RemoteRecord)]
        changes: tuple[RemoteChange, ...] = (
            *(one for one in shown if isinstance(one, IdentityChanged)),
            *cursor.fresh(records),
        )
        moved = cursor.moved(records, covered=None)
        after = _next(data)
        if after is not None:
            place = evolve(place, after=after, since=since, until=now)
            if int(after) >= _MOST_FOUND and records and records[-1].modified_at is not None:
                # A search ends after 10,000; the next one begins at the last stamp, and what was seen is dropped.
                place = evolve(place, after="", since=records[-1].modified_at)
            return PullPage(changes=changes, cursor=evolve(moved, token=place.text), more=True)
        changes = (*changes, *self._archived(kind, since, timeout))
        later = self._kinds[self._kinds.index(kind) + 1 :]
        if later:
            token = _Place(kind=later[0], until=now).text
            return PullPage(changes=changes, cursor=evolve(moved, token=token), more=True)
        return PullPage(changes=changes, cursor=evolve(moved.moved((), covered=now), token=""))

    def _archived(self, kind: RemoteKind, since: datetime, timeout: float) -> Iterator[RecordGone]:
        after: str | None = ""
        while after is not None:
            params = {"limit": str(_AT_ONCE), "archived": "true", **({"after": after} if after else {})}
            data = self._data(self._get(kind, "", timeout, params))
            for one in data["results"]:
                at = _moment(one.get("archivedAt"))
                if at is None or at >= since:
                    yield RecordGone(RemoteRef(kind, str(one["id"])))
            after = _next(data)

    def _search(self, kind: RemoteKind, since: datetime, after: str, most: int, timeout: float) -> Answer:
        stamp = _STAMPS[kind]
        body = {
            "filterGroups": [{"filters": [{"propertyName": stamp, "operator": "GTE", "value": str(_millis(since))}]}],
            "sorts": [{"propertyName": stamp, "direction": "ASCENDING"}],
            "properties": self._read_names(kind),
            "limit": most,
            **({"after": after} if after else {}),
        }
        return self._call("POST", kind, "/search", timeout, body=body)

    def _records(
        self, kind: RemoteKind, rows: Sequence[Any], timeout: float
    ) -> Iterator[RemoteRecord | IdentityChanged]:
        """
        Return the records of *rows*, and the ids that were merged into them.
        """
        types = self._property_types(kind, timeout) if rows else {}
        for row in rows:
            ref, said = RemoteRef(kind, str(row["id"])), row["properties"]
            for merged in (said.get(_MERGED) or "").split(";"):
                if merged and merged != ref.id:
                    yield IdentityChanged(RemoteRef(kind, merged), IdentityChange.MERGED, (ref,))
            contacts = ((row.get("associations") or {}).get("contacts") or {}).get("results") or []
            yield RemoteRecord(
                ref=ref,
                values={name: _from_text(said.get(name), types.get(name, "")) for name in self._fields[kind]},
                key=said.get(self._key) or None,
                lead=RemoteRef(RemoteKind.LEAD, str(contacts[0]["id"])) if contacts else None,
                modified_at=_moment(said.get(_STAMPS[kind])) or _moment(row.get("updatedAt")),
            )

    def _with_leads(self, kind: RemoteKind, rows: Sequence[Any], timeout: float) -> Sequence[Any]:
        """
        Return deals with their contacts, which a search does not show.
        """
        if kind is not RemoteKind.OPPORTUNITY:
            return rows
        params = {"associations": "contacts"}
        found = [(row, self._get(kind, f"/{row['id']}", timeout, params)) for row in rows]
        return [
            {**row, "associations": self._data(answer).get("associations")} if answer.status == 200 else row
            for row, answer in found
        ]

    def _batch(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write updates of one kind, all with an id or all without one.
        """
        if len(updates) == 1:
            return [self._tied(updates[0], self._one(updates[0], timeout), timeout)]
        kind, way = updates[0].kind, "upsert" if updates[0].ref is None else "update"
        try:
            answer = self._call(
                "POST", kind, f"/batch/{way}", timeout, body={"inputs": [self._input(one) for one in updates]}
            )
            told = self._data(answer)["results"]
            if answer.status == 207 or len(told) != len(updates):
                raise _Refused("multi_status")
            found = self._in_order(updates, told)
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except AnswerLost as lost:
            return [PushUnclear(lost.code)] * len(updates)
        except _Refused:
            # One wrong record refuses the batch; writing the same again changes nothing.
            return [self._tied(one, self._one(one, timeout), timeout) for one in updates]
        return [self._tied(one, result, timeout) for one, result in zip(updates, found, strict=True)]

    def _in_order(self, updates: Sequence[PushUpdate], told: Sequence[Any]) -> Sequence[PushResult]:
        """
        Return the results in the order of the updates: answers come in any order.
        """
        by_key = {str(one["properties"].get(self._key)): one for one in told}
        by_id = {str(one["id"]): one for one in told}
        found = [by_key.get(one.key) if one.ref is None else by_id.get(one.ref.id) for one in updates]
        if any(one is None for one in found):
            raise _Refused("results_differ")
        return [
            Pushed(ref=RemoteRef(one.kind, str(row["id"])), created=row.get("new") is True)
            for one, row in zip(updates, found, strict=True)
            if row is not None
        ]

    def _one(self, update: PushUpdate, timeout: float) -> PushResult:
        try:
            if update.ref is None:
                answer = self._call(
                    "POST", update.kind, "/batch/upsert", timeout, body={"inputs": [self._input(update)]}
                )
                rows = self._data(answer).get("results") or []
                if not rows:
                    raise _Refused("not_written", tuple(_errors_of(answer.data)))
                row = rows[0]
            else:
                body = {"properties": _properties(update)}
                row = self._data(self._call("PATCH", update.kind, f"/{update.ref.id}", timeout, body=body))
            return Pushed(ref=RemoteRef(update.kind, str(row["id"])), created=row.get("new") is True)
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except _Refused as refused:
            if update.ref is not None and refused.status == 404:
                return RecordGone(update.ref)
            return PushRefused(refused.problems)

    def _tied(self, update: PushUpdate, result: PushResult, timeout: float) -> PushResult:
        """
        Tie a new deal to its contact; where that fails, the whole update is tried again, which changes nothing else.
        """
        if not (
            isinstance(result, Pushed) and result.created and update.lead and update.kind is RemoteKind.OPPORTUNITY
        ):
            return result
        path = f"/{result.ref.id}/associations/default/contacts/{update.lead.id}"
        try:
            self._data(self._call("PUT", update.kind, path, timeout))
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except _Refused:
            return result  # the contact is gone, and the next pull tells it
        return result

    def _input(self, update: PushUpdate) -> dict[str, object]:
        if update.ref is not None:
            return {"id": update.ref.id, "properties": _properties(update)}
        properties = {**_properties(update), self._key: update.key}
        return {"id": update.key, "idProperty": self._key, "properties": properties, "objectWriteTraceId": update.key}

    def _described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        answer = self._calls.make("GET", f"/crm/properties/{self._version}/{_OBJECTS[kind]}", timeout=timeout)
        rows = self._data(answer)["results"]
        self._types[kind] = {str(one["name"]): _type_of(one) for one in rows}
        for one in rows:
            fixed = (one.get("modificationMetadata") or {}).get("readOnlyValue") is True
            yield RemoteField(
                kind=kind,
                name=str(one["name"]),
                label=str(one.get("label") or ""),
                type=_type_of(one),
                writable=not fixed and one.get("calculated") is not True,
                choices=tuple(str(choice["value"]) for choice in one.get("options") or ()),
            )

    def _property_types(self, kind: RemoteKind, timeout: float) -> Mapping[str, str]:
        if kind not in self._types:
            list(self._described(kind, timeout))
        return self._types[kind]

    def _read_names(self, kind: RemoteKind) -> list[str]:
        return list(dict.fromkeys([_STAMPS[kind], self._key, _MERGED, *self._fields[kind]]))

    @property
    def _kinds(self) -> list[RemoteKind]:
        return [kind for kind in RemoteKind if kind in self._fields]

    def _get(self, kind: RemoteKind, path: str, timeout: float, params: Mapping[str, str]) -> Answer:
        return self._call("GET", kind, path, timeout, params=params)

    def _call(
        self,
        method: str,
        kind: RemoteKind,
        path: str,
        timeout: float,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
    ) -> Answer:
        address = f"/crm/objects/{self._version}/{_OBJECTS[kind]}{path}"
        return self._calls.make(method, address, timeout=timeout, params=params, body=body)

    def _data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            _Refused: It refuses the request.
            AnswerLost: The answer is none that is documented.
        """
        data = answer.data if isinstance(answer.data, dict) else {}
        if answer.status < 300 and data:
            return data
        if answer.status in _LATER:
            raise Delayed(_delay(answer, data))
        if answer.status == 403:
            raise Delayed(SystemBlocked(str(data.get("category", "403")), "give the token the scopes of the objects"))
        if 400 <= answer.status < 500:
            raise _Refused(str(answer.status), tuple(_errors_of(data)), answer.status)
        raise AnswerLost(f"status_{answer.status}")


class _Refused(Exception):
    """
    HubSpot refuses a request.
    """

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), status: int = 0) -> None:
        super().__init__(code)
        plain = Problem(code="system_refuses", path="", message=f"HubSpot refuses it ({code}); correct it there")
        self.problems = problems or (plain,)
        self.status = status


@frozen(kw_only=True)
class _Place:
    """
    How far a pull of several pages is.

    Attributes:
        kind: Of which kind.
        whole: True while everything is read.
        after: The cursor of HubSpot for the next page; empty for the first.
        since: From when this search asks; None for where the pull begins.
        until: The moment of the first page, by the clock of HubSpot.
    """

    kind: RemoteKind = RemoteKind.LEAD
    whole: bool = False
    after: str = ""
    since: datetime | None = None
    until: datetime | None = None

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        moments = [one and one.isoformat() for one in (self.since, self.until)]
        return json.dumps([self.kind, self.whole, self.after, *moments])

    @classmethod
    def read(cls, token: str) -> _Place | None:
        """
        Return the place of a cursor; None between two pulls.
        """
        if not token:
            return None
        kind, whole, after, since, until = json.loads(token)
        return cls(kind=RemoteKind(kind), whole=whole, after=after, since=_moment(since), until=_moment(until))


def _delay(answer: Answer, data: Mapping[str, Any]) -> SystemDelayed:
    policy = str(data.get("policyName") or (data.get("context") or {}).get("policyName") or "")
    if answer.status == 429 and policy == "DAILY":
        return QuotaUsedUp()
    return TryLater(policy or str(answer.status), answer.retry_after)


def _errors_of(data: object) -> Iterator[Problem]:
    """
    Return a problem for each property that HubSpot names; what it writes may repeat what the lead says, so it is left out.
    """
    if not isinstance(data, Mapping):
        return
    code = str(data.get("category") or data.get("subCategory") or "").lower()
    inner = [one for one in data.get("errors") or () if isinstance(one, Mapping)]
    names = [name for one in [data, *inner] for name in (one.get("context") or {}).get("propertyName") or ()]
    for name in names or ([""] if code else []):
        yield Problem(code=code or "system_refuses", path=str(name), message="HubSpot refuses it; correct it there")


def _properties(update: PushUpdate) -> dict[str, str]:
    return {name: _to_text(value) for name, value in update.values.items()}


def _next(data: Mapping[str, Any]) -> str | None:
    after = ((data.get("paging") or {}).get("next") or {}).get("after")
    return None if after is None else str(after)


def _type_of(one: Mapping[str, Any]) -> str:
    return "checkboxes" if one.get("fieldType") == "checkbox" else str(one.get("type") or "")


def _millis(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _moment(text: object) -> datetime | None:
    """
    Return a moment, which is written as ISO or as milliseconds.
    """
    try:
        if str(text).lstrip("-").isdecimal():
            return _EPOCH + timedelta(milliseconds=int(str(text)))
    except (ValueError, OverflowError):
        return None
    return moment_of(text)


def _from_text(value: object, type: str) -> RemoteValue:
    if value is None or value == "":
        return None
    text = str(value)
    match type:
        case "number":
            return _number(text)
        case "bool":
            return text == "true"
        case "date":
            at = _moment(text)
            return at.date() if at else text
        case "datetime":
            return _moment(text) or text
        case "checkboxes":
            return tuple(text.split(";"))
        case _:
            return text


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _to_text(value: RemoteValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03}Z"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return ";".join(value)
        case _:
            return str(value)
