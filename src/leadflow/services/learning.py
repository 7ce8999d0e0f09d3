"""
Learns a model from a supplier's past leads, in chunks, and continues after a failure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from attrs import evolve, frozen

from leadflow.core.assessment import (
    MOST_PAST,
    NOTHING_LEARNT,
    AssessmentModel,
    LearningProgress,
    PastLead,
    PastLeads,
    basis_of,
    in_order,
    learn,
    past_lead,
    used_fields,
)
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Duplicated
from leadflow.core.fields import AnyField
from leadflow.core.leads import Lead
from leadflow.core.programme import Programme
from leadflow.core.stored import numbered_key
from leadflow.core.timeline import LeadEvent, admitted_values
from leadflow.core.values import Values
from leadflow.ports import UnitOfWork
from leadflow.services.planned import planned
from leadflow.services.setting import Setting

__all__ = ["current_model", "learn_model"]

_CHUNK: Final = 500

_Past = list[tuple[datetime, PastLead]]


@frozen
class _Read:
    """
    A chunk of leads that was read.

    Attributes:
        last: The id of the last lead; None at the end.
        final: True if nothing of what it teaches changes any more.
        past: What it teaches.
    """

    last: str | None
    final: bool
    past: _Past


def current_model(unit: UnitOfWork) -> AssessmentModel:
    """
    Return the model in force; the one that knows nothing before anything is learnt.
    """
    version = (unit.records.one(LearningProgress, LearningProgress().key) or LearningProgress()).model
    return unit.records.one(AssessmentModel, numbered_key("assessment", version)) or NOTHING_LEARNT


def learn_model(setting: Setting) -> AssessmentModel:
    """
    Read the leads that are not final yet, learn from all, and put the model in force; the same model stays as it is.

    Each chunk of leads whose outcome is final is committed with how far it came, so a call after a failure continues
    there, and the next time of learning reads only what is new.
    """
    used = used_fields(setting.programme.schema.leads, setting.programme.assessment)
    basis = basis_of(used, setting.programme.assessment)
    now = setting.clock()
    while planned(setting, lambda unit: _keep_final(unit, setting.programme, used, basis, now)):
        pass
    return planned(setting, lambda unit: _put_in_force(unit, setting.programme, used, basis, now))


def _progress(unit: UnitOfWork, basis: str) -> tuple[LearningProgress, LearningProgress | None]:
    """
    Return how far learning by *basis* has come, and what is stored.
    """
    stored = unit.records.one(LearningProgress, LearningProgress().key)
    if stored is not None and stored.basis == basis:
        return stored, stored
    return LearningProgress(model=stored.model if stored else 0, basis=basis), stored


def _keep_final(
    unit: UnitOfWork, programme: Programme, used: tuple[AnyField, ...], basis: str, now: datetime
) -> tuple[bool, Changes | None]:
    """
    Keep what the next chunk of leads teaches, if all of them are final.
    """
    progress, stored = _progress(unit, basis)
    found = _read(unit, programme, used, progress.after, now)
    if found.last is None or not found.final:
        return False, None
    chunk = PastLeads.of(progress.chunks, found.past)
    before = unit.records.one(PastLeads, numbered_key("past", progress.chunks))
    after = evolve(progress, after=found.last, chunks=progress.chunks + 1)
    return True, Changes(puts=(Put(chunk, before=before), Put(after, before=stored)))


def _put_in_force(
    unit: UnitOfWork, programme: Programme, used: tuple[AnyField, ...], basis: str, now: datetime
) -> tuple[AssessmentModel, Changes | None]:
    progress, stored = _progress(unit, basis)
    past, after = _final(unit, progress), progress.after
    while (found := _read(unit, programme, used, after, now)).last is not None:
        past += found.past
        after = found.last
    current = unit.records.one(AssessmentModel, numbered_key("assessment", progress.model)) or NOTHING_LEARNT
    model = learn(in_order(past), version=progress.model + 1, at=now)
    if evolve(model, version=current.version, learnt_at=current.learnt_at) == current:
        return current, None
    puts = Put(model, before=None), Put(evolve(progress, model=model.version), before=stored)
    return model, Changes(puts=puts)


def _final(unit: UnitOfWork, progress: LearningProgress) -> _Past:
    """
    Return what leads with a final outcome taught, at least the latest that count.
    """
    past: _Past = []
    for number in reversed(range(progress.chunks)):
        chunk = unit.records.one(PastLeads, numbered_key("past", number))
        past += chunk.unpacked() if chunk else ()
        if len(past) >= MOST_PAST:
            break
    return past


def _read(
    unit: UnitOfWork, programme: Programme, used: tuple[AnyField, ...], after: str | None, now: datetime
) -> _Read:
    leads = unit.leads.page(after, _CHUNK)
    if not leads:
        return _Read(None, False, [])
    policy = programme.assessment
    events = unit.timeline.many([one.id for one in leads])
    past: _Past = []
    for lead in leads:
        told = events.get(lead.id, ())
        arrived = partial(_arrived, unit, programme, lead, told)
        taught = past_lead(lead, told, arrived, used=used, policy=policy, now=now)
        if taught is not None:
            past.append((lead.received_at, taught))
    return _Read(leads[-1].id, all(one.received_at + policy.within <= now for one in leads), past)


def _arrived(unit: UnitOfWork, programme: Programme, lead: Lead, events: Sequence[LeadEvent]) -> Values:
    """
    Return what a lead said when it arrived; a duplicate arrived as the first lead that it continues.
    """
    fields = programme.schema.leads
    while (first := next((one.fact.lead_id for one in events if isinstance(one.fact, Duplicated)), None)) is not None:
        before = unit.timeline.many([first]).get(first)
        if not before:
            break
        lead, events = unit.leads.get(first), before
    return admitted_values(lead.values, events, fields)
