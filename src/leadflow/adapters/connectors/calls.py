"""
Calls over HTTPS to other systems: nothing is repeated, nothing redirected, and every call ends in time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from time import monotonic
from typing import Any, Final

from leadflow.adapters.checked_transport import CheckedTransport
from leadflow.adapters.connectors.answers import Answer, AnswerLost, Delayed
from leadflow.adapters.connectors.moments import http_date
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.connectors import SystemBlocked, TryLater
from leadflow.errors import AddressNotAllowed, MissingExtra, PortError
from leadflow.ports import Credentials

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["Calls", "Transport", "as_json", "fetched", "url_of"]

Transport = httpx.BaseTransport
"""
How requests are sent.
"""


_NUMBER: Final = re.compile(r'"\\u0000(-?[0-9.]+)"')


class Calls:
    """
    Makes calls with a token, which is asked for each time.

    Attributes:
        count: How many requests were made so far.
    """

    def __init__(
        self,
        address: str,
        credentials: Credentials,
        *,
        headers: Mapping[str, str],
        renew: Renew | None = None,
        token_ended: Callable[[Answer], bool] | None = None,
        addresses: AddressPolicy | None = None,
        transport: Transport | None = None,
    ) -> None:
        """
        Take the *address* of the system, such as ``https://acme.my.salesforce.com``.

        Args:
            address: Its scheme and host.
            credentials: Gives the token.
            headers: What every request says, also after a token was renewed.
            renew: Gets a new token for one that is refused; if omitted, *credentials* are asked once more.
            token_ended: Says of an answer whether it refuses the token; if omitted, by the status 401.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            InvalidInput: The address is not one of HTTPS, or has more than a host (``address_malformed``).
        """
        url = url_of(address)
        if (
            url is None
            or url.scheme != "https"
            or not url.host
            or url.userinfo
            or url.path not in ("", "/")
            or url.query
        ):
            message = "is not https and a host; write it as https://acme.example"
            raise wrong_value("address_malformed", message, "address")
        self.count = 0
        self._credentials, self._renew = credentials, renew
        self._token_ended = token_ended or _is_401
        self._answered: tuple[datetime, float] | None = None
        self._headers = dict(headers)
        way = transport or CheckedTransport(addresses)
        self._client = httpx.Client(base_url=url, transport=way, follow_redirects=False, trust_env=False)

    def __repr__(self) -> str:
        return f"<Calls to {self._client.base_url.host}>"

    def make(
        self,
        method: str,
        path: str,
        *,
        timeout: float,
        params: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """
        Make a call, once more with a renewed token if the first one was refused.

        A token that has ended by the clock of the system is renewed before.

        Args:
            method: Of HTTP.
            path: On the host.
            timeout: Seconds that the call may take.
            params: What follows the path.
            body: What is sent, as JSON; bytes are sent as they are, and their type is in *headers*.
            headers: What this request says in addition.

        Raises:
            Delayed: The token is refused, or the system cannot be reached, so nothing was written.
            AnswerLost: The answer was lost, or is neither JSON nor CSV.
        """
        content = body if body is None or isinstance(body, bytes) else as_json(body)
        kind = {} if content is None else {"Content-Type": "application/json"}
        said = {**self._headers, **kind, **(headers or {})}
        token = self._token(timeout)

        def send(token: str) -> Answer:
            sent = {**said, "Authorization": f"Bearer {token}"}
            request = self._client.build_request(
                method, path, params=params, content=content, headers=sent, timeout=timeout
            )
            return self._sent(request)

        answer = send(token)
        if not self._token_ended(answer):
            return answer
        renewed = self._renewed(timeout)
        if renewed != token:
            answer = send(renewed)
        if self._token_ended(answer):
            raise Delayed(SystemBlocked("401", "the system refuses the token; sign in again"))
        return answer

    def _token(self, timeout: float) -> str:
        held, now = self._credentials(), self._now()
        if self._renew is None or held.expires_at is None or now is None or now < held.expires_at:
            return held.value
        try:
            return self._renewed(timeout)
        except Delayed:
            return held.value  # it ends a minute later than it says, and is refused then

    def _now(self) -> datetime | None:
        """
        Return the moment by the clock of the system, as its latest answer said it; None before the first.
        """
        return (
            None if self._answered is None else self._answered[0] + timedelta(seconds=monotonic() - self._answered[1])
        )

    def _renewed(self, timeout: float) -> str:
        if self._renew is None:
            return self._credentials().value
        try:
            return self._credentials(self._renew(timeout)).value
        except PortError as failed:
            raise Delayed(SystemBlocked("token", str(failed))) from None

    def _sent(self, request: httpx.Request) -> Answer:
        self.count += 1
        with _lost():
            response = self._client.send(request)
        headers = {name.lower(): one for name, one in response.headers.items()}
        if (date := http_date(headers.get("date", ""))) is not None:
            self._answered = (date, monotonic())
        return Answer(response.status_code, _read(response), headers)


def _is_401(answer: Answer) -> bool:
    return answer.status == 401


def fetched(addresses: AddressPolicy | None, transport: Transport | None) -> Callable[[str, float], Any]:
    """
    Return what fetches JSON from an address that a system has given, without a token and without redirects.

    Raises:
        AnswerLost: The address is none of HTTPS, may not be called, or does not answer with JSON.
    """
    client = httpx.Client(transport=transport or CheckedTransport(addresses), follow_redirects=False, trust_env=False)

    def fetch(address: str, timeout: float) -> Any:
        url = url_of(address)
        if url is None or url.scheme != "https" or not url.host:
            raise AnswerLost("address_unreadable")
        try:
            with _lost():
                response = client.get(url, timeout=timeout)
        except Delayed:
            raise AnswerLost("file_unreachable") from None
        if response.status_code != 200:
            raise AnswerLost(f"file_{response.status_code}")
        return _read(response)

    return fetch


@contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except AddressNotAllowed as refused:
        blocked = SystemBlocked(refused.reason, "correct the address, or allow its network")
        raise Delayed(TryLater("unreachable") if refused.reason == "host_unknown" else blocked) from None
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        raise Delayed(TryLater("unreachable")) from None
    except httpx.TimeoutException:
        raise AnswerLost("timeout") from None
    except httpx.HTTPError:
        raise AnswerLost("connection_lost") from None


def _read(response: httpx.Response) -> Any:
    if not response.content:
        return None
    try:
        if response.headers.get("content-type", "").startswith("text/csv"):
            return response.content.decode("utf-8-sig")
        return json.loads(response.content, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        if response.status_code >= 400:
            return None
        raise AnswerLost("answer_unreadable") from None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def url_of(address: str) -> httpx.URL | None:
    """
    Return an address; None if it is none.
    """
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        return None


def as_json(data: object) -> bytes:
    """
    Return *data* as JSON, with Decimals as numbers of the same digits.
    """
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, default=_plain)
    return _NUMBER.sub(r"\1", text).encode()


def _plain(value: object) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"\0{value:f}"
    raise PortError(f"a {type(value).__name__} cannot be sent; nothing was written")
