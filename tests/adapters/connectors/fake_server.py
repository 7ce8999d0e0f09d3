"""
What the servers that stand for CRMs have in common: a clock, a token, calls that fail, and a transport.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
from attrs import define, field

from leadflow.core.connectors import AccessToken


@define
class FakeServer(ABC):
    """
    A server with the part of a `KitSystem` that is the same for each; `answer` has the rules of the system.
    """

    ours: str | None = None
    timeouts: list[float | None] = field(factory=list)
    requests: list[httpx.Request] = field(factory=list)
    now: datetime = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
    token: str = "token-1"
    lost: list[bool] = field(factory=list)
    locks: int = 0
    next: list[httpx.Response] = field(factory=list)
    refused: set[str] = field(factory=set)
    number: int = 0
    broken: dict[int, bool] = field(factory=dict)
    instead: dict[int, httpx.Response] = field(factory=dict)
    gateways: dict[int, int] = field(factory=dict)
    ends_after: int | None = None
    refusals: int = 0

    @abstractmethod
    def answer(self, request: httpx.Request) -> httpx.Response:
        """
        Answer a request that has the current token.
        """

    @abstractmethod
    def token_ended(self) -> httpx.Response:
        """
        Answer a request that has another token.
        """

    def credentials(self, renewed: AccessToken | None = None) -> AccessToken:
        """
        Give the current token.
        """
        return AccessToken(self.token)

    def mark(self, id: str, /) -> str | None:
        """
        Records keep no mark of who wrote them.
        """
        return None

    def advance(self, by: timedelta, /) -> None:
        """
        Let time pass.
        """
        self.now += by

    def expire_token(self) -> None:
        """
        End the token.
        """
        self.token = f"token-{int(self.token.split('-')[1]) + 1}"

    def lose_answers(self, times: int, /, *, written: bool = True) -> None:
        """
        Break the connection in the next writes.
        """
        self.lost = [written] * times

    def end_token_after(self, number: int) -> None:
        """
        End the token after this many requests.
        """
        self.ends_after = number

    def break_call(self, number: int, *, carried_out: bool) -> None:
        """
        Break the connection in the request with this number, after it was carried out or before.
        """
        self.broken[number] = carried_out

    def lock(self, times: int, /) -> None:
        """
        Lock the records of the next writes.
        """
        self.locks = times

    def go_down(self) -> None:
        """
        Answer the next call with a page of HTML.
        """
        self.next = [httpx.Response(200, text="<html>maintenance</html>")]

    def refuse(self, name: str, /) -> None:
        """
        Refuse a field.
        """
        self.refused.add(name)

    @property
    def transport(self) -> httpx.MockTransport:
        """
        The way to the server.
        """
        return httpx.MockTransport(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """
        Answer a request, and note it.
        """
        timeout = request.extensions["timeout"]
        self.timeouts += [timeout["read"], timeout["connect"], timeout["write"], timeout["pool"]]
        self.requests.append(request)
        if self.ends_after is not None and len(self.requests) == self.ends_after + 1:
            self.expire_token()
        if len(self.requests) in self.instead:
            return self.instead[len(self.requests)]
        if (status := self.gateways.get(len(self.requests))) is not None:
            self.answer(request)
            return httpx.Response(status)
        carried_out = self.broken.get(len(self.requests))
        if carried_out is not None:
            if carried_out:
                self.answer(request)
            raise httpx.ReadError("connection reset", request=request)
        if request.headers["authorization"] != f"Bearer {self.token}":
            self.refusals += 1
            return self.token_ended()
        answer = self.next.pop(0) if self.next else self.answer(request)
        answer.headers.setdefault("date", format_datetime(self.now, usegmt=True))
        return answer
