"""
The end of the protection of a company: reminding of it, and ending it.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from leadflow.core.facts import (
    Actor,
    ProtectionEnded,
)
from leadflow.core.handling.outcomes import LeadUpdate
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.registration_updates import RegistrationUpdate, notified
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.notifications import (
    MessageKind,
)
from leadflow.core.partners import Account
from leadflow.core.registration import Registration
from leadflow.core.timeline import LeadChange

__all__ = ["end_protection", "remind_of_end"]


def remind_of_end(
    registration: Registration,
    lead: Lead,
    account: Account | None,
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate:
    """
    Tell the partner's people that the protection is about to end; once for each end.
    """
    made = evolve(registration, remind_at=None, modified_at=now)
    return notified(made, LeadChange(lead), account, MessageKind.REGISTRATION_EXPIRING, policy, now, actor)


def end_protection(registration: Registration, lead: Lead, *, now: datetime, actor: Actor) -> RegistrationUpdate:
    """
    End the protection of a company; nothing else of the lead changes.
    """
    fact = ProtectionEnded(registration_id=registration.id)
    made = evolve(registration, status=RegistrationStatus.EXPIRED, remind_at=None, modified_at=now)
    return RegistrationUpdate(
        registration=made, update=LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))
    )
