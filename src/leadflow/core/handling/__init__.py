"""
Handling: what partners and suppliers do with existing leads.
"""

from __future__ import annotations

from leadflow.core.handling.answers import LONGEST_COMMENT, accept, reject
from leadflow.core.handling.editing import LeadEdit, edit, set_stage
from leadflow.core.handling.moving import AfterRecall, LeadMove, duplicate, reactivate, recall, transfer
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.handling.placing import assign, place_routed, refuse_placed
from leadflow.core.handling.reassigning import (
    MOST_RESENT,
    deactivate,
    reassign,
    resend,
    tell_again,
    tell_registered,
)

__all__ = [
    "LONGEST_COMMENT",
    "MOST_RESENT",
    "AfterRecall",
    "LeadEdit",
    "LeadMove",
    "LeadUpdate",
    "Refusal",
    "accept",
    "assign",
    "deactivate",
    "duplicate",
    "edit",
    "place_routed",
    "reactivate",
    "reassign",
    "recall",
    "refuse_placed",
    "reject",
    "resend",
    "set_stage",
    "tell_again",
    "tell_registered",
    "transfer",
]
