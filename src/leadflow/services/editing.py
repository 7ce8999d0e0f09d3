"""
Edits leads: their values, scores, ids in other systems, and stages.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.access import Act, PartnerParty
from leadflow.core.handling import LeadEdit, LeadUpdate, Refusal, edit, set_stage
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.handling import handle

__all__ = ["edit_lead", "set_lead_stage"]


def edit_lead(caller: Caller, lead_id: str, change: LeadEdit, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Change what a lead says.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        programme = caller.setting.programme
        return edit(
            lead,
            change,
            fields=programme.schema.leads,
            required=programme.intake.required,
            options=ReadOptions(zone=programme.zone),
            now=now,
            actor=caller.actor,
        )

    return handle(caller, Act.EDIT, lead_id, decide, (change,), idempotency_key)


def set_lead_stage(caller: Caller, lead_id: str, stage: str, *, idempotency_key: str | None) -> LeadUpdate | Refusal:
    """
    Move a lead to another stage.
    """

    def decide(lead: Lead, _: UnitOfWork, now: datetime) -> LeadUpdate | Refusal:
        return set_stage(
            lead,
            stage,
            policy=caller.setting.programme.stages,
            by_partner=isinstance(caller.party, PartnerParty),
            now=now,
            actor=caller.actor,
        )

    return handle(caller, Act.SET_STAGE, lead_id, decide, (stage,), idempotency_key)
