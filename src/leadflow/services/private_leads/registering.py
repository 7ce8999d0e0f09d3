"""
Registers private leads: by form, from a contact, or as they are.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import RegistrationSubmitted
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.registration_updates import RegistrationUpdate
from leadflow.core.intake import Draft, InvalidDraft
from leadflow.core.lengths import about_id
from leadflow.core.registration import Registration
from leadflow.core.timeline import LeadChange
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.finding import refuses
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import Once, once
from leadflow.services.operations.planned import planned
from leadflow.services.private_leads.own_leads import NOBODY, OwnLeads
from leadflow.services.registration.submitting import registration_put, submitted

__all__ = ["register_draft", "register_own_lead"]


def register_own_lead(
    caller: Caller, lead_id: str, registration_id: str | None, *, idempotency_key: str | None
) -> RegistrationUpdate | Refusal:
    """
    Submit a private lead that the caller sees.

    Raises:
        NotFound: There is no such lead, or the caller does not see it. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    wrong = () if registration_id is None else about_id(registration_id, "registration_id")
    if wrong:
        return Refusal(wrong)
    setting, given = caller.setting, ("register_lead", lead_id, registration_id)
    chosen, made = registration_id or setting.new_id(), list[RegistrationUpdate]()
    key: Once[LeadUpdate | Refusal] | None = once(caller, idempotency_key, LeadUpdate, Act.REGISTER, *given)

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | Refusal, Changes | None]:
        made.clear()
        lead = caller.lead_to(Act.REGISTER, unit, lead_id)
        done = submitted(caller, unit, LeadChange(lead), caller.party_id, chosen)
        if isinstance(done, Refusal):
            return done, None
        assert done.update is not None
        made.append(done)
        return done.update, _changes(unit, done, ())

    done = planned(setting, plan, about=(Act.REGISTER, caller.actor, *given), once=key, locks=refuses(setting))
    if isinstance(done, Refusal):
        caller.refused(Act.REGISTER, done.problems[0].code, lead_id)
        return done
    return _answer(caller, done, made)


def register_draft(
    caller: Caller,
    draft: Draft,
    *,
    partner_id: str | None,
    person_id: str,
    lead_id: str | None,
    registration_id: str | None,
    idempotency_key: str | None,
) -> RegistrationUpdate | InvalidDraft:
    """
    Make a private lead of *draft* and submit it, at once or not at all.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        NotFound: There is no such partner, or the caller does not see it. Nothing was written.
        StaleLead: There is a lead with this id. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    caller.check(Act.REGISTER)
    named = {"lead_id": lead_id, "registration_id": registration_id}
    wrong = tuple(one for name, given in named.items() if given is not None for one in about_id(given, name))
    if wrong:
        return InvalidDraft(wrong)
    setting, given = caller.setting, ("register", draft, partner_id, person_id, lead_id, registration_id)
    key: Once[LeadUpdate | InvalidDraft] | None = once(caller, idempotency_key, LeadUpdate, Act.REGISTER, *given)
    about = (Act.REGISTER, caller.actor, *given)
    earlier = setting.unanswered.take(about) if key is None else None
    # The commit whose answer was lost may still arrive: with the same ids, only one of both is written.
    before = [one.lead_id for one in earlier.changes.leads] if earlier else []
    ids = lead_id or (before[0] if before else setting.new_id()), registration_id or setting.new_id()
    made = list[RegistrationUpdate]()

    def plan(unit: UnitOfWork) -> tuple[LeadUpdate | InvalidDraft, Changes | None]:
        made.clear()
        if partner_id is not None:
            caller.partner(unit, partner_id)
        moment = EvaluationTime(setting.clock(), setting.programme.zone)
        begun = OwnLeads.of(caller, unit, moment, partner_id, person_id).begin(draft, ids[0])
        if isinstance(begun, InvalidDraft):
            return begun, None
        done = submitted(caller, unit, begun.change, person_id, ids[1])
        if isinstance(done, Refusal):
            return InvalidDraft(done.problems), None
        assert done.update is not None
        told = evolve(done.update, recipients=done.update.recipients or NOBODY)
        made.append(evolve(done, update=told, warnings=(*begun.warnings, *done.warnings)))
        return told, _changes(unit, done, begun.puts)

    done = planned(setting, plan, about=about, earlier=earlier, once=key, locks=refuses(setting))
    if isinstance(done, InvalidDraft):
        caller.refused(Act.REGISTER, done.problems[0].code)
        return done
    return _answer(caller, done, made)


def _changes(unit: UnitOfWork, done: RegistrationUpdate, puts: tuple[Put, ...]) -> Changes | None:
    if done.unchanged or done.update is None:
        return None
    put = registration_put(unit, done.registration)
    return Changes(leads=(done.update.change,), messages=done.update.messages, puts=(*puts, put))


def _answer(caller: Caller, update: LeadUpdate, made: list[RegistrationUpdate]) -> RegistrationUpdate:
    """
    Return what was decided last; the call was made before if that is not what *update* says.
    """
    seen = caller.scope.partner_id is not None or update.lead.registered > 0
    shown = update.seen_by(caller.scope) if seen else None
    if made and made[0].update is not None and made[0].update.events == update.events:
        return evolve(made[0], update=shown)
    facts = (event.fact for event in update.events)
    about = next(one.registration_id for one in facts if isinstance(one, RegistrationSubmitted))
    with caller.setting.unit() as unit:
        registration = unit.records.one(Registration, about)
    assert registration is not None
    return RegistrationUpdate(registration=registration, update=shown, unchanged=update.unchanged)
