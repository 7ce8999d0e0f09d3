"""
Services: they read, let the core decide, commit and return. Only they call ports.
"""

from __future__ import annotations

from leadflow.services.assessing import AssessmentDesk, AssessmentRun
from leadflow.services.attachments import AttachmentDesk
from leadflow.services.auto_registering import AutoRegistrationTrial
from leadflow.services.bulk import BulkDesk
from leadflow.services.conflict_desk import ConflictDesk
from leadflow.services.contacts import ContactPage, ContactUpdate
from leadflow.services.deadlines import DeadlineDesk, DeadlineRun
from leadflow.services.deciding import RegistrationPage, RegistrationRequest
from leadflow.services.deliveries import DeliveryDesk
from leadflow.services.digests import DigestOutcome
from leadflow.services.due import ActionOutcome, PerformedAction
from leadflow.services.duplicates import DuplicatePage, SimilarLead
from leadflow.services.exports import ExportDesk
from leadflow.services.feed import ChangeFeed, FeedEntry, FeedPage
from leadflow.services.import_run import ImportRun
from leadflow.services.importing import ImportDesk
from leadflow.services.lead_files import LeadFile
from leadflow.services.links import LinkDesk
from leadflow.services.lists import ListDesk
from leadflow.services.opportunities import OpportunityDesk, OpportunityPage
from leadflow.services.own_importing import PartnerImportDesk
from leadflow.services.pages import (
    LINK_HEADERS,
    answer_page,
    confirmation_page,
    confirmation_values,
    message_page,
    unsubscribe_page,
)
from leadflow.services.partner_desk import PartnerDesk
from leadflow.services.partner_settings import SettingsUpdate
from leadflow.services.people import PeopleDesk, PeopleUpdate
from leadflow.services.privacy import ErasureRun, PrivacyDesk
from leadflow.services.pulling import PullReport
from leadflow.services.pushing import PushOutcome, PushReport
from leadflow.services.registration_rules import ManagedRulesUpdate
from leadflow.services.registrations import RegistrationDesk
from leadflow.services.relay import OutboxRelay, RelayResult
from leadflow.services.reporting import ReportDesk
from leadflow.services.routing import RoutingDesk
from leadflow.services.setting import Setting
from leadflow.services.settings_desk import SettingsDesk
from leadflow.services.subscriptions import DigestRun, SubscriptionDesk, SubscriptionUpdate
from leadflow.services.supplier_desk import SupplierDesk
from leadflow.services.syncing import DeadErrand, SyncDesk, SyncStatus
from leadflow.services.templates import check_template, preview_template
from leadflow.services.undoing import UndoReport
from leadflow.services.uploads import AttachResult, Upload
from leadflow.services.webhooks import WebhookAnswer, WebhookReceiver

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
    "ContactPage",
    "ContactUpdate",
    "DeadErrand",
    "DeadlineDesk",
    "DeadlineRun",
    "DeliveryDesk",
    "DigestOutcome",
    "DigestRun",
    "DuplicatePage",
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
    "OpportunityPage",
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
    "RegistrationPage",
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
