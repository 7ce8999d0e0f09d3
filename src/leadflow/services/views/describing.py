"""
Describes a lead for the page of a caller.
"""

from __future__ import annotations

from leadflow.core.access import PartnerParty
from leadflow.core.details import LeadDetail, describe_lead
from leadflow.core.partners import Campaign, Partner
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of, read_directory
from leadflow.services.views.explaining import explain_lead
from leadflow.services.views.viewing import seen_events

__all__ = ["detail_of"]


def detail_of(caller: Caller, lead_id: str, *, language: str | None = None) -> LeadDetail:
    """
    Describe a lead for the caller's page.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    explanation = "" if isinstance(caller.party, PartnerParty) else explain_lead(caller, lead_id)
    with caller.setting.unit() as unit:
        lead = caller.scope.shown(caller.lead(unit, lead_id))
        partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
        return describe_lead(
            lead,
            caller.party,
            caller.setting.programme,
            events=seen_events(caller, lead, unit.timeline.of(lead_id)),
            posts=() if isinstance(caller.party, PartnerParty) else unit.posts.of_lead(lead_id),
            directory=read_directory(unit),
            account=account_of(unit, partner) if partner else None,
            campaign=unit.records.one(Campaign, lead.campaign_id) if lead.campaign_id else None,
            explanation=explanation,
            language=language,
        )
