"""
The filters of lists by what partners and campaigns did, by apps, and by links to a CRM.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import text
from tests.core.builders import NOW, SCHEMA, a_campaign, a_user, an_account
from tests.services.builders import PARTNERS, Office, an_office
from tests.services.test_moving_on import moving, received, rejected

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, SupplierParty
from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.changes import Changes
from leadflow.core.criteria import Condition, where
from leadflow.core.facts import Erased, ExternalIdsChanged
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Activity, ExternalId, Lead, LeadKind
from leadflow.core.timeline import LeadChange
from leadflow.core.views import LeadQuery
from leadflow.services import PartnerDesk, SupplierDesk

DAY = timedelta(days=1)
TEAM = an_account("team", users=(a_user("tina"), a_user("ole")), embedded_apps=("maps", "Chat"), crm_connected=True)
LONE = an_account("lone", users=(a_user("lea"),))
CRM = Actor("teamcrm", Channel.CRM, Side.PARTNER, "teamcrm")


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """
    An office with a lead *a* at *team* and a lead *b* at *lone*, over each store.
    """
    partners = (*PARTNERS, TEAM, LONE)
    store = None if request.param == "memory" else SqlStore(str(tmp_path / "l.db"))
    made = an_office(partners=partners) if store is None else an_office(partners=partners, store=store)
    for name, partner in (("a", "team"), ("b", "lone")):
        receive(made, name, partner)
    made.clock.advance(DAY)
    yield made
    assert made.sound()


def receive(office: Office, name: str, partner: str | None = None, **envelope: Any) -> Lead:
    """
    Receive a lead under a name.
    """
    draft = read_draft(SCHEMA, {"email": f"{name}@x.se"}, partner=partner, **envelope)
    done = office.desk.receive(draft, lead_id=name)
    assert isinstance(done, Distribution)
    return done.lead


def asked(office: Office, criteria: Condition | None = None, **filters: Any) -> list[str]:
    """
    Return the ids of the leads on a list, which is counted as well.
    """
    query = LeadQuery(criteria=criteria, **filters)
    found = sorted(row.id for row in office.desk.leads(query))
    assert office.desk.count(query) == len(found)
    return found


def test_list_asks_when_a_partner_acted(office: Office) -> None:
    """
    On the lead, and on any lead of the partner; both are columns, and criteria ask for them.
    """
    receive(office, "c", "team")
    at = office.clock()
    office.at("team", "tina").accept("a")
    office.clock.advance(DAY)
    office.desk.edit("a", {"city": "Oslo"})

    assert asked(office, partner_activity_since=at) == ["a"]
    assert asked(office, partner_activity_until=at) == []
    assert asked(office, partner_last_active_since=at, partner_last_active_until=at + DAY) == ["a", "c"]
    assert asked(office, where("partner_activity_at", "is_empty")) == ["b", "c"]
    assert asked(office, where("partner_last_active_at", "is_empty")) == ["b"]
    columns = ["lead_id", "partner_activity_at", "partner_last_active_at"]
    rows = [row.values for row in office.desk.leads(LeadQuery(columns=columns))]
    assert sorted(rows) == [("a", at, at), ("b", None, None), ("c", None, at)]


def test_looking_is_no_activity(office: Office) -> None:
    """
    Neither opening a lead nor what the library or the supplier does.
    """
    office.at("team", "tina").open("a")
    office.desk.edit("a", {"city": "Oslo"})

    assert office.desk.lead("a").partner_activity_at is None
    assert asked(office, where("partner_last_active_at", "is_not_empty")) == []


def test_activity_on_private_leads_is_told_to_nobody(office: Office) -> None:
    """
    The supplier must not learn of private leads by when the partner was last active.
    """
    anna = PartnerDesk(office.setting, PartnerParty(id="anna", partner_id="team", roles=(PARTNER_ADMIN,)))
    anna.create(read_draft(SCHEMA, {"email": "private@x.se"}))

    assert asked(office, partner_last_active_since=NOW) == []
    assert anna.leads(LeadQuery(partner_last_active_since=NOW)).rows == ()
    (private,) = (row.id for row in anna.leads(LeadQuery(partner_activity_since=NOW)))
    assert anna.lead(private).kind is LeadKind.PRIVATE


def test_partner_that_declined_has_not_acted_on_the_duplicate() -> None:
    """
    Whoever rejects a lead causes the duplicate at the next partner, which has done nothing yet.
    """
    office = moving()
    first = received(office)
    after = rejected(office, first, "no_capacity")

    assert after is not None
    assert office.desk.lead(first.id).partner_activity_at == office.clock()
    assert after.partner_activity_at is None


def test_duplicate_begins_without_activity() -> None:
    """
    Also where somebody of the earlier partner is named as its maker, with the ids that it has elsewhere.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    lead = receive(office, "a", "team", external_ids=(ExternalId("teamcrm", "1"),))
    office.desk.transfer(lead.id, partner_id="south")

    again = office.desk.lead(office.desk.lead(lead.id).superseded_by or "")
    assert (again.external_ids, again.crm_system, again.partner_activity_at) == (lead.external_ids, None, None)


def test_list_asks_for_what_a_campaign_did(office: Office) -> None:
    """
    Entries of the lead's own campaign, which the system that it came from names by id or name.
    """
    office.desk.save_campaigns([a_campaign("fair", name="Spring fair"), a_campaign("web")])
    seen = [
        Activity(at=NOW - days * DAY, kind="visit", title="Visit", campaign=campaign)
        for days, campaign in ((3, "fair"), (2, "Spring Fair"), (1, "web"), (0, None), (0, "nowhere"))
    ]
    receive(office, "c", campaign="fair", history=seen)
    receive(office, "d", campaign="web", history=seen[:2])
    receive(office, "e", history=seen)

    assert asked(office, campaign_activity=True) == ["c"]
    assert asked(office, campaign_activity=False) == ["a", "b", "d", "e"]
    assert office.desk.lead("c").campaign_activity_at == NOW - 2 * DAY
    assert [one.campaign for one in office.desk.lead("c").history] == ["fair", "fair", "web", None, None]
    assert asked(office, campaign_activity_since=NOW - 2 * DAY, campaign_activity_until=NOW) == ["c"]
    assert asked(office, where("campaign_activity_at", "before", "2020-01-01")) == []


def test_list_asks_for_the_apps_of_a_partner(office: Office) -> None:
    """
    As the partner has them now; codes are compared character by character.
    """
    assert asked(office, embedded_apps=["maps", "none"]) == ["a"]
    assert asked(office, embedded_apps=["chat"]) == []
    assert asked(office, where("embedded_apps", "contains_all", ["maps", "chat"])) == ["a"]
    rows = [row["embedded_apps"] for row in office.desk.leads(LeadQuery(columns=["embedded_apps"]))]
    assert rows == [None, ("maps", "Chat")]

    office.desk.save_partners([evolve(TEAM.partner, embedded_apps=())])
    assert asked(office, embedded_apps=["maps", "none"]) == []


def test_list_asks_for_a_crm_and_a_link_there(office: Office) -> None:
    """
    An id that the partner's side has recorded is a link; one of the supplier's is not.
    """
    office.desk.edit("b", external_ids=[ExternalId("salesforce", "1")])
    linked(office, "a", ExternalId("teamcrm", "7"))

    assert asked(office, crm_linked=True) == asked(office, where("crm_system", "equals", "teamcrm")) == ["a"]
    assert asked(office, crm_linked=False) == ["b"]
    assert (asked(office, crm_connected=True), asked(office, crm_connected=False)) == (["a"], ["b"])
    assert asked(office, where("crm_connected", "equals", True)) == ["a"]
    columns = ["lead_id", "crm_connected", "crm_system"]
    rows = sorted(row.values for row in office.desk.leads(LeadQuery(columns=columns)))
    assert rows == [("a", True, "teamcrm"), ("b", False, None)]

    office.desk.edit("a", external_ids=[ExternalId("salesforce", "1"), ExternalId("teamcrm", "7")])
    assert asked(office, crm_linked=True) == ["a"]
    office.desk.edit("a", external_ids=[ExternalId("salesforce", "1")])
    assert asked(office, crm_linked=True) == []


def linked(office: Office, lead_id: str, one: ExternalId) -> None:
    """
    Record an id as the CRM of a partner does.
    """
    with office.setting.unit() as unit:
        lead = unit.leads.get(lead_id)
        fact = ExternalIdsChanged(external_ids=(*lead.external_ids, one), before=lead.external_ids)
        unit.commit(Changes(leads=(LeadChange(lead).then(fact, at=office.clock(), actor=CRM),)))


def test_erased_lead_says_nothing_of_campaigns_and_links(office: Office) -> None:
    """
    They came from its history and its ids, which are gone.
    """
    linked(office, "a", ExternalId("teamcrm", "7"))
    with office.setting.unit() as unit:
        change = LeadChange(unit.leads.get("a")).then(Erased(), at=office.clock(), actor=CRM)
        unit.commit(Changes(leads=(change,), erases=frozenset({"a"})))

    assert asked(office, crm_linked=True) == []


def test_limited_user_asks_of_their_partners_alone(office: Office) -> None:
    """
    No filter widens what somebody sees.
    """
    office.desk.save_partners([evolve(LONE.partner, groups=("gold",), embedded_apps=("maps",))])
    office.at("team", "tina").accept("a")
    limited = SupplierDesk(office.setting, SupplierParty(id="ines", groups=["gold"]))

    wider: list[dict[str, Any]] = [{"embedded_apps": ["maps"]}, {"crm_connected": False}, {"campaign_activity": False}]
    for filters in wider:
        assert [row.id for row in limited.leads(LeadQuery(**filters))] == ["b"]
    others: list[dict[str, Any]] = [{"partner_last_active_since": NOW}, {"crm_connected": True}]
    for filters in others:
        assert limited.count(LeadQuery(**filters)) == 0


def test_older_database_is_lifted(tmp_path: Path) -> None:
    """
    What partners did, and where a lead is linked, is read from the events that are there.
    """
    path = str(tmp_path / "l.db")
    office = an_office(partners=(*PARTNERS, TEAM, LONE), store=SqlStore(path))
    for name, partner in (("a", "team"), ("b", "lone"), ("c", "team")):
        receive(office, name, partner, external_ids=(ExternalId("salesforce", name),))
    office.at("team", "tina").accept("a")
    linked(office, "c", ExternalId("teamcrm", "7"))
    before = {name: office.desk.lead(name) for name in "abc"}
    engine = make_engine(path)
    with engine.begin() as connection:
        for index in ("acted", "activity", "state"):
            connection.execute(text(f"DROP INDEX ix_leadflow_leads_{index}"))
        connection.execute(text("ALTER TABLE leadflow_activities DROP COLUMN campaign"))
        for column in ("partner_activity_at", "campaign_activity_at", "crm_system"):
            connection.execute(text(f"ALTER TABLE leadflow_leads DROP COLUMN {column}"))
        connection.execute(text("DELETE FROM leadflow_migrations WHERE number IN (19, 23, 27)"))
    engine.dispose()

    lifted = an_office(partners=(), store=SqlStore(path))

    assert {name: lifted.desk.lead(name) for name in "abc"} == before


@pytest.mark.parametrize("name", ["partner_activity", "partner_last_active", "campaign_activity"])
def test_backwards_range_is_refused(name: str) -> None:
    """
    As that of when leads were created is.
    """
    asked: dict[str, Any] = {f"{name}_since": NOW, f"{name}_until": NOW - DAY}
    with pytest.raises(ValueError, match=f"{name}_until"):
        LeadQuery(**asked)
