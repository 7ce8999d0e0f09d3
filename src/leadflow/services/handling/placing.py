"""
Gives leads that wait to partners: by a person, or by routing them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import AssignedBy, Deactivated, Held, Routed
from leadflow.core.handling import LeadUpdate, Refusal, assign, place_routed
from leadflow.core.handling.outcomes import refusal
from leadflow.core.handling.recalling import REROUTED
from leadflow.core.handling.states import refuse_distributing, refuse_placed
from leadflow.core.leads import DistributionStatus, Lead, ReviewReason, declined_by
from leadflow.core.partners import Campaign, Partner, PartnerPause
from leadflow.core.routing import choose_for
from leadflow.core.routing.step_effects import NOBODY
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.incumbents import incumbents_for
from leadflow.services.handling.acts import changes_of, handle
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of
from leadflow.services.operations.routing_inputs import RoutingInputs, read_inputs, read_version

__all__ = ["assign_lead", "declined_along", "hops_of", "module_missing", "route_lead_again", "route_now"]


def assign_lead(
    caller: Caller, lead_id: str, partner_id: str, assignee_id: str | None, *, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Give a lead that waits to a partner that the caller sees.
    """

    def decide(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        wrong = refuse_distributing(caller.setting.programme.switches)
        if wrong is not None:
            return wrong
        account = account_of(unit, caller.partner(unit, partner_id))
        policy = caller.setting.programme.handling
        return assign(lead, account, assignee_id=assignee_id, policy=policy, now=now, actor=caller.actor)

    return handle(caller, Act.ASSIGN, lead_id, decide, (partner_id, assignee_id), idempotency_key)


def route_lead_again(
    caller: Caller, lead_id: str, module: str | None, version: int | None, *, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Route a lead that waits, by the module in force or by a version of it. What waits since a pause and names a partner
    goes there, unless a module is named.

    Raises:
        NotFound: There is no such module or version. Nothing was written.
        InvalidInput: The module does not fit the fields and partners of today. Nothing was written.
    """
    setting = caller.setting
    named = setting.programme.module_or(module)
    key: Once[LeadUpdate | Refusal] | None = once(
        caller, idempotency_key, LeadUpdate, Act.ASSIGN, "route", lead_id, module, version
    )
    kept: tuple[RoutingInputs, EvaluationTime] | None = None

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | Refusal, Changes | None]:
        nonlocal kept
        kept = None
        lead = caller.lead_to(Act.ASSIGN, unit, lead_id)
        wrong = refuse_distributing(setting.programme.switches) or refuse_placed(lead)
        if wrong is not None:
            return wrong, None
        held = _held_for(caller, unit, lead, setting.clock()) if module is None else None
        if held is not None:
            return held, changes_of(held)
        if named is None:
            return module_missing(), None
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        if version is None:
            known = setting.ready.take(named, moment.today)
            inputs = read_inputs(unit, setting.programme, named, moment.now, known, catching_up=known is not None)
            kept = inputs, moment
        else:
            inputs = read_version(unit, setting.programme, named, version, moment.now)
        done = route_now(caller, unit, LeadChange(lead), inputs, moment.now)
        if done.lead.partner_id is None and done.events[-1].fact == _last_routed(unit, lead_id):
            return LeadUpdate(change=LeadChange(lead), unchanged=True), None
        changes = Changes(leads=(done.change,), messages=done.messages)
        return done, inputs.taken(changes, setting.programme.stages.closing)

    done = planned(setting, plan, about=(Act.ASSIGN, "route", caller.actor, lead_id, module, version), once=key)
    if kept is not None and named is not None:
        setting.ready.keep(kept[0], kept[1].today, named)
    if isinstance(done, Refusal):
        caller.refused(Act.ASSIGN, done.problems[0].code, lead_id)
    return done


def _held_for(caller: Caller, unit: UnitOfWork, lead: Lead, now: datetime) -> LeadUpdate | None:
    """
    Give a lead that waits since a pause to the partner that was named for it; None if none was, or it cannot get it.
    """
    if lead.review is not ReviewReason.PAUSED:
        return None
    held = next((event.fact for event in reversed(unit.timeline.of(lead.id)) if isinstance(event.fact, Held)), None)
    partner = unit.records.one(Partner, held.partner_id) if held and held.partner_id else None
    if held is None or held.by is None or partner is None or not partner.active:
        return None
    pause = unit.records.one(PartnerPause, partner.id) if held.by is AssignedBy.IMPORT_DEFAULT else None
    if pause is not None and pause.paused:
        return None
    account = account_of(unit, partner)
    person = account.person(held.assignee_id) if held.assignee_id else None
    assignee_id = held.assignee_id if person is not None and person.active else None
    policy = caller.setting.programme.handling
    done = assign(lead, account, assignee_id=assignee_id, policy=policy, now=now, actor=caller.actor, by=held.by)
    return done if isinstance(done, LeadUpdate) else None


def module_missing() -> Refusal:
    """
    Refuse to route where nobody names a module.
    """
    return refusal("module_missing", "the programme has no routing module; name one", "module")


def route_now(
    caller: Caller, unit: UnitOfWork, change: LeadChange, inputs: RoutingInputs, now: datetime, *, without: str = ""
) -> LeadUpdate:
    """
    Route the lead of *change*, which waits, and take the turn.

    *without* is the id of a partner that does not get it this time, in addition to those that declined it.
    """
    lead = change.after
    assert inputs.router is not None
    assert inputs.turns is not None
    campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
    declined = declined_along(unit, lead) | {without}
    incumbents = incumbents_for(unit, caller.setting.programme, inputs.router)
    choice = choose_for(
        lead, inputs.router, inputs.turns, campaign=campaign, declined=declined, incumbents=incumbents or NOBODY
    )
    trace = choice.trace(inputs.router)
    choice.take(inputs.turns)
    account = account_of(unit, choice.partner) if choice.partner else None
    return place_routed(change, trace, account, policy=caller.setting.programme.handling, now=now, actor=caller.actor)


def _last_routed(unit: UnitOfWork, lead_id: str) -> Routed | None:
    return next((event.fact for event in reversed(unit.timeline.of(lead_id)) if isinstance(event.fact, Routed)), None)


def declined_along(unit: UnitOfWork, lead: Lead) -> frozenset[str]:
    """
    Return the partners that rejected *lead* or one of those that it continues, or let its deadline pass; they get no
    other chance at it.
    """
    declined = declined_by(lead)
    for one in _continued_by(unit, lead):
        declined |= _given_up(unit, one)
    return declined


def hops_of(unit: UnitOfWork, lead: Lead) -> int:
    """
    Return how often *lead* moved on to another partner because the one before rejected it or let its deadline pass.
    """
    return sum(bool(_given_up(unit, one)) for one in _continued_by(unit, lead))


def _continued_by(unit: UnitOfWork, lead: Lead) -> Iterator[Lead]:
    """
    Read the leads that *lead* continues, the latest first.
    """
    seen = {lead.id}
    while lead.duplicated_from is not None and lead.duplicated_from not in seen:
        seen.add(lead.duplicated_from)
        try:
            lead = unit.leads.get(lead.duplicated_from)
        except NotFound:  # erased meanwhile, and with it who declined
            return
        yield lead


def _given_up(unit: UnitOfWork, lead: Lead) -> frozenset[str]:
    """
    Return the partner that rejected *lead*, or from which it was taken because its deadline passed.
    """
    if lead.active or lead.status is not DistributionStatus.PENDING or lead.partner_id is None:
        return declined_by(lead)
    ends = (event.fact for event in reversed(unit.timeline.of(lead.id)) if isinstance(event.fact, Deactivated))
    end = next(ends, None)
    return frozenset({lead.partner_id}) if end is not None and end.reason == REROUTED else frozenset()
