"""
What is done with a lead when a step of its deadline is due: a reminder, a request, word to the managers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from leadflow.core.deadlines import DeadlineAction, DueAction
from leadflow.core.facts import Actor, DeadlinePassed, NoticeSent, StepResult
from leadflow.core.handling.outcomes import LeadUpdate
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    MessageKind,
    RecipientDecision,
    choose_managers,
    choose_update_recipients,
    compose,
    notice_of,
)
from leadflow.core.partners import Account, SupplierContact
from leadflow.core.templates import traits_of
from leadflow.core.timeline import LeadChange

__all__ = ["keep", "passed_fact", "tell"]


def passed_fact(action: DueAction, result: StepResult = StepResult.DONE) -> DeadlinePassed:
    """
    Return what the timeline says of a step that was due.
    """
    return DeadlinePassed(
        policy=action.policy,
        step=action.step,
        action=action.action,
        due_at=action.due_at,
        result=result,
        passed_over=action.passed_over,
    )


def tell(
    lead: Lead,
    account: Account,
    action: DueAction,
    *,
    managers: Iterable[SupplierContact],
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadUpdate:
    """
    Remind the partner's people of *lead*, ask them for an update, or notify the managers that a deadline passed.

    Args:
        lead: At the partner.
        account: Of the partner.
        action: The step that is due, which moves no lead.
        managers: Whom an escalation notifies.
        policy: In which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    kind, decision = _told(lead, account, DeadlineAction(action.action), managers)
    change = LeadChange(lead).then(passed_fact(action), at=now, actor=actor)
    change = change.then(NoticeSent(kind=kind, notice=notice_of(decision)), at=now, actor=actor)
    groups = () if traits_of(kind).to_supplier else account.partner.groups
    template = policy.mail.template_for(kind, groups)
    messages = compose(change.after, decision.included, kind=kind, now=now, template=template)
    return LeadUpdate(change=change, messages=messages, recipients=decision)


def keep(lead: Lead, action: DueAction, result: StepResult, *, now: datetime, actor: Actor) -> LeadUpdate:
    """
    Say that *lead* stays where it is though it should have moved on to another partner, and why.
    """
    return LeadUpdate(change=LeadChange(lead).then(passed_fact(action, result), at=now, actor=actor))


def _told(
    lead: Lead, account: Account, action: DeadlineAction, managers: Iterable[SupplierContact]
) -> tuple[MessageKind, RecipientDecision]:
    match action:
        case DeadlineAction.REMIND:
            return MessageKind.PENDING_REMINDER, choose_update_recipients(lead, account)
        case DeadlineAction.REQUEST_UPDATE:
            kind = MessageKind.OPPORTUNITY_UPDATE_REQUEST if lead.opportunity else MessageKind.UPDATE_REQUEST
            return kind, choose_update_recipients(lead, account)
        case DeadlineAction.ESCALATE | DeadlineAction.REROUTE:
            return MessageKind.DEADLINE_PASSED, choose_managers(managers)
