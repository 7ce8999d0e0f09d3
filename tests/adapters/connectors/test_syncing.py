"""
The desk that exchanges with other systems, over the connector and the server of each.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import frozen
from tests.adapters.connectors.dynamics_server import HOST as DYNAMICS
from tests.adapters.connectors.dynamics_server import DynamicsServer
from tests.adapters.connectors.hubspot_server import PORTAL, HubSpotServer
from tests.adapters.connectors.marketo_server import HOST as MARKETO
from tests.adapters.connectors.marketo_server import SINCE, MarketoServer
from tests.adapters.connectors.salesforce_server import SalesforceServer
from tests.services.builders import HOST, Office, an_office

from leadflow.adapters.connectors import Dynamics, HubSpot, HubSpotJournal, Marketo, Salesforce
from leadflow.core.connectors import Connection, RemoteKind, SharedField, SystemRole
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.programme import Programme
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import SyncDesk

Server = SalesforceServer | HubSpotServer | DynamicsServer | MarketoServer


@frozen
class Wired:
    """
    An office that exchanges with a system.
    """

    office: Office
    server: Server
    desk: SyncDesk

    def exchange(self) -> tuple[int, int]:
        """
        Pull and push once; returns how many records came and went.
        """
        self.server.advance(timedelta(minutes=30))
        self.office.clock.advance(timedelta(minutes=30))
        pulled = sum(count for outcome, count in self.desk.pull("crm").counts.items() if outcome not in UNCHANGED)
        return pulled, sum(self.desk.push("crm").counts.values())

    def leads(self) -> list[Lead]:
        """
        Return all leads.
        """
        return [self.office.desk.lead(row.id) for row in self.office.desk.leads()]


UNCHANGED = {"unchanged", "seen", "ignored"}
NAMES = {
    "salesforce": ("Email", "City"),
    "salesforce_jobs": ("Email", "City"),
    "hubspot": ("email", "city"),
    "hubspot_journal": ("email", "city"),
    "marketo": ("email", "city"),
    "dynamics": ("emailaddress1", "address1_city"),
}


@pytest.fixture(params=sorted(NAMES))
def wired(request: pytest.FixtureRequest) -> Wired:
    """
    An office and each system.
    """
    email, city = NAMES[request.param]
    shared = (SharedField(field="email", remote=email), SharedField(field="city", remote=city))
    connection = Connection(name="crm", role=SystemRole.SUPPLIER_CRM, leads=shared, converted_stage="qualified")
    programme = Programme(supplier_id="acme", schema=STANDARD_SCHEMA, connections=[connection])
    office = an_office(programme=programme)
    fields = {RemoteKind.LEAD: [email, city]}
    connector: Salesforce | HubSpot | Dynamics | Marketo
    server: Server
    match request.param:
        case "salesforce":
            server = SalesforceServer()
            connector = Salesforce("https://a.example", server.credentials, fields=fields, transport=server.transport)
        case "salesforce_jobs":
            server = SalesforceServer()
            server.jobs.polls = 0
            connector = Salesforce(
                "https://a.example", server.credentials, fields=fields, bulk_above=0, transport=server.transport
            )
        case "hubspot":
            server = HubSpotServer()
            connector = HubSpot(server.credentials, fields=fields, transport=server.transport)
        case "hubspot_journal":
            server = HubSpotServer()
            journal = HubSpotJournal(server.credentials, account=PORTAL, transport=server.transport)
            connector = HubSpot(server.credentials, fields=fields, journal=journal, transport=server.transport)
        case "marketo":
            server = MarketoServer()
            connector = Marketo(
                MARKETO,
                server.credentials,
                fields={RemoteKind.LEAD: [email, city]},
                since=SINCE,
                transport=server.transport,
            )
        case _:
            server = DynamicsServer()
            connector = Dynamics(DYNAMICS, server.credentials, fields=fields, transport=server.transport)
    return Wired(office, server, SyncDesk(office.setting, HOST, connectors={"crm": connector}))


def received(wired: Wired, email: str) -> str:
    """
    Receive a lead here, and return its id.
    """
    done = wired.office.desk.receive(read_draft(STANDARD_SCHEMA, {"email": email, "city": "Ulm"}))
    assert isinstance(done, Distribution)
    return done.lead.id


def test_both_sides_have_the_same_and_are_quiet(wired: Wired) -> None:
    """
    What is new on either side is on both after one exchange, and the next ones move nothing.
    """
    wired.server.create({wired.server.email: "there@x.example", wired.server.text: "Oslo"})
    received(wired, "here@x.example")
    wired.exchange()
    assert sorted(one.values["email"] for one in wired.leads()) == ["here@x.example", "there@x.example"]
    assert sorted(str(wired.server.values(one)[wired.server.email]) for one in wired.server.ids()) == [
        "here@x.example",
        "there@x.example",
    ]
    for _ in range(3):
        wired.exchange()
    writes = len(wired.server.requests)
    pulled, pushed = wired.exchange()
    assert pushed == 0
    assert (pulled, len(wired.leads()), len(wired.server.ids())) == (0, 2, 2)
    assert not [one for one in wired.server.requests[writes:] if one.method == "PATCH"]


def test_changes_go_both_ways(wired: Wired) -> None:
    """
    A change on one side reaches the other, and does not come back.
    """
    lead_id = received(wired, "here@x.example")
    wired.exchange()
    (there,) = wired.server.ids()
    wired.server.update(there, {wired.server.text: "Kiruna"})
    wired.exchange()
    assert wired.office.desk.lead(lead_id).values["city"] == "Kiruna"
    assert wired.office.desk.edit(lead_id, {"city": "Bergen"}).ok
    wired.exchange()
    assert wired.server.values(there)[wired.server.text] == "Bergen"
    assert wired.exchange()[1] == 0


def test_lost_answer_makes_no_second_record(wired: Wired) -> None:
    """
    A creation whose answer was lost is repeated by the key, and both sides are linked.
    """
    received(wired, "here@x.example")
    wired.server.lose_answers(1)
    wired.exchange()
    wired.exchange()
    wired.exchange()
    assert len(wired.server.ids()) == 1
    assert len(wired.leads()) == 1


def test_merge_there_keeps_one_link(wired: Wired) -> None:
    """
    After a merge there, changes of what is left reach a lead here, and nothing is created again.
    """
    one, other = received(wired, "a@x.example"), received(wired, "b@x.example")
    wired.exchange()
    first, second = wired.server.ids()
    left = wired.server.merge(first, second)
    wired.exchange()
    wired.server.update(left, {wired.server.text: "Kiruna"})
    wired.exchange()
    wired.exchange()
    cities = {wired.office.desk.lead(lead_id).values["city"] for lead_id in (one, other)}
    assert "Kiruna" in cities
    remaining = [one for one in wired.server.ids() if one == left]
    assert remaining == [left]
    assert len(wired.leads()) == 2
