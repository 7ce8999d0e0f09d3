"""
What is done to a registration, and steps that several operations on it have in common.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

from attrs import evolve, frozen

from leadflow.core.facts import (
    Actor,
    Deactivated,
    Fact,
    NoticeSent,
    Registered,
)
from leadflow.core.handling.outcomes import LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.registration_states import RegistrationOperation, is_done, refuse_in_state
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.notifications import (
    MessageKind,
    RecipientDecision,
    choose_registration_recipients,
    compose,
    notice_of,
)
from leadflow.core.partners import Account
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration, RegistrationPolicy
from leadflow.core.timeline import LeadChange

__all__ = ["RegistrationUpdate", "left_private", "notified", "ready_for", "with_approval"]


@frozen(kw_only=True)
class RegistrationUpdate:
    """
    A registration after an operation.

    Attributes:
        registration: As it is now.
        update: What happened to its lead, and who is notified; None where the caller does not see the lead.
        warnings: What the partner is shown as well, such as that somebody else has the prospect; a call that is
            repeated with its idempotency key has none.
    """

    ok: ClassVar[Literal[True]] = True
    registration: Registration
    update: LeadUpdate | None = None
    warnings: tuple[Problem, ...] = ()
    unchanged: bool = False

    @property
    def lead(self) -> Lead | None:
        """
        The lead after the operation; None where the caller does not see it.
        """
        return self.update.lead if self.update else None


def ready_for(
    operation: RegistrationOperation,
    registration: Registration,
    lead: Lead,
    rules: RegistrationPolicy,
    *,
    by_partner: bool,
) -> RegistrationUpdate | Refusal | None:
    """
    Return why an operation is refused, or what was done before; None if it can be done.
    """
    wrong = refuse_in_state(operation, registration, by_partner=by_partner, rules=rules)
    if wrong is None and is_done(operation, registration):
        same = LeadUpdate(change=LeadChange(lead), unchanged=True)
        return RegistrationUpdate(registration=registration, update=same, unchanged=True)
    if wrong is None and not lead.active:
        wrong = refusal("lead_deactivated", "the lead of this registration is deactivated; it was erased or taken back")
    return wrong


def with_approval(
    registration: Registration,
    change: LeadChange,
    account: Account | None,
    rules: RegistrationPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
    *,
    automatic: bool = False,
) -> RegistrationUpdate:
    """
    Approve a registration that can be approved, by a person or on its own.
    """
    until = rules.end_of(now)
    fact: Fact = Registered(registration_id=registration.id, automatic=automatic, protected_until=until)
    made = evolve(
        registration,
        status=RegistrationStatus.APPROVED,
        modified_at=now,
        decided_at=now,
        protected_until=until,
        remind_at=rules.reminder_of(until, now),
    )
    change = change.then(fact, at=now, actor=actor)
    return notified(made, change, account, MessageKind.REGISTRATION_APPROVED, policy, now, actor)


def notified(
    registration: Registration,
    change: LeadChange,
    account: Account | None,
    kind: MessageKind,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate:
    """
    Notify the partner's people: who the lead names if that is one of them, else the default recipients.
    """
    if account is None:
        return RegistrationUpdate(registration=registration, update=LeadUpdate(change=change))
    lead = change.after
    theirs = any(one.id == lead.assignee_id for one in account.people.members)
    decision: RecipientDecision = choose_registration_recipients(
        lead if theirs else evolve(lead, assignee_id=None), account
    )
    change = change.then(NoticeSent(kind=kind, notice=notice_of(decision)), at=now, actor=actor)
    template = policy.mail.template_for(kind, account.partner.groups)
    messages = compose(change.after, decision.included, kind=kind, now=now, template=template)
    return RegistrationUpdate(
        registration=registration, update=LeadUpdate(change=change, messages=messages, recipients=decision)
    )


def left_private(change: LeadChange, now: datetime, actor: Actor) -> LeadChange:
    """
    Deactivate a private lead of the supplier's own that is not registered: nobody would see it any more.
    """
    return change if change.after.partner_id else change.then(Deactivated(reason="not_registered"), at=now, actor=actor)
