"""
Reassigning a lead to a colleague, and notifying again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from leadflow.core.facts import Actor, Distributed, NoticeSent, Reassigned
from leadflow.core.handling.outcomes import LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.states import (
    refuse_reassigning,
    refuse_registered,
    refuse_reminding,
    refuse_resending,
)
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.notifications import (
    MessageKind,
    RecipientDecision,
    choose_recipients,
    choose_registration_recipients,
    choose_update_recipients,
    compose,
    notice_of,
)
from leadflow.core.partners import Account
from leadflow.core.problems import near
from leadflow.core.templates import traits_of
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = ["MOST_RESENT", "check_assignee", "reassign", "resend", "tell_again", "tell_registered"]

MOST_RESENT: Final = 5
"""
How often the new-lead mail of one lead may be sent again within an hour.
"""

_HOUR: Final = timedelta(hours=1)


def reassign(
    lead: Lead,
    account: Account,
    assignee_id: str,
    *,
    by_supplier: bool,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate | Refusal:
    """
    Make another of the partner's people the assignee of *lead*, and notify only them.

    A partner reassigns what is pending or accepted, however it came; the supplier what is pending and was not routed by
    a module, and a registered lead, which becomes a distributed one by that and stays accepted.

    Args:
        lead: What is reassigned.
        account: Of the partner who works it.
        assignee_id: One of the partner's users or sales reps.
        by_supplier: True if the supplier does it, False if the partner does.
        policy: Who is mailed, and in which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = refuse_reassigning(lead, by_supplier=by_supplier) or check_assignee(account, assignee_id)
    if wrong is not None:
        return wrong
    if lead.assignee_id == assignee_id:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    decision = choose_recipients(lead, account, assignee_id=assignee_id, policy=policy.recipients)
    fact = Reassigned(assignee_id=assignee_id, before=lead.assignee_id, notice=notice_of(decision))
    change = LeadChange(lead)
    if by_supplier and lead.kind is LeadKind.REGISTERED:
        change = change.then(Distributed(), at=now, actor=actor)
    return _told(change, fact, decision, MessageKind.NEW_LEAD, account, policy, now, actor)


def resend(
    lead: Lead,
    account: Account,
    events: Iterable[LeadEvent],
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate | Refusal:
    """
    Send the new-lead mail again, to the current recipients; *events* are the lead's so far.

    Works on active distributed leads that are pending or accepted, at most `MOST_RESENT` times an hour for a lead.
    """
    wrong = refuse_resending(lead)
    if wrong is not None:
        return wrong
    sent = [one for one in events if isinstance(one.fact, NoticeSent) and traits_of(one.fact.kind).announces]
    if sum(now - one.at < _HOUR for one in sent) >= MOST_RESENT:
        return refusal(
            "resend_limit",
            f"the lead was sent again {MOST_RESENT} times within an hour, which is the limit; try again later",
        )
    decision = choose_recipients(lead, account, policy=policy.recipients)
    fact = NoticeSent(kind=MessageKind.NEW_LEAD, notice=notice_of(decision))
    return _told(LeadChange(lead), fact, decision, MessageKind.NEW_LEAD, account, policy, now, actor)


def tell_again(
    lead: Lead, account: Account, kind: MessageKind, *, policy: HandlingPolicy, now: datetime, actor: Actor
) -> LeadUpdate | Refusal:
    """
    Remind of a lead, or ask for an update of it or of its opportunity: the assignee, else the default recipients.

    A reminder is about a lead that is pending, an opportunity is one of a lead that is accepted.
    """
    wrong = refuse_reminding(lead, kind)
    if wrong is not None:
        return wrong
    decision = choose_update_recipients(lead, account)
    fact = NoticeSent(kind=kind, notice=notice_of(decision))
    return _told(LeadChange(lead), fact, decision, kind, account, policy, now, actor)


def tell_registered(
    lead: Lead,
    account: Account,
    events: Iterable[LeadEvent],
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate | Refusal:
    """
    Notify the partner's people once that the opportunity of *lead* was registered.

    *events* are the events of the lead so far.

    Partners that auto-accept are notified too, because the mail is about their own work, not about a new lead.
    """
    wrong = refuse_registered(lead)
    if wrong is not None:
        return wrong
    kind = MessageKind.DEAL_REGISTERED
    if any(isinstance(one.fact, NoticeSent) and one.fact.kind is kind for one in events):
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    decision = choose_registration_recipients(lead, account)
    fact = NoticeSent(kind=kind, notice=notice_of(decision))
    return _told(LeadChange(lead), fact, decision, kind, account, policy, now, actor)


def check_assignee(account: Account, assignee_id: str) -> Refusal | None:
    """
    Refuse somebody who is not an active person of the partner; None if they are.
    """
    people = {one.id: one for one in account.people.members}
    if assignee_id not in people:
        close = near(assignee_id, people)
        message = "the partner has no person with this id; name one of its users or sales reps"
        return refusal("assignee_unknown", message + (f", such as '{close[0]}'" if close else ""), "assignee")
    if not people[assignee_id].active:
        return refusal("assignee_inactive", "this person is inactive; name somebody else", "assignee")
    return None


def _told(
    change: LeadChange,
    fact: Reassigned | NoticeSent,
    decision: RecipientDecision,
    kind: MessageKind,
    account: Account,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate:
    change = change.then(fact, at=now, actor=actor)
    template = policy.mail.template_for(kind, account.partner.groups)
    messages = compose(change.after, decision.included, kind=kind, now=now, template=template)
    return LeadUpdate(change=change, messages=messages, recipients=decision)
