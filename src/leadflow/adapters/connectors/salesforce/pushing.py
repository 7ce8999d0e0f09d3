"""
Pushes updates to Salesforce in collections of 200, with an outcome for each record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.salesforce.organization import LATER, OBJECTS, QUOTA, Organization
from leadflow.adapters.connectors.salesforce.records import converted
from leadflow.adapters.connectors.salesforce.values import long_id, same_id, to_json
from leadflow.core.connectors import (
    IdentityChange,
    IdentityChanged,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteKind,
    RemoteRef,
    TryLater,
)
from leadflow.core.problems import Problem

__all__ = ["SalesforcePushing", "outcome"]

_GONE: Final = frozenset({"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND"})
_CONVERTED: Final = "CANNOT_UPDATE_CONVERTED_LEAD"


@frozen
class SalesforcePushing:
    """
    Writes collections of records.

    Attributes:
        organization: Where.
        key: The name of the field with our key.
    """

    organization: Organization
    key: str

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write at most 200 updates of one kind, all with an id or all without one.
        """
        kind, creates = updates[0].kind, updates[0].ref is None
        path = f"/composite/sobjects/{OBJECTS[kind]}/{self.key}" if creates else "/composite/sobjects"
        body = {"allOrNone": False, "records": [self._body(one) for one in updates]}
        try:
            told = self.organization.data(self.organization.call("PATCH", path, timeout, body=body))
            if not isinstance(told, list) or len(told) != len(updates):
                raise AnswerLost("answer_unreadable")
            results = [_result(one, said) for one, said in zip(updates, told, strict=True)]
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except Refused as refused:
            problem = Problem(code="system_refuses", path="", message=f"Salesforce refuses it ({refused.code})")
            return [PushRefused((problem,))] * len(updates)
        except AnswerLost as lost:
            return [PushUnclear(lost.code)] * len(updates)
        return self.told_apart(results, timeout)

    def _body(self, update: PushUpdate) -> dict[str, object]:
        values = {name: to_json(value) for name, value in update.values.items()}
        own = {"Id": update.ref.id} if update.ref is not None else {self.key: update.key}
        return {**values, "attributes": {"type": OBJECTS[update.kind]}, **own}

    def told_apart(self, results: Sequence[PushResult], timeout: float) -> Sequence[PushResult]:
        """
        Say of leads that are gone which were merged, and of converted ones into which opportunity.
        """
        gone = [
            same_id(one.ref.id) for one in results if isinstance(one, RecordGone) and one.ref.kind is RemoteKind.LEAD
        ]
        changed = [same_id(one.ref.id) for one in results if isinstance(one, IdentityChanged)]
        if not gone and not changed:
            return results
        try:
            winners = self.organization.winners(gone, timeout)
            became = self.organization.opportunities(changed, timeout)
        except (AnswerLost, Delayed, Refused):
            return results  # the next pull tells it
        return [_apart(one, winners, became) for one in results]


def _result(update: PushUpdate, told: Mapping[str, Any]) -> PushResult:
    if told.get("success") is True:
        created = told.get("created") is True or (update.ref is None and "created" not in told)
        return Pushed(ref=RemoteRef(update.kind, long_id(str(told["id"]))), created=created)
    errors = told.get("errors") or [{}]
    codes = [str(one.get("statusCode") or one.get("errorCode") or "unknown") for one in errors]
    return outcome(update, codes, [one.get("fields") or () for one in errors])


def outcome(update: PushUpdate, codes: Sequence[str], fields: Sequence[Sequence[str]]) -> PushResult:
    """
    Return what became of a record that was not written, by the codes of its errors and the fields of each.
    """
    ref = update.ref
    if ref is not None and _CONVERTED in codes:
        return IdentityChanged(ref, IdentityChange.CONVERTED)
    if ref is not None and _GONE.intersection(codes):
        return RecordGone(ref)
    if QUOTA in codes:
        return QuotaUsedUp()
    if locked := LATER.intersection(codes):
        return TryLater(min(locked))
    return PushRefused(tuple(_problems(codes, fields)))


def _problems(codes: Sequence[str], fields: Sequence[Sequence[str]]) -> Iterator[Problem]:
    for code, names in zip(codes, fields, strict=True):
        for name in names or ("",):
            # What Salesforce writes may repeat what the lead says, so only its code is told.
            yield Problem(
                code=code.lower(), path=str(name), message=f"Salesforce refuses it ({code}); correct it there"
            )


def _apart(one: PushResult, winners: Mapping[str, str], became: Mapping[str, str]) -> PushResult:
    if isinstance(one, RecordGone) and (winner := winners.get(same_id(one.ref.id))) is not None:
        return IdentityChanged(one.ref, IdentityChange.MERGED, (RemoteRef(one.ref.kind, winner),))
    if isinstance(one, IdentityChanged) and (opportunity := became.get(same_id(one.ref.id))) is not None:
        return converted(one.ref, opportunity)
    return one
