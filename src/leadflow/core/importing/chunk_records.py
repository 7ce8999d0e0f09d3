"""
Makes the records of a planned chunk: its leads with their timelines, and its messages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.intake import Distributor, Origin
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.schema import Fields
from leadflow.core.timeline import Alike, LeadChange, LeadsAlike

__all__ = ["RecordedPlan", "record_plan"]


class RecordedPlan(NamedTuple):
    """
    What a plan wants written, made when somebody looks at it; see `leadflow.core.on_demand`.
    """

    leads: Sequence[LeadChange]
    messages: Sequence[Message]


def record_plan(
    plan: ChunkPlan, distributor: Distributor, *, new_id: Callable[[], str], import_id: str, fields: Fields
) -> RecordedPlan:
    """
    Return what makes the leads of a plan, with their timelines and their messages.

    Args:
        plan: What is to be written.
        distributor: The one that placed the leads; it knows when and by whom.
        new_id: Gives ids for new leads.
        import_id: Is on the first event of each new lead.
        fields: Declares what leads can say.
    """
    plan.admission.drafts.values.turn()
    new, placements = plan.new, plan.placements
    ids = [new_id() for _ in new]
    of_new = {one.lead: one.changes for one in plan.updates if isinstance(one.lead, int)}
    of_stored = [(one.lead, one.changes) for one in plan.updates if isinstance(one.lead, Lead)]

    def make(number: int) -> LeadChange:
        if number >= len(new):
            lead, facts = of_stored[number - len(new)]
            change = LeadChange(lead)
        else:
            at, origin = new[number], Origin(import_id, plan.rows.numbers[new[number]])
            change = distributor.change(plan.admission, at, placements[number], ids[number], origin)
            facts = of_new.get(at, ())
        for fact in facts:
            change = change.then(fact, at=distributor.moment.now, actor=distributor.actor, fields=fields)
        return change

    def sort(number: int) -> Hashable:
        if number >= len(new) or new[number] in of_new:
            return None
        return distributor.sort(plan.admission, new[number], placements[number])

    def alike(first: LeadChange, number: int) -> Alike:
        at = new[number]
        row = plan.rows.numbers[at]
        return distributor.alike(first, plan.admission, at, placements[number], ids[number], row)

    had = {lead.partner_id for lead, _ in of_stored}
    names = _names_in(plan, {import_id, distributor.actor.id, distributor.actor.system, *had})
    leads = LeadsAlike(len(new) + len(of_stored), make, sort=sort, alike=alike, names=names)
    return RecordedPlan(leads, distributor.audiences.messages(placements, ids))


def _names_in(plan: ChunkPlan, others: Iterable[str | None]) -> frozenset[str]:
    """
    Return what the events of a plan name: the partners and systems of its new leads, and *others*.
    """
    partners = (one.id for one in plan.placements.partners if one is not None)
    submissions = plan.admission.drafts.submissions
    systems = (known.system for at in plan.new for known in submissions[at].external_ids)
    return frozenset(name for name in chain(partners, systems, others) if name)
