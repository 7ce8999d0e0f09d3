"""
Connectors call public addresses only, unless a host allows its own networks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import httpx
import pytest

from leadflow.adapters.checked_transport import CheckedTransport
from leadflow.adapters.connectors import (
    AddressPolicy,
    Dynamics,
    HubSpot,
    LinkedInForms,
    MetaForms,
    Salesforce,
    client_credentials,
)
from leadflow.core.connectors import AccessToken, PushUpdate, RemoteKind, SystemBlocked, TryLater
from leadflow.core.lead_forms import LinkedInNotice, MetaNotice
from leadflow.errors import InvalidInput, PortError
from leadflow.ports import Connector

HOST = "https://crm.example"
UPDATE = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={})


def credentials(renewed: AccessToken | None = None) -> AccessToken:
    """
    Give a token.
    """
    return AccessToken("t")


def resolving(*ips: str) -> AddressPolicy:
    """
    Return a policy for which each name has these addresses; none is one that is unknown.
    """

    def resolve(host: str, port: int) -> Sequence[str]:
        if not ips:
            raise OSError(host)
        return ips

    return AddressPolicy(resolve=resolve)


CONNECTORS: dict[str, Callable[[AddressPolicy], Connector]] = {
    "salesforce": lambda policy: Salesforce(HOST, credentials, fields={RemoteKind.LEAD: ["Email"]}, addresses=policy),
    "hubspot": lambda policy: HubSpot(credentials, fields={RemoteKind.LEAD: ["email"]}, addresses=policy),
    "dynamics": lambda policy: Dynamics(HOST, credentials, fields={RemoteKind.LEAD: ["email"]}, addresses=policy),
}


@pytest.mark.parametrize("name", CONNECTORS)
def test_private_address_is_not_called(name: str) -> None:
    """
    A name that leads into the own network blocks the connection, in a pull and in a push; no request is sent.
    """
    connector = CONNECTORS[name](resolving("93.184.215.14", "10.0.0.7"))
    blocked = SystemBlocked("network_not_allowed", "correct the address, or allow its network")

    assert connector.pull(None, 10, 5) == blocked
    assert list(connector.push([UPDATE], 5)) == [blocked]


@pytest.mark.parametrize("name", CONNECTORS)
def test_unknown_name_is_tried_later(name: str) -> None:
    """
    A name that cannot be resolved now may be known later, and nothing was written.
    """
    connector = CONNECTORS[name](resolving())

    assert connector.pull(None, 10, 5) == TryLater("unreachable")
    assert list(connector.push([UPDATE], 5)) == [TryLater("unreachable")]


def test_token_endpoint_and_forms_are_held_to_it_too() -> None:
    """
    Whatever a connector calls is checked.
    """
    policy = resolving("169.254.169.254")
    renew = client_credentials(f"{HOST}/token", client_id="c", secret=lambda: "s", addresses=policy)
    calls: list[Callable[[], object]] = [
        lambda: renew(5),
        lambda: MetaForms(credentials, addresses=policy).entry(MetaNotice(leadgen_id="1")),
        lambda: LinkedInForms(credentials, addresses=policy).entry(LinkedInNotice(response_id="1")),
    ]
    for call in calls:
        with pytest.raises(PortError):
            call()


def test_network_that_cannot_be_read_is_refused() -> None:
    """
    The policy says which parameter it is, before anything is called.
    """
    with pytest.raises(InvalidInput, match=r"AddressPolicy\(networks\): .*network_malformed"):
        AddressPolicy(networks=("10.20.0.0/99",))


def test_child_of_a_fork_has_connections_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Two processes would read each other's answers; and neither closes what is the other's.
    """
    made, closed = list[object](), list[object]()

    class Kept(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            made.append(self)
            return httpx.Response(200)

        def close(self) -> None:
            closed.append(self)

    monkeypatch.setattr(httpx, "HTTPTransport", lambda **_: Kept())
    transport = CheckedTransport(resolving("93.184.215.14"))
    for process in (1, 1, 2):
        monkeypatch.setattr(os, "getpid", lambda process=process: process)
        transport.handle_request(httpx.Request("GET", HOST))
    transport.close()

    assert made[0] is made[1]
    assert made[0] is not made[2]
    assert closed == [made[2]]
