"""
Whoever calls a desk sees and does what their party allows, and nothing else.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from attrs import evolve, frozen
from tests.core.builders import SCHEMA, a_partner, a_rep, a_user, an_account
from tests.services.builders import HOST, MODULE, PARTNERS, Office, a_partner_admin, an_office

import leadflow.services.importing.run as importing
from leadflow.adapters.attachments import MemoryAttachments
from leadflow.core.access import (
    PARTNER_ADMIN,
    PARTNER_SALES,
    SUPPLIER_ADMIN,
    Act,
    PartnerParty,
    Party,
    ProgramParty,
    Role,
    SupplierParty,
)
from leadflow.core.actors import Side
from leadflow.core.changes import Changes
from leadflow.core.criteria import where
from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Channel, Notice, Rejected
from leadflow.core.handling import LeadOperation, LeadUpdate, RegistrationUpdate
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.leads import EmailStatus, LeadKind
from leadflow.core.notifications import DeliveryKind, ReadyExport
from leadflow.core.partners import SupplierContact
from leadflow.core.registration import AutoRegistrationMode, RegistrationRule
from leadflow.core.schema import Schema
from leadflow.core.timeline import LeadChange
from leadflow.core.views import LeadQuery
from leadflow.errors import NotAllowed, NotFound
from leadflow.ports import OpenUnit, UnitOfWork
from leadflow.services import (
    AssessmentDesk,
    AttachmentDesk,
    BulkDesk,
    ConflictDesk,
    DeadlineDesk,
    DeliveryDesk,
    ExportDesk,
    ImportDesk,
    LinkDesk,
    OpportunityDesk,
    OutboxRelay,
    PartnerDesk,
    PeopleDesk,
    PeopleUpdate,
    PrivacyDesk,
    RegistrationDesk,
    RoutingDesk,
    SettingsDesk,
    SubscriptionDesk,
    SupplierDesk,
    Upload,
)
from leadflow.testing import a_lead, changes_of
from leadflow.testing.contracts.store import committed
from leadflow.testing.doubles import RecordingMailer

DESKS: Final = (
    SupplierDesk,
    PartnerDesk,
    RoutingDesk,
    AttachmentDesk,
    BulkDesk,
    DeadlineDesk,
    ExportDesk,
    ImportDesk,
    PeopleDesk,
    PeopleUpdate,
    DeliveryDesk,
    PrivacyDesk,
    LinkDesk,
)

NORDLYS = an_account("nordlys", groups=("gold",), users=(a_user("maja"), a_user("ola")))
RIVAL = an_account("rival", groups=("silver",), users=(a_user("rita"),))

EXPORT = ReadyExport(id="1", recipient=SupplierContact(id="a", email="a@x.se"), name="leads.csv", link="https://x.se")


def ann(*roles: Role, groups: tuple[str, ...] = ()) -> SupplierParty:
    """
    Return a user of the supplier.
    """
    return SupplierParty(id="ann", groups=groups, roles=roles)


@pytest.fixture
def office() -> Office:
    """
    An office with two partners.
    """
    return an_office(partners=(*PARTNERS, NORDLYS, RIVAL))


@pytest.fixture
def lead_id(office: Office) -> str:
    """
    A lead that is pending at *nordlys*, beside one that it has registered.
    """
    done = RegistrationDesk(office.setting, a_partner_admin("nordlys", "maja")).register(
        read_draft(SCHEMA, {"email": "asked@x.se"}), registration_id="request"
    )
    assert isinstance(done, RegistrationUpdate)
    return a_lead_at(office, "nordlys")


def a_lead_at(office: Office, partner: str | None) -> str:
    """
    Receive a lead, and return its id.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": f"{partner}@x.se"}, partner=partner))
    assert isinstance(done, Distribution)
    return done.lead.id


def attachments(office: Office, party: Party) -> AttachmentDesk:
    """
    Return the desk for files over the office's store.
    """
    return AttachmentDesk(office.setting, party, MemoryAttachments())


def upload() -> Upload:
    """
    Return a small file.
    """
    return Upload(stream=io.BytesIO(b"Hello\n"), name="notes.txt")


@pytest.mark.parametrize("desk", DESKS)
def test_nothing_is_said_about_the_caller_but_when_a_desk_is_opened(desk: type[object]) -> None:
    """
    No method takes an actor, and a partner that is asked about cannot be left out.
    """
    for name, method in inspect.getmembers(desk, inspect.isfunction):
        if name.startswith("_"):
            continue
        given = inspect.signature(method).parameters
        assert "actor" not in given, f"{name} takes an actor"
        if "partner_id" in given:
            assert given["partner_id"].default is inspect.Parameter.empty, f"{name} may leave the partner out"


@pytest.mark.parametrize("how", ["accept", "reject", "reassign"])
def test_nobody_acts_for_another_partner(office: Office, lead_id: str, how: str) -> None:
    """
    A rival's user does nothing with the lead, whatever their roles say, and nothing is written.
    """
    rival = office.at("rival", "rita")
    ask: dict[str, Callable[[], object]] = {
        "accept": lambda: rival.accept(lead_id),
        "reject": lambda: rival.reject(lead_id),
        "reassign": lambda: rival.reassign(lead_id, "maja"),
    }
    before = office.events(lead_id)

    with pytest.raises(NotFound):
        ask[how]()
    assert office.events(lead_id) == before


def test_events_name_the_party(office: Office, lead_id: str) -> None:
    """
    Events of every desk name the party with its side, channel and system.
    """
    SupplierDesk(office.setting, ann(SUPPLIER_ADMIN)).remind(lead_id)
    PartnerDesk(office.setting, a_partner_admin("nordlys", "maja"), channel=Channel.CRM, system="hubspot").accept(
        lead_id
    )
    attachments(office, ProgramParty(name="host", system="salesforce")).attach(lead_id, upload())

    assert [event.actor for event in office.events(lead_id)[-3:]] == [
        Actor("ann", Channel.PORTAL, Side.SUPPLIER),
        Actor("maja", Channel.CRM, Side.PARTNER, "hubspot"),
        Actor("host", Channel.API, Side.PROGRAM, "salesforce"),
    ]


def test_partner_is_told_what_happened_there(office: Office, lead_id: str) -> None:
    """
    That the lead was received, and whatever happened while it was at the partner; nothing of the time at another one.
    """
    notice, by = Notice(EmailStatus.NOT_DUE), Actor("boss", Channel.PORTAL, Side.SUPPLIER)
    with office.setting.unit() as unit:
        change = LeadChange(unit.leads.get(lead_id))
        for fact in (
            Rejected(reason="other", comment="they owe us money"),
            Assigned(partner_id=RIVAL.partner.id, by=AssignedBy.PERSON, notice=notice),
            Accepted(),
        ):
            change = change.then(fact, at=office.clock(), actor=by)
        unit.commit(Changes(leads=(change,)))
    whole = office.desk.timeline(lead_id)
    shown = PartnerDesk(office.setting, a_partner_admin(RIVAL.partner.id, "rob")).timeline(lead_id)

    assert shown == (whole[0], *whole[-2:])
    assert len(whole) > 3


def test_programs_stand_on_trails_by_name(office: Office, lead_id: str) -> None:
    """
    The relay on what became of a message, and whoever reported on what a mail server said.
    """
    OutboxRelay(office.setting, office.store, RecordingMailer()).run_until_idle()
    first, *_ = office.desk.messages(lead_id)
    reports = DeliveryDesk(office.setting, ProgramParty(name="bounces"))
    reports.record_delivery(first.message.key, DeliveryKind.DELIVERED, office.clock())
    first, *_ = office.desk.messages(lead_id)

    assert [event.actor for event in first.trail] == [
        Actor("relay", Channel.SYSTEM, Side.PROGRAM),
        Actor("bounces", Channel.API, Side.PROGRAM),
    ]


@frozen
class Operation:
    """
    What a party without roles may not do, and the act that it takes.
    """

    act: Act
    ask: Callable[[Office, Party, str], object]


def _supplier(ask: Callable[[SupplierDesk, str], object]) -> Callable[[Office, Any, str], object]:
    return lambda office, party, lead_id: ask(SupplierDesk(office.setting, party), lead_id)


def _partner(ask: Callable[[PartnerDesk, str], object]) -> Callable[[Office, Any, str], object]:
    return lambda office, party, lead_id: ask(PartnerDesk(office.setting, party), lead_id)


def _routing(ask: Callable[[RoutingDesk, str], object]) -> Callable[[Office, Any, str], object]:
    return lambda office, party, lead_id: ask(RoutingDesk(office.setting, party), lead_id)


def _assessing(ask: Callable[[AssessmentDesk, str], object]) -> Callable[[Office, Any, str], object]:
    return lambda office, party, lead_id: ask(AssessmentDesk(office.setting, party), lead_id)


def _import(office: Office, party: Any) -> object:
    desk = ImportDesk(office.setting, party)
    return desk.run(desk.open(io.BytesIO(b"Email\na@x.se\n"), name="a.csv"))


def _add_user(office: Office, party: Party) -> object:
    return PeopleDesk(office.setting, party).add_user("nordlys", a_user("new"))


def _add_sales_rep(office: Office, party: Party) -> object:
    return PeopleDesk(office.setting, party).add_sales_rep("nordlys", a_rep("new"))


def _change_person(office: Office, party: Party) -> object:
    return PeopleDesk(office.setting, party).change_person("nordlys", "ola", first_name="Ola")


def _approve(office: Office, party: Party) -> object:
    return RegistrationDesk(office.setting, party).approve("request")


def _withdraw(office: Office, party: Party) -> object:
    return RegistrationDesk(office.setting, party).withdraw("request")


def _due(office: Office, party: Any) -> object:
    return DeadlineDesk(office.setting, party).due_actions()


def _erase(office: Office, party: Any) -> object:
    return PrivacyDesk(office.setting, party, MemoryAttachments()).erase_person("a@x.se")


def _record_delivery(office: Office, party: Any) -> object:
    return DeliveryDesk(office.setting, party).record_delivery("0" * 32, DeliveryKind.DELIVERED, office.clock())


def _merge(office: Office, party: Any, lead_id: str) -> object:
    return ConflictDesk(office.setting, party).merge(lead_id, lead_id)


def _rule(office: Office, party: Any, lead_id: str) -> object:
    desk, leads = ConflictDesk(office.setting, party), [lead_id, "other"]
    return desk.rule(leads, first=lead_id, first_at=office.clock(), reason="Called first")


RULE: Final = RegistrationRule(name="swedish", criteria=where("country", "equals", "SE"))


def _settings(ask: Callable[[SettingsDesk], object]) -> Callable[[Office, Any, str], object]:
    return lambda office, party, _: ask(SettingsDesk(office.setting, party))


SUPPLIER_OPERATIONS: Final[dict[str, Operation]] = {
    "receive": Operation(Act.RECEIVE, _supplier(lambda desk, _: desk.receive(read_draft(SCHEMA, {"email": "b@x.se"})))),
    "keep": Operation(Act.SAVE_PARTNERS, _supplier(lambda desk, _: desk.save_partners([RIVAL.partner]))),
    "reassign": Operation(Act.REASSIGN, _supplier(lambda desk, lead_id: desk.reassign(lead_id, "ola"))),
    "register_opportunity": Operation(
        Act.WORK_OPPORTUNITIES,
        lambda office, party, lead_id: OpportunityDesk(office.setting, party).register(lead_id),
    ),
    "register": Operation(
        Act.REGISTER,
        lambda office, party, _: RegistrationDesk(office.setting, party).register(
            read_draft(SCHEMA, {"email": "c@x.se"})
        ),
    ),
    "approve": Operation(Act.DECIDE_REGISTRATIONS, lambda office, party, _: _approve(office, party)),
    "rule": Operation(Act.RESOLVE, lambda office, party, lead_id: _rule(office, party, lead_id)),
    "merge": Operation(Act.RESOLVE, lambda office, party, lead_id: _merge(office, party, lead_id)),
    "run_deadlines": Operation(Act.RUN_DEADLINES, lambda office, party, _: _due(office, party)),
    "erase_person": Operation(
        Act.ERASE,
        lambda office, party, _: _erase(office, party),
    ),
    "assess": Operation(Act.ASSESS, _assessing(lambda desk, _: desk.learn())),
    "assess_again": Operation(Act.ASSESS, _assessing(lambda desk, lead_id: desk.assess_again(lead_id))),
    "rate": Operation(Act.ASSESS, _assessing(lambda desk, lead_id: desk.rate(lead_id, helpful=True))),
    "deactivate": Operation(Act.DEACTIVATE, _supplier(lambda desk, lead_id: desk.deactivate(lead_id))),
    "assign": Operation(Act.ASSIGN, _supplier(lambda desk, lead_id: desk.assign(lead_id, partner_id="rival"))),
    "route_again": Operation(Act.ASSIGN, _supplier(lambda desk, lead_id: desk.route_again(lead_id, module="emea"))),
    "edit": Operation(Act.EDIT, _supplier(lambda desk, lead_id: desk.edit(lead_id, {"city": "Oslo"}))),
    "set_stage": Operation(Act.SET_STAGE, _supplier(lambda desk, lead_id: desk.set_stage(lead_id, "open"))),
    "duplicate": Operation(Act.TRANSFER, _supplier(lambda desk, lead_id: desk.duplicate(lead_id, partner_id="rival"))),
    "transfer": Operation(Act.TRANSFER, _supplier(lambda desk, lead_id: desk.transfer(lead_id, partner_id="rival"))),
    "recall": Operation(Act.TRANSFER, _supplier(lambda desk, lead_id: desk.recall(lead_id))),
    "reactivate": Operation(Act.DEACTIVATE, _supplier(lambda desk, lead_id: desk.reactivate(lead_id))),
    "subscribe": Operation(
        Act.MANAGE_SUBSCRIPTIONS,
        lambda office, party, _: SubscriptionDesk(office.setting, party).subscribe(EXPORT.recipient, groups=()),  # type: ignore[arg-type]  # a party of either side is tried
    ),
    "run_digests": Operation(
        Act.MANAGE_SUBSCRIPTIONS,
        lambda office, party, _: SubscriptionDesk(office.setting, party).run(),  # type: ignore[arg-type]  # a party of either side is tried
    ),
    "bulk": Operation(
        Act.DEACTIVATE,
        lambda office, party, lead_id: BulkDesk(office.setting, party).run(LeadOperation.DEACTIVATE, [lead_id]),
    ),
    "resend": Operation(Act.RESEND, _supplier(lambda desk, lead_id: desk.resend(lead_id))),
    "remind": Operation(Act.REMIND, _supplier(lambda desk, lead_id: desk.remind(lead_id))),
    "notify_deal_registered": Operation(
        Act.NOTIFY, _supplier(lambda desk, lead_id: desk.notify_deal_registered(lead_id))
    ),
    "notify_export_ready": Operation(Act.NOTIFY, _supplier(lambda desk, _: desk.notify_export_ready(EXPORT))),
    "publish": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.publish(MODULE))),
    "roll_back": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.roll_back("emea", 1))),
    "modules": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.modules())),
    "check": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.check(MODULE))),
    "lint": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.lint(MODULE))),
    "simulate": Operation(Act.ADMINISTER_ROUTING, _routing(lambda desk, _: desk.simulate(MODULE))),
    "why_not": Operation(
        Act.ADMINISTER_ROUTING, _routing(lambda desk, lead_id: desk.why_not(lead_id, partner_id="rival"))
    ),
    "import": Operation(Act.IMPORT, lambda office, party, _: _import(office, party)),
    "undo": Operation(Act.IMPORT, lambda office, party, _: ImportDesk(office.setting, party).undo("1")),  # type: ignore[arg-type]  # a party of either side is tried
    "attach": Operation(
        Act.ATTACH, lambda office, party, lead_id: attachments(office, party).attach(lead_id, upload())
    ),
    "remove": Operation(Act.ATTACH, lambda office, party, lead_id: attachments(office, party).remove(lead_id, "1")),
    "collect_orphans": Operation(Act.MAINTAIN, lambda office, party, _: attachments(office, party).collect_orphans()),
    "pause_partner": Operation(Act.SAVE_PARTNERS, _supplier(lambda desk, _: desk.pause_partner("north"))),
    "resume_partner": Operation(Act.SAVE_PARTNERS, _supplier(lambda desk, _: desk.resume_partner("north"))),
    "add_user": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _add_user(office, party)),
    "add_sales_rep": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _add_sales_rep(office, party)),
    "change_person": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _change_person(office, party)),
    "settings": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.settings("nordlys"))),
    "settings timeline": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: list(desk.timeline("nordlys")))),
    "rules_in_force": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.rules_in_force("nordlys"))),
    "set_additional_recipients": Operation(
        Act.SAVE_PARTNERS, _settings(lambda desk: desk.set_additional_recipients("nordlys", []))
    ),
    "offer_roles": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.offer_roles("nordlys", ["sales"]))),
    "managed_rules": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.managed_rules())),
    "save_managed_rule": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.save_managed_rule(RULE))),
    "remove_managed_rule": Operation(Act.SAVE_PARTNERS, _settings(lambda desk: desk.remove_managed_rule("none"))),
    "record_delivery": Operation(Act.RECORD_DELIVERY, lambda office, party, _: _record_delivery(office, party)),
}

PARTNER_OPERATIONS: Final[dict[str, Operation]] = {
    "accept": Operation(Act.ACCEPT, _partner(lambda desk, lead_id: desk.accept(lead_id))),
    "reject": Operation(Act.REJECT, _partner(lambda desk, lead_id: desk.reject(lead_id))),
    "register_opportunity": Operation(
        Act.WORK_OPPORTUNITIES,
        lambda office, party, lead_id: OpportunityDesk(office.setting, party).register(lead_id),
    ),
    "create": Operation(Act.REGISTER, _partner(lambda desk, _: desk.create(read_draft(SCHEMA, {"email": "c@x.se"})))),
    "save_contact": Operation(Act.REGISTER, _partner(lambda desk, _: desk.save_contact({"email": "c@x.se"}))),
    "edit": Operation(Act.EDIT, _partner(lambda desk, lead_id: desk.edit(lead_id, {"city": "Oslo"}))),
    "erase": Operation(Act.EDIT, _partner(lambda desk, lead_id: desk.erase(lead_id))),
    "register": Operation(
        Act.REGISTER,
        lambda office, party, _: RegistrationDesk(office.setting, party).register(
            read_draft(SCHEMA, {"email": "c@x.se"})
        ),
    ),
    "register_lead": Operation(
        Act.REGISTER, lambda office, party, lead_id: RegistrationDesk(office.setting, party).register_lead(lead_id)
    ),
    "withdraw": Operation(Act.REGISTER, lambda office, party, _: _withdraw(office, party)),
    "reassign": Operation(Act.REASSIGN, _partner(lambda desk, lead_id: desk.reassign(lead_id, "ola"))),
    "set_auto_accept": Operation(Act.SAVE_SETTINGS, _partner(lambda desk, _: desk.set_auto_accept(True))),
    "attach": Operation(
        Act.ATTACH, lambda office, party, lead_id: attachments(office, party).attach(lead_id, upload())
    ),
    "collect_orphans": Operation(Act.MAINTAIN, lambda office, party, _: attachments(office, party).collect_orphans()),
    "add_user": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _add_user(office, party)),
    "add_sales_rep": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _add_sales_rep(office, party)),
    "change_person": Operation(Act.SAVE_PEOPLE, lambda office, party, _: _change_person(office, party)),
    "set_default_recipient": Operation(
        Act.SAVE_SETTINGS,
        lambda office, party, _: PeopleDesk(office.setting, party).set_default_recipient("nordlys", "ola"),
    ),
    "settings": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: desk.settings("nordlys"))),
    "settings timeline": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: list(desk.timeline("nordlys")))),
    "rules_in_force": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: desk.rules_in_force("nordlys"))),
    "try_auto_registration": Operation(
        Act.SAVE_SETTINGS, _settings(lambda desk: desk.try_auto_registration("nordlys"))
    ),
    "set_auto_registration": Operation(
        Act.SAVE_SETTINGS,
        _settings(lambda desk: desk.set_auto_registration("nordlys", AutoRegistrationMode.OWN_RULES)),
    ),
    "save_rule": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: desk.save_rule("nordlys", RULE))),
    "remove_rule": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: desk.remove_rule("nordlys", "none"))),
    "ignore_company": Operation(Act.SAVE_SETTINGS, _settings(lambda desk: desk.ignore_company("nordlys", "Acme"))),
    "stop_ignoring_company": Operation(
        Act.SAVE_SETTINGS, _settings(lambda desk: desk.stop_ignoring_company("nordlys", "Acme"))
    ),
}


@pytest.mark.parametrize("name", sorted(SUPPLIER_OPERATIONS))
def test_supplier_s_user_needs_the_act(office: Office, lead_id: str, name: str) -> None:
    """
    What no role allows is refused by the name of the act, and nothing is written; with all other acts as well.
    """
    operation = SUPPLIER_OPERATIONS[name]
    all_others = Role(name="others", may=set(Act) - {operation.act})
    before = office.events(lead_id), len(office.leads())

    for party in (ann(), ann(all_others)):
        with pytest.raises(NotAllowed) as caught:
            operation.ask(office, party, lead_id)
        assert caught.value.act == operation.act
    assert (office.events(lead_id), len(office.leads())) == before


@pytest.mark.parametrize("name", sorted(PARTNER_OPERATIONS))
def test_partner_s_user_needs_the_act(office: Office, lead_id: str, name: str) -> None:
    """
    A partner's user needs the act, because seeing a lead allows nothing.
    """
    operation = PARTNER_OPERATIONS[name]
    others = Role(name="others", sees=PARTNER_ADMIN.sees, may=set(Act) - {operation.act})
    before = office.events(lead_id)

    with pytest.raises(NotAllowed) as caught:
        operation.ask(office, PartnerParty(id="maja", partner_id="nordlys", roles=(others,)), lead_id)
    assert caught.value.act == operation.act
    assert office.events(lead_id) == before


def test_what_is_not_seen_looks_unknown_before_it_looks_forbidden(office: Office, lead_id: str) -> None:
    """
    A lead outside the scope is NotFound, even if the act is not allowed either.
    """
    outside = SupplierDesk(office.setting, ann(groups=("silver",)))

    for ask in (outside.deactivate, outside.resend, outside.lead, outside.timeline, outside.explain):
        with pytest.raises(NotFound) as hidden:
            ask(lead_id)
        with pytest.raises(NotFound) as unknown:
            ask("nobody")
        assert str(hidden.value).replace(lead_id, "") == str(unknown.value).replace("nobody", "")


def test_files_are_seen_with_their_lead(office: Office, lead_id: str) -> None:
    """
    Who does not see a lead neither lists nor opens nor removes nor adds its files.
    """
    store = MemoryAttachments()
    done = AttachmentDesk(office.setting, HOST, store).attach(lead_id, upload())
    (file,) = done.attachments  # type: ignore[union-attr]  # a small text
    own = AttachmentDesk(office.setting, a_partner_admin("nordlys", "maja"), store)
    rival = AttachmentDesk(office.setting, a_partner_admin("rival", "rita"), store)

    assert own.of(lead_id) == (file,)
    with own.open(lead_id, file.id) as stream:
        assert stream.read() == b"Hello\n"
    asked: list[Callable[[], object]] = [
        lambda: rival.of(lead_id),
        lambda: rival.open(lead_id, file.id),
        lambda: rival.remove(lead_id, file.id),
        lambda: rival.attach(lead_id, upload()),
    ]
    for ask in asked:
        with pytest.raises(NotFound):
            ask()
    assert own.of(lead_id) == (file,)


def test_people_are_kept_where_they_are_seen(office: Office) -> None:
    """
    A partner's administrator keeps the own people, a limited supplier's user those of their groups; others are unknown.
    """
    own = PeopleDesk(office.setting, a_partner_admin("nordlys", "maja"))
    rival = PeopleDesk(office.setting, a_partner_admin("rival", "rita"))
    silver = PeopleDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))

    unflagged = own.set_default_recipient("nordlys", "ola", flagged=False)
    assert isinstance(unflagged, PeopleUpdate)
    assert not unflagged.warnings
    assert not silver.deactivate_user("rival", "rita").warnings
    for desk in (rival, silver):
        with pytest.raises(NotFound):
            desk.deactivate_user("nordlys", "maja")


def test_partners_are_kept_where_they_are_seen(office: Office) -> None:
    """
    Who is limited to groups changes and adds partners of those groups, and neither takes one over nor lets one go.
    """
    silver = SupplierDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))
    silver.save_partners([evolve(RIVAL.partner, name="Renamed"), a_partner("new", groups=("silver", "gold"))])

    with pytest.raises(NotFound):
        silver.save_partners([evolve(NORDLYS.partner, groups=("silver",))])
    for partner in (evolve(RIVAL.partner, groups=("gold",)), a_partner("other")):
        with pytest.raises(NotAllowed):
            silver.save_partners([partner])


def test_partners_that_are_not_seen_look_unknown_to_whoever_names_them(office: Office) -> None:
    """
    Partners outside the groups look unknown in forms and files, and are never suggested.
    """
    silver = ann(SUPPLIER_ADMIN, groups=("silver",))
    desk, imports = SupplierDesk(office.setting, silver), ImportDesk(office.setting, silver)
    refused = [desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner=one)) for one in ("nordlys", "nordlyx")]
    file = imports.open(io.BytesIO(b"Email,Partner Name\na@x.se,Partner nordlys\nb@x.se,Partner rival\n"), name="a.csv")
    report = imports.run(file, file.mapping.set("Partner Name", "partner_name"))
    bad = imports.preview(file, settings=ImportSettings(default_partner="nordlys", import_id="2"))

    told = [one.problems[0] for one in refused if isinstance(one, InvalidDraft)]
    assert [one.code for one in told] == ["partner_unknown"] * 2
    assert "nordlys" not in str(told[1])
    assert (report.counts.imported, report.counts.refused) == (1, 1)
    assert [one.code for one in bad.problems] == ["partner_unknown"]


@pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL, OnDuplicate.SKIP])
def test_a_file_changes_no_lead_that_its_importer_does_not_see(office: Office, policy: OnDuplicate) -> None:
    """
    The row is a duplicate and nothing more, whatever the policy, and undoing the import leaves such leads alone.
    """
    hidden, _ = a_lead_at(office, "nordlys"), a_lead_at(office, "rival")
    before = office.desk.lead(hidden)
    imports = ImportDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))
    file = imports.open(io.BytesIO(b"Email,City\nnordlys@x.se,Bergen\nrival@x.se,Ulm\n"), name="a.csv")
    settings = ImportSettings(on_duplicate=policy)
    preview, report = imports.preview(file, settings=settings), imports.run(file, settings=settings)

    assert preview.counts == report.counts
    assert report.counts.duplicates == (2 if policy is OnDuplicate.SKIP else 1)
    assert office.desk.lead(hidden) == before
    assert report.counts.updated == (0 if policy is OnDuplicate.SKIP else 1)
    assert hidden not in [one.lead_id for one in imports.undo(report.import_id).kept]


@pytest.mark.parametrize("chunk", [1, 9])
def test_rows_of_one_file_meet_their_lead_wherever_it_was_routed(
    office: Office, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A later row updates the lead that an earlier one made, also in another chunk, though it went to a partner outside
    the importer's groups; another file does not.
    """
    monkeypatch.setattr(importing, "CHUNK", chunk)
    imports = ImportDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))
    settings = ImportSettings(module="emea", on_duplicate=OnDuplicate.UPDATE)
    counts = []
    for rows in (b"a@x.de,DE,Ulm\na@x.de,DE,Bonn\n", b"a@x.de,DE,Mainz\n"):
        file = imports.open(io.BytesIO(b"Email,Country,City\n" + rows), name="a.csv")
        preview, report = imports.preview(file, settings=settings), imports.run(file, settings=settings)
        assert preview.counts == report.counts
        counts.append((report.counts.imported, report.counts.updated, report.counts.duplicates))
    (lead,) = office.leads()

    assert counts == [(1, 1, 0), (0, 0, 1)]
    assert (lead.partner_id, lead.values["city"]) == ("east", "Bonn")


def test_undoing_leaves_what_is_not_seen(office: Office) -> None:
    """
    A limited user undoes only the leads that they see.
    """
    rows = b"Email,Partner Name\na@x.se,Partner nordlys\nb@x.se,Partner rival\n"
    file = office.imports.open(io.BytesIO(rows), name="a.csv")
    report = office.imports.run(file, file.mapping.set("Partner Name", "partner_name"))
    limited = ImportDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))
    undone = limited.undo(report.import_id)

    assert (undone.deactivated, undone.gone, undone.kept) == (1, 0, ())
    assert [lead.partner_id for lead in office.leads() if lead.active] == ["nordlys"]


def test_no_supplier_s_lead_is_a_duplicate_of_a_private_one(office: Office) -> None:
    """
    Nobody at the supplier learns of it, and an import does not change it.
    """
    private = evolve(a_lead("private", said={"email": "a@x.se"}), kind=LeadKind.PRIVATE, partner_id="nordlys")
    committed(office.store.open_unit, changes_of(private), supplier_id="acme")
    file = office.file("a@x.se", header="Email")
    report = office.imports.run(file, settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))

    assert (report.counts.imported, report.counts.updated, report.counts.duplicates) == (1, 0, 0)


def test_lists_have_what_may_be_opened(office: Office) -> None:
    """
    Each party's list has the leads that they can open, page by page, and the count is its length.
    """
    for partner in ("nordlys", "rival", "nordlys", None):
        a_lead_at(office, partner)
    gold = ann(groups=("gold",))
    everyone: list[SupplierDesk | PartnerDesk] = [
        SupplierDesk(office.setting, HOST),
        SupplierDesk(office.setting, gold),
        PartnerDesk(office.setting, PartnerParty(id="ola", partner_id="nordlys", roles=(PARTNER_SALES,))),
        PartnerDesk(office.setting, PartnerParty(id="ola", partner_id="nordlys")),
    ]
    ids = [lead.id for lead in office.leads()]
    office.desk.reassign(ids[0], "maja")

    for desk in everyone:
        assert sorted(row.id for row in desk.leads()) == [one for one in ids if _opens(desk, one)]
        assert desk.count() == len(desk.leads()) == sum(desk.count_by("status").values())
    assert [desk.count() for desk in everyone] == [4, 2, 1, 0]
    first = office.desk.leads(LeadQuery(most=2))
    second = office.desk.leads(LeadQuery(most=2, after=first.after))
    assert first.rows + second.rows == office.desk.leads().rows


def test_a_store_that_cannot_be_asked_shows_the_same(office: Office) -> None:
    """
    A store without `LeadLister` shows the same lists.
    """
    for partner in ("nordlys", "rival", None):
        a_lead_at(office, partner)
    plain = Office(store=office.store, open_unit=without_scopes(office))

    for party in (HOST, ann(groups=("gold",)), ann(groups=("gold", "silver"))):
        asked, looked = SupplierDesk(office.setting, party), SupplierDesk(plain.setting, party)
        assert asked.leads().rows == looked.leads().rows
        assert asked.leads(LeadQuery(most=1)).rows == looked.leads(LeadQuery(most=1)).rows
        assert asked.count() == looked.count()
        assert asked.count_by("partner_id") == looked.count_by("partner_id")


def test_rehearsal_shows_the_leads_of_the_party(office: Office) -> None:
    """
    A user who is limited to groups simulates with the leads of those groups.
    """
    for partner in ("nordlys", "rival"):
        a_lead_at(office, partner)
    limited = RoutingDesk(office.setting, ann(SUPPLIER_ADMIN, groups=("silver",)))

    assert limited.simulate(MODULE).leads == 1
    assert office.routing.simulate(MODULE).leads == 2


def test_modules_are_listed_by_name(office: Office) -> None:
    """
    Each in its current version.
    """
    office.routing.publish(MODULE)
    office.routing.publish(type(MODULE)(name="apac"))

    assert [(one.name, one.version) for one in office.routing.modules()] == [("apac", 1), ("emea", 1)]


def test_every_act_is_asked_for_by_an_operation() -> None:
    """
    The enumeration has nothing that no operation names, but what opens leads for review.
    """
    named = {one.act for one in (*SUPPLIER_OPERATIONS.values(), *PARTNER_OPERATIONS.values())}

    assert named == set(Act) - {Act.REVIEW}


def test_accepting_for_the_own_partner_needs_no_more(office: Office, lead_id: str) -> None:
    """
    A salesperson accepts what names nobody.
    """
    sales = PartnerParty(id="ola", partner_id="nordlys", roles=(PARTNER_SALES,))

    assert isinstance(PartnerDesk(office.setting, sales).accept(lead_id), LeadUpdate)


def _opens(desk: SupplierDesk | PartnerDesk, lead_id: str) -> bool:
    try:
        desk.lead(lead_id)
    except NotFound:
        return False
    return True


def without_scopes(office: Office) -> OpenUnit:
    """
    Return what opens units whose leads cannot be asked by scope.
    """

    @contextmanager
    def open_unit(supplier_id: str, schema: Schema) -> Iterator[UnitOfWork]:
        with office.store.open_unit(supplier_id, schema) as unit:
            unit.leads = _Plain(unit.leads)  # type: ignore[misc,assignment]  # less able
            yield unit

    return open_unit


@frozen
class _Plain:
    """
    Reads leads as every store does.
    """

    _leads: Any

    def get(self, lead_id: str, /) -> object:
        """
        Return a lead.
        """
        return self._leads.get(lead_id)

    def page(self, after: str | None, most: int, /) -> object:
        """
        Return leads by ascending id.
        """
        return self._leads.page(after, most)
