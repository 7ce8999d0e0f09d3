"""
Ruling who was first with a prospect that several have.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from leadflow.core.conflicts import Ruling
from leadflow.core.facts import Actor, ConflictRuled
from leadflow.core.handling.outcomes import LONGEST_COMMENT, Refusal, refusal
from leadflow.core.leads import Lead
from leadflow.core.timeline import LeadChange

__all__ = ["refuse_ruling", "rule_conflict"]

_MOST_LEADS = 100


def refuse_ruling(
    lead_ids: Sequence[str], first: str, first_at: datetime, evidence: Sequence[str], reason: str, now: datetime
) -> Refusal | None:
    """
    Refuse a ruling that says too little or what cannot be; None if it can be made.
    """
    if not 2 <= len(lead_ids) <= _MOST_LEADS:
        message = f"a ruling is about 2 to {_MOST_LEADS} leads, not {len(lead_ids)}; name each of them once"
        return refusal("leads_missing", message, "lead_ids")
    if len(set(lead_ids)) < len(lead_ids):
        return refusal("lead_repeated", "a lead is named twice; name each of them once", "lead_ids")
    if first not in lead_ids:
        return refusal("first_unknown", "the lead that was first is not among the leads; name it there too", "first")
    if first_at > now:
        return refusal("moment_ahead", "the moment is in the future; name when the lead was first", "first_at")
    if not reason.strip():
        return refusal("reason_missing", "no reason is given; say why it was decided so", "reason")
    for name, texts in (("reason", [reason]), ("evidence", evidence)):
        if any(len(text) > LONGEST_COMMENT for text in texts):
            message = f"a text has more than {LONGEST_COMMENT:,} characters; shorten it"
            return refusal("text_too_long", message, name)
    return None


def rule_conflict(leads: Sequence[Lead], ruling: Ruling, *, now: datetime, actor: Actor) -> tuple[LeadChange, ...]:
    """
    Put *ruling* on the timelines of the *leads* that it is about; they tell only whether their lead was the first.
    """
    return tuple(
        LeadChange(lead).then(ConflictRuled(ruling_id=ruling.id, first=lead.id == ruling.first), at=now, actor=actor)
        for lead in leads
    )
