"""
Moving a lead to another partner, or giving a duplicate of it to one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from leadflow.core.facts import (
    Accepted,
    Actor,
    Assigned,
    AssignedBy,
    Continued,
    Deactivated,
    Notice,
)
from leadflow.core.handling.continuing import LeadMove, begin_duplicate, end_original
from leadflow.core.handling.outcomes import Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.states import refuse_moving
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import (
    MessageKind,
    RecipientDecision,
    compose,
    notice_of,
)
from leadflow.core.notifications.recipients import recipients_at
from leadflow.core.partners import Account
from leadflow.core.timeline import LeadChange

__all__ = ["duplicate", "transfer"]

_NOBODY_TOLD: Final = Notice(status=EmailStatus.NOT_DUE)


def duplicate(
    lead: Lead, account: Account, new_id: str, *, first_stage: str, now: datetime, actor: Actor
) -> LeadMove | Refusal:
    """
    Give a duplicate of *lead* to another partner; nobody is mailed, and *lead* stays as it is.

    The duplicate has the values, files and history of the lead, and a fresh status and stage.

    Args:
        lead: Active; pending and not routed by a module, or rejected.
        account: Of the other partner, which must be active. What it declined before does not count: a person decides.
        new_id: Of the duplicate.
        first_stage: Of the programme.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = refuse_moving(lead) or _target(lead, account)
    if wrong is not None:
        return wrong
    assigned = Assigned(partner_id=account.partner.id, by=AssignedBy.PERSON, notice=_NOBODY_TOLD)
    facts = (assigned, Accepted(automatic=True)) if account.auto_accepts(now) else (assigned,)
    original = LeadChange(lead).then(Continued(lead_id=new_id), at=now, actor=actor)
    change = begin_duplicate(lead, new_id, facts, first_stage, now, actor)
    return LeadMove(original=original, change=change, recipients=RecipientDecision((), EmailStatus.NOT_DUE))


def transfer(
    lead: Lead,
    account: Account,
    new_id: str,
    *,
    first_stage: str,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadMove | Refusal:
    """
    Move *lead* to another partner: as `duplicate`, and the lead is deactivated and the other partner's people mailed.
    """
    wrong = refuse_moving(lead) or _target(lead, account)
    if wrong is not None:
        return wrong
    decision = recipients_at(account, now, None, policy=policy.recipients)
    assigned = Assigned(partner_id=account.partner.id, by=AssignedBy.PERSON, notice=notice_of(decision))
    begun = begin_duplicate(lead, new_id, (assigned,), first_stage, now, actor)
    kind = MessageKind.NEW_LEAD
    template = policy.mail.template_for(kind, account.partner.groups)
    messages = compose(begun.after, decision.included, kind=kind, now=now, template=template)
    change = begun.then(Accepted(automatic=True), at=now, actor=actor) if account.auto_accepts(now) else begun
    original = end_original(LeadChange(lead), new_id, Deactivated(reason="transferred"), now, actor)
    return LeadMove(original=original, change=change, messages=messages, recipients=decision)


def _target(lead: Lead, account: Account) -> Refusal | None:
    if account.partner.id == lead.partner_id:
        return refusal("partner_same", "the lead is at this partner already; name another", "partner")
    if not account.partner.active:
        return refusal("partner_inactive", "the partner is inactive; activate it, or name another", "partner")
    return None
