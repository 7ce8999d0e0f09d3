"""
This build works on a database on which a newer one works too: nothing of what the newer one wrote is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from tests.core.builders import a_campaign, a_lead, a_partner
from tests.services.builders import MODULE, Office, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.changes import Changes
from leadflow.core.facts import Actor, Assigned, AssignedBy, Notice
from leadflow.core.leads import EmailStatus
from leadflow.core.partners import Campaign, Partner
from leadflow.core.routing import RoutingModule
from leadflow.core.stored import ANY, Put
from leadflow.core.timeline import LeadChange
from leadflow.core.unknown import MembersKept
from leadflow.testing import changes_of

UNKNOWN = MembersKept('{"opportunity_id":"opp-1","deal":{"worth":[1,2]}}')


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """
    An office on a store of each kind.
    """
    if request.param == "memory":
        yield an_office(store=MemoryStore())
        return
    store = SqlStore("sqlite://")
    yield an_office(store=store)
    store.close()


def test_lead_keeps_it_when_it_is_handled(office: Office) -> None:
    """
    A partner accepts a lead of which a newer build knows more, and what it knows is still there.
    """
    lead = evolve(a_lead(), supplier_id="acme", unknown=UNKNOWN)
    with office.setting.unit() as unit:
        unit.commit(changes_of(lead))
        fact = Assigned(partner_id="north", by=AssignedBy.PERSON, notice=Notice(EmailStatus.NO_RECIPIENTS))
        stored = unit.leads.get(lead.id)
        unit.commit(Changes(leads=(LeadChange(stored).then(fact, at=office.clock(), actor=Actor()),)))
    office.at("north").accept(lead.id)

    assert office.desk.lead(lead.id).unknown == UNKNOWN


@pytest.mark.parametrize("more", [0, 30], ids=["few", "many"])
def test_partners_and_campaigns_keep_it_when_they_are_copied(office: Office, more: int) -> None:
    """
    A nightly copy that knows nothing of it takes nothing away, of few partners or of many.
    """
    partner, campaign = a_partner("north"), a_campaign()
    with office.setting.unit() as unit:
        puts = [Put(evolve(one, unknown=UNKNOWN), before=ANY) for one in (partner, campaign)]
        unit.commit(Changes(puts=tuple(puts)))
    others = [a_partner(f"other-{number}") for number in range(more)]
    office.desk.save_partners([evolve(partner, name="Renamed"), *others])
    office.desk.save_campaigns([campaign])

    with office.setting.unit() as unit:
        read = unit.records.one(Partner, "north"), unit.records.one(Campaign, campaign.id)
    assert read == (evolve(partner, name="Renamed", unknown=UNKNOWN), evolve(campaign, unknown=UNKNOWN))


def test_module_keeps_it_when_it_is_rolled_back(office: Office) -> None:
    """
    An earlier version that is published again is the whole earlier version.
    """
    office.routing.publish(evolve(MODULE, name="m", unknown=UNKNOWN))
    office.routing.publish(RoutingModule(name="m"))
    again = office.routing.roll_back("m", 1)

    assert (again.version, again.unknown) == (3, UNKNOWN)
