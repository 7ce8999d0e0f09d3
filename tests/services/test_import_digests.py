"""
One mail a person tells of all new leads of an import, if the programme says so.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, altered, an_account
from tests.services.builders import EMEA, HOST, PARTNERS, PROGRAMME, Office, an_office, listing_no_events, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.handling.subscriptions import SubscriptionRules
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate, read_draft
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import ActionLinks, DeliveryKind, LinkKey, Mail, MessageKind
from leadflow.errors import AddressRefused, MailDeferred, MailRefused
from leadflow.services import DeliveryDesk, LinkDesk, OutboxRelay
from leadflow.testing import RecordingMailer

LINKS = ActionLinks("acme", (LinkKey("k1", b"s" * 32),), url="https://x.example/{token}")
TEAM = altered(
    an_account("team", name="Team AS", users=(a_user("maja"), a_user("mia"), a_user("ole", default=False))),
    additional_recipients=(a_contact("ann"),),
)
DIGESTS = evolve(PROGRAMME, mail=evolve(PROGRAMME.mail, digest_imports=True))


def an_office_with(store: MemoryStore | SqlStore | None = None, **programme: Any) -> Office:
    """
    Return an office whose imports are told by digests.
    """
    given: dict[str, Any] = {} if store is None else {"store": store}
    return an_office(partners=(*PARTNERS, TEAM), programme=evolve(DIGESTS, **programme), **given)


def imported(office: Office, *lines: str, settings: ImportSettings = ImportSettings()) -> Any:
    """
    Import rows of e-mail, country, partner and city.
    """
    with office.file(*lines) as file:
        return office.imports.run(file, mapped(file), settings=settings)


def sent(office: Office, mailer: Any = None) -> list[Mail]:
    """
    Send what waits, and return it.
    """
    mailer = mailer or RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    return sorted(mailer.sent, key=lambda mail: mail.to_address)


def statuses(office: Office) -> set[EmailStatus]:
    """
    Return what the leads show of their mail.
    """
    return {lead.email_status for lead in office.leads()}


FIFTY = tuple(f"lead-{number}@x.se,SE,team,City {number}" for number in range(50))


class TestOneMail:
    def test_fifty_leads_are_one_mail_a_person(self, store: MemoryStore | SqlStore) -> None:
        """
        The default recipients and the supplier's additional one get one each, and every lead shows that it was sent.
        """
        office = an_office_with(store)
        with office.file(*FIFTY) as file:
            assert office.imports.preview(file, mapped(file)).messages == 3
        report = imported(office, *FIFTY)
        assert (report.counts.imported, report.messages) == (50, 3)
        assert statuses(office) == {EmailStatus.QUEUED}
        mails = sent(office)
        assert [mail.to_address for mail in mails] == [
            "ann@supplier.example",
            "maja@partner.example",
            "mia@partner.example",
        ]
        assert {mail.subject for mail in mails} == {"New leads from Acme Ltd: 50"}
        assert all(mails[1].text.count(f"lead-{number}@x.se") for number in range(50))
        assert statuses(office) == {EmailStatus.SENT}
        assert sent(office) == []
        assert imported(office, *FIFTY).repeated
        assert sent(office) == []
        assert office.sound()

    def test_stores_that_list_no_events_do_the_same(self) -> None:
        """
        Every lead of the import is looked at.
        """
        office = an_office_with()
        imported(office, *FIFTY, "b@x.se,DE,south,")
        office.open_unit = listing_no_events(office.opener)
        subjects = {mail.to_address.partition("@")[0]: mail.subject.rpartition(" ")[2] for mail in sent(office)}
        assert subjects == {"ann": "50", "maja": "50", "mia": "50", "uli": "1", "ute": "1"}
        assert statuses(office) == {EmailStatus.SENT}

    def test_without_the_policy_each_lead_has_its_own(self) -> None:
        """
        And a lead that comes alone has its own in any case.
        """
        office = an_office_with(mail=PROGRAMME.mail)
        imported(office, *FIFTY[:2])
        assert len(sent(office)) == 6
        office.programme = DIGESTS
        office.keep(TEAM)
        office.desk.receive(read_draft(SCHEMA, {"email": "form@x.se", "company": "Form"}, partner="team"))
        assert {mail.subject for mail in sent(office)} == {"New lead from Acme Ltd: Form"}

    def test_each_person_reads_of_their_own_leads(self) -> None:
        """
        Each partner's people read of its leads alone, and auto-accepted leads are in no mail.
        """
        office = an_office_with()
        imported(office, "a@x.se,,south,", "b@x.se,DE,south,", "c@x.se,SE,team,", settings=EMEA)
        found = {mail.to_address.partition("@")[0]: mail for mail in sent(office)}
        assert found.keys() == {"ann", "maja", "mia", "uli", "ute"}
        assert found["uli"].subject == found["ute"].subject == "New leads from Acme Ltd: 2"
        assert all(("c@x.se" in mail.text) is (name not in ("uli", "ute")) for name, mail in found.items())
        office.at("south").set_auto_accept(True)
        imported(office, "d@x.se,DE,south,")
        assert sent(office) == []

    def test_hidden_values_stay_hidden_from_partners(self) -> None:
        """
        Their people read what the detail page would show; the supplier's own read all.
        """
        office = an_office_with(hidden_until_accepted=frozenset({"email", "city"}))
        imported(office, *FIFTY[:1])
        ann, maja, _ = sent(office)
        assert ("lead-0@x.se" in ann.text, "lead-0@x.se" in maja.text, "City 0" in maja.text) == (True, False, False)

    def test_a_link_answers_each_lead(self) -> None:
        """
        Opening it changes nothing, and pressing the button of its page accepts that lead alone.
        """
        office = an_office_with()
        imported(office, *FIFTY[:2])
        maja = sent(office)[1]
        tokens = [line.split("https://x.example/")[1].strip() for line in maja.text.splitlines() if "https://" in line]
        assert len(tokens) == 2
        desk = LinkDesk(office.setting, LINKS)
        desk.preview(tokens[0])
        desk.perform(tokens[0], "accept", LINKS.form_nonce(tokens[0]))
        assert sorted(lead.status.value for lead in office.leads()) == ["accepted", "pending"]


class TestWhatHappensMeanwhile:
    def test_it_waits_for_the_end_of_the_import(self) -> None:
        """
        While chunks come in nothing is sent, and then one mail has all of them.
        """
        office = an_office_with()
        lines = [f"{number}@x.se,SE,team," for number in range(5_001)]
        with office.file(*lines) as file:
            steps = iter(office.imports.iterate(file, mapped(file)))
            next(steps)
            assert sent(office) == []
            for _ in steps:
                pass
        office.clock.advance(timedelta(minutes=1))
        mails = sent(office)
        assert len(mails) == 3
        assert mails[0].subject == "New leads from Acme Ltd: 5001"
        assert "and 4951 more" in mails[0].text
        assert statuses(office) == {EmailStatus.SENT}

    def test_an_import_that_broke_off_is_told_and_what_follows_too(self) -> None:
        """
        After an hour nobody waits for the rest; when it comes, another mail tells of it and of nothing twice.
        """
        office = an_office_with()
        lines = [f"{number}@x.se,SE,team," for number in range(5_001)]
        with office.file(*lines) as file:
            next(iter(office.imports.iterate(file, mapped(file))))
            assert sent(office) == []
            office.clock.advance(timedelta(hours=1))
            assert [mail.subject.rpartition(" ")[2] for mail in sent(office)] == ["5000"] * 3
            office.clock.advance(timedelta(hours=1))
            report = office.imports.run(file, mapped(file))
        assert (report.counts.imported, report.messages) == (5_001, 6)
        assert [mail.subject.rpartition(" ")[2] for mail in sent(office)] == ["1"] * 3
        assert statuses(office) == {EmailStatus.SENT}

    def test_leads_that_are_gone_or_decided_are_left_out(self) -> None:
        """
        Recalled, accepted and undone leads are in no digest, and nothing left is no mail.
        """
        office = an_office_with()
        imported(office, *FIFTY[:3])
        first, second, third = (lead.id for lead in office.leads())
        office.desk.deactivate(first)
        office.at("team").accept(second)
        mails = sent(office)
        assert {mail.subject.rpartition(" ")[2] for mail in mails} == {"1"}
        assert office.desk.lead(third).values["email"] in mails[0].text
        report = imported(office, "x@x.se,SE,team,")
        office.imports.undo(report.import_id)
        assert sent(office) == []

    def test_a_lead_of_somebody_else_by_now_is_left_out(self) -> None:
        """
        The new assignee has mail of their own.
        """
        office = an_office_with()
        imported(office, *FIFTY[:2])
        office.at("team").reassign(office.leads()[0].id, "ole")
        assert [(mail.to_address.partition("@")[0], mail.subject.rpartition(": ")[2][:1]) for mail in sent(office)] == [
            ("ann", "1"),
            ("maja", "1"),
            ("mia", "1"),
            ("ole", "l"),
        ]


class TestChanges:
    def test_partners_hear_by_one_mail_of_what_an_import_changes(self, store: MemoryStore | SqlStore) -> None:
        """
        The default recipients read which leads were changed, once the import is over; new leads are in their own mail.
        """
        office = an_office_with(store, subscriptions=SubscriptionRules(partners=True))
        imported(office, *FIFTY[:20])
        first, second = (one.id for one in office.leads()[:2])
        sent(office)
        office.at("team").accept(first)
        office.at("team").reject(second)
        lines = [line.replace("City", "Town") for line in FIFTY[:20]]
        update = ImportSettings(on_duplicate=OnDuplicate.UPDATE)
        with office.file(*lines, "new@x.se,SE,team,") as file:
            assert office.imports.preview(file, mapped(file), settings=update).messages == 5
        report = imported(office, *lines, "new@x.se,SE,team,", settings=update)
        assert (report.counts.updated, report.messages) == (20, 5)
        mails = sent(office)
        told = sorted((mail.to_address.partition("@")[0], mail.subject) for mail in mails)
        changed, new = "Acme Ltd has changed leads: 19", "New leads from Acme Ltd: 1"
        assert told == [("ann", new), ("maja", changed), ("maja", new), ("mia", changed), ("mia", new)]
        assert all("Town" in mail.text for mail in mails if mail.subject == changed)
        assert office.desk.lead(first).email_status is EmailStatus.SENT
        assert imported(office, *lines, "new@x.se,SE,team,", settings=update).repeated
        assert sent(office) == []
        assert office.sound()

    def test_who_unsubscribed_hears_of_no_changes(self) -> None:
        """
        By the link of such a mail too; and rows that change nothing tell nobody.
        """
        links = evolve(LINKS, unsubscribe_url="https://x.example/leave/{token}")
        office = an_office_with(subscriptions=SubscriptionRules(partners=True))
        update = ImportSettings(on_duplicate=OnDuplicate.UPDATE)
        imported(office, *FIFTY[:2])
        sent(office)
        imported(office, *FIFTY[:2], settings=update)
        assert sent(office) == []
        imported(office, *(line.replace("City", "Town") for line in FIFTY[:2]), settings=update)
        mailer = RecordingMailer()
        OutboxRelay(office.setting, office.store, mailer, links=links).run_until_idle()
        maja = next(mail for mail in mailer.sent if mail.to_address.startswith("maja"))
        LinkDesk(office.setting, links).unsubscribe(maja.unsubscribe.rpartition("/")[2])
        imported(office, *(line.replace("City", "Village") for line in FIFTY[:2]), settings=update)
        assert [mail.to_address for mail in sent(office)] == ["mia@partner.example"]

    def test_without_the_rule_nobody_hears_of_changes(self) -> None:
        """
        Nor do they in an import that notifies nobody, or without digests.
        """
        for partners, notify, digests in ((False, True, True), (True, False, True), (True, True, False)):
            mail = evolve(PROGRAMME.mail, digest_imports=digests)
            office = an_office_with(subscriptions=SubscriptionRules(partners=partners), mail=mail)
            imported(office, *FIFTY[:2])
            sent(office)
            update = ImportSettings(on_duplicate=OnDuplicate.UPDATE, notify=notify)
            imported(office, *(line.replace("City", "Town") for line in FIFTY[:2]), settings=update)
            assert sent(office) == []


class _Mailer:
    """
    A mailer that answers by address.
    """

    def __init__(self, **answers: Exception) -> None:
        self.answers = answers
        self.sent: list[Mail] = []

    def send(self, mail: Mail, /) -> None:
        """
        Take the mail, or answer.
        """
        answer = self.answers.get(mail.to_address.partition("@")[0])
        if answer is not None:
            raise answer
        self.sent.append(mail)


class TestEmailStatus:
    def test_leads_show_a_failure_if_all_have_failed(self, store: MemoryStore | SqlStore) -> None:
        """
        In any order, and putting one back shows that mail waits.
        """
        office = an_office_with(store)
        imported(office, *FIFTY[:3])
        sent(
            office, _Mailer(ann=MailRefused("smtp_550"), maja=MailDeferred("smtp_451"), mia=AddressRefused("smtp_550"))
        )
        assert statuses(office) == {EmailStatus.QUEUED}
        office.clock.advance(timedelta(hours=6))
        sent(office, _Mailer(maja=MailRefused("smtp_554")))
        assert statuses(office) == {EmailStatus.DELIVERY_FAILED}
        trail = next(one for one in office.desk.messages(office.leads()[0].id) if one.message.recipient_id == "maja")
        assert trail.message.kind is MessageKind.NEW_LEADS
        DeliveryDesk(office.setting, HOST).requeue(trail.message.key)
        assert statuses(office) == {EmailStatus.QUEUED}
        assert [mail.to_address for mail in sent(office)] == ["maja@partner.example"]
        assert statuses(office) == {EmailStatus.SENT}

    def test_one_that_arrived_is_enough(self) -> None:
        """
        A bounce of one of three changes nothing; a bounce of the only one does.
        """
        office = an_office_with()
        imported(office, *FIFTY[:2])
        mails = sent(office)
        desk = DeliveryDesk(office.setting, HOST)
        for mail, status in zip(mails, (EmailStatus.SENT, EmailStatus.SENT, EmailStatus.DELIVERY_FAILED), strict=True):
            assert desk.record_delivery(mail.key, DeliveryKind.HARD_BOUNCE, office.clock())
            assert statuses(office) == {status}

    def test_mail_that_is_sent_again_counts_beside_the_digest(self) -> None:
        """
        A lead whose digest arrived does not show a failure because a second mail failed, nor the other way round.
        """
        office = an_office_with()
        imported(office, *FIFTY[:1])
        lead_id = office.leads()[0].id
        sent(office)
        office.desk.resend(lead_id)
        nobody = {name: MailRefused("smtp_550") for name in ("ann", "maja", "mia")}
        sent(office, _Mailer(**nobody))
        assert statuses(office) == {EmailStatus.SENT}
        imported(office, "later@x.se,SE,team,")
        later = next(lead.id for lead in office.leads() if lead.id != lead_id)
        office.desk.resend(later)
        mailer = _Mailer(**nobody)
        relay = OutboxRelay(office.setting, office.store, mailer)
        relay.run_until_idle()
        assert office.desk.lead(later).email_status is EmailStatus.DELIVERY_FAILED

    @pytest.mark.parametrize("notify", [True, False])
    def test_an_import_that_notifies_nobody_has_no_digest(self, notify: bool) -> None:
        """
        The option of the import wins.
        """
        office = an_office_with()
        report = imported(office, *FIFTY[:2], settings=ImportSettings(notify=notify))
        assert report.messages == 3 * notify
        assert len(sent(office)) == 3 * notify
