"""
Taking a lead out of the lists, and bringing it back.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.facts import (
    Actor,
    Deactivated,
    Reactivated,
)
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.handling.states import refuse_reactivating
from leadflow.core.leads import Lead
from leadflow.core.timeline import LeadChange

__all__ = ["deactivate", "reactivate"]


def deactivate(lead: Lead, *, now: datetime, actor: Actor, reason: str | None = None) -> LeadUpdate | Refusal:
    """
    Take *lead* out of the lists and the partner's account, for a *reason* (a code) if there is one.

    A lead that is inactive already is ``unchanged``.
    """
    if not lead.active:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    return LeadUpdate(change=LeadChange(lead).then(Deactivated(reason=reason), at=now, actor=actor))


def reactivate(lead: Lead, *, now: datetime, actor: Actor) -> LeadUpdate | Refusal:
    """
    Bring *lead* back into the lists and to its partner; one that is active is ``unchanged``.
    """
    if lead.active:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    wrong = refuse_reactivating(lead)
    if wrong is not None:
        return wrong
    return LeadUpdate(change=LeadChange(lead).then(Reactivated(), at=now, actor=actor))
