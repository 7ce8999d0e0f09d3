"""
Pushes updates of opportunities to Marketo, and ties new ones to their people by a role.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.marketo.batches import codes_of, refusal, written
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.adapters.connectors.marketo.opportunities import GUID, KEY
from leadflow.adapters.connectors.marketo.values import to_text
from leadflow.core.connectors import Pushed, PushResult, PushUpdate, RecordGone, RemoteRef

__all__ = ["MarketoOpportunityPushing"]

_LONGEST_KEY: Final = 50
_NOT_FOUND: Final = frozenset({"1004", "1013"})


@frozen
class MarketoOpportunityPushing:
    """
    Writes batches of opportunities. Our key is the external id, by which new ones are created or updated.

    Attributes:
        instance: Where.
        role: Of the person in an opportunity that leadflow creates.
    """

    instance: MarketoInstance
    role: str

    def written(self, updates: Sequence[PushUpdate], timeout: float) -> Sequence[PushResult]:
        """
        Write at most 300 updates of opportunities, all with an id or all without one.
        """
        fine = [one for one in updates if one.ref is not None or len(one.key) <= _LONGEST_KEY]
        told = written(self.instance, "/opportunities.json", fine, _body, _result, timeout)
        results = {one.key: result for one, result in zip(fine, told, strict=True)}
        made = [one for one in fine if one.ref is None and isinstance(results[one.key], Pushed) and _person(one)]
        results |= self._tied(made, results, timeout)
        return [results.get(one.key) or refusal("external_id_too_long") for one in updates]

    def _tied(
        self, made: Sequence[PushUpdate], results: Mapping[str, PushResult], timeout: float
    ) -> Mapping[str, PushResult]:
        """
        Give the people of new opportunities their role; where that fails, both are tried again.

        The opportunity may be there by then, from an update whose answer was lost, so it does not matter whether it is new.
        """

        def outcome(update: PushUpdate, told: Mapping[str, Any]) -> PushResult:
            # A person who is gone has no role, and the next pull tells it.
            done = told.get("status") in ("created", "updated") or not _NOT_FOUND.isdisjoint(codes_of(told))
            return results[update.key] if done else refusal(*codes_of(told))

        told = written(self.instance, "/opportunities/roles.json", made, self._roles, outcome, timeout)
        return {one.key: result for one, result in zip(made, told, strict=True)}

    def _roles(self, updates: Sequence[PushUpdate]) -> Mapping[str, object]:
        rows = [{KEY: one.key, "leadId": _person(one), "role": self.role, "isPrimary": True} for one in updates]
        return {"action": "createOrUpdate", "dedupeBy": "dedupeFields", "input": rows}


def _person(update: PushUpdate) -> int | None:
    """
    Return the id of the person of an opportunity; None if it has none that Marketo could know.
    """
    return int(update.lead.id) if update.lead is not None and update.lead.id.isdecimal() else None


def _body(updates: Sequence[PushUpdate]) -> Mapping[str, object]:
    creates = updates[0].ref is None
    return {
        "action": "createOrUpdate" if creates else "updateOnly",
        "dedupeBy": "dedupeFields" if creates else "idField",
        "input": [_input(one) for one in updates],
    }


def _input(update: PushUpdate) -> dict[str, object]:
    own = {KEY: update.key} if update.ref is None else {GUID: update.ref.id}
    return {**{name: to_text(value) for name, value in update.values.items()}, **own}


def _result(update: PushUpdate, told: Mapping[str, Any]) -> PushResult:
    if told.get("status") in ("created", "updated") and told.get(GUID):
        ref = RemoteRef(update.kind, str(told[GUID]).strip())
        return Pushed(ref=ref, created=told["status"] == "created")
    codes = codes_of(told)
    if update.ref is not None and not _NOT_FOUND.isdisjoint(codes):
        return RecordGone(update.ref)
    return refusal(*codes)
