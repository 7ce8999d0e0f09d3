"""
A sample of each class of records, and tests that run for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest
from attrs import evolve, frozen

from leadflow.core.assessment import AssessmentModel, LearningProgress, PastLeads
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import Errand, LinkedRecord, RemoteKind, SyncLink, SyncState
from leadflow.core.deadlines import Deadline, PartnerExpiries
from leadflow.core.exports import StoredExport
from leadflow.core.feed import KEPT_NOTES, FeedHead, FeedKind, FeedNote, NotedChange
from leadflow.core.handling.bulk import BulkChunk, BulkRun
from leadflow.core.handling.subscriptions import SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.idempotency import CompletedCalls
from leadflow.core.importing.progress import ImportProgress, RefusedRows
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.privacy import ErasedFiles
from leadflow.core.registration import AutoRegistration, Contact, ManagedRules, Registration
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.settings import SettingsEvent
from leadflow.core.stored import Record
from leadflow.core.views import KeptLists
from leadflow.testing.builders import NOW
from leadflow.testing.record_builders import (
    a_bulk_chunk,
    a_bulk_run,
    a_campaign,
    a_chunk,
    a_contact,
    a_deadline,
    a_module,
    a_partner,
    a_pause,
    a_registration,
    a_ruling,
    a_settings_event,
    a_stored_export,
    a_subscriber_state,
    a_subscription,
    a_sync_link,
    a_sync_state,
    an_errand,
    an_opportunity,
    some_auto_registration,
    some_completed_calls,
    some_kept_lists,
    some_managed_rules,
    some_people,
    some_refused_rows,
    some_settings,
)

__all__ = ["SAMPLES", "Sample", "each", "replaceable"]


@frozen
class Sample:
    """
    Records of one class to try a store with.

    Attributes:
        one: A record with something in every attribute.
        other: One with another key.
        changed: `one` as it may be stored later; None for a class that is written once.
    """

    one: Record
    other: Record
    changed: Record | None = None


SAMPLES: Final[Mapping[type, Sample]] = {
    Partner: Sample(a_partner(), evolve(a_partner("globex", "Globex"), active=False), a_partner(name="Nordlys Group")),
    PartnerSettings: Sample(some_settings(), some_settings("globex"), PartnerSettings(partner_id="nordlys")),
    PartnerPeople: Sample(some_people(), some_people("globex"), evolve(some_people(), sales_reps=(), unsubscribed=())),
    Membership: Sample(
        Membership(person_id="nordlys-maja", partner_id="nordlys"),
        Membership(person_id="acme-lena", partner_id=None),
        Membership(person_id="nordlys-maja", partner_id="globex"),
    ),
    Campaign: Sample(a_campaign(), a_campaign("webinar"), a_campaign(name="Autumn fair")),
    RoutingModule: Sample(a_module(), RoutingModule(name="emea", version=2)),
    CurrentModule: Sample(
        CurrentModule(name="emea", version=1),
        CurrentModule(name="apac", version=1),
        CurrentModule(name="emea", version=2),
    ),
    ImportProgress: Sample(a_chunk(), a_chunk("import-2"), evolve(a_chunk(chunk=2), finished=True)),
    RefusedRows: Sample(some_refused_rows(2, 4), some_refused_rows(12, chunk=2), some_refused_rows(2)),
    CompletedCalls: Sample(
        some_completed_calls(1, 2), some_completed_calls(3, bucket="ffff"), some_completed_calls(2, 4)
    ),
    AssessmentModel: Sample(AssessmentModel(leads=7, won=2, base=-0.9), AssessmentModel(version=2)),
    LearningProgress: Sample(
        LearningProgress(model=1, basis="a", after="lead-1", chunks=1),
        LearningProgress(key="opportunities"),
        LearningProgress(model=2, basis="a", after="lead-2", chunks=2),
    ),
    PastLeads: Sample(PastLeads(number=0, body="[]"), PastLeads(number=1, body="[]"), PastLeads(number=0, body="[[]]")),
    BulkRun: Sample(a_bulk_run(), a_bulk_run("bulk-2")),
    BulkChunk: Sample(a_bulk_chunk(), a_bulk_chunk(number=2), a_bulk_chunk(done=True)),
    Deadline: Sample(a_deadline(), a_deadline("lead-2"), a_deadline(passed=1)),
    Opportunity: Sample(an_opportunity(), an_opportunity("opportunity-2"), an_opportunity(stage="negotiation")),
    AutoRegistration: Sample(
        some_auto_registration(), some_auto_registration("globex"), AutoRegistration(partner_id="nordlys")
    ),
    ManagedRules: Sample(some_managed_rules(), ManagedRules(purpose="other"), some_managed_rules("Warm")),
    SettingsEvent: Sample(
        a_settings_event(),
        a_settings_event(None, 2),
        evolve(a_settings_event(), changes=a_settings_event().changes[:1]),
    ),
    KeptLists: Sample(some_kept_lists(), some_kept_lists("ola"), some_kept_lists(name="Cold")),
    PartnerPause: Sample(a_pause(), a_pause("globex"), a_pause(since=None)),
    Ruling: Sample(a_ruling(), a_ruling("ruling-2"), a_ruling(reason="It was Karl")),
    Registration: Sample(a_registration(), a_registration("registration-2"), a_registration(reminded=True)),
    Contact: Sample(a_contact(), a_contact(partner_id="globex"), a_contact(erased=True)),
    SyncLink: Sample(
        a_sync_link(),
        SyncLink(connection="crm", kind=RemoteKind.OPPORTUNITY, id="lead-1"),
        evolve(a_sync_link(), remote_id=None, shared=()),
    ),
    LinkedRecord: Sample(
        LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="00Q1", id="lead-1"),
        LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="00q1", problems=("required_missing",)),
        LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="00Q1", into="00Q2"),
    ),
    Errand: Sample(an_errand(), an_errand("lead-2"), an_errand().brought(7, NOW)),
    FeedHead: Sample(FeedHead(stream=7, last=12), FeedHead(stream=63, last=1), FeedHead(stream=7, last=13)),
    FeedNote: Sample(
        FeedNote(stream=7, number=12, at=NOW, changes=(NotedChange(FeedKind.LEAD, "lead-1", 2, 5),)),
        FeedNote(stream=7, number=13, at=NOW, changes=(NotedChange(FeedKind.MODULE, "emea"),)),
        FeedNote(stream=7, number=12 + KEPT_NOTES, at=NOW, changes=()),
    ),
    SyncState: Sample(a_sync_state(), a_sync_state("other"), SyncState(connection="crm")),
    StoredExport: Sample(a_stored_export(), a_stored_export("export-2"), a_stored_export().finished("c" * 32, 7)),
    ErasedFiles: Sample(ErasedFiles(keys=("a" * 32,)), ErasedFiles(id="others"), ErasedFiles()),
    Subscription: Sample(
        a_subscription(), a_subscription("eve"), a_subscription(frequency=SubscriptionFrequency.NEVER)
    ),
    SubscriberState: Sample(a_subscriber_state(), a_subscriber_state("eve"), evolve(a_subscriber_state(), bounced=())),
    PartnerExpiries: Sample(
        PartnerExpiries(partner_id="nordlys", at=(NOW,)),
        PartnerExpiries(partner_id="globex"),
        PartnerExpiries(partner_id="nordlys"),
    ),
}
"""
A sample of each class in `leadflow.core.stored.RECORDS`.
"""

each = pytest.mark.parametrize("cls", SAMPLES, ids=lambda cls: cls.__name__)
"""
Runs a test for each class of records.
"""

replaceable = pytest.mark.parametrize(
    "cls", [cls for cls, sample in SAMPLES.items() if sample.changed], ids=lambda cls: cls.__name__
)
"""
Runs a test for each class whose records are replaced.
"""
