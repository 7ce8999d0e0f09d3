"""
Merging two leads of one prospect: one stays, and the other is continued by it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

from attrs import evolve, frozen

from leadflow.core.facts import (
    Actor,
    Deactivated,
    ExternalIdsChanged,
    Fact,
    FieldChange,
    FileAttached,
    Merged,
    MergedInto,
    OpportunityUpdated,
    ValuesChanged,
)
from leadflow.core.handling.outcomes import Refusal, refusal
from leadflow.core.leads import Activity, DistributionStatus, Lead, LeadKind
from leadflow.core.opportunities import Opportunity, outcome_of
from leadflow.core.schema import Fields, unknown_field
from leadflow.core.timeline import LeadChange

__all__ = ["LeadMerge", "MergeRule", "merge_leads", "refuse_merging"]


class MergeRule(StrEnum):
    """
    Which values the lead that stays has, where both say something.

    `KEEP` keeps its own, `REPLACE` takes those of the other lead, `LATEST` takes those of the lead that was modified
    last. What only one of both says is kept by each.
    """

    KEEP = "keep"
    REPLACE = "replace"
    LATEST = "latest"


@frozen(kw_only=True)
class LeadMerge:
    """
    Two leads that were merged.

    Attributes:
        change: What is to be written of the lead that stays.
        merged: What is to be written of the other, which is deactivated.
        opportunities: Those of the other as they were, and as they are to be written.
    """

    ok: ClassVar[Literal[True]] = True
    change: LeadChange
    merged: LeadChange
    opportunities: tuple[tuple[Opportunity, Opportunity], ...] = ()

    @property
    def lead(self) -> Lead:
        """
        The lead that stays.
        """
        return self.change.after

    @property
    def changes(self) -> tuple[LeadChange, ...]:
        """
        Both leads, the one that stays first.
        """
        return self.change, self.merged


def refuse_merging(lead: Lead, other: Lead) -> Refusal | None:
    """
    Refuse to merge *other* into *lead* where something of it would be lost, or taken from a partner; None if it can be
    done.
    """
    if lead.id == other.id:
        return refusal("lead_same", "a lead cannot be merged into itself; name two leads", "lead_id")
    for one in (lead, other):
        if not one.active:
            return refusal("lead_deactivated", "one of the leads is deactivated; only active leads are merged")
        if one.kind is LeadKind.PRIVATE:
            return refusal("lead_private", "one of the leads is private to its partner; wait until it is registered")
        if one.status is DistributionStatus.REJECTED:
            return refusal("lead_rejected", "one of the leads is rejected, and that is final; leave it as it is")
    if other.registration_id is not None:
        return refusal("lead_registered", "the other lead is registered; let it stay, and merge this one into it")
    if other.partner_id is not None and other.partner_id != lead.partner_id:
        return refusal(
            "partners_differ",
            "the other lead has another partner, who would lose it; let it stay, or recall it first",
        )
    if other.campaign_id not in (None, lead.campaign_id):
        return refusal(
            "campaigns_differ", "the other lead has another campaign, which would be lost; let it stay, or leave both"
        )
    if other.status is DistributionStatus.ACCEPTED and lead.status is not DistributionStatus.ACCEPTED:
        return refusal("lead_accepted", "the other lead is accepted and this one is not; merge this one into it")
    return None


def merge_leads(
    lead: Lead,
    other: Lead,
    opportunities: tuple[Sequence[Opportunity], Sequence[Opportunity]],
    *,
    rule: MergeRule,
    take: Collection[str],
    fields: Fields,
    now: datetime,
    actor: Actor,
) -> LeadMerge | Refusal:
    """
    Merge *other* into *lead*, which keeps its partner, campaign, stage, score and statuses.

    Args:
        lead: The lead that stays.
        other: The lead that is deactivated and continued by it.
        opportunities: Those of either lead, as they are.
        rule: Which values stay where both say something.
        take: Names of fields whose values are those of the other lead, whatever the rule says.
        fields: What leads can say.
        now: When, in UTC.
        actor: Who merges them.
    """
    wrong = refuse_merging(lead, other)
    if wrong is not None:
        return wrong
    unknown = sorted(set(take).difference(fields.layout.names))
    if unknown:
        return Refusal(tuple(unknown_field(name, fields).problem("take") for name in unknown))
    moved = tuple((one, evolve(one, lead_id=lead.id, modified_at=now)) for one in opportunities[1])
    outcome = outcome_of([one.status for one in (*opportunities[0], *opportunities[1])])
    facts: list[Fact] = [Merged(lead_id=other.id, history=_more_history(lead, other))]
    values = _values(lead, other, rule, frozenset(take))
    facts += [ValuesChanged(values)] if values else []
    ids = tuple(dict.fromkeys((*lead.external_ids, *other.external_ids)))
    if ids != lead.external_ids:
        facts.append(ExternalIdsChanged(external_ids=ids, before=lead.external_ids))
    had = {one.sha256 for one in lead.attachments}
    facts += [FileAttached(one) for one in other.attachments if one.sha256 not in had]
    for one, _ in moved:
        facts.append(OpportunityUpdated(opportunity_id=one.id, status=one.status, outcome=outcome or one.status))
    change = LeadChange(lead)
    for fact in facts:
        change = change.then(fact, at=now, actor=actor, fields=fields)
    merged = LeadChange(other).then(MergedInto(lead_id=lead.id), at=now, actor=actor)
    merged = merged.then(Deactivated(reason="merged"), at=now, actor=actor)
    return LeadMerge(change=change, merged=merged, opportunities=moved)


def _values(lead: Lead, other: Lead, rule: MergeRule, take: Collection[str]) -> tuple[FieldChange, ...]:
    replaces = rule is MergeRule.REPLACE or (rule is MergeRule.LATEST and other.modified_at > lead.modified_at)
    changes = []
    for name in other.values:
        before, after = lead.values.get(name), other.values[name]
        if before != after and (before is None or replaces or name in take):
            changes.append(FieldChange(name, before, after))
    return tuple(changes)


def _more_history(lead: Lead, other: Lead) -> tuple[Activity, ...]:
    had = set(lead.history)
    return tuple(one for one in other.history if one not in had)
