"""
What leadflow says now of what is shared with another system.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from leadflow.core.connectors import Connection, SharedField, SystemRole, ready_criteria
from leadflow.core.criteria import EvaluationTime, holds
from leadflow.core.facts import (
    Accepted,
    OpportunityRegistered,
    OpportunityUpdated,
    Rejected,
    ScoreChanged,
    StageChanged,
    ValuesChanged,
)
from leadflow.core.leads import DistributionStatus, Lead, LeadKind
from leadflow.core.opportunities import Opportunity
from leadflow.core.records import OPPORTUNITY_FIELDS, RecordField, Subject
from leadflow.core.schema import Fields, Schema
from leadflow.core.subjects import Subjects, record_reader
from leadflow.core.timeline import LeadEvent

__all__ = ["asks_answers", "changed_at", "is_shared", "lead_says", "opportunity_says", "rejection_in"]

_OPPORTUNITY = {one.name: one for one in OPPORTUNITY_FIELDS}


def is_shared(connection: Connection, subjects: Subjects, schema: Schema, moment: EvaluationTime) -> bool:
    """
    Return whether a lead that the other system does not have yet is to be pushed there.
    """
    lead = subjects.lead
    if lead is None or not lead.active or not connection.direction.pushes or lead.kind is LeadKind.PRIVATE:
        return False
    if connection.role is SystemRole.PARTNER_CRM and (
        lead.partner_id != connection.partner_id or lead.status is not DistributionStatus.ACCEPTED
    ):
        return False
    criteria = ready_criteria(connection, schema)
    return criteria is None or holds(criteria, subjects, moment)


def asks_answers(connection: Connection) -> bool:
    """
    Return whether something is shared that only the timeline of a lead says.
    """
    return any(one.field.startswith("rejection_") for one in connection.leads)


def rejection_in(lead: Lead, events: Iterable[LeadEvent]) -> Rejected | None:
    """
    Return how a lead was rejected; None if it is not.
    """
    if lead.status is not DistributionStatus.REJECTED:
        return None
    found = [event.fact for event in events if isinstance(event.fact, Rejected)]
    return found[-1] if found else None


def lead_says(
    shared: Iterable[SharedField], subjects: Subjects, fields: Fields, rejection: Rejected | None
) -> Mapping[str, object]:
    """
    Return what a lead says of the shared fields, by their names; None where it says nothing.
    """
    return {one.field: _said(one.field, subjects, fields, rejection) for one in shared}


def _said(name: str, subjects: Subjects, fields: Fields, rejection: Rejected | None) -> object:
    lead, declared = subjects.lead, fields.get(name)
    assert lead is not None
    if name == "rejection_reason":
        return rejection.reason if rejection else None
    if name == "rejection_comment":
        return rejection.comment if rejection else None
    if not isinstance(declared, RecordField):
        return lead.values.get(name)
    return record_reader(Subject.LEAD, declared)(subjects)


def opportunity_says(shared: Iterable[SharedField], opportunity: Opportunity) -> Mapping[str, object]:
    """
    Return what an opportunity says of the shared fields, by their names.
    """
    amount = opportunity.amount
    currency = amount.currency if amount is not None else None
    return {
        one.field: currency if one.field == "currency" else _OPPORTUNITY[one.field].get(opportunity) for one in shared
    }


def changed_at(name: str, lead: Lead, events: Sequence[LeadEvent]) -> datetime:
    """
    Return when a field of a lead, or of its opportunities, was last changed here.
    """
    for event in reversed(events):
        fact = event.fact
        if isinstance(fact, ValuesChanged) and any(one.field == name for one in fact.changes):
            return event.at
        if isinstance(fact, _CHANGES.get(name, ())):
            return event.at
    return lead.received_at


_CHANGES: Mapping[str, tuple[type, ...]] = {
    "stage": (StageChanged,),
    "lead_score": (ScoreChanged,),
    "status": (Accepted, Rejected),
    "rejection_reason": (Rejected,),
    "rejection_comment": (Rejected,),
    "opportunity": (OpportunityRegistered, OpportunityUpdated),
}
