"""
New tokens by OAuth 2.0, for connectors; needs the extra ``connectors``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from leadflow.adapters.checked_transport import CheckedTransport
from leadflow.adapters.connectors.moments import http_date
from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.connectors import AccessToken
from leadflow.errors import AddressNotAllowed, MissingExtra, PortError

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["Renew", "client_credentials", "jwt_bearer"]

Renew = Callable[[float], AccessToken]
"""
Gets a new token; takes the seconds that the call may last, and raises `PortError` if there is none.
"""

_EARLIER: Final = timedelta(minutes=1)


@checked
def client_credentials(
    address: str,
    *,
    client_id: str,
    secret: Callable[[], str],
    scope: str = "",
    addresses: AddressPolicy | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Renew:
    """
    Return what gets a token for a client with a secret (RFC 6749, section 4.4).

    Args:
        address: Of the token endpoint, by https.
        client_id: Of the client.
        secret: Returns its secret; called for each token, and never kept.
        scope: What the token is for; empty leaves it to the system.
        addresses: Which addresses may be called; by default public ones.
        transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

    Raises:
        InvalidInput: The address is not https (``address_malformed``).
    """

    def form() -> Mapping[str, str]:
        asked = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret()}
        return {**asked, "scope": scope} if scope else asked

    return _asking(address, form, transport or CheckedTransport(addresses))


@checked
def jwt_bearer(
    address: str,
    *,
    assertion: Callable[[], str],
    addresses: AddressPolicy | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Renew:
    """
    Return what gets a token for a signed assertion (RFC 7523).

    Args:
        address: Of the token endpoint, by https.
        assertion: Returns a JWT that the host has signed just now with its key, which leadflow never sees.
        addresses: Which addresses may be called; by default public ones.
        transport: How requests are sent; if omitted, over the network, to what *addresses* allow.

    Raises:
        InvalidInput: The address is not https (``address_malformed``).
    """

    def form() -> Mapping[str, str]:
        return {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion()}

    return _asking(address, form, transport or CheckedTransport(addresses))


def _asking(address: str, form: Callable[[], Mapping[str, str]], transport: httpx.BaseTransport) -> Renew:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        url = httpx.URL("")
    if url.scheme != "https" or not url.host:
        message = "is not an https address; write it as https://acme.example/oauth2/token"
        raise wrong_value("address_malformed", message, "address")
    client = httpx.Client(transport=transport, follow_redirects=False, trust_env=False)

    def renew(timeout: float) -> AccessToken:
        try:
            response = client.post(address, data=form(), timeout=timeout)
            data = response.json()
        except AddressNotAllowed as refused:
            raise PortError(f"the token endpoint may not be called ({refused.reason}); correct the address") from None
        except (httpx.HTTPError, ValueError):
            raise PortError("the token endpoint did not answer; trying again is safe") from None
        if response.status_code != 200 or not isinstance(data, dict) or not isinstance(data.get("access_token"), str):
            told = str(data.get("error", response.status_code))[:50] if isinstance(data, dict) else "no JSON"
            raise PortError(f"the token endpoint gives no token ({told}); correct the credentials")
        return AccessToken(data["access_token"], _end(data.get("expires_in"), response.headers.get("date", "")))

    return renew


def _end(seconds: object, date: str) -> datetime | None:
    """
    Return when a token ends, a minute early, by the clock of the system; None if it does not say.
    """
    answered = http_date(date)
    try:
        return None if answered is None else answered + timedelta(seconds=int(str(seconds))) - _EARLIER
    except (ValueError, OverflowError):
        return None
