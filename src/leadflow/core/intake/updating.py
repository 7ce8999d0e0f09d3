"""
Updates a lead that is there already by a draft about the same prospect.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.facts import Actor, ExternalIdsChanged, Fact, FieldChange, ScoreChanged, ValuesChanged
from leadflow.core.intake.drafts import Submission
from leadflow.core.intake.duplicates import OnDuplicate
from leadflow.core.kinds import Unfit
from leadflow.core.leads import ExternalId, Lead
from leadflow.core.lengths import tidied
from leadflow.core.schema import Fields
from leadflow.core.timeline import LeadChange
from leadflow.core.values import Values

__all__ = ["changed_values", "update_by_draft"]


def changed_values(before: Values, after: Values, *, only_absent: bool) -> tuple[FieldChange, ...]:
    """
    Name what *after* says otherwise, or only what *before* did not say; what it leaves out stays as it is.

    What a field cannot read counts as not said: it takes the place of no value, and a value takes its place.
    """
    found = ((name, before.get(name), value) for name, value in after.items())
    return tuple(
        FieldChange(name, old, new)
        for name, old, new in found
        if old != new and (_is_missing(old) or not (only_absent or isinstance(new, Unfit)))
    )


def _is_missing(value: object) -> bool:
    return value is None or isinstance(value, Unfit)


def update_by_draft(
    lead: Lead,
    values: Values,
    submission: Submission,
    on_duplicate: OnDuplicate,
    *,
    fields: Fields,
    now: datetime,
    actor: Actor,
) -> LeadChange:
    """
    Write what a draft says over *lead*, or with `OnDuplicate.FILL` only what the lead does not say.

    Values, the score and ids in other systems are written; partner, campaign, stage and source stay. Ids of other
    systems are added, and with `OnDuplicate.UPDATE` one takes the place of another of the same system.
    """
    fills = on_duplicate is OnDuplicate.FILL
    facts: list[Fact] = []
    if changes := changed_values(lead.values, values, only_absent=fills):
        facts.append(ValuesChanged(changes))
    if submission.score not in (None, lead.score) and not fills:
        facts.append(ScoreChanged(score=submission.score, before=lead.score))
    ids = _joined(lead.external_ids, tuple(map(tidied, submission.external_ids)), fills=fills)
    if ids != lead.external_ids:
        facts.append(ExternalIdsChanged(external_ids=ids, before=lead.external_ids))
    change = LeadChange(lead)
    for fact in facts:
        change = change.then(fact, at=now, actor=actor, fields=fields)
    return change


def _joined(before: tuple[ExternalId, ...], given: tuple[ExternalId, ...], *, fills: bool) -> tuple[ExternalId, ...]:
    known = {one.system for one in before}
    new = {one.system: one for one in given if not (fills and one.system in known)}
    kept = tuple(new.pop(one.system, one) for one in before)
    return (*kept, *new.values())
