"""
Pushes updates of leads to Marketo in batches of 300, with an outcome for each record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.calls import as_json
from leadflow.adapters.connectors.marketo.activities import MarketoActivities
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.marketo.values import to_marketo
from leadflow.core.connectors import (
    IdentityChange,
    IdentityChanged,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteKind,
    RemoteRef,
    TryLater,
)
from leadflow.core.problems import Problem

__all__ = ["MarketoPushing"]

_MOST_BYTES: Final = 900_000
_NOT_FOUND: Final = "1004"
_EMAIL: Final = "email"


@frozen
class MarketoPushing:
    """
    Writes batches of leads.

    Attributes:
        instance: Where.
        key: The name of the field with our key.
        activities: Tells of leads that are gone which were merged.
    """

    instance: MarketoInstance
    key: str
    activities: MarketoActivities

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write at most 300 updates, all with an id or all without one.
        """
        if updates[0].kind is not RemoteKind.LEAD:
            message = "this connector pushes no opportunities to Marketo; leave them out of the connection"
            return [PushRefused((Problem(code="system_refuses", path="", message=message),))] * len(updates)
        if updates[0].ref is not None:
            return self._gone_or_merged(self._sent(updates, timeout), timeout)
        try:
            taken = self._taken(updates, timeout)
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except (AnswerLost, Refused) as failed:
            return [TryLater(f"duplicates_unknown_{failed.code}")] * len(updates)
        sent = iter(self._sent([one for one in updates if one.key not in taken], timeout))
        return [taken[one.key] if one.key in taken else next(sent) for one in updates]

    def _taken(self, updates: Sequence[PushUpdate], timeout: float) -> Mapping[str, PushRefused]:
        """
        Return which new leads are somebody who is there already, since Marketo would make a second one.
        """
        emails = {one.key: str(one.values[_EMAIL]).strip().lower() for one in updates if one.values.get(_EMAIL)}
        asked = sorted({one for one in emails.values() if "," not in one})
        rows = self.instance.leads(_EMAIL, asked, ["id", _EMAIL, self.key], timeout) if asked else []
        owners: dict[str, set[str]] = {}
        for row in rows:
            owners.setdefault(str(row.get(_EMAIL) or "").strip().lower(), set()).add(str(row.get(self.key) or ""))
        message = "somebody with this e-mail is there already; merge the two in Marketo"
        problem = Problem(code="duplicates_detected", path=_EMAIL, message=message)
        return {key: PushRefused((problem,)) for key, email in emails.items() if owners.get(email, {key}) - {key}}

    def _sent(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        if not updates:
            return []
        creates = updates[0].ref is None
        body = {
            "action": "createOrUpdate" if creates else "updateOnly",
            "lookupField": self.key if creates else "id",
            "input": [self._input(one) for one in updates],
        }
        if len(updates) > 1 and len(as_json(body)) > _MOST_BYTES:
            half = len(updates) // 2
            return [*self._sent(updates[:half], timeout), *self._sent(updates[half:], timeout)]
        try:
            answer = self.instance.calls.make("POST", "/rest/v1/leads.json", timeout=timeout, body=body)
            told = self.instance.data(answer).get("result")
            if not isinstance(told, list) or len(told) != len(updates):
                raise AnswerLost("answer_unreadable")
            return [_result(one, said) for one, said in zip(updates, told, strict=True)]
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except Refused as refused:
            return [PushRefused((_problem(refused.code),))] * len(updates)
        except AnswerLost as lost:
            return [PushUnclear(lost.code)] * len(updates)

    def _input(self, update: PushUpdate) -> dict[str, object]:
        values = {name: to_marketo(value) for name, value in update.values.items()}
        return {**values, self.key: update.key} if update.ref is None else {**values, "id": int(update.ref.id)}

    def _gone_or_merged(self, results: Sequence[PushResult], timeout: float) -> Sequence[PushResult]:
        """
        Say of leads that are gone which were merged.
        """
        gone = [one.ref.id for one in results if isinstance(one, RecordGone)]
        try:
            merged = self.activities.merged_lately(gone, timeout) if gone else {}
        except (AnswerLost, Delayed, Refused):
            merged = {}  # the next pull tells it
        return [_apart(one, merged) for one in results]


def _result(update: PushUpdate, told: Mapping[str, Any]) -> PushResult:
    if told.get("status") in ("created", "updated") and told.get("id") is not None:
        return Pushed(ref=RemoteRef(update.kind, str(told["id"])), created=told["status"] == "created")
    codes = [str(one.get("code")) for one in told.get("reasons") or () if isinstance(one, dict)]
    if update.ref is not None and _NOT_FOUND in codes:
        return RecordGone(update.ref)
    return PushRefused(tuple(_problem(one) for one in codes or ["skipped"]))


def _problem(told: str) -> Problem:
    # What Marketo writes may repeat what the lead says, so only its code is told.
    return Problem(code="system_refuses", path="", message=f"Marketo refuses it ({told}); correct it there")


def _apart(one: PushResult, merged: Mapping[str, str]) -> PushResult:
    if isinstance(one, RecordGone) and one.ref.id in merged:
        return IdentityChanged(one.ref, IdentityChange.MERGED, (RemoteRef(one.ref.kind, merged[one.ref.id]),))
    return one
