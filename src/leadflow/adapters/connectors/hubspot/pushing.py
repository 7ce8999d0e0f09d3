"""
Pushes updates to HubSpot in batches of 100, and one by one where a batch is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import one_by_one
from leadflow.adapters.connectors.hubspot.account import HubSpotAccount, refused_answer
from leadflow.adapters.connectors.hubspot.values import to_text
from leadflow.core.connectors import (
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteKind,
    RemoteRef,
)

__all__ = ["HubSpotPushing"]

_LOCKED: Final = "423"


@frozen
class HubSpotPushing:
    """
    Writes batches of records.

    Attributes:
        account: Where.
        key: The name of the property with our key.
    """

    account: HubSpotAccount
    key: str

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write at most 100 updates of one kind, all with an id or all without one.
        """
        if len(updates) == 1:
            return [self._tied(updates[0], self._one(updates[0], timeout), timeout)]
        way, body = "upsert" if updates[0].ref is None else "update", {"inputs": [self._input(one) for one in updates]}
        try:
            answer = self.account.call("POST", updates[0].kind, f"/batch/{way}", timeout, body=body)
            told = self.account.written(answer)["results"]
            if answer.status == 207 or len(told) != len(updates):
                raise refused_answer("multi_status", None)
            found = self._in_order(updates, told)
        except Delayed as delayed:
            return [delayed.answer] * len(updates)
        except AnswerLost as lost:
            return [PushUnclear(lost.code)] * len(updates)
        except Refused:
            # One wrong record refuses the batch; writing the same again changes nothing.
            return one_by_one(
                updates, lambda one: self._tied(one, self._one(one, timeout), timeout), lambda code: code == _LOCKED
            )
        return [self._tied(one, result, timeout) for one, result in zip(updates, found, strict=True)]

    def _in_order(self, updates: Sequence[PushUpdate], told: Sequence[Any]) -> Sequence[PushResult]:
        """
        Return the results in the order of the updates: answers come in any order.
        """
        by_key = {str(one["properties"].get(self.key)): one for one in told}
        by_id = {str(one["id"]): one for one in told}
        found = [by_key.get(one.key) if one.ref is None else by_id.get(one.ref.id) for one in updates]
        if any(one is None for one in found):
            raise refused_answer("results_differ", None)
        return [_pushed(one, row) for one, row in zip(updates, found, strict=True) if row is not None]

    def _one(self, update: PushUpdate, timeout: float) -> PushResult:
        try:
            if update.ref is None:
                body = {"inputs": [self._input(update)]}
                answer = self.account.call("POST", update.kind, "/batch/upsert", timeout, body=body)
                rows = self.account.written(answer).get("results") or []
                if not rows:
                    raise refused_answer("not_written", answer.data)
                return _pushed(update, rows[0])
            changed = {"properties": _properties(update)}
            row = self.account.written(
                self.account.call("PATCH", update.kind, f"/{update.ref.id}", timeout, body=changed)
            )
            return _pushed(update, row)
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except Refused as refused:
            if update.ref is not None and refused.status == 404:
                return RecordGone(update.ref)
            return PushRefused(refused.problems)

    def _tied(self, update: PushUpdate, result: PushResult, timeout: float) -> PushResult:
        """
        Tie a deal to its contact with the update that makes it; where that fails, that is tried again as a whole.

        The deal may be there by then, from an update whose answer was lost, so it does not matter whether it is new.
        """
        made = isinstance(result, Pushed) and update.ref is None and update.kind is RemoteKind.OPPORTUNITY
        if not isinstance(result, Pushed) or not made or update.lead is None:
            return result
        path = f"/{result.ref.id}/associations/default/contacts/{update.lead.id}"
        try:
            self.account.written(self.account.call("PUT", update.kind, path, timeout))
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except Refused:
            return result  # the contact is gone, and the next pull tells it
        return result

    def _input(self, update: PushUpdate) -> dict[str, object]:
        if update.ref is not None:
            return {"id": update.ref.id, "properties": _properties(update)}
        properties = {**_properties(update), self.key: update.key}
        return {"id": update.key, "idProperty": self.key, "properties": properties, "objectWriteTraceId": update.key}


def _pushed(update: PushUpdate, row: Any) -> Pushed:
    return Pushed(ref=RemoteRef(update.kind, str(row["id"])), created=row.get("new") is True)


def _properties(update: PushUpdate) -> dict[str, str]:
    return {name: to_text(value) for name, value in update.values.items()}
