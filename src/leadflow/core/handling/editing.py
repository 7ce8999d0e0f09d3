"""
Editing a lead: its values, its score, its ids in other systems, and its stage.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from attrs import evolve, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import LARGEST, whole
from leadflow.core.facts import (
    Actor,
    ExternalIdsChanged,
    Fact,
    FieldChange,
    ScoreChanged,
    StageChanged,
    ValuesChanged,
)
from leadflow.core.handling.outcomes import LONGEST_COMMENT, LeadUpdate, Refusal, refusal
from leadflow.core.handling.states import refuse_editing, refuse_staging
from leadflow.core.intake.anonymous import refuse_anonymous
from leadflow.core.intake.requirements import LeadForm, RequiredFields, required_missing
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import ExternalId, Lead, LeadKind, about_external_ids
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.problems import Problem, errors_in, near, or_list
from leadflow.core.schema import Fields
from leadflow.core.stages import StagePolicy
from leadflow.core.switches import Switches
from leadflow.core.text import clean_text, text_key
from leadflow.core.timeline import LeadChange

__all__ = ["LeadEdit", "edit", "form_of", "set_stage"]


@checked
@frozen(kw_only=True)
class LeadEdit:
    """
    What is to be changed on a lead.

    Attributes:
        values: By the names of fields, as people or programs give them; None takes a value away.
        score: If omitted, it stays.
        external_ids: All that the lead has from now on; if omitted, they stay.
    """

    values: Mapping[str, object] = field(factory=dict, repr=False)
    score: int | None = field(default=None, validator=whole(-LARGEST, LARGEST, optional=True))
    external_ids: tuple[ExternalId, ...] | None = None


def edit(
    lead: Lead,
    change: LeadEdit,
    *,
    fields: Fields,
    required: Collection[str],
    held_to: RequiredFields | None = None,
    options: ReadOptions,
    now: datetime,
    actor: Actor,
    by_partner: bool = False,
    switches: Switches = Switches(),
) -> LeadUpdate | Refusal:
    """
    Change what *lead* says; what was set aside is corrected by a value that can be read.

    Args:
        lead: Active.
        change: What is to be changed; the same value again changes nothing.
        fields: Declares what leads can say.
        required: Names of fields that cannot be taken away from a distributed lead, in addition to those that their
            declaration requires. A private lead needs nothing, and a registered one an e-mail or a phone.
        held_to: What leads require for which criteria hold. What the lead lacked before the edit refuses none.
        options: What texts do not say, such as the zone.
        now: When, in UTC.
        actor: Who does it, and by which way.
        by_partner: True if the partner does it, which edits its own leads only.
        switches: Whether registered leads may be anonymous.

    Returns:
        The lead, ``unchanged`` if all of it was so before, or all problems of the edit.
    """
    wrong = refuse_editing(lead, by_partner=by_partner)
    if wrong is not None:
        return wrong
    changes, problems = _changes(lead, change.values, fields, _kept(lead, fields, required), options)
    problems += _newly_anonymous(lead, changes, fields, switches)
    problems += _newly_missing(lead, changes, problems, fields, held_to)
    problems += about_external_ids(change.external_ids or ())
    for number, one in enumerate(change.external_ids or ()):
        problems += about_texts(one, f"external_ids[{number}].")
    if errors_in(problems):
        return Refusal(tuple(problems))
    facts: list[Fact] = [ValuesChanged(tuple(changes))] if changes else []
    if change.score is not None and change.score != lead.score:
        facts.append(ScoreChanged(score=change.score, before=lead.score))
    external_ids = None if change.external_ids is None else tuple(map(tidied, change.external_ids))
    if external_ids is not None and set(external_ids) != set(lead.external_ids):
        facts.append(ExternalIdsChanged(external_ids=external_ids, before=lead.external_ids))
    made = LeadChange(lead)
    for fact in facts:
        made = made.then(fact, at=now, actor=actor, fields=fields)
    return LeadUpdate(change=made, unchanged=not facts)


def _changes(
    lead: Lead, said: Mapping[str, object], fields: Fields, required: Collection[str], options: ReadOptions
) -> tuple[list[FieldChange], list[Problem]]:
    after, problems = fields.read(said, options)
    found = list(problems)
    wrong = {one.path for one in errors_in(found)}
    changes = []
    for name in said:
        if name in wrong:
            continue
        before, value = lead.values.get(name), after.get(name)
        if value is None and before is not None and name in required:
            message = f"{fields[name].title} is required; give another value"
            found.append(Problem(code="required_missing", path=name, message=message))
        elif value != before:
            changes.append(FieldChange(name, before, value))
    return changes, found


def _kept(lead: Lead, fields: Fields, required: Collection[str]) -> Collection[str]:
    """
    Return the names of the fields that cannot be taken away from *lead*.
    """
    if lead.kind is LeadKind.PRIVATE:
        return ()
    declared = {name for name, one in fields.items() if one.required}
    return declared.union(required) if lead.kind is LeadKind.DISTRIBUTED else declared


def _newly_anonymous(lead: Lead, changes: Sequence[FieldChange], fields: Fields, switches: Switches) -> list[Problem]:
    """
    Refuse to take the last e-mail or phone from a registered lead, unless the programme takes anonymous ones.
    """
    if lead.kind is not LeadKind.REGISTERED or not changes or refuse_anonymous(lead.values, fields, switches):
        return []
    after = lead.values.but({one.field: one.after for one in changes}, fields)
    found = refuse_anonymous(after, fields, switches)
    return [found] if found else []


def _newly_missing(
    lead: Lead,
    changes: Sequence[FieldChange],
    problems: Iterable[Problem],
    fields: Fields,
    held_to: RequiredFields | None,
) -> list[Problem]:
    """
    Name what the lead would have to have after *changes*, and has not; what has a problem of its own is not reported
    twice.
    """
    if held_to is None or not changes:
        return []
    after = evolve(lead, values=lead.values.but({one.field: one.after for one in changes}, fields))
    said = {one.path for one in problems}
    missing = held_to.newly_missing(lead, after, form_of(lead))
    return [required_missing(name, fields) for name in missing if name not in said]


def form_of(lead: Lead) -> LeadForm:
    """
    Return the form whose requirements an edit of *lead* is held to: the supplier's, or of a partner's own lead the
    partner's.
    """
    return LeadForm.ADMIN if lead.kind is LeadKind.DISTRIBUTED else LeadForm.REGISTRATION


def set_stage(
    lead: Lead,
    stage: str,
    *,
    policy: StagePolicy,
    by_partner: bool,
    now: datetime,
    actor: Actor,
    comment: str | None = None,
) -> LeadUpdate | Refusal:
    """
    Move *lead* to another stage; open stages that it jumps over count as reached.

    Args:
        lead: Active and at a partner; accepted, if the partner does it.
        stage: One of the programme's, in any spelling of the same word.
        policy: The stages of the programme.
        by_partner: True if the partner does it, False if the supplier does.
        now: When, in UTC.
        actor: Who does it, and by which way.
        comment: What the person says about it; with one, the stage that the lead has is recorded again. Blank means no
            comment.
    """
    comment = clean_text(comment or "").strip() or None
    wrong = refuse_staging(lead, by_partner=by_partner)
    if wrong is not None:
        return wrong
    stages = {text_key(one): one for one in policy.all}
    found = stages.get(text_key(stage))
    if found is None:
        close = near(stage, policy.all)
        message = f"'{stage}' is not a stage of this programme; use {or_list(close or policy.all)}"
        return Refusal((Problem(code="stage_unknown", path="stage", message=message, suggestions=close, value=stage),))
    if comment is not None and len(comment) > LONGEST_COMMENT:
        message = f"the comment has {len(comment)} characters; shorten it to {LONGEST_COMMENT}"
        return refusal("comment_too_long", message, "comment")
    if found == lead.stage and comment is None:
        return LeadUpdate(change=LeadChange(lead), unchanged=True)
    skipped = policy.between(lead.stage, found)
    fact = StageChanged(stage=found, before=lead.stage, skipped=skipped, comment=comment)
    return LeadUpdate(change=LeadChange(lead).then(fact, at=now, actor=actor))
