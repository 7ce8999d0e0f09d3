"""
Giving a lead that waits to a partner: by a person, or by a module that routes it again.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.decisions import RoutingTrace
from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Routed
from leadflow.core.handling.outcomes import LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.reassigning import check_assignee
from leadflow.core.handling.states import refuse_distributing, refuse_placed
from leadflow.core.leads import Lead
from leadflow.core.notifications import MessageKind, RecipientDecision, compose, notice_of
from leadflow.core.notifications.recipients import recipients_at
from leadflow.core.partners import Account
from leadflow.core.timeline import LeadChange

__all__ = ["assign", "place_routed"]


def assign(
    lead: Lead,
    account: Account,
    *,
    assignee_id: str | None,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
    by: AssignedBy = AssignedBy.PERSON,
) -> LeadUpdate | Refusal:
    """
    Give *lead*, which waits, to a partner that no module chose, and notify its people.

    Args:
        lead: Active and without a partner.
        account: Of the partner, which must be active. What it declined before does not count: a person decides.
        assignee_id: One of its people; None names nobody.
        policy: Who is mailed, and in which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
        by: What named the partner.
    """
    wrong = refuse_distributing(policy.switches) or refuse_placed(lead)
    if wrong is None and not account.partner.active:
        wrong = refusal("partner_inactive", "the partner is inactive; activate it, or name another", "partner")
    if wrong is None and assignee_id is not None:
        wrong = check_assignee(account, assignee_id)
    if wrong is not None:
        return wrong
    decision = recipients_at(account, now, assignee_id, policy=policy.recipients)
    fact = Assigned(partner_id=account.partner.id, by=by, assignee_id=assignee_id, notice=notice_of(decision))
    return _placed(LeadChange(lead), fact, decision, account, policy, now, actor)


def place_routed(
    change: LeadChange,
    trace: RoutingTrace,
    account: Account | None,
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate:
    """
    Give a lead that waits to the partner that a module chose now, or let it wait on for the reason of today.

    Args:
        change: Of the lead, which is active and without a partner after it.
        trace: What the module decided.
        account: Of the partner that it chose; None if it chose none.
        policy: Who is mailed, and in which words.
        now: When, in UTC.
        actor: Who asked for it, and by which way.
    """
    if account is None:
        return LeadUpdate(change=change.then(Routed(decision=trace), at=now, actor=actor))
    decision = recipients_at(account, now, None, policy=policy.recipients)
    fact = Routed(decision=trace, notice=notice_of(decision))
    return _placed(change, fact, decision, account, policy, now, actor)


def _placed(
    change: LeadChange,
    fact: Assigned | Routed,
    decision: RecipientDecision,
    account: Account,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate:
    change = change.then(fact, at=now, actor=actor)
    kind = MessageKind.NEW_LEAD
    template = policy.mail.template_for(kind, account.partner.groups)
    messages = compose(change.after, decision.included, kind=kind, now=now, template=template)
    if account.auto_accepts(now):
        change = change.then(Accepted(automatic=True), at=now, actor=actor)
    return LeadUpdate(change=change, messages=messages, recipients=decision)
