"""
Explains in sentences why a lead is where it is.
"""

from __future__ import annotations

from leadflow.core.details.history import explain_history
from leadflow.core.details.names import ShownNames
from leadflow.core.details.wordings import DETAIL_WORDS
from leadflow.core.facts import Assigned, Reassigned, Routed
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import explain_recipients, recall_recipients
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import explain_routing, recall_routing
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.digests.imports import announcing
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.required_records import account_of, module_version, read_directory

__all__ = ["explain_lead"]


def explain_lead(caller: Caller, lead_id: str) -> str:
    """
    Explain why a lead is where it is, who was notified, and what happened to that mail, from what was decided then; and
    what the lead says that cannot be read any more.

    Raises:
        NotFound: This supplier has no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        lead = caller.lead(unit, lead_id)
        misfits = [str(problem) for problem in lead.values.misfits()]
        events = unit.timeline.of(lead_id)
        if lead.registered and not any(isinstance(one.fact, Reassigned) for one in events[lead.registered :]):
            return "\n".join(["This lead was registered by its partner", *misfits])
        sent = [event for event in events if isinstance(event.fact, Routed | Assigned)]
        if not sent:
            return "\n".join([_not_routed(lead), *misfits])
        latest, since = sent[-1].fact, events[sent[-1].seq :]
        assert isinstance(latest, Routed | Assigned)
        directory = read_directory(unit)
        told = [_explain_assigned(latest, unit, directory)]
        partner_id = latest.partner_id if isinstance(latest, Assigned) else latest.decision.partner_id
        reassigned = [event.fact for event in since if isinstance(event.fact, Reassigned)]
        notice = reassigned[-1].notice if reassigned else latest.notice
        if notice is not None and partner_id is not None:
            partner = directory.get(partner_id)
            account = account_of(unit, partner) if partner else None
            told.append(explain_recipients(recall_recipients(notice, account)))
            begun = sent[-1].seq
            posts = (*announcing(unit, lead), *unit.posts.of_lead(lead_id, begun))
            opened = [one for one in unit.leads.openings(lead_id) if one.assignment >= begun]
            names = ShownNames(
                words=DETAIL_WORDS["en"], zone=caller.setting.programme.zone, directory=directory, account=account
            )
            told += explain_history(events, begun, posts, opened, names)
        if lead.email_status is EmailStatus.QUEUED:
            told.append("Mail is waiting; run the relay to send it")
        return "\n".join([*told, *misfits])


def _not_routed(lead: Lead) -> str:
    if lead.review is not None:
        return f"This lead was not routed: {DETAIL_WORDS['en'].reviews[lead.review]}"
    if lead.duplicated_from is not None:
        return f"This lead was not routed: it continues the lead '{lead.duplicated_from}', and waits for a person"
    return "This lead was not routed: it named no partner, and no module was set"


def _explain_assigned(fact: Routed | Assigned, unit: UnitOfWork, directory: PartnerDirectory) -> str:
    if isinstance(fact, Assigned):
        partner = directory.get(fact.partner_id)
        return f"Assigned to {partner.name if partner else fact.partner_id} ({fact.by.value.replace('_', ' ')})"
    decision = fact.decision
    try:
        module = module_version(unit, decision.module, decision.version)
    except NotFound:
        module = None
    return explain_routing(recall_routing(decision), module=module, directory=directory)
