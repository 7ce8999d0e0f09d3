"""
Connectors that push records of a kind that they do not read.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.adapters.connectors import dynamics_server, marketo_server
from tests.adapters.connectors.dynamics_server import DynamicsServer
from tests.adapters.connectors.hubspot_server import HubSpotServer
from tests.adapters.connectors.marketo_server import MarketoServer
from tests.adapters.connectors.salesforce_server import SalesforceServer

from leadflow.adapters.connectors import Dynamics, HubSpot, Marketo, Salesforce
from leadflow.core.connectors import Pushed, PushUpdate, RemoteKind, RemoteRecord, RemoteRef

LEAD, SALE = RemoteKind.LEAD, RemoteKind.OPPORTUNITY
Opened = tuple[Salesforce | HubSpot | Dynamics | Marketo, RemoteRef]


def _salesforce() -> Opened:
    system = SalesforceServer()
    lead = RemoteRef(LEAD, system.create({"Email": "a@x.example"}))
    address, fields = "https://acme.my.salesforce.com", {LEAD: ["Email"]}
    return Salesforce(address, system.credentials, fields=fields, transport=system.transport), lead


def _hubspot() -> Opened:
    system = HubSpotServer()
    lead = RemoteRef(LEAD, system.create({"email": "a@x.example"}))
    return HubSpot(system.credentials, fields={LEAD: ["email"]}, transport=system.transport), lead


def _dynamics() -> Opened:
    system = DynamicsServer()
    lead = RemoteRef(LEAD, system.create({"emailaddress1": "a@x.example"}))
    address, fields = dynamics_server.HOST, {LEAD: ["emailaddress1"]}
    return Dynamics(address, system.credentials, fields=fields, transport=system.transport), lead


def _marketo() -> Opened:
    system = MarketoServer()
    lead = RemoteRef(LEAD, system.create({"email": "a@x.example"}))
    address, since, fields = marketo_server.HOST, marketo_server.SINCE, {LEAD: ["email"]}
    return Marketo(address, system.credentials, fields=fields, since=since, transport=system.transport), lead


@pytest.mark.parametrize(
    ("opened", "name"),
    [(_salesforce, "Name"), (_hubspot, "dealname"), (_dynamics, "name"), (_marketo, "name")],
    ids=["salesforce", "hubspot", "dynamics", "marketo"],
)
def test_opportunity_that_is_only_pushed_is_there(opened: Callable[[], Opened], name: str) -> None:
    """
    A look at it, as after a cursor has expired, says that it is there, and nothing of its values.
    """
    connector, lead = opened()
    (made,) = connector.push([PushUpdate(key="sale-1", kind=SALE, values={name: "Roof"}, lead=lead)], 5)
    assert isinstance(made, Pushed)

    (found,) = connector.read([made.ref], 5)

    assert isinstance(found, RemoteRecord)
    assert (found.ref, dict(found.values)) == (made.ref, {})
