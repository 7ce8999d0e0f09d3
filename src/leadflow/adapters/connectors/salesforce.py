"""
A connector to Salesforce, by its REST API; needs the extra ``connectors``.

Written from the public documentation of API 60 and later, and tried against a server that keeps its rules, never with an
account. Try first: a pull of leads that somebody merged and converted, and a push with your duplicate and assignment rules.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import httpx
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
    TryLater,
)
from leadflow.core.problems import Problem
from leadflow.errors import ConfigurationError, PortError
from leadflow.ports import Credentials

__all__ = ["Salesforce", "long_id"]

_OBJECTS: Final = {RemoteKind.LEAD: "Lead", RemoteKind.OPPORTUNITY: "Opportunity"}
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ID: Final = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_AT_ONCE: Final = 200
_TOO_OLD: Final = frozenset({"INVALID_REPLICATION_DATE", "EXCEEDED_ID_LIMIT"})
_GONE: Final = frozenset({"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"})
_LATER: Final = frozenset(
    {"UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT", "REQUEST_RUNNING_TOO_LONG", "CONCURRENT_REQUEST"}
)
_CONVERTED: Final = "CANNOT_UPDATE_CONVERTED_LEAD"
_QUOTA: Final = "REQUEST_LIMIT_EXCEEDED"


class Salesforce:
    """
    Pulls leads and opportunities from Salesforce, and pushes updates to them.

    It reads what changed by `getUpdated` and `getDeleted`, and never further than these say that they have covered. What
    leadflow creates has its key in a field of your own, which is an external id, so nothing is created twice. Ids have 18
    characters. Nothing is repeated by itself.

    Attributes:
        batch: How many updates one push takes.
    """

    batch = _AT_ONCE

    @checked
    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        fields: Mapping[RemoteKind, Sequence[str]],
        key_field: str = "Leadflow_Key__c",
        version: str = "62.0",
        client: str = "leadflow",
        assignment_rules: bool = False,
        renew: Renew | None = None,
        addresses: AddressPolicy | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """
        Connect to the host of an organization, such as ``https://acme.my.salesforce.com``.

        Args:
            address: The host, by https.
            credentials: Gives a token of OAuth, and keeps a renewed one. The login by SOAP is not offered: it ends.
            fields: The names of the fields that are read of each kind; a kind that is absent is not read.
            key_field: The field of ours on each of these objects: a text of 255 characters, unique, an external id.
            version: Of the API, from 60.0 on.
            client: Our name in the headers of each call, which change events of Salesforce show as the origin.
            assignment_rules: True lets the rules of Salesforce give created leads to somebody.
            renew: Gets a new token for one that is refused, such as `client_credentials` returns; if omitted,
                *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            ConfigurationError: The address is no https host, or a name cannot be that of a field.
        """
        names = [key_field, *(name for some in fields.values() for name in some)]
        if wrong := [name for name in names if not _NAME.fullmatch(name)]:
            raise ConfigurationError(f"{wrong[0][:50]!r} cannot be the name of a field of Salesforce; correct it")
        if not re.fullmatch(r"[0-9]{2,3}\.0", version) or not re.fullmatch(r"[A-Za-z0-9_-]+", client):
            raise ConfigurationError("write the version as 62.0, and the client with letters, digits, '_' and '-'")
        self._fields = {kind: tuple(dict.fromkeys(some)) for kind, some in fields.items()}
        self._key = key_field
        self._base = f"/services/data/v{version}"
        self._types: dict[str, dict[str, str]] = {}
        rules = "TRUE" if assignment_rules else "FALSE"
        self._calls = Calls(
            address,
            credentials,
            headers={
                "Sforce-Call-Options": f"client={client}",
                "Sforce-Auto-Assign": rules,
                "Sforce-Duplicate-Rule-Header": "allowSave=true",
            },
            renew=renew,
            addresses=addresses,
            transport=transport,
        )

    @property
    def calls(self) -> int:
        """
        How many calls were made so far, which count towards the quota of the organization.
        """
        return self._calls.count

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Return a page of what changed since *cursor*; see `leadflow.ports.PullsChanges.pull`.
        """
        asked = min(max(most, 1), _AT_ONCE)
        try:
            if cursor is None or (cursor.stamp is None and not cursor.token):
                return self._begin(asked, timeout)
            place = _Place.read(cursor.token)
            if place is None:
                place = _Place(until=self._now(timeout))
            return (
                self._whole(cursor, place, asked, timeout)
                if place.whole
                else self._changes(cursor, place, asked, timeout)
            )
        except Delayed as delayed:
            return delayed.answer
        except _Expired as expired:
            return CursorExpired(expired.code)
        except AnswerLost as lost:
            raise PortError(
                f"Salesforce did not answer as documented ({lost.code}); the same pull is tried again"
            ) from None

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> Sequence[PushResult]:
        """
        Write *updates*; see `leadflow.ports.PushesUpdates.push`.

        An opportunity is not tied to a lead: in Salesforce that takes the conversion of the lead.
        """
        results: dict[int, PushResult] = {}
        order = sorted(range(len(updates)), key=lambda at: _batch_of(updates[at]))
        for _, group in groupby(order, key=lambda at: _batch_of(updates[at])):
            mine = list(group)
            for start in range(0, len(mine), _AT_ONCE):
                some = mine[start : start + _AT_ONCE]
                results |= zip(some, self._written([updates[at] for at in some], timeout), strict=True)
        return [results[at] for at in range(len(updates))]

    def describe(self, timeout: float, /) -> tuple[RemoteField, ...]:
        """
        Return the fields of leads and opportunities; see `leadflow.ports.DescribesFields.describe`.
        """
        try:
            return tuple(one for kind in _OBJECTS for one in self._described(kind, timeout))
        except (AnswerLost, Delayed):
            raise PortError("Salesforce could not be reached; trying again is safe") from None

    def _begin(self, most: int, timeout: float) -> PullAnswer:
        """
        Begin with everything; what changes meanwhile is asked for from the moment that is covered now.
        """
        now = self._now(timeout)
        covered = min(
            (self._updated(kind, now - timedelta(minutes=5), now, timeout)[1] for kind in self._fields), default=now
        )
        cursor = SyncCursor(stamp=covered, token=_Place(until=now, whole=True, kind=self._kinds[0]).text)
        return self._whole(cursor, _Place(until=now, whole=True, kind=self._kinds[0]), most, timeout)

    def _whole(self, cursor: SyncCursor, place: _Place, most: int, timeout: float) -> PullAnswer:
        kind, names = place.kind, ", ".join(self._read_names(place.kind))
        after = f" WHERE Id > '{place.after}'" if place.after else ""
        rows = self._query("query", f"SELECT {names} FROM {_OBJECTS[kind]}{after} ORDER BY Id LIMIT {most}", timeout)
        records = tuple(self._records(kind, rows, timeout))
        if len(rows) == most:
            token = evolve(place, after=records[-1].ref.id).text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        later = self._kinds[self._kinds.index(kind) + 1 :]
        if later:
            token = evolve(place, kind=later[0], after="").text
            return PullPage(changes=records, cursor=evolve(cursor, token=token), more=True)
        return PullPage(changes=records, cursor=evolve(cursor, token=""))

    def _changes(self, cursor: SyncCursor, place: _Place, most: int, timeout: float) -> PullAnswer:
        """
        Return the next records of what changed until the moment of *place*, and at the end what was deleted.
        """
        since = cursor.since()
        assert since is not None
        start = since.replace(second=0, microsecond=0)  # seconds are ignored
        end = max(place.until, start + timedelta(minutes=1))
        found, covered = self._updated(place.kind, start, end, timeout)
        waiting = [one for one in found if one > place.after]
        ids, rest = waiting[:most], waiting[most:]
        shown = tuple(self._records(place.kind, self._rows(place.kind, ids, timeout), timeout))
        records = [one for one in shown if isinstance(one, RemoteRecord)]
        fresh: tuple[RemoteChange, ...] = (
            *cursor.fresh(records),
            *(one for one in shown if isinstance(one, IdentityChanged)),
        )
        moved = cursor.moved(records, covered=None)
        reached = covered if place.covered is None else min(covered, place.covered)
        if rest:
            token = evolve(place, after=ids[-1], covered=place.covered).text
            return PullPage(changes=fresh, cursor=evolve(moved, token=token), more=True)
        gone = tuple(self._gone(place.kind, start, end, timeout))
        changes: tuple[RemoteChange, ...] = (*fresh, *gone)
        later = self._kinds[self._kinds.index(place.kind) + 1 :]
        if later:
            token = evolve(place, kind=later[0], after="", covered=reached).text
            return PullPage(changes=changes, cursor=evolve(moved, token=token), more=True)
        return PullPage(changes=changes, cursor=evolve(moved.moved((), covered=reached), token=""))

    def _gone(self, kind: RemoteKind, start: datetime, end: datetime, timeout: float) -> Iterator[RemoteChange]:
        """
        Return what became of the records that were deleted: merged into another one, or gone.
        """
        answer = self._data(
            self._get(f"/sobjects/{_OBJECTS[kind]}/deleted/", timeout, start=_stamp(start), end=_stamp(end))
        )
        ids = sorted(long_id(str(one["id"])) for one in answer["deletedRecords"])
        masters = self._masters(kind, ids, timeout)
        for one in ids:
            ref = RemoteRef(kind, one)
            into = masters.get(one)
            merged = IdentityChanged(ref, IdentityChange.MERGED, (RemoteRef(kind, into),)) if into else None
            yield merged or RecordGone(ref)

    def _masters(self, kind: RemoteKind, ids: Sequence[str], timeout: float) -> dict[str, str]:
        """
        Return into which record each of the deleted records was merged, of those that were.
        """
        found: dict[str, str] = {}
        for start in range(0, len(ids), _AT_ONCE) if kind is RemoteKind.LEAD else ():
            some = ", ".join(f"'{one}'" for one in ids[start : start + _AT_ONCE])
            rows = self._query("queryAll", f"SELECT Id, MasterRecordId FROM Lead WHERE Id IN ({some})", timeout)
            found |= {
                long_id(str(one["Id"])): long_id(str(one["MasterRecordId"])) for one in rows if one["MasterRecordId"]
            }
        return found

    def _updated(self, kind: RemoteKind, start: datetime, end: datetime, timeout: float) -> tuple[list[str], datetime]:
        answer = self._data(
            self._get(f"/sobjects/{_OBJECTS[kind]}/updated/", timeout, start=_stamp(start), end=_stamp(end))
        )
        covered = moment_of(answer["latestDateCovered"])
        if covered is None:
            raise AnswerLost("answer_unreadable")
        return sorted(long_id(str(one)) for one in answer["ids"]), covered

    def _rows(self, kind: RemoteKind, ids: Sequence[str], timeout: float) -> list[Any]:
        if not ids:
            return []
        body = {"ids": list(ids), "fields": self._read_names(kind)}
        rows = self._data(self._post(f"/composite/sobjects/{_OBJECTS[kind]}", body, timeout))
        return [one for one in rows if one is not None]

    def _records(
        self, kind: RemoteKind, rows: Sequence[Any], timeout: float
    ) -> Iterator[RemoteRecord | IdentityChanged]:
        """
        Return the records of *rows*; a lead that was converted is something else now.
        """
        types = self._field_types(kind, timeout) if rows else {}
        leads = self._leads_of(rows, timeout) if kind is RemoteKind.OPPORTUNITY else {}
        for row in rows:
            ref = RemoteRef(kind, long_id(str(row["Id"])))
            if row.get("IsConverted"):
                yield _converted(ref, row.get("ConvertedOpportunityId"))
                continue
            key = row.get(self._key)
            yield RemoteRecord(
                ref=ref,
                values={name: _from_json(row.get(name), types.get(name, "")) for name in self._fields[kind]},
                key=str(key) if key else None,
                lead=leads.get(ref.id),
                modified_at=moment_of(row.get("SystemModstamp")),
            )

    def _leads_of(self, rows: Sequence[Any], timeout: float) -> dict[str, RemoteRef]:
        """
        Return the lead that was converted into each opportunity.
        """
        if not rows:
            return {}
        some = ", ".join(f"'{long_id(str(one['Id']))}'" for one in rows)
        asked = f"SELECT Id, ConvertedOpportunityId FROM Lead WHERE ConvertedOpportunityId IN ({some})"
        return {
            long_id(str(one["ConvertedOpportunityId"])): RemoteRef(RemoteKind.LEAD, long_id(str(one["Id"])))
            for one in self._query("query", asked, timeout)
        }

    def _written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write updates of one kind, all with an id or all without one.
        """
        kind, creates = updates[0].kind, updates[0].ref is None
        path = f"/composite/sobjects/{_OBJECTS[kind]}/{self._key}" if creates else "/composite/sobjects"
        records = [self._body(one) for one in updates]
        try:
            answer = self._call("PATCH", path, timeout, body={"allOrNone": False, "records": records})
            told = self._data(answer)
            if not isinstance(told, list) or len(told) != len(updates):
                raise AnswerLost("answer_unreadable")
            results = [self._result(one, said) for one, said in zip(updates, told, strict=True)]
            return self._told_apart(results, timeout)
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except _Expired as refused:
            problem = Problem(code="system_refuses", path="", message=f"Salesforce refuses it ({refused.code})")
            return [PushRefused((problem,))] * len(updates)
        except AnswerLost as lost:
            return [PushUnclear(lost.code)] * len(updates)

    def _body(self, update: PushUpdate) -> dict[str, object]:
        values = {name: _to_json(value) for name, value in update.values.items()}
        own = {"attributes": {"type": _OBJECTS[update.kind]}}
        return (
            {**values, **own, self._key: update.key} if update.ref is None else {**values, **own, "Id": update.ref.id}
        )

    def _result(self, update: PushUpdate, told: Mapping[str, Any]) -> PushResult:
        if told.get("success") is True:
            created = told.get("created") is True or (update.ref is None and "created" not in told)
            return Pushed(ref=RemoteRef(update.kind, long_id(str(told["id"]))), created=created)
        errors = told.get("errors") or [{}]
        codes = [str(one.get("statusCode") or one.get("errorCode") or "unknown") for one in errors]
        ref = update.ref
        if ref is not None and _CONVERTED in codes:
            return IdentityChanged(ref, IdentityChange.CONVERTED)
        if ref is not None and _GONE.intersection(codes):
            return RecordGone(ref)
        if _QUOTA in codes:
            return QuotaUsedUp()
        if locked := _LATER.intersection(codes):
            return TryLater(min(locked))
        return PushRefused(tuple(_problems(codes, errors)))

    def _told_apart(self, results: Sequence[PushResult], timeout: float) -> Sequence[PushResult]:
        """
        Say of leads that are gone which were merged, and of converted ones into which opportunity.
        """
        gone = [one.ref.id for one in results if isinstance(one, RecordGone) and one.ref.kind is RemoteKind.LEAD]
        converted = [one.ref.id for one in results if isinstance(one, IdentityChanged)]
        if not gone and not converted:
            return results
        try:
            masters = self._masters(RemoteKind.LEAD, gone, timeout)
            some = ", ".join(f"'{one}'" for one in converted)
            asked = f"SELECT Id, ConvertedOpportunityId FROM Lead WHERE Id IN ({some})"
            rows = self._query("queryAll", asked, timeout) if converted else []
        except (AnswerLost, Delayed, _Expired):
            return results  # the next pull tells it
        became = {long_id(str(one["Id"])): one["ConvertedOpportunityId"] for one in rows}
        return [_apart(one, masters, became) for one in results]

    def _described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        data = self._data(self._get(f"/sobjects/{_OBJECTS[kind]}/describe/", timeout))
        self._types[kind] = {str(one["name"]): str(one["type"]) for one in data["fields"]}
        for one in data["fields"]:
            writable = bool(one.get("updateable") or one.get("createable"))
            yield RemoteField(
                kind=kind,
                name=str(one["name"]),
                label=str(one.get("label") or ""),
                type=str(one["type"]),
                required=writable and not one.get("nillable", True) and not one.get("defaultedOnCreate", False),
                writable=writable,
                choices=tuple(
                    str(choice["value"]) for choice in one.get("picklistValues") or () if choice.get("active")
                ),
            )

    def _field_types(self, kind: RemoteKind, timeout: float) -> Mapping[str, str]:
        if kind not in self._types:
            list(self._described(kind, timeout))
        return self._types[kind]

    def _read_names(self, kind: RemoteKind) -> list[str]:
        own = ["Id", "SystemModstamp", self._key]
        own += ["IsConverted", "ConvertedOpportunityId"] if kind is RemoteKind.LEAD else []
        return list(dict.fromkeys([*own, *self._fields[kind]]))

    @property
    def _kinds(self) -> list[RemoteKind]:
        return [kind for kind in RemoteKind if kind in self._fields]

    def _now(self, timeout: float) -> datetime:
        """
        Return the moment by the clock of Salesforce.
        """
        answer = self._get("/limits", timeout)
        self._data(answer)
        if answer.date is None:
            raise AnswerLost("date_missing")
        return answer.date

    def _query(self, resource: str, asked: str, timeout: float) -> list[Any]:
        data = self._data(self._get(f"/{resource}", timeout, q=asked))
        rows = list(data["records"])
        while not data.get("done", True):
            data = self._data(self._call("GET", str(data["nextRecordsUrl"]).removeprefix(self._base), timeout))
            rows += data["records"]
        return rows

    def _get(self, path: str, timeout: float, **params: str) -> Answer:
        return self._call("GET", path, timeout, params=params)

    def _post(self, path: str, body: object, timeout: float) -> Answer:
        return self._call("POST", path, timeout, body=body)

    def _call(
        self, method: str, path: str, timeout: float, *, params: Mapping[str, str] | None = None, body: object = None
    ) -> Answer:
        return self._calls.make(method, f"{self._base}{path}", timeout=timeout, params=params or None, body=body)

    def _data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            AnswerLost: The answer is none that is documented.
        """
        if answer.status < 300 and isinstance(answer.data, dict | list):
            return answer.data
        codes = _codes_of(answer.data)
        if _QUOTA in codes:
            raise Delayed(QuotaUsedUp())
        if locked := _LATER.intersection(codes):
            raise Delayed(TryLater(min(locked), answer.retry_after))
        if old := _TOO_OLD.intersection(codes):
            raise _Expired(min(old))
        if answer.status in (429, 503):
            raise Delayed(TryLater(str(answer.status), answer.retry_after))
        if answer.status == 403:
            raise Delayed(SystemBlocked(min(codes, default="403"), "give the user of the connection the permissions"))
        if codes and answer.status < 500:
            raise _Expired(min(codes))
        raise AnswerLost(f"status_{answer.status}")


class _Expired(Exception):
    """
    A call was refused as a whole: the cursor is too old, or the request is wrong.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen(kw_only=True)
class _Place:
    """
    How far a pull of several pages is.

    Attributes:
        until: Up to when it asks.
        whole: True while everything is read.
        kind: Of which kind.
        after: The id after which the next page begins; empty for the first.
        covered: Up to when the kinds before were covered; None before the first.
    """

    until: datetime
    whole: bool = False
    kind: RemoteKind = RemoteKind.LEAD
    after: str = ""
    covered: datetime | None = None

    @property
    def text(self) -> str:
        """
        What a cursor keeps of it.
        """
        covered = self.covered.isoformat() if self.covered else None
        return json.dumps([self.until.isoformat(), self.whole, self.kind, self.after, covered])

    @classmethod
    def read(cls, token: str) -> _Place | None:
        """
        Return the place of a cursor; None between two pulls.
        """
        if not token:
            return None
        until, whole, kind, after, covered = json.loads(token)
        return cls(
            until=datetime.fromisoformat(until),
            whole=whole,
            kind=RemoteKind(kind),
            after=after,
            covered=datetime.fromisoformat(covered) if covered else None,
        )


def long_id(id: str) -> str:
    """
    Return an id of Salesforce with its 18 characters; one of 15 gets its check letters. Letter case counts in the first 15.

    Raises:
        ValueError: It cannot be an id.
    """
    if not _ID.fullmatch(id):
        raise ValueError("an id of Salesforce has 15 or 18 letters and digits")
    if len(id) == 18:
        return id
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    parts = (id[at : at + 5] for at in (0, 5, 10))
    return id + "".join(letters[sum(1 << at for at, one in enumerate(part) if one.isupper())] for part in parts)


def _batch_of(update: PushUpdate) -> tuple[str, bool]:
    return update.kind.value, update.ref is None


def _converted(ref: RemoteRef, opportunity: object) -> IdentityChanged:
    into = (RemoteRef(RemoteKind.OPPORTUNITY, long_id(str(opportunity))),) if opportunity else ()
    return IdentityChanged(ref, IdentityChange.CONVERTED, into)


def _apart(one: PushResult, masters: Mapping[str, str], became: Mapping[str, object]) -> PushResult:
    if isinstance(one, RecordGone) and one.ref.id in masters:
        return IdentityChanged(one.ref, IdentityChange.MERGED, (RemoteRef(one.ref.kind, masters[one.ref.id]),))
    if isinstance(one, IdentityChanged) and became.get(one.ref.id):
        return _converted(one.ref, became[one.ref.id])
    return one


def _problems(codes: Sequence[str], errors: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for code, error in zip(codes, errors, strict=True):
        for name in error.get("fields") or [""]:
            # What Salesforce writes may repeat what the lead says, so only its code is told.
            yield Problem(
                code=code.lower(), path=str(name), message=f"Salesforce refuses it ({code}); correct it there"
            )


def _codes_of(data: object) -> frozenset[str]:
    errors: Iterable[object] = data if isinstance(data, list) else [data]
    return frozenset(
        str(one.get("errorCode") or one.get("error"))
        for one in errors
        if isinstance(one, dict) and ("errorCode" in one or "error" in one)
    )


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_json(value: object, type: str) -> RemoteValue:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return value if type == "int" else Decimal(value)
    text = str(value)
    match type:
        case "datetime":
            return moment_of(text) or text
        case "date":
            return date.fromisoformat(text[:10]) if re.fullmatch(r"\d{4}-\d\d-\d\d.*", text) else text
        case "multipicklist":
            return tuple(text.split(";"))
        case _:
            return text


def _to_json(value: RemoteValue) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03}Z"
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(value) if isinstance(value, tuple) else value
