"""
The fields of a lead's own record, such as its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final

from leadflow.core.kinds import BOOLEAN, CHOICE, DATETIME, ID, INTEGER, MULTI_CHOICE, TEXT
from leadflow.core.leads import (
    DistributionStatus,
    EmailStatus,
    Lead,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.records.record_field import RecordField, Subject

__all__ = ["LEAD_FIELDS", "LEAD_NOT_ASKED"]


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in words)


def _created_at(lead: Lead) -> datetime:
    return lead.created_at or lead.received_at


def _external_ids(lead: Lead) -> tuple[str, ...]:
    return tuple(one.id for one in lead.external_ids)


def _review(lead: Lead) -> str | None:
    return lead.review.value if lead.review else None


def _strength(lead: Lead) -> int | None:
    return lead.assessment.strength if lead.assessment else None


def _confidence(lead: Lead) -> int | None:
    return lead.assessment.confidence if lead.assessment else None


def _opportunity(lead: Lead) -> str | None:
    return lead.opportunity.value if lead.opportunity else None


def _registration(lead: Lead) -> str | None:
    return lead.registration.value if lead.registration else None


def _attachment_count(lead: Lead) -> int:
    return len(lead.attachments)


LEAD_FIELDS: Final[tuple[RecordField[Any], ...]] = (
    RecordField("lead_id", ID, label="Lead ID", get=attrgetter("id"), column="id"),
    RecordField("kind", CHOICE, choices=_words(LeadKind), get=attrgetter("kind.value"), column="kind"),
    RecordField("source", TEXT, get=attrgetter("source"), column="source"),
    RecordField("campaign", TEXT, get=attrgetter("name"), beside=(Subject.CAMPAIGN, "name")),
    RecordField("campaign_id", ID, label="Campaign ID", get=attrgetter("campaign_id"), column="campaign_id"),
    RecordField("import_id", ID, label="Import ID", get=attrgetter("import_id"), column="import_id"),
    RecordField("external_id", MULTI_CHOICE, label="External ID", get=_external_ids),
    RecordField("created_at", DATETIME, label="Created", get=_created_at, column="created_at"),
    RecordField("received_at", DATETIME, label="Received", get=attrgetter("received_at"), column="received_at"),
    RecordField("modified_at", DATETIME, label="Last modified", get=attrgetter("modified_at"), column="modified_at"),
    RecordField(
        "status",
        CHOICE,
        label="Distribution status",
        choices=_words(DistributionStatus),
        get=attrgetter("status.value"),
        column="status",
    ),
    RecordField(
        "status_changed_at",
        DATETIME,
        label="Status changed",
        get=attrgetter("status_changed_at"),
        column="status_changed_at",
    ),
    RecordField("accepted_at", DATETIME, label="Accepted", get=attrgetter("accepted_at"), column="accepted_at"),
    RecordField("rejected_at", DATETIME, label="Rejected", get=attrgetter("rejected_at"), column="rejected_at"),
    RecordField("opened_at", DATETIME, label="Opened", get=attrgetter("opened_at"), column="opened_at"),
    RecordField(
        "partner_activity_at",
        DATETIME,
        label="Partner activity",
        get=attrgetter("partner_activity_at"),
        column="partner_activity_at",
    ),
    RecordField(
        "partner_last_active_at",
        DATETIME,
        label="Partner last active",
        get=attrgetter("partner_last_active_at"),
        of_several=True,
    ),
    RecordField(
        "campaign_activity_at",
        DATETIME,
        label="Campaign activity",
        get=attrgetter("campaign_activity_at"),
        column="campaign_activity_at",
    ),
    RecordField("stage", TEXT, get=attrgetter("stage"), column="stage"),
    RecordField(
        "email_status",
        CHOICE,
        label="E-mail status",
        choices=_words(EmailStatus),
        get=attrgetter("email_status.value"),
        column="email_status",
    ),
    RecordField("opportunity", CHOICE, choices=_words(OpportunityStatus), get=_opportunity, column="opportunity"),
    RecordField("registration", CHOICE, choices=_words(RegistrationStatus), get=_registration, column="registration"),
    RecordField(
        "registration_id", ID, label="Registration ID", get=attrgetter("registration_id"), column="registration_id"
    ),
    RecordField("review", CHOICE, label="Review", choices=_words(ReviewReason), get=_review, column="review"),
    RecordField("routed_by", ID, label="Routed by", get=attrgetter("routed_by"), column="routed_by"),
    RecordField("partner_name", TEXT, get=attrgetter("name"), beside=(Subject.PARTNER, "name")),
    RecordField("partner_id", ID, label="Partner ID", get=attrgetter("partner_id"), column="partner_id"),
    RecordField(
        "embedded_apps", MULTI_CHOICE, get=attrgetter("embedded_apps"), beside=(Subject.PARTNER, "embedded_apps")
    ),
    RecordField(
        "crm_connected",
        BOOLEAN,
        label="CRM connection",
        get=attrgetter("crm_connected"),
        beside=(Subject.PARTNER, "crm_connected"),
    ),
    RecordField("crm_system", ID, label="Linked in CRM", get=attrgetter("crm_system"), column="crm_system"),
    RecordField("assignee_id", ID, label="Assignee ID", get=attrgetter("assignee_id"), column="assignee_id"),
    RecordField("lead_score", INTEGER, get=attrgetter("score"), column="score"),
    RecordField("assessment", INTEGER, get=_strength, column="assessment"),
    RecordField("assessment_confidence", INTEGER, get=_confidence, column="assessment_confidence"),
    RecordField("attachment_count", INTEGER, label="Attachments", get=_attachment_count, column="attachment_count"),
    RecordField("active", BOOLEAN, get=attrgetter("active"), column="active"),
    RecordField(
        "deactivated_at", DATETIME, label="Deactivated", get=attrgetter("deactivated_at"), column="deactivated_at"
    ),
    RecordField(
        "duplicated_from", ID, label="Continues lead", get=attrgetter("duplicated_from"), column="duplicated_from"
    ),
    RecordField(
        "superseded_by", ID, label="Continued by lead", get=attrgetter("superseded_by"), column="superseded_by"
    ),
)

LEAD_NOT_ASKED: Final[Mapping[str, str]] = {
    "supplier_id": "criteria are asked of one supplier's leads",
    "values": "each is a field of the schema by itself",
    "history": "it is shown with the lead, and never searched",
    "assignment": "it is the number of an event, which mail and links are held against",
    "registered": "it is the number of an event; whether it was shared is asked by its kind and its registration",
    "decision": "it is the number of an event; what was decided and when is asked by status and times",
    "mail_seq": "it is the lock of the e-mail status and says nothing about it",
    "seq": "it is the lead's lock and says nothing about it",
    "unknown": "a newer version wrote it, and this one does not know what it means",
}
"""
Attributes of a lead that criteria cannot ask about, each with the reason.
"""
