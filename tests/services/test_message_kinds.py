"""
Every kind of message: something sends it, the relay renders it, and a mail server gets it.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.adapters.smtp_server import Inbox, smtp_server
from tests.core.builders import SCHEMA, a_contact, a_rep, a_user, altered, an_account
from tests.services.builders import HOST, PARTNERS, PROGRAMME, Office, a_partner_admin, an_office, mapped

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.smtp import Security, SmtpMailer
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.access import Party, ProgramParty
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.deadlines import (
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    opening_hours,
)
from leadflow.core.facts import NoticeSent
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.policy import RejectionPolicy
from leadflow.core.handling.subscriptions import Subscription, SubscriptionFrequency, SubscriptionRules
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.kinds import Money
from leadflow.core.leads import Activity, EmailStatus
from leadflow.core.notifications import DeliveryKind, MessageKind, ReadyExport, Reason, Settled
from leadflow.core.opportunities import OpportunityPolicy, ToldUpdates
from leadflow.core.partners import SupplierContact
from leadflow.core.registration import Approval, RegistrationPolicy
from leadflow.core.switches import Switches
from leadflow.core.templates import Template, TemplateTranslation
from leadflow.errors import MailRefused
from leadflow.services import (
    DeliveryDesk,
    OpportunityDesk,
    OutboxRelay,
    RegistrationDesk,
    Setting,
    SubscriptionDesk,
    SupplierDesk,
)
from leadflow.services.relay.relay import RelayResult
from leadflow.testing.doubles import FrozenClock, RecordingMailer

ANN = a_contact("ann", email="ann@supplier.example")
TEAM = an_account(
    "team",
    name="Team AS",
    users=(a_user("maja"), a_user("ole", default=False)),
    sales_reps=(a_rep("rep", default=False),),
)
EXPORT = ReadyExport(id="export-1", recipient=ANN, name="leads.csv", link="https://acme.example/exports/1")
LATE = DeadlinePolicy(name="late", steps=(DeadlineStep(action=DeadlineAction.ESCALATE, after=timedelta(hours=1)),))
ALWAYS = BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7)
NURTURED, _ = check_criteria(any_of(where("stage", "equals", "nurture")), SCHEMA)
LOUD = evolve(
    PROGRAMME,
    rejections=RejectionPolicy(recipients=(ANN,)),
    switches=Switches(rejection_notices=True),
    opportunities=OpportunityPolicy(told=ToldUpdates.STAGE, recipients=(ANN,), tells_partners=True),
    subscriptions=SubscriptionRules(
        supplier=(
            Subscription(contact=a_contact("eve"), criteria=NURTURED),
            Subscription(contact=a_contact("dan"), frequency=SubscriptionFrequency.DAILY),
        ),
        partners=True,
    ),
    deadlines=DeadlineRules(policies=(LATE,), calendar=ALWAYS, managers=(ANN,)),
    registrations=RegistrationPolicy(approval=Approval.PERSON, recipients=(ANN,)),
)


def a_lead_at_team(office: Office, *, history: tuple[Activity, ...] = ()) -> str:
    """
    Receive a lead for the team, with notes, a campaign and *history*.
    """
    said = {"email": "jo@x.se", "first_name": "Jo", "company": "Granit", "notes": "Call\nin the morning."}
    draft = read_draft(SCHEMA, said, partner="team", campaign="fair", history=history)
    done = office.desk.receive(draft)
    assert isinstance(done, Distribution)
    return done.lead.id


def cause_without_a_lead(office: Office, kind: MessageKind) -> bool:
    """
    Let happen what a message tells of that is about no single lead; False for any other kind.
    """
    if kind is MessageKind.EXPORT_READY:
        office.desk.notify_export_ready(EXPORT)
    if kind in (MessageKind.NEW_LEADS, MessageKind.LEADS_UPDATED_BY_SUPPLIER):
        office.programme = evolve(office.programme, mail=evolve(office.programme.mail, digest_imports=True))
        for city in ("Oslo", "Umeå")[: 1 + (kind is MessageKind.LEADS_UPDATED_BY_SUPPLIER)]:
            with office.file(f"jo@x.se,SE,team,{city}") as file:
                office.imports.run(file, mapped(file), settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))
        return True
    return kind is MessageKind.EXPORT_READY


def cause(office: Office, kind: MessageKind) -> None:
    """
    Let happen what a message of *kind* tells of.
    """
    if cause_without_a_lead(office, kind):
        return
    if kind.value.startswith("registration"):
        cause_registration(office, kind)
    else:
        cause_by_lead(office, kind)


def cause_by_lead(office: Office, kind: MessageKind) -> None:
    """
    Let happen to a lead at the team what a message of *kind* tells of.
    """
    lead_id = a_lead_at_team(office)
    match kind:
        case MessageKind.UPDATE_REQUEST | MessageKind.PENDING_REMINDER:
            office.desk.remind(lead_id, kind)
        case MessageKind.OPPORTUNITY_UPDATE_REQUEST:
            office.at("team").accept(lead_id)
            office.desk.remind(lead_id, kind)
        case MessageKind.DEAL_REGISTERED:
            office.at("team").accept(lead_id)
            office.desk.notify_deal_registered(lead_id)
        case MessageKind.LEAD_REJECTED:
            office.at("team").reject(lead_id, reason="no_capacity", comment="Until May")
        case MessageKind.LEAD_RECALLED:
            a_relay(office, RecordingMailer()).run_until_idle()
            office.desk.recall(lead_id)
        case MessageKind.OPPORTUNITY_UPDATED:
            update_a_sale(office, lead_id, stage="Negotiation", amount=Money(Decimal("1200.50"), "SEK"))
        case MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER:
            update_a_sale(office, lead_id, by=HOST, stage="lost")
        case MessageKind.LEAD_UPDATED:
            office.at("team").accept(lead_id)
            office.at("team").set_stage(lead_id, "nurture", comment="Until May")
        case MessageKind.LEAD_UPDATED_BY_SUPPLIER:
            office.desk.edit(lead_id, {"city": "Umeå"})
        case MessageKind.DEADLINE_PASSED | MessageKind.DIGEST:
            office.at("team").reject(lead_id) if kind is MessageKind.DIGEST else None
            office.clock.advance(timedelta(days=1))
            office.deadlines.run()
            SubscriptionDesk(office.setting, HOST).run()
        case _:
            pass


def update_a_sale(office: Office, lead_id: str, by: Party | None = None, **changes: Any) -> None:
    """
    Accept a lead, register an opportunity of it and update that, as the partner unless another party is given.
    """
    office.at("team").accept(lead_id)
    sales = OpportunityDesk(office.setting, by or a_partner_admin("team"))
    sales.register(lead_id, opportunity_id="sale")
    sales.update("sale", **changes)


def cause_registration(office: Office, kind: MessageKind) -> None:
    """
    Let happen what a message about a registration tells of.
    """
    said = {"email": "jo@x.se", "first_name": "Jo", "company": "Granit"}
    supplier, partner = (
        RegistrationDesk(office.setting, HOST),
        RegistrationDesk(office.setting, a_partner_admin("team")),
    )
    partner.register(read_draft(SCHEMA, said), lead_id="own", registration_id="request")
    match kind:
        case MessageKind.REGISTRATION_RETURNED:
            supplier.return_for_more("request", "Until May")
        case MessageKind.REGISTRATION_APPROVED:
            supplier.approve("request")
        case MessageKind.REGISTRATION_DENIED:
            supplier.deny("request", comment="Until May")
        case MessageKind.REGISTRATION_EXPIRING:
            supplier.approve("request")
            office.clock.advance(timedelta(days=80))
            office.deadlines.run()
        case _:
            pass


def delivered(office: Office) -> list[EmailMessage]:
    """
    Send what is in the outbox to a mail server, and return what the server got.
    """
    inbox = Inbox()
    with smtp_server(inbox) as port:
        mailer = SmtpMailer("127.0.0.1", port, security=Security.PLAIN)
        a_relay(office, mailer).run_until_idle()
        mailer.close()
    return inbox.messages()


def a_relay(office: Office, mailer: SmtpMailer | RecordingMailer) -> OutboxRelay:
    """
    Return a relay over the office's store.
    """
    return OutboxRelay(office.setting, office.store, mailer, templates=MiniJinjaTemplates())


def loud_office() -> Office:
    """
    Return an office whose supplier is told of rejections.
    """
    return an_office(partners=(*PARTNERS, TEAM), programme=LOUD)


@pytest.mark.parametrize(
    ("kind", "to", "subject", "says"),
    [
        (MessageKind.NEW_LEAD, "maja@partner.example", "New lead from Acme Ltd: Jo, Granit", "Spring Fair"),
        (MessageKind.UPDATE_REQUEST, "maja@partner.example", "Please update your lead: Jo, Granit", "within 7 days"),
        (MessageKind.PENDING_REMINDER, "maja@partner.example", "Still waiting for your answer", "jo@x.se"),
        (MessageKind.OPPORTUNITY_UPDATE_REQUEST, "maja@partner.example", "update your opportunity", "within 7 days"),
        (MessageKind.DEAL_REGISTERED, "maja@partner.example", "Registered with Acme Ltd", "nothing left to do"),
        (MessageKind.LEAD_REJECTED, "ann@supplier.example", "Team AS has rejected a lead", "Until May"),
        (MessageKind.LEAD_RECALLED, "maja@partner.example", "has taken a lead back: Jo, Granit", "nothing left to do"),
        (
            MessageKind.OPPORTUNITY_UPDATED,
            "ann@supplier.example",
            "Team AS has updated an opportunity: Jo, Granit",
            "SEK 1200.50",
        ),
        (
            MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER,
            "maja@partner.example",
            "Acme Ltd has updated an opportunity",
            "lost",
        ),
        (MessageKind.DEADLINE_PASSED, "ann@supplier.example", "A deadline of Team AS has passed", "has not done"),
        (MessageKind.LEAD_UPDATED, "eve@supplier.example", "Team AS has updated a lead: Jo, Granit", "Until May"),
        (MessageKind.LEAD_UPDATED_BY_SUPPLIER, "maja@partner.example", "Acme Ltd has changed a lead", "Umeå"),
        (MessageKind.DIGEST, "dan@supplier.example", "News of your leads: 1", "Jo, Granit (Team AS)"),
        (MessageKind.REGISTRATION_SUBMITTED, "ann@supplier.example", "Team AS has registered a lead", "Granit"),
        (MessageKind.REGISTRATION_RETURNED, "maja@partner.example", "Acme Ltd wants to know more", "Until May"),
        (MessageKind.REGISTRATION_APPROVED, "maja@partner.example", "registration is approved: Jo", "2026-05-31"),
        (MessageKind.REGISTRATION_DENIED, "maja@partner.example", "registration is declined: Jo", "Until May"),
        (MessageKind.REGISTRATION_EXPIRING, "maja@partner.example", "is about to expire: Jo", "2026-05-31"),
        (MessageKind.LEADS_UPDATED_BY_SUPPLIER, "maja@partner.example", "Acme Ltd has changed leads: 1", "Umeå"),
        (MessageKind.NEW_LEADS, "maja@partner.example", "New leads from Acme Ltd: 1", "jo@x.se"),
        (MessageKind.EXPORT_READY, "ann@supplier.example", "Your export of leads is ready", "leads.csv"),
    ],
)
def test_every_kind_reaches_a_mailbox(kind: MessageKind, to: str, subject: str, says: str) -> None:
    """
    Every kind of message is delivered with text and HTML.
    """
    office = loud_office()
    cause(office, kind)
    found = [mail for mail in delivered(office) if subject in str(mail["Subject"])]
    parts = [one.get_content() for one in found[0].iter_parts() if isinstance(one, EmailMessage)]

    assert [mail["To"].addresses[0].addr_spec for mail in found] == [to]
    assert len(parts) == 2
    assert all(says in part for part in parts)
    assert office.sound()


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_has_the_suppliers_own_wording(kind: MessageKind) -> None:
    """
    A template without groups is taken for what goes to partners and for what goes to the supplier's own people.
    """
    wording = TemplateTranslation(
        subject="Own {{ kind }}",
        text="{{ lead.title }}{{ export.name }}{{ leads[0].title if leads else '' }}",
        html="<p>{{ kind }}</p>",
    )
    office = loud_office()
    office.programme = evolve(
        LOUD, mail=evolve(LOUD.mail, templates=(Template(name="own", kind=kind, translations=(wording,)),))
    )
    cause(office, kind)
    mail = next(one for one in delivered(office) if str(one["Subject"]).startswith("Own"))
    text = mail.get_body(("plain",))

    assert str(mail["Subject"]) == f"Own {kind.value}"
    assert text is not None
    shown = {
        MessageKind.EXPORT_READY: "leads.csv",
        MessageKind.DIGEST: "Jo, Granit (Team AS)",
        MessageKind.NEW_LEADS: "jo@x.se",
        MessageKind.LEADS_UPDATED_BY_SUPPLIER: "jo@x.se",
    }
    assert text.get_content().strip() == shown.get(kind, "Jo, Granit")


class TestNewLead:
    def test_it_says_everything_that_is_known(self) -> None:
        """
        Profile, campaign, notes, what happened before, and who assigned it, as text and as HTML.
        """
        office = loud_office()
        now = office.clock()
        history = (
            Activity(at=now - timedelta(days=1), kind="webinar_attended", title="Attended\nthe <b>webinar</b>"),
            Activity(at=now - timedelta(days=9), kind="page_visited", title="Read about roofs"),
        )
        a_lead_at_team(office, history=history)
        (mail,) = delivered(office)
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        lines = [" ".join(line.split()) for line in text.get_content().splitlines()]

        assert lines[2:] == [
            "E-mail: jo@x.se",
            "First name: Jo",
            "Company: Granit",
            "Notes: Call",
            "in the morning.",
            "Campaign: Spring Fair",
            "Activity: 2026-03-01 Attended the <b>webinar</b>",
            "2026-02-21 Read about roofs",
            "Assigned by: Acme Ltd",
        ]
        assert "Attended the &lt;b&gt;webinar" in html.get_content()

    def test_a_long_history_is_cut_in_the_mail_and_kept_within_bounds_on_the_lead(self) -> None:
        """
        The latest are shown and kept.
        """
        office = loud_office()
        now = office.clock()
        long = tuple(Activity(at=now - timedelta(hours=n), kind="visit", title=f"Visit {n}") for n in range(250))
        wordy = evolve(long[0], title="Visit 0" + " on and on" * 90)
        lead = office.desk.lead(a_lead_at_team(office, history=(wordy, *long[1:])))
        (mail,) = delivered(office)
        text = mail.get_body(("plain",))
        assert text is not None

        assert [one.title for one in lead.history[-2:]] == ["Visit 1", "Visit 0" + " on and on" * 49 + " on"]
        assert len(lead.history) == 200
        assert text.get_content().count("Visit ") == 10
        assert "and 190 more" in text.get_content()


class TestOpportunities:
    def test_a_registration_is_told_once(self) -> None:
        """
        A registration is sent once to the assignee, even if unsubscribed or with auto-accept.
        """
        left = altered(TEAM, unsubscribed=("ole",))
        office = an_office(partners=(*PARTNERS, left))
        lead_id = a_lead_at_team(office)
        office.at("team").reassign(lead_id, "ole")
        office.at("team").accept(lead_id)
        first, again = office.desk.notify_deal_registered(lead_id), office.desk.notify_deal_registered(lead_id)
        assert isinstance(first, LeadUpdate)
        assert isinstance(again, LeadUpdate)
        fact = first.events[0].fact

        assert [(one.kind, one.recipient_id) for one in first.messages] == [(MessageKind.DEAL_REGISTERED, "ole")]
        assert isinstance(fact, NoticeSent)
        assert fact.notice.status is EmailStatus.QUEUED
        assert (again.unchanged, again.messages) == (True, ())
        assert office.desk.lead(lead_id).email_status is EmailStatus.QUEUED

    def test_only_accepted_leads_have_opportunities(self) -> None:
        """
        A pending one has none yet, and a rejected one never.
        """
        office = loud_office()
        lead_id, kind = a_lead_at_team(office), MessageKind.OPPORTUNITY_UPDATE_REQUEST
        pending = [office.desk.notify_deal_registered(lead_id), office.desk.remind(lead_id, kind)]
        office.at("team").reject(lead_id)
        rejected = [office.desk.notify_deal_registered(lead_id), office.desk.remind(lead_id, kind)]

        assert [one.problems[0].code for one in pending if isinstance(one, Refusal)] == ["lead_pending"] * 2
        assert [one.problems[0].code for one in rejected if isinstance(one, Refusal)] == ["lead_rejected"] * 2

    @pytest.mark.parametrize("kind", [kind for kind in MessageKind if not kind.reminds])
    def test_nobody_is_reminded_by_what_is_told_once(self, kind: MessageKind) -> None:
        """
        Each of these kinds has a call of its own.
        """
        office = loud_office()
        done = office.desk.remind(a_lead_at_team(office), kind)
        assert isinstance(done, Refusal)

        assert done.problems[0].code == "kind_not_repeated"


class TestExports:
    def test_an_export_is_announced_once(self) -> None:
        """
        An export is announced once for each recipient, however often it is requested.
        """
        office, mailer = loud_office(), RecordingMailer()
        for export in (EXPORT, EXPORT, evolve(EXPORT, id="export-2"), evolve(EXPORT, recipient=a_contact("bo"))):
            office.desk.notify_export_ready(export)

        assert a_relay(office, mailer).run_until_idle() == RelayResult(sent=3)
        office.desk.notify_export_ready(EXPORT)
        assert a_relay(office, mailer).run_until_idle() == RelayResult()
        assert sorted(mail.to_address for mail in mailer.sent) == ["ann@supplier.example"] * 2 + ["bo@supplier.example"]

    @pytest.mark.parametrize(
        ("recipient", "reason", "status"),
        [
            (a_contact("x", email="bad"), Reason.INVALID_ADDRESS, EmailStatus.INVALID_ADDRESS),
            (a_contact("x", active=False), Reason.INACTIVE, EmailStatus.NO_RECIPIENTS),
        ],
    )
    def test_who_cannot_be_mailed_is_said_at_once(
        self, recipient: SupplierContact, reason: Reason, status: EmailStatus
    ) -> None:
        """
        Nothing is written then.
        """
        office = loud_office()
        decision = office.desk.notify_export_ready(evolve(EXPORT, recipient=recipient))

        assert [one.reason for one in decision.considered] == [reason]
        assert decision.status is status
        assert office.messages() == []

    def test_what_became_of_it_stands_in_the_outbox(self, tmp_path: Path) -> None:
        """
        There is no timeline for it, but a trail: it is settled, found, and put back, and what a mail server reports is
        kept.
        """
        store, clock, ids = SqlStore(str(tmp_path / "leads.db")), FrozenClock(), TimeOrderedIds()
        setting = Setting(open_unit=store.open_unit, programme=LOUD, clock=clock, new_id=ids)
        desk, deliveries = SupplierDesk(setting, ProgramParty(name="host")), DeliveryDesk(setting, HOST)
        mailer = _Refusing()
        relay = OutboxRelay(setting, store, mailer)
        desk.notify_export_ready(EXPORT)

        assert relay.run_until_idle() == RelayResult(dead=1)
        with store.open_unit("acme", SCHEMA) as unit:
            found = unit.posts.one(mailer.keys[0])
        assert (found.state, found.reason, found.message.export) == (Settled.DEAD, "smtp_550", EXPORT)
        assert deliveries.record_delivery(mailer.keys[0], DeliveryKind.HARD_BOUNCE, clock())
        deliveries.requeue(mailer.keys[0])
        mailer.answer = None
        assert relay.run_until_idle() == RelayResult(sent=1)
        store.close()

    def test_nothing_personal_shows(self) -> None:
        """
        Reprs contain ids only.
        """
        assert "supplier.example" not in repr(EXPORT)
        assert "leads.csv" not in repr(EXPORT)


class _Refusing:
    """
    A mailer that refuses until it is told otherwise.
    """

    def __init__(self) -> None:
        self.answer: Exception | None = MailRefused("smtp_550")
        self.keys: list[str] = []

    def send(self, mail: object, /) -> None:
        """
        Note the key, and refuse.
        """
        self.keys.append(str(getattr(mail, "key", "")))
        if self.answer is not None:
            raise self.answer
