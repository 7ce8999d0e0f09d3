"""
Checks addresses that customers give, so that no call goes into the own network.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.errors import AddressNotAllowed

__all__ = ["AddressPolicy", "OutgoingAddress", "Resolve"]

Resolve = Callable[[str, int], Sequence[str]]
"""
Returns the IP addresses of a host name.

Raises:
    OSError: It has none.
"""

_Network = IPv4Network | IPv6Network
_Ip = IPv4Address | IPv6Address
_TRANSLATED: Final = ip_network("64:ff9b::/96")
_ISATAP: Final = (0x5EFE, 0x2005EFE)
# What some versions of Python take for public: relays, local translations, old local addresses, and documentation.
_NOT_PUBLIC: Final = tuple(
    ip_network(one)
    for one in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16", "fec0::/10")
)
_HTTPS: Final = 443


@frozen
class OutgoingAddress:
    """
    An address that was resolved once and checked.

    Attributes:
        host: The name, for the certificate and the header.
        port: The port.
        ip: Where the call goes.
        path: The path, with the query.
    """

    host: str
    port: int
    ip: str
    path: str

    @property
    def url(self) -> str:
        """
        The address by its IP address, so that nobody resolves it again.
        """
        ip = f"[{self.ip}]" if ":" in self.ip else self.ip
        return f"https://{ip}:{self.port}{self.path}"

    @property
    def authority(self) -> str:
        """
        What the header ``Host`` says.
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _HTTPS else f"{host}:{self.port}"


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class AddressPolicy:
    """
    Which addresses may be called: https only, and public networks only unless a host allows its own.
    """

    @checked
    def __init__(self, *, networks: tuple[str, ...] = (), resolve: Resolve = _resolved) -> None:
        """
        Allow public addresses.

        Args:
            networks: Further networks that are allowed, such as ``10.20.0.0/16``.
            resolve: Resolves names; by default the system does.

        Raises:
            InvalidInput: A network cannot be read (``network_malformed``).
        """
        try:
            self._networks: tuple[_Network, ...] = tuple(ip_network(one) for one in networks)
        except ValueError as error:
            message = f"{error}; give networks such as '10.20.0.0/16'"
            raise wrong_value("network_malformed", message, "AddressPolicy(networks)") from None
        self._resolve = resolve

    def check(self, url: str) -> OutgoingAddress:
        """
        Resolve an address once, and make sure that every answer may be called.

        Raises:
            AddressNotAllowed: It may not, or it cannot be resolved.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, _HTTPS if parts.port is None else parts.port
        except ValueError:
            raise AddressNotAllowed("address_malformed") from None
        if parts.scheme != "https":
            raise AddressNotAllowed("not_https")
        if not host or not port or parts.username is not None or parts.password is not None or not url.isprintable():
            raise AddressNotAllowed("address_malformed")
        try:
            ips = list(self._resolve(host, port))
        except (OSError, UnicodeError):
            raise AddressNotAllowed("host_unknown") from None
        if not ips:
            raise AddressNotAllowed("host_unknown")
        # All are checked: which of them is called must not decide.
        if not all(self._allowed(one) for one in ips):
            raise AddressNotAllowed("network_not_allowed")
        path = parts.path or "/"
        return OutgoingAddress(host, port, ips[0], f"{path}?{parts.query}" if parts.query else path)

    def _allowed(self, text: str) -> bool:
        try:
            ip = ip_address(text.partition("%")[0])
        except ValueError:
            return False
        if any(ip in one for one in self._networks if one.version == ip.version):
            return True
        return all(map(_is_public, _meant(ip)))


def _is_public(ip: _Ip) -> bool:
    if any(ip in one for one in _NOT_PUBLIC if one.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_private or ip.is_reserved)


def _meant(ip: _Ip) -> Iterable[_Ip]:
    """
    Return an address, and those that are inside it.
    """
    yield ip
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            yield ip.ipv4_mapped
        if ip.sixtofour is not None:
            yield ip.sixtofour
        if ip.teredo is not None:
            yield from ip.teredo
        if ip in _TRANSLATED or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP:
            yield IPv4Address(int(ip) & 0xFFFFFFFF)
