"""
Builders of records: partners, campaigns, modules, turns and imports.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve

from leadflow.core.actors import Actor, Channel, Side
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import (
    Errand,
    LinkState,
    PullPhase,
    RemoteKind,
    SeenRecord,
    SharedValue,
    SyncCursor,
    SyncLink,
    SyncState,
)
from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.deadlines import Awaited, Deadline, DeadlineAction, PlannedStep
from leadflow.core.exports import StoredExport
from leadflow.core.handling.bulk import BulkChunk, BulkResult, BulkRun
from leadflow.core.handling.subscriptions import ListedChange, SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.idempotency import CompletedCall, CompletedCalls, LeadSpan
from leadflow.core.importing.progress import Counts, ImportProgress, RefusedRow, RefusedRows, RowProblem
from leadflow.core.kinds import Money
from leadflow.core.leads import DistributionStatus, EmailStatus, OpportunityStatus, RegistrationStatus, ReviewReason
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import (
    Campaign,
    Partner,
    PartnerPause,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationMode,
    Contact,
    ContactLead,
    ManagedRules,
    Registration,
    RegistrationRule,
)
from leadflow.core.routing import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    RoutingModule,
    Rule,
    SeveralIncumbents,
    TieBreak,
    TurnsTaken,
)
from leadflow.core.schema import Subject
from leadflow.core.settings import SettingChange, SettingName, SettingsEvent
from leadflow.core.views import KeptLists, LeadList, LeadQuery, ListColumns, SavedView, Sort
from leadflow.testing.builders import KIT_SCHEMA, NOW

__all__ = [
    "a_bulk_chunk",
    "a_bulk_run",
    "a_campaign",
    "a_chunk",
    "a_contact",
    "a_deadline",
    "a_module",
    "a_partner",
    "a_pause",
    "a_refused_row",
    "a_registration",
    "a_ruling",
    "a_settings_event",
    "a_stored_export",
    "a_subscriber_state",
    "a_subscription",
    "a_sync_link",
    "a_sync_state",
    "an_errand",
    "an_opportunity",
    "some_auto_registration",
    "some_completed_calls",
    "some_kept_lists",
    "some_managed_rules",
    "some_people",
    "some_refused_rows",
    "some_settings",
    "some_turns",
]


def a_partner(id: str = "nordlys", name: str = "Nordlys AS") -> Partner:
    """
    Return a partner with something in every attribute.
    """
    return Partner(
        id=id,
        name=name,
        groups=("resellers", "north"),
        tier="Gold",
        territories=("NO", "Sweden"),
        specialisations=("roofs", "façades"),
        attributes=KIT_SCHEMA.partners.fill(kit_seats="12", kit_turnover="NOK 1500000.00"),
        crm_connected=True,
        embedded_apps=("maps", "Chat"),
        additional_recipients=(SupplierContact(id=f"{id}-ann", email="ann@acme.example"),),
        capacity=40,
        weight=3,
        language="nb",
        offered_roles=("sales", "manager"),
    )


def a_pause(partner_id: str = "nordlys", since: datetime | None = NOW) -> PartnerPause:
    """
    Return the pause of a partner with something in every attribute; None is one that has ended.
    """
    return PartnerPause(
        partner_id=partner_id, since=since, actor=Actor("ines", side=Side.SUPPLIER), comment="Overloaded"
    )


def a_subscription(
    person_id: str = "ann", frequency: SubscriptionFrequency = SubscriptionFrequency.DAILY
) -> Subscription:
    """
    Return a subscription with something in every attribute.
    """
    return Subscription(
        contact=SupplierContact(id=person_id, email=f"{person_id}@acme.example"),
        criteria=any_of(where("country", "equals", "SE")),
        frequency=frequency,
        groups={"north"},
        since=NOW,
    )


def a_subscriber_state(person_id: str = "ann") -> SubscriberState:
    """
    Return the state of a subscriber with something in every attribute.
    """
    late = (ListedChange(lead_id="lead-1", seq=3),)
    return SubscriberState(person_id=person_id, told_until=NOW, late=late, bounced=("ann.old@acme.example",))


def some_kept_lists(owner: str = "maja", name: str = "Hot in Norway") -> KeptLists:
    """
    Return what a person keeps of lists, with something in every attribute.
    """
    query = LeadQuery(
        which=LeadList.DISTRIBUTED,
        partner_ids=["nordlys"],
        statuses=[DistributionStatus.PENDING],
        stages=["open"],
        sources=["crm"],
        partner_groups=["resellers"],
        email_statuses=[EmailStatus.QUEUED],
        reviews=[ReviewReason.TIE],
        created_since=NOW,
        created_until=NOW,
        criteria=any_of(where("country", "equals", "NO")),
        sort=Sort("created_at", descending=False),
        columns=["company", "status"],
        most=20,
    )
    columns = ListColumns(which=LeadList.REGISTERED, columns=("company",))
    return KeptLists(owner=owner, columns=(columns,), views=(SavedView.of(name, query),))


def some_settings(partner_id: str = "nordlys", *, since: datetime = NOW) -> PartnerSettings:
    """
    Return the settings of a partner with something in every attribute.
    """
    return PartnerSettings(partner_id=partner_id, auto_accept_since=since)


def some_auto_registration(partner_id: str = "nordlys", *rules: RegistrationRule) -> AutoRegistration:
    """
    Return how a partner has leads registered, with something in every attribute.
    """
    return AutoRegistration(
        partner_id=partner_id,
        mode=AutoRegistrationMode.OWN_RULES,
        rules=rules or (_A_RULE,),
        ignored_companies=("Façades & Co. AS", "Globex"),
    )


_A_RULE: Final = RegistrationRule(
    name="Hot in Norway",
    criteria=any_of(all_of(where("country", "equals", "NO"), where("lead_score", "greater_than", 50))),
    description="Agreed in spring",
)


def some_managed_rules(*names: str) -> ManagedRules:
    """
    Return rules of a supplier, with something in every attribute.
    """
    gold = any_of(where("tier", "equals", "Gold"))
    return ManagedRules(rules=tuple(evolve(_A_RULE, name=name, partners=gold) for name in names or ("Hot", "Cold")))


def a_settings_event(partner_id: str | None = "nordlys", seq: int = 1) -> SettingsEvent:
    """
    Return a change of settings of each shape.
    """
    return SettingsEvent(
        partner_id=partner_id,
        seq=seq,
        at=NOW,
        actor=Actor("maja", Channel.PORTAL, Side.PARTNER),
        changes=(
            SettingChange(setting=SettingName.AUTO_ACCEPT, before=False, after=True),
            SettingChange(setting=SettingName.USERS, about="ola", member="email", after="ola@nordlys.example"),
            SettingChange(setting=SettingName.ROLES, about="ola", before=(), after=("sales", "manager")),
            SettingChange(setting=SettingName.OWN_RULES, about="Hot in Norway", before=_A_RULE),
        ),
    )


def some_people(partner_id: str = "nordlys") -> PartnerPeople:
    """
    Return the people of a partner with something in every attribute.
    """
    maja = PartnerUser(
        id=f"{partner_id}-maja",
        email="maja@nordlys.example",
        first_name="Maja",
        last_name="Ødegård",
        default_recipient=True,
        roles=("owner",),
    )
    return PartnerPeople(
        partner_id=partner_id,
        users=(maja,),
        sales_reps=(SalesRep(id=f"{partner_id}-ola", email="ola@nordlys.example", active=False),),
        unsubscribed=(f"{partner_id}-ola",),
        bounced=("old@nordlys.example",),
    )


def a_campaign(id: str = "fair", name: str = "Spring fair") -> Campaign:
    """
    Return a campaign with something in every attribute.
    """
    return Campaign(
        id=id,
        name=name,
        status="running",
        type="trade show",
        owner="ann",
        starts_on=NOW.date(),
        ends_on=NOW.date() + timedelta(days=3),
        attributes=KIT_SCHEMA.campaigns.fill(kit_budget="EUR 20000.50", kit_until="2026-12-31"),
    )


def a_module(name: str = "emea", version: int = 1) -> RoutingModule:
    """
    Return a module with a step of each sort.
    """
    large = any_of(where("employee_count", "between", 10, 50), where("country", "in", ["DE", "AT"], if_missing=True))
    able = any_of(where("tier", "equals", "Gold", subject=Subject.PARTNER))
    return RoutingModule(
        name=name,
        version=version,
        steps=(
            Match(lead_field="country", partner_field="territories", name="Where it is", required=True),
            AssignByRules(rules=(Rule(criteria=large, partners=("nordlys", "globex"), name="Large ones"),), when=large),
            Filter(criteria=able),
            Keep(by=[CompanyDetail.EMAIL, CompanyDetail.COMPANY], several=SeveralIncumbents.LATEST, takes_turn=True),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
        default_partner="nordlys",
    )


def some_turns(module: str, before: int, *partner_ids: str) -> TurnsTaken:
    """
    Return turns of *module*, one for each of *partner_ids* in their order, taken after *before* others.
    """
    last = {partner_id: before + number for number, partner_id in enumerate(partner_ids, start=1)}
    count = before + len(partner_ids)
    due = {partner_id: 720_720 * turn for partner_id, turn in last.items()}
    return TurnsTaken(module=module, before=before, count=count, last=last, clock=360_360 * count, due=due)


def a_chunk(import_id: str = "import-1", chunk: int = 1) -> ImportProgress:
    """
    Return the progress of an import after a chunk of ten rows.
    """
    return ImportProgress(
        import_id=import_id,
        chunk=chunk,
        last_row=1 + 10 * chunk,
        counts=Counts(read=10 * chunk, imported=8 * chunk, assigned=5 * chunk, unassigned=3 * chunk, refused=2 * chunk),
        by_partner={"nordlys": 3 * chunk, "globex": 2 * chunk},
        messages=4 * chunk,
        started_at=NOW,
        modified_at=NOW + timedelta(minutes=chunk),
    )


def some_refused_rows(*numbers: int, import_id: str = "import-1", chunk: int = 1) -> RefusedRows:
    """
    Return the rows with these *numbers*, as a chunk of an import keeps them.
    """
    rows = tuple(evolve(a_refused_row(number), cells=()) for number in numbers)
    return RefusedRows(import_id=import_id, chunk=chunk, rows=rows)


def some_completed_calls(*numbers: int, bucket: str = "0a1b") -> CompletedCalls:
    """
    Return calls that were made under idempotency keys, as they are kept together.
    """
    return CompletedCalls(
        bucket=bucket,
        calls=tuple(
            CompletedCall(
                digest=f"{bucket}{number:028x}",
                call=f"{number:032x}",
                at=NOW,
                leads=(LeadSpan(lead_id=f"lead-{number}", since=0, seq=2),),
            )
            for number in numbers
        ),
    )


def a_bulk_run(bulk_id: str = "bulk-1") -> BulkRun:
    """
    Return a bulk operation as it is stored when it begins.
    """
    return BulkRun(
        bulk_id=bulk_id, call="c" * 32, caller="d" * 32, operation="transfer", leads=201, chunks=2, started_at=NOW
    )


def a_bulk_chunk(bulk_id: str = "bulk-1", *, number: int = 1, done: bool = False) -> BulkChunk:
    """
    Return a chunk of a bulk operation, before or after its leads are done.
    """
    results = (
        BulkResult(lead_id="lead-1", code="done", continued_by="lead-9"),
        BulkResult(lead_id="lead-2", code="lead_accepted"),
    )
    ids = ("lead-1", "lead-2")
    return BulkChunk(bulk_id=bulk_id, number=number, lead_ids=ids, done=done, results=results if done else ())


def a_deadline(lead_id: str = "lead-1", *, passed: int = 0, due_at: datetime = NOW) -> Deadline:
    """
    Return a deadline with something in every attribute, whose first step is due at *due_at* and the second a day later.
    """
    steps = (
        PlannedStep(action=DeadlineAction.REMIND, due_at=due_at, minutes=240),
        PlannedStep(action=DeadlineAction.REROUTE, due_at=due_at + timedelta(days=1), days=2),
    )
    return Deadline(
        lead_id=lead_id,
        policy="answer within a day",
        awaits=Awaited.ANSWER,
        partner_id="nordlys",
        since=2,
        began_at=NOW - timedelta(days=1),
        steps=steps,
        passed=passed,
        retry_at=NOW + timedelta(days=2),
    )


def a_stored_export(id: str = "export-1") -> StoredExport:
    """
    Return an export of which one piece is stored.
    """
    return StoredExport(
        id=id,
        call="a" * 32,
        owner="b" * 32,
        scope="d" * 32,
        format="xlsx",
        name="leads.xlsx",
        recipient_id="lena",
        rows=5_000,
        after="cursor",
        pieces=("e" * 32,),
        reserved=("f" * 32,),
        started_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )


def an_opportunity(id: str = "opportunity-1", *, stage: str = "proposal") -> Opportunity:
    """
    Return an opportunity with something in every attribute.
    """
    return Opportunity(
        id=id,
        lead_id="lead-1",
        partner_id="nordlys",
        name="Bore hammers for Kiruna",
        stage=stage,
        status=OpportunityStatus.OPEN,
        amount=Money(Decimal("125000.50"), "SEK"),
        probability=75,
        close_date=NOW.date() + timedelta(days=60),
        owner="Maja Ødegård",
        registered_at=NOW,
        modified_at=NOW + timedelta(hours=1),
    )


def a_registration(
    id: str = "registration-1", *, status: RegistrationStatus = RegistrationStatus.APPROVED, reminded: bool = False
) -> Registration:
    """
    Return a registration with something in every attribute.
    """
    return Registration(
        id=id,
        lead_id="lead-1",
        partner_id="nordlys",
        person_id="nordlys-maja",
        campaign_id="fair",
        status=status,
        seq=4,
        submitted_at=NOW,
        modified_at=NOW + timedelta(hours=1),
        decided_at=NOW + timedelta(hours=1),
        protected_until=NOW + timedelta(days=90),
        remind_at=None if reminded else NOW + timedelta(days=76),
        extensions=1,
        rules=("nordic",),
    )


def a_ruling(id: str = "ruling-1", *, reason: str = "Maja hat zuerst angerufen 🎉") -> Ruling:
    """
    Return a ruling with something in every attribute.
    """
    return Ruling(
        id=id,
        lead_ids=("lead-1", "lead-2"),
        first="lead-2",
        first_at=NOW - timedelta(days=7),
        evidence=("e-mail of 23 February", "offer 17"),
        reason=reason,
        decided_by=Actor("ann", Channel.PORTAL, Side.SUPPLIER),
        decided_at=NOW,
    )


def a_contact(id: str = "0" * 32, *, partner_id: str = "nordlys", erased: bool = False) -> Contact:
    """
    Return a contact with something in every attribute.
    """
    return Contact(
        id=id,
        partner_id=partner_id,
        values=KIT_SCHEMA.leads.fill(email="signe@granit.example", first_name="Signe", last_name="Åberg"),
        leads=(ContactLead(lead_id="lead-1"), ContactLead(campaign_id="fair", lead_id="lead-2")),
        erased=erased,
    )


def a_sync_link(id: str = "lead-1") -> SyncLink:
    """
    Return a link with something in every attribute.
    """
    shared = SharedValue("phone", "ab12", "cd34", held=True, sent=True, echo="ab12cd34", turned=2)
    return SyncLink(
        connection="crm",
        kind=RemoteKind.LEAD,
        id=id,
        remote_id="00Q1",
        state=LinkState.CONVERTED,
        shared=(SharedValue("city", "", "ef56"), shared),
    )


def an_errand(lead_id: str = "lead-1") -> Errand:
    """
    Return an errand with something in every attribute.
    """
    return Errand(
        connection="crm",
        lead_id=lead_id,
        wanted=7,
        done=3,
        due_at=NOW + timedelta(minutes=5),
        since=NOW,
        attempts=2,
        codes=("UNABLE_TO_LOCK_ROW",),
    )


def a_sync_state(connection: str = "crm") -> SyncState:
    """
    Return how far an exchange is, with something in every attribute.
    """
    seen = (SeenRecord("00Q1", "ab12", NOW),)
    return SyncState(
        connection=connection,
        cursor=SyncCursor(stamp=NOW, seen=seen, token="t"),
        phase=PullPhase.CHANGES,
        holder="worker-1",
        held_until=NOW + timedelta(minutes=10),
        delayed_until=NOW + timedelta(hours=1),
        code="quota",
        pulled_at=NOW,
        expired_at=NOW,
        day_began_at=NOW,
        calls=12,
    )


def a_refused_row(number: int) -> RefusedRow:
    """
    Return a row that became no lead, with two problems.
    """
    problems = (
        RowProblem(
            code="email_invalid",
            path=f"row {number}, E-mail",
            message="this is not an e-mail address",
            row=number,
            line=number + 1,
            header="E-mail",
            field="email",
        ),
        RowProblem(
            code="partner_unknown",
            path=f"row {number}, Partner",
            message="no such partner",
            suggestions=("Nordlys",),
            row=number,
            line=number + 1,
        ),
    )
    return RefusedRow(number, number + 1, problems, ("not an address", "Nordly"))
