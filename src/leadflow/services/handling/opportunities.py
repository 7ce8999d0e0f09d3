"""
Registers opportunities from leads, and updates them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from attrs import evolve

from leadflow.core.access import Act, PartnerParty
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import OpportunityRegistered, OpportunityUpdated
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.opportunities import (
    OpportunityDetails,
    OpportunityUpdate,
    register_opportunity,
    update_opportunity,
)
from leadflow.core.handling.states import refuse_registered
from leadflow.core.leads import Lead
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Account
from leadflow.core.timeline import LeadEvent
from leadflow.errors import AlreadyExists, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import changes_of, handle
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of, known_partner

__all__ = ["change_opportunity", "opportunities_of", "register_from_lead", "seen_opportunity", "sees_lead"]


def register_from_lead(
    caller: Caller, lead_id: str, details: OpportunityDetails, named: str | None, idempotency_key: str | None
) -> OpportunityUpdate | Refusal:
    """
    Register an opportunity from a lead, under the id that the caller *named* or a new one.

    Raises:
        NotFound: There is no such lead, or the caller does not see it. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        AlreadyExists: Another opportunity has that id. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    opportunity_id = named or caller.setting.new_id()

    def decide(lead: Lead, account: Account, unit: UnitOfWork, now: datetime) -> OpportunityUpdate | Refusal:
        if named is not None and unit.records.one(Opportunity, named) is not None:
            raise AlreadyExists("opportunity", named)
        programme, others = caller.setting.programme, opportunities_of(unit, unit.timeline.of(lead.id))
        return register_opportunity(
            lead,
            account,
            others,
            details,
            opportunity_id,
            rules=programme.opportunities,
            policy=programme.handling,
            now=now,
            actor=caller.actor,
        )

    return _worked(caller, lead_id, decide, None, ("register", named, details), idempotency_key)


def change_opportunity(
    caller: Caller, opportunity_id: str, details: OpportunityDetails, idempotency_key: str | None
) -> OpportunityUpdate | Refusal:
    """
    Change what is known of an opportunity.

    Raises:
        NotFound: There is no such opportunity, or the caller does not see its lead. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    with caller.setting.unit() as unit:
        lead_id = seen_opportunity(caller, unit, opportunity_id).lead_id

    def decide(lead: Lead, account: Account, unit: UnitOfWork, now: datetime) -> OpportunityUpdate | Refusal:
        programme, all_of_it = caller.setting.programme, opportunities_of(unit, unit.timeline.of(lead.id))
        return update_opportunity(
            known_opportunity(unit, opportunity_id),
            lead,
            account,
            [one for one in all_of_it if one.id != opportunity_id],
            details,
            by_partner=isinstance(caller.party, PartnerParty),
            rules=programme.opportunities,
            policy=programme.handling,
            now=now,
            actor=caller.actor,
        )

    return _worked(caller, lead_id, decide, opportunity_id, ("update", opportunity_id, details), idempotency_key)


def _worked(
    caller: Caller,
    lead_id: str,
    decide: Callable[[Lead, Account, UnitOfWork, datetime], OpportunityUpdate | Refusal],
    opportunity_id: str | None,
    given: tuple[object, ...],
    idempotency_key: str | None,
) -> OpportunityUpdate | Refusal:
    """
    Decide about an opportunity of a lead, and write it with the lead's events; without an id it has to be new.
    """
    made: OpportunityUpdate | None = None

    def decide_there(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        nonlocal made
        wrong = refuse_registered(lead)
        if wrong is not None:
            return wrong
        done = decide(lead, account_of(unit, known_partner(unit, lead.partner_id or "")), unit, now)
        if isinstance(done, Refusal):
            return done
        made = done
        return done.update

    def follow(
        done: LeadUpdate | Refusal, unit: UnitOfWork, _: datetime
    ) -> tuple[LeadUpdate | Refusal, Changes | None]:
        changes = changes_of(done)
        if changes is None or made is None:
            return done, changes
        before = unit.records.one(Opportunity, opportunity_id) if opportunity_id is not None else None
        return done, evolve(changes, puts=(Put(made.opportunity, before=before),))

    done = handle(caller, Act.WORK_OPPORTUNITIES, lead_id, decide_there, given, idempotency_key, follow)
    if isinstance(done, Refusal):
        return done
    # What was decided last may have lost a race against the same call under the same key.
    if made is not None and made.update.events == done.events:
        return evolve(made, update=done)
    # The call was made before: what it was about is on the timeline.
    about = next(_ids_in(done.events))
    with caller.setting.unit() as unit:
        return OpportunityUpdate(opportunity=known_opportunity(unit, about), update=done)


def known_opportunity(unit: UnitOfWork, opportunity_id: str) -> Opportunity:
    """
    Return the opportunity with this id, whoever asks.

    Raises:
        NotFound: This supplier has no such opportunity.
    """
    found = unit.records.one(Opportunity, opportunity_id)
    if found is None:
        raise NotFound("opportunity", opportunity_id)
    return found


def seen_opportunity(caller: Caller, unit: UnitOfWork, opportunity_id: str) -> Opportunity:
    """
    Read an opportunity; one whose lead the caller does not see looks unknown, and its lead is not named.
    """
    found = known_opportunity(unit, opportunity_id)
    if not sees_lead(caller, unit, found.lead_id):
        raise NotFound("opportunity", opportunity_id)
    return found


def _ids_in(events: tuple[LeadEvent, ...]) -> Iterator[str]:
    for event in events:
        if isinstance(event.fact, OpportunityRegistered | OpportunityUpdated):
            yield event.fact.opportunity_id


def opportunities_of(unit: UnitOfWork, events: tuple[LeadEvent, ...]) -> tuple[Opportunity, ...]:
    """
    Return the opportunities of a lead, from its events, in the order in which they were registered.

    Those that moved to another lead, into which this one was merged, are that one's.
    """
    found = (unit.records.one(Opportunity, one) for one in dict.fromkeys(_ids_in(events)))
    return tuple(one for one in found if one is not None and one.lead_id == events[0].lead_id)


def sees_lead(caller: Caller, unit: UnitOfWork, lead_id: str) -> bool:
    """
    Return whether the caller sees the lead with this id; a lead that does not exist nobody sees.
    """
    try:
        caller.lead(unit, lead_id)
    except NotFound:
        return False
    return True
