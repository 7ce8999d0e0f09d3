"""
Rules who was first with a prospect, and reads rulings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.conflicts import REQUESTED, Ruling
from leadflow.core.facts import ConflictRuled
from leadflow.core.handling import Refusal
from leadflow.core.handling.ruling import refuse_ruling, rule_conflict
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.lengths import about_id
from leadflow.core.partners import Partner
from leadflow.core.taking import aware
from leadflow.errors import AlreadyExists, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.once import once_read
from leadflow.services.operations.planned import planned

__all__ = ["claimed_lead", "make_ruling", "ruling_of", "rulings_about"]


def make_ruling(
    caller: Caller,
    lead_ids: Sequence[str],
    *,
    first: str,
    first_at: datetime,
    evidence: Sequence[str],
    reason: str,
    ruling_id: str | None,
    idempotency_key: str | None,
) -> Ruling | Refusal:
    """
    Make a ruling about leads and requests that the caller sees.

    Raises:
        NotFound: There is no such lead, or the caller does not see it. Nothing was written.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        AlreadyExists: Another ruling has this id. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    since, setting = aware(first_at, "first_at").astimezone(UTC), caller.setting
    ids, told = tuple(lead_ids), tuple(evidence)
    if wrong := () if ruling_id is None else about_id(ruling_id, "ruling_id"):
        return Refusal(wrong)
    chosen, given = ruling_id or setting.new_id(), (ids, first, since, told, reason, ruling_id)

    def plan(unit: UnitOfWork) -> tuple[Ruling | Refusal, Changes | None]:
        caller.check(Act.RESOLVE)
        now = setting.clock()
        refused = refuse_ruling(ids, first, since, told, reason, now)
        if refused is not None:
            return refused, None
        leads = [claimed_lead(caller, unit, one) for one in ids]
        if ruling_id is not None and unit.records.one(Ruling, ruling_id) is not None:
            raise AlreadyExists("ruling", ruling_id)
        ruling = Ruling(
            id=chosen,
            lead_ids=ids,
            first=first,
            first_at=since,
            evidence=told,
            reason=reason,
            decided_by=caller.actor,
            decided_at=now,
        )
        made = rule_conflict(leads, ruling, now=now, actor=caller.actor)
        return ruling, Changes(leads=made, puts=(Put(ruling, before=None),))

    key = once_read(caller, idempotency_key, Act.RESOLVE, _recall, "rule", *given)
    done = planned(setting, plan, about=(Act.RESOLVE, caller.actor, "rule", *given), once=key)
    if isinstance(done, Refusal):
        caller.refused(Act.RESOLVE, done.problems[0].code)
    return done


def _recall(unit: UnitOfWork, lead_id: str, seq: int) -> Ruling:
    fact = unit.timeline.one(lead_id, seq).fact
    assert isinstance(fact, ConflictRuled)
    return _known(unit, fact.ruling_id)


def ruling_of(caller: Caller, ruling_id: str) -> Ruling:
    """
    Return a ruling of whose leads the caller sees one.

    Raises:
        NotFound: There is no such ruling, or the caller sees none of its leads.
    """
    with caller.setting.unit() as unit:
        found = _known(unit, ruling_id)
        if not any(_sees(caller, unit, one) for one in found.lead_ids):
            raise NotFound("ruling", ruling_id)
        return found


def rulings_about(caller: Caller, lead_id: str) -> tuple[Ruling, ...]:
    """
    Return the rulings about a lead that the caller sees, the earliest first.

    Raises:
        NotFound: There is no such lead, or the caller does not see it.
    """
    with caller.setting.unit() as unit:
        claimed_lead(caller, unit, lead_id)
        facts = (event.fact for event in unit.timeline.of(lead_id))
        return tuple(_known(unit, one.ruling_id) for one in facts if isinstance(one, ConflictRuled))


def claimed_lead(caller: Caller, unit: UnitOfWork, lead_id: str) -> Lead:
    """
    Read a lead that the caller sees, or the private lead of a request that waits for the supplier.

    Raises:
        NotFound: There is no such lead, or the caller does not see it.
    """
    lead = unit.leads.get(lead_id)
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id is not None else None
    scope = caller.scope
    if lead.kind is LeadKind.PRIVATE and scope.partner_id is None:
        asked = lead.active and lead.registration in REQUESTED
        placed = scope.groups is None or (partner is not None and scope.covers(partner))
        if asked and placed:
            return lead
    if not scope.sees(lead, partner):
        raise NotFound("lead", lead_id)
    return lead


def _sees(caller: Caller, unit: UnitOfWork, lead_id: str) -> bool:
    try:
        claimed_lead(caller, unit, lead_id)
    except NotFound:
        return False
    return True


def _known(unit: UnitOfWork, ruling_id: str) -> Ruling:
    found = unit.records.one(Ruling, ruling_id)
    if found is None:
        raise NotFound("ruling", ruling_id)
    return found
