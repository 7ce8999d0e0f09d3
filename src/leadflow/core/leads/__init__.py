"""
Leads: what they carry, and their statuses.
"""

from __future__ import annotations

from leadflow.core.leads.lead import Lead, declined_by, is_open
from leadflow.core.leads.parts import (
    MOST_ACTIVITIES,
    Activity,
    Attachment,
    ExternalId,
    LeadAssessment,
    about_external_ids,
    campaign_activity_at,
    latest_activities,
)
from leadflow.core.leads.statuses import (
    DistributionStatus,
    EmailStatus,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)

__all__ = [
    "MOST_ACTIVITIES",
    "Activity",
    "Attachment",
    "DistributionStatus",
    "EmailStatus",
    "ExternalId",
    "Lead",
    "LeadAssessment",
    "LeadKind",
    "OpportunityStatus",
    "RegistrationStatus",
    "ReviewReason",
    "about_external_ids",
    "campaign_activity_at",
    "declined_by",
    "is_open",
    "latest_activities",
]
