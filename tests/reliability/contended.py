"""
Every operation of every desk, on one lead that others work on at the same moment.

`OPERATIONS` has an entry for each public method of a desk; a test compares it with what the desks have.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO, Final

from attrs import define, evolve, field, frozen
from tests.reliability.databases import setting_of
from tests.services.syncing import CRM

from leadflow import services
from leadflow.adapters.attachments import FsspecAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, Party, ProgramParty
from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import KeptSide
from leadflow.core.criteria import where
from leadflow.core.deadlines import (
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    DueAction,
    opening_hours,
)
from leadflow.core.handling import LeadMerge, LeadMove, LeadOperation, LeadUpdate, OpportunityUpdate, RegistrationUpdate
from leadflow.core.handling.digest_times import digest_due
from leadflow.core.handling.subscriptions import SubscriptionFrequency
from leadflow.core.importing.settings import ImportSettings, OwnImportSettings
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.notifications import (
    ActionLinks,
    DeliveryKind,
    LinkKey,
    Mail,
    MessageKind,
    ReadyExport,
    Settled,
    digest_key,
)
from leadflow.core.partners import Campaign, Partner, PartnerPeople, PartnerUser, SalesRep, SupplierContact
from leadflow.core.privacy import DueErasure, RetentionPolicy, RetentionRule
from leadflow.core.registration import Approval, AutoRegistrationMode, RegistrationPolicy, RegistrationRule
from leadflow.core.routing import RoutingModule, TieBreak
from leadflow.core.switches import Switches
from leadflow.core.views import LeadList, LeadQuery, SavedView
from leadflow.errors import AlreadyDecided, AlreadyExists, Conflict, LinkUnusable, MailRefused, NotFound, StaleLead
from leadflow.services import (
    AssessmentDesk,
    AssessmentRun,
    AttachmentDesk,
    AttachResult,
    BulkDesk,
    ConflictDesk,
    ContactUpdate,
    DeadlineDesk,
    DeliveryDesk,
    ExportDesk,
    ImportDesk,
    LeadFile,
    LinkDesk,
    ListDesk,
    ManagedRulesUpdate,
    OpportunityDesk,
    OutboxRelay,
    PartnerDesk,
    PartnerImportDesk,
    PeopleDesk,
    PeopleUpdate,
    PerformedAction,
    PrivacyDesk,
    RegistrationDesk,
    RelayResult,
    ReportDesk,
    RoutingDesk,
    Setting,
    SettingsDesk,
    SettingsUpdate,
    SubscriptionDesk,
    SupplierDesk,
    SyncDesk,
    Upload,
)
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.testing import FakeConnector, FakeSystem

__all__ = ["LEAD", "LOST", "OPERATIONS", "Operation", "Place", "decided", "facts_of", "found_operations"]

LEAD: Final = "lead"
"""
The lead that everybody works on.
"""

LOST: Final = (AlreadyDecided, LinkUnusable, NotFound, StaleLead)
"""
What is raised where another was faster.
"""

MOST_FILES: Final = 5


@define
class Sent:
    """
    A mailer that keeps what it is given, or refuses it.
    """

    refuses: bool = False
    mails: list[Mail] = field(factory=list)

    def send(self, mail: Mail, /) -> None:
        """
        Keep the mail.
        """
        if self.refuses:
            raise MailRefused("told to refuse")
        self.mails.append(mail)


@define
class Idle:
    """
    Stops a relay once it has nothing to do.
    """

    stopped: bool = False

    def is_set(self) -> bool:
        """
        Return whether it has waited.
        """
        return self.stopped

    def wait(self, timeout: float) -> bool:
        """
        Stop.
        """
        self.stopped = True
        return True


@define
class Place:
    """
    One process's desks for a supplier, over a store and a folder that others use too.
    """

    store: SqlStore | MemoryStore
    supplier: str
    folder: str
    number: int = 0
    setting: Setting = field(init=False)
    sent: Sent = field(init=False, factory=Sent)
    files: FsspecAttachments = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.setting, self.files = setting_of(self.store, self.supplier), FsspecAttachments(self.folder)

    def fill(self) -> None:
        """
        Save a partner with people, one without, a module and the lead.
        """
        users = [PartnerUser(id=one, email=f"{one}@p.example", default_recipient=one != "eve") for one in _PEOPLE]
        people = PartnerPeople(partner_id="p", users=tuple(users))
        self.desk.save_partners([Partner(id="p", name="P"), Partner(id="q", name="Q")], people=[people])
        self.routing.publish(_MODULE)
        self.desk.receive(self.draft("lead@x.de", partner="p"), lead_id=LEAD)

    def draft(self, email: str, *, partner: str | None = None) -> Any:
        """
        Return a draft of a lead.
        """
        return read_draft(self.setting.programme.schema, {"email": email}, partner=partner)

    @property
    def host(self) -> ProgramParty:
        """
        Who calls.
        """
        return ProgramParty(name=f"host-{self.number}")

    @property
    def desk(self) -> SupplierDesk:
        """
        The supplier's desk.
        """
        return SupplierDesk(self.setting, self.host)

    @property
    def partner(self) -> PartnerDesk:
        """
        The desk of the lead's partner.
        """
        return PartnerDesk(self.setting, self.maja)

    @property
    def maja(self) -> PartnerParty:
        """
        A user of the lead's partner.
        """
        return PartnerParty(id="maja", partner_id="p", roles=(PARTNER_ADMIN,))

    @property
    def registering(self) -> RegistrationDesk:
        """
        The partner's desk for registrations, which are approved at once.
        """
        return RegistrationDesk(self.setting, self.maja)

    def waiting(self, party: Party) -> RegistrationDesk:
        """
        Return the desk for registrations in a programme where a person approves them.
        """
        policy = RegistrationPolicy(approval=Approval.PERSON)
        programme = evolve(self.setting.programme, registrations=policy)
        return RegistrationDesk(evolve(self.setting, programme=programme), party)

    @property
    def conflicts(self) -> ConflictDesk:
        """
        The desk for conflicts.
        """
        return ConflictDesk(self.setting, self.host)

    @property
    def opportunities(self) -> OpportunityDesk:
        """
        The desk for opportunities.
        """
        return OpportunityDesk(self.setting, self.host)

    @property
    def subscriptions(self) -> SubscriptionDesk:
        """
        The desk for subscriptions, long after everything else.
        """
        return SubscriptionDesk(evolve(self.setting, clock=lambda: _LONG_AFTER), self.host)

    def deadlines_at(self, later: timedelta) -> DeadlineDesk:
        """
        Return the desk for deadlines, in a programme that has some, so much later.
        """
        late = evolve(
            self.setting,
            programme=evolve(self.setting.programme, deadlines=_RULES),
            clock=lambda: self.setting.clock() + later,
        )
        return DeadlineDesk(late, self.host)

    @property
    def syncing(self) -> SyncDesk:
        """
        The desk for exchanging leads with an empty system.
        """
        programme = evolve(self.setting.programme, connections=(CRM,))
        system = FakeSystem(self.setting.clock)
        setting = evolve(self.setting, programme=programme)
        return SyncDesk(setting, self.host, connectors={"crm": FakeConnector(system)})

    @property
    def exports(self) -> ExportDesk:
        """
        The desk for exports.
        """
        return ExportDesk(self.setting, ProgramParty(name="exports"), self.files, links=self.links)

    @property
    def privacy(self) -> PrivacyDesk:
        """
        The desk for privacy, in a programme that keeps leads for a day, two days later.
        """
        retention = RetentionPolicy(rules=(RetentionRule(name="day", days=1),))
        late = evolve(
            self.setting,
            programme=evolve(self.setting.programme, retention=retention),
            clock=lambda: self.setting.clock() + timedelta(days=2),
        )
        return PrivacyDesk(late, self.host, self.files)

    @property
    def assessments(self) -> AssessmentDesk:
        """
        The desk for assessments, in a programme that assesses, a year later.
        """
        programme = evolve(self.setting.programme, switches=Switches(assessment=True))
        later = evolve(self.setting, programme=programme, clock=lambda: self.setting.clock() + timedelta(days=365))
        return AssessmentDesk(later, self.host)

    @property
    def deadlines(self) -> DeadlineDesk:
        """
        The desk for deadlines, a day later.
        """
        return self.deadlines_at(timedelta(days=1))

    @property
    def bulk(self) -> BulkDesk:
        """
        The desk for many leads.
        """
        return BulkDesk(self.setting, ProgramParty(name="bulk"))

    @property
    def people(self) -> PeopleDesk:
        """
        The desk for people.
        """
        return PeopleDesk(self.setting, self.host)

    @property
    def administering(self) -> PeopleDesk:
        """
        The desk for people, of an administrator of the partner q.
        """
        return PeopleDesk(self.setting, PartnerParty(id="ulf", partner_id="q", roles=(PARTNER_ADMIN,)))

    @property
    def settings(self) -> SettingsDesk:
        """
        The desk for settings, of an administrator of the partner q.
        """
        return SettingsDesk(self.setting, PartnerParty(id="ulf", partner_id="q", roles=(PARTNER_ADMIN,)))

    @property
    def managing(self) -> SettingsDesk:
        """
        The desk for settings, of the supplier.
        """
        return SettingsDesk(self.setting, self.host)

    @property
    def routing(self) -> RoutingDesk:
        """
        The desk for modules.
        """
        return RoutingDesk(self.setting, self.host)

    @property
    def attachments(self) -> AttachmentDesk:
        """
        The desk for files.
        """
        return AttachmentDesk(self.setting, self.host, self.files, policy=AttachmentPolicy(max_files=MOST_FILES))

    @property
    def deliveries(self) -> DeliveryDesk:
        """
        The desk for reports about mail.
        """
        return DeliveryDesk(self.setting, self.host)

    @property
    def links(self) -> ActionLinks:
        """
        What makes the buttons of mail.
        """
        url = "https://x.example/"
        return ActionLinks(
            self.supplier, (LinkKey("k1", b"s" * 32),), url=url + "{token}", unsubscribe_url=url + "u/{token}"
        )

    @property
    def answers(self) -> LinkDesk:
        """
        The desk for the buttons of mail.
        """
        return LinkDesk(self.setting, self.links)

    @property
    def imports(self) -> ImportDesk:
        """
        The desk for files of leads.
        """
        return ImportDesk(self.setting, self.host)

    @property
    def own_imports(self) -> PartnerImportDesk:
        """
        The desk for files of the lead's partner.
        """
        return PartnerImportDesk(self.setting, self.maja)

    def own_file(self) -> LeadFile:
        """
        Open a file of the lead's partner.
        """
        return self.own_imports.open(io.BytesIO(b"Email,City\nfiled@x.de,Oslo\n"), name="own.csv")

    def relay(self, mailer: Sent | None = None) -> OutboxRelay:
        """
        Return a relay.
        """
        return OutboxRelay(self.setting, self.store, mailer or Sent(), links=self.links)

    def file(self, *rows: str) -> LeadFile:
        """
        Open a file of leads.
        """
        return self.imports.open(io.BytesIO("\n".join(["Email,City", *rows, ""]).encode()), name="leads.csv")

    def facts(self) -> int:
        """
        Return how many events all leads and their messages have.
        """
        with self.setting.unit() as unit:
            leads = unit.leads.page(None, 100)
            return sum(lead.seq + sum(len(post.trail) for post in unit.posts.of_lead(lead.id)) for lead in leads)

    def token(self) -> str:
        """
        Send what waits, once; returns the token of a mail.
        """
        if not self.sent.mails:
            self.relay(self.sent).run_until_idle()
        return self.sent.mails[0].text.partition("https://x.example/")[2].partition("?")[0]


_ERASURE: Final = DueErasure(
    key=f"{LEAD}:day",
    lead_id=LEAD,
    rule="day",
    since=datetime(2026, 3, 2, tzinfo=UTC),
    due_at=datetime(2026, 3, 3, tzinfo=UTC),
)

_RULES: Final = DeadlineRules(
    policies=(
        DeadlinePolicy(name="late", steps=(DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(minutes=1)),)),
    ),
    calendar=BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7),
)
_LONG_AFTER: Final = datetime(2100, 1, 1, 12, tzinfo=UTC)
_SUBSCRIBER: Final = SupplierContact(id="sub", email="sub@acme.example")
_DUE: Final = DueAction(LEAD, "late", 2, 1, "remind", datetime(2026, 1, 1, tzinfo=UTC))
_PEOPLE: Final = ("maja", "ola", "eve")
_MODULE: Final = RoutingModule(name="m", tie_break=TieBreak.ROUND_ROBIN)
_OTHER: Final = RoutingModule(name="m", tie_break=TieBreak.LEAST_LOADED)


def _nothing(_: Place) -> str:
    return ""


def facts_of(place: Place) -> int:
    """
    Count the facts of leads and their messages.
    """
    return place.facts()


@frozen
class Operation:
    """
    One operation of a desk.

    Attributes:
        do: Calls it; the text is what *prepare* returned.
        total: What eight calls change together, by *effect*; None where that depends on what others do.
        prepare: What has to be there before.
        effect: Counts what it changes: unless said otherwise, the facts of leads and their messages.
    """

    do: Callable[[Place, str], object]
    total: int = 0
    prepare: Callable[[Place], str] = _nothing
    effect: Callable[[Place], int] = facts_of


def decided(done: object) -> int | None:
    """
    Return how many facts a call says that it has written; None if its answer does not tell.
    """
    match done:
        case LeadUpdate() | Distribution() | LeadMove():
            return len(done.events)
        case LeadMerge():
            return len(done.change.events) + len(done.merged.events)
        case Ruling():
            return len(done.lead_ids)
        case OpportunityUpdate():
            return len(done.update.events)
        case RegistrationUpdate():
            return len(done.update.events) if done.update else None
        case PerformedAction():
            return sum(len(change.events) for change in done.changes)
        case AttachResult() | True:
            return 1
        case AssessmentRun():
            return done.changed
        case RelayResult():
            return done.total
        case AssessmentRun():
            return done.changed
        case "tells nothing":
            return None
        case _:
            return 0


def _quiet(call: Callable[[Place, str], object]) -> Callable[[Place, str], object]:
    """
    Call something whose answer does not tell whether this call or an earlier one has written.
    """

    def do(place: Place, prepared: str) -> object:
        call(place, prepared)
        return "tells nothing"

    return do


def _with_export(place: Place) -> str:
    return place.exports.run(export_id="made").id


def _by_link(place: Place, which: str) -> BinaryIO:
    link = evolve(place.links, export_url="https://x.example/{token}").export_link(
        which, place.setting.clock() + timedelta(hours=1)
    )
    return place.exports.open_link(link.rpartition("/")[2])


def _opened(call: Callable[[Place, str], BinaryIO]) -> Callable[[Place, str], object]:
    """
    Read a file and close it.
    """

    def do(place: Place, prepared: str) -> object:
        with call(place, prepared) as file:
            return [file.read()]

    return do


def _with_bulk(place: Place) -> str:
    return place.bulk.run(LeadOperation.ROUTE_AGAIN, ["nobody"], {"module": "m"}, bulk_id="begun").bulk_id


def _with_file(place: Place) -> str:
    done = place.attachments.attach(LEAD, Upload(stream=io.BytesIO(b"kept"), name="kept.txt"))
    assert isinstance(done, AttachResult)
    return done.attachments[0].id


def _with_own(place: Place) -> str:
    with suppress(StaleLead):  # another operation of the round is about it too
        place.partner.create(place.draft("own@x.de"), lead_id="own")
    return "own"


def _with_contact(place: Place) -> str:
    done = place.partner.save_contact({"email": "known@x.de"})
    assert isinstance(done, ContactUpdate)
    return done.contact.id


def _with_request(place: Place) -> str:
    with suppress(StaleLead, AlreadyExists):
        place.waiting(place.maja).register(place.draft("asks@x.de"), lead_id="asking", registration_id="request")
    return "request"


def _with_approved(place: Place) -> str:
    with suppress(StaleLead, AlreadyExists):
        place.registering.register(place.draft("has@x.de"), lead_id="approved", registration_id="protected")
    return "protected"


def _contacts(place: Place) -> int:
    return len(place.partner.contacts().rows)


def _with_deadline(place: Place) -> str:
    place.deadlines_at(timedelta()).begin_open()
    return ""


def _with_subscriber(place: Place) -> str:
    SubscriptionDesk(place.setting, place.host).subscribe(_SUBSCRIBER, frequency=SubscriptionFrequency.DAILY, groups=())
    return ""


def _with_news(place: Place) -> str:
    _with_subscriber(place)
    place.partner.accept(LEAD)
    return ""


def _digests(place: Place) -> int:
    until = digest_due(_LONG_AFTER, place.setting.programme.subscriptions.digest_at, UTC)[1]
    with place.setting.unit() as unit, suppress(NotFound):
        unit.posts.one(digest_key(until.isoformat(), MessageKind.DIGEST, _SUBSCRIBER.id))
        return 1
    return 0


def _with_accepted(place: Place) -> str:
    place.partner.accept(LEAD)
    return ""


def _with_other(place: Place) -> str:
    made = place.desk.receive(place.draft("other@x.example", partner="p"))
    assert isinstance(made, Distribution)
    return made.lead.id


def _with_ruling(place: Place) -> str:
    other = _with_other(place)
    made = place.conflicts.rule([LEAD, other], first=LEAD, first_at=place.setting.clock(), reason="Called first")
    assert isinstance(made, Ruling)
    return made.id


def _with_sale(place: Place) -> str:
    place.partner.accept(LEAD)
    with suppress(Conflict):  # another operation of the round is about it too
        place.opportunities.register(LEAD, opportunity_id="sale")
    return "sale"


def _with_dead(place: Place) -> str:
    place.desk.resend(LEAD)
    place.relay(Sent(refuses=True)).run_until_idle()
    return next(post.message.key for post in place.desk.messages(LEAD) if post.state is Settled.DEAD)


def _with_key(place: Place) -> str:
    return place.desk.messages(LEAD)[0].message.key


def _with_older(place: Place) -> str:
    place.routing.publish(_OTHER)
    return ""


def _with_user(place: Place) -> str:
    place.people.add_user("q", PartnerUser(id="ute", email="ute@q.example"))
    place.people.add_user("q", PartnerUser(id="uli", email="uli@q.example"))
    return "uli"


def _with_routed(place: Place) -> str:
    place.desk.receive(place.draft("routed@x.de"), module="m", lead_id="routed")
    return "routed"


def _with_waiting(place: Place) -> str:
    with suppress(StaleLead):  # another operation of the round is about it too
        place.desk.receive(place.draft("waits@x.de"), lead_id="waits")
    return "waits"


def _with_deactivated(place: Place) -> str:
    place.desk.receive(place.draft("gone@x.de"), lead_id="gone")
    place.desk.deactivate("gone")
    return "gone"


def _with_import(place: Place) -> str:
    with place.file("imported@x.de,Oslo") as file:
        return place.imports.run(file, settings=ImportSettings(import_id="undone")).import_id


_REGISTERS: Final = OwnImportSettings(register=True)
_UPDATES: Final = ImportSettings(import_id="updates", on_duplicate=OnDuplicate.UPDATE)


def _run(place: Place, _: str) -> object:
    with place.file("lead@x.de,Oslo") as file:
        return place.imports.run(file, settings=_UPDATES)


def _iterate(place: Place, _: str) -> object:
    with place.file("lead@x.de,Oslo") as file:
        return list(place.imports.iterate(file, settings=_UPDATES))


def _preview(place: Place, _: str) -> object:
    with place.file("lead@x.de,Oslo") as file:
        return place.imports.preview(file, settings=_UPDATES)


def _open_file(place: Place, _: str) -> object:
    with place.file("lead@x.de,Oslo") as file:
        return file.mapping


def _attach(place: Place, _: str) -> object:
    return place.attachments.attach(LEAD, Upload(stream=io.BytesIO(b"by %d" % place.number), name="by.txt"))


def _open_attachment(place: Place, attachment_id: str) -> object:
    with place.attachments.open(LEAD, attachment_id) as stream:
        stream.read()
    return True


def _remove(place: Place, attachment_id: str) -> object:
    place.attachments.remove(LEAD, attachment_id)
    return True


def _requeue(place: Place, key: str) -> object:
    place.deliveries.requeue(key)
    return True


def _perform(place: Place, token: str) -> object:
    return place.answers.perform(token, "accept", place.links.form_nonce(token))


def _unsubscribe(place: Place, _: str) -> object:
    place.answers.unsubscribe(place.links.unsubscribe_link("p", "maja").rpartition("/")[2])
    return None


def _stop_at_once(place: Place, _: str) -> object:
    return place.relay().run(Idle(), pause=timedelta(seconds=1))


def _version(place: Place) -> int:
    return max(one.version for one in place.routing.modules())


def _people(place: Place) -> int:
    with place.setting.unit() as unit:
        return len(account_of(unit, known_partner(unit, "q")).people.members)


def _add_user(place: Place, _: str) -> object:
    done = place.people.add_user("q", PartnerUser(id=f"new-{place.number}", email=f"new{place.number}@q.example"))
    return isinstance(done, PeopleUpdate)


def _add_sales_rep(place: Place, _: str) -> object:
    done = place.people.add_sales_rep("q", SalesRep(id=f"rep-{place.number}", email=f"r{place.number}@q.example"))
    return isinstance(done, PeopleUpdate)


def _a_rule(name: str) -> RegistrationRule:
    return RegistrationRule(name=name, criteria=where("country", "equals", "SE"))


def _with_rules(place: Place) -> str:
    place.settings.save_rule("q", _a_rule("kept"))
    place.managing.save_managed_rule(_a_rule("kept"))
    return "kept"


def _save_rule(place: Place, _: str) -> object:
    return isinstance(place.settings.save_rule("q", _a_rule(f"rule {place.number}")), SettingsUpdate)


def _save_managed_rule(place: Place, _: str) -> object:
    return isinstance(place.managing.save_managed_rule(_a_rule(f"rule {place.number}")), ManagedRulesUpdate)


def _ignore(place: Place, _: str) -> object:
    return isinstance(place.settings.ignore_company("q", f"Company {place.number}"), SettingsUpdate)


def _rules(place: Place) -> int:
    return len(place.settings.settings("q").own_rules) + len(place.managing.managed_rules())


def _lists(place: Place) -> ListDesk:
    return ListDesk(place.setting, ProgramParty(name="lists"))


def _save_view(place: Place, _: str) -> object:
    return isinstance(_lists(place).save_view(f"view {place.number}", LeadQuery()), SavedView)


def _with_view(place: Place) -> str:
    _lists(place).save_view("hot", LeadQuery())
    return "hot"


def _views(place: Place) -> int:
    return len(_lists(place).views())


def _ignored(place: Place) -> int:
    return len(place.settings.settings("q").ignored_companies)


def _moment(place: Place) -> datetime:
    return place.desk.lead(LEAD).received_at


def _export(place: Place, _: str) -> object:
    return place.desk.notify_export_ready(
        ReadyExport(id="export", recipient=SupplierContact(id="ann", email="ann@acme.example"))
    )


def _settle(place: Place, _: str) -> object:
    try:
        return place.syncing.settle("crm", LEAD, "city", keep=KeptSide.OURS)
    except NotFound:
        return []


OPERATIONS: Final[Mapping[str, Operation]] = {
    "AssessmentDesk.learn": Operation(lambda place, _: [place.assessments.learn()]),
    "AssessmentDesk.learn_opportunities": Operation(lambda place, _: [place.assessments.learn_opportunities()]),
    "AssessmentDesk.assess_opportunity": Operation(
        lambda place, sale: [place.assessments.assess_opportunity(sale)], prepare=_with_sale
    ),
    "AssessmentDesk.model": Operation(lambda place, _: [place.assessments.model()]),
    "AssessmentDesk.assess": Operation(lambda place, _: [place.assessments.assess(LEAD)]),
    "AssessmentDesk.explain": Operation(lambda place, _: list(place.assessments.explain(LEAD))),
    "AssessmentDesk.assess_again": Operation(lambda place, _: place.assessments.assess_again(LEAD), total=1),
    "AssessmentDesk.assess_all": Operation(lambda place, _: place.assessments.assess_all(), total=1),
    "AssessmentDesk.rate": Operation(lambda place, _: place.assessments.rate(LEAD, helpful=True), total=8),
    "AttachmentDesk.attach": Operation(_attach, total=MOST_FILES),
    "AttachmentDesk.of": Operation(lambda place, _: place.attachments.of(LEAD)),
    "AttachmentDesk.open": Operation(_open_attachment, total=8, prepare=_with_file),
    "AttachmentDesk.remove": Operation(_remove, total=1, prepare=_with_file),
    "AttachmentDesk.orphans": Operation(lambda place, _: list(place.attachments.orphans())),
    "AttachmentDesk.collect_orphans": Operation(lambda place, _: [place.attachments.collect_orphans()]),
    "BulkDesk.run": Operation(
        _quiet(lambda place, _: place.bulk.run(LeadOperation.SET_STAGE, [LEAD], {"stage": "nurture"}, bulk_id="b")),
        total=1,
    ),
    "BulkDesk.iterate": Operation(
        _quiet(lambda place, _: list(place.bulk.iterate(LeadOperation.DEACTIVATE, [LEAD], bulk_id="c"))), total=1
    ),
    "BulkDesk.report": Operation(lambda place, bulk_id: place.bulk.report(bulk_id), prepare=_with_bulk),
    "SyncDesk.pull": Operation(lambda place, _: [place.syncing.pull("crm")]),
    "SyncDesk.push": Operation(lambda place, _: [place.syncing.push("crm")]),
    "SyncDesk.status": Operation(lambda place, _: [place.syncing.status("crm")]),
    "SyncDesk.requeue": Operation(lambda place, _: [place.syncing.requeue("crm")]),
    "SyncDesk.settle": Operation(_settle),
    "SyncDesk.check": Operation(lambda place, _: list(place.syncing.check("crm"))),
    "SubscriptionDesk.subscribe": Operation(
        lambda place, _: place.subscriptions.subscribe(_SUBSCRIBER, frequency=SubscriptionFrequency.DAILY, groups=())
    ),
    "SubscriptionDesk.unsubscribe": Operation(
        lambda place, _: place.subscriptions.unsubscribe("sub"), prepare=_with_subscriber
    ),
    "SubscriptionDesk.subscription": Operation(lambda place, _: [place.subscriptions.subscription("sub")]),
    "SubscriptionDesk.subscriptions": Operation(lambda place, _: list(place.subscriptions.subscriptions())),
    "SubscriptionDesk.run": Operation(
        _quiet(lambda place, _: place.subscriptions.run()), total=1, prepare=_with_news, effect=_digests
    ),
    "DeadlineDesk.due_actions": Operation(lambda place, _: list(place.deadlines.due_actions())),
    "DeadlineDesk.perform": Operation(lambda place, _: place.deadlines.perform(_DUE), total=2, prepare=_with_deadline),
    "DeadlineDesk.run": Operation(_quiet(lambda place, _: place.deadlines.run()), total=2, prepare=_with_deadline),
    "DeadlineDesk.check": Operation(lambda place, _: list(place.deadlines.check())),
    "DeadlineDesk.deadline": Operation(lambda place, _: place.deadlines.deadline(LEAD)),
    "DeadlineDesk.recount": Operation(lambda place, _: place.deadlines.recount(LEAD), prepare=_with_deadline),
    "DeadlineDesk.begin_open": Operation(lambda place, _: [place.deadlines.begin_open()]),
    "DeliveryDesk.record_delivery": Operation(
        lambda place, key: place.deliveries.record_delivery(key, DeliveryKind.DELIVERED, _moment(place)),
        total=1,
        prepare=_with_key,
    ),
    "DeliveryDesk.requeue": Operation(_requeue, total=1, prepare=_with_dead),
    "ExportDesk.run": Operation(lambda place, _: [place.exports.run(export_id="e")]),
    "ExportDesk.iterate": Operation(lambda place, _: list(place.exports.iterate(export_id="f"))),
    "ExportDesk.export": Operation(lambda place, which: place.exports.export(which), prepare=_with_export),
    "ExportDesk.open": Operation(_opened(lambda place, which: place.exports.open(which)), prepare=_with_export),
    "ExportDesk.open_link": Operation(_opened(lambda place, which: _by_link(place, which)), prepare=_with_export),
    "PrivacyDesk.export_person": Operation(lambda place, _: list(place.privacy.export_person("lead@x.de").leads)),
    "PrivacyDesk.erase_person": Operation(_quiet(lambda place, _: place.privacy.erase_person("lead@x.de")), total=2),
    "PrivacyDesk.due_erasures": Operation(lambda place, _: list(place.privacy.due_erasures())),
    "PrivacyDesk.perform": Operation(_quiet(lambda place, _: place.privacy.perform(_ERASURE)), total=2),
    "PrivacyDesk.run": Operation(_quiet(lambda place, _: place.privacy.run()), total=2),
    "PartnerImportDesk.open": Operation(lambda place, _: place.own_file().mapping),
    "PartnerImportDesk.preview": Operation(lambda place, _: [place.own_imports.preview(place.own_file())]),
    "PartnerImportDesk.run": Operation(
        _quiet(lambda place, _: place.own_imports.run(place.own_file(), settings=_REGISTERS)), total=6
    ),
    "PartnerImportDesk.iterate": Operation(
        _quiet(lambda place, _: list(place.own_imports.iterate(place.own_file()))), total=3
    ),
    "PartnerImportDesk.imports": Operation(lambda place, _: place.own_imports.imports()),
    "PartnerImportDesk.refused": Operation(
        lambda place, one: list(place.own_imports.refused(one)),
        prepare=lambda place: place.own_imports.run(place.own_file()).import_id,
    ),
    "ImportDesk.open": Operation(_open_file),
    "ImportDesk.preview": Operation(_preview),
    "ImportDesk.run": Operation(_quiet(_run), total=1),
    "ImportDesk.iterate": Operation(_quiet(_iterate), total=1),
    "ImportDesk.imports": Operation(lambda place, _: place.imports.imports()),
    "ImportDesk.refused": Operation(lambda place, one: list(place.imports.refused(one)), prepare=_with_import),
    "ImportDesk.undo": Operation(
        _quiet(lambda place, import_id: place.imports.undo(import_id)),
        total=-1,
        prepare=_with_import,
        effect=lambda place: place.desk.count(),
    ),
    "LinkDesk.preview": Operation(lambda place, token: place.answers.preview(token), prepare=Place.token),
    "LinkDesk.perform": Operation(_perform, total=1, prepare=Place.token),
    "LinkDesk.languages": Operation(lambda place, token: [place.answers.languages(token)], prepare=Place.token),
    "LinkDesk.unsubscribe": Operation(_unsubscribe),
    "ConflictDesk.similar": Operation(lambda place, _: place.conflicts.similar(LEAD)),
    "ConflictDesk.likely_duplicates": Operation(lambda place, _: place.conflicts.likely_duplicates()),
    "ConflictDesk.rule": Operation(
        lambda place, other: place.conflicts.rule(
            [LEAD, other], first=LEAD, first_at=datetime(2026, 1, 1, tzinfo=UTC), reason="Called first"
        ),
        total=16,
        prepare=_with_other,
    ),
    "ConflictDesk.ruling": Operation(lambda place, ruling: [place.conflicts.ruling(ruling)], prepare=_with_ruling),
    "ConflictDesk.rulings": Operation(lambda place, _: [place.conflicts.rulings(LEAD)]),
    "ConflictDesk.merge": Operation(
        lambda place, other: place.conflicts.merge(LEAD, other), total=3, prepare=_with_other
    ),
    "OpportunityDesk.register": Operation(
        lambda place, _: place.opportunities.register(LEAD), total=16, prepare=_with_accepted
    ),
    "OpportunityDesk.update": Operation(
        lambda place, sale: place.opportunities.update(sale, stage="won"), total=1, prepare=_with_sale
    ),
    "OpportunityDesk.opportunity": Operation(
        lambda place, sale: place.opportunities.opportunity(sale), prepare=_with_sale
    ),
    "OpportunityDesk.of_lead": Operation(lambda place, _: place.opportunities.of_lead(LEAD)),
    "OpportunityDesk.count": Operation(lambda place, _: [place.opportunities.count()]),
    "OpportunityDesk.opportunities": Operation(lambda place, _: place.opportunities.opportunities()),
    "OutboxRelay.run_once": Operation(lambda place, _: place.relay().run_once(), total=2),
    "OutboxRelay.run_until_idle": Operation(lambda place, _: place.relay().run_until_idle(), total=2),
    "OutboxRelay.run": Operation(_stop_at_once, total=2),
    "PartnerDesk.create": Operation(
        lambda place, _: place.partner.create(place.draft("new@x.de"), lead_id="made"), total=3
    ),
    "PartnerDesk.create_from_contact": Operation(
        lambda place, one: place.partner.create_from_contact(one), total=3, prepare=_with_contact
    ),
    "PartnerDesk.edit": Operation(
        lambda place, own: place.partner.edit(own, {"city": "Oslo"}, score=7), total=2, prepare=_with_own
    ),
    "PartnerDesk.erase": Operation(lambda place, own: place.partner.erase(own), total=2, prepare=_with_own),
    "PartnerDesk.save_contact": Operation(
        _quiet(lambda place, _: place.partner.save_contact({"email": "met@x.de"})), total=1, effect=_contacts
    ),
    "PartnerDesk.contact": Operation(lambda place, one: [place.partner.contact(one)], prepare=_with_contact),
    "PartnerDesk.contacts": Operation(lambda place, _: [place.partner.contacts()]),
    "PartnerDesk.erase_contact": Operation(
        _quiet(lambda place, one: place.partner.erase_contact(one)), total=-1, prepare=_with_contact, effect=_contacts
    ),
    "RegistrationDesk.register": Operation(lambda place, _: place.registering.register(place.draft("r@x.de")), total=6),
    "RegistrationDesk.register_contact": Operation(
        lambda place, one: place.registering.register_contact(one),
        total=6,
        prepare=_with_contact,
    ),
    "RegistrationDesk.register_lead": Operation(
        lambda place, own: place.registering.register_lead(own), total=3, prepare=_with_own
    ),
    "RegistrationDesk.withdraw": Operation(
        lambda place, one: place.waiting(place.maja).withdraw(one), total=1, prepare=_with_request
    ),
    "RegistrationDesk.approve": Operation(
        lambda place, one: place.waiting(place.host).approve(one), total=2, prepare=_with_request
    ),
    "RegistrationDesk.return_for_more": Operation(
        lambda place, one: place.waiting(place.host).return_for_more(one, "More"), total=2, prepare=_with_request
    ),
    "RegistrationDesk.deny": Operation(
        lambda place, one: place.waiting(place.host).deny(one), total=2, prepare=_with_request
    ),
    "RegistrationDesk.extend": Operation(
        lambda place, one: place.waiting(place.host).extend(one), total=8, prepare=_with_approved
    ),
    "RegistrationDesk.registration": Operation(
        lambda place, one: [place.waiting(place.host).registration(one)], prepare=_with_request
    ),
    "RegistrationDesk.registrations": Operation(lambda place, _: [place.waiting(place.host).registrations()]),
    "PartnerDesk.lead": Operation(lambda place, _: place.partner.lead(LEAD)),
    "PartnerDesk.form": Operation(lambda place, _: [place.partner.form()]),
    "PartnerDesk.open": Operation(
        _quiet(lambda place, _: place.partner.open(LEAD)), total=1, effect=lambda place: len(place.desk.openings(LEAD))
    ),
    "PartnerDesk.openings": Operation(lambda place, _: [place.partner.openings(LEAD)]),
    "PartnerDesk.leads": Operation(lambda place, _: place.partner.leads()),
    "PartnerDesk.export": Operation(lambda place, _: list(place.partner.export())),
    "PartnerDesk.count": Operation(lambda place, _: [place.partner.count()]),
    "PartnerDesk.count_by": Operation(lambda place, _: place.partner.count_by("status")),
    "PartnerDesk.detail": Operation(lambda place, _: [place.partner.detail(LEAD)]),
    "PartnerDesk.timeline": Operation(lambda place, _: place.partner.timeline(LEAD)),
    "PartnerDesk.accept": Operation(lambda place, _: place.partner.accept(LEAD), total=1),
    "PartnerDesk.reject": Operation(lambda place, _: place.partner.reject(LEAD), total=1),
    "PartnerDesk.reassign": Operation(lambda place, _: place.partner.reassign(LEAD, "eve"), total=1),
    "PartnerDesk.set_stage": Operation(
        lambda place, _: place.partner.set_stage(LEAD, "nurture"), total=1, prepare=_with_accepted
    ),
    "PartnerDesk.set_auto_accept": Operation(lambda place, _: place.partner.set_auto_accept(True)),
    "PeopleDesk.add_user": Operation(_add_user, total=8, effect=_people),
    "PeopleDesk.deactivate_user": Operation(
        lambda place, one: place.people.deactivate_user("q", one), prepare=_with_user
    ),
    "PeopleDesk.set_default_recipient": Operation(
        lambda place, one: place.administering.set_default_recipient("q", one), prepare=_with_user
    ),
    "PeopleDesk.add_sales_rep": Operation(_add_sales_rep, total=8, effect=_people),
    "PeopleDesk.change_person": Operation(
        lambda place, one: place.people.change_person("q", one, first_name=f"Uli {place.number}"), prepare=_with_user
    ),
    "SettingsDesk.settings": Operation(lambda place, _: place.settings.settings("q")),
    "SettingsDesk.timeline": Operation(lambda place, _: list(place.settings.timeline("q")), prepare=_with_rules),
    "SettingsDesk.rules_in_force": Operation(lambda place, _: place.settings.rules_in_force("q")),
    "SettingsDesk.set_auto_accept": Operation(lambda place, _: place.settings.set_auto_accept("q", True)),
    "SettingsDesk.set_auto_registration": Operation(
        lambda place, _: place.settings.set_auto_registration("q", AutoRegistrationMode.OWN_RULES)
    ),
    "SettingsDesk.save_rule": Operation(_save_rule, total=8, effect=_rules),
    "SettingsDesk.remove_rule": Operation(
        lambda place, name: place.settings.remove_rule("q", name), prepare=_with_rules
    ),
    "SettingsDesk.ignore_company": Operation(_ignore, total=8, effect=_ignored),
    "SettingsDesk.stop_ignoring_company": Operation(lambda place, _: place.settings.stop_ignoring_company("q", "Acme")),
    "SettingsDesk.try_auto_registration": Operation(
        lambda place, _: place.settings.try_auto_registration("q"), prepare=_with_rules
    ),
    "PartnerDesk.explain_registration": Operation(lambda place, _: [place.partner.explain_registration(LEAD)]),
    "SupplierDesk.explain_registration": Operation(lambda place, _: [place.desk.explain_registration(LEAD)]),
    "SettingsDesk.set_additional_recipients": Operation(
        lambda place, _: place.managing.set_additional_recipients(
            "q", [SupplierContact(id=f"sam-{place.number}", email="sam@acme.example")]
        )
    ),
    "SettingsDesk.offer_roles": Operation(lambda place, _: place.managing.offer_roles("q", [f"role-{place.number}"])),
    "SettingsDesk.managed_rules": Operation(lambda place, _: place.managing.managed_rules()),
    "SettingsDesk.save_managed_rule": Operation(_save_managed_rule, total=8, effect=_rules),
    "SettingsDesk.remove_managed_rule": Operation(
        lambda place, name: place.managing.remove_managed_rule(name), prepare=_with_rules
    ),
    "ListDesk.columns": Operation(lambda place, _: _lists(place).columns()),
    "ListDesk.choose_columns": Operation(lambda place, _: _lists(place).choose_columns(LeadList.ALL, ["company"])),
    "ListDesk.views": Operation(lambda place, _: _lists(place).views()),
    "ListDesk.view": Operation(lambda place, _: [_lists(place).view("hot")], prepare=_with_view),
    "ListDesk.save_view": Operation(_save_view, total=8, effect=_views),
    "ListDesk.remove_view": Operation(lambda place, name: _lists(place).remove_view(name), prepare=_with_view),
    "ReportDesk.scorecards": Operation(lambda place, _: [ReportDesk(place.setting, place.host).scorecards()]),
    "ReportDesk.module": Operation(lambda place, _: [ReportDesk(place.setting, place.host).module("m")]),
    "ReportDesk.activity": Operation(lambda place, _: ReportDesk(place.setting, place.host).activity()),
    "ReportDesk.summary": Operation(lambda place, _: ReportDesk(place.setting, place.host).summary()),
    "ReportDesk.audit": Operation(lambda place, _: ReportDesk(place.setting, place.host).audit()),
    "RoutingDesk.recount_loads": Operation(lambda place, _: place.routing.recount_loads()),
    "RoutingDesk.publish": Operation(_quiet(lambda place, _: place.routing.publish(_OTHER)), total=1, effect=_version),
    "RoutingDesk.roll_back": Operation(
        _quiet(lambda place, _: place.routing.roll_back("m", 1)), total=1, prepare=_with_older, effect=_version
    ),
    "RoutingDesk.modules": Operation(lambda place, _: place.routing.modules()),
    "RoutingDesk.versions": Operation(lambda place, _: place.routing.versions(_MODULE.name)),
    "RoutingDesk.check": Operation(lambda place, _: place.routing.check(_MODULE)),
    "RoutingDesk.lint": Operation(lambda place, _: place.routing.lint(_MODULE)),
    "RoutingDesk.simulate": Operation(lambda place, _: place.routing.simulate(_MODULE)),
    "RoutingDesk.why_not": Operation(
        lambda place, routed: place.routing.why_not(routed, partner_id="q"), prepare=_with_routed
    ),
    "SupplierDesk.receive": Operation(
        lambda place, _: place.desk.receive(place.draft("new@x.de"), module="m", lead_id="new"),
        total=2,
    ),
    "SupplierDesk.save_partners": Operation(
        lambda place, _: place.desk.save_partners([Partner(id="r", name=f"R {place.number}")])
    ),
    "SupplierDesk.save_campaigns": Operation(
        lambda place, _: place.desk.save_campaigns([Campaign(id="fair", name=f"Fair {place.number}")])
    ),
    "SupplierDesk.pause_partner": Operation(lambda place, _: place.desk.pause_partner("q")),
    "SupplierDesk.resume_partner": Operation(lambda place, _: place.desk.resume_partner("q")),
    "SupplierDesk.pause_of": Operation(lambda place, _: [place.desk.pause_of("q")]),
    "SupplierDesk.account": Operation(lambda place, _: place.desk.account("p")),
    "SupplierDesk.lead": Operation(lambda place, _: place.desk.lead(LEAD)),
    "SupplierDesk.partners": Operation(lambda place, _: place.desk.partners()),
    "SupplierDesk.campaigns": Operation(lambda place, _: place.desk.campaigns()),
    "SupplierDesk.leads": Operation(lambda place, _: place.desk.leads()),
    "SupplierDesk.export": Operation(lambda place, _: list(place.desk.export())),
    "SupplierDesk.count": Operation(lambda place, _: [place.desk.count()]),
    "SupplierDesk.count_by": Operation(lambda place, _: place.desk.count_by("status")),
    "SupplierDesk.detail": Operation(lambda place, _: [place.desk.detail(LEAD)]),
    "SupplierDesk.timeline": Operation(lambda place, _: place.desk.timeline(LEAD)),
    "SupplierDesk.form": Operation(lambda place, _: [place.desk.form()]),
    "SupplierDesk.openings": Operation(lambda place, _: [place.desk.openings(LEAD)]),
    "SupplierDesk.messages": Operation(lambda place, _: place.desk.messages(LEAD)),
    "SupplierDesk.history_of": Operation(lambda place, _: place.desk.history_of(LEAD)),
    "SupplierDesk.explain": Operation(lambda place, _: place.desk.explain(LEAD)),
    "SupplierDesk.assign": Operation(
        lambda place, waits: place.desk.assign(waits, partner_id="q"), total=1, prepare=_with_waiting
    ),
    "SupplierDesk.route_again": Operation(
        lambda place, waits: place.desk.route_again(waits, module="m"), total=1, prepare=_with_waiting
    ),
    "SupplierDesk.edit": Operation(lambda place, _: place.desk.edit(LEAD, {"city": "Oslo"}, score=90), total=2),
    "SupplierDesk.set_stage": Operation(lambda place, _: place.desk.set_stage(LEAD, "nurture"), total=1),
    "SupplierDesk.duplicate": Operation(lambda place, _: place.desk.duplicate(LEAD, partner_id="q"), total=4),
    "SupplierDesk.transfer": Operation(lambda place, _: place.desk.transfer(LEAD, partner_id="q"), total=5),
    "SupplierDesk.recall": Operation(lambda place, _: place.desk.recall(LEAD), total=4),
    "SupplierDesk.reactivate": Operation(
        lambda place, gone: place.desk.reactivate(gone), total=1, prepare=_with_deactivated
    ),
    "SupplierDesk.reassign": Operation(lambda place, _: place.desk.reassign(LEAD, "eve"), total=1),
    "SupplierDesk.deactivate": Operation(lambda place, _: place.desk.deactivate(LEAD), total=1),
    "SupplierDesk.resend": Operation(lambda place, _: place.desk.resend(LEAD), total=5),
    "SupplierDesk.remind": Operation(lambda place, _: place.desk.remind(LEAD), total=8),
    "SupplierDesk.notify_deal_registered": Operation(
        lambda place, _: place.desk.notify_deal_registered(LEAD), total=1, prepare=_with_accepted
    ),
    "SupplierDesk.notify_export_ready": Operation(_export),
}
"""
What is called, by class and method.
"""


def found_operations() -> frozenset[str]:
    """
    Return the public methods of every desk and of the relay.
    """
    desks = [cls for name, cls in vars(services).items() if name.endswith(("Desk", "Relay")) and inspect.isclass(cls)]
    return frozenset(
        f"{cls.__name__}.{name}"
        for cls in desks
        for name, what in vars(cls).items()
        if not name.startswith("_") and inspect.isfunction(what)
    )
