"""
Writes what is taken from another system into a lead, as far as it can be.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from attrs import evolve

from leadflow.core.facts import Actor
from leadflow.core.handling import LeadEdit, Refusal, edit, set_stage
from leadflow.core.intake.requirements import RequiredFields
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem, errors_in
from leadflow.core.schema import Fields
from leadflow.core.stages import StagePolicy
from leadflow.core.syncing.merging import Pulled
from leadflow.core.timeline import LeadChange

__all__ = ["take_pulled"]


def take_pulled(
    lead: Lead,
    pulled: Pulled,
    *,
    fields: Fields,
    required: Collection[str],
    held_to: RequiredFields | None,
    options: ReadOptions,
    stages: StagePolicy,
    by_partner: bool,
    now: datetime,
    actor: Actor,
) -> tuple[LeadChange, list[Problem]]:
    """
    Write what is taken; what is refused does not stop the rest, and is told by its field.

    Args:
        lead: As it is.
        pulled: What is taken.
        fields: Declares what leads can say.
        required: Names of fields that cannot be taken away.
        held_to: What leads require for which criteria hold.
        options: What texts do not say, such as the zone.
        stages: Of the programme.
        by_partner: True if it is the CRM of the lead's partner.
        now: When, in UTC.
        actor: The system.
    """
    taken, change, problems = dict(pulled.taken), LeadChange(lead), list[Problem]()
    stage, score = taken.pop("stage", None), taken.pop("lead_score", None)
    values = {name: value for name, value in taken.items() if name in fields and not fields[name].record}
    while values or score is not None:
        done = edit(
            lead,
            LeadEdit(values=values, score=score if isinstance(score, int) else None),
            fields=fields,
            required=required,
            held_to=held_to,
            options=options,
            now=now,
            actor=actor,
        )
        if not isinstance(done, Refusal):
            change = done.change
            break
        if not values:
            problems += (evolve(one, path="lead_score") for one in done.problems)
            break
        wrong = {one.path for one in errors_in(done.problems)} & values.keys() or set(values)
        found = {one.path: one for one in done.problems}
        problems += (evolve(found.get(name, done.problems[0]), path=name) for name in sorted(wrong))
        values = {name: value for name, value in values.items() if name not in wrong}
    if stage is not None:
        moved = set_stage(change.after, str(stage), policy=stages, by_partner=by_partner, now=now, actor=actor)
        if isinstance(moved, Refusal):
            problems += (evolve(one, path="stage") for one in moved.problems)
        else:
            for event in moved.events:
                change = change.then(event.fact, at=event.at, actor=event.actor, fields=fields)
    return change, problems
