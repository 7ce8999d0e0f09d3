"""
Telling in sentences why a lead is where it is.
"""

from __future__ import annotations

from leadflow.core.facts import Assigned, Reassigned, Routed
from leadflow.core.notifications import explain_recipients
from leadflow.core.partners import Partner, Roster
from leadflow.core.routing import explain_routing
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.reading import module_version

__all__ = ["explain_lead"]


def explain_lead(caller: Caller, lead_id: str) -> str:
    """
    Tell why a lead is where it is and who was told, from what was decided then.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        caller.lead(unit, lead_id)
        facts = [event.fact for event in unit.timeline.of(lead_id)]
        sent = [fact for fact in facts if isinstance(fact, Routed | Assigned)]
        reassigned = [fact for fact in facts if isinstance(fact, Reassigned)]
        if not sent:
            return "Nothing was decided about this lead: it named no partner, and no module was asked"
        roster = Roster.of(unit.records.all(Partner))
        told = [_explain_assigned(sent[-1], unit, roster)]
        partner_id = sent[-1].partner_id if isinstance(sent[-1], Assigned) else sent[-1].decision.partner_id
        notice = reassigned[-1].notice if reassigned else sent[-1].notice
        if notice is not None and partner_id is not None:
            told.append(explain_recipients(notice.recall(roster.get(partner_id))))
        return "\n".join(told)


def _explain_assigned(fact: Routed | Assigned, unit: UnitOfWork, roster: Roster) -> str:
    if isinstance(fact, Assigned):
        partner = roster.get(fact.partner_id)
        return f"Assigned to {partner.name if partner else fact.partner_id} ({fact.by.value.replace('_', ' ')})"
    decision = fact.decision
    try:
        module = module_version(unit, decision.module, decision.version)
    except NotFound:
        module = None
    return explain_routing(decision, module=module, roster=roster)
