"""
Handling: what partners and suppliers do with existing leads.
"""

from __future__ import annotations

from leadflow.core.handling.answers import accept, reject
from leadflow.core.handling.bulk import BulkReport, BulkResult
from leadflow.core.handling.continuing import LeadMove
from leadflow.core.handling.deactivating import deactivate, reactivate
from leadflow.core.handling.editing import LeadEdit, edit, set_stage
from leadflow.core.handling.merging import LeadMerge, MergeRule
from leadflow.core.handling.moving import duplicate, transfer
from leadflow.core.handling.operations import LeadOperation, operations_on
from leadflow.core.handling.opportunities import OpportunityDetails, OpportunityUpdate
from leadflow.core.handling.outcomes import LONGEST_COMMENT, LeadUpdate, Refusal
from leadflow.core.handling.placing import assign, place_routed
from leadflow.core.handling.policy import WithoutMatch
from leadflow.core.handling.reassigning import (
    MOST_RESENT,
    reassign,
    resend,
    tell_again,
    tell_registered,
)
from leadflow.core.handling.recalling import AfterRecall, recall
from leadflow.core.handling.registration_states import RegistrationOperation, registration_operations_on
from leadflow.core.handling.registration_updates import RegistrationUpdate

__all__ = [
    "LONGEST_COMMENT",
    "MOST_RESENT",
    "AfterRecall",
    "BulkReport",
    "BulkResult",
    "LeadEdit",
    "LeadMerge",
    "LeadMove",
    "LeadOperation",
    "LeadUpdate",
    "MergeRule",
    "OpportunityDetails",
    "OpportunityUpdate",
    "Refusal",
    "RegistrationOperation",
    "RegistrationUpdate",
    "WithoutMatch",
    "accept",
    "assign",
    "deactivate",
    "duplicate",
    "edit",
    "operations_on",
    "place_routed",
    "reactivate",
    "reassign",
    "recall",
    "registration_operations_on",
    "reject",
    "resend",
    "set_stage",
    "tell_again",
    "tell_registered",
    "transfer",
]
