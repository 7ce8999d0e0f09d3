"""
Registrations: from a private lead to a registered one, and what both sides do on the way.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, a_partner_admin, an_office
from tests.services.test_own_leads import ANNA, MAJA, a_draft, a_private_lead, codes

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, PartnerParty, Party, SupplierParty
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Distributed, Reassigned, Received, Registered
from leadflow.core.handling import (
    LeadMove,
    LeadUpdate,
    Refusal,
    RegistrationOperation,
    RegistrationUpdate,
    registration_operations_on,
)
from leadflow.core.intake import InvalidDraft, LeadForm, Requirement, read_draft
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.leads import DistributionStatus, EmailStatus, LeadKind, RegistrationStatus
from leadflow.core.notifications import MessageKind
from leadflow.core.registration import Approval, RegistrationPolicy, RegistrationQuery
from leadflow.core.switches import Switches
from leadflow.core.views import ActivityQuery, AuditQuery, LeadQuery
from leadflow.errors import AlreadyExists, InvalidInput, NotAllowed, NotFound
from leadflow.services import PartnerDesk, RegistrationDesk, ReportDesk

LENA = SupplierParty(id="lena", groups=(), roles=(SUPPLIER_ADMIN,))
BY_PERSON = RegistrationPolicy(approval=Approval.PERSON, recipients=(a_contact("ann"),))


def desk_of(office: Office, party: Party) -> RegistrationDesk:
    """
    Return the desk of *party*.
    """
    return RegistrationDesk(office.setting, party)


def by(office: Office, policy: RegistrationPolicy = BY_PERSON) -> Office:
    """
    Return *office* whose programme has *policy*.
    """
    office.programme = evolve(PROGRAMME, registrations=policy)
    return office


def done(answer: RegistrationUpdate | Refusal | InvalidDraft) -> RegistrationUpdate:
    """
    Return an answer that is no refusal.
    """
    assert isinstance(answer, RegistrationUpdate), answer
    return answer


def submitted(office: Office, party: PartnerParty = ANNA) -> RegistrationUpdate:
    """
    Make a private lead as *party*, and submit it.
    """
    return done(desk_of(office, party).register_lead(a_private_lead(office, party).id))


@pytest.fixture
def office(store: MemoryStore | SqlStore) -> Office:
    """
    An office over each store.
    """
    return an_office(store=store)


class TestWithoutApproval:
    def test_lead_is_registered_at_once(self, office: Office) -> None:
        """
        It is shared, accepted, its maker's, and no new-lead mail is owed.
        """
        lead = a_private_lead(office, MAJA)
        made = done(desk_of(office, MAJA).register_lead(lead.id))

        assert made.registration.status is RegistrationStatus.APPROVED
        assert made.lead is not None
        assert (made.lead.kind, made.lead.status) == (LeadKind.REGISTERED, DistributionStatus.ACCEPTED)
        assert (made.lead.assignee_id, made.lead.email_status) == ("maja", EmailStatus.NOT_DUE)
        assert office.desk.lead(lead.id) == made.lead
        assert made.registration.protected_until == office.clock() + timedelta(days=90)
        assert office.sound()

    def test_form_makes_and_registers_in_one_commit(self, office: Office) -> None:
        """
        What a form says becomes a registered lead, or nothing.
        """
        made = done(desk_of(office, ANNA).register(a_draft("fair")))

        assert made.lead is not None
        assert (made.lead.kind, made.lead.campaign_id, made.lead.source) == (
            LeadKind.REGISTERED,
            "fair",
            "manual_by_partner",
        )
        assert len(office.leads()) == 1

    def test_contact_is_registered_once_for_each_campaign(self, office: Office) -> None:
        """
        The same person can be registered again in another campaign.
        """
        PartnerDesk(office.setting, ANNA).save_contact({"email": "jo@granit.se", "company": "Granit"})
        (contact,) = PartnerDesk(office.setting, ANNA).contacts().rows
        desk = desk_of(office, ANNA)

        assert done(desk.register_contact(contact.id)).registration.campaign_id is None
        assert done(desk.register_contact(contact.id, campaign="fair")).registration.campaign_id == "fair"
        assert codes(desk.register_contact(contact.id)) == [("lead_exists", "email")]
        with pytest.raises(NotFound):
            desk.register_contact("0" * 32)

    def test_registered_lead_is_unchanged_when_registered_again(self, office: Office) -> None:
        """
        Nothing is registered twice.
        """
        first = submitted(office)
        again = done(desk_of(office, ANNA).register_lead(first.registration.lead_id))

        assert again.unchanged
        assert again.registration == first.registration
        assert len(desk_of(office, ANNA).registrations().rows) == 1


class TestWhatIsRequired:
    def test_everything_is_said_at_once(self, office: Office) -> None:
        """
        Each field that the supplier requires, and that neither e-mail nor phone is given.
        """
        city = Requirement(field="city", forms=(LeadForm.REGISTRATION,))
        big = Requirement(field="website", when=any_of(where("company", "equals", "Granit")))
        office.programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=(city, big)))
        missing = [
            ("required_missing", "city"),
            ("required_missing", "website"),
            ("anonymous_registration_switched_off", "email"),
        ]
        desk = desk_of(office, ANNA)

        assert codes(desk.register(read_draft(SCHEMA, {"company": "Granit"}))) == missing
        assert office.leads() == []
        lead = PartnerDesk(office.setting, ANNA).create(read_draft(SCHEMA, {"company": "Granit"}))
        assert isinstance(lead, LeadUpdate)
        assert codes(desk.register_lead(lead.lead.id)) == missing
        PartnerDesk(office.setting, ANNA).edit(
            lead.lead.id, {"city": "Oslo", "website": "granit.se", "work_phone": "+46 70 1234567"}
        )
        assert done(desk.register_lead(lead.lead.id)).lead is not None

    def test_anonymous_registration_keeps_what_is_given(self, office: Office) -> None:
        """
        With the switch neither e-mail nor phone is needed, and any that is given stays.
        """
        office.programme = evolve(PROGRAMME, switches=Switches(anonymous_registration=True))
        desk = desk_of(office, ANNA)
        nameless = done(desk.register(read_draft(SCHEMA, {"company": "Granit"})))
        named = done(desk.register(a_draft()))

        assert nameless.lead is not None
        assert named.lead is not None
        assert named.lead.values.get("email") == "jo@granit.se"

    def test_switched_off_registration_is_refused_by_name(self, office: Office) -> None:
        """
        Private leads can be kept nevertheless.
        """
        office.programme = evolve(PROGRAMME, switches=Switches(registration=False))
        lead = a_private_lead(office)

        assert codes(desk_of(office, ANNA).register_lead(lead.id)) == [("registration_switched_off", "")]
        assert codes(desk_of(office, ANNA).register(a_draft("fair"))) == [("registration_switched_off", "")]

    def test_registered_lead_keeps_an_address(self, office: Office) -> None:
        """
        The last e-mail or phone of a registered lead cannot be taken away, unless it may be anonymous.
        """
        made = submitted(office)
        lead_id, desk = made.registration.lead_id, PartnerDesk(office.setting, ANNA)

        assert codes(desk.edit(lead_id, {"email": None})) == [("anonymous_registration_switched_off", "email")]
        assert isinstance(desk.edit(lead_id, {"email": None, "work_phone": "+46 70 1234567"}), LeadUpdate)


class TestByPerson:
    def test_supplier_sees_the_request_and_no_lead(self, office: Office) -> None:
        """
        While it waits, what was given is on the list of requests, and the lead on no list.
        """
        made = submitted(by(office))
        lead_id = made.registration.lead_id
        PartnerDesk(office.setting, ANNA).edit(lead_id, {"company": "Renamed"})
        lena = desk_of(office, LENA)
        (request,) = lena.registrations().rows

        assert made.registration.status is RegistrationStatus.SUBMITTED
        assert request.registration == made.registration
        assert request.values.get("company") == "Granit"
        assert list(office.desk.leads()) == []
        with pytest.raises(NotFound):
            office.desk.lead(lead_id)
        assert desk_of(office, MAJA).registrations().rows == ()
        assert desk_of(office, a_partner_admin("south")).registrations().rows == ()

    def test_approved_lead_shows_nothing_of_the_time_before(self, office: Office) -> None:
        """
        The supplier sees the lead as it is, its events since it was shared, and nothing that was edited before.
        """
        by(office)
        lead = a_private_lead(office, notes="Secret")
        PartnerDesk(office.setting, ANNA).edit(lead.id, {"notes": None})
        made = done(desk_of(office, ANNA).register_lead(lead.id))
        approved = done(desk_of(office, LENA).approve(made.registration.id))

        assert approved.lead is not None
        assert approved.registration.status is RegistrationStatus.APPROVED
        events = office.desk.timeline(lead.id)
        assert isinstance(events[0].fact, Registered)
        reports = ReportDesk(office.setting, LENA)
        assert Received not in {type(one.fact) for one in events}
        assert "Secret" not in str([one.before for one in reports.audit(AuditQuery(lead_id=lead.id))])
        assert "Secret" not in str([(one.before, one.after) for one in reports.audit(AuditQuery())])
        assert "received" not in reports.activity(ActivityQuery()).by_event
        assert reports.activity(ActivityQuery()).by_event["registered"] == 1
        assert "Secret" not in office.desk.explain(lead.id)
        assert "Secret" not in str(office.desk.history_of(lead.id))
        assert isinstance(PartnerDesk(office.setting, ANNA).timeline(lead.id)[0].fact, Received)
        assert office.sound()

    def test_returned_registration_is_submitted_again(self, office: Office) -> None:
        """
        The partner adds what is missing; the supplier then sees what was given last.
        """
        made = submitted(by(office))
        lena, anna = desk_of(office, LENA), desk_of(office, ANNA)
        returned = done(lena.return_for_more(made.registration.id, "Which city?"))
        PartnerDesk(office.setting, ANNA).edit(made.registration.lead_id, {"city": "Oslo"})

        assert returned.registration.status is RegistrationStatus.RETURNED
        assert returned.update is None
        assert "Which city?" in str(anna.registration(made.registration.id).history[-1].comment)  # type: ignore[attr-defined]  # of a return
        assert lena.registration(made.registration.id).values.get("city") is None
        again = done(anna.register_lead(made.registration.lead_id))
        assert again.registration.id == made.registration.id
        assert lena.registration(made.registration.id).values.get("city") == "Oslo"
        assert codes(lena.return_for_more(made.registration.id, " ")) == [("comment_missing", "comment")]

    def test_denied_and_withdrawn_leave_the_lead_private(self, office: Office) -> None:
        """
        The lead can be submitted anew, which is another registration.
        """
        made = submitted(by(office))
        lena, anna = desk_of(office, LENA), desk_of(office, ANNA)
        denied = done(lena.deny(made.registration.id, reason="served", comment="Ours"))

        assert denied.registration.status is RegistrationStatus.DENIED
        lead = PartnerDesk(office.setting, ANNA).lead(made.registration.lead_id)
        assert (lead.kind, lead.registration) == (LeadKind.PRIVATE, RegistrationStatus.DENIED)
        assert codes(lena.approve(made.registration.id)) == [("registration_denied", "")]
        assert codes(anna.withdraw(made.registration.id)) == [("registration_denied", "")]
        anew = done(anna.register_lead(lead.id))
        assert anew.registration.id != made.registration.id
        assert done(anna.withdraw(anew.registration.id)).registration.status is RegistrationStatus.WITHDRAWN
        assert done(anna.withdraw(anew.registration.id)).unchanged
        assert codes(lena.withdraw(done(anna.register_lead(lead.id)).registration.id)) == [("registration_foreign", "")]
        assert office.sound()

    def test_id_of_another_registration_is_refused(self, office: Office) -> None:
        """
        Whoever has it, the other registration stays as it is; one that was denied keeps its id for itself.
        """
        made = submitted(by(office))
        taken, stranger = made.registration.id, desk_of(office, a_partner_admin("south", "rita"))
        lena, anna = desk_of(office, LENA), desk_of(office, ANNA)
        with pytest.raises(AlreadyExists):
            stranger.register(a_draft(email="bo@other.se"), registration_id=taken)
        own = PartnerDesk(office.setting, a_partner_admin("south", "rita")).create(a_draft(email="bo@other.se"))
        assert isinstance(own, LeadUpdate)
        with pytest.raises(AlreadyExists):
            stranger.register_lead(own.lead.id, registration_id=taken)
        assert lena.registration(taken).registration == made.registration
        done(lena.deny(taken))
        with pytest.raises(AlreadyExists):
            anna.register_lead(made.registration.lead_id, registration_id=taken)
        assert lena.registration(taken).registration.status is RegistrationStatus.DENIED
        assert office.sound()

    def test_erased_lead_withdraws_its_registration(self, office: Office) -> None:
        """
        What was given is gone as well.
        """
        made = submitted(by(office))
        PartnerDesk(office.setting, ANNA).erase(made.registration.lead_id)
        (request,) = desk_of(office, LENA).registrations().rows

        assert request.registration.status is RegistrationStatus.WITHDRAWN
        assert not request.values

    def test_repeated_calls_return_the_first_result(self, office: Office) -> None:
        """
        Under a key and without one, what was done is done once.
        """
        by(office)
        anna, lena = desk_of(office, ANNA), desk_of(office, LENA)
        first, again = (done(anna.register(a_draft(), idempotency_key="post")) for _ in range(2))
        assert again.registration == first.registration
        approved, same = (done(lena.approve(first.registration.id, idempotency_key="click")) for _ in range(2))
        assert same.registration == approved.registration
        assert same.lead == approved.lead
        assert done(lena.approve(first.registration.id)).unchanged

    def test_acts_are_needed(self, office: Office) -> None:
        """
        A partner approves nothing, and who may nothing registers nothing.
        """
        made = submitted(by(office))
        with pytest.raises(NotAllowed):
            desk_of(office, ANNA).approve(made.registration.id)
        with pytest.raises(NotAllowed):
            desk_of(office, SupplierParty(id="abe", groups=())).approve(made.registration.id)
        with pytest.raises(NotFound):
            desk_of(office, SupplierParty(id="abe", groups=("gold",), roles=(SUPPLIER_ADMIN,))).approve(
                made.registration.id
            )
        with pytest.raises(NotFound):
            desk_of(office, a_partner_admin("south")).withdraw(made.registration.id)


class TestByCriteria:
    def test_leads_for_which_criteria_hold_are_approved_at_once(self, office: Office) -> None:
        """
        The others wait for a person.
        """
        policy = RegistrationPolicy(approval=Approval.CRITERIA, criteria=any_of(where("country", "equals", "SE")))
        by(office, policy)
        desk = desk_of(office, ANNA)

        assert done(desk.register(a_draft(country="SE"))).registration.status is RegistrationStatus.APPROVED
        waits = done(desk.register(a_draft(email="bo@granit.se"))).registration
        assert waits.status is RegistrationStatus.SUBMITTED
        (listed,) = desk.registrations(RegistrationQuery(statuses=["submitted"])).rows
        assert listed.registration == waits

    def test_criteria_and_approval_go_together(self) -> None:
        """
        Criteria without the approval, or a field that nobody has, are refused where the policy is made.
        """
        with pytest.raises(InvalidInput, match="criteria"):
            RegistrationPolicy(approval=Approval.CRITERIA)
        with pytest.raises(InvalidInput, match="cuntry"):
            evolve(
                PROGRAMME,
                registrations=RegistrationPolicy(
                    approval=Approval.CRITERIA, criteria=any_of(where("cuntry", "equals", "SE"))
                ),
            )


class TestBySupplier:
    def test_salesperson_registers_for_themselves(self, office: Office) -> None:
        """
        The lead has no partner; partners do not see it.
        """
        made = done(desk_of(office, LENA).register(a_draft()))

        assert made.lead is not None
        assert (made.lead.kind, made.lead.partner_id, made.lead.assignee_id) == (LeadKind.REGISTERED, None, "lena")
        assert made.lead.status is DistributionStatus.ACCEPTED
        assert len(office.desk.leads(LeadQuery())) == 1
        with pytest.raises(NotFound):
            PartnerDesk(office.setting, ANNA).lead(made.lead.id)
        assert codes(office.desk.reassign(made.lead.id, "anna")) == [("lead_unassigned", "")]
        assert codes(desk_of(office, LENA).register(a_draft())) == [("lead_exists", "email")]
        assert office.sound()

    def test_salesperson_registers_for_a_partner(self, office: Office) -> None:
        """
        The partner sees it, and so does the supplier.
        """
        made = done(desk_of(office, LENA).register(a_draft(), partner_id="north"))

        assert made.lead is not None
        assert (made.lead.partner_id, made.lead.assignee_id) == ("north", "lena")
        assert PartnerDesk(office.setting, ANNA).lead(made.lead.id) == made.lead
        with pytest.raises(NotFound):
            desk_of(office, LENA).register(a_draft("fair"), partner_id="nobody")

    def test_own_registration_that_is_denied_can_be_made_again(self, office: Office) -> None:
        """
        Nobody would see its lead any more, so it is deactivated.
        """
        lena = desk_of(by(office), LENA)
        made = done(lena.register(a_draft()))
        assert made.lead is None
        assert done(lena.withdraw(made.registration.id)).registration.status is RegistrationStatus.WITHDRAWN
        assert done(lena.register(a_draft())).registration.id != made.registration.id


class TestDistributed:
    def test_reassigned_by_the_supplier_it_is_distributed_in_place(self) -> None:
        """
        It stays at its partner, accepted; an event says so, and the colleague is mailed.
        """
        partner = an_account("team", users=(a_user("maja"), a_user("ole")))
        office = an_office(partners=(*PARTNERS, partner))
        made = submitted(office, PartnerParty(id="maja", partner_id="team", roles=ANNA.roles))
        moved = office.desk.reassign(made.registration.lead_id, "ole")

        assert isinstance(moved, LeadUpdate)
        assert [type(one.fact) for one in moved.events] == [Distributed, Reassigned]
        assert (moved.lead.kind, moved.lead.status) == (LeadKind.DISTRIBUTED, DistributionStatus.ACCEPTED)
        assert (moved.lead.partner_id, moved.lead.assignee_id) == ("team", "ole")
        assert [one.kind for one in moved.messages] == [MessageKind.NEW_LEAD]
        assert office.sound()

    def test_colleague_named_by_the_partner_leaves_it_registered(self) -> None:
        """
        A partner reassigns its own leads as it likes.
        """
        partner = an_account("team", users=(a_user("maja"), a_user("ole")))
        office = an_office(partners=(*PARTNERS, partner))
        made = submitted(office, a_partner_admin("team", "maja"))
        moved = office.at("team").reassign(made.registration.lead_id, "ole")

        assert isinstance(moved, LeadUpdate)
        assert moved.lead.kind is LeadKind.REGISTERED

    def test_transferred_it_is_a_pending_distributed_duplicate(self, office: Office) -> None:
        """
        Accepted or not, a registered lead goes to another partner, who is mailed once.
        """
        made = submitted(office)
        moved = office.desk.transfer(made.registration.lead_id, partner_id="south")

        assert isinstance(moved, LeadMove)
        assert (moved.lead.kind, moved.lead.status) == (LeadKind.DISTRIBUTED, DistributionStatus.PENDING)
        assert (moved.lead.partner_id, moved.lead.duplicated_from) == ("south", made.registration.lead_id)
        assert not office.leads()[0].active or not office.leads()[1].active
        assert office.sound()


class TestProtection:
    def test_reminder_extension_and_end(self, office: Office) -> None:
        """
        The partner is reminded once before the end, extends once, and the end changes nothing but the registration.
        """
        made = submitted(office)
        office.clock.advance(timedelta(days=77))
        (action,) = office.deadlines.due_actions()
        assert (action.action, action.registration_id) == ("remind_protection", made.registration.id)
        assert sum(office.deadlines.run().outcomes.values()) == 1
        assert office.deadlines.due_actions() == ()
        office.deadlines.perform(action)
        kinds = [post.message.kind for post in office.posts(made.registration.lead_id)]
        assert kinds.count(MessageKind.REGISTRATION_EXPIRING) == kinds.count(MessageKind.REGISTRATION_APPROVED)

        anna = desk_of(office, ANNA)
        longer = done(anna.extend(made.registration.id)).registration
        assert longer.protected_until == made.registration.submitted_at + timedelta(days=180)
        assert codes(anna.extend(made.registration.id)) == [("extensions_used_up", "")]
        assert done(desk_of(office, LENA).extend(made.registration.id, days=10)).registration.extensions == 1
        office.clock.advance(timedelta(days=200))
        (action,) = office.deadlines.due_actions()
        assert action.action == "end_protection"
        office.deadlines.run()
        lead = office.desk.lead(made.registration.lead_id)
        assert (lead.kind, lead.status, lead.registration) == (
            LeadKind.REGISTERED,
            DistributionStatus.ACCEPTED,
            RegistrationStatus.EXPIRED,
        )
        assert office.deadlines.run().outcomes == {}
        assert codes(anna.extend(made.registration.id)) == [("registration_expired", "")]
        assert office.sound()

    def test_what_has_ended_is_not_extended(self, office: Office) -> None:
        """
        The end is at its moment, also before somebody runs what is due, and for both sides.
        """
        by(office, RegistrationPolicy(protection_days=10))
        one = submitted(office).registration
        office.clock.advance(timedelta(days=10))

        for party in (ANNA, LENA):
            answer = desk_of(office, party).extend(one.id)
            assert isinstance(answer, Refusal)
            assert codes(answer) == [("registration_expired", "")]

    def test_without_an_end_nothing_is_due(self, office: Office) -> None:
        """
        A programme that protects for ever has nothing to extend.
        """
        by(office, RegistrationPolicy(protection_days=None))
        made = submitted(office)
        office.clock.advance(timedelta(days=999))

        assert office.deadlines.due_actions() == ()
        assert made.registration.protects(office.clock())
        assert codes(desk_of(office, LENA).extend(made.registration.id)) == [("protection_endless", "")]


def test_partner_that_is_inactive_registers_nothing(office: Office) -> None:
    """
    Neither its new requests nor those that wait become registrations; they can be denied, or approved once it is back.
    """
    waiting = submitted(by(office)).registration
    lead = a_private_lead(office, ANNA, email="other@x.se")
    partner = evolve(office.account("north").partner, active=False)
    office.desk.save_partners([partner])

    refused = [desk_of(office, LENA).approve(waiting.id), desk_of(office, ANNA).register_lead(lead.id)]
    assert [codes(one) for one in refused] == [[("partner_inactive", "partner")]] * 2
    said = registration_operations_on(waiting, LENA, rules=BY_PERSON, partner=partner)
    assert (said[RegistrationOperation.APPROVE], said[RegistrationOperation.DENY]) == ("partner_inactive", "possible")

    office.desk.save_partners([evolve(partner, active=True)])
    assert done(desk_of(office, LENA).approve(waiting.id)).registration.status is RegistrationStatus.APPROVED
    assert office.sound()


def test_buttons_say_what_can_be_done(office: Office) -> None:
    """
    `registration_operations_on` names the code with which the desk refuses, or that it is possible.
    """
    made = submitted(by(office)).registration
    calls = {
        "approve": lambda desk: desk.approve(made.id),
        "return_for_more": lambda desk: desk.return_for_more(made.id, "More"),
        "deny": lambda desk: desk.deny(made.id),
        "withdraw": lambda desk: desk.withdraw(made.id),
        "extend": lambda desk: desk.extend(made.id),
    }
    office_rules = office.programme.registrations
    for party in (LENA, ANNA, HOST):
        said = registration_operations_on(made, party, rules=office_rules)
        for operation, code in said.items():
            if code == "possible":
                continue
            try:
                answer = calls[operation.value](desk_of(office, party))
                assert isinstance(answer, Refusal), operation
                assert answer.problems[0].code == code
            except NotAllowed:
                assert code == "not_allowed"
