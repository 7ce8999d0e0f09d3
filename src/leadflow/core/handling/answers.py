"""
Accepting and rejecting a lead.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.facts import Accepted, Actor, Rejected
from leadflow.core.handling.outcomes import LONGEST_COMMENT, LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy, RejectionPolicy
from leadflow.core.handling.states import refuse_accepting, refuse_rejecting
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications import MessageKind, choose_rejection_recipients, compose
from leadflow.core.problems import near, or_list
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange

__all__ = ["LONGEST_COMMENT", "accept", "check_comment", "reject"]


def accept(lead: Lead, *, now: datetime, actor: Actor) -> LeadUpdate | Refusal:
    """
    Take *lead* on for its partner.

    Returns:
        The accepted lead; unchanged and ``unchanged`` if it had been accepted before.
    """
    wrong = refuse_accepting(lead)
    if wrong is not None:
        return wrong
    if lead.status is DistributionStatus.ACCEPTED:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    return LeadUpdate(change=LeadChange(lead).then(Accepted(), at=now, actor=actor))


def reject(
    lead: Lead,
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
    reason: str | None = None,
    comment: str | None = None,
) -> LeadUpdate | Refusal:
    """
    Reject *lead* for its partner, and notify the supplier if the policy says so.

    Args:
        lead: What is declined.
        policy: Says which reasons there are, and who is notified.
        now: When, in UTC.
        actor: Who does it, and by which way.
        reason: A code of ``policy.rejections.reasons``; None if none is given, which the policy may refuse.
        comment: What the partner wrote; blank means no comment. Some reasons require one.

    Returns:
        The rejected lead; unchanged and ``unchanged`` if it had been rejected before.
    """
    wrong = refuse_rejecting(lead)
    if wrong is not None:
        return wrong
    if lead.status is DistributionStatus.REJECTED:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    comment = clean_text(comment or "").strip() or None
    wrong = _check_reason(policy.rejections, reason, comment)
    if wrong is not None:
        return wrong
    change = LeadChange(lead).then(Rejected(reason=reason, comment=comment), at=now, actor=actor)
    if not policy.switches.rejection_notices:
        return LeadUpdate(change=change)
    decision = choose_rejection_recipients(policy.rejections.recipients)
    kind = MessageKind.LEAD_REJECTED
    messages = compose(change.after, decision.included, kind=kind, now=now, template=policy.mail.template_for(kind, ()))
    return LeadUpdate(change=change, messages=messages, recipients=decision)


def check_comment(comment: str | None) -> Refusal | None:
    """
    Refuse a comment that is too long.
    """
    if comment is not None and len(comment) > LONGEST_COMMENT:
        message = f"the comment has {len(comment)} characters; shorten it to {LONGEST_COMMENT}"
        return refusal("comment_too_long", message, "comment")
    return None


def _check_reason(policy: RejectionPolicy, reason: str | None, comment: str | None) -> Refusal | None:
    wrong = check_comment(comment)
    if wrong is not None:
        return wrong
    known = {one.code: one for one in policy.reasons}
    if reason is None and policy.reason_required:
        return refusal("reason_missing", f"no reason is given; choose {or_list(known) or 'one'}", "reason")
    if reason is None:
        return None
    if reason not in known:
        close = or_list(near(reason, known) or known) or "no reason"
        return refusal("reason_unknown", f"there is no such reason; choose {close}", "reason")
    if known[reason].comment_required and comment is None:
        message = f"the reason '{known[reason].label}' needs a comment; add one"
        return refusal("comment_missing", message, "comment")
    return None
