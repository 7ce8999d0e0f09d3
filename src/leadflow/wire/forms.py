"""
The table of stored classes, with their names and versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from leadflow.core import facts
from leadflow.core.argument_messages import wrong_type
from leadflow.core.assessment import AssessmentModel, LearningProgress, NumberEffects, PastLeads, WordEffects
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import Errand, LinkedRecord, SyncLink, SyncState
from leadflow.core.criteria import Criteria
from leadflow.core.deadlines import Deadline, PartnerExpiries
from leadflow.core.exports import StoredExport
from leadflow.core.feed import FeedHead, FeedNote
from leadflow.core.handling.bulk import BulkChunk, BulkRun
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.idempotency import CompletedCalls
from leadflow.core.importing.progress import ImportProgress, RefusedRows
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    DeliveryReported,
    Message,
    MessageCancelled,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    PostEvent,
)
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.privacy import ErasedFiles
from leadflow.core.registration import AutoRegistration, Contact, ManagedRules, Registration
from leadflow.core.routing import AssignByRules, CurrentModule, Filter, Keep, Match, Rotation, RoutingModule, TurnsTaken
from leadflow.core.settings import SettingsEvent
from leadflow.core.timeline import LeadEvent
from leadflow.core.views import KeptLists
from leadflow.errors import ConfigurationError

__all__ = ["DOCUMENTS", "EFFECTS", "FACTS", "POST_FACTS", "STEPS", "Form", "form_of"]


@frozen
class Form:
    """
    How a class is stored.

    Attributes:
        cls: The class; it may be renamed and moved.
        name: The stored name. It never changes, and is never used for anything else.
        version: Raised by hand with every change of the members of *cls*, of their defaults, or of the values in them
            that have no forms of their own. What older versions wrote is lifted, see `leadflow.wire.lifts`.
        needs: The oldest version whose builds can read what is written now. A change that they would take wrongly is
            *breaking*, and raises it to *version*: they refuse such a document by name.
    """

    cls: type
    name: str
    version: int = 1
    needs: int = 1


def _named(forms: Iterable[Form]) -> dict[type, Form]:
    return {form.cls: form for form in forms}


DOCUMENTS: Final = _named(
    [
        Form(Lead, "lead", 8),
        Form(LeadEvent, "lead_event", 2),
        Form(Message, "message", 8),
        Form(Partner, "partner", 5),
        Form(PartnerPause, "partner_pause"),
        Form(PartnerSettings, "partner_settings"),
        Form(PartnerPeople, "partner_people"),
        Form(Membership, "membership", 2),
        Form(Campaign, "campaign", 3),
        Form(Criteria, "criteria", 2),
        Form(RoutingModule, "routing_module"),
        Form(CurrentModule, "current_module"),
        Form(Rotation, "rotation", 2),
        Form(TurnsTaken, "turns_taken", 2),
        Form(ImportProgress, "import_progress", 5),
        Form(RefusedRows, "refused_rows", 3),
        Form(CompletedCalls, "completed_calls"),
        Form(BulkRun, "bulk_run"),
        Form(BulkChunk, "bulk_chunk"),
        Form(AssessmentModel, "assessment_model"),
        Form(LearningProgress, "learning_progress", 2),
        Form(PastLeads, "past_leads"),
        Form(Deadline, "deadline", 2),
        Form(PartnerExpiries, "partner_expiries"),
        Form(Opportunity, "opportunity"),
        Form(Subscription, "subscription"),
        Form(SubscriberState, "subscriber_state"),
        Form(Ruling, "ruling"),
        Form(AutoRegistration, "auto_registration"),
        Form(ManagedRules, "managed_rules"),
        Form(SettingsEvent, "settings_event"),
        Form(Registration, "registration"),
        Form(Contact, "contact"),
        Form(SyncLink, "sync_link"),
        Form(LinkedRecord, "linked_record"),
        Form(Errand, "errand"),
        Form(SyncState, "sync_state", 2),
        Form(FeedHead, "feed_head"),
        Form(FeedNote, "feed_note"),
        Form(ErasedFiles, "erased_files"),
        Form(KeptLists, "kept_lists", 3),
        Form(StoredExport, "stored_export"),
        Form(PostEvent, "post_event"),
    ]
)
"""
What is stored automatically. A document says its version in ``v``, and in ``needs`` who can read it.
"""

FACTS: Final = _named(
    [
        Form(facts.Received, "received", 3),
        Form(facts.Routed, "routed", 3),
        Form(facts.Assigned, "assigned", 3),
        Form(facts.Held, "held", 3),
        Form(facts.Reassigned, "reassigned", 2),
        Form(facts.Accepted, "accepted", 2),
        Form(facts.Rejected, "rejected"),
        Form(facts.ValuesChanged, "values_changed"),
        Form(facts.Deactivated, "deactivated", 2),
        Form(facts.Reactivated, "reactivated"),
        Form(facts.Duplicated, "duplicated"),
        Form(facts.Continued, "continued"),
        Form(facts.StageChanged, "stage_changed"),
        Form(facts.ScoreChanged, "score_changed"),
        Form(facts.ExternalIdsChanged, "external_ids_changed"),
        Form(facts.OpportunityRegistered, "opportunity_registered"),
        Form(facts.OpportunityUpdated, "opportunity_updated"),
        Form(facts.RegistrationSubmitted, "registration_submitted"),
        Form(facts.RegistrationReturned, "registration_returned"),
        Form(facts.Registered, "registered"),
        Form(facts.RegistrationDenied, "registration_denied"),
        Form(facts.RegistrationWithdrawn, "registration_withdrawn"),
        Form(facts.ProtectionExtended, "protection_extended"),
        Form(facts.ProtectionEnded, "protection_ended"),
        Form(facts.Distributed, "distributed"),
        Form(facts.ConflictFound, "conflict_found"),
        Form(facts.HistoryAdded, "history_added"),
        Form(facts.ConflictRuled, "conflict_ruled"),
        Form(facts.Merged, "merged", 2),
        Form(facts.MergedInto, "merged_into"),
        Form(facts.DeadlinePassed, "deadline_passed", 2),
        Form(facts.DeadlineMoved, "deadline_moved"),
        Form(facts.AssessmentChanged, "assessment_changed"),
        Form(facts.AssessmentRated, "assessment_rated"),
        Form(facts.FileAttached, "file_attached"),
        Form(facts.FileRemoved, "file_removed"),
        Form(facts.FileOpened, "file_opened"),
        Form(facts.Erased, "erased"),
        Form(facts.NoticeSent, "notice_sent", 7),
        Form(facts.Mailed, "mailed"),
    ]
)
"""
What is in events. A fact says its name in ``fact``, and its version in ``v`` if it is not the first.
"""

POST_FACTS: Final = _named(
    [
        Form(MessageSent, "sent"),
        Form(MessageFailed, "failed"),
        Form(MessageCancelled, "cancelled"),
        Form(MessageRequeued, "requeued"),
        Form(DeliveryReported, "reported"),
    ]
)
"""
What is on the trails of messages, as facts do in events.
"""

STEPS: Final = _named([Form(Match, "match"), Form(AssignByRules, "choose"), Form(Filter, "filter"), Form(Keep, "keep")])
"""
What is in routing modules, as facts do in events. People write these, so their defaults are left out.
"""


EFFECTS: Final = _named([Form(WordEffects, "words"), Form(NumberEffects, "numbers")])
"""
What is in models of past leads, as facts do in events.
"""


def form_of(cls: type) -> Form:
    """
    Return how *cls* is stored automatically.

    Raises:
        ConfigurationError: It has no entry in the table.
        TypeError: It is not a class.
    """
    form = DOCUMENTS.get(cls)
    if form is None:
        if not hasattr(cls, "__mro__"):
            raise wrong_type(cls, "form_of(cls)", "a class, such as Lead")
        raise ConfigurationError(
            f"{cls.__name__} cannot be stored; add it to the table of stored classes. Nothing was written"
        )
    return form
