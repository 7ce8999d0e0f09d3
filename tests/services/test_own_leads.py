"""
Private leads and contacts of a partner, which the supplier does not see.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import PROGRAMME, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_SALES, PartnerParty
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.intake import Draft, InvalidDraft, Requirement, read_draft
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.leads import Activity, DistributionStatus, EmailStatus, Lead, LeadKind
from leadflow.core.views import LeadQuery
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import ContactUpdate, PartnerDesk, RegistrationDesk

ANNA = a_partner_admin("north", "anna")
MAJA = PartnerParty(id="maja", partner_id="north", roles=(PARTNER_SALES,))
SAID = {"email": "jo@granit.se", "first_name": "Jo", "company": "Granit"}


def a_draft(campaign: str | None = None, **said: object) -> Draft:
    """
    Return what a partner's user writes into a form.
    """
    return read_draft(SCHEMA, {**SAID, **said}, campaign=campaign)


def a_private_lead(office: Office, party: PartnerParty = ANNA, campaign: str | None = None, **said: object) -> Lead:
    """
    Make a private lead as *party*.
    """
    done = PartnerDesk(office.setting, party).create(a_draft(campaign, **said))
    assert isinstance(done, LeadUpdate)
    return done.lead


def codes(done: Refusal | InvalidDraft | object) -> list[tuple[str, str]]:
    """
    Return code and place of each problem.
    """
    assert isinstance(done, Refusal | InvalidDraft)
    return [(one.code, one.path) for one in done.problems]


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office over each store.
    """
    return an_office(store=store)


class TestCreate:
    def test_lead_is_its_makers_and_nobody_is_mailed(self, office: Office) -> None:
        """
        It is at the partner, worked by who made it, and the supplier is not told.
        """
        lead = a_private_lead(office, MAJA, notes="Met at the fair")

        assert (lead.kind, lead.partner_id, lead.assignee_id) == (LeadKind.PRIVATE, "north", "maja")
        assert (lead.status, lead.email_status) == (DistributionStatus.ACCEPTED, EmailStatus.NOT_DUE)
        assert (lead.source, lead.score, lead.registration) == ("manual_by_partner", 0, None)
        assert PartnerDesk(office.setting, MAJA).lead(lead.id) == lead
        assert office.sound()

    def test_nothing_is_required_but_to_say_something(self, office: Office) -> None:
        """
        What the supplier requires is asked when a lead is registered, not before.
        """
        office.programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=(Requirement(field="city"),)))
        desk = PartnerDesk(office.setting, ANNA)

        assert isinstance(desk.create(read_draft(SCHEMA, {"company": "Granit"})), LeadUpdate)
        assert codes(desk.create(read_draft(SCHEMA, {}))) == [("draft_empty", "")]

    def test_one_lead_for_each_contact_and_campaign(self, office: Office) -> None:
        """
        The same person is another lead in another campaign, at another partner, and without an e-mail.
        """
        a_private_lead(office)
        desk = PartnerDesk(office.setting, MAJA)

        assert codes(desk.create(a_draft(email="Jo@Granit.se"))) == [("lead_exists", "email")]
        a_private_lead(office, campaign="fair")
        assert codes(desk.create(a_draft("fair"))) == [("lead_exists", "email")]
        a_private_lead(office, a_partner_admin("south"))
        assert isinstance(desk.create(read_draft(SCHEMA, {"company": "Granit"})), LeadUpdate)
        assert isinstance(desk.create(read_draft(SCHEMA, {"company": "Granit"})), LeadUpdate)
        assert office.sound()

    def test_leads_of_the_supplier_and_of_others_are_not_looked_at(self, office: Office) -> None:
        """
        A partner makes a private lead of whomever it knows, and is not told who else has the person.
        """
        office.desk.receive(read_draft(SCHEMA, SAID, partner="south"))

        assert a_private_lead(office).kind is LeadKind.PRIVATE

    def test_lead_of_an_activity_has_its_history(self, office: Office) -> None:
        """
        What the prospect did is its history, and the source says so.
        """
        desk = PartnerDesk(office.setting, ANNA)
        activity = Activity(at=office.clock(), kind="webinar_attended", title="Was there")
        draft = read_draft(SCHEMA, SAID, source="activity", history=(activity,))
        done = desk.create(draft)

        assert isinstance(done, LeadUpdate)
        assert (done.lead.source, done.lead.history) == ("activity", (activity,))

    def test_another_partner_and_another_assignee_are_not_taken(self, office: Office) -> None:
        """
        A draft that names another partner is refused as one that nobody has; the assignee is its maker.
        """
        desk = PartnerDesk(office.setting, ANNA)
        done = desk.create(read_draft(SCHEMA, SAID, partner="north", assignee_id="maja"))

        assert codes(desk.create(read_draft(SCHEMA, SAID, partner="south"))) == [("partner_unknown", "partner_name")]
        assert "Globex" not in str(desk.create(read_draft(SCHEMA, SAID, partner="Globx")))
        assert isinstance(done, LeadUpdate)
        assert done.lead.assignee_id == "anna"

    def test_call_with_a_key_is_made_once(self, office: Office) -> None:
        """
        The same call with the same key gives the first lead.
        """
        desk = PartnerDesk(office.setting, ANNA)
        first, again = (desk.create(a_draft(), idempotency_key="post-1") for _ in range(2))

        assert isinstance(first, LeadUpdate)
        assert isinstance(again, LeadUpdate)
        assert again.lead == first.lead

    def test_needs_the_act(self, office: Office) -> None:
        """
        Who has no role makes no lead and no contact.
        """
        desk = PartnerDesk(office.setting, PartnerParty(id="ola", partner_id="north"))

        with pytest.raises(NotAllowed):
            desk.create(a_draft())
        with pytest.raises(NotAllowed):
            desk.save_contact(SAID)


class TestEdit:
    def test_values_and_score_are_edited(self, office: Office) -> None:
        """
        A partner changes what a private lead says, how it is rated, and takes values away.
        """
        lead = a_private_lead(office, city="Malmö")
        desk = PartnerDesk(office.setting, ANNA)
        done = desk.edit(lead.id, {"company": "Granit AB", "city": None}, score=80)

        assert isinstance(done, LeadUpdate)
        assert (done.lead.values.get("company"), done.lead.values.get("city"), done.lead.score) == (
            "Granit AB",
            None,
            80,
        )
        assert isinstance(desk.edit(lead.id, {"email": None}), LeadUpdate)
        assert office.sound()

    def test_another_e_mail_is_another_contact(self, office: Office) -> None:
        """
        The lead moves to the contact of its new e-mail; one that has a lead in the campaign is refused.
        """
        lead, other = a_private_lead(office), a_private_lead(office, email="bo@granit.se")
        desk = PartnerDesk(office.setting, ANNA)

        assert codes(desk.edit(lead.id, {"email": "bo@granit.se"})) == [("lead_exists", "email")]
        assert isinstance(desk.edit(lead.id, {"email": "ida@granit.se"}), LeadUpdate)
        assert a_private_lead(office, email="jo@granit.se").id not in (lead.id, other.id)
        assert codes(desk.create(a_draft(email="ida@granit.se"))) == [("lead_exists", "email")]

    def test_distributed_leads_are_not_edited_by_partners(self, office: Office) -> None:
        """
        What the supplier has sent, the supplier changes.
        """
        lead = office.desk.receive(read_draft(SCHEMA, SAID, partner="north")).lead
        desk = PartnerDesk(office.setting, ANNA)

        assert codes(desk.edit(lead.id, {"city": "Oslo"})) == [("lead_distributed", "")]
        assert codes(desk.erase(lead.id)) == [("lead_distributed", "")]


class TestErase:
    def test_skeleton_stays(self, office: Office) -> None:
        """
        Nothing of the person is left, the lead is on no list, and the contact can have another lead.
        """
        lead = a_private_lead(office, notes="Secret")
        desk = PartnerDesk(office.setting, ANNA)
        desk.edit(lead.id, {"notes": "Top secret"})
        done = desk.erase(lead.id)

        assert isinstance(done, LeadUpdate)
        with pytest.raises(NotFound):
            desk.lead(lead.id)
        with office.setting.unit() as unit:
            stored, events = unit.leads.get(lead.id), unit.timeline.of(lead.id)
        assert (stored.values, stored.history, stored.active) == (done.lead.values, (), False)
        assert not stored.values
        assert "ecret" not in str(events)
        assert a_private_lead(office).id != lead.id


class TestContacts:
    def test_contact_is_known_by_its_e_mail(self, office: Office) -> None:
        """
        Saving the same e-mail again changes what is known; another partner has contacts of its own.
        """
        desk = PartnerDesk(office.setting, ANNA)
        first = desk.save_contact(SAID)
        again = desk.save_contact({"email": "JO@granit.se", "city": "Malmö"})

        assert isinstance(first, ContactUpdate)
        assert isinstance(again, ContactUpdate)
        assert again.contact.id == first.contact.id
        assert (again.contact.values.get("company"), again.contact.values.get("city")) == ("Granit", "Malmö")
        assert desk.save_contact({"email": "JO@granit.se"}).unchanged is True  # type: ignore[union-attr]  # no refusal
        assert desk.contact(first.contact.id) == again.contact
        with pytest.raises(NotFound):
            PartnerDesk(office.setting, a_partner_admin("south")).contact(first.contact.id)
        assert codes(desk.save_contact({"city": "Malmö"})) == [("required_missing", "email")]

    def test_contacts_are_listed_in_pages(self, office: Office) -> None:
        """
        Pages joined are the partner's contacts, and nobody else's.
        """
        for number in range(5):
            PartnerDesk(office.setting, ANNA).save_contact({"email": f"p{number}@granit.se"})
            PartnerDesk(office.setting, a_partner_admin("south")).save_contact({"email": f"q{number}@granit.se"})
        desk, found, after = PartnerDesk(office.setting, MAJA), list[str](), None
        while True:
            page = desk.contacts(after=after, most=2)
            found += [str(one.values.get("email")) for one in page.rows]
            after = page.after
            if after is None:
                break

        assert sorted(found) == [f"p{number}@granit.se" for number in range(5)]

    def test_lead_is_made_of_a_contact_once_for_each_campaign(self, office: Office) -> None:
        """
        What is known of the person is what the lead says.
        """
        desk = PartnerDesk(office.setting, ANNA)
        contact = desk.save_contact(SAID)
        assert isinstance(contact, ContactUpdate)
        done = desk.create_from_contact(contact.contact.id, campaign="fair")

        assert isinstance(done, LeadUpdate)
        assert (done.lead.values.get("company"), done.lead.campaign_id) == ("Granit", "fair")
        assert codes(desk.create_from_contact(contact.contact.id, campaign="fair")) == [("lead_exists", "email")]
        assert isinstance(desk.create_from_contact(contact.contact.id), LeadUpdate)

    def test_erased_contact_takes_its_private_leads_along(self, office: Office) -> None:
        """
        The person is gone from contacts and private leads; what was registered stays with the supplier.
        """
        desk = PartnerDesk(office.setting, ANNA)
        private, shared = a_private_lead(office), a_private_lead(office, campaign="fair")
        RegistrationDesk(office.setting, ANNA).register_lead(shared.id)
        (contact,) = desk.contacts().rows
        done = desk.erase_contact(contact.id)

        assert done.contact.erased
        assert not done.contact.values
        assert desk.contacts().rows == ()
        with pytest.raises(NotFound):
            desk.lead(private.id)
        assert desk.lead(shared.id).values.get("company") == "Granit"
        assert isinstance(desk.save_contact(SAID), ContactUpdate)


def test_supplier_sees_nothing_of_it(office: Office) -> None:
    """
    No list, count, text, export or report of the supplier's has a private lead.
    """
    lead = a_private_lead(office, notes="Secret fair")
    desk = office.desk

    assert list(desk.leads()) == []
    assert desk.count() == 0
    assert dict(desk.count_by("status")) == {}
    assert len(desk.leads(LeadQuery(text="Granit"))) == 0
    assert len(list(desk.export())) == 1
    assert len(PartnerDesk(office.setting, MAJA).leads(LeadQuery(text="Granit"))) == 0
    assert len(PartnerDesk(office.setting, ANNA).leads(LeadQuery(text="Granit"))) == 1
    with pytest.raises(NotFound):
        desk.lead(lead.id)


def test_private_leads_are_no_load(office: Office) -> None:
    """
    A partner with a capacity gets as many leads as before, whatever it keeps to itself.
    """
    a_private_lead(office)
    with office.setting.unit() as unit:
        before = dict(unit.loads.since(0).by_partner)
    assert before.get("north", 0) == 0
    assert office.sound()
