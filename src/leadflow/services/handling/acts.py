"""
Operations on existing leads: accept, reject, reassign, deactivate, send again.

Each operation reads, decides and writes once. It returns `LeadUpdate`, or a `Refusal` that names the state of the lead;
a refusal writes nothing. All raise `NotFound` for a lead that the caller does not see, `NotAllowed` for an act that
none of their roles allows, and `Conflict` when others wrote first twelve times in a row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from leadflow.core.access import Act, PartnerParty
from leadflow.core.changes import Changes
from leadflow.core.handling import (
    LeadUpdate,
    Refusal,
    accept,
    deactivate,
    reassign,
    resend,
    tell_again,
    tell_registered,
)
from leadflow.core.handling.states import refuse_reassigning, refuse_registered, refuse_reminding, refuse_resending
from leadflow.core.leads import Lead
from leadflow.core.lengths import about_id
from leadflow.core.notifications import (
    MessageKind,
    ReadyExport,
    RecipientDecision,
    choose_nominated_recipient,
    compose_export,
)
from leadflow.core.partners import Account
from leadflow.ports import UnitOfWork
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.services.registration.auto_registering import with_auto_registration

__all__ = [
    "accept_lead",
    "changes_of",
    "deactivate_lead",
    "handle",
    "notify_deal_registered",
    "notify_export_ready",
    "reassign_lead",
    "remind_partner",
    "resend_lead",
]


def accept_lead(caller: Caller, lead_id: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Accept a lead for its partner.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return accept(lead, now=now, actor=caller.actor)

    return handle(caller, Act.ACCEPT, lead_id, decide, (), idempotency_key)


def reassign_lead(
    caller: Caller, lead_id: str, assignee_id: str, *, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Name another of the partner's people on a lead; the supplier may do that with fewer leads than the partner.
    """
    by_supplier = not isinstance(caller.party, PartnerParty)

    def decide(lead: Lead, account: Account, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return reassign(
            lead,
            account,
            assignee_id,
            by_supplier=by_supplier,
            policy=caller.setting.programme.handling,
            now=now,
            actor=caller.actor,
        )

    def refuse(lead: Lead) -> Refusal | None:
        return refuse_reassigning(lead, by_supplier=by_supplier)

    return _handle_at_partner(caller, Act.REASSIGN, lead_id, refuse, decide, (assignee_id,), idempotency_key)


def deactivate_lead(
    caller: Caller, lead_id: str, reason: str | None, *, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Deactivate a lead: remove it from lists and from its partner, and cancel waiting mail.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        wrong = () if reason is None else about_id(reason, "reason")
        return Refusal(wrong) if wrong else deactivate(lead, now=now, actor=caller.actor, reason=reason)

    return handle(caller, Act.DEACTIVATE, lead_id, decide, (reason,), idempotency_key)


def resend_lead(caller: Caller, lead_id: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Send the new-lead mail again to the current recipients.
    """

    def decide(lead: Lead, account: Account, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        events = unit.timeline.of(lead_id)
        return resend(lead, account, events, policy=caller.setting.programme.handling, now=now, actor=caller.actor)

    return _handle_at_partner(caller, Act.RESEND, lead_id, refuse_resending, decide, (), idempotency_key)


def remind_partner(
    caller: Caller, lead_id: str, kind: MessageKind, *, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Remind the partner's people of a lead, or ask them for an update.
    """

    def decide(lead: Lead, account: Account, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return tell_again(lead, account, kind, policy=caller.setting.programme.handling, now=now, actor=caller.actor)

    def refuse(lead: Lead) -> Refusal | None:
        return refuse_reminding(lead, kind)

    return _handle_at_partner(caller, Act.REMIND, lead_id, refuse, decide, (kind,), idempotency_key)


def notify_deal_registered(caller: Caller, lead_id: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Notify the partner's people once that the opportunity of an accepted lead was registered.
    """

    def decide(lead: Lead, account: Account, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        events = unit.timeline.of(lead_id)
        return tell_registered(
            lead, account, events, policy=caller.setting.programme.handling, now=now, actor=caller.actor
        )

    return _handle_at_partner(caller, Act.NOTIFY, lead_id, refuse_registered, decide, (), idempotency_key)


def notify_export_ready(caller: Caller, export: ReadyExport) -> RecipientDecision:
    """
    Notify the recipient of *export* once that it is ready, or say why nobody is notified.
    """
    caller.check(Act.NOTIFY)
    setting, programme = caller.setting, caller.setting.programme
    decision = choose_nominated_recipient(export.recipient)

    def plan(_: UnitOfWork) -> tuple[RecipientDecision, Changes]:
        messages = compose_export(
            export,
            decision,
            supplier_id=programme.supplier_id,
            now=setting.clock(),
            template=programme.mail.template_for(MessageKind.EXPORT_READY, ()),
        )
        return decision, Changes(messages=messages)

    return planned(setting, plan) if decision.included else decision


def changes_of(done: LeadUpdate | Refusal) -> Changes | None:
    """
    Return what is to be written of a decision about a lead; None if nothing is.
    """
    if isinstance(done, Refusal) or not done.events:
        return None
    return Changes(leads=(done.change,), messages=done.messages)


def handle(
    caller: Caller,
    act: Act,
    lead_id: str,
    decide: Callable[[Lead, UnitOfWork, datetime], LeadUpdate | Refusal],
    given: tuple[object, ...],
    idempotency_key: str | None,
    follow: Callable[[LeadUpdate | Refusal, UnitOfWork, datetime], tuple[LeadUpdate | Refusal, Changes | None]]
    | None = None,
) -> LeadUpdate | Refusal:
    """
    Read the lead that the caller sees, decide, and write; *given* is what else the call was given.

    *follow* adds what the decision causes on other leads; if omitted, nothing.

    A call that is repeated under its key gives the first result, also if the caller does not see the lead any more.
    """
    key: Once[LeadUpdate | Refusal] | None = once(caller, idempotency_key, LeadUpdate, act, lead_id, *given)

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | Refusal, Changes | None]:
        now = caller.setting.clock()
        done = decide(caller.lead_to(act, unit, lead_id), unit, now)
        done, changes = follow(done, unit, now) if follow else (done, changes_of(done))
        if isinstance(done, LeadUpdate):
            done, changes = with_auto_registration(caller, unit, done, changes)
        return done, with_news(caller.setting, unit, changes)

    done = planned(caller.setting, plan, about=(act, caller.actor, lead_id, *given), once=key)
    if isinstance(done, Refusal):
        caller.refused(act, done.problems[0].code, lead_id)
        return done
    return done.seen_by(caller.scope)


def _handle_at_partner(
    caller: Caller,
    act: Act,
    lead_id: str,
    refuse: Callable[[Lead], Refusal | None],
    decide: Callable[[Lead, Account, UnitOfWork, datetime], LeadUpdate | Refusal],
    given: tuple[object, ...],
    idempotency_key: str | None,
) -> LeadUpdate | Refusal:
    """
    Decide with the account of the lead's partner, unless *refuse* says that the state of the lead forbids it.
    """

    def decide_there(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        wrong = refuse(lead)
        if wrong is not None:
            return wrong
        return decide(lead, account_of(unit, known_partner(unit, lead.partner_id or "")), unit, now)

    return handle(caller, act, lead_id, decide_there, given, idempotency_key)
