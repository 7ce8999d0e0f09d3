"""
Conflicts: whether somebody else has a prospect, what a partner learns of that, and who was first.
"""

from leadflow.core.conflicts.answering import ConflictAnswer, answer_conflict
from leadflow.core.conflicts.held_leads import (
    HeldLead,
    HeldLeadQuery,
    asks_for,
    conflict_query,
    held_lead,
    match_keys,
    same_prospect,
)
from leadflow.core.conflicts.policy import ConflictPolicy, ConflictReach, OnConflict

__all__ = [
    "ConflictAnswer",
    "ConflictPolicy",
    "ConflictReach",
    "HeldLead",
    "HeldLeadQuery",
    "OnConflict",
    "answer_conflict",
    "asks_for",
    "conflict_query",
    "held_lead",
    "match_keys",
    "same_prospect",
]
