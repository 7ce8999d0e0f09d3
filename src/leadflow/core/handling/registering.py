"""
Submitting a private lead for registration, and withdrawing it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import evolve

from leadflow.core.conflicts import ConflictAnswer
from leadflow.core.facts import (
    Actor,
    RegistrationSubmitted,
    RegistrationWithdrawn,
)
from leadflow.core.handling.outcomes import LeadUpdate, Refusal
from leadflow.core.handling.policy import HandlingPolicy
from leadflow.core.handling.registration_states import RegistrationOperation, refuse_inactive
from leadflow.core.handling.registration_updates import RegistrationUpdate, left_private, ready_for, with_approval
from leadflow.core.handling.states import refuse_registering, refuse_registrations
from leadflow.core.intake.anonymous import refuse_anonymous
from leadflow.core.intake.requirements import LeadForm, RequiredFields, required_missing
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.notifications import (
    Message,
    MessageKind,
    choose_managers,
    compose,
)
from leadflow.core.partners import Account
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration, RegistrationPolicy
from leadflow.core.schema import Fields
from leadflow.core.switches import Switches
from leadflow.core.timeline import LeadChange, LeadEvent, admitted_values
from leadflow.core.values import Values

__all__ = ["lacking", "submit", "values_given", "withdraw"]


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
    wrong = wrong or refuse_inactive(account.partner if account else None)
    if wrong is not None:
        return wrong
    if missing or conflict.refused:
        return Refusal((*missing, *((conflict.problem,) if conflict.refused and conflict.problem else ())))
    again = earlier if lead.registration is RegistrationStatus.RETURNED else None
    fact = RegistrationSubmitted(registration_id=again.id if again else registration_id, rules=by_rules)
    change = change.then(fact, at=now, actor=actor)
    made = _submitted(change.after, again, fact, person_id, now)
    messages = _to_supplier(change.after, MessageKind.REGISTRATION_SUBMITTED, rules, policy, now)
    warnings = (conflict.problem,) if conflict.problem else ()
    if not at_once:
        done = LeadUpdate(change=change, messages=messages)
        return RegistrationUpdate(registration=made, update=done, warnings=warnings)
    approved = with_approval(made, change, account, rules, policy, now, actor, automatic=True)
    assert approved.update is not None
    update = evolve(approved.update, messages=(*messages, *approved.update.messages))
    return evolve(approved, update=update, warnings=warnings)


def _submitted(
    lead: Lead, again: Registration | None, fact: RegistrationSubmitted, person_id: str, now: datetime
) -> Registration:
    """
    Return the registration that *fact* begins, or submits *again*.
    """
    return Registration(
        id=fact.registration_id,
        lead_id=lead.id,
        partner_id=lead.partner_id,
        person_id=person_id,
        campaign_id=lead.campaign_id,
        seq=lead.seq,
        submitted_at=now,
        modified_at=now,
        rules=fact.rules,
        unknown=again.unknown if again else "",
    )


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
    wrong = ready_for(RegistrationOperation.WITHDRAW, registration, lead, rules, by_partner=by_partner)
    if wrong is not None:
        return wrong
    fact = RegistrationWithdrawn(registration_id=registration.id)
    change = left_private(LeadChange(lead).then(fact, at=now, actor=actor), now, actor)
    made = evolve(registration, status=RegistrationStatus.WITHDRAWN, modified_at=now)
    return RegistrationUpdate(registration=made, update=LeadUpdate(change=change))


def _to_supplier(
    lead: Lead, kind: MessageKind, rules: RegistrationPolicy, policy: HandlingPolicy, now: datetime
) -> tuple[Message, ...]:
    people = choose_managers(rules.recipients).included
    return compose(lead, people, kind=kind, now=now, template=policy.mail.template_for(kind, ()))
