"""
Services: they read, let the core decide, commit and return. Only they call ports.
"""

from __future__ import annotations

from leadflow.services.attachments.uploads import AttachResult, Upload
from leadflow.services.conflicts.duplicates import SimilarLead
from leadflow.services.deadlines.due import ActionOutcome, PerformedAction
from leadflow.services.desks.assessments import AssessmentDesk, AssessmentRun
from leadflow.services.desks.attachments import AttachmentDesk
from leadflow.services.desks.bulk import BulkDesk
from leadflow.services.desks.conflicts import ConflictDesk
from leadflow.services.desks.deadlines import DeadlineDesk, DeadlineRun
from leadflow.services.desks.deliveries import DeliveryDesk
from leadflow.services.desks.exports import ExportDesk
from leadflow.services.desks.feed import ChangeFeed, FeedEntry, FeedPage
from leadflow.services.desks.imports import ImportDesk
from leadflow.services.desks.links import LinkDesk
from leadflow.services.desks.lists import ListDesk
from leadflow.services.desks.opportunities import OpportunityDesk
from leadflow.services.desks.partner import PartnerDesk
from leadflow.services.desks.partner_imports import PartnerImportDesk
from leadflow.services.desks.people import PeopleDesk, PeopleUpdate
from leadflow.services.desks.privacy import ErasureRun, PrivacyDesk
from leadflow.services.desks.registrations import RegistrationDesk
from leadflow.services.desks.reports import ReportDesk
from leadflow.services.desks.routing import RoutingDesk
from leadflow.services.desks.settings import SettingsDesk
from leadflow.services.desks.subscriptions import DigestRun, SubscriptionDesk, SubscriptionUpdate
from leadflow.services.desks.supplier import SupplierDesk
from leadflow.services.desks.syncing import DeadErrand, SyncDesk, SyncStatus
from leadflow.services.desks.webhooks import WebhookAnswer, WebhookReceiver
from leadflow.services.digests.daily import DigestOutcome
from leadflow.services.importing.lead_files import LeadFile
from leadflow.services.importing.run import ImportRun
from leadflow.services.importing.undoing import UndoReport
from leadflow.services.mail.pages import (
    LINK_HEADERS,
    answer_page,
    confirmation_page,
    confirmation_values,
    message_page,
    unsubscribe_page,
)
from leadflow.services.mail.templates import check_template, preview_template
from leadflow.services.operations.setting import Setting
from leadflow.services.private_leads.contacts import ContactUpdate
from leadflow.services.registration.auto_registering import AutoRegistrationTrial
from leadflow.services.registration.deciding import RegistrationRequest
from leadflow.services.relay.relay import OutboxRelay, RelayResult
from leadflow.services.settings.partner import SettingsUpdate
from leadflow.services.settings.registration_rules import ManagedRulesUpdate
from leadflow.services.syncing.pulling import PullReport
from leadflow.services.syncing.pushing import PushOutcome, PushReport

__all__ = [
    "LINK_HEADERS",
    "ActionOutcome",
    "AssessmentDesk",
    "AssessmentRun",
    "AttachResult",
    "AttachmentDesk",
    "AutoRegistrationTrial",
    "BulkDesk",
    "ChangeFeed",
    "ConflictDesk",
    "ContactUpdate",
    "DeadErrand",
    "DeadlineDesk",
    "DeadlineRun",
    "DeliveryDesk",
    "DigestOutcome",
    "DigestRun",
    "ErasureRun",
    "ExportDesk",
    "FeedEntry",
    "FeedPage",
    "ImportDesk",
    "ImportRun",
    "LeadFile",
    "LinkDesk",
    "ListDesk",
    "ManagedRulesUpdate",
    "OpportunityDesk",
    "OutboxRelay",
    "PartnerDesk",
    "PartnerImportDesk",
    "PeopleDesk",
    "PeopleUpdate",
    "PerformedAction",
    "PrivacyDesk",
    "PullReport",
    "PushOutcome",
    "PushReport",
    "RegistrationDesk",
    "RegistrationRequest",
    "RelayResult",
    "ReportDesk",
    "RoutingDesk",
    "Setting",
    "SettingsDesk",
    "SettingsUpdate",
    "SimilarLead",
    "SubscriptionDesk",
    "SubscriptionUpdate",
    "SupplierDesk",
    "SyncDesk",
    "SyncStatus",
    "UndoReport",
    "Upload",
    "WebhookAnswer",
    "WebhookReceiver",
    "answer_page",
    "check_template",
    "confirmation_page",
    "confirmation_values",
    "message_page",
    "preview_template",
    "unsubscribe_page",
]
