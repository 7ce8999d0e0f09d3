"""
Moves leads on: duplicates, transfers, recalls and reactivates them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attrs import evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.handling import AfterRecall, LeadMove, LeadUpdate, Refusal, duplicate, reactivate, recall, transfer
from leadflow.core.handling.outcomes import refusal
from leadflow.core.handling.states import refuse_distributing, refuse_recalling
from leadflow.core.leads import Lead
from leadflow.core.notifications import DeliveryReported, MessageSent
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import handle
from leadflow.services.handling.placing import module_missing, route_now
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import once_moved
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of, known_partner
from leadflow.services.operations.routing_inputs import read_inputs

__all__ = ["duplicate_lead", "mailed_about", "reactivate_lead", "recall_lead", "transfer_lead"]


def duplicate_lead(caller: Caller, lead_id: str, partner_id: str, *, idempotency_key: str | None) -> LeadMove | Refusal:
    """
    Give a duplicate of a lead to another partner that the caller sees.
    """

    def decide(lead: Lead, unit: UnitOfWork, new_id: str, now: datetime) -> LeadMove | Refusal:
        wrong = refuse_distributing(caller.setting.programme.switches)
        if wrong is not None:
            return wrong
        account = account_of(unit, caller.partner(unit, partner_id))
        first = caller.setting.programme.stages.open[0]
        return duplicate(lead, account, new_id, first_stage=first, now=now, actor=caller.actor)

    return _move(caller, lead_id, decide, ("duplicate", partner_id), idempotency_key)


def transfer_lead(caller: Caller, lead_id: str, partner_id: str, *, idempotency_key: str | None) -> LeadMove | Refusal:
    """
    Move a lead to another partner that the caller sees.
    """

    def decide(lead: Lead, unit: UnitOfWork, new_id: str, now: datetime) -> LeadMove | Refusal:
        programme = caller.setting.programme
        wrong = refuse_distributing(programme.switches)
        if wrong is not None:
            return wrong
        return transfer(
            lead,
            account_of(unit, caller.partner(unit, partner_id)),
            new_id,
            first_stage=programme.stages.open[0],
            policy=programme.handling,
            now=now,
            actor=caller.actor,
        )

    return _move(caller, lead_id, decide, ("transfer", partner_id), idempotency_key)


def recall_lead(
    caller: Caller,
    lead_id: str,
    *,
    comment: str | None,
    then: AfterRecall,
    module: str | None,
    idempotency_key: str | None,
) -> LeadMove | Refusal:
    """
    Take a lead back from its partner, and let a duplicate wait or be routed.
    """

    def decide(lead: Lead, unit: UnitOfWork, new_id: str, now: datetime) -> LeadMove | Refusal:
        programme = caller.setting.programme
        wrong = refuse_distributing(programme.switches) if then is AfterRecall.ROUTE else None
        wrong = wrong or refuse_recalling(lead)
        if wrong is not None:
            return wrong
        return recall(
            lead,
            account_of(unit, known_partner(unit, lead.partner_id or "")),
            mailed_about(unit, lead),
            None if then is AfterRecall.END else new_id,
            comment=comment,
            first_stage=programme.stages.open[0],
            policy=programme.handling,
            now=now,
            actor=caller.actor,
        )

    if then is not AfterRecall.ROUTE and module is not None:
        return refusal("module_unused", "a module only routes with then='route'; say that, or name none", "module")
    if then is not AfterRecall.ROUTE:
        return _move(caller, lead_id, decide, ("recall", comment, then), idempotency_key)

    def route_by(lead: Lead) -> str | None:
        return module or lead.routed_by or caller.setting.programme.module

    return _move(caller, lead_id, decide, ("recall", comment, then, module), idempotency_key, route_by=route_by)


def reactivate_lead(caller: Caller, lead_id: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Bring a lead back that was deactivated.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return reactivate(lead, now=now, actor=caller.actor)

    return handle(caller, Act.DEACTIVATE, lead_id, decide, ("reactivate",), idempotency_key)


def _move(
    caller: Caller,
    lead_id: str,
    decide: Callable[[Lead, UnitOfWork, str, datetime], LeadMove | Refusal],
    given: tuple[object, ...],
    idempotency_key: str | None,
    *,
    route_by: Callable[[Lead], str | None] | None = None,
) -> LeadMove | Refusal:
    """
    Read the lead that the caller sees, decide, route the duplicate if *route_by* says a module for it, and write both
    leads at once.
    """
    setting, new_id = caller.setting, caller.setting.new_id()
    key = once_moved(caller, idempotency_key, Act.TRANSFER, lead_id, *given)

    def plan(unit: UnitOfWork) -> tuple[LeadMove | Refusal, Changes | None]:
        lead, now = caller.lead_to(Act.TRANSFER, unit, lead_id), setting.clock()
        move = decide(lead, unit, new_id, now)
        if isinstance(move, Refusal):
            return move, None
        if route_by is None:
            return move, Changes(leads=move.changes, messages=move.messages)
        named = route_by(lead)
        if named is None:
            return module_missing(), None
        inputs = read_inputs(unit, setting.programme, named, now, None)
        routed = route_now(caller, unit, move.change, inputs, now, without=lead.partner_id or "")
        messages = (*move.messages, *routed.messages)
        move = evolve(move, change=routed.change, messages=messages, recipients=routed.recipients)
        changes = Changes(leads=move.changes, messages=messages)
        return move, inputs.taken(changes, setting.programme.stages.closing)

    done = planned(setting, plan, about=(Act.TRANSFER, caller.actor, lead_id, *given), once=key)
    if isinstance(done, Refusal):
        caller.refused(Act.TRANSFER, done.problems[0].code, lead_id)
    return done


def mailed_about(unit: UnitOfWork, lead: Lead) -> frozenset[str]:
    """
    Return the ids of those to whom mail about the lead was sent since it came to its partner.
    """
    return frozenset(
        post.message.recipient_id
        for post in unit.posts.of_lead(lead.id)
        if post.message.seq >= lead.assignment
        and any(isinstance(event.fact, MessageSent | DeliveryReported) for event in post.trail)
    )
