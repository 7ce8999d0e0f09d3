"""
Calls over HTTPS to other systems: nothing is repeated, nothing redirected, and every call ends in time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, Final

from attrs import field, frozen

from leadflow.adapters.checked_transport import CheckedTransport
from leadflow.adapters.connectors.oauth import Renew
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.connectors import SystemBlocked, SystemDelayed, TryLater
from leadflow.errors import AddressNotAllowed, ConfigurationError, MissingExtra, PortError
from leadflow.ports import Credentials

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["Answer", "AnswerLost", "Calls", "Delayed", "as_json", "moment_of", "url_of"]

_NUMBER: Final = re.compile(r'"\\u0000(-?[0-9.]+)"')


class Delayed(Exception):
    """
    The system as a whole has to wait, and nothing was written.
    """

    def __init__(self, answer: SystemDelayed) -> None:
        super().__init__(type(answer).__name__)
        self.answer = answer


class AnswerLost(Exception):
    """
    A request may have been carried out, and its answer was lost or cannot be read.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen
class Answer:
    """
    An answer over HTTP.

    Attributes:
        status: Its status code.
        data: Its JSON, numbers with a point as Decimal; None if there is no body.
        headers: By lower-case name.
    """

    status: int
    data: Any = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    @property
    def date(self) -> datetime | None:
        """
        The moment of the answer by the clock of the system; None if it does not say.
        """
        try:
            return parsedate_to_datetime(self.headers["date"]).astimezone(UTC)
        except (KeyError, ValueError):
            return None

    @property
    def retry_after(self) -> timedelta | None:
        """
        How long the system asks to wait; None if it does not say.
        """
        told = self.headers.get("retry-after", "")
        if told.isascii() and told.isdecimal():
            return timedelta(seconds=min(int(told), 10**7))
        try:
            until = parsedate_to_datetime(told)
        except ValueError:
            return None
        return max(until - self.date, timedelta()) if self.date else None


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
        addresses: AddressPolicy | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """
        Take the *address* of the system, such as ``https://acme.my.salesforce.com``.

        Args:
            address: Its scheme and host.
            credentials: Gives the token.
            headers: What every request says, also after a token was renewed.
            renew: Gets a new token for one that is refused; if omitted, *credentials* are asked once more.
            addresses: Which addresses may be called; by default public ones.
            transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

        Raises:
            ConfigurationError: The address is not one of HTTPS, or has more than a host.
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
            raise ConfigurationError("the address of a system is https and a host, such as https://acme.example")
        self.count = 0
        self._credentials, self._renew = credentials, renew
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

        Raises:
            Delayed: The token is refused, or the system cannot be reached, so nothing was written.
            AnswerLost: The answer was lost, or is no JSON.
        """
        token = self._credentials().value
        answer = self._send(method, path, token, timeout, params, body, headers or {})
        if answer.status != 401:
            return answer
        renewed = self._renewed(timeout)
        if renewed != token:
            answer = self._send(method, path, renewed, timeout, params, body, headers or {})
        if answer.status == 401:
            raise Delayed(SystemBlocked("401", "the system refuses the token; sign in again"))
        return answer

    def _renewed(self, timeout: float) -> str:
        if self._renew is None:
            return self._credentials().value
        try:
            return self._credentials(self._renew(timeout)).value
        except PortError as failed:
            raise Delayed(SystemBlocked("token", str(failed))) from None

    def _send(
        self,
        method: str,
        path: str,
        token: str,
        timeout: float,
        params: Mapping[str, str] | None,
        body: object,
        headers: Mapping[str, str],
    ) -> Answer:
        content = None if body is None else as_json(body)
        sent = {**self._headers, **headers, "Authorization": f"Bearer {token}"}
        if content is not None:
            sent["Content-Type"] = "application/json"
        self.count += 1
        with _lost():
            response = self._client.request(method, path, params=params, content=content, headers=sent, timeout=timeout)
        return Answer(
            response.status_code, _read(response), {name.lower(): one for name, one in response.headers.items()}
        )


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


def moment_of(text: object) -> datetime | None:
    """
    Return a moment of ISO 8601 in UTC; None if it is none.
    """
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
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
