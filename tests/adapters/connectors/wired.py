"""
An office that exchanges with a system, over the connector and the server of each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

import httpx
from attrs import define, evolve, field
from tests.adapters.connectors.dynamics_server import HOST as DYNAMICS
from tests.adapters.connectors.dynamics_server import DynamicsServer
from tests.adapters.connectors.hubspot_server import PORTAL, HubSpotServer
from tests.adapters.connectors.marketo_server import HOST as MARKETO
from tests.adapters.connectors.marketo_server import SINCE, MarketoServer
from tests.adapters.connectors.salesforce_server import SalesforceServer
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office

from leadflow.adapters.connectors import Dynamics, HubSpot, HubSpotJournal, Marketo, Salesforce
from leadflow.core.connectors import Connection, RemoteKind, SharedField, SystemRole
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.kinds import Money
from leadflow.core.leads import Lead
from leadflow.services import OpportunityDesk, SyncDesk

__all__ = ["NAMES", "UNCHANGED", "AnyConnector", "Server", "Wired", "wired_to"]

Server = SalesforceServer | HubSpotServer | DynamicsServer | MarketoServer
AnyConnector = Salesforce | HubSpot | Dynamics | Marketo

UNCHANGED: Final = {"unchanged", "seen", "ignored"}
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "salesforce": ("Email", "City", "Name", "Amount"),
    "salesforce_jobs": ("Email", "City", "Name", "Amount"),
    "hubspot": ("email", "city", "dealname", "amount"),
    "hubspot_journal": ("email", "city", "dealname", "amount"),
    "marketo": ("email", "city", "name", "amount"),
    "dynamics": ("emailaddress1", "address1_city", "name", "estimatedvalue"),
}
"""
What each system calls the e-mail and the city of a lead, and the name and the amount of an opportunity.
"""


@define
class Wired:
    """
    An office that exchanges with a system.

    Attributes:
        name: Of the system, one of NAMES.
        office: The office.
        server: The system.
        connect: Connects to it, by a way.
        way: How requests get there.
    """

    name: str
    office: Office
    server: Server
    connect: Callable[[httpx.BaseTransport], AnyConnector]
    way: httpx.BaseTransport
    _desk: SyncDesk | None = field(default=None, init=False)

    @property
    def desk(self) -> SyncDesk:
        """
        The desk, with one connector.
        """
        self._desk = self._desk or SyncDesk(self.office.setting, HOST, connectors={"crm": self.connect(self.way)})
        return self._desk

    def restart(self) -> None:
        """
        Forget what a process remembered.
        """
        self._desk = None
        self.office._setting = None

    def exchange(self) -> tuple[int, int]:
        """
        Pull and push once; returns how many records came and went.
        """
        self.advance()
        pulled = sum(count for outcome, count in self.desk.pull("crm").counts.items() if outcome not in UNCHANGED)
        return pulled, sum(self.desk.push("crm").counts.values())

    def advance(self) -> None:
        """
        Let half an hour pass.
        """
        self.server.advance(timedelta(minutes=30))
        self.office.clock.advance(timedelta(minutes=30))

    def received(self, email: str, *, partner: str | None = None) -> str:
        """
        Receive a lead here, which the partner accepts, and return its id.
        """
        draft = read_draft(PROGRAMME.schema, {"email": email, "city": "Ulm", "country": "SE"}, partner=partner)
        done = self.office.desk.receive(draft)
        assert isinstance(done, Distribution)
        if partner is not None:
            self.office.at(partner).accept(done.lead.id)
        return done.lead.id

    def sells(self, lead_id: str, name: str, amount: str) -> None:
        """
        Have the partner *north* register an opportunity.
        """
        desk = OpportunityDesk(self.office.setting, a_partner_admin("north"))
        desk.register(lead_id, name=name, amount=Money(Decimal(amount), "EUR"))

    def leads(self) -> list[Lead]:
        """
        Return all leads.
        """
        return [self.office.desk.lead(row.id) for row in self.office.desk.leads()]


def wired_to(name: str, way: Callable[[Server], httpx.BaseTransport] = lambda server: server.transport) -> Wired:
    """
    Return an office that exchanges with the system of this name.
    """
    email, city, sale, amount = NAMES[name]
    connection = Connection(
        name="crm",
        role=SystemRole.SUPPLIER_CRM,
        leads=(SharedField(field="email", remote=email), SharedField(field="city", remote=city)),
        opportunities=(SharedField(field="name", remote=sale), SharedField(field="amount", remote=amount)),
        currency="EUR",
        converted_stage="qualified",
    )
    fields = {RemoteKind.LEAD: [email, city], RemoteKind.OPPORTUNITY: [sale, amount]}
    server, connect = _WAYS[name](fields)
    office = an_office(programme=evolve(PROGRAMME, connections=(connection,)))
    return Wired(name, office, server, connect, way(server))


Fields = Mapping[RemoteKind, list[str]]
Made = tuple[Server, Callable[[httpx.BaseTransport], AnyConnector]]


def _salesforce(fields: Fields, above: int | None = None) -> Made:
    server = SalesforceServer()
    server.jobs.polls = 0
    return server, lambda way: Salesforce(
        "https://a.example", server.credentials, fields=fields, bulk_above=above, transport=way
    )


def _hubspot(fields: Fields) -> Made:
    server = HubSpotServer()
    return server, lambda way: HubSpot(server.credentials, fields=fields, transport=way)


def _by_journal(fields: Fields) -> Made:
    server = HubSpotServer()

    def connect(way: httpx.BaseTransport) -> HubSpot:
        journal = HubSpotJournal(server.credentials, account=PORTAL, transport=way)
        return HubSpot(server.credentials, fields=fields, journal=journal, transport=way)

    return server, connect


def _marketo(fields: Fields) -> Made:
    server = MarketoServer()
    return server, lambda way: Marketo(MARKETO, server.credentials, fields=fields, since=SINCE, transport=way)


def _dynamics(fields: Fields) -> Made:
    server = DynamicsServer()
    return server, lambda way: Dynamics(DYNAMICS, server.credentials, fields=fields, transport=way)


_WAYS: Final[Mapping[str, Callable[[Fields], Made]]] = {
    "salesforce": _salesforce,
    "salesforce_jobs": lambda fields: _salesforce(fields, 0),
    "hubspot": _hubspot,
    "hubspot_journal": _by_journal,
    "marketo": _marketo,
    "dynamics": _dynamics,
}
