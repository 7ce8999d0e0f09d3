"""
Assigns each sales lead to the right partner and explains why.

    file ─read_table─▶ Row ─map─▶ Draft ─admit─▶ Lead ─route─▶ RoutingDecision ─assign─▶ Lead (pending)
                                                                                         │
    Mailer ◀─relay─ Outbox ◀─commit(Changes)─ Message ◀─compose─ RecipientDecision ◀─choose_recipients

Every arrow before ``commit`` is a pure function. Start with `open_embedded`, which sets everything up on a SQLite file.
To use your own database, implement the ports in `leadflow.ports` and test them with the kits of `leadflow.testing`.

Names are loaded on first use, so that importing leadflow is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadflow.core.access import PARTNER_ADMIN as PARTNER_ADMIN
    from leadflow.core.access import PARTNER_SALES as PARTNER_SALES
    from leadflow.core.access import SUPPLIER_ADMIN as SUPPLIER_ADMIN
    from leadflow.core.access import Act as Act
    from leadflow.core.access import PartnerParty as PartnerParty
    from leadflow.core.access import Party as Party
    from leadflow.core.access import ProgramParty as ProgramParty
    from leadflow.core.access import Role as Role
    from leadflow.core.access import Scope as Scope
    from leadflow.core.access import SupplierParty as SupplierParty
    from leadflow.core.access import Visibility as Visibility
    from leadflow.core.access import scope_of as scope_of
    from leadflow.core.assessment import Assessment as Assessment
    from leadflow.core.assessment import AssessmentModel as AssessmentModel
    from leadflow.core.assessment import AssessmentPolicy as AssessmentPolicy
    from leadflow.core.assessment import FieldPart as FieldPart
    from leadflow.core.assessment import ShownAssessment as ShownAssessment
    from leadflow.core.attachments import AttachmentPolicy as AttachmentPolicy
    from leadflow.core.attachments import check_upload as check_upload
    from leadflow.core.attachments import serving_headers as serving_headers
    from leadflow.core.changes import Changes as Changes
    from leadflow.core.columns.suggesting import suggest_columns as suggest_columns
    from leadflow.core.columns.suggestions import Suggestion as Suggestion
    from leadflow.core.conflicts import ConflictAnswer as ConflictAnswer
    from leadflow.core.conflicts import ConflictPolicy as ConflictPolicy
    from leadflow.core.conflicts import ConflictReach as ConflictReach
    from leadflow.core.conflicts import DuplicatePair as DuplicatePair
    from leadflow.core.conflicts import OnConflict as OnConflict
    from leadflow.core.conflicts import Ruling as Ruling
    from leadflow.core.connectors import AccessToken as AccessToken
    from leadflow.core.connectors import Clearing as Clearing
    from leadflow.core.connectors import Connection as Connection
    from leadflow.core.connectors import GonePolicy as GonePolicy
    from leadflow.core.connectors import KeptSide as KeptSide
    from leadflow.core.connectors import PullPhase as PullPhase
    from leadflow.core.connectors import RemoteKind as RemoteKind
    from leadflow.core.connectors import RemoteRef as RemoteRef
    from leadflow.core.connectors import SharedField as SharedField
    from leadflow.core.connectors import SyncConflictPolicy as SyncConflictPolicy
    from leadflow.core.connectors import SyncDirection as SyncDirection
    from leadflow.core.connectors import SystemRole as SystemRole
    from leadflow.core.criteria import CheckedCriteria as CheckedCriteria
    from leadflow.core.criteria import Condition as Condition
    from leadflow.core.criteria import Criteria as Criteria
    from leadflow.core.criteria import Evaluation as Evaluation
    from leadflow.core.criteria import EvaluationTime as EvaluationTime
    from leadflow.core.criteria import Group as Group
    from leadflow.core.criteria import Truth as Truth
    from leadflow.core.criteria import all_of as all_of
    from leadflow.core.criteria import any_of as any_of
    from leadflow.core.criteria import check_criteria as check_criteria
    from leadflow.core.criteria import evaluate as evaluate
    from leadflow.core.criteria import where as where
    from leadflow.core.criteria.interchange import criteria_json_schema as criteria_json_schema
    from leadflow.core.criteria.interchange import from_jquery_querybuilder as from_jquery_querybuilder
    from leadflow.core.criteria.interchange import from_json_logic as from_json_logic
    from leadflow.core.criteria.interchange import from_react_querybuilder as from_react_querybuilder
    from leadflow.core.criteria.interchange import react_querybuilder_fields as react_querybuilder_fields
    from leadflow.core.criteria.interchange import to_jquery_querybuilder as to_jquery_querybuilder
    from leadflow.core.criteria.interchange import to_json_logic as to_json_logic
    from leadflow.core.criteria.interchange import to_react_querybuilder as to_react_querybuilder
    from leadflow.core.deadlines import Awaited as Awaited
    from leadflow.core.deadlines import BusinessCalendar as BusinessCalendar
    from leadflow.core.deadlines import Deadline as Deadline
    from leadflow.core.deadlines import DeadlineAction as DeadlineAction
    from leadflow.core.deadlines import DeadlinePolicy as DeadlinePolicy
    from leadflow.core.deadlines import DeadlineRules as DeadlineRules
    from leadflow.core.deadlines import DeadlineStep as DeadlineStep
    from leadflow.core.deadlines import DueAction as DueAction
    from leadflow.core.deadlines import Hours as Hours
    from leadflow.core.deadlines import PausePolicy as PausePolicy
    from leadflow.core.deadlines import PlannedStep as PlannedStep
    from leadflow.core.deadlines import Shift as Shift
    from leadflow.core.deadlines import opening_hours as opening_hours
    from leadflow.core.details import DetailEvent as DetailEvent
    from leadflow.core.details import DetailRow as DetailRow
    from leadflow.core.details import DetailSection as DetailSection
    from leadflow.core.details import DetailSectionName as DetailSectionName
    from leadflow.core.details import LeadDetail as LeadDetail
    from leadflow.core.details import describe_lead as describe_lead
    from leadflow.core.exports import ExportPolicy as ExportPolicy
    from leadflow.core.exports import ExportState as ExportState
    from leadflow.core.exports import StoredExport as StoredExport
    from leadflow.core.facts import Actor as Actor
    from leadflow.core.facts import Channel as Channel
    from leadflow.core.feed import FeedKind as FeedKind
    from leadflow.core.fields import Field as Field
    from leadflow.core.forms import FormDescription as FormDescription
    from leadflow.core.forms import FormField as FormField
    from leadflow.core.forms import FormSection as FormSection
    from leadflow.core.forms import SectionName as SectionName
    from leadflow.core.forms import describe_form as describe_form
    from leadflow.core.forms import form_json_schema as form_json_schema
    from leadflow.core.forms import read_form as read_form
    from leadflow.core.handling import AfterRecall as AfterRecall
    from leadflow.core.handling import BulkReport as BulkReport
    from leadflow.core.handling import BulkResult as BulkResult
    from leadflow.core.handling import LeadMerge as LeadMerge
    from leadflow.core.handling import LeadMove as LeadMove
    from leadflow.core.handling import LeadOperation as LeadOperation
    from leadflow.core.handling import LeadUpdate as LeadUpdate
    from leadflow.core.handling import MergeRule as MergeRule
    from leadflow.core.handling import OpportunityUpdate as OpportunityUpdate
    from leadflow.core.handling import Refusal as Refusal
    from leadflow.core.handling import RegistrationOperation as RegistrationOperation
    from leadflow.core.handling import RegistrationUpdate as RegistrationUpdate
    from leadflow.core.handling import operations_on as operations_on
    from leadflow.core.handling import registration_operations_on as registration_operations_on
    from leadflow.core.handling.link_actions import LinkPreview as LinkPreview
    from leadflow.core.handling.policy import HandlingPolicy as HandlingPolicy
    from leadflow.core.handling.policy import RejectionPolicy as RejectionPolicy
    from leadflow.core.handling.policy import RejectionReason as RejectionReason
    from leadflow.core.handling.policy import WithoutMatch as WithoutMatch
    from leadflow.core.handling.subscriptions import Subscription as Subscription
    from leadflow.core.handling.subscriptions import SubscriptionFrequency as SubscriptionFrequency
    from leadflow.core.handling.subscriptions import SubscriptionRules as SubscriptionRules
    from leadflow.core.importing.mapping import ColumnMapping as ColumnMapping
    from leadflow.core.importing.mapping import check_mapping as check_mapping
    from leadflow.core.importing.outcomes import Outcome as Outcome
    from leadflow.core.importing.outcomes import RowOutcome as RowOutcome
    from leadflow.core.importing.progress import ImportProgress as ImportProgress
    from leadflow.core.importing.progress import RefusedRow as RefusedRow
    from leadflow.core.importing.report import ImportReport as ImportReport
    from leadflow.core.importing.settings import ImportSettings as ImportSettings
    from leadflow.core.importing.settings import OwnImportSettings as OwnImportSettings
    from leadflow.core.importing.settings import UnknownCampaigns as UnknownCampaigns
    from leadflow.core.intake import Distribution as Distribution
    from leadflow.core.intake import Draft as Draft
    from leadflow.core.intake import InvalidDraft as InvalidDraft
    from leadflow.core.intake import LeadForm as LeadForm
    from leadflow.core.intake import OnDuplicate as OnDuplicate
    from leadflow.core.intake import Requirement as Requirement
    from leadflow.core.intake import Requirements as Requirements
    from leadflow.core.intake import Submission as Submission
    from leadflow.core.intake import read_draft as read_draft
    from leadflow.core.intake.policy import DuplicateMatch as DuplicateMatch
    from leadflow.core.intake.policy import IntakePolicy as IntakePolicy
    from leadflow.core.intake.policy import OnUnreadable as OnUnreadable
    from leadflow.core.kinds import BOOLEAN as BOOLEAN
    from leadflow.core.kinds import CHOICE as CHOICE
    from leadflow.core.kinds import CODE as CODE
    from leadflow.core.kinds import COUNTRY as COUNTRY
    from leadflow.core.kinds import DATE as DATE
    from leadflow.core.kinds import DATETIME as DATETIME
    from leadflow.core.kinds import DECIMAL as DECIMAL
    from leadflow.core.kinds import EMAIL as EMAIL
    from leadflow.core.kinds import ID as ID
    from leadflow.core.kinds import INTEGER as INTEGER
    from leadflow.core.kinds import LONG_TEXT as LONG_TEXT
    from leadflow.core.kinds import MONEY as MONEY
    from leadflow.core.kinds import MULTI_CHOICE as MULTI_CHOICE
    from leadflow.core.kinds import PHONE as PHONE
    from leadflow.core.kinds import STATE as STATE
    from leadflow.core.kinds import TEXT as TEXT
    from leadflow.core.kinds import URL as URL
    from leadflow.core.kinds import Choice as Choice
    from leadflow.core.kinds import DateOrder as DateOrder
    from leadflow.core.kinds import DecimalMark as DecimalMark
    from leadflow.core.kinds import FieldKind as FieldKind
    from leadflow.core.kinds import Money as Money
    from leadflow.core.lead_forms import FormEntry as FormEntry
    from leadflow.core.lead_forms import LinkedInNotice as LinkedInNotice
    from leadflow.core.lead_forms import MetaNotice as MetaNotice
    from leadflow.core.lead_forms import answer_linkedin_challenge as answer_linkedin_challenge
    from leadflow.core.lead_forms import answer_meta_handshake as answer_meta_handshake
    from leadflow.core.lead_forms import linkedin_entry as linkedin_entry
    from leadflow.core.lead_forms import meta_entry as meta_entry
    from leadflow.core.lead_forms import read_google_ads_form as read_google_ads_form
    from leadflow.core.lead_forms import read_linkedin_notices as read_linkedin_notices
    from leadflow.core.lead_forms import read_meta_notices as read_meta_notices
    from leadflow.core.leads import Activity as Activity
    from leadflow.core.leads import Attachment as Attachment
    from leadflow.core.leads import DistributionStatus as DistributionStatus
    from leadflow.core.leads import EmailStatus as EmailStatus
    from leadflow.core.leads import ExternalId as ExternalId
    from leadflow.core.leads import Lead as Lead
    from leadflow.core.leads import LeadAssessment as LeadAssessment
    from leadflow.core.leads import LeadKind as LeadKind
    from leadflow.core.leads import OpportunityStatus as OpportunityStatus
    from leadflow.core.leads import RegistrationStatus as RegistrationStatus
    from leadflow.core.leads import ReviewReason as ReviewReason
    from leadflow.core.notifications import ActionLinks as ActionLinks
    from leadflow.core.notifications import LinkGrant as LinkGrant
    from leadflow.core.notifications import LinkKey as LinkKey
    from leadflow.core.notifications import Mail as Mail
    from leadflow.core.notifications import Message as Message
    from leadflow.core.notifications import MessageKind as MessageKind
    from leadflow.core.notifications import MessageTrail as MessageTrail
    from leadflow.core.notifications import PostEvent as PostEvent
    from leadflow.core.notifications import ReadyExport as ReadyExport
    from leadflow.core.notifications import RecipientCandidate as RecipientCandidate
    from leadflow.core.notifications import RecipientDecision as RecipientDecision
    from leadflow.core.notifications import choose_recipients as choose_recipients
    from leadflow.core.notifications import explain_recipients as explain_recipients
    from leadflow.core.notifications.policy import Letterhead as Letterhead
    from leadflow.core.notifications.policy import MailPolicy as MailPolicy
    from leadflow.core.notifications.policy import RecipientPolicy as RecipientPolicy
    from leadflow.core.notifications.policy import RecipientPrecedence as RecipientPrecedence
    from leadflow.core.notifications.policy import Sender as Sender
    from leadflow.core.observations import ActRefused as ActRefused
    from leadflow.core.observations import ClaimLost as ClaimLost
    from leadflow.core.observations import CommitRetried as CommitRetried
    from leadflow.core.observations import DatabaseMigrated as DatabaseMigrated
    from leadflow.core.observations import ErrandDied as ErrandDied
    from leadflow.core.observations import ImportFinished as ImportFinished
    from leadflow.core.observations import ImportUndone as ImportUndone
    from leadflow.core.observations import LeadUnreadable as LeadUnreadable
    from leadflow.core.observations import MailerFailed as MailerFailed
    from leadflow.core.observations import MailRelayed as MailRelayed
    from leadflow.core.observations import MessageUnreadable as MessageUnreadable
    from leadflow.core.observations import Observation as Observation
    from leadflow.core.observations import RowsImported as RowsImported
    from leadflow.core.observations import ScanFailed as ScanFailed
    from leadflow.core.observations import SenderMissing as SenderMissing
    from leadflow.core.observations import StoreFailed as StoreFailed
    from leadflow.core.observations import SystemWaits as SystemWaits
    from leadflow.core.observations import TemplateUnusable as TemplateUnusable
    from leadflow.core.openings import LeadOpening as LeadOpening
    from leadflow.core.opportunities import Opportunity as Opportunity
    from leadflow.core.opportunities import OpportunityPolicy as OpportunityPolicy
    from leadflow.core.opportunities import OpportunityQuery as OpportunityQuery
    from leadflow.core.opportunities import ToldUpdates as ToldUpdates
    from leadflow.core.opportunities import opportunity_schema as opportunity_schema
    from leadflow.core.page import Page as Page
    from leadflow.core.partners import Account as Account
    from leadflow.core.partners import Campaign as Campaign
    from leadflow.core.partners import Partner as Partner
    from leadflow.core.partners import PartnerDirectory as PartnerDirectory
    from leadflow.core.partners import PartnerPause as PartnerPause
    from leadflow.core.partners import PartnerPeople as PartnerPeople
    from leadflow.core.partners import PartnerSettings as PartnerSettings
    from leadflow.core.partners import PartnerUser as PartnerUser
    from leadflow.core.partners import SalesRep as SalesRep
    from leadflow.core.partners import SupplierContact as SupplierContact
    from leadflow.core.privacy import DueErasure as DueErasure
    from leadflow.core.privacy import PersonData as PersonData
    from leadflow.core.privacy import PersonErasure as PersonErasure
    from leadflow.core.privacy import RetentionPolicy as RetentionPolicy
    from leadflow.core.privacy import RetentionRule as RetentionRule
    from leadflow.core.problems import Problem as Problem
    from leadflow.core.problems import Severity as Severity
    from leadflow.core.programme import Programme as Programme
    from leadflow.core.registration import Approval as Approval
    from leadflow.core.registration import AutoRegistration as AutoRegistration
    from leadflow.core.registration import AutoRegistrationDecision as AutoRegistrationDecision
    from leadflow.core.registration import AutoRegistrationExplanation as AutoRegistrationExplanation
    from leadflow.core.registration import AutoRegistrationMode as AutoRegistrationMode
    from leadflow.core.registration import AutoRegistrationReason as AutoRegistrationReason
    from leadflow.core.registration import Contact as Contact
    from leadflow.core.registration import ManagedRules as ManagedRules
    from leadflow.core.registration import Registration as Registration
    from leadflow.core.registration import RegistrationPolicy as RegistrationPolicy
    from leadflow.core.registration import RegistrationQuery as RegistrationQuery
    from leadflow.core.registration import RegistrationRule as RegistrationRule
    from leadflow.core.registration import RuleFinding as RuleFinding
    from leadflow.core.routing import AssignByRules as AssignByRules
    from leadflow.core.routing import CheckedModule as CheckedModule
    from leadflow.core.routing import ChosenBy as ChosenBy
    from leadflow.core.routing import CompanyDetail as CompanyDetail
    from leadflow.core.routing import Filter as Filter
    from leadflow.core.routing import Incumbents as Incumbents
    from leadflow.core.routing import Keep as Keep
    from leadflow.core.routing import Match as Match
    from leadflow.core.routing import Router as Router
    from leadflow.core.routing import RoutingDecision as RoutingDecision
    from leadflow.core.routing import RoutingModule as RoutingModule
    from leadflow.core.routing import Rule as Rule
    from leadflow.core.routing import RuleMode as RuleMode
    from leadflow.core.routing import SeveralIncumbents as SeveralIncumbents
    from leadflow.core.routing import Simulation as Simulation
    from leadflow.core.routing import StepTrace as StepTrace
    from leadflow.core.routing import TieBreak as TieBreak
    from leadflow.core.routing import WhyNot as WhyNot
    from leadflow.core.routing import check_module as check_module
    from leadflow.core.routing import explain_routing as explain_routing
    from leadflow.core.routing import route as route
    from leadflow.core.schema import STANDARD_SCHEMA as STANDARD_SCHEMA
    from leadflow.core.schema import Schema as Schema
    from leadflow.core.schema import Subject as Subject
    from leadflow.core.settings import AllSettings as AllSettings
    from leadflow.core.settings import SettingChange as SettingChange
    from leadflow.core.settings import SettingName as SettingName
    from leadflow.core.settings import SettingsEvent as SettingsEvent
    from leadflow.core.stages import StagePolicy as StagePolicy
    from leadflow.core.switches import Switches as Switches
    from leadflow.core.syncing import Applied as Applied
    from leadflow.core.syncing import ApplyOutcome as ApplyOutcome
    from leadflow.core.tables import Row as Row
    from leadflow.core.tables import Table as Table
    from leadflow.core.tables import TableOptions as TableOptions
    from leadflow.core.tables import read_table as read_table
    from leadflow.core.tables.limits import TableLimits as TableLimits
    from leadflow.core.templates import Template as Template
    from leadflow.core.templates import TemplateTranslation as TemplateTranslation
    from leadflow.core.timeline import Alike as Alike
    from leadflow.core.timeline import LeadChange as LeadChange
    from leadflow.core.timeline import LeadEvent as LeadEvent
    from leadflow.core.values import Values as Values
    from leadflow.core.views import ActivityQuery as ActivityQuery
    from leadflow.core.views import ActivityReport as ActivityReport
    from leadflow.core.views import AuditEntry as AuditEntry
    from leadflow.core.views import AuditPage as AuditPage
    from leadflow.core.views import AuditQuery as AuditQuery
    from leadflow.core.views import Chart as Chart
    from leadflow.core.views import Count as Count
    from leadflow.core.views import DistributionSummary as DistributionSummary
    from leadflow.core.views import LeadList as LeadList
    from leadflow.core.views import LeadPage as LeadPage
    from leadflow.core.views import LeadQuery as LeadQuery
    from leadflow.core.views import LeadRow as LeadRow
    from leadflow.core.views import ModuleReport as ModuleReport
    from leadflow.core.views import NamedPeriod as NamedPeriod
    from leadflow.core.views import PartnerQuery as PartnerQuery
    from leadflow.core.views import Period as Period
    from leadflow.core.views import ReportTable as ReportTable
    from leadflow.core.views import RuleReport as RuleReport
    from leadflow.core.views import SavedView as SavedView
    from leadflow.core.views import Scorecard as Scorecard
    from leadflow.core.views import Scorecards as Scorecards
    from leadflow.core.views import Sort as Sort
    from leadflow.core.views import StepReport as StepReport
    from leadflow.core.views import SummaryRow as SummaryRow
    from leadflow.core.webhooks import VerifiedWebhook as VerifiedWebhook
    from leadflow.core.webhooks import WebhookMapping as WebhookMapping
    from leadflow.core.webhooks import WebhookSecret as WebhookSecret
    from leadflow.core.webhooks import sign_webhook as sign_webhook
    from leadflow.core.webhooks import verify_webhook as verify_webhook
    from leadflow.embedded import Embedded as Embedded
    from leadflow.embedded import open_embedded as open_embedded
    from leadflow.errors import AddressNotAllowed as AddressNotAllowed
    from leadflow.errors import AddressRefused as AddressRefused
    from leadflow.errors import AlreadyDecided as AlreadyDecided
    from leadflow.errors import AlreadyExists as AlreadyExists
    from leadflow.errors import ConfigurationError as ConfigurationError
    from leadflow.errors import Conflict as Conflict
    from leadflow.errors import InvalidInput as InvalidInput
    from leadflow.errors import LeadflowError as LeadflowError
    from leadflow.errors import LeadInactive as LeadInactive
    from leadflow.errors import LinkExpired as LinkExpired
    from leadflow.errors import LinkInvalid as LinkInvalid
    from leadflow.errors import LinkOutdated as LinkOutdated
    from leadflow.errors import LinkUnusable as LinkUnusable
    from leadflow.errors import MailBlocked as MailBlocked
    from leadflow.errors import MailDeferred as MailDeferred
    from leadflow.errors import MailerBroken as MailerBroken
    from leadflow.errors import MailNotBuilt as MailNotBuilt
    from leadflow.errors import MailRefused as MailRefused
    from leadflow.errors import MissingExtra as MissingExtra
    from leadflow.errors import NotAllowed as NotAllowed
    from leadflow.errors import NotFound as NotFound
    from leadflow.errors import OutcomeUnknown as OutcomeUnknown
    from leadflow.errors import PortError as PortError
    from leadflow.errors import StaleLead as StaleLead
    from leadflow.errors import StoreUnusable as StoreUnusable
    from leadflow.errors import TablesDiffer as TablesDiffer
    from leadflow.errors import TemplateFailed as TemplateFailed
    from leadflow.errors import WebhookRefused as WebhookRefused
    from leadflow.services import ActionOutcome as ActionOutcome
    from leadflow.services import AssessmentDesk as AssessmentDesk
    from leadflow.services import AssessmentRun as AssessmentRun
    from leadflow.services import AttachmentDesk as AttachmentDesk
    from leadflow.services import AttachResult as AttachResult
    from leadflow.services import AutoRegistrationTrial as AutoRegistrationTrial
    from leadflow.services import BulkDesk as BulkDesk
    from leadflow.services import ChangeFeed as ChangeFeed
    from leadflow.services import ConflictDesk as ConflictDesk
    from leadflow.services import ContactUpdate as ContactUpdate
    from leadflow.services import DeadErrand as DeadErrand
    from leadflow.services import DeadlineDesk as DeadlineDesk
    from leadflow.services import DeadlineRun as DeadlineRun
    from leadflow.services import DeliveryDesk as DeliveryDesk
    from leadflow.services import DigestOutcome as DigestOutcome
    from leadflow.services import DigestRun as DigestRun
    from leadflow.services import ErasureRun as ErasureRun
    from leadflow.services import ExportDesk as ExportDesk
    from leadflow.services import FeedEntry as FeedEntry
    from leadflow.services import FeedPage as FeedPage
    from leadflow.services import ImportDesk as ImportDesk
    from leadflow.services import ImportRun as ImportRun
    from leadflow.services import LeadFile as LeadFile
    from leadflow.services import LinkDesk as LinkDesk
    from leadflow.services import ListDesk as ListDesk
    from leadflow.services import ManagedRulesUpdate as ManagedRulesUpdate
    from leadflow.services import OpportunityDesk as OpportunityDesk
    from leadflow.services import OutboxRelay as OutboxRelay
    from leadflow.services import PartnerDesk as PartnerDesk
    from leadflow.services import PartnerImportDesk as PartnerImportDesk
    from leadflow.services import PeopleDesk as PeopleDesk
    from leadflow.services import PeopleUpdate as PeopleUpdate
    from leadflow.services import PerformedAction as PerformedAction
    from leadflow.services import PrivacyDesk as PrivacyDesk
    from leadflow.services import PullReport as PullReport
    from leadflow.services import PushOutcome as PushOutcome
    from leadflow.services import PushReport as PushReport
    from leadflow.services import RegistrationDesk as RegistrationDesk
    from leadflow.services import RegistrationRequest as RegistrationRequest
    from leadflow.services import RelayResult as RelayResult
    from leadflow.services import ReportDesk as ReportDesk
    from leadflow.services import RoutingDesk as RoutingDesk
    from leadflow.services import Setting as Setting
    from leadflow.services import SettingsDesk as SettingsDesk
    from leadflow.services import SettingsUpdate as SettingsUpdate
    from leadflow.services import SimilarLead as SimilarLead
    from leadflow.services import SubscriptionDesk as SubscriptionDesk
    from leadflow.services import SubscriptionUpdate as SubscriptionUpdate
    from leadflow.services import SupplierDesk as SupplierDesk
    from leadflow.services import SyncDesk as SyncDesk
    from leadflow.services import SyncStatus as SyncStatus
    from leadflow.services import UndoReport as UndoReport
    from leadflow.services import Upload as Upload
    from leadflow.services import WebhookAnswer as WebhookAnswer
    from leadflow.services import WebhookReceiver as WebhookReceiver
    from leadflow.services import check_template as check_template
    from leadflow.services import preview_template as preview_template
    from leadflow.wire import Wire as Wire
    from leadflow.wire import dump_connection as dump_connection
    from leadflow.wire import dump_module as dump_module
    from leadflow.wire import load_connection as load_connection
    from leadflow.wire import load_module as load_module
    from leadflow.wire import read_connection as read_connection
    from leadflow.wire import read_module as read_module

__version__ = "0.1.0"

_HOME = {
    name: module
    for module, names in {
        "leadflow.core.access": "Act PARTNER_ADMIN PARTNER_SALES PartnerParty Party ProgramParty Role SUPPLIER_ADMIN Scope SupplierParty Visibility scope_of",
        "leadflow.core.assessment": "Assessment AssessmentModel AssessmentPolicy FieldPart ShownAssessment",
        "leadflow.core.attachments": "AttachmentPolicy check_upload serving_headers",
        "leadflow.core.changes": "Changes",
        "leadflow.core.conflicts": "ConflictPolicy ConflictReach OnConflict ConflictAnswer DuplicatePair Ruling",
        "leadflow.core.syncing": "Applied ApplyOutcome",
        "leadflow.core.feed": "FeedKind",
        "leadflow.core.webhooks": "WebhookMapping WebhookSecret sign_webhook verify_webhook VerifiedWebhook",
        "leadflow.core.connectors": "AccessToken PullPhase RemoteKind RemoteRef Clearing Connection GonePolicy KeptSide SharedField SyncConflictPolicy SyncDirection SystemRole",
        "leadflow.core.criteria": "Truth CheckedCriteria Condition Criteria Group EvaluationTime Evaluation all_of any_of check_criteria evaluate where",
        "leadflow.core.criteria.interchange": "criteria_json_schema from_jquery_querybuilder from_json_logic from_react_querybuilder react_querybuilder_fields to_jquery_querybuilder to_json_logic to_react_querybuilder",
        "leadflow.core.details": "DetailEvent DetailRow DetailSection DetailSectionName LeadDetail describe_lead",
        "leadflow.core.deadlines": "Awaited BusinessCalendar Deadline DeadlineAction DeadlinePolicy DeadlineRules DeadlineStep DueAction Hours PausePolicy PlannedStep Shift opening_hours",
        "leadflow.core.facts": "Actor Channel",
        "leadflow.core.fields": "Field",
        "leadflow.core.handling": "AfterRecall BulkReport BulkResult LeadMove LeadOperation LeadUpdate Refusal operations_on OpportunityUpdate RegistrationOperation RegistrationUpdate registration_operations_on LeadMerge MergeRule",
        "leadflow.core.handling.link_actions": "LinkPreview",
        "leadflow.core.columns.suggesting": "suggest_columns",
        "leadflow.core.importing.mapping": "ColumnMapping check_mapping",
        "leadflow.core.importing.progress": "ImportProgress RefusedRow",
        "leadflow.core.importing.report": "ImportReport",
        "leadflow.core.importing.outcomes": "Outcome RowOutcome",
        "leadflow.core.importing.settings": "ImportSettings UnknownCampaigns OwnImportSettings",
        "leadflow.core.tables.limits": "TableLimits",
        "leadflow.core.columns.suggestions": "Suggestion",
        "leadflow.core.tables": "Row Table TableOptions read_table",
        "leadflow.core.forms": "FormDescription FormField FormSection SectionName describe_form form_json_schema read_form",
        "leadflow.core.intake": "Distribution Draft Submission OnDuplicate InvalidDraft LeadForm Requirement Requirements read_draft",
        "leadflow.core.kinds": "BOOLEAN CHOICE CODE COUNTRY Choice DATE DATETIME DECIMAL DateOrder DecimalMark EMAIL ID INTEGER FieldKind LONG_TEXT MONEY MULTI_CHOICE Money PHONE STATE TEXT URL",
        "leadflow.core.lead_forms": "FormEntry read_google_ads_form LinkedInNotice answer_linkedin_challenge linkedin_entry read_linkedin_notices MetaNotice answer_meta_handshake meta_entry read_meta_notices",
        "leadflow.core.leads": "Activity Attachment DistributionStatus EmailStatus ExternalId Lead LeadAssessment LeadKind ReviewReason OpportunityStatus RegistrationStatus",
        "leadflow.core.notifications": "ActionLinks RecipientCandidate LinkGrant LinkKey Mail Message MessageKind MessageTrail PostEvent ReadyExport RecipientDecision choose_recipients explain_recipients",
        "leadflow.core.opportunities": "Opportunity OpportunityPolicy OpportunityQuery ToldUpdates opportunity_schema",
        "leadflow.core.registration": "Approval Contact Registration RegistrationPolicy RegistrationQuery AutoRegistration AutoRegistrationDecision AutoRegistrationExplanation AutoRegistrationMode AutoRegistrationReason ManagedRules RegistrationRule RuleFinding",
        "leadflow.core.observations": "ErrandDied SystemWaits ActRefused ClaimLost CommitRetried DatabaseMigrated ImportFinished ImportUndone LeadUnreadable MailRelayed MailerFailed MessageUnreadable Observation RowsImported ScanFailed SenderMissing StoreFailed TemplateUnusable",
        "leadflow.core.partners": "Account Campaign Partner PartnerPause PartnerPeople PartnerSettings PartnerUser PartnerDirectory SalesRep SupplierContact",
        "leadflow.core.privacy": "DueErasure PersonData PersonErasure RetentionPolicy RetentionRule",
        "leadflow.core.exports": "ExportPolicy ExportState StoredExport",
        "leadflow.core.page": "Page",
        "leadflow.core.problems": "Problem Severity",
        "leadflow.core.handling.subscriptions": "Subscription SubscriptionFrequency SubscriptionRules",
        "leadflow.core.handling.policy": "HandlingPolicy RejectionPolicy RejectionReason WithoutMatch",
        "leadflow.core.intake.policy": "IntakePolicy OnUnreadable DuplicateMatch",
        "leadflow.core.notifications.policy": "RecipientPrecedence Letterhead MailPolicy RecipientPolicy Sender",
        "leadflow.core.stages": "StagePolicy",
        "leadflow.core.switches": "Switches",
        "leadflow.core.programme": "Programme",
        "leadflow.core.routing": "CheckedModule AssignByRules ChosenBy CompanyDetail Filter Incumbents Keep Match StepTrace Simulation Router RoutingDecision RoutingModule Rule RuleMode SeveralIncumbents TieBreak WhyNot check_module explain_routing route",
        "leadflow.core.settings": "AllSettings SettingChange SettingName SettingsEvent",
        "leadflow.core.schema": "STANDARD_SCHEMA Schema Subject",
        "leadflow.core.templates": "Template TemplateTranslation",
        "leadflow.core.timeline": "Alike LeadChange LeadEvent",
        "leadflow.core.views": "Chart Count SavedView ModuleReport RuleReport StepReport Scorecard Scorecards ActivityQuery ActivityReport AuditEntry AuditPage AuditQuery DistributionSummary LeadList LeadPage LeadQuery LeadRow NamedPeriod PartnerQuery Period ReportTable Sort SummaryRow",
        "leadflow.core.openings": "LeadOpening",
        "leadflow.core.values": "Values",
        "leadflow.embedded": "Embedded open_embedded",
        "leadflow.errors": "AddressNotAllowed WebhookRefused AddressRefused AlreadyDecided AlreadyExists ConfigurationError Conflict InvalidInput LeadInactive LeadflowError LinkExpired LinkInvalid LinkOutdated LinkUnusable MailNotBuilt MailBlocked MailDeferred MailerBroken MailRefused MissingExtra NotAllowed NotFound OutcomeUnknown PortError StaleLead StoreUnusable TablesDiffer TemplateFailed",
        "leadflow.services": "ChangeFeed FeedEntry FeedPage WebhookAnswer WebhookReceiver AutoRegistrationTrial DeadErrand PullReport PushOutcome PushReport SyncDesk SyncStatus ListDesk ActionOutcome ManagedRulesUpdate SettingsDesk AssessmentDesk AssessmentRun BulkDesk DeadlineDesk DeadlineRun PerformedAction AttachResult AttachmentDesk DeliveryDesk ImportDesk ImportRun LeadFile LinkDesk OutboxRelay PartnerDesk PeopleDesk PeopleUpdate RelayResult ReportDesk RoutingDesk Setting SettingsUpdate SupplierDesk UndoReport Upload check_template preview_template OpportunityDesk PrivacyDesk ErasureRun DigestOutcome DigestRun SubscriptionDesk SubscriptionUpdate ContactUpdate RegistrationDesk RegistrationRequest PartnerImportDesk ExportDesk ConflictDesk SimilarLead",
        "leadflow.wire": "Wire dump_connection dump_module load_connection load_module read_connection read_module",
    }.items()
    for name in names.split()
}

__all__ = sorted(_HOME)  # checkers read the imports above; a test holds the two together


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'leadflow' has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
