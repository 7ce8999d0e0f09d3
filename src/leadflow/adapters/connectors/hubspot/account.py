"""
An account of HubSpot, as its dated API answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused, check_arrived
from leadflow.adapters.connectors.calls import Calls
from leadflow.core.connectors import (
    QuotaUsedUp,
    RemoteField,
    RemoteKind,
    SystemBlocked,
    SystemDelayed,
    TryLater,
)
from leadflow.core.problems import Problem

__all__ = ["AT_ONCE", "OBJECTS", "STAMPS", "HubSpotAccount", "after_of", "answered", "refused_answer"]

OBJECTS: Final = {RemoteKind.LEAD: "contacts", RemoteKind.OPPORTUNITY: "deals"}
STAMPS: Final = {RemoteKind.LEAD: "lastmodifieddate", RemoteKind.OPPORTUNITY: "hs_lastmodifieddate"}
AT_ONCE: Final = 100
_LATER: Final = frozenset({423, 429, 477, 502, 503, 504, 524})


@frozen
class HubSpotAccount:
    """
    Asks an account, and sorts its answers.

    Attributes:
        calls: The calls to the API.
        version: Of the paths, such as ``2026-09``.
    """

    calls: Calls
    version: str

    def call(
        self,
        method: str,
        kind: RemoteKind,
        path: str,
        timeout: float,
        *,
        params: Mapping[str, str] | None = None,
        body: object = None,
    ) -> Answer:
        """
        Make a call below the address of contacts or deals.

        Raises:
            Delayed: The system has to wait.
            AnswerLost: The answer was lost.
        """
        address = f"/crm/objects/{self.version}/{OBJECTS[kind]}{path}"
        return self.calls.make(method, address, timeout=timeout, params=params, body=body)

    def data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            Refused: It refuses the request.
            AnswerLost: The answer is none that is documented.
        """
        return answered(answer)

    def written(self, answer: Answer) -> Any:
        """
        Return what a write was answered.

        Raises:
            Delayed: The system has to wait, and nothing was written.
            Refused: It refuses the request.
            AnswerLost: It may have been written.
        """
        check_arrived(answer)
        return self.data(answer)

    def described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        """
        Return the properties of a kind.
        """
        answer = self.calls.make("GET", f"/crm/properties/{self.version}/{OBJECTS[kind]}", timeout=timeout)
        for one in self.data(answer)["results"]:
            fixed = (one.get("modificationMetadata") or {}).get("readOnlyValue") is True
            yield RemoteField(
                kind=kind,
                name=str(one["name"]),
                label=str(one.get("label") or ""),
                type="checkboxes" if one.get("fieldType") == "checkbox" else str(one.get("type") or ""),
                writable=not fixed and one.get("calculated") is not True,
                choices=tuple(str(choice["value"]) for choice in one.get("options") or ()),
            )


def answered(answer: Answer) -> Any:
    """
    Return what was answered.

    Raises:
        Delayed: The system has to wait.
        Refused: It refuses the request.
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
        raise refused_answer(str(answer.status), data, answer.status)
    raise AnswerLost(f"status_{answer.status}")


def refused_answer(why: str, data: object, status: int = 0) -> Refused:
    """
    Return a refused_answer with a problem for each property that HubSpot names.
    """
    plain = Problem(code="system_refuses", path="", message=f"HubSpot refuses it ({why}); correct it there")
    return Refused(why, status=status, problems=tuple(_errors_of(data)) or (plain,))


def after_of(data: Mapping[str, Any]) -> str | None:
    """
    Return where the next page of a list begins; None after the last.
    """
    after = ((data.get("paging") or {}).get("next") or {}).get("after")
    return None if after is None else str(after)


def _delay(answer: Answer, data: Mapping[str, Any]) -> SystemDelayed:
    policy = str(data.get("policyName") or (data.get("context") or {}).get("policyName") or "")
    if answer.status == 429 and policy == "DAILY":
        return QuotaUsedUp()
    return TryLater(policy or str(answer.status), answer.retry_after)


def _errors_of(data: object) -> Iterator[Problem]:
    """
    Return a problem for each property that is named; what HubSpot writes may repeat what the lead says, so it is left out.
    """
    if not isinstance(data, Mapping):
        return
    code = str(data.get("category") or data.get("subCategory") or "").lower()
    inner = [one for one in data.get("errors") or () if isinstance(one, Mapping)]
    names = [name for one in [data, *inner] for name in (one.get("context") or {}).get("propertyName") or ()]
    for name in names or ([""] if code else []):
        yield Problem(code=code or "system_refuses", path=str(name), message="HubSpot refuses it; correct it there")
