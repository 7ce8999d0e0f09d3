"""
Accepting, rejecting, reassigning, deactivating and sending again: each once, with its state named where it cannot be.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_partner, a_rep, a_user, codes
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.core.facts import Accepted, Actor, Channel, Deactivated, NoticeSent, Reassigned, Rejected
from leadflow.core.handling import Handled, Refusal
from leadflow.core.intake import Distributed, Draft, Envelope, read_draft
from leadflow.core.leads import DistributionStatus, EmailStatus, LeadKind
from leadflow.core.notifications import MessageKind
from leadflow.errors import NotFound

TEAM = a_partner("team", users=(a_user("maja"), a_user("ole"), a_user("off", active=False)), sales_reps=(a_rep("rep"),))


def at_team(office: Office | None = None, *, kind: LeadKind = LeadKind.DISTRIBUTED) -> tuple[Office, str]:
    """
    Return an office and a lead that is pending at the partner *team*.
    """
    office = office or an_office(partners=(*PARTNERS, TEAM, a_partner("other")))
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email="a@x.se"), Envelope(kind=kind, partner="team")))
    assert isinstance(done, Distributed)
    return office, done.lead.id


def told(office: Office) -> list[tuple[str, str]]:
    """
    Return kind and recipient of every unsent message that was not there at the beginning, in the order of events.
    """
    assert isinstance(office.store, MemoryStore)
    posted = office.store._of("acme").outbox.values()  # a claim would hold back what waits for the first mail
    messages = sorted((one.message for one in posted), key=lambda one: (one.seq, one.recipient_id))
    return [(one.kind.value, one.recipient_id) for one in messages if one.seq > 2]


def refused(done: Handled | Refusal) -> str:
    """
    Return the code of the only problem.
    """
    assert isinstance(done, Refusal)
    ((code, _),) = codes(done.problems)
    return code


class TestDeciding:
    def test_accepting_is_recorded_with_its_channel(self) -> None:
        """
        Who did it and by which way stands on the event.
        """
        office, lead_id = at_team()
        done = office.desk.accept(lead_id, partner_id="team", actor=Actor("maja", Channel.CRM))

        assert isinstance(done, Handled)
        event = office.events(lead_id)[-1]
        assert (event.fact, event.actor) == (Accepted(), Actor("maja", Channel.CRM))
        assert office.desk.lead(lead_id).status is DistributionStatus.ACCEPTED
        assert office.sound()

    def test_accepting_twice_is_a_no_op_that_says_so(self) -> None:
        """
        No second event, whoever of the partner does it.
        """
        office, lead_id = at_team()
        office.desk.accept(lead_id, partner_id="team")
        again = office.desk.accept(lead_id, partner_id="team", actor=Actor("ole"))

        assert isinstance(again, Handled)
        assert (again.already_done, again.events, len(office.events(lead_id))) == (True, (), 3)

    def test_another_partners_lead_is_named_as_such(self) -> None:
        """
        For every operation of a partner.
        """
        office, lead_id = at_team()
        desk = office.desk
        done = [
            desk.accept(lead_id, partner_id="other"),
            desk.reject(lead_id, partner_id="other"),
            desk.reassign(lead_id, "ole", partner_id="other"),
        ]

        assert [refused(one) for one in done] == ["lead_elsewhere"] * 3

    @pytest.mark.parametrize(
        ("state", "code"), [("rejected", "lead_rejected"), ("deactivated", "lead_deactivated"), ("accepted", None)]
    )
    def test_what_is_final_is_a_problem_that_names_the_state(self, state: str, code: str | None) -> None:
        """
        Rejected and deactivated leads are not accepted, accepted ones not rejected.
        """
        office, lead_id = at_team()
        {
            "rejected": lambda: office.desk.reject(lead_id, partner_id="team"),
            "deactivated": lambda: office.desk.deactivate(lead_id),
            "accepted": lambda: office.desk.accept(lead_id, partner_id="team"),
        }[state]()
        desk = office.desk
        if code is None:
            assert refused(desk.reject(lead_id, partner_id="team")) == "lead_accepted"
            return
        again = [desk.accept(lead_id, partner_id="team"), desk.resend(lead_id), desk.remind(lead_id)]
        again += [desk.reassign(lead_id, "ole", partner_id="team")]

        assert [refused(one) for one in again] == [code] * 4

    def test_an_unassigned_lead_waits_for_a_partner(self) -> None:
        """
        Nobody can accept it.
        """
        office = an_office()
        done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}))

        assert isinstance(done, Distributed)
        assert refused(office.desk.accept(done.lead.id, partner_id="north")) == "lead_unassigned"

    def test_an_unknown_lead_is_not_found(self) -> None:
        """
        Nothing is written.
        """
        with pytest.raises(NotFound):
            an_office().desk.accept("nobody", partner_id="north")

    def test_rejecting_keeps_reason_and_comment(self) -> None:
        """
        The comment is trimmed, and not in the fact's repr.
        """
        office, lead_id = at_team()
        office.desk.reject(lead_id, partner_id="team", reason="other", comment=" too far ")
        fact = office.events(lead_id)[-1].fact

        assert fact == Rejected(reason="other", comment="too far")
        assert "too far" not in repr(fact)

    @pytest.mark.parametrize(
        ("reason", "comment", "code"),
        [
            ("othr", None, "reason_unknown"),
            ("other", None, "comment_missing"),
            ("other", " \x00 ", "comment_missing"),
            (None, "x" * 2001, "comment_too_long"),
        ],
    )
    def test_a_wrong_reason_writes_nothing(self, reason: str | None, comment: str | None, code: str) -> None:
        """
        The problem says what would mend it.
        """
        office, lead_id = at_team()
        done = office.desk.reject(lead_id, partner_id="team", reason=reason, comment=comment)

        assert refused(done) == code
        assert len(office.events(lead_id)) == 2

    @pytest.mark.parametrize("enabled", [True, False])
    def test_the_supplier_is_told_of_a_rejection_once_that_is_enabled(self, enabled: bool) -> None:
        """
        Its rejected-lead recipients, each address once, inactive ones not.
        """
        people = (a_contact("ann"), a_contact("ann-2", email="ANN@supplier.example"), a_contact("x", active=False))
        programme = evolve(PROGRAMME, rejection_notices=enabled, rejection_recipients=people)
        office, lead_id = at_team(an_office(partners=(*PARTNERS, TEAM), programme=programme))
        office.desk.reject(lead_id, partner_id="team")
        office.desk.reject(lead_id, partner_id="team")

        assert told(office) == ([("lead_rejected", "ann")] if enabled else [])


class TestReassigning:
    def test_the_new_assignee_is_mailed_and_the_old_one_is_not(self) -> None:
        """
        Pending or accepted, to a user or a sales rep.
        """
        office, lead_id = at_team()
        office.desk.reassign(lead_id, "maja", partner_id="team")
        office.desk.accept(lead_id, partner_id="team")
        office.desk.reassign(lead_id, "rep", partner_id="team")
        facts = [event.fact for event in office.events(lead_id) if isinstance(event.fact, Reassigned)]

        assert told(office) == [("new_lead", "maja"), ("new_lead", "rep")]
        assert [(fact.before, fact.assignee_id) for fact in facts] == [(None, "maja"), ("maja", "rep")]
        assert office.desk.lead(lead_id).assignee_id == "rep"
        assert office.desk.lead(lead_id).status is DistributionStatus.ACCEPTED
        assert office.sound()

    def test_naming_who_is_named_already_changes_nothing(self) -> None:
        """
        And mails nobody again.
        """
        office, lead_id = at_team()
        office.desk.reassign(lead_id, "maja", partner_id="team")
        again = office.desk.reassign(lead_id, "maja", partner_id="team")

        assert isinstance(again, Handled)
        assert again.already_done
        assert told(office) == [("new_lead", "maja")]

    @pytest.mark.parametrize(("who", "code"), [("nobody", "assignee_unknown"), ("off", "assignee_inactive")])
    def test_only_active_people_of_the_partner_can_be_named(self, who: str, code: str) -> None:
        """
        Others are a problem.
        """
        office, lead_id = at_team()

        assert refused(office.desk.reassign(lead_id, who, partner_id="team")) == code

    def test_the_supplier_reassigns_pending_leads_that_no_module_routed(self) -> None:
        """
        The partner may do more.
        """
        office, lead_id = at_team()
        assert isinstance(office.desk.reassign(lead_id, "maja"), Handled)
        office.desk.accept(lead_id, partner_id="team")

        assert refused(office.desk.reassign(lead_id, "ole")) == "lead_accepted"

        office = an_office()
        routed = office.desk.receive(read_draft(SCHEMA, {"email": "b@x.se", "country": "SE"}), module="emea")
        assert isinstance(routed, Distributed)
        assert refused(office.desk.reassign(routed.lead.id, "maja")) == "lead_routed"
        assert isinstance(office.desk.reassign(routed.lead.id, "maja", partner_id="north"), Handled)


class TestTellingAgain:
    def test_resend_tells_who_would_be_told_now(self) -> None:
        """
        It is recorded, under a key of its own.
        """
        office, lead_id = at_team()
        done = office.desk.resend(lead_id, actor=Actor("ann", Channel.PORTAL))

        assert isinstance(done, Handled)
        assert isinstance(office.events(lead_id)[-1].fact, NoticeSent)
        assert told(office) == [("new_lead", "maja"), ("new_lead", "ole"), ("new_lead", "rep")]

    def test_resend_works_five_times_an_hour(self) -> None:
        """
        And again when the first is an hour old.
        """
        office, lead_id = at_team()
        done = [office.desk.resend(lead_id) for _ in range(6)]
        office.clock.advance(timedelta(hours=1))

        assert [isinstance(one, Handled) for one in done] == [True] * 5 + [False]
        assert refused(done[-1]) == "resend_limit"
        assert isinstance(office.desk.resend(lead_id), Handled)

    def test_registered_leads_are_not_sent_again(self) -> None:
        """
        Nobody distributed them.
        """
        office, lead_id = at_team(kind=LeadKind.REGISTERED)

        assert refused(office.desk.resend(lead_id)) == "lead_not_distributed"

    def test_update_requests_go_to_the_assignee_else_the_defaults(self) -> None:
        """
        The e-mail status is that of the new-lead mail, and stays.
        """
        office, lead_id = at_team()
        office.desk.remind(lead_id, MessageKind.UPDATE_REQUEST)
        first = told(office)
        office.desk.reassign(lead_id, "ole", partner_id="team")
        office.desk.remind(lead_id)
        office.desk.accept(lead_id, partner_id="team")

        assert [who for _, who in first] == ["maja", "ole", "rep"]
        assert told(office)[-1] == ("pending_reminder", "ole")
        assert refused(office.desk.remind(lead_id)) == "lead_accepted"
        assert office.desk.lead(lead_id).email_status is EmailStatus.QUEUED

    def test_deactivating_twice_is_a_no_op_that_says_so(self) -> None:
        """
        With one event.
        """
        office, lead_id = at_team()
        first, again = office.desk.deactivate(lead_id), office.desk.deactivate(lead_id)

        assert isinstance(first, Handled)
        assert isinstance(again, Handled)
        assert (first.already_done, again.already_done) == (False, True)
        assert isinstance(office.events(lead_id)[-1].fact, Deactivated)
        assert office.sound()
