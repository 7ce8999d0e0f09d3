"""
Batches of records that are written to Marketo, with an outcome for each where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from leadflow.adapters.connectors.answers import AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.batches import in_batches
from leadflow.adapters.connectors.calls import as_json
from leadflow.adapters.connectors.marketo.instance import MarketoInstance
from leadflow.core.connectors import PushRefused, PushResult, PushUnclear, PushUpdate
from leadflow.core.problems import Problem

__all__ = ["codes_of", "refusal", "written"]

_MOST_BYTES: Final = 900_000


def written(
    instance: MarketoInstance,
    path: str,
    updates: Sequence[PushUpdate],
    body: Callable[[Sequence[PushUpdate]], Mapping[str, object]],
    outcome: Callable[[PushUpdate, Mapping[str, Any]], PushResult],
    timeout: float,
) -> list[PushResult]:
    """
    Write at most 300 updates, in halves if they are larger than a body may be.

    Args:
        instance: Where.
        path: Below the address of the API.
        updates: What is to be written.
        body: Returns what is sent for some updates.
        outcome: Returns what became of one, by what Marketo says of it.
        timeout: Seconds that a call may take.
    """
    if not updates:
        return []
    sent = body(updates)
    if len(updates) > 1 and len(as_json(sent)) > _MOST_BYTES:
        half = (len(updates) + 1) // 2
        return in_batches(updates, half, lambda some: written(instance, path, some, body, outcome, timeout))
    try:
        told = instance.data(instance.calls.make("POST", f"/rest/v1{path}", timeout=timeout, body=sent)).get("result")
        if not isinstance(told, list) or len(told) != len(updates):
            raise AnswerLost("answer_unreadable")
        return [outcome(one, said) for one, said in zip(updates, _in_order(told), strict=True)]
    except Delayed as delayed:
        return [delayed.answer] * len(updates)
    except Refused as refused:
        return [refusal(refused.code)] * len(updates)
    except AnswerLost as lost:
        return [PushUnclear(lost.code)] * len(updates)


def codes_of(told: Mapping[str, Any]) -> list[str]:
    """
    Return why a record was skipped.
    """
    return [str(one.get("code")) for one in told.get("reasons") or () if isinstance(one, dict)]


def refusal(*codes: str) -> PushRefused:
    """
    Return that Marketo refuses a record.
    """
    # What Marketo writes may repeat what the lead says, so only its codes are told.
    return PushRefused(
        tuple(
            Problem(code="system_refuses", path="", message=f"Marketo refuses it ({one}); correct it there")
            for one in codes or ("skipped",)
        )
    )


def _in_order(told: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """
    Return outcomes in the order of the records; those of opportunities name their place.
    """
    return sorted(told, key=lambda one: int(one.get("seq", 0)))
