"""
Taking a lead back from its partner, by a person or because a deadline passed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Final

from leadflow.core.facts import (
    Actor,
    Deactivated,
    DeadlinePassed,
)
from leadflow.core.handling.continuing import LeadMove, end_original, waiting_duplicate
from leadflow.core.handling.outcomes import Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.states import refuse_recalling
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    MessageKind,
    choose_mailed_recipients,
    compose,
)
from leadflow.core.partners import Account
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange

__all__ = ["REROUTED", "AfterRecall", "recall", "reroute"]

LONGEST_REASON: Final = 2_000
"""
How many characters a person may write about why a lead is recalled.
"""

REROUTED: Final = "rerouted"
"""
Why a lead is deactivated whose partner let the deadline pass.
"""


class AfterRecall(StrEnum):
    """
    What happens to a lead that is recalled.

    Attributes:
        WAIT: A duplicate waits for a person.
        ROUTE: A duplicate is routed by the programme's module; who declined the lead does not get it.
        END: No duplicate is made.
    """

    WAIT = "wait"
    ROUTE = "route"
    END = "end"


def recall(
    lead: Lead,
    account: Account,
    mailed: Collection[str],
    new_id: str | None,
    *,
    comment: str | None,
    first_stage: str,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadMove | Refusal:
    """
    Take *lead* back from its partner, accepted and routed ones too, and notify those who got mail about it.

    Args:
        lead: Active, distributed, at a partner.
        account: Of the partner.
        mailed: Ids of those to whom mail about the lead was sent.
        new_id: Of the duplicate that waits for a person; None makes none.
        comment: Why, in words; blank means nothing was said.
        first_stage: Of the programme.
        policy: Who is mailed, and in which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = refuse_recalling(lead)
    comment = clean_text(comment or "").strip() or None
    if wrong is None and comment is not None and len(comment) > LONGEST_REASON:
        message = f"the reason has {len(comment)} characters; shorten it to {LONGEST_REASON}"
        wrong = refusal("comment_too_long", message, "comment")
    if wrong is not None:
        return wrong
    fact = Deactivated(reason="recalled", comment=comment)
    return _taken_back(LeadChange(lead), fact, account, mailed, new_id, first_stage, policy, now, actor)


def reroute(
    lead: Lead,
    account: Account,
    mailed: Collection[str],
    new_id: str,
    passed: DeadlinePassed,
    *,
    first_stage: str,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadMove:
    """
    Take *lead* back from a partner that let its deadline pass, and notify those who got mail about it.

    Args:
        lead: Active and pending at the partner.
        account: Of the partner.
        mailed: Ids of those to whom mail about the lead was sent.
        new_id: Of the duplicate, which waits to be routed.
        passed: The step of the deadline.
        first_stage: Of the programme.
        policy: Who is mailed, and in which words.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    change = LeadChange(lead).then(passed, at=now, actor=actor)
    fact = Deactivated(reason=REROUTED)
    return _taken_back(change, fact, account, mailed, new_id, first_stage, policy, now, actor)


def _taken_back(
    change: LeadChange,
    fact: Deactivated,
    account: Account,
    mailed: Collection[str],
    new_id: str | None,
    first_stage: str,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> LeadMove:
    lead = change.after
    original = end_original(change, new_id, fact, now, actor)
    decision = choose_mailed_recipients(account, mailed) if mailed else None
    kind = MessageKind.LEAD_RECALLED
    template = policy.mail.template_for(kind, account.partner.groups)
    told = decision.included if decision else ()
    messages = compose(original.after, told, kind=kind, now=now, template=template)
    change = original if new_id is None else waiting_duplicate(lead, new_id, first_stage, now, actor)
    return LeadMove(original=original, change=change, messages=messages, recipients=decision)
