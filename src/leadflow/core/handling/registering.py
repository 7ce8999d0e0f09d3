"""
Registering a private lead with the supplier, and what the supplier and the time do with that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar, Final, Literal

from attrs import evolve, frozen

from leadflow.core.conflicts import ConflictAnswer
from leadflow.core.facts import (
    Actor,
    Deactivated,
    Fact,
    NoticeSent,
    ProtectionEnded,
    ProtectionExtended,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
)
from leadflow.core.handling.outcomes import LONGEST_COMMENT, LeadUpdate, Refusal, refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.registration_states import RegistrationOperation, is_done, refuse_in_state
from leadflow.core.handling.states import refuse_registering, refuse_registrations
from leadflow.core.intake.anonymous import refuse_anonymous
from leadflow.core.intake.requirements import LeadForm, RequiredFields, required_missing
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.lengths import about_id
from leadflow.core.notifications import (
    Message,
    MessageKind,
    RecipientDecision,
    choose_managers,
    choose_registration_recipients,
    compose,
    notice_of,
)
from leadflow.core.partners import Account
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration, RegistrationPolicy
from leadflow.core.schema import Fields
from leadflow.core.switches import Switches
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange, LeadEvent, admitted_values
from leadflow.core.values import Values

__all__ = [
    "RegistrationUpdate",
    "approve",
    "deny",
    "end_protection",
    "extend",
    "lacking",
    "remind_of_end",
    "return_for_more",
    "submit",
    "values_given",
    "withdraw",
]

_LONGEST_EXTENSION: Final = 3_650


@frozen(kw_only=True)
class RegistrationUpdate:
    """
    A registration after an operation.

    Attributes:
        registration: As it is now.
        update: What happened to its lead, and who is notified; None where the caller does not see the lead.
        warnings: What the partner is shown as well, such as that somebody else has the prospect.
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


def lacking(lead: Lead, fields: Fields, held_to: RequiredFields, switches: Switches) -> tuple[Problem, ...]:
    """
    Return everything that the supplier requires of registered leads and *lead* does not say, field by field.

    Args:
        lead: The private lead.
        fields: Declares what leads can say.
        held_to: The requirements of the programme.
        switches: Whether registrations may be anonymous.
    """
    declared = [name for name, one in fields.items() if one.required and lead.values.said(name)[0] is None]
    missing = dict.fromkeys((*declared, *held_to.missing(lead, LeadForm.REGISTRATION)))
    anonymous = refuse_anonymous(lead.values, fields, switches)
    return (*(required_missing(name, fields) for name in missing), *((anonymous,) if anonymous else ()))


def values_given(lead: Lead, events: Iterable[LeadEvent], seq: int, fields: Fields) -> Values:
    """
    Return what *lead* said when the event *seq* happened, from all of its *events*; what was erased since is gone.
    """
    return admitted_values(lead.values, [one for one in events if one.seq > seq], fields)


def submit(
    change: LeadChange,
    earlier: Registration | None,
    account: Account | None,
    registration_id: str,
    person_id: str,
    *,
    missing: tuple[Problem, ...],
    at_once: bool,
    rules: RegistrationPolicy,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
    conflict: ConflictAnswer = ConflictAnswer(),
    by_rules: tuple[str, ...] = (),
) -> RegistrationUpdate | Refusal:
    """
    Submit a private lead for registration, and approve it at once where the programme does.

    One that was submitted before is ``unchanged``; one that was returned is submitted again; one that was denied or
    withdrawn is submitted again.

    Args:
        change: Of the lead, which may be made by it.
        earlier: The lead's latest registration; None if it has none.
        account: Of its partner; None for the supplier's own.
        registration_id: Of the registration, where a new one is made.
        person_id: Who registers.
        missing: What the supplier requires and the lead does not say; see `lacking`.
        at_once: Whether nobody has to approve it.
        rules: Who is notified, and for how long companies are protected.
        policy: In which words, and what the programme offers.
        now: When, in UTC.
        actor: Who does it, and by which way.
        conflict: What the partner is shown of others that have the prospect.
        by_rules: Names of the rules that do it; empty if a person or a program does.
    """
    lead = change.after
    if lead.registration in (RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED) and earlier is not None:
        return RegistrationUpdate(
            registration=earlier, update=LeadUpdate(change=change, unchanged=True), unchanged=True
        )
    wrong = refuse_registrations(policy.switches) or refuse_registering(lead)
    if wrong is not None:
        return wrong
    if missing or conflict.refused:
        return Refusal((*missing, *((conflict.problem,) if conflict.refused and conflict.problem else ())))
    again = earlier if lead.registration is RegistrationStatus.RETURNED else None
    fact = RegistrationSubmitted(registration_id=again.id if again else registration_id, rules=by_rules)
    change = change.then(fact, at=now, actor=actor)
    made = Registration(
        id=fact.registration_id,
        lead_id=lead.id,
        partner_id=lead.partner_id,
        person_id=person_id,
        campaign_id=lead.campaign_id,
        seq=change.after.seq,
        submitted_at=now,
        modified_at=now,
        rules=by_rules,
        unknown=again.unknown if again else "",
    )
    kind = MessageKind.REGISTRATION_SUBMITTED
    messages = _to_supplier(change.after, kind, rules, policy, now)
    warnings = (conflict.problem,) if conflict.problem else ()
    if not at_once:
        done = LeadUpdate(change=change, messages=messages)
        return RegistrationUpdate(registration=made, update=done, warnings=warnings)
    approved = _approved(made, change, account, rules, policy, now, actor, automatic=True)
    assert approved.update is not None
    update = evolve(approved.update, messages=(*messages, *approved.update.messages))
    return evolve(approved, update=update, warnings=warnings)


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
    wrong = _ready(RegistrationOperation.APPROVE, registration, lead, rules, by_partner=False)
    if wrong is not None:
        return wrong
    return _approved(registration, LeadChange(lead), account, rules, policy, now, actor)


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
    wrong = _ready(RegistrationOperation.RETURN_FOR_MORE, registration, lead, rules, by_partner=False)
    wrong = wrong or _about_comment(said, required=True)
    if wrong is not None:
        return wrong
    fact = RegistrationReturned(registration_id=registration.id, comment=said)
    change = LeadChange(lead).then(fact, at=now, actor=actor)
    made = evolve(registration, status=RegistrationStatus.RETURNED, modified_at=now)
    return _told(made, change, account, MessageKind.REGISTRATION_RETURNED, policy, now, actor)


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
    wrong = _ready(RegistrationOperation.DENY, registration, lead, rules, by_partner=False)
    wrong = wrong or _about_comment(said, required=False) or _about_reason(reason)
    if wrong is not None:
        return wrong
    fact = RegistrationDenied(registration_id=registration.id, reason=reason, comment=said or None)
    change = _left(LeadChange(lead).then(fact, at=now, actor=actor), now, actor)
    made = evolve(registration, status=RegistrationStatus.DENIED, modified_at=now, decided_at=now)
    return _told(made, change, account, MessageKind.REGISTRATION_DENIED, policy, now, actor)


def withdraw(
    registration: Registration, lead: Lead, *, by_partner: bool, rules: RegistrationPolicy, now: datetime, actor: Actor
) -> RegistrationUpdate | Refusal:
    """
    Take a registration back that nobody has decided about; the lead stays private, and nobody is notified.

    Args:
        registration: As it was read.
        lead: Its lead.
        by_partner: True if the partner does it, False if the supplier does.
        rules: The programme's.
        now: When, in UTC.
        actor: Who does it, and by which way.
    """
    wrong = _ready(RegistrationOperation.WITHDRAW, registration, lead, rules, by_partner=by_partner)
    if wrong is not None:
        return wrong
    fact = RegistrationWithdrawn(registration_id=registration.id)
    change = _left(LeadChange(lead).then(fact, at=now, actor=actor), now, actor)
    made = evolve(registration, status=RegistrationStatus.WITHDRAWN, modified_at=now)
    return RegistrationUpdate(registration=made, update=LeadUpdate(change=change))


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
    wrong = _ready(RegistrationOperation.EXTEND, registration, lead, rules, by_partner=by_partner)
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


def remind_of_end(
    registration: Registration,
    lead: Lead,
    account: Account | None,
    *,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate:
    """
    Tell the partner's people that the protection is about to end; once for each end.
    """
    made = evolve(registration, remind_at=None, modified_at=now)
    return _told(made, LeadChange(lead), account, MessageKind.REGISTRATION_EXPIRING, policy, now, actor)


def end_protection(registration: Registration, lead: Lead, *, now: datetime, actor: Actor) -> RegistrationUpdate:
    """
    End the protection of a company; nothing else of the lead changes.
    """
    fact = ProtectionEnded(registration_id=registration.id)
    made = evolve(registration, status=RegistrationStatus.EXPIRED, remind_at=None, modified_at=now)
    return RegistrationUpdate(
        registration=made, update=LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))
    )


def _ready(
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


def _approved(
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
    return _told(made, change, account, MessageKind.REGISTRATION_APPROVED, policy, now, actor)


def _told(
    registration: Registration,
    change: LeadChange,
    account: Account | None,
    kind: MessageKind,
    policy: HandlingPolicy,
    now: datetime,
    actor: Actor,
) -> RegistrationUpdate:
    """
    Tell the partner's people: who the lead names if that is one of them, else the default recipients.
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


def _left(change: LeadChange, now: datetime, actor: Actor) -> LeadChange:
    """
    Deactivate a private lead of the supplier's own that is not registered: nobody would see it any more.
    """
    return change if change.after.partner_id else change.then(Deactivated(reason="not_registered"), at=now, actor=actor)


def _to_supplier(
    lead: Lead, kind: MessageKind, rules: RegistrationPolicy, policy: HandlingPolicy, now: datetime
) -> tuple[Message, ...]:
    people = choose_managers(rules.recipients).included
    return compose(lead, people, kind=kind, now=now, template=policy.mail.template_for(kind, ()))


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
