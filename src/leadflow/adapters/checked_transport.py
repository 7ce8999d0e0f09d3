"""
Sends requests only where an address policy allows; needs httpx, which the extras ``connectors`` and ``webhooks`` bring.
"""

from __future__ import annotations

import os
from ssl import SSLContext

from leadflow.adapters.outgoing_addresses import AddressPolicy
from leadflow.core.arguments import checked
from leadflow.errors import MissingExtra

try:
    import httpx
except ImportError as error:
    raise MissingExtra("connectors", "httpx") from error

__all__ = ["CheckedTransport"]


class CheckedTransport(httpx.BaseTransport):
    """
    A transport that resolves the name of each request once, and calls the address that was checked.

    The certificate is that of the name. A process that forks shares no connection with its child. Raises
    `AddressNotAllowed` for an address that may not be called.
    """

    @checked
    def __init__(self, addresses: AddressPolicy | None = None, *, trust: SSLContext | None = None) -> None:
        """
        Allow what *addresses* allow.

        Args:
            addresses: By default public ones.
            trust: Which certificates are trusted; by default those that the system trusts.
        """
        self._addresses = addresses or AddressPolicy()
        self._trust: SSLContext | bool = True if trust is None else trust
        # By the name of the host: two names may have one address, and a connection is of the name whose certificate was
        # checked. And by process: after a fork two would talk over one connection.
        self._inner: dict[tuple[int, str], httpx.HTTPTransport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        Send a request; see httpx.
        """
        address = self._addresses.check(str(request.url))
        request.headers["host"] = address.authority
        request.url = httpx.URL(address.url)
        request.extensions = {**request.extensions, "sni_hostname": address.host}
        whose = os.getpid(), address.host
        if (inner := self._inner.get(whose)) is None:
            # Proxies of the environment would resolve the address again.
            inner = self._inner.setdefault(whose, httpx.HTTPTransport(verify=self._trust, trust_env=False))
        return inner.handle_request(request)

    def close(self) -> None:
        """
        Close all connections of this process.
        """
        for (process, _), inner in self._inner.items():
            if process == os.getpid():
                inner.close()
