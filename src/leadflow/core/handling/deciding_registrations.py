"""
Deciding about a registration: approving, returning and declining it, and extending what it protects.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from attrs import evolve

from leadflow.core.facts import (
    Actor,
    ProtectionExtended,
    RegistrationDenied,
    RegistrationReturned,
)
from leadflow.core.handling.outcomes import LONGEST_COMMENT, LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.registration_states import RegistrationOperation, refuse_inactive
from leadflow.core.handling.registration_updates import (
    RegistrationUpdate,
    left_private,
    notified,
    ready_for,
    with_approval,
)
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.lengths import about_id
from leadflow.core.notifications import (
    MessageKind,
)
from leadflow.core.partners import Account
from leadflow.core.registration import Registration, RegistrationPolicy
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange

__all__ = ["approve", "deny", "extend", "return_for_more"]

_LONGEST_EXTENSION: Final = 3_650


def approve(
    registration: Registration,
    lead: Lead,
    account: Account | None,
    *,
    rules: RegistrationPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate | Refusal:
    """
    Approve a registration: the lead is registered and accepted, its company protected, and the partner notified.

    Args:
        registration: As it was read.
        lead: Its lead.
        account: Of its partner; None for the supplier's own.
        rules: For how long companies are protected.
        policy: In which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = ready_for(RegistrationOperation.APPROVE, registration, lead, rules, by_partner=False)
    wrong = wrong or refuse_inactive(account.partner if account else None)
    if wrong is not None:
        return wrong
    return with_approval(registration, LeadChange(lead), account, rules, policy, now, actor)


def return_for_more(
    registration: Registration,
    lead: Lead,
    account: Account | None,
    comment: str,
    *,
    rules: RegistrationPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate | Refusal:
    """
    Give a registration back to the partner, who is shown what is missing by *comment*; the rest is as for `approve`.
    """
    said = clean_text(comment).strip()
    wrong = ready_for(RegistrationOperation.RETURN_FOR_MORE, registration, lead, rules, by_partner=False)
    wrong = wrong or _about_comment(said, required=True)
    if wrong is not None:
        return wrong
    fact = RegistrationReturned(registration_id=registration.id, comment=said)
    change = LeadChange(lead).then(fact, at=now, actor=actor)
    made = evolve(registration, status=RegistrationStatus.RETURNED, modified_at=now)
    return notified(made, change, account, MessageKind.REGISTRATION_RETURNED, policy, now, actor)


def deny(
    registration: Registration,
    lead: Lead,
    account: Account | None,
    reason: str | None,
    comment: str | None,
    *,
    rules: RegistrationPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate | Refusal:
    """
    Decline a registration for a *reason*, which is a code, with a *comment*; the rest is as for `approve`.

    The lead stays private, and the partner is notified.
    """
    said = clean_text(comment or "").strip()
    wrong = ready_for(RegistrationOperation.DENY, registration, lead, rules, by_partner=False)
    wrong = wrong or _about_comment(said, required=False) or _about_reason(reason)
    if wrong is not None:
        return wrong
    fact = RegistrationDenied(registration_id=registration.id, reason=reason, comment=said or None)
    change = left_private(LeadChange(lead).then(fact, at=now, actor=actor), now, actor)
    made = evolve(registration, status=RegistrationStatus.DENIED, modified_at=now, decided_at=now)
    return notified(made, change, account, MessageKind.REGISTRATION_DENIED, policy, now, actor)


def extend(
    registration: Registration,
    lead: Lead,
    days: int | None,
    *,
    by_partner: bool,
    rules: RegistrationPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate | Refusal:
    """
    Protect the company of a registration for so many *days* longer, None as *rules* say; the rest is as for `withdraw`.
    """
    more = rules.extension_days if days is None or by_partner else days
    # A protection ends at its moment, whenever somebody runs what is due.
    ended = registration.status is RegistrationStatus.APPROVED and not registration.protects(now)
    state = evolve(registration, status=RegistrationStatus.EXPIRED) if ended else registration
    wrong = ready_for(RegistrationOperation.EXTEND, state, lead, rules, by_partner=by_partner)
    if wrong is None and not 1 <= more <= _LONGEST_EXTENSION:
        message = f"is {more:,}, but must be from 1 to {_LONGEST_EXTENSION:,}; use a number in this range"
        wrong = refusal("number_out_of_range", message, "days")
    if wrong is not None:
        return wrong
    assert registration.protected_until is not None
    until = registration.protected_until + timedelta(days=more)
    fact = ProtectionExtended(registration_id=registration.id, until=until, before=registration.protected_until)
    made = evolve(
        registration,
        protected_until=until,
        remind_at=rules.reminder_of(until, now),
        extensions=registration.extensions + by_partner,
        modified_at=now,
    )
    return RegistrationUpdate(
        registration=made, update=LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))
    )


def _about_comment(comment: str, *, required: bool) -> Refusal | None:
    if required and not comment:
        return refusal("comment_missing", "say what is missing, so that the partner can add it", "comment")
    if len(comment) > LONGEST_COMMENT:
        message = f"the comment has {len(comment)} characters; shorten it to {LONGEST_COMMENT}"
        return refusal("comment_too_long", message, "comment")
    return None


def _about_reason(reason: str | None) -> Refusal | None:
    wrong = () if reason is None else about_id(reason, "reason")
    return Refusal(wrong) if wrong else None
