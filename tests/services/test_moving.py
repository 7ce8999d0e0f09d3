"""
Duplicating, transferring, recalling, deactivating and reactivating leads.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.core.builders import SCHEMA, a_contact, a_rep, a_user, an_account, codes
from tests.services.attachments import text
from tests.services.builders import HOST, PARTNERS, Office, an_office

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.core.facts import Accepted, Continued, Deactivated, Duplicated, Reactivated
from leadflow.core.handling import AfterRecall, LeadMove, LeadUpdate, Refusal
from leadflow.core.intake import Distribution, Draft, Submission
from leadflow.core.leads import DistributionStatus, EmailStatus, ExternalId
from leadflow.core.views import LeadList, LeadQuery
from leadflow.errors import NotFound
from leadflow.services import AttachmentDesk, OutboxRelay
from leadflow.testing import RecordingMailer

TEAM = an_account(
    "team",
    users=(a_user("maja"), a_user("ole")),
    sales_reps=(a_rep("rep", default=False),),
    additional_recipients=(a_contact("boss"),),
)
AUTO = an_account("auto", users=(a_user("ada"),), auto_accept_since=datetime(2020, 1, 1, tzinfo=UTC))


def at_team(**submitted: object) -> tuple[Office, str]:
    """
    Return an office and a lead that was named for the partner *team*.
    """
    office = an_office(partners=(*PARTNERS, TEAM, AUTO))
    submission = Submission(partner="team", campaign="fair", score=70, **submitted)  # type: ignore[arg-type]  # settings of every name
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email="a@x.se", company="Ax", country="DE"), submission))
    assert isinstance(done, Distribution)
    return office, done.lead.id


def routed() -> tuple[Office, str]:
    """
    Return an office and a lead that the module sent to the partner *north*.
    """
    office = an_office(partners=(*PARTNERS, TEAM, AUTO))
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email="a@x.se", country="SE"), Submission()), module="emea")
    assert isinstance(done, Distribution)
    assert done.lead.routed_by == "emea"
    return office, done.lead.id


def moved(done: LeadMove | Refusal) -> LeadMove:
    """
    Return the move, which was not refused.
    """
    assert isinstance(done, LeadMove)
    return done


def refused(done: LeadMove | LeadUpdate | Refusal) -> str:
    """
    Return the code of the only problem.
    """
    assert isinstance(done, Refusal)
    ((code, _),) = codes(done.problems)
    return code


def sent(office: Office) -> list[tuple[str, str]]:
    """
    Send what waits, and return to whom and which subjects.
    """
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer).run_until_idle()
    return sorted((mail.to_address, mail.subject) for mail in mailer.sent)


class TestTransferring:
    def test_the_lead_is_continued_at_the_other_partner(self) -> None:
        """
        The duplicate is pending there and says what the lead said; the lead is out of the lists; both name each other.
        """
        office, lead_id = at_team(external_ids=(ExternalId("sf", "1"),))
        new = moved(office.desk.transfer(lead_id, partner_id="north")).lead

        before, after = office.desk.lead(lead_id), office.desk.lead(new.id)
        assert (before.active, before.partner_id, before.superseded_by) == (False, "team", new.id)
        assert (after.partner_id, after.status, after.duplicated_from) == ("north", DistributionStatus.PENDING, lead_id)
        assert after.values == before.values
        assert (after.score, after.campaign_id, after.external_ids) == (70, "fair", before.external_ids)
        assert office.events(lead_id)[-1].fact == Deactivated(reason="transferred")
        assert [row.id for row in office.desk.leads().rows] == [new.id]
        assert office.sound()

    def test_only_the_new_partner_is_mailed(self) -> None:
        """
        What waited for the old partner is cancelled, and each person of the new one gets one mail.
        """
        office, lead_id = at_team()
        office.desk.transfer(lead_id, partner_id="north")

        assert [to for to, _ in sent(office)] == ["maja@partner.example"]
        assert {post.reason for post in office.posts(lead_id)} == {"lead_deactivated"}

    def test_files_and_history_go_with_it(self) -> None:
        """
        Files are shared by reference: removing them from one lead leaves the other's.
        """
        office, lead_id = at_team()
        files = AttachmentDesk(office.setting, HOST, MemoryAttachments())
        files.attach(lead_id, text("offer"))
        new = moved(office.desk.transfer(lead_id, partner_id="north")).lead

        assert [one.name for one in files.of(new.id)] == [one.name for one in office.desk.lead(lead_id).attachments]
        assert [type(event.fact).__name__ for event in office.events(new.id)][:3] == [
            "Received",
            "Duplicated",
            "FileAttached",
        ]
        with files.open(new.id, files.of(new.id)[0].id) as stream:
            assert stream.read()

    def test_a_rejected_lead_goes_to_another_partner_even_if_it_was_routed(self) -> None:
        """
        Redistributing what was declined is what a supplier does with it.
        """
        office, lead_id = routed()
        office.at("north").reject(lead_id)
        new = moved(office.desk.transfer(lead_id, partner_id="team")).lead
        assert office.desk.lead(new.id).partner_id == "team"
        assert office.desk.lead(lead_id).status is DistributionStatus.REJECTED
        assert office.sound()

    def test_a_partner_that_auto_accepts_has_it_at_once(self) -> None:
        """
        Nobody is mailed, and the duplicate is accepted.
        """
        office, lead_id = at_team()
        new = moved(office.desk.transfer(lead_id, partner_id="auto")).lead
        assert (new.status, new.email_status) == (DistributionStatus.ACCEPTED, EmailStatus.AUTO_ACCEPT)
        assert sent(office) == []

    def test_what_cannot_be_transferred_is_refused_with_its_state(self) -> None:
        """
        Accepted, routed, waiting, continued and deactivated leads, and targets that cannot be, are named.
        """
        office, lead_id = at_team()
        assert refused(office.desk.transfer(lead_id, partner_id="".join(["te", "am"]))) == "partner_same"
        assert refused(office.desk.transfer(lead_id, partner_id="idle")) == "partner_inactive"
        with pytest.raises(NotFound):
            office.desk.transfer(lead_id, partner_id="nowhere")
        office.at("team").accept(lead_id)
        assert refused(office.desk.transfer(lead_id, partner_id="north")) == "lead_accepted"
        office.desk.deactivate(lead_id)
        assert refused(office.desk.transfer(lead_id, partner_id="north")) == "lead_deactivated"

        office, lead_id = routed()
        assert refused(office.desk.transfer(lead_id, partner_id="team")) == "lead_routed"
        waits = office.desk.receive(Draft(SCHEMA.leads.fill(email="b@x.se"), Submission())).lead.id
        assert refused(office.desk.transfer(waits, partner_id="team")) == "lead_unassigned"
        assert len(office.leads()) == 2


class TestDuplicating:
    def test_a_duplicate_is_made_without_mail_and_sent_later(self) -> None:
        """
        The three steps of a transfer by hand: duplicate, deactivate, resend.
        """
        office, lead_id = at_team()
        new = moved(office.desk.duplicate(lead_id, partner_id="north")).lead
        assert (new.email_status, new.partner_id) == (EmailStatus.NOT_DUE, "north")
        assert office.desk.lead(lead_id).active
        assert office.events(lead_id)[-1].fact == Continued(lead_id=new.id)
        assert office.events(new.id)[1].fact == Duplicated(lead_id=lead_id)
        assert office.posts(new.id) == ()

        office.desk.deactivate(lead_id)
        office.desk.resend(new.id)
        assert [to for to, _ in sent(office)] == ["maja@partner.example"]

    def test_a_lead_is_continued_once(self) -> None:
        """
        A second duplicate is refused: work goes on with the first.
        """
        office, lead_id = at_team()
        office.desk.duplicate(lead_id, partner_id="north")
        assert refused(office.desk.duplicate(lead_id, partner_id="south")) == "lead_superseded"
        assert refused(office.desk.transfer(lead_id, partner_id="south")) == "lead_superseded"
        assert refused(office.desk.recall(lead_id)) == "lead_superseded"


class TestRecalling:
    def test_who_got_mail_is_told_and_who_did_not_is_not(self) -> None:
        """
        One mail each, without the lead's details, to those to whom mail was sent.
        """
        office, lead_id = at_team()
        assert len(sent(office)) == 3
        assert office.desk.recall(lead_id, comment="Sold by ourselves").ok

        mails = sent(office)
        assert [to for to, _ in mails] == ["boss@supplier.example", "maja@partner.example", "ole@partner.example"]
        assert {subject for _, subject in mails} == {"Acme Ltd has taken a lead back: Ax"}

    def test_a_repeated_call_tells_nobody_twice(self) -> None:
        """
        Under its idempotency key it returns the same mails and the same duplicate.
        """
        office, lead_id = at_team()
        sent(office)
        first, again = (moved(office.desk.recall(lead_id, idempotency_key="form-1")) for _ in range(2))

        assert [one.key for one in again.messages] == [one.key for one in first.messages]
        assert again.recipients == first.recipients
        assert again.lead == first.lead
        assert len(sent(office)) == 3

    def test_nobody_is_told_of_what_was_never_sent(self) -> None:
        """
        Mail that waits is cancelled, and nothing is sent at all.
        """
        office, lead_id = at_team()
        office.desk.recall(lead_id)
        assert sent(office) == []
        assert {post.reason for post in office.posts(lead_id)} == {"lead_deactivated"}

    @pytest.mark.parametrize("answer", ["accept", "reject", ""])
    def test_a_duplicate_waits_for_a_person(self, answer: str) -> None:
        """
        Accepted and routed leads are recalled too; the timeline has the reason, and the duplicate has no partner.
        """
        office, lead_id = routed()
        if answer:
            getattr(office.at("north"), answer)(lead_id)
        new = moved(office.desk.recall(lead_id, comment=" too far away ")).lead

        assert (new.status, new.partner_id, new.duplicated_from) == (DistributionStatus.UNASSIGNED, None, lead_id)
        assert office.events(lead_id)[-1].fact == Deactivated(reason="recalled", comment="too far away")
        assert office.desk.assign(new.id, partner_id="team").ok
        assert office.sound()

    def test_it_can_be_routed_to_somebody_else_at_once(self) -> None:
        """
        The partner from which it was taken back does not get it again, and is not remembered as one that declined.
        """
        office, lead_id = routed()
        office.keep(an_account("norr", territories=("SE",), users=(a_user("nils"),)))
        new = moved(office.desk.recall(lead_id, then=AfterRecall.ROUTE, module="emea")).lead

        assert (new.partner_id, new.routed_by) == ("norr", "emea")
        assert office.desk.lead(new.id).status is DistributionStatus.PENDING
        assert [to for to, _ in sent(office)] == ["nils@partner.example"]
        assert office.sound()

    def test_it_can_end_there(self) -> None:
        """
        No duplicate is made, and the lead can be reactivated.
        """
        office, lead_id = at_team()
        done = moved(office.desk.recall(lead_id, then=AfterRecall.END))
        assert done.lead.id == lead_id
        assert len(office.leads()) == 1
        assert office.desk.reactivate(lead_id).ok

    def test_the_module_that_chose_the_partner_routes_it(self) -> None:
        """
        Nobody has to name the module again, though it is not the programme's.
        """
        office, lead_id = routed()
        office.keep(an_account("norr", territories=("SE",), users=(a_user("nils"),)))

        assert moved(office.desk.recall(lead_id, then=AfterRecall.ROUTE)).lead.partner_id == "norr"

    def test_what_cannot_be_recalled_is_refused(self) -> None:
        """
        A lead that waits or is deactivated is with nobody, a module is needed to route, and a reason has its length.
        """
        office, lead_id = at_team()
        assert refused(office.desk.recall(lead_id, then=AfterRecall.ROUTE)) == "module_missing"
        assert refused(office.desk.recall(lead_id, module="emea")) == "module_unused"
        assert refused(office.desk.recall(lead_id, comment="x" * 2_001)) == "comment_too_long"
        office.desk.deactivate(lead_id)
        assert refused(office.desk.recall(lead_id)) == "lead_deactivated"
        assert len(office.leads()) == 1


class TestDeactivating:
    def test_a_reason_stands_on_the_timeline(self) -> None:
        """
        A code of the host's, if one is given.
        """
        office, lead_id = at_team()
        office.desk.deactivate(lead_id, reason="spam")
        assert office.events(lead_id)[-1].fact == Deactivated(reason="spam")

    def test_a_lead_comes_back_as_it_was(self) -> None:
        """
        It is in the lists again, at its partner, in the same state; twice is once.
        """
        office, lead_id = at_team()
        office.at("team").accept(lead_id)
        office.desk.deactivate(lead_id)
        assert office.desk.leads().rows == ()
        assert [row.id for row in office.desk.leads(LeadQuery(which=LeadList.DEACTIVATED)).rows] == [lead_id]
        office.desk.reactivate(lead_id)

        lead = office.desk.lead(lead_id)
        assert (lead.active, lead.deactivated_at, lead.status) == (True, None, DistributionStatus.ACCEPTED)
        assert office.events(lead_id)[-1].fact == Reactivated()
        assert office.at("team").lead(lead_id).id == lead_id
        again = office.desk.reactivate(lead_id)
        assert isinstance(again, LeadUpdate)
        assert again.unchanged
        assert office.sound()

    def test_what_is_continued_does_not_come_back(self) -> None:
        """
        A transferred lead lives on as its duplicate.
        """
        office, lead_id = at_team()
        office.desk.transfer(lead_id, partner_id="north")
        assert refused(office.desk.reactivate(lead_id)) == "lead_superseded"


class TestLineage:
    def test_who_declined_an_earlier_lead_does_not_get_it_again(self) -> None:
        """
        The memory goes along the duplicates.
        """
        office, lead_id = routed()
        office.at("north").reject(lead_id)
        first = moved(office.desk.transfer(lead_id, partner_id="team")).lead
        second = moved(office.desk.recall(first.id, then=AfterRecall.ROUTE, module="emea")).lead
        assert second.partner_id is None
        assert office.desk.assign(second.id, partner_id="north").ok


@pytest.mark.parametrize(
    ("partner_id", "status"), [("auto", DistributionStatus.ACCEPTED), ("north", DistributionStatus.PENDING)]
)
def test_a_duplicate_is_accepted_where_the_partner_accepts_all(partner_id: str, status: DistributionStatus) -> None:
    """
    It is pending at every other partner.
    """
    office, lead_id = at_team()
    new = moved(office.desk.duplicate(lead_id, partner_id=partner_id)).lead

    assert office.desk.lead(new.id).status is status
    assert (Accepted(automatic=True) in [event.fact for event in office.events(new.id)]) is (partner_id == "auto")


def test_a_comment_may_be_as_long_as_is_said() -> None:
    """
    The longest one is taken whole.
    """
    office, lead_id = at_team()
    office.desk.recall(lead_id, comment="x" * 2_000)

    assert office.events(lead_id)[-1].fact == Deactivated(reason="recalled", comment="x" * 2_000)
