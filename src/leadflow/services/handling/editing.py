"""
Edits leads: their values, scores, ids in other systems, and stages.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from leadflow.core.access import Act, PartnerParty
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.handling import LeadEdit, LeadUpdate, Refusal, edit, set_stage
from leadflow.core.intake.requirements import RequiredFields
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem
from leadflow.ports import UnitOfWork
from leadflow.services.handling.acts import changes_of, handle
from leadflow.services.handling.contact_links import relinked
from leadflow.services.operations.caller import Caller

__all__ = ["edit_lead", "held_to", "set_lead_stage"]


def edit_lead(caller: Caller, lead_id: str, change: LeadEdit, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Change what a lead says.
    """

    links: tuple[Put, ...] = ()

    def decide(lead: Lead, unit: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        nonlocal links
        programme, links = caller.setting.programme, ()
        done = edit(
            lead,
            change,
            fields=programme.schema.leads,
            required=programme.intake.required,
            held_to=held_to(caller, unit, lead, now),
            options=ReadOptions(zone=programme.zone),
            now=now,
            actor=caller.actor,
            by_partner=isinstance(caller.party, PartnerParty),
            switches=programme.switches,
        )
        if isinstance(done, Refusal) or lead.kind is LeadKind.DISTRIBUTED:
            return done
        found = relinked(unit, lead, done.lead)
        if isinstance(found, Problem):
            return Refusal((found,))
        links = found
        return done

    def follow(done: LeadUpdate | Refusal, _: UnitOfWork, __: datetime) -> tuple[LeadUpdate | Refusal, Changes | None]:
        changes = changes_of(done)
        return done, evolve(changes, puts=links) if changes is not None and links else changes

    return handle(caller, Act.EDIT, lead_id, decide, (change,), idempotency_key, follow)


def held_to(caller: Caller, unit: UnitOfWork, lead: Lead, now: datetime) -> RequiredFields | None:
    """
    Return what a lead is held to when it changes; None, and nothing is read, if the programme requires nothing of it.
    """
    programme = caller.setting.programme
    if not programme.requirements or lead.kind is LeadKind.PRIVATE:
        return None
    return RequiredFields(
        requirements=programme.requirements,
        moment=EvaluationTime(now, programme.zone),
        partner=unit.records.one(Partner, lead.partner_id) if lead.partner_id else None,
        campaign=unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None,
    )


def set_lead_stage(
    caller: Caller, lead_id: str, stage: str, *, comment: str | None, idempotency_key: str | None
) -> LeadUpdate | Refusal:
    """
    Move a lead to another stage.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return set_stage(
            lead,
            stage,
            comment=comment,
            policy=caller.setting.programme.stages,
            by_partner=isinstance(caller.party, PartnerParty),
            now=now,
            actor=caller.actor,
        )

    return handle(caller, Act.SET_STAGE, lead_id, decide, (stage, comment), idempotency_key)
