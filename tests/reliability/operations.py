"""
Every public operation, each with arguments for which it has something to do; the reliability suites call them all.

`OPERATIONS` is held against what the desks and the store's ports have, so that one that is added later is missed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, timedelta
from functools import partial
from threading import Event
from typing import Any, BinaryIO, Final

from attrs import evolve
from tests.core.builders import SCHEMA, a_campaign, a_contact, a_rep, a_user
from tests.reliability.world import (
    ACCEPTED,
    DOOMED,
    FILED,
    GONE,
    OWN,
    PENDING,
    PROTECTED,
    REQUEST,
    SALE,
    WAITING,
    World,
)
from tests.services.attachments import text
from tests.services.builders import HOST, MODULE, PARTNERS, a_partner_admin
from tests.services.test_links import LINKS

from leadflow import services
from leadflow.core.access import Scope
from leadflow.core.actors import Actor
from leadflow.core.changes import Changes
from leadflow.core.conflicts import ConflictReach, HeldLeadQuery, match_keys
from leadflow.core.connectors import KeptSide
from leadflow.core.criteria import EvaluationTime, any_of, check_criteria, where
from leadflow.core.deadlines import Deadline
from leadflow.core.facts import FieldChange, ValuesChanged
from leadflow.core.handling import LeadOperation
from leadflow.core.importing.settings import OwnImportSettings
from leadflow.core.intake import lead_duplicate_key, read_draft
from leadflow.core.leads import LeadKind
from leadflow.core.notifications import DeliveryKind, ReadyExport
from leadflow.core.notifications.mail_events import MailEventQuery
from leadflow.core.opportunities import OpportunityQuery
from leadflow.core.partners import Partner
from leadflow.core.registration import AutoRegistrationMode, RegistrationRule
from leadflow.core.registration.registration import Registration, RegistrationQuery
from leadflow.core.timeline import EventQuery, LeadChange
from leadflow.core.views import LeadList, LeadQuery, PartnerQuery
from leadflow.core.webhooks import WebhookMapping, WebhookSecret, sign_webhook
from leadflow.errors import NotFound
from leadflow.services import (
    BulkDesk,
    ChangeFeed,
    ConflictDesk,
    ListDesk,
    PeopleDesk,
    RegistrationDesk,
    ReportDesk,
    SettingsDesk,
    SupplierDesk,
    WebhookReceiver,
)
from leadflow.testing import NOW

__all__ = ["OPERATIONS", "found_operations"]

SUBSCRIBER: Final = a_contact("sub")
_LATER: Final = NOW + timedelta(hours=2)
_ALL: Final = Scope(whole=frozenset(LeadKind), own=frozenset(), unplaced=True, deactivated=True)
_MOMENT: Final = EvaluationTime(NOW, UTC)
_CRITERIA: Final = check_criteria(any_of(where("country", "equals", "SE")), SCHEMA)[0]
_DRAFT: Final = read_draft(SCHEMA, {"email": "new@x.se", "country": "SE"})


def _in_unit(do: Callable[[Any], object], world: World) -> object:
    with world.store.open_unit("acme", SCHEMA) as unit:
        return do(unit)


def _commit(unit: Any) -> None:
    lead = unit.leads.get(PENDING)
    if lead.values.get("city") == "Oslo":
        return
    fact = ValuesChanged((FieldChange("city", lead.values.get("city"), "Oslo"),))
    unit.commit(Changes(leads=(LeadChange(lead).then(fact, at=_LATER, actor=Actor(), fields=SCHEMA.leads),)))


def _lock(unit: Any) -> None:
    unit.lock()
    _commit(unit)


def _settle(unit: Any) -> object:
    return unit.posts.of_lead(PENDING)


def _perform(world: World) -> object:
    nonce = LINKS.form_nonce(world.token)
    return world.links.perform(world.token, "accept", nonce)


def _unsubscribe_token() -> str:
    return LINKS.unsubscribe_link("team", "tina").rpartition("/")[2]


_A_RULE: Final = RegistrationRule(name="swedish", criteria=where("country", "equals", "SE"))


def _feed(world: World) -> ChangeFeed:
    setting = world.office.setting
    return ChangeFeed(evolve(setting, programme=evolve(setting.programme, feed=True)), HOST)


def _receive_webhook(world: World) -> object:
    secret, body = WebhookSecret.of(b"s" * 32), b'{"email": "hook@x.de"}'
    mapping = WebhookMapping(fields={"email": "email"})
    receiver = WebhookReceiver(world.office.setting, HOST, mapping=mapping, secrets=lambda: [secret])
    return receiver.receive(sign_webhook("msg_1", body, [secret], world.office.clock()), body)


def _lists(world: World) -> ListDesk:
    return ListDesk(world.office.setting, HOST)


def _settings(world: World) -> SettingsDesk:
    return SettingsDesk(world.office.setting, a_partner_admin("team"))


def _relay_run(world: World) -> object:
    stop = Event()
    stop.set()
    return world.relay.run(stop)


def _claim(world: World) -> object:
    return world.store.claim("acme", "lease", _LATER, _LATER, 10)


def _steady(world: World) -> object:
    with world.store.steady():
        return _claim(world), _claim(world)


def _open(world: World) -> bytes:
    for one in world.attachments.of(FILED):
        with world.attachments.open(FILED, one.id) as stream:
            return stream.read()
    return b""


def _remove(world: World) -> object:
    found = world.attachments.of(FILED)
    return world.attachments.remove(FILED, found[0].id) if found else None


def _unit_operations() -> Mapping[str, Callable[[Any], object]]:
    assert _CRITERIA is not None
    query = LeadQuery(columns=("email", "partner_name", "status"))
    return {
        "unit.commit": _commit,
        "unit.lock": _lock,
        "unit.scrub": lambda unit: unit.scrub(),
        "leads.get": lambda unit: unit.leads.get(PENDING),
        "leads.brief": lambda unit: unit.leads.brief(PENDING, 3),
        "leads.held": lambda unit: unit.leads.held(_CLAIMS, 2),
        "leads.openings": lambda unit: unit.leads.openings(PENDING),
        "leads.with_keys": lambda unit: unit.leads.with_keys([lead_duplicate_key(unit.leads.get(PENDING)) or ""]),
        "leads.attached": lambda unit: unit.leads.attached(["x"]),
        "leads.page": lambda unit: unit.leads.page(None, 2),
        "leads.of_import": lambda unit: unit.leads.of_import("earlier", None, 2),
        "leads.matching": lambda unit: unit.leads.matching(_CRITERIA, _MOMENT, None, 2),
        "leads.seen_by": lambda unit: unit.leads.seen_by(_ALL, None, 2),
        "leads.list_page": lambda unit: unit.leads.list_page(_ALL, query, _MOMENT),
        "leads.count": lambda unit: unit.leads.count(_ALL, query, _MOMENT),
        "leads.count_by": lambda unit: unit.leads.count_by(_ALL, query, "status", _MOMENT),
        "timeline.of": lambda unit: unit.timeline.of(PENDING),
        "timeline.one": lambda unit: unit.timeline.one(PENDING, 1),
        "timeline.many": lambda unit: unit.timeline.many([PENDING, DOOMED]),
        "timeline.page": lambda unit: unit.timeline.page(_ALL, EventQuery(), None, 3),
        "timeline.count_by_fact": lambda unit: unit.timeline.count_by_fact(_ALL, EventQuery()),
        "timeline.count_by_partner": lambda unit: unit.timeline.count_by_partner(_ALL, EventQuery()),
        "timeline.count_by_day": lambda unit: unit.timeline.count_by_day(_ALL, EventQuery(), UTC),
        "posts.one": lambda unit: unit.posts.one(unit.posts.of_lead(PENDING)[0].message.key),
        "posts.of_lead": _settle,
        "posts.count_mail": lambda unit: unit.posts.count_mail(_ALL, MailEventQuery(), UTC),
        "posts.without_lead": lambda unit: unit.posts.without_lead(None, 3),
        "records.opportunities": lambda unit: unit.records.opportunities(_ALL, OpportunityQuery(), _MOMENT, 3),
        "records.count_opportunities": lambda unit: unit.records.count_opportunities(_ALL, OpportunityQuery(), _MOMENT),
        "records.registrations": lambda unit: unit.records.registrations(RegistrationQuery(), 3),
        "records.version": lambda unit: unit.records.version(),
        "records.one": lambda unit: unit.records.one(Partner, "north"),
        "records.all": lambda unit: unit.records.all(Partner),
        "records.count_status": lambda unit: unit.records.count_status(Registration, "approved"),
        "records.with_status": lambda unit: unit.records.with_status(Registration, "approved", None, 2),
        "records.due": lambda unit: unit.records.due(Deadline, _LATER, 2),
        "records.page": lambda unit: unit.records.page(Partner, None, 2),
        "rotations.of": lambda unit: unit.rotations.of("emea"),
        "loads.since": lambda unit: unit.loads.since(0),
    }


def _bulk(world: World) -> BulkDesk:
    return BulkDesk(world.office.setting, HOST)


def _erase_contact(world: World) -> object:
    with suppress(NotFound):
        return world.office.at("team").erase_contact(world.contact)
    return None


def _read(stream: BinaryIO) -> bytes:
    with stream:
        return stream.read()


def _bulk_report(world: World) -> object:
    with suppress(NotFound):
        return _bulk(world).report("b")
    return None


def _push(world: World) -> object:
    """
    Bring a lead to the system that was changed after it was connected.
    """
    desk = world.syncing
    SupplierDesk(desk._setting, HOST).edit(PENDING, {"city": "Oslo"})
    return desk.push("crm")


def _choose(world: World) -> object:
    """
    Choose where nobody has to.
    """
    try:
        return world.syncing.settle("crm", PENDING, "city", keep=KeptSide.OURS)
    except NotFound:
        return None


def _conflicts(world: World) -> ConflictDesk:
    return ConflictDesk(world.office.setting, HOST)


def _ruling(world: World) -> object:
    with suppress(NotFound):
        return _conflicts(world).ruling("ruled")
    return None


_CLAIMS: Final = HeldLeadQuery(
    keys=match_keys({"email": f"{PENDING}@x.se"}), reach=ConflictReach.ANYWHERE, campaign_id=None, other_than=None
)

_UNITS: Final = {name: partial(_in_unit, do) for name, do in _unit_operations().items()}

OPERATIONS: Final[Mapping[str, Callable[[World], object]]] = {
    **_UNITS,
    "SqlStore.claim": _claim,
    "SqlStore.open_unit": partial(_in_unit, lambda unit: None),
    "SqlStore.fill_texts": lambda world: world.store.fill_texts(),
    "SqlStore.steady": _steady,
    "SqlStore.close": lambda world: world.store.close(),
    "AttachmentDesk.attach": lambda world: world.attachments.attach(PENDING, text("new")),
    "AttachmentDesk.of": lambda world: world.attachments.of(FILED),
    "AttachmentDesk.open": _open,
    "AttachmentDesk.remove": _remove,
    "AttachmentDesk.orphans": lambda world: list(world.attachments.orphans()),
    "AttachmentDesk.collect_orphans": lambda world: world.attachments.collect_orphans(),
    "AssessmentDesk.learn": lambda world: world.assessments.learn(),
    "AssessmentDesk.learn_opportunities": lambda world: world.assessments.learn_opportunities(),
    "AssessmentDesk.assess_opportunity": lambda world: world.assessments.assess_opportunity(SALE),
    "AssessmentDesk.model": lambda world: world.assessments.model(),
    "AssessmentDesk.assess": lambda world: world.assessments.assess(PENDING),
    "AssessmentDesk.explain": lambda world: world.assessments.explain(PENDING),
    "AssessmentDesk.assess_again": lambda world: world.assessments.assess_again(PENDING),
    "AssessmentDesk.assess_all": lambda world: world.assessments.assess_all(),
    "AssessmentDesk.rate": lambda world: world.assessments.rate(PENDING, helpful=True),
    "BulkDesk.run": lambda world: _bulk(world).run(LeadOperation.REMIND, (PENDING, "nobody"), bulk_id="b"),
    "BulkDesk.iterate": lambda world: list(
        _bulk(world).iterate(LeadOperation.EDIT, LeadQuery(), {"score": 7}, bulk_id="b")
    ),
    "BulkDesk.report": _bulk_report,
    "SubscriptionDesk.subscribe": lambda world: world.subscriptions.subscribe(SUBSCRIBER, groups=()),
    "SubscriptionDesk.unsubscribe": lambda world: world.subscriptions.unsubscribe("daily"),
    "SubscriptionDesk.subscription": lambda world: world.subscriptions.subscription("daily"),
    "SubscriptionDesk.subscriptions": lambda world: world.subscriptions.subscriptions(),
    "SubscriptionDesk.run": lambda world: world.subscriptions.run(),
    "DeadlineDesk.due_actions": lambda world: world.deadlines.due_actions(),
    "DeadlineDesk.perform": lambda world: [world.deadlines.perform(one) for one in world.deadlines.due_actions()],
    "DeadlineDesk.run": lambda world: world.deadlines.run(),
    "DeadlineDesk.check": lambda world: world.deadlines.check(),
    "DeadlineDesk.deadline": lambda world: world.deadlines.deadline(PENDING),
    "DeadlineDesk.recount": lambda world: world.deadlines.recount(DOOMED, earlier=True),
    "DeadlineDesk.begin_open": lambda world: world.deadlines.begin_open(),
    "SyncDesk.pull": lambda world: world.syncing.pull("crm"),
    "SyncDesk.push": _push,
    "SyncDesk.status": lambda world: world.syncing.status("crm"),
    "SyncDesk.requeue": lambda world: world.syncing.requeue("crm"),
    "SyncDesk.settle": _choose,
    "SyncDesk.check": lambda world: world.syncing.check("crm"),
    "ExportDesk.run": lambda world: world.exports.run(export_id="e"),
    "ExportDesk.iterate": lambda world: list(world.exports.iterate(export_id="e")),
    "ExportDesk.export": lambda world: world.exports.export(world.exports.run(export_id="e").id),
    "ExportDesk.open": lambda world: _read(world.exports.open(world.exports.run(export_id="e").id)),
    "ExportDesk.open_link": lambda world: _read(world.exports.open_link(world.export_token())),
    "PrivacyDesk.export_person": lambda world: world.privacy.export_person(f"{FILED}@x.se").to_json(),
    "PrivacyDesk.erase_person": lambda world: world.privacy.erase_person(f"{FILED}@x.se"),
    "PrivacyDesk.due_erasures": lambda world: world.privacy.due_erasures(),
    "PrivacyDesk.perform": lambda world: [world.privacy.perform(one) for one in world.privacy.due_erasures()],
    "PrivacyDesk.run": lambda world: world.privacy.run(),
    "DeliveryDesk.record_delivery": lambda world: world.deliveries.record_delivery(
        world.dead, DeliveryKind.HARD_BOUNCE, _LATER
    ),
    "DeliveryDesk.requeue": lambda world: world.deliveries.requeue(world.dead),
    "PartnerImportDesk.open": lambda world: world.own_file(),
    "PartnerImportDesk.preview": lambda world: world.own_imports.preview(world.own_file()),
    "PartnerImportDesk.run": lambda world: world.own_imports.run(
        world.own_file(), settings=OwnImportSettings(register=True)
    ),
    "PartnerImportDesk.iterate": lambda world: list(world.own_imports.iterate(world.own_file())),
    "PartnerImportDesk.imports": lambda world: world.own_imports.imports(),
    "PartnerImportDesk.refused": lambda world: list(
        world.own_imports.refused(world.own_imports.run(world.own_file()).import_id)
    ),
    "ImportDesk.open": lambda world: world.office.file("a@x.se,SE,,Oslo"),
    "ImportDesk.preview": lambda world: world.run_file(preview=True),
    "ImportDesk.run": lambda world: world.run_file(),
    "ImportDesk.iterate": lambda world: world.iterate_file(),
    "ImportDesk.imports": lambda world: world.office.imports.imports(),
    "ImportDesk.refused": lambda world: list(world.office.imports.refused("earlier")),
    "ImportDesk.undo": lambda world: world.office.imports.undo("earlier"),
    "LinkDesk.preview": lambda world: world.links.preview(world.token),
    "LinkDesk.languages": lambda world: world.links.languages(world.token),
    "LinkDesk.perform": _perform,
    "LinkDesk.unsubscribe": lambda world: world.links.unsubscribe(_unsubscribe_token()),
    "ConflictDesk.similar": lambda world: _conflicts(world).similar(PENDING),
    "ConflictDesk.likely_duplicates": lambda world: _conflicts(world).likely_duplicates(),
    "ConflictDesk.rule": lambda world: _conflicts(world).rule(
        [PENDING, DOOMED], first=DOOMED, first_at=NOW, reason="Called first", ruling_id="ruled"
    ),
    "ConflictDesk.ruling": _ruling,
    "ConflictDesk.rulings": lambda world: _conflicts(world).rulings(PENDING),
    "ConflictDesk.merge": lambda world: _conflicts(world).merge(ACCEPTED, FILED),
    "OpportunityDesk.register": lambda world: world.opportunities.register(ACCEPTED, probability=60),
    "OpportunityDesk.update": lambda world: world.opportunities.update(SALE, stage="won"),
    "OpportunityDesk.opportunity": lambda world: world.opportunities.opportunity(SALE),
    "OpportunityDesk.of_lead": lambda world: world.opportunities.of_lead(ACCEPTED),
    "OpportunityDesk.count": lambda world: world.opportunities.count(),
    "OpportunityDesk.opportunities": lambda world: world.opportunities.opportunities(),
    "OutboxRelay.run_once": lambda world: world.relay.run_once(),
    "OutboxRelay.run_until_idle": lambda world: world.relay.run_until_idle(),
    "OutboxRelay.run": _relay_run,
    "PartnerDesk.create": lambda world: world.office.at("team").create(_DRAFT),
    "PartnerDesk.create_from_contact": lambda world: world.office.at("team").create_from_contact(world.contact),
    "PartnerDesk.edit": lambda world: world.office.at("team").edit(OWN, {"city": "Oslo"}, score=90),
    "PartnerDesk.erase": lambda world: world.office.at("team").erase(OWN),
    "PartnerDesk.save_contact": lambda world: world.office.at("team").save_contact({"email": "met@x.se"}),
    "PartnerDesk.contact": lambda world: world.office.at("team").contact(world.contact),
    "PartnerDesk.contacts": lambda world: world.office.at("team").contacts(),
    "PartnerDesk.erase_contact": _erase_contact,
    "RegistrationDesk.register": lambda world: world.registrations.register(_DRAFT),
    "RegistrationDesk.register_contact": lambda world: world.registrations.register_contact(world.contact),
    "RegistrationDesk.register_lead": lambda world: world.registrations.register_lead(OWN),
    "RegistrationDesk.withdraw": lambda world: world.registrations.withdraw(REQUEST),
    "RegistrationDesk.approve": lambda world: RegistrationDesk(world.office.setting, HOST).approve(REQUEST),
    "RegistrationDesk.return_for_more": lambda world: RegistrationDesk(world.office.setting, HOST).return_for_more(
        REQUEST, "Which city?"
    ),
    "RegistrationDesk.deny": lambda world: RegistrationDesk(world.office.setting, HOST).deny(REQUEST),
    "RegistrationDesk.extend": lambda world: world.registrations.extend(PROTECTED),
    "RegistrationDesk.registration": lambda world: world.registrations.registration(REQUEST),
    "RegistrationDesk.registrations": lambda world: world.registrations.registrations(),
    "PartnerDesk.lead": lambda world: world.office.at("team").lead(PENDING),
    "PartnerDesk.form": lambda world: world.office.at("team").form(),
    "PartnerDesk.open": lambda world: world.office.at("team").open(PENDING),
    "PartnerDesk.openings": lambda world: world.office.at("team").openings(PENDING),
    "PartnerDesk.leads": lambda world: world.office.at("team").leads(),
    "PartnerDesk.export": lambda world: list(world.office.at("team").export()),
    "PartnerDesk.count": lambda world: world.office.at("team").count(),
    "PartnerDesk.count_by": lambda world: world.office.at("team").count_by("status"),
    "PartnerDesk.detail": lambda world: world.office.at("team").detail(PENDING),
    "PartnerDesk.timeline": lambda world: world.office.at("team").timeline(PENDING),
    "PartnerDesk.accept": lambda world: world.office.at("team").accept(PENDING),
    "PartnerDesk.reject": lambda world: world.office.at("team").reject(PENDING),
    "PartnerDesk.reassign": lambda world: world.office.at("team").reassign(PENDING, "eve"),
    "PartnerDesk.set_stage": lambda world: world.office.at("north").set_stage(ACCEPTED, "qualified"),
    "PartnerDesk.set_auto_accept": lambda world: world.office.at("team").set_auto_accept(True),
    "PeopleDesk.add_user": lambda world: world.people.add_user("north", a_user("new")),
    "PeopleDesk.deactivate_user": lambda world: world.people.deactivate_user("team", "ole"),
    "PeopleDesk.set_default_recipient": lambda world: PeopleDesk(
        world.office.setting, a_partner_admin("team")
    ).set_default_recipient("team", "eve"),
    "PeopleDesk.add_sales_rep": lambda world: world.people.add_sales_rep("north", a_rep("new")),
    "PeopleDesk.change_person": lambda world: world.people.change_person("team", "ole", first_name="Ole", active=False),
    "SettingsDesk.settings": lambda world: _settings(world).settings("team"),
    "SettingsDesk.timeline": lambda world: list(_settings(world).timeline("team")),
    "SettingsDesk.rules_in_force": lambda world: _settings(world).rules_in_force("team"),
    "SettingsDesk.set_auto_accept": lambda world: _settings(world).set_auto_accept("team", True),
    "SettingsDesk.set_auto_registration": lambda world: _settings(world).set_auto_registration(
        "team", AutoRegistrationMode.OWN_RULES
    ),
    "SettingsDesk.save_rule": lambda world: _settings(world).save_rule("team", _A_RULE),
    "SettingsDesk.remove_rule": lambda world: _settings(world).remove_rule("team", "none"),
    "SettingsDesk.ignore_company": lambda world: _settings(world).ignore_company("team", "Acme"),
    "SettingsDesk.stop_ignoring_company": lambda world: _settings(world).stop_ignoring_company("team", "Acme"),
    "SettingsDesk.try_auto_registration": lambda world: _settings(world).try_auto_registration("team"),
    "PartnerDesk.explain_registration": lambda world: world.office.at("team").explain_registration(PENDING),
    "SupplierDesk.explain_registration": lambda world: world.office.desk.explain_registration(PENDING),
    "SettingsDesk.set_additional_recipients": lambda world: SettingsDesk(
        world.office.setting, HOST
    ).set_additional_recipients("team", [a_contact("sam")]),
    "SettingsDesk.offer_roles": lambda world: SettingsDesk(world.office.setting, HOST).offer_roles("team", ["sales"]),
    "SettingsDesk.managed_rules": lambda world: SettingsDesk(world.office.setting, HOST).managed_rules(),
    "SettingsDesk.save_managed_rule": lambda world: SettingsDesk(world.office.setting, HOST).save_managed_rule(_A_RULE),
    "SettingsDesk.remove_managed_rule": lambda world: SettingsDesk(world.office.setting, HOST).remove_managed_rule(
        "no"
    ),
    "ListDesk.columns": lambda world: _lists(world).columns(),
    "ListDesk.choose_columns": lambda world: _lists(world).choose_columns(LeadList.ALL, ["company"]),
    "ListDesk.views": lambda world: _lists(world).views(),
    "ListDesk.view": lambda world: _lists(world).view("hot"),
    "ListDesk.save_view": lambda world: _lists(world).save_view("new", LeadQuery()),
    "ListDesk.remove_view": lambda world: _lists(world).remove_view("hot"),
    "ReportDesk.scorecards": lambda world: ReportDesk(world.office.setting, HOST).scorecards(),
    "ReportDesk.module": lambda world: ReportDesk(world.office.setting, HOST).module("emea"),
    "ReportDesk.activity": lambda world: ReportDesk(world.office.setting, HOST).activity(),
    "ReportDesk.summary": lambda world: ReportDesk(world.office.setting, HOST).summary(),
    "ReportDesk.audit": lambda world: ReportDesk(world.office.setting, HOST).audit(),
    "RoutingDesk.recount_loads": lambda world: world.office.routing.recount_loads(),
    "RoutingDesk.publish": lambda world: world.office.routing.publish(evolve(MODULE, name="other")),
    "RoutingDesk.roll_back": lambda world: world.office.routing.roll_back("emea", 1),
    "RoutingDesk.modules": lambda world: world.office.routing.modules(),
    "RoutingDesk.versions": lambda world: world.office.routing.versions("emea"),
    "RoutingDesk.check": lambda world: world.office.routing.check(MODULE),
    "RoutingDesk.lint": lambda world: world.office.routing.lint(MODULE),
    "RoutingDesk.simulate": lambda world: world.office.routing.simulate(MODULE),
    "RoutingDesk.why_not": lambda world: world.office.routing.why_not(ACCEPTED, partner_id="south"),
    "ChangeFeed.now": lambda world: _feed(world).now(),
    "ChangeFeed.changes_since": lambda world: _feed(world).changes_since(_feed(world).now()),
    "WebhookReceiver.receive": _receive_webhook,
    "SupplierDesk.pause_partner": lambda world: world.office.desk.pause_partner("north"),
    "SupplierDesk.resume_partner": lambda world: world.office.desk.resume_partner("south"),
    "SupplierDesk.pause_of": lambda world: world.office.desk.pause_of("south"),
    "SupplierDesk.receive": lambda world: world.office.desk.receive(_DRAFT, module="emea"),
    "SupplierDesk.save_partners": lambda world: world.office.desk.save_partners(
        [evolve(PARTNERS[0].partner, id="fresh", name="Fresh"), evolve(PARTNERS[1].partner, weight=7)]
    ),
    "SupplierDesk.save_campaigns": lambda world: world.office.desk.save_campaigns([a_campaign("other")]),
    "SupplierDesk.account": lambda world: world.office.desk.account("team"),
    "SupplierDesk.lead": lambda world: world.office.desk.lead(PENDING),
    "SupplierDesk.partners": lambda world: world.office.desk.partners(
        PartnerQuery(criteria=where("name", "is_not_empty"))
    ),
    "SupplierDesk.campaigns": lambda world: world.office.desk.campaigns(),
    "SupplierDesk.leads": lambda world: world.office.desk.leads(),
    "SupplierDesk.export": lambda world: list(world.office.desk.export()),
    "SupplierDesk.count": lambda world: world.office.desk.count(),
    "SupplierDesk.count_by": lambda world: world.office.desk.count_by("status"),
    "SupplierDesk.detail": lambda world: world.office.desk.detail(ACCEPTED),
    "SupplierDesk.timeline": lambda world: world.office.desk.timeline(PENDING),
    "SupplierDesk.form": lambda world: world.office.desk.form(),
    "SupplierDesk.openings": lambda world: world.office.desk.openings(PENDING),
    "SupplierDesk.messages": lambda world: world.office.desk.messages(PENDING),
    "SupplierDesk.history_of": lambda world: world.office.desk.history_of(PENDING),
    "SupplierDesk.explain": lambda world: world.office.desk.explain(ACCEPTED),
    "SupplierDesk.assign": lambda world: world.office.desk.assign(WAITING, partner_id="south"),
    "SupplierDesk.route_again": lambda world: world.office.desk.route_again(WAITING, module="emea"),
    "SupplierDesk.edit": lambda world: world.office.desk.edit(DOOMED, {"city": "Oslo"}, score=90),
    "SupplierDesk.set_stage": lambda world: world.office.desk.set_stage(DOOMED, "nurture"),
    "SupplierDesk.duplicate": lambda world: world.office.desk.duplicate(DOOMED, partner_id="east"),
    "SupplierDesk.transfer": lambda world: world.office.desk.transfer(DOOMED, partner_id="east"),
    "SupplierDesk.recall": lambda world: world.office.desk.recall(ACCEPTED, comment="Sold"),
    "SupplierDesk.reactivate": lambda world: world.office.desk.reactivate(GONE),
    "SupplierDesk.reassign": lambda world: world.office.desk.reassign(DOOMED, "uli"),
    "SupplierDesk.deactivate": lambda world: world.office.desk.deactivate(DOOMED),
    "SupplierDesk.resend": lambda world: world.office.desk.resend(PENDING),
    "SupplierDesk.remind": lambda world: world.office.desk.remind(PENDING),
    "SupplierDesk.notify_deal_registered": lambda world: world.office.desk.notify_deal_registered(ACCEPTED),
    "SupplierDesk.notify_export_ready": lambda world: world.office.desk.notify_export_ready(
        ReadyExport(id="export", recipient=a_contact("boss"))
    ),
}
"""
What is called, by class and method; those of a unit by the reader.
"""

_NOT_CALLED: Final = frozenset(
    {
        "LeadFile",
        "ImportRun",
        "Setting",
        "RelayResult",
        "UndoReport",
        "Upload",
        "AttachResult",
        "ActionOutcome",
        "AssessmentRun",
        "DeadlineRun",
        "ContactUpdate",
        "RegistrationRequest",
        "PerformedAction",
    }
)


def found_operations(world: World) -> frozenset[str]:
    """
    Return the public methods of all desks, of the store, of its units and of their readers.
    """
    found = set[str]()
    for name in services.__all__:
        cls = getattr(services, name)
        if inspect.isclass(cls) and name not in _NOT_CALLED:
            found |= {f"{name}.{method}" for method in _methods(cls)}
    found |= {f"SqlStore.{method}" for method in _methods(type(world.store))}
    with world.store.open_unit("acme", SCHEMA) as unit:
        found |= {f"unit.{method}" for method in _methods(type(unit))}
        for reader in ("leads", "timeline", "posts", "records", "rotations", "loads"):
            found |= {f"{reader}.{method}" for method in _methods(type(getattr(unit, reader)))}
    return frozenset(found - {"leads.of_rows"})


def _methods(cls: type) -> list[str]:
    return [name for name, what in vars(cls).items() if not name.startswith("_") and inspect.isfunction(what)]
