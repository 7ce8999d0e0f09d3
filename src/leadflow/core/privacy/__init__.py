"""
Privacy: everything that is stored about a person, erasing it, and how long leads are kept.
"""

from __future__ import annotations

from leadflow.core.privacy.erased_files import ErasedFiles
from leadflow.core.privacy.erasing import (
    ERASED,
    erase_lead,
    erased_contact,
    without_attributes,
    without_bounces,
    without_comment,
    without_mentions,
    without_people,
    without_person,
    without_person_in_rows,
    without_recipient,
    without_settings,
    without_subscriber,
    without_views,
)
from leadflow.core.privacy.leads_found import FoundLead, PersonErasure, find_person
from leadflow.core.privacy.person_data import PersonData
from leadflow.core.privacy.persons import PersonKey, mentioning, mentions
from leadflow.core.privacy.retention import DueErasure, RetentionCheck, RetentionPolicy, RetentionRule, ready_rules

__all__ = [
    "ERASED",
    "DueErasure",
    "ErasedFiles",
    "FoundLead",
    "PersonData",
    "PersonErasure",
    "PersonKey",
    "RetentionCheck",
    "RetentionPolicy",
    "RetentionRule",
    "erase_lead",
    "erased_contact",
    "find_person",
    "mentioning",
    "mentions",
    "ready_rules",
    "without_attributes",
    "without_bounces",
    "without_comment",
    "without_mentions",
    "without_people",
    "without_person",
    "without_person_in_rows",
    "without_recipient",
    "without_settings",
    "without_subscriber",
    "without_views",
]
