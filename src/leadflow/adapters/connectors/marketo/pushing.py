"""
Pushes updates of leads to Marketo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.marketo.activities import MarketoActivities
from leadflow.adapters.connectors.marketo.batches import codes_of, refusal, written
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.marketo.values import to_marketo
from leadflow.core.connectors import (
    IdentityChange,
    IdentityChanged,
    Pushed,
    PushRefused,
    PushResult,
    PushUpdate,
    RecordGone,
    RemoteRef,
    TryLater,
)
from leadflow.core.problems import Problem

__all__ = ["MarketoPushing"]

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
        Write at most 300 updates of leads, all with an id or all without one.
        """
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
        return written(self.instance, "/leads.json", updates, self._body, _result, timeout)

    def _body(self, updates: Sequence[PushUpdate]) -> Mapping[str, object]:
        creates = updates[0].ref is None
        return {
            "action": "createOrUpdate" if creates else "updateOnly",
            "lookupField": self.key if creates else "id",
            "input": [self._input(one) for one in updates],
        }

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
    codes = codes_of(told)
    if update.ref is not None and _NOT_FOUND in codes:
        return RecordGone(update.ref)
    return refusal(*codes)


def _apart(one: PushResult, merged: Mapping[str, str]) -> PushResult:
    if isinstance(one, RecordGone) and one.ref.id in merged:
        return IdentityChanged(one.ref, IdentityChange.MERGED, (RemoteRef(one.ref.kind, merged[one.ref.id]),))
    return one
