"""
Submits the registration of a private lead, by everything that the programme says.
"""

from __future__ import annotations

from leadflow.core.changes import Put
from leadflow.core.companies import company_of
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling import Refusal
from leadflow.core.handling.registering import lacking, submit
from leadflow.core.handling.registration_updates import RegistrationUpdate
from leadflow.core.intake.requirements import RequiredFields
from leadflow.core.leads import Lead, RegistrationStatus
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem
from leadflow.core.registration import Registration
from leadflow.core.registration.policy import approved_at_once
from leadflow.core.subjects import Subjects
from leadflow.core.timeline import LeadChange
from leadflow.errors import AlreadyExists
from leadflow.ports import UnitOfWork
from leadflow.services.conflicts.finding import conflict_of
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of

__all__ = ["lacks", "registration_put", "submitted"]


def submitted(
    caller: Caller,
    unit: UnitOfWork,
    change: LeadChange,
    person_id: str,
    registration_id: str,
    *,
    by_rules: tuple[str, ...] = (),
) -> RegistrationUpdate | Refusal:
    """
    Submit the private lead after *change*, by everything that the programme says.

    Args:
        caller: Who does it.
        unit: Where everything is read.
        change: Of the lead, which may be made by it.
        person_id: Who registers.
        registration_id: Of a new registration.
        by_rules: Names of the rules that do it; empty if a person or a program does.
    """
    setting, lead = caller.setting, change.after
    programme, moment = setting.programme, EvaluationTime(setting.clock(), setting.programme.zone)
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
    campaign = unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None
    return submit(
        change,
        unit.records.one(Registration, lead.registration_id) if lead.registration_id else None,
        account_of(unit, partner) if partner else None,
        registration_id,
        person_id,
        missing=lacks(caller, unit, lead),
        at_once=approved_at_once(programme.registrations, programme.schema, Subjects(lead, partner, campaign), moment),
        rules=programme.registrations,
        policy=programme.handling,
        now=moment.now,
        actor=caller.actor,
        conflict=conflict_of(
            setting,
            unit,
            company_of(lead.values),
            campaign_id=lead.campaign_id,
            partner_id=lead.partner_id,
            lead_id=lead.id,
        ),
        by_rules=by_rules,
    )


def lacks(caller: Caller, unit: UnitOfWork, lead: Lead) -> tuple[Problem, ...]:
    """
    Return everything that the supplier requires of registered leads and *lead* does not say.
    """
    programme = caller.setting.programme
    asks = bool(programme.requirements)
    held_to = RequiredFields(
        requirements=programme.requirements,
        moment=EvaluationTime(caller.setting.clock(), programme.zone),
        partner=unit.records.one(Partner, lead.partner_id) if lead.partner_id and asks else None,
        campaign=unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id and asks else None,
    )
    return lacking(lead, programme.schema.leads, held_to, programme.switches)


def registration_put(unit: UnitOfWork, registration: Registration) -> Put:
    """
    Return what writes a registration: anew, or over the one that was returned and is submitted again.

    Raises:
        AlreadyExists: Another registration has this id.
    """
    before = unit.records.one(Registration, registration.id)
    if before is not None and (before.lead_id, before.status) != (registration.lead_id, RegistrationStatus.RETURNED):
        raise AlreadyExists("registration", registration.id)
    return Put(registration, before=before)
