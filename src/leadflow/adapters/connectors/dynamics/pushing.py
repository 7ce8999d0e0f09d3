"""
Pushes updates to Dataverse, each by a call of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from attrs import frozen

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused, check_arrived
from leadflow.adapters.connectors.batches import one_by_one
from leadflow.adapters.connectors.dynamics.environment import API, TABLES, Environment, became, own_names
from leadflow.adapters.connectors.dynamics.values import guid, to_json
from leadflow.adapters.connectors.fields import FieldTypes
from leadflow.core.connectors import (
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

__all__ = ["DynamicsPushing"]

_DUPLICATE: Final = "0x80040333"


@frozen
class DynamicsPushing:
    """
    Writes records.

    Attributes:
        environment: Where.
        key: The name of the column with our key.
        types: Of which types the columns are.
    """

    environment: Environment
    key: str
    types: FieldTypes

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write updates one after the other; once the system has to wait, none of the rest is sent.
        """
        return one_by_one(updates, lambda one: self._one(one, timeout), lambda code: code.startswith("0x"))

    def _one(self, update: PushUpdate, timeout: float) -> PushResult:
        try:
            body = self._body(update, timeout)
        except (AnswerLost, Refused):
            return TryLater("columns_unknown")
        except Delayed as delayed:
            return delayed.answer
        prefer = {"Prefer": "return=representation"}
        path = f"{self._path(update)}?$select={','.join(own_names(update.kind))}"
        headers = prefer if update.ref is None else {**prefer, "If-Match": "*"}
        try:
            answer = self.environment.calls.make("PATCH", path, timeout=timeout, body=body, headers=headers)
            check_arrived(answer)
            row = self.environment.data(answer)
            ref = RemoteRef(update.kind, guid(row[f"{TABLES[update.kind][1]}id"]))
            return became(ref, row) or Pushed(ref=ref, created=answer.status == 201)
        except Delayed as delayed:
            return delayed.answer
        except AnswerLost as lost:
            return PushUnclear(lost.code)
        except Refused as refused:
            return self._why(update, refused, timeout)

    def _why(self, update: PushUpdate, refused: Refused, timeout: float) -> PushResult:
        """
        Return what became of a record whose update was refused: it is gone, or something else now, or the update is wrong.
        """
        if update.ref is not None and refused.status == 404:
            return RecordGone(update.ref)
        if update.ref is not None and refused.status < 500:
            path = f"{self._path(update)}?$select={','.join(own_names(update.kind))}"
            try:
                changed = became(
                    update.ref, self.environment.data(self.environment.calls.make("GET", path, timeout=timeout))
                )
            except (AnswerLost, Delayed, Refused):
                changed = None  # the next pull tells it
            if changed is not None:
                return changed
        if refused.status >= 500 and refused.code != _DUPLICATE:
            return TryLater(refused.code)
        code = "duplicates_detected" if refused.code == _DUPLICATE else "system_refuses"
        return PushRefused(
            (Problem(code=code, path="", message=f"Dataverse refuses it ({refused.code}); correct it there"),)
        )

    def _body(self, update: PushUpdate, timeout: float) -> dict[str, object]:
        types = self.types.of(update.kind, timeout)
        body = {name: to_json(value, types.get(name, "")) for name, value in update.values.items()}
        if update.ref is None and update.lead is not None and update.kind is RemoteKind.OPPORTUNITY:
            body["originatingleadid@odata.bind"] = f"/leads({update.lead.id})"
        return body

    def _path(self, update: PushUpdate) -> str:
        """
        Return the address of the record, by its id or by the key, whose value is not in the body as well.
        """
        table = TABLES[update.kind][0]
        if update.ref is not None:
            return f"{API}/{table}({guid(update.ref.id)})"
        return f"{API}/{table}({self.key}='{quote(update.key.replace(chr(39), chr(39) * 2), safe='')}')"
