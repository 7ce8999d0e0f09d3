"""
Moving a lead on: a duplicate continues it at another partner, or waits for one.

A lead never changes its partner in place, so that what one partner did with it stays apart from what the next one does.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final, Literal

from attrs import frozen

from leadflow.core.attaching import carried_files
from leadflow.core.facts import (
    Accepted,
    Actor,
    Assigned,
    AssignedBy,
    Continued,
    Deactivated,
    DeadlinePassed,
    Duplicated,
    Fact,
    Notice,
    Reactivated,
    Received,
)
from leadflow.core.handling.outcomes import LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.states import refuse_moving, refuse_reactivating, refuse_recalling
from leadflow.core.leads import EmailStatus, Lead, LeadKind
from leadflow.core.notifications import (
    Message,
    MessageKind,
    RecipientDecision,
    choose_mailed_recipients,
    compose,
    notice_of,
)
from leadflow.core.notifications.recipients import recipients_at
from leadflow.core.partners import Account
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange, LeadEvent

__all__ = [
    "REROUTED",
    "AfterRecall",
    "LeadMove",
    "duplicate",
    "move_on",
    "reactivate",
    "recall",
    "reroute",
    "transfer",
    "waiting_duplicate",
]

LONGEST_REASON: Final = 2_000
"""
How many characters a person may write about why a lead is recalled.
"""

REROUTED: Final = "rerouted"
"""
Why a lead is deactivated whose partner let the deadline pass.
"""

_NOBODY_TOLD: Final = Notice(status=EmailStatus.NOT_DUE)


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


@frozen(kw_only=True)
class LeadMove:
    """
    A lead, and the duplicate that continues it.

    Attributes:
        original: What is to be written of the lead.
        change: What is to be written of the duplicate; of the lead itself where no duplicate is made.
        messages: To be sent once this is written.
        recipients: Who is notified of the duplicate, and why the others are not; None if nobody was considered.
    """

    ok: ClassVar[Literal[True]] = True
    original: LeadChange
    change: LeadChange
    messages: tuple[Message, ...] = ()
    recipients: RecipientDecision | None = None

    @property
    def lead(self) -> Lead:
        """
        The duplicate, or the lead itself where none is made.
        """
        return self.change.after

    @property
    def changes(self) -> tuple[LeadChange, ...]:
        """
        Both leads, once each.
        """
        return (self.original,) if self.change is self.original else (self.original, self.change)

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        The new events of both, the original's first.
        """
        return tuple(event for change in self.changes for event in change.events)


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
    change = _begun(lead, new_id, facts, first_stage, now, actor)
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
    begun = _begun(lead, new_id, (assigned,), first_stage, now, actor)
    kind = MessageKind.NEW_LEAD
    template = policy.mail.template_for(kind, account.partner.groups)
    messages = compose(begun.after, decision.included, kind=kind, now=now, template=template)
    change = begun.then(Accepted(automatic=True), at=now, actor=actor) if account.auto_accepts(now) else begun
    original = _ended(LeadChange(lead), new_id, Deactivated(reason="transferred"), now, actor)
    return LeadMove(original=original, change=change, messages=messages, recipients=decision)


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
    original = _ended(change, new_id, fact, now, actor)
    decision = choose_mailed_recipients(account, mailed) if mailed else None
    kind = MessageKind.LEAD_RECALLED
    template = policy.mail.template_for(kind, account.partner.groups)
    told = decision.included if decision else ()
    messages = compose(original.after, told, kind=kind, now=now, template=template)
    change = original if new_id is None else waiting_duplicate(lead, new_id, first_stage, now, actor)
    return LeadMove(original=original, change=change, messages=messages, recipients=decision)


def move_on(rejected: LeadChange, new_id: str, *, first_stage: str, now: datetime, actor: Actor) -> LeadMove:
    """
    Continue a lead that its partner rejects by a duplicate that waits to be routed.

    Args:
        rejected: Of the lead, which is rejected after it.
        new_id: Of the duplicate.
        first_stage: Of the programme.
        now: When, in UTC.
        actor: Who is named in the events of that. The next partner reads them, so it is not who rejected the lead.
    """
    original = _ended(rejected, new_id, Deactivated(reason="moved_on"), now, actor)
    return LeadMove(original=original, change=waiting_duplicate(rejected.after, new_id, first_stage, now, actor))


def waiting_duplicate(lead: Lead, new_id: str, first_stage: str, now: datetime, actor: Actor) -> LeadChange:
    """
    Begin a duplicate of *lead* that waits for a partner.
    """
    return _begun(lead, new_id, (), first_stage, now, actor)


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


def _begun(
    lead: Lead, new_id: str, facts: tuple[Fact, ...], first_stage: str, now: datetime, actor: Actor
) -> LeadChange:
    received = Received(
        kind=LeadKind.DISTRIBUTED,
        source=lead.source,
        campaign_id=lead.campaign_id,
        stage=first_stage,
        score=lead.score,
        external_ids=lead.external_ids,
        created_at=lead.created_at,
        assessment=lead.assessment,
    )
    return LeadChange.begin(
        new_id,
        received,
        Duplicated(lead_id=lead.id),
        *carried_files(lead),
        *facts,
        supplier_id=lead.supplier_id,
        values=lead.values,
        at=now,
        actor=actor,
        history=lead.history,
    )


def _ended(change: LeadChange, new_id: str | None, fact: Deactivated, now: datetime, actor: Actor) -> LeadChange:
    if new_id is not None:
        change = change.then(Continued(lead_id=new_id), at=now, actor=actor)
    return change.then(fact, at=now, actor=actor)


def _target(lead: Lead, account: Account) -> Refusal | None:
    if account.partner.id == lead.partner_id:
        return refusal("partner_same", "the lead is at this partner already; name another", "partner")
    if not account.partner.active:
        return refusal("partner_inactive", "the partner is inactive; activate it, or name another", "partner")
    return None
