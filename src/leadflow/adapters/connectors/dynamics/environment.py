"""
An environment of Dataverse, as its Web API answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.calls import Calls
from leadflow.adapters.connectors.dynamics.values import guid
from leadflow.core.connectors import (
    IdentityChange,
    IdentityChanged,
    RemoteField,
    RemoteKind,
    RemoteRef,
    SystemBlocked,
    TryLater,
)

__all__ = ["API", "TABLES", "Environment", "became", "own_names"]

API: Final = "/api/data/v9.2"
TABLES: Final = {RemoteKind.LEAD: ("leads", "lead"), RemoteKind.OPPORTUNITY: ("opportunities", "opportunity")}
_STATE: Final = {
    RemoteKind.LEAD: ("statecode", "merged", "_masterid_value", "_qualifyingopportunityid_value"),
    RemoteKind.OPPORTUNITY: ("_originatingleadid_value",),
}
_QUALIFIED: Final = 1
_LATER: Final = frozenset({429, 502, 503, 504})


@frozen
class Environment:
    """
    Asks an environment, and sorts its answers.

    Attributes:
        calls: The calls to its host.
    """

    calls: Calls

    def data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait.
            Refused: It refuses the request; also with 500, if it says by which code.
            AnswerLost: The answer is none that is documented.
        """
        if answer.status < 300 and isinstance(answer.data, dict):
            return answer.data
        error = (answer.data.get("error") or {}) if isinstance(answer.data, dict) else {}
        code = str(error.get("code") or "") if isinstance(error, dict) else ""
        if answer.status in _LATER:
            raise Delayed(TryLater(str(answer.status), answer.retry_after))
        if answer.status == 403:
            raise Delayed(SystemBlocked(code or "403", "give the application user a role for leads and opportunities"))
        if 400 <= answer.status < 500 or code:
            raise Refused(code or str(answer.status), status=answer.status)
        raise AnswerLost(f"status_{answer.status}")

    def described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        """
        Return the columns of a kind.
        """
        asked = "LogicalName,AttributeType,IsValidForUpdate,IsValidForCreate,RequiredLevel,DisplayName"
        path = f"{API}/EntityDefinitions(LogicalName='{TABLES[kind][1]}')/Attributes?$select={asked}"
        for one in self.data(self.calls.make("GET", path, timeout=timeout))["value"]:
            label = ((one.get("DisplayName") or {}).get("UserLocalizedLabel") or {}).get("Label")
            level = (one.get("RequiredLevel") or {}).get("Value")
            yield RemoteField(
                kind=kind,
                name=str(one["LogicalName"]),
                label=str(label or ""),
                type=str(one["AttributeType"]),
                required=level == "SystemRequired" and one.get("IsValidForCreate") is True,
                writable=one.get("IsValidForUpdate") is True or one.get("IsValidForCreate") is True,
            )


def own_names(kind: RemoteKind) -> list[str]:
    """
    Return the columns that say which record it is and what became of it.
    """
    return [f"{TABLES[kind][1]}id", *_STATE[kind]]


def became(ref: RemoteRef, row: Mapping[str, Any]) -> IdentityChanged | None:
    """
    Return what a lead is now; None if it is a lead still.
    """
    if ref.kind is not RemoteKind.LEAD:
        return None
    master, sale = row.get("_masterid_value"), row.get("_qualifyingopportunityid_value")
    if row.get("merged") and master:
        return IdentityChanged(ref, IdentityChange.MERGED, (RemoteRef(ref.kind, guid(master)),))
    if row.get("statecode") == _QUALIFIED:
        into = (RemoteRef(RemoteKind.OPPORTUNITY, guid(sale)),) if sale else ()
        return IdentityChanged(ref, IdentityChange.CONVERTED, into)
    return None
