"""
Actions by the links of a mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.access import PartnerParty, actor_of
from leadflow.core.facts import Accepted, Actor, Channel, Reassigned, StageChanged
from leadflow.core.handling.answers import accept, reject
from leadflow.core.handling.assignment import decision_of
from leadflow.core.handling.editing import set_stage
from leadflow.core.handling.outcomes import LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.reassigning import reassign
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant
from leadflow.core.partners import Account
from leadflow.core.stages import StagePolicy
from leadflow.core.templates import MessageKind, traits_of
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.errors import (
    AlreadyDecided,
    LeadflowError,
    LeadInactive,
    LinkExpired,
    LinkInvalid,
    LinkOutdated,
    LinkUnusable,
)

__all__ = ["LinkAnswer", "LinkPreview", "decide_by_link", "link_code", "preview_link", "shown_actions"]

_CODES: Final[dict[type[LeadflowError], str]] = {
    LinkInvalid: "link_invalid",
    LinkExpired: "link_expired",
    LinkOutdated: "link_outdated",
    LeadInactive: "lead_inactive",
    AlreadyDecided: "already_decided",
}


@frozen(kw_only=True)
class LinkAnswer:
    """
    What the holder of a link wants done.

    Attributes:
        action: Which button was pressed.
        reason, comment: Of a rejection; an update can have a comment too.
        assignee_id: Who is to have the lead, of a reassignment.
        stage: Where the lead is, of an update; *comment* says more.
    """

    action: LinkAction
    reason: str | None = None
    comment: str | None = field(default=None, repr=False)
    assignee_id: str | None = None
    stage: str | None = None


@frozen(kw_only=True)
class LinkPreview:
    """
    The content of a confirmation page.

    Attributes:
        lead: The lead, for its holder's eyes.
        account: Of the partner who works it; its active people are whom it can be reassigned to.
        recipient_id: Who was mailed.
        actions: What can be done, in the order of the buttons; once it is accepted, an update of its stage.
        nonce: What the form has to send back.
        decided: The event by which it was decided; None while it is pending.
    """

    lead: Lead
    account: Account
    recipient_id: str
    actions: tuple[LinkAction, ...]
    nonce: str = field(repr=False)
    decided: LeadEvent | None = None


def link_code(error: LinkUnusable | AlreadyDecided) -> str:
    """
    Return the code of an error of a link, such as ``link_expired``.
    """
    return _CODES[type(error)]


def preview_link(
    grant: LinkGrant, lead: Lead, account: Account, events: Sequence[LeadEvent], *, nonce: str
) -> LinkPreview:
    """
    Return what the confirmation page shows.

    Raises:
        LeadInactive: The lead was deactivated.
        LinkOutdated: It was reassigned.
        LinkInvalid: The recipient is not the partner's any more.
    """
    _check_recipient(grant, account)
    _check_lead(grant, lead)
    decided = decision_of(lead, events)
    actions = tuple(one for one in _possible(lead) if one in grant.actions)
    return LinkPreview(
        lead=lead, account=account, recipient_id=grant.recipient_id, actions=actions, nonce=nonce, decided=decided
    )


def shown_actions(kind: MessageKind, lead: Lead) -> tuple[LinkAction, ...]:
    """
    Return the buttons that a message of *kind* about *lead* has, in their order.
    """
    traits, pending = traits_of(kind), lead.status is DistributionStatus.PENDING
    return _possible(lead) if (traits.asks if pending else traits.updates) else ()


def _possible(lead: Lead) -> tuple[LinkAction, ...]:
    match lead.status:
        case DistributionStatus.PENDING:
            return LinkAction.ACCEPT, LinkAction.REJECT, LinkAction.REASSIGN
        case DistributionStatus.ACCEPTED:
            return (LinkAction.SET_STAGE,)
        case DistributionStatus.REJECTED | DistributionStatus.UNASSIGNED:
            return ()


def decide_by_link(
    grant: LinkGrant,
    answer: LinkAnswer,
    lead: Lead,
    account: Account,
    events: Sequence[LeadEvent],
    *,
    policy: HandlingPolicy,
    stages: StagePolicy,
    now: datetime,
) -> LeadUpdate | Refusal:
    """
    Do what *answer* says, once: the same again is ``unchanged``, and something else is refused.

    Raises:
        AlreadyDecided: Something else was decided before.
        LeadInactive: The lead was deactivated.
        LinkOutdated: It was reassigned.
        LinkInvalid: The link does not allow this, or the recipient is not the partner's any more.
    """
    _check_recipient(grant, account)
    if answer.action not in grant.actions:
        raise LinkInvalid
    if _was_reassigned_so(grant, answer, lead, account, events) or _was_rejected(grant, answer, lead):
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    _check_lead(grant, lead)
    decided = decision_of(lead, events)
    actor = _recipient(grant, account)
    if decided is not None and answer.action is LinkAction.SET_STAGE and isinstance(decided.fact, Accepted):
        return _updated(answer, lead, events, stages, now, actor)
    if decided is not None:
        return _again(answer, lead, decided)
    match answer.action:
        case LinkAction.ACCEPT:
            return accept(lead, now=now, actor=actor)
        case LinkAction.REJECT:
            said = {"reason": answer.reason, "comment": answer.comment}
            return reject(lead, policy=policy, now=now, actor=actor, **said)
        case LinkAction.REASSIGN:
            if not answer.assignee_id:
                return refusal("assignee_missing", "no person is given; name who gets the lead", "assignee")
            return reassign(
                lead,
                account,
                answer.assignee_id,
                by_supplier=False,
                policy=policy,
                now=now,
                actor=actor,
            )
        case LinkAction.SET_STAGE:
            return set_stage(lead, answer.stage or "", policy=stages, by_partner=True, now=now, actor=actor)


def _updated(
    answer: LinkAnswer, lead: Lead, events: Sequence[LeadEvent], stages: StagePolicy, now: datetime, actor: Actor
) -> LeadUpdate | Refusal:
    """
    Set the stage of an accepted lead; what the same person has reported last is ``unchanged``.
    """
    if not answer.stage:
        return refusal("stage_missing", "no stage is given; choose one", "stage")
    done = set_stage(lead, answer.stage, comment=answer.comment, policy=stages, by_partner=True, now=now, actor=actor)
    if isinstance(done, LeadUpdate) and done.events and events[-1].actor == actor:
        last, new = events[-1].fact, done.events[-1].fact
        if (
            isinstance(last, StageChanged)
            and isinstance(new, StageChanged)
            and new == evolve(last, before=new.before, skipped=())
        ):
            return LeadUpdate(change=LeadChange(lead), unchanged=True)
    return done


def _check_recipient(grant: LinkGrant, account: Account) -> None:
    person = account.person(grant.recipient_id)
    if person is None or not person.active:
        raise LinkInvalid


def _check_lead(grant: LinkGrant, lead: Lead) -> None:
    # First, since a person who has lost the lead learns nothing about it.
    if lead.assignment != grant.assignment:
        raise LinkOutdated
    if not lead.active:
        raise LeadInactive


def _recipient(grant: LinkGrant, account: Account) -> Actor:
    """
    Return the actor for events of a link: the person to whom it was sent.
    """
    return actor_of(PartnerParty(id=grant.recipient_id, partner_id=account.partner.id), Channel.MAIL_LINK)


def _was_reassigned_so(
    grant: LinkGrant, answer: LinkAnswer, lead: Lead, account: Account, events: Sequence[LeadEvent]
) -> bool:
    """
    Return whether this link did the same before: the next assignment after its own is this one, by its holder.
    """
    if answer.action is not LinkAction.REASSIGN or not lead.active:
        return False
    later = [event for event in events if event.seq > grant.assignment and isinstance(event.fact, Reassigned)]
    if not later or not isinstance(later[0].fact, Reassigned):
        return False
    by_link = later[0].actor == _recipient(grant, account)
    return by_link and later[0].fact.assignee_id == answer.assignee_id


def _was_rejected(grant: LinkGrant, answer: LinkAnswer, lead: Lead) -> bool:
    """
    Return whether this assignment was rejected before, also if the lead has moved on since.
    """
    same = answer.action is LinkAction.REJECT and lead.assignment == grant.assignment
    return same and lead.status is DistributionStatus.REJECTED and lead.superseded_by is not None


def _again(answer: LinkAnswer, lead: Lead, decided: LeadEvent) -> LeadUpdate:
    accepted = isinstance(decided.fact, Accepted)
    if answer.action is (LinkAction.ACCEPT if accepted else LinkAction.REJECT):
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    raise AlreadyDecided("accepted" if accepted else "rejected", decided.actor.id, decided.at)
