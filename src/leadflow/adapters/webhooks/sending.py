"""
Sends updates of leads as webhooks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from ssl import SSLContext
from types import ModuleType
from typing import TYPE_CHECKING, Final, cast

from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.arguments import checked
from leadflow.core.connectors import (
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RemoteRef,
    SystemBlocked,
    TryLater,
)
from leadflow.core.problems import Problem
from leadflow.core.webhooks import WebhookSecret, sign_webhook
from leadflow.errors import AddressNotAllowed, MissingExtra
from leadflow.ports import Clock

if TYPE_CHECKING:
    import httpx

__all__ = ["WebhookConnector"]

_DIGITS: Final = 32
_LONGEST_WAIT: Final = 24 * 3600
_OK, _REDIRECTS, _ERRORS = 200, 300, 400
_GONE, _BUSY, _FAULTS = 410, 429, 500
_UNAUTHORIZED: Final = (401, 403)


class WebhookConnector:
    """
    A connector that posts each update of a lead to one address, signed by the scheme of Standard Webhooks.

    It only pushes, so its connection has the direction ``push``. The receiver keeps the id of a message as long as it
    is repeated, for 72 hours; ``data.id`` is the same for one lead for ever.
    """

    @checked
    def __init__(
        self,
        url: str,
        *,
        secrets: Callable[[], Sequence[WebhookSecret]],
        clock: Clock,
        addresses: AddressPolicy | None = None,
        trust: SSLContext | None = None,
    ) -> None:
        """
        Send to *url*.

        Args:
            url: An https address. It is resolved with each call, once, and every answer has to be allowed.
            secrets: Gives the secrets to sign with, all of them; called for each message.
            clock: Gives the present moment in UTC.
            addresses: Which addresses may be called; by default public ones.
            trust: Which certificates are trusted; by default those that the system trusts.

        Raises:
            MissingExtra: httpx is not installed.
        """
        self._httpx = _httpx()
        self._url = url
        self._secrets = secrets
        self._clock = clock
        self._addresses = addresses or AddressPolicy()
        self._trust = trust
        self.batch = 20
        self.calls = 0

    def push(self, updates: Sequence[PushUpdate], timeout: float, /) -> tuple[PushResult, ...]:
        """
        Post each update; see `leadflow.ports.PushesUpdates`.
        """
        results = list[PushResult]()
        with self._client(timeout) as client:
            for update in updates:
                self.calls += 1
                results.append(self._posted(client, update))
        return tuple(results)

    def _client(self, timeout: float) -> httpx.Client:
        from leadflow.adapters.checked_transport import CheckedTransport

        transport = CheckedTransport(self._addresses, trust=self._trust)
        made = self._httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, transport=transport)
        return cast("httpx.Client", made)

    def _posted(self, client: httpx.Client, update: PushUpdate) -> PushResult:
        body, now = _body(update, self._clock()), self._clock()
        headers = sign_webhook(_id(update), body, self._secrets(), now)
        headers |= {"content-type": "application/json", "user-agent": "leadflow"}
        try:
            # The answer is not read: only its status counts.
            with client.stream("POST", self._url, content=body, headers=headers) as answer:
                return _result(update, answer.status_code, answer.headers.get("retry-after"))
        except AddressNotAllowed as error:
            if error.reason == "host_unknown":
                return TryLater(error.reason)
            return SystemBlocked(error.reason, "correct the address, or allow its network")
        except (self._httpx.ConnectError, self._httpx.ConnectTimeout, self._httpx.PoolTimeout) as error:
            return TryLater(type(error).__name__)
        except self._httpx.HTTPError as error:
            return PushUnclear(type(error).__name__)


def _result(update: PushUpdate, status: int, retry_after: str | None) -> PushResult:
    if _OK <= status < _REDIRECTS:
        ref = update.ref or RemoteRef(update.kind, update.key)
        return Pushed(ref=ref, created=update.ref is None)
    if status == _GONE:
        return SystemBlocked("410", "the receiver wants no more webhooks; end the connection")
    if status in _UNAUTHORIZED:
        return SystemBlocked(str(status), "the receiver does not accept the signature; exchange the secret")
    if status == _BUSY or status >= _FAULTS:
        return TryLater(str(status), _wait(retry_after))
    message = "the receiver refuses it; see its log"
    return PushRefused((Problem(code=f"status_{status}", path="", message=message),))


def _wait(retry_after: str | None) -> timedelta | None:
    if retry_after is None or not retry_after.isascii() or not retry_after.isdigit():
        return None
    return timedelta(seconds=min(int(retry_after[:9]), _LONGEST_WAIT))


def _id(update: PushUpdate) -> str:
    """
    Return the id of a message: the same in a repetition, and another for another change.
    """
    text = json.dumps([update.kind, update.key, update.revision, _values(update)], sort_keys=True)
    return f"msg_{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def _body(update: PushUpdate, now: datetime) -> bytes:
    created = update.ref is None
    data = {"id": update.key, "values": _values(update)}
    if update.lead is not None:
        data["lead_id"] = update.lead.id
    kind = f"{update.kind.value}.{'created' if created else 'updated'}"
    return json.dumps({"type": kind, "timestamp": now.isoformat(), "data": data}, ensure_ascii=False).encode()


def _values(update: PushUpdate) -> dict[str, object]:
    return {name: _plain(value) for name, value in update.values.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _httpx() -> ModuleType:
    try:
        import httpx
    except ImportError as error:
        raise MissingExtra("webhooks", "httpx") from error
    return httpx
