"""
An office that exchanges leads with two fake systems: the supplier's CRM and the CRM of a partner.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import define, evolve, field
from tests.services.builders import HOST, PROGRAMME, Office, an_office

from leadflow.core.connectors import (
    Connection,
    Errand,
    RemoteKind,
    RemoteValue,
    SharedField,
    SyncConflictPolicy,
    SyncDirection,
    SyncState,
    SystemRole,
    errand_key,
)
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.services.desks.syncing import SyncDesk
from leadflow.services.syncing.pulling import PullReport
from leadflow.services.syncing.pushing import PushReport
from leadflow.testing import FakeConnector, FakeSystem, FrozenClock

FIELDS: Final = (
    SharedField(field="email", remote="Email"),
    SharedField(field="country", remote="Country", values={"SE": "Sweden"}),
    SharedField(field="company", remote="Company"),
    SharedField(field="city", remote="City"),
    SharedField(
        field="stage",
        remote="Status",
        values={"open": "New", "contacted": "Working", "nurture": "Working", "qualified": "Qualified"},
    ),
)
DEALS: Final = (
    SharedField(field="name", remote="Name"),
    SharedField(field="stage", remote="StageName", values={"won": "Closed Won", "prospecting": "New"}),
    SharedField(field="amount", remote="Amount"),
    SharedField(field="close_date", remote="CloseDate"),
)
STATUS: Final = SharedField(field="status", remote="PartnerStatus", direction=SyncDirection.PUSH)
REASON: Final = SharedField(field="rejection_reason", remote="Reason", direction=SyncDirection.PUSH)
CRM: Final = Connection(
    name="crm",
    role=SystemRole.SUPPLIER_CRM,
    leads=(*FIELDS, STATUS, REASON),
    opportunities=DEALS,
    currency="SEK",
    converted_stage="qualified",
)
THEIRS: Final = Connection(
    name="theirs",
    role=SystemRole.PARTNER_CRM,
    partner_id="north",
    leads=(*FIELDS, evolve(STATUS, direction=SyncDirection.BOTH), evolve(REASON, direction=SyncDirection.BOTH)),
    opportunities=DEALS,
    currency="SEK",
)


def with_policy(connection: Connection, policy: SyncConflictPolicy) -> Connection:
    """
    Return a connection whose fields all have this policy.
    """
    return evolve(connection, leads=tuple(evolve(one, on_conflict=policy) for one in connection.leads))


@define
class Bureau:
    """
    An office with the two systems.

    Attributes:
        office: The office.
        crm, theirs: The systems; their clocks are their own.
    """

    office: Office
    crm: FakeSystem
    theirs: FakeSystem
    crm_clock: FrozenClock
    theirs_clock: FrozenClock
    connectors: dict[str, FakeConnector] = field(factory=dict)

    @property
    def desk(self) -> SyncDesk:
        """
        The desk for both systems.
        """
        return SyncDesk(self.office.setting, HOST, connectors=self.connectors)

    def receive(self, email: str = "ann@granit.example", **said: object) -> Lead:
        """
        Receive a lead of the country of the partner *north*.
        """
        draft = read_draft(PROGRAMME.schema, {"email": email, "country": "SE", **said}, partner="north")
        done = self.office.desk.receive(draft)
        assert isinstance(done, Distribution)
        return done.lead

    def exchange(self) -> None:
        """
        Pull and push both systems, until nothing is left.
        """
        for _ in range(4):
            for name in self.connectors:
                self.desk.pull(name)
                self.desk.push(name)

    def pull(self, name: str = "crm") -> PullReport:
        """
        Pull one system.
        """
        return self.desk.pull(name)

    def push(self, name: str = "crm") -> PushReport:
        """
        Push to one system.
        """
        return self.desk.push(name)

    def errand(self, lead_id: str, name: str = "crm") -> Errand | None:
        """
        Return the errand about a lead.
        """
        with self.office.setting.unit() as unit:
            return unit.records.one(Errand, errand_key(name, lead_id))

    def state(self, name: str = "crm") -> SyncState:
        """
        Return how far the exchange with a system is.
        """
        with self.office.setting.unit() as unit:
            found = unit.records.one(SyncState, name)
        assert found is not None
        return found

    def lead(self, lead_id: str) -> Lead:
        """
        Return a lead as it is.
        """
        return next(one for one in self.office.leads() if one.id == lead_id)

    def remote(self, lead: Lead, name: str = "crm") -> Mapping[str, RemoteValue]:
        """
        Return what a system says of a lead.
        """
        return self.system(name).values(self.id(lead, name))

    def id(self, lead: Lead, name: str = "crm") -> str:
        """
        Return what a system calls a lead.
        """
        (there,) = (one.id for one in self.lead(lead.id).external_ids if one.system == name)
        return there

    def system(self, name: str) -> FakeSystem:
        """
        Return a system.
        """
        return {"crm": self.crm, "theirs": self.theirs}[name]

    def deals(self, name: str = "crm") -> list[Mapping[str, RemoteValue]]:
        """
        Return what a system says of all opportunities.
        """
        return [self.system(name).values(one) for one in self.system(name).ids(RemoteKind.OPPORTUNITY)]


def a_bureau(*connections: Connection, **office: Any) -> Bureau:
    """
    Return an office with the connections; if none are given, with both.
    """
    connections = connections or (CRM, THEIRS)
    programme = evolve(office.pop("programme", PROGRAMME), connections=connections)
    opened = an_office(programme=programme, **office)
    crm_clock, theirs_clock = FrozenClock(opened.clock.now), FrozenClock(opened.clock.now)
    crm, theirs = FakeSystem(crm_clock, prefix="C"), FakeSystem(theirs_clock, prefix="T")
    systems = {"crm": crm, "theirs": theirs}
    connectors = {one.name: FakeConnector(systems[one.name]) for one in connections}
    return Bureau(opened, crm, theirs, crm_clock, theirs_clock, connectors)
