"""
Accepting, rejecting, reassigning, deactivating and sending again: each once, with its state named where it cannot be.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_rep, a_user, an_account, codes
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.actors import Side
from leadflow.core.facts import Accepted, Actor, Channel, Deactivated, NoticeSent, Reassigned, Rejected
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.email_status import counts
from leadflow.core.handling.policy import RejectionPolicy, RejectionReason
from leadflow.core.intake import Distribution, Draft, Submission, read_draft
from leadflow.core.leads import DistributionStatus, EmailStatus, LeadKind
from leadflow.core.notifications import MessageKind
from leadflow.core.switches import Switches
from leadflow.errors import NotFound
from leadflow.services import SupplierDesk
from leadflow.testing import a_lead, a_message, changes_of
from leadflow.testing.contracts.store import committed

ANN = SupplierParty(id="ann", groups=(), roles=(SUPPLIER_ADMIN,))
TEAM = an_account(
    "team", users=(a_user("maja"), a_user("ole"), a_user("off", active=False)), sales_reps=(a_rep("rep"),)
)


def at_team(office: Office | None = None) -> tuple[Office, str]:
    """
    Return an office and a lead that is pending at the partner *team*.
    """
    office = office or an_office(partners=(*PARTNERS, TEAM, an_account("other")))
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email="a@x.se"), Submission(partner="team")))
    assert isinstance(done, Distribution)
    return office, done.lead.id


def told(office: Office) -> list[tuple[str, str]]:
    """
    Return kind and recipient of every unsent message that was not there at the beginning, in the order of events.
    """
    assert isinstance(office.store, MemoryStore)
    posted = office.store._of("acme").outbox.values()  # a claim would hold back what waits for the first mail
    messages = sorted((one.message for one in posted), key=lambda one: (one.seq, one.recipient_id))
    return [(one.kind.value, one.recipient_id) for one in messages if one.seq > 2]


def refused(done: LeadUpdate | Refusal) -> str:
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
        done = office.at("team", "maja", channel=Channel.CRM).accept(lead_id)

        assert isinstance(done, LeadUpdate)
        event = office.events(lead_id)[-1]
        assert (event.fact, event.actor) == (Accepted(), Actor("maja", Channel.CRM, Side.PARTNER))
        assert office.desk.lead(lead_id).status is DistributionStatus.ACCEPTED
        assert office.sound()

    def test_accepting_twice_is_a_no_op_that_says_so(self) -> None:
        """
        No second event, whoever of the partner does it.
        """
        office, lead_id = at_team()
        office.at("team").accept(lead_id)
        again = office.at("team", "ole").accept(lead_id)

        assert isinstance(again, LeadUpdate)
        assert (again.unchanged, again.events, len(office.events(lead_id))) == (True, (), 3)

    def test_another_partners_lead_looks_unknown(self) -> None:
        """
        Another partner's lead looks unknown to every operation.
        """
        office, lead_id = at_team()
        other = office.at("other")
        asked: list[Callable[[str], object]] = [
            other.accept,
            other.reject,
            other.lead,
            other.timeline,
            lambda lead_id: other.reassign(lead_id, "ole"),
        ]

        for ask in asked:
            with pytest.raises(NotFound) as forbidden:
                ask(lead_id)
            with pytest.raises(NotFound) as unknown:
                ask("nobody")
            assert str(forbidden.value).replace(lead_id, "") == str(unknown.value).replace("nobody", "")
        assert len(office.events(lead_id)) == 2

    @pytest.mark.parametrize(
        ("state", "code"), [("rejected", "lead_rejected"), ("deactivated", "lead_deactivated"), ("accepted", None)]
    )
    def test_what_is_final_is_a_problem_that_names_the_state(self, state: str, code: str | None) -> None:
        """
        Rejected leads are not accepted, accepted ones not rejected; deactivated ones have left the partner's account.
        """
        office, lead_id = at_team()
        {
            "rejected": lambda: office.at("team").reject(lead_id),
            "deactivated": lambda: office.desk.deactivate(lead_id),
            "accepted": lambda: office.at("team").accept(lead_id),
        }[state]()
        desk = office.desk
        if code is None:
            assert refused(office.at("team").reject(lead_id)) == "lead_accepted"
            return
        again = [desk.resend(lead_id), desk.remind(lead_id), desk.reassign(lead_id, "ole")]
        assert [refused(one) for one in again] == [code] * 3
        team = office.at("team")
        if state == "deactivated":
            for ask in (team.accept, team.reject, team.lead):
                with pytest.raises(NotFound):
                    ask(lead_id)
            return
        assert [refused(one) for one in (team.accept(lead_id), team.reassign(lead_id, "ole"))] == [code] * 2

    def test_an_unassigned_lead_waits_for_an_account(self) -> None:
        """
        No partner sees it, and the supplier is told what to do first.
        """
        office = an_office()
        done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}))

        assert isinstance(done, Distribution)
        assert refused(office.desk.reassign(done.lead.id, "maja")) == "lead_unassigned"
        with pytest.raises(NotFound):
            office.at("north").accept(done.lead.id)

    def test_an_unknown_lead_is_not_found(self) -> None:
        """
        Nothing is written.
        """
        with pytest.raises(NotFound):
            an_office().at("north").accept("nobody")

    def test_rejecting_keeps_reason_and_comment(self) -> None:
        """
        The comment is trimmed, and not in the fact's repr.
        """
        office, lead_id = at_team()
        office.at("team").reject(lead_id, reason="other", comment=" too far ")
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
        done = office.at("team").reject(lead_id, reason=reason, comment=comment)

        assert refused(done) == code
        assert len(office.events(lead_id)) == 2

    @pytest.mark.parametrize("enabled", [True, False])
    def test_the_supplier_is_told_of_a_rejection_once_that_is_enabled(self, enabled: bool) -> None:
        """
        Its rejected-lead recipients, each address once, inactive ones not.
        """
        people = (a_contact("ann"), a_contact("ann-2", email="ANN@supplier.example"), a_contact("x", active=False))
        programme = evolve(
            PROGRAMME, rejections=RejectionPolicy(recipients=people), switches=Switches(rejection_notices=enabled)
        )
        office, lead_id = at_team(an_office(partners=(*PARTNERS, TEAM), programme=programme))
        office.at("team").reject(lead_id)
        office.at("team").reject(lead_id)

        assert told(office) == ([("lead_rejected", "ann")] if enabled else [])


class TestReassigning:
    def test_the_new_assignee_is_mailed_and_the_old_one_is_not(self) -> None:
        """
        Pending or accepted, to a user or a sales rep.
        """
        office, lead_id = at_team()
        office.at("team").reassign(lead_id, "maja")
        office.at("team").accept(lead_id)
        office.at("team").reassign(lead_id, "rep")
        facts = [event.fact for event in office.events(lead_id) if isinstance(event.fact, Reassigned)]

        assert told(office) == [("new_lead", "maja"), ("new_lead", "rep")]
        assert [(fact.before, fact.assignee_id) for fact in facts] == [(None, "maja"), ("maja", "rep")]
        assert office.desk.lead(lead_id).assignee_id == "rep"
        assert office.desk.lead(lead_id).status is DistributionStatus.ACCEPTED
        assert office.sound()

    def test_naming_who_is_named_already_changes_nothing(self) -> None:
        """
        Naming the current assignee again changes nothing and sends no mail.
        """
        office, lead_id = at_team()
        office.at("team").reassign(lead_id, "maja")
        again = office.at("team").reassign(lead_id, "maja")

        assert isinstance(again, LeadUpdate)
        assert again.unchanged
        assert told(office) == [("new_lead", "maja")]

    @pytest.mark.parametrize(("who", "code"), [("nobody", "assignee_unknown"), ("off", "assignee_inactive")])
    def test_only_active_people_of_the_partner_can_be_named(self, who: str, code: str) -> None:
        """
        Others are a problem.
        """
        office, lead_id = at_team()

        assert refused(office.at("team").reassign(lead_id, who)) == code

    def test_the_supplier_reassigns_pending_leads_that_no_module_routed(self) -> None:
        """
        The partner may do more.
        """
        office, lead_id = at_team()
        assert isinstance(office.desk.reassign(lead_id, "maja"), LeadUpdate)
        office.at("team").accept(lead_id)

        assert refused(office.desk.reassign(lead_id, "ole")) == "lead_accepted"

        office = an_office()
        routed = office.desk.receive(read_draft(SCHEMA, {"email": "b@x.se", "country": "SE"}), module="emea")
        assert isinstance(routed, Distribution)
        assert refused(office.desk.reassign(routed.lead.id, "maja")) == "lead_routed"
        assert isinstance(office.at("north").reassign(routed.lead.id, "maja"), LeadUpdate)


class TestTellingAgain:
    def test_resend_tells_who_would_be_told_now(self) -> None:
        """
        It is recorded, under a key of its own.
        """
        office, lead_id = at_team()
        done = SupplierDesk(office.setting, ANN).resend(lead_id)

        assert isinstance(done, LeadUpdate)
        assert isinstance(office.events(lead_id)[-1].fact, NoticeSent)
        assert told(office) == [("new_lead", "maja"), ("new_lead", "ole"), ("new_lead", "rep")]

    def test_resend_works_five_times_an_hour(self) -> None:
        """
        A lead can be sent again five times an hour.
        """
        office, lead_id = at_team()
        done = [office.desk.resend(lead_id) for _ in range(6)]
        office.clock.advance(timedelta(hours=1))

        assert [isinstance(one, LeadUpdate) for one in done] == [True] * 5 + [False]
        assert refused(done[-1]) == "resend_limit"
        assert isinstance(office.desk.resend(lead_id), LeadUpdate)

    def test_registered_leads_are_not_sent_again(self) -> None:
        """
        Nobody distributed them.
        """
        office, lead_id = at_team()
        registered = evolve(office.desk.lead(lead_id), id="own", kind=LeadKind.REGISTERED, seq=1)
        committed(office.store.open_unit, changes_of(registered), supplier_id="acme")

        assert refused(office.desk.resend("own")) == "lead_not_distributed"

    def test_update_requests_go_to_the_assignee_else_the_defaults(self) -> None:
        """
        The e-mail status is that of the new-lead mail, and stays.
        """
        office, lead_id = at_team()
        office.desk.remind(lead_id, MessageKind.UPDATE_REQUEST)
        first = told(office)
        office.at("team").reassign(lead_id, "ole")
        office.desk.remind(lead_id)
        office.at("team").accept(lead_id)

        assert [who for _, who in first] == ["maja", "ole", "rep"]
        assert told(office)[-1] == ("pending_reminder", "ole")
        assert refused(office.desk.remind(lead_id)) == "lead_accepted"
        assert office.desk.lead(lead_id).email_status is EmailStatus.QUEUED

    def test_deactivating_twice_is_a_no_op_that_says_so(self) -> None:
        """
        Deactivating twice writes one event and says so.
        """
        office, lead_id = at_team()
        first, again = office.desk.deactivate(lead_id), office.desk.deactivate(lead_id)

        assert isinstance(first, LeadUpdate)
        assert isinstance(again, LeadUpdate)
        assert (first.unchanged, again.unchanged) == (False, True)
        assert isinstance(office.events(lead_id)[-1].fact, Deactivated)
        assert office.sound()


@pytest.mark.parametrize("answer", ["accept", "reject"])
def test_second_answer_is_unchanged(answer: str) -> None:
    """
    The same answer again says that nothing changed, and the other one is refused.
    """
    office, lead_id = at_team()
    getattr(office.at("team"), answer)(lead_id)
    again = getattr(office.at("team"), answer)(lead_id)
    other = getattr(office.at("team"), "accept" if answer == "reject" else "reject")(lead_id)

    assert isinstance(again, LeadUpdate)
    assert (again.unchanged, again.events, again.messages) == (True, (), ())
    assert refused(other) == f"lead_{answer}ed"


@pytest.mark.parametrize(
    ("reasons", "given", "told_of"),
    [
        (("no_capacity", "wrong_region"), "no_capasity", "choose 'no_capacity'"),
        (("no_capacity", "wrong_region"), "zzz", "choose 'no_capacity' or 'wrong_region'"),
        ((), "zzz", "choose no reason"),
    ],
    ids=["near", "far", "none"],
)
def test_unknown_reason_names_what_can_be_chosen(reasons: tuple[str, ...], given: str, told_of: str) -> None:
    """
    A reason that is nearly one names it, any other names all, and without any it says so.
    """
    rejections = RejectionPolicy(reasons=tuple(RejectionReason(code=one, label=one) for one in reasons))
    programme = evolve(PROGRAMME, rejections=rejections)
    office, lead_id = at_team(an_office(partners=(*PARTNERS, TEAM), programme=programme))
    done = office.at("team").reject(lead_id, reason=given)

    assert refused(done) == "reason_unknown"
    assert isinstance(done, Refusal)
    assert told_of in done.problems[0].message


def test_unknown_assignee_names_the_nearest_person() -> None:
    """
    An id that is nearly one of the partner's people names that person.
    """
    office, lead_id = at_team()
    done = office.at("team").reassign(lead_id, "maia")

    assert refused(done) == "assignee_unknown"
    assert isinstance(done, Refusal)
    assert "such as 'maja'" in done.problems[0].message


def test_reminders_do_not_count_as_sent_again() -> None:
    """
    The limit of five an hour is about the new-lead mail alone.
    """
    office, lead_id = at_team()
    for _ in range(6):
        assert isinstance(office.desk.remind(lead_id), LeadUpdate)
    for _ in range(5):
        assert isinstance(office.desk.resend(lead_id), LeadUpdate)

    assert refused(office.desk.resend(lead_id)) == "resend_limit"


def test_registered_deal_is_told_after_other_mail_and_of_accepted_leads_only() -> None:
    """
    A reminder before is another kind of mail, and a pending lead has no deal.
    """
    office, lead_id = at_team()
    office.desk.remind(lead_id)
    assert refused(office.desk.notify_deal_registered(lead_id)) == "lead_pending"
    office.at("team").accept(lead_id)
    first = office.desk.notify_deal_registered(lead_id)
    again = office.desk.notify_deal_registered(lead_id)

    assert isinstance(first, LeadUpdate)
    assert isinstance(again, LeadUpdate)
    assert (first.unchanged, again.unchanged) == (False, True)


@pytest.mark.parametrize("kind", [one for one in MessageKind if one.reminds])
def test_what_an_accepted_lead_is_asked_for(kind: MessageKind) -> None:
    """
    Of an accepted lead every update can be asked for, and no reminder is needed.
    """
    office, lead_id = at_team()
    office.at("team").accept(lead_id)
    done = office.desk.remind(lead_id, kind)

    if kind is MessageKind.PENDING_REMINDER:
        assert refused(done) == "lead_accepted"
    else:
        assert isinstance(done, LeadUpdate)
        assert [one.kind for one in done.messages] == [kind] * len(done.messages)
        assert done.messages


@pytest.mark.parametrize(
    ("about", "kind", "assignment", "seq", "counted"),
    [
        ("this", MessageKind.NEW_LEAD, 2, 2, True),
        ("this", MessageKind.NEW_LEAD, 1, 1, True),
        ("this", MessageKind.NEW_LEAD, 2, 5, True),
        ("this", MessageKind.NEW_LEAD, 3, 2, False),
        ("this", MessageKind.NEW_LEAD, 0, 2, False),
        ("another", MessageKind.NEW_LEAD, 2, 2, False),
        ("zz", MessageKind.NEW_LEAD, 2, 2, False),
        *(("this", kind, 2, 2, False) for kind in MessageKind if kind is not MessageKind.NEW_LEAD),
    ],
)
def test_mail_counts_for_the_assignment_that_it_was_sent_for(
    about: str, kind: MessageKind, assignment: int, seq: int, counted: bool
) -> None:
    """
    New-lead mail about this lead, of its current assignment, sent again or not: nothing else shows on the lead.
    """
    lead = evolve(a_lead("this"), assignment=assignment)
    message = evolve(a_message(a_lead("this")), lead_id=about, kind=kind, seq=seq)

    assert counts(message, lead) is counted
