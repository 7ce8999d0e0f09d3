"""
Intake: admits or refuses drafts, and distributes the admitted ones.
"""

from __future__ import annotations

from leadflow.core.intake.addressing import find_campaign
from leadflow.core.intake.admission import Admission, InvalidDraft
from leadflow.core.intake.admitting import Gate
from leadflow.core.intake.distributing import Distributor
from leadflow.core.intake.distribution import Distribution, Origin
from leadflow.core.intake.drafts import Draft, Drafts, Submission, read_draft
from leadflow.core.intake.duplicates import OnDuplicate, duplicate_key, lead_duplicate_key
from leadflow.core.intake.placements import Placement, Placements
from leadflow.core.intake.requirements import LeadForm, Requirement, Requirements

__all__ = [
    "Admission",
    "Distribution",
    "Distributor",
    "Draft",
    "Drafts",
    "Gate",
    "InvalidDraft",
    "LeadForm",
    "OnDuplicate",
    "Origin",
    "Placement",
    "Placements",
    "Requirement",
    "Requirements",
    "Submission",
    "duplicate_key",
    "find_campaign",
    "lead_duplicate_key",
    "read_draft",
]
