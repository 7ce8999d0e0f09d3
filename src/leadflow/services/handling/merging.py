"""
Merges leads of one prospect.
"""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import MergedInto
from leadflow.core.handling import Refusal
from leadflow.core.handling.merging import LeadMerge, MergeRule, merge_leads
from leadflow.ports import UnitOfWork
from leadflow.services.handling.merged_links import merged_links
from leadflow.services.handling.opportunities import opportunities_of
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import once_merged
from leadflow.services.operations.planned import planned

__all__ = ["merge_two", "survivor_of"]


def merge_two(
    caller: Caller,
    lead_id: str,
    other_id: str,
    *,
    rule: MergeRule,
    take: Collection[str],
    idempotency_key: str | None,
) -> LeadMerge | Refusal:
    """
    Merge a lead into another one, of which the caller sees both.

    Raises:
        NotFound: There is no such lead, or the caller does not see it. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    setting, given = caller.setting, ("merge", lead_id, other_id, rule, tuple(sorted(take)))

    def plan(unit: UnitOfWork) -> tuple[LeadMerge | Refusal, Changes | None]:
        lead, other = (caller.lead_to(Act.RESOLVE, unit, one) for one in (lead_id, other_id))
        done = merge_leads(
            lead,
            other,
            (opportunities_of(unit, unit.timeline.of(lead.id)), opportunities_of(unit, unit.timeline.of(other.id))),
            rule=rule,
            take=take,
            fields=setting.programme.schema.leads,
            now=setting.clock(),
            actor=caller.actor,
        )
        if isinstance(done, Refusal):
            return done, None
        opportunities = (Put(after, before=before) for before, after in done.opportunities)
        links = merged_links(unit, setting.programme.connections, lead_id, other_id)
        return done, with_news(setting, unit, Changes(leads=done.changes, puts=(*opportunities, *links)))

    key = once_merged(caller, idempotency_key, Act.RESOLVE, *given)
    done = planned(setting, plan, about=(Act.RESOLVE, caller.actor, *given), once=key)
    if isinstance(done, Refusal):
        caller.refused(Act.RESOLVE, done.problems[0].code, lead_id)
        return done
    scope = caller.scope
    return evolve(done, change=done.change.seen_by(scope), merged=done.merged.seen_by(scope)) if scope.hidden else done


def survivor_of(unit: UnitOfWork, lead_id: str) -> str:
    """
    Return the id of the lead into which a lead was merged, over all merges; its own if it was not.
    """
    while True:
        facts = [event.fact for event in unit.timeline.of(lead_id)]
        into = next((one.lead_id for one in facts if isinstance(one, MergedInto)), None)
        if into is None:
            return lead_id
        lead_id = into
