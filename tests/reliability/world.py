"""
A filled store and every desk over it, for suites that call all operations.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, timedelta
from functools import cached_property
from io import BytesIO
from typing import Final

from attrs import define, evolve, field
from tests.core.builders import SCHEMA, a_campaign, a_contact
from tests.services.attachments import text
from tests.services.builders import EMEA, HOST, MODULE, PARTNERS, PROGRAMME, Office, a_partner_admin, mapped
from tests.services.syncing import CRM
from tests.services.test_links import LINKS, TEAM, tokens_of

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, where
from leadflow.core.deadlines import (
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    opening_hours,
)
from leadflow.core.handling.subscriptions import SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Campaign, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.privacy import RetentionPolicy, RetentionRule
from leadflow.core.registration import Approval, RegistrationPolicy, contact_id_of
from leadflow.core.routing.modules import CurrentModule
from leadflow.core.switches import Switches
from leadflow.core.views import LeadQuery
from leadflow.errors import MailRefused
from leadflow.services import (
    AssessmentDesk,
    AttachmentDesk,
    DeadlineDesk,
    DeliveryDesk,
    ExportDesk,
    LeadFile,
    LinkDesk,
    ListDesk,
    OpportunityDesk,
    OutboxRelay,
    PartnerImportDesk,
    PeopleDesk,
    PrivacyDesk,
    RegistrationDesk,
    SubscriptionDesk,
    SyncDesk,
)
from leadflow.testing import NOW, CountingIds, FakeConnector, FakeSystem, FrozenClock, RecordingMailer

__all__ = [
    "ACCEPTED",
    "DOOMED",
    "FILED",
    "GONE",
    "OWN",
    "PENDING",
    "PROTECTED",
    "REQUEST",
    "SALE",
    "WAITING",
    "World",
]

PENDING, ACCEPTED, DOOMED, FILED, WAITING, GONE = "pending", "accepted", "doomed", "filed", "waiting", "gone"


SALE: Final = "sale"
OWN, REQUEST, PROTECTED = "own", "request", "protected"

WITH_DEADLINES: Final = evolve(
    PROGRAMME,
    deadlines=DeadlineRules(
        policies=(
            DeadlinePolicy(
                name="late",
                steps=(
                    DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(minutes=30)),
                    DeadlineStep(action=DeadlineAction.REROUTE, days=1),
                ),
            ),
        ),
        calendar=BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7),
    ),
)


@define
class World:
    """
    Desks over a store that was filled once, as a process finds them that comes later.
    """

    store: SqlStore
    files: MemoryAttachments
    token: str
    dead: str
    office: Office = field(init=False)
    mailer: RecordingMailer = field(init=False, factory=RecordingMailer)

    def __attrs_post_init__(self) -> None:
        self.office = Office(store=self.store, clock=FrozenClock(NOW + timedelta(hours=1)), ids=CountingIds("later"))

    def seen(self) -> object:
        """
        Return what the store holds, without what differs from run to run: ids and moments.
        """
        with self.store.open_unit("acme", SCHEMA) as unit:
            leads = [
                (
                    lead.values.get("email"),
                    (lead.status, lead.partner_id, lead.assignee_id, lead.active, len(lead.attachments)),
                    [type(event.fact).__name__ for event in unit.timeline.of(lead.id)],
                    sorted(
                        (
                            post.message.kind.value,
                            post.message.recipient_id,
                            [type(one.fact).__name__ for one in post.trail],
                        )
                        for post in unit.posts.of_lead(lead.id)
                    ),
                )
                for lead in unit.leads.page(None, 1_000)
            ]
            kept = [
                sorted(map(repr, unit.records.all(cls)))
                for cls in (
                    Partner,
                    PartnerPause,
                    PartnerPeople,
                    PartnerSettings,
                    Campaign,
                    CurrentModule,
                    Subscription,
                    SubscriberState,
                )
            ]
            imports = [(one.import_id, one.finished, one.counts) for one in unit.records.all(ImportProgress)]
            loads = Counter(unit.loads.since(0).by_partner)
        return sorted(leads, key=repr), kept, sorted(imports, key=repr), +loads

    @classmethod
    def fill(cls, store: SqlStore) -> World:
        """
        Fill an empty store.
        """
        office = Office(store=store, clock=FrozenClock(), ids=CountingIds())
        office.keep(*PARTNERS, TEAM)
        office.desk.save_campaigns([a_campaign()])
        office.routing.publish(MODULE)
        ListDesk(office.setting, HOST).save_view("hot", LeadQuery())
        office.routing.publish(evolve(MODULE, default_partner="north"))
        for lead_id, partner in ((PENDING, "team"), (DOOMED, "south")):
            draft = read_draft(SCHEMA, {"email": f"{lead_id}@x.se", "country": "SE"}, partner=partner)
            assert isinstance(office.desk.receive(draft, lead_id=lead_id), Distribution)
        token = tokens_of(office)[0]
        for lead_id, country in ((ACCEPTED, "SE"), (FILED, "SE")):
            draft = read_draft(SCHEMA, {"email": f"{lead_id}@x.se", "country": country})
            assert isinstance(office.desk.receive(draft, lead_id=lead_id, module="emea"), Distribution)
        office.desk.receive(read_draft(SCHEMA, {"email": "waiting@x.se", "country": "SE"}), lead_id=WAITING)
        office.desk.receive(read_draft(SCHEMA, {"email": "gone@x.se", "country": "SE"}), lead_id=GONE)
        office.desk.deactivate(GONE)
        office.at("north", "maja").accept(ACCEPTED)
        refusing = OutboxRelay(office.setting, store, _Refusing())
        refusing.run_until_idle()
        dead = next(one.message.key for one in office.posts(FILED))
        world = cls(store, MemoryAttachments(), token, dead)
        world.attachments.attach(FILED, text("kept"))
        file = office.file("undone@x.se,SE,,Oslo")
        office.imports.run(file, mapped(file), evolve(EMEA, import_id="earlier"))
        office.desk.resend(PENDING)
        OpportunityDesk(office.setting, HOST).register(ACCEPTED, opportunity_id=SALE)
        office.at("team").save_contact({"email": "known@x.se"})
        for lead_id in (OWN, "asking", "shared"):
            office.at("team").create(read_draft(SCHEMA, {"email": f"{lead_id}@x.se"}), lead_id=lead_id)
        partners = RegistrationDesk(office.setting, a_partner_admin("team"))
        partners.register_lead("shared", registration_id=PROTECTED)
        waiting = evolve(PROGRAMME, registrations=RegistrationPolicy(approval=Approval.PERSON))
        desk = RegistrationDesk(evolve(office.setting, programme=waiting), a_partner_admin("team"))
        desk.register_lead("asking", registration_id=REQUEST)
        DeadlineDesk(evolve(office.setting, programme=WITH_DEADLINES), HOST).begin_open()
        daily = SubscriptionFrequency.DAILY
        SubscriptionDesk(office.setting, HOST).subscribe(a_contact("daily"), frequency=daily, groups=())
        office.at("north", "maja").set_stage(ACCEPTED, "contacted")
        return world

    def copied_files(self) -> MemoryAttachments:
        """
        Return a store with the same files.
        """
        made = MemoryAttachments()
        for one in self.files.stored("acme"):
            with self.files.open("acme", one.key) as stream:
                made.put("acme", one.key, BytesIO(stream.read()))
        return made

    @property
    def attachments(self) -> AttachmentDesk:
        """
        The desk for files.
        """
        return AttachmentDesk(self.office.setting, HOST, self.files)

    @cached_property
    def assessments(self) -> AssessmentDesk:
        """
        The desk for assessments, in a programme that assesses, a year later; one setting, which knows lost answers.
        """
        programme = evolve(self.office.programme, switches=Switches(assessment=True))
        clock = self.office.clock
        return AssessmentDesk(
            evolve(self.office.setting, programme=programme, clock=lambda: clock() + timedelta(days=365)), HOST
        )

    @property
    def registrations(self) -> RegistrationDesk:
        """
        The desk for registrations, of a partner's user.
        """
        return RegistrationDesk(self.office.setting, a_partner_admin("team"))

    @property
    def own_imports(self) -> PartnerImportDesk:
        """
        The desk for files of a partner's user.
        """
        return PartnerImportDesk(self.office.setting, a_partner_admin("team"))

    def own_file(self) -> LeadFile:
        """
        Open a file of that user.
        """
        return self.own_imports.open(BytesIO(b"Email,City\nfiled@x.se,Oslo\n"), name="own.csv")

    @property
    def contact(self) -> str:
        """
        The id of a contact that has no lead.
        """
        return contact_id_of(SCHEMA.leads.fill(email="known@x.se")) or ""

    @property
    def opportunities(self) -> OpportunityDesk:
        """
        The desk for opportunities.
        """
        return OpportunityDesk(self.office.setting, HOST)

    @cached_property
    def subscriptions(self) -> SubscriptionDesk:
        """
        The desk for subscriptions, a day later; one setting, which knows lost answers.
        """
        clock = self.office.clock
        return SubscriptionDesk(evolve(self.office.setting, clock=lambda: clock() + timedelta(days=1)), HOST)

    @cached_property
    def deadlines(self) -> DeadlineDesk:
        """
        The desk for deadlines, in a programme that has some; one setting, which knows lost answers.
        """
        return DeadlineDesk(evolve(self.office.setting, programme=WITH_DEADLINES), HOST)

    @cached_property
    def syncing(self) -> SyncDesk:
        """
        The desk for exchanging leads with a system that has a new one; one setting, which knows lost answers.
        """
        programme = evolve(self.office.programme, connections=(CRM,))
        system = FakeSystem(self.office.clock)
        system.create({"Email": "remote@x.se"})
        setting = evolve(self.office.setting, programme=programme)
        return SyncDesk(setting, HOST, connectors={"crm": FakeConnector(system)})

    @property
    def exports(self) -> ExportDesk:
        """
        The desk for exports.
        """
        return ExportDesk(self.office.setting, HOST, self.files, links=LINKS)

    def export_token(self) -> str:
        """
        Make an export, and return the token of a link to it.
        """
        made, url = self.exports.run(export_id="e"), "https://x.example/{token}"
        return evolve(LINKS, export_url=url).export_link(made.id, made.expires_at).rpartition("/")[2]

    @property
    def privacy(self) -> PrivacyDesk:
        """
        The desk for privacy, in a programme that keeps one of the leads for a day, two days later.
        """
        old = any_of(where("email", "equals", f"{PENDING}@x.se"))
        retention = RetentionPolicy(rules=(RetentionRule(name="day", days=1, criteria=old),))
        clock, programme = self.office.clock, evolve(self.office.programme, retention=retention)
        late = evolve(self.office.setting, programme=programme, clock=lambda: clock() + timedelta(days=2))
        return PrivacyDesk(late, HOST, self.files)

    @property
    def people(self) -> PeopleDesk:
        """
        The desk for people.
        """
        return PeopleDesk(self.office.setting, HOST)

    @property
    def deliveries(self) -> DeliveryDesk:
        """
        The desk for reports about mail.
        """
        return DeliveryDesk(self.office.setting, HOST)

    @property
    def links(self) -> LinkDesk:
        """
        The desk behind the buttons of mail.
        """
        return LinkDesk(self.office.setting, LINKS)

    @property
    def relay(self) -> OutboxRelay:
        """
        A relay whose mailer takes everything.
        """
        return OutboxRelay(self.office.setting, self.store, self.mailer, links=LINKS)

    def relay_later(self) -> None:
        """
        Send what is left when leases and delays have ended.
        """
        self.office.clock.advance(timedelta(hours=2))
        self.relay.run_until_idle()

    def run_file(self, *, preview: bool = False) -> object:
        """
        Import, or preview, a file of three rows.
        """
        file = self.office.file("a@x.se,SE,,Oslo", "b@x.se,DE,,Bonn", "c@x.se,,south,Graz")
        settings = evolve(EMEA, import_id="now")
        if preview:
            return self.office.imports.preview(file, mapped(file), settings)
        return self.office.imports.run(file, mapped(file), settings)

    def iterate_file(self) -> object:
        """
        Import the file chunk by chunk.
        """
        file = self.office.file("a@x.se,SE,,Oslo", "b@x.se,DE,,Bonn", "c@x.se,,south,Graz")
        return list(self.office.imports.iterate(file, mapped(file), evolve(EMEA, import_id="now")))


class _Refusing:
    def send(self, _: object, /) -> None:
        raise MailRefused("told to refuse")
