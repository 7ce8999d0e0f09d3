"""
An instance of Marketo, as its REST API answers: failures come with the status 200 and a code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from attrs import frozen

from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed, Refused
from leadflow.adapters.connectors.calls import Calls
from leadflow.core.connectors import QuotaUsedUp, RemoteField, RemoteKind, SystemBlocked, SystemDelayed, TryLater

__all__ = ["AT_ONCE", "MarketoInstance", "token_ended"]

AT_ONCE: Final = 300
_LONGEST_ADDRESS: Final = 6_000
_PAGES: Final = 100
_FORM: Final = "application/x-www-form-urlencoded"
_TOKEN: Final = frozenset({"601", "602"})
_LATER: Final[Mapping[str, timedelta | None]] = {
    "604": None,
    "606": timedelta(seconds=20),
    "608": None,
    "611": None,
    "614": None,
    "615": timedelta(seconds=20),
    "713": None,
    "719": None,
}
_QUOTA: Final = "607"
_DENIED: Final = "603"
_MIDNIGHT: Final = 6  # in UTC, of Central Standard Time


@frozen
class MarketoInstance:
    """
    Asks an instance, and sorts its answers.

    Attributes:
        calls: The calls to its host.
    """

    calls: Calls

    def get(self, path: str, timeout: float, **params: str) -> Any:
        """
        Return what is at a path.

        Raises:
            Delayed: The system has to wait.
            Refused: The request is refused.
            AnswerLost: The answer is none that is documented.
        """
        return self.data(self.asked(path, timeout, **params))

    def asked(self, path: str, timeout: float, **params: str) -> Answer:
        """
        Return the answer at a path; a query goes in the body if it is long, since addresses end at 8 KB, or if it names
        people, since clients and proxies log addresses.
        """
        address, query = f"/rest/v1{path}", urlencode(params)
        if len(query) <= _LONGEST_ADDRESS and params.get("filterType") != "email":
            return self.calls.make("GET", address, timeout=timeout, params=params or None)
        return self.calls.make(
            "POST",
            address,
            timeout=timeout,
            params={"_method": "GET"},
            body=query.encode(),
            headers={"Content-Type": _FORM},
        )

    def data(self, answer: Answer) -> Any:
        """
        Return what was answered.

        Raises:
            Delayed: The system has to wait; nothing was executed.
            Refused: The request is refused.
            AnswerLost: The answer is none that is documented.
        """
        codes = _codes_of(answer)
        if answer.status == 200 and isinstance(answer.data, dict) and answer.data.get("success") is True:
            return answer.data
        if answer.status in (413, 414):
            raise Refused(str(answer.status), status=answer.status)
        for code in codes:
            if (delay := _delay(code, answer)) is not None:
                raise Delayed(delay)
        if codes and not {"500", "502"}.intersection(codes):
            raise Refused(codes[0])
        raise AnswerLost(f"code_{codes[0]}" if codes else f"status_{answer.status}")

    def leads(self, field: str, values: Sequence[str], names: Sequence[str], timeout: float) -> list[Any]:
        """
        Return the leads whose *field* has one of *values*, in no order.
        """
        return self.rows("/leads.json", field, values, names, timeout)

    def rows(self, path: str, field: str, values: Sequence[str], names: Sequence[str], timeout: float) -> list[Any]:
        """
        Return what is at a path and whose *field* has one of *values*, in no order.
        """
        found: list[Any] = []
        for start in range(0, len(values), AT_ONCE):
            asked = {"filterType": field, "filterValues": ",".join(values[start : start + AT_ONCE])}
            asked["fields"] = ",".join(names)
            for _ in range(_PAGES):
                data = self.get(path, timeout, **asked)
                found += data.get("result") or ()
                if not data.get("moreResult") or not data.get("nextPageToken"):
                    break
                asked["nextPageToken"] = str(data["nextPageToken"])
        return found

    def token_since(self, moment: datetime, timeout: float) -> tuple[str, Answer]:
        """
        Return a token by which feeds begin at a moment, and the answer that has it.
        """
        since = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        answer = self.asked("/activities/pagingtoken.json", timeout, sinceDatetime=since)
        return str(self.data(answer)["nextPageToken"]), answer

    def described(self, kind: RemoteKind, timeout: float) -> Iterator[RemoteField]:
        """
        Return the fields of leads, or of opportunities.
        """
        if kind is RemoteKind.OPPORTUNITY:
            yield from self._of_opportunities(timeout)
            return
        for one in self.get("/leads/describe.json", timeout)["result"]:
            rest = one.get("rest")
            if rest is not None:
                yield RemoteField(
                    kind=kind,
                    name=str(rest["name"]),
                    label=str(one.get("displayName") or ""),
                    type=str(one["dataType"]),
                    writable=rest.get("readOnly") is not True,
                )

    def _of_opportunities(self, timeout: float) -> Iterator[RemoteField]:
        for one in self.get("/opportunities/describe.json", timeout)["result"][0]["fields"]:
            yield RemoteField(
                kind=RemoteKind.OPPORTUNITY,
                name=str(one["name"]),
                label=str(one.get("displayName") or ""),
                type=str(one["dataType"]),
                writable=one.get("updateable") is not False,
            )


def token_ended(answer: Answer) -> bool:
    """
    Return whether an answer refuses the token, which Marketo says by a code.
    """
    return answer.status == 401 or not _TOKEN.isdisjoint(_codes_of(answer))


def _codes_of(answer: Answer) -> list[str]:
    errors = answer.data.get("errors") if isinstance(answer.data, dict) else None
    return [str(one.get("code")) for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []


def _delay(code: str, answer: Answer) -> SystemDelayed | None:
    if code == _QUOTA:
        return QuotaUsedUp(_next_midnight(answer.date))
    if code == _DENIED:
        return SystemBlocked(
            code, "give the role of the API user the permissions to read and write people and activities"
        )
    return TryLater(code, _LATER[code]) if code in _LATER else None


def _next_midnight(now: datetime | None) -> datetime | None:
    """
    Return when the quota of the day begins anew.
    """
    if now is None:
        return None
    today = now.replace(hour=_MIDNIGHT, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
