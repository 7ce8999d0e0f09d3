"""
Makes the private lead of an admitted draft: at its partner, for the person who brought it in.
"""

from __future__ import annotations

from leadflow.core.facts import Accepted, Actor, Assigned, AssignedBy, Fact, Notice, Reassigned, Received
from leadflow.core.intake.admission import Admission
from leadflow.core.leads import EmailStatus, LeadKind
from leadflow.core.lengths import tidied
from leadflow.core.text import clean_text
from leadflow.core.timeline import LeadChange

__all__ = ["begin_own_lead"]

_NOBODY_TOLD = Notice(status=EmailStatus.NOT_DUE)


def begin_own_lead(
    admission: Admission,
    at: int,
    lead_id: str,
    *,
    supplier_id: str,
    partner_id: str | None,
    person_id: str,
    actor: Actor,
    import_id: str | None = None,
    row: int | None = None,
) -> LeadChange:
    """
    Make the private lead of the draft at *at*: nobody is mailed, and its partner works it at once.

    Args:
        admission: What happened to the drafts at the gate.
        at: The place of the draft.
        lead_id: Of the new lead.
        supplier_id: Whose programme it is.
        partner_id: Whose lead it is; None for one that a salesperson of the supplier keeps.
        person_id: Who brought it in, and is named on it.
        actor: Who does it, and by which way.
        import_id, row: The import and the row that it came from; None if it came another way.
    """
    submission, address = admission.drafts.submissions[at], admission.addresses[at]
    received = Received(
        kind=LeadKind.PRIVATE,
        source=clean_text(submission.source),
        campaign_id=address.campaign_id,
        stage=address.stage,
        score=submission.score or 0,
        external_ids=tuple(map(tidied, submission.external_ids)),
        created_at=submission.created_at,
        import_id=import_id,
        row=row,
    )
    facts: tuple[Fact, ...] = (Reassigned(assignee_id=person_id, notice=_NOBODY_TOLD),)
    if partner_id is not None:
        named = Assigned(partner_id=partner_id, by=AssignedBy.OWN, assignee_id=person_id, notice=_NOBODY_TOLD)
        facts = (named, Accepted(automatic=True))
    return LeadChange.begin(
        lead_id,
        received,
        *facts,
        supplier_id=supplier_id,
        values=admission.values(at),
        at=admission.moment.now,
        actor=actor,
        history=address.history,
    )
