"""
Private leads are registered by rules when they are created or updated, once, and never otherwise.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.processes import running
from tests.reliability.databases import a_setting
from tests.services.builders import HOST, PROGRAMME, Office, a_partner_admin, an_office
from tests.services.updating import update_lead
from tests.stores import emptied, sqlite_database

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_SALES, PartnerParty
from leadflow.core.conflicts import ConflictPolicy, OnConflict
from leadflow.core.criteria import where
from leadflow.core.facts import RegistrationSubmitted
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.core.leads import Lead, LeadKind, RegistrationStatus
from leadflow.core.partners import Partner
from leadflow.core.registration import Approval, AutoRegistrationMode, RegistrationPolicy, RegistrationRule
from leadflow.core.switches import Switches
from leadflow.core.views import LeadQuery
from leadflow.errors import InvalidInput, NotAllowed, NotFound
from leadflow.services import PartnerDesk, PartnerImportDesk, RegistrationDesk, SettingsDesk, SupplierDesk

ANNA: Final = a_partner_admin("north", "anna")
MAJA: Final = PartnerParty(id="maja", partner_id="north", roles=(PARTNER_SALES,))
SWEDISH: Final = RegistrationRule(name="swedish", criteria=where("country", "equals", "SE"))
HOT: Final = RegistrationRule(name="hot", criteria=where("lead_score", "greater", 50))
OWN: Final = AutoRegistrationMode.OWN_RULES


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office over each store, whose partner north has Swedish leads registered.
    """
    office = an_office(store=store)
    settings(office).set_auto_registration("north", OWN)
    settings(office).save_rule("north", SWEDISH)
    return office


def settings(office: Office) -> SettingsDesk:
    """
    Return the desk for settings of an administrator.
    """
    return SettingsDesk(office.setting, ANNA)


def desk(office: Office, party: PartnerParty = ANNA) -> PartnerDesk:
    """
    Return the desk of a user of the partner.
    """
    return PartnerDesk(office.setting, party)


def created(office: Office, party: PartnerParty = ANNA, **said: object) -> Lead:
    """
    Make a private lead.
    """
    given = {"email": "jo@granit.se", "company": "Granit AB", **said}
    done = desk(office, party).create(read_draft(SCHEMA, {name: one for name, one in given.items() if one}))
    assert isinstance(done, LeadUpdate), done
    return done.lead


def edited(office: Office, lead: Lead, score: int | None = None, **said: object) -> Lead:
    """
    Edit a lead.
    """
    done = desk(office).edit(lead.id, said, score=score)
    assert isinstance(done, LeadUpdate), done
    return done.lead


def submissions(office: Office, lead: Lead) -> list[tuple[str, ...]]:
    """
    Return the rules of each time that a lead was submitted.
    """
    facts = (event.fact for event in desk(office).timeline(lead.id))
    return [fact.rules for fact in facts if isinstance(fact, RegistrationSubmitted)]


def test_a_lead_is_registered_when_it_is_created(office: Office) -> None:
    """
    In one commit with the lead: it is shared, approved at once, named after its maker, and the rule is told.
    """
    lead = created(office, MAJA, country="SE")
    assert (lead.kind, lead.registration, lead.assignee_id) == (
        LeadKind.REGISTERED,
        RegistrationStatus.APPROVED,
        "maja",
    )
    assert submissions(office, lead) == [("swedish",)]
    assert office.desk.lead(lead.id) == lead
    assert lead.registration_id is not None
    registration = RegistrationDesk(office.setting, ANNA).registration(lead.registration_id).registration
    assert (registration.rules, registration.person_id) == (("swedish",), "maja")
    for told in (desk(office).explain_registration(lead.id), office.desk.explain_registration(lead.id)):
        assert told.text == "Registered automatically by the rule 'swedish'."
    assert office.sound()


def test_a_lead_is_registered_when_it_is_updated(office: Office) -> None:
    """
    By what is edited, the score included; until then it stays private and the explanation says which condition failed.
    """
    lead = created(office, country="NO")
    assert lead.kind is LeadKind.PRIVATE
    assert desk(office).explain_registration(lead.id).text.splitlines()[1:] == [
        "  rule 'swedish' does not hold: country (no)"
    ]
    settings(office).save_rule("north", HOT)
    assert edited(office, lead, city="Oslo").kind is LeadKind.PRIVATE
    assert edited(office, lead, score=70).kind is LeadKind.REGISTERED
    assert submissions(office, lead) == [("hot",)]
    assert office.sound()


def test_leads_that_are_there_are_not_looked_at(office: Office) -> None:
    """
    A rule, a mode or a company that is no longer ignored registers nothing by itself; the next update does, and until
    then the explanation says so.
    """
    settings(office).set_auto_registration("north", AutoRegistrationMode.OFF)
    lead = created(office, country="SE")
    settings(office).set_auto_registration("north", OWN)
    assert desk(office).lead(lead.id).kind is LeadKind.PRIVATE
    assert "next update" in desk(office).explain_registration(lead.id).text
    with pytest.raises(NotFound):
        office.desk.lead(lead.id)
    assert edited(office, lead, country="SE").kind is LeadKind.PRIVATE, "the same value again is no update"
    assert edited(office, lead, city="Kiruna").kind is LeadKind.REGISTERED


def test_off_and_ignored_companies_register_nothing(office: Office) -> None:
    """
    However the company is spelt, and whatever the rules.
    """
    settings(office).ignore_company("north", "GRANIT")
    lead = created(office, country="SE")
    assert lead.kind is LeadKind.PRIVATE
    assert desk(office).explain_registration(lead.id).reason == "company_ignored"
    settings(office).stop_ignoring_company("north", "granit ab")
    settings(office).set_auto_registration("north", AutoRegistrationMode.OFF)
    assert edited(office, lead, city="Kiruna").kind is LeadKind.PRIVATE
    assert desk(office).explain_registration(lead.id).reason == "off"


def test_the_suppliers_rules_register_where_the_partner_lets_them(office: Office) -> None:
    """
    Only of partners that the filter chooses and that have set supplier-managed rules.
    """
    supplier = SettingsDesk(office.setting, HOST)
    filtered = where("id", "equals", "north")
    supplier.save_managed_rule(evolve(HOT, partners=filtered))
    supplier.save_managed_rule(evolve(HOT, name="others", partners=where("id", "equals", "south")))
    lead = created(office, country="NO")
    assert edited(office, lead, score=80).kind is LeadKind.PRIVATE
    settings(office).set_auto_registration("north", AutoRegistrationMode.SUPPLIER_MANAGED)
    assert edited(office, lead, city="Bodø").kind is LeadKind.REGISTERED
    assert submissions(office, lead) == [("hot",)]


def test_a_lead_is_registered_once(office: Office) -> None:
    """
    Whatever becomes of a registration, no rule registers the lead again.
    """
    office.programme = evolve(PROGRAMME, registrations=RegistrationPolicy(approval=Approval.PERSON))
    lead = created(office, country="SE")
    assert (lead.kind, lead.registration) == (LeadKind.PRIVATE, RegistrationStatus.SUBMITTED)
    assert lead.registration_id is not None
    edited(office, lead, city="Kiruna")
    RegistrationDesk(office.setting, HOST).deny(lead.registration_id)
    assert edited(office, lead, city="Umeå").registration is RegistrationStatus.DENIED
    told = desk(office).explain_registration(lead.id)
    assert told.text == "Submitted for registration by the rule 'swedish'; the registration is denied."
    again = RegistrationDesk(office.setting, ANNA).register_lead(lead.id)
    assert not isinstance(again, Refusal)
    assert desk(office).explain_registration(lead.id).reason == "already_requested"
    assert submissions(office, lead) == [("swedish",), ()]


def test_a_rule_that_goes_un_registers_nothing(office: Office) -> None:
    """
    What is registered stays so, whatever is added, removed or switched off.
    """
    lead = created(office, country="SE")
    settings(office).save_rule("north", HOT)
    settings(office).remove_rule("north", "swedish")
    settings(office).set_auto_registration("north", AutoRegistrationMode.OFF)
    assert edited(office, lead, country="NO").kind is LeadKind.REGISTERED
    assert desk(office).explain_registration(lead.id).registered_by == ("swedish",)


def test_what_cannot_be_registered_stays_private_and_says_why(office: Office) -> None:
    """
    Where something required is missing, somebody else has the prospect, or registration is off, the lead is kept
    anyway.
    """
    lead = created(office, country="SE", email=None)
    assert lead.kind is LeadKind.PRIVATE
    told = desk(office).explain_registration(lead.id)
    assert [one.code for one in told.problems] == ["anonymous_registration_switched_off"]
    assert "the registration is refused" in told.text
    assert edited(office, lead, email="jo@granit.se").kind is LeadKind.REGISTERED
    office.programme = evolve(PROGRAMME, switches=Switches(registration=False))
    off = created(office, country="SE", email="bo@granit.se")
    assert off.kind is LeadKind.PRIVATE
    assert desk(office).explain_registration(off.id).reason == "switched_off"


def test_a_conflict_that_is_refused_registers_nothing(office: Office) -> None:
    """
    Where the policy refuses conflicts, no rule registers what somebody else has.
    """
    office.programme = evolve(PROGRAMME, conflicts=ConflictPolicy(then=OnConflict.REFUSE))
    office.desk.receive(read_draft(SCHEMA, {"email": "jo@granit.se"}, partner="south"))
    lead = created(office, country="SE")
    assert lead.kind is LeadKind.PRIVATE
    assert len(desk(office).explain_registration(lead.id).problems) == 1


def test_trying_registers_nothing(office: Office) -> None:
    """
    A dry run says of each private lead what would become of it, by what is saved or by what is tried, and writes
    nothing.
    """
    settings(office).set_auto_registration("north", AutoRegistrationMode.OFF)
    leads = {name: created(office, country=name, email=f"a@{name}.se") for name in ("SE", "NO")}
    nameless = created(office, country="SE", email=None)
    before = [desk(office).lead(one.id) for one in leads.values()]
    off = settings(office).try_auto_registration("north")
    assert {one.decision.reason.value for one in off} == {"off"}
    tried = {one.lead_id: one for one in settings(office).try_auto_registration("north", mode=OWN)}
    assert [tried[one.id].registers for one in leads.values()] == [True, False]
    assert [one.code for one in tried[nameless.id].problems] == ["anonymous_registration_switched_off"]
    assert not tried[nameless.id].registers
    norwegian = RegistrationRule(name="no", criteria=where("country", "equals", "NO"))
    other = settings(office).try_auto_registration("north", mode=OWN, rules=[norwegian])
    assert {one.lead_id for one in other if one.registers} == {leads["NO"].id}
    assert [desk(office).lead(one.id) for one in leads.values()] == before
    assert settings(office).settings("north").own_rules == (SWEDISH,)
    with pytest.raises(InvalidInput, match=r"rules\[0\].criteria"):
        settings(office).try_auto_registration(
            "north", rules=[evolve(SWEDISH, criteria=where("contry", "equals", "SE"))]
        )
    for stranger in (SettingsDesk(office.setting, HOST), SettingsDesk(office.setting, MAJA)):
        with pytest.raises(NotAllowed):
            stranger.try_auto_registration("north")
    with pytest.raises(NotFound):
        SettingsDesk(office.setting, a_partner_admin("south", "rita")).try_auto_registration("north")


def test_another_update_by_a_rule_is_one_commit(office: Office) -> None:
    """
    The same call again under its key registers nothing twice and gives the same answer.
    """
    lead = created(office, country="NO")
    first, again = (desk(office).edit(lead.id, {"country": "SE"}, idempotency_key="k") for _ in range(2))
    assert isinstance(first, LeadUpdate)
    assert isinstance(again, LeadUpdate)
    assert first.lead == again.lead == desk(office).lead(lead.id)
    assert submissions(office, lead) == [("swedish",)]


def imported(office: Office, rows: str) -> None:
    """
    Import a file of the partner's own leads, and update those that are there.
    """
    importing = PartnerImportDesk(office.setting, ANNA)
    file = importing.open(io.BytesIO(f"Email,Country,City\n{rows}".encode()), name="own.csv")
    importing.run(file, settings=OwnImportSettings(on_duplicate=OnDuplicate.UPDATE))


def test_files_of_own_leads_are_registered_by_rules(office: Office) -> None:
    """
    Rows that make or update a lead are judged as forms are; the same file again registers nothing twice.
    """
    rows = "a@x.se,SE,\nb@x.no,NO,\nc@x.se,SE,\n"
    for _ in range(2):
        imported(office, rows)
    by_kind = desk(office).count_by("kind", LeadQuery())
    assert by_kind == {"registered": 2, "private": 1}
    imported(office, "b@x.no,SE,Kiruna\na@x.se,SE,Umeå\n")
    assert desk(office).count_by("kind", LeadQuery()) == {"registered": 3}
    page = RegistrationDesk(office.setting, ANNA).registrations()
    assert [one.registration.rules for one in page.rows] == [("swedish",)] * 3
    assert office.sound()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """
    An empty database.
    """
    if request.param == "sqlite":
        return sqlite_database(tmp_path)
    return emptied(request.getfixturevalue("postgres_url"))


def test_two_processes_register_a_lead_once(url: str) -> None:
    """
    Both update the same leads at once, each update by itself would register, and each lead is submitted once.
    """
    with a_setting(url) as setting:
        SupplierDesk(setting, HOST).save_partners([Partner(id="north", name="North")])
        settings = SettingsDesk(setting, ANNA)
        partner = PartnerDesk(setting, ANNA)
        names = [f"lead-{number}" for number in range(12)]
        for name in names:
            partner.create(read_draft(setting.programme.schema, {"email": f"{name}@x.se"}), lead_id=name)
        settings.save_rule("north", HOT)
        settings.set_auto_registration("north", OWN)
        with running([(update_lead, (url, names, score)) for score in (70, 80)]):
            pass
        for name in names:
            facts = [event.fact for event in partner.timeline(name)]
            assert sum(isinstance(one, RegistrationSubmitted) for one in facts) == 1
            assert partner.lead(name).kind is LeadKind.REGISTERED
        assert len(RegistrationDesk(setting, ANNA).registrations().rows) == len(names)
        assert len(SupplierDesk(setting, HOST).leads(LeadQuery()).rows) == len(names)
