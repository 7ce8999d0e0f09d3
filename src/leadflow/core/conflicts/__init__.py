"""
Conflicts: whether somebody else has a prospect, what a partner learns of that, and who was first.
"""

from leadflow.core.conflicts.answering import ConflictAnswer, answer_conflict
from leadflow.core.conflicts.duplicates import DuplicatePair, likely_duplicate
from leadflow.core.conflicts.held_leads import (
    REQUESTED,
    HeldLead,
    HeldLeadQuery,
    asks_for,
    conflict_query,
    held_lead,
    match_keys,
    same_prospect,
)
from leadflow.core.conflicts.policy import ConflictPolicy, ConflictReach, OnConflict
from leadflow.core.conflicts.ruling import Ruling, without_words

__all__ = [
    "REQUESTED",
    "ConflictAnswer",
    "ConflictPolicy",
    "ConflictReach",
    "DuplicatePair",
    "HeldLead",
    "HeldLeadQuery",
    "OnConflict",
    "Ruling",
    "answer_conflict",
    "asks_for",
    "conflict_query",
    "held_lead",
    "likely_duplicate",
    "match_keys",
    "same_prospect",
    "without_words",
]
