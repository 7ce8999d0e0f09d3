"""
Opens leads: that a partner's person has looked is recorded once.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.leads import Lead
from leadflow.core.openings import LeadOpening
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned

__all__ = ["open_lead", "openings_of_lead"]


def open_lead(caller: Caller, lead_id: str) -> Lead:
    """
    Return a lead that a partner's person opens, and record it once a person and assignment.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it. Nothing was written.
    """

    def plan(unit: UnitOfWork) -> tuple[Lead, Changes | None]:
        lead = caller.lead(unit, lead_id)
        now = caller.setting.clock()
        mine = LeadOpening(lead_id=lead_id, assignment=lead.assignment, person_id=caller.actor.id, at=now)
        there = {(one.assignment, one.person_id) for one in unit.leads.openings(lead_id)}
        if (mine.assignment, mine.person_id) in there:
            return lead, None
        return evolve(lead, opened_at=lead.opened_at or now), Changes(openings=(mine,))

    return caller.scope.shown(planned(caller.setting, plan))


def openings_of_lead(caller: Caller, lead_id: str) -> tuple[LeadOpening, ...]:
    """
    Return who has opened a lead and when.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        found = unit.leads.openings(lead_id)
    if caller.scope.partner_id is not None:
        return found
    return tuple(one for one in found if one.assignment >= lead.registered)
