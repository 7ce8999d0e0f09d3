"""
Learns a model from a supplier's past, in chunks, and continues after a failure.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from leadflow.core.assessment import (
    MOST_PAST,
    NOTHING_LEARNT,
    AssessmentModel,
    LearningProgress,
    PastLead,
    PastLeads,
    in_order,
    learn,
)
from leadflow.core.changes import Changes, Put
from leadflow.core.stored import numbered_key
from leadflow.ports import UnitOfWork
from leadflow.services.assessment.past_leads import LEADS, PastReader
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting

__all__ = ["current_model", "learn_model"]


def current_model(unit: UnitOfWork, subject: str = LEADS) -> AssessmentModel:
    """
    Return the model in force; the one that knows nothing before anything is learnt.
    """
    return _model(unit, unit.records.one(LearningProgress, subject) or LearningProgress(key=subject))


def learn_model(setting: Setting, reader: PastReader) -> AssessmentModel:
    """
    Read what is not final yet, learn from all, and put the model in force; the same model stays as it is.

    Each chunk whose outcomes are final is committed with how far it came, so a call after a failure continues there,
    and the next time of learning reads only what is new.
    """
    now = setting.clock()
    while planned(setting, lambda unit: _keep_final(unit, reader)):
        pass
    return planned(setting, lambda unit: _put_in_force(unit, reader, now))


def _progress(unit: UnitOfWork, reader: PastReader) -> tuple[LearningProgress, LearningProgress | None]:
    """
    Return how far learning by the reader's basis has come, and what is stored.
    """
    stored = unit.records.one(LearningProgress, reader.subject)
    if stored is not None and stored.basis == reader.basis:
        return stored, stored
    model = stored.model if stored else 0
    return LearningProgress(key=reader.subject, model=model, basis=reader.basis), stored


def _keep_final(unit: UnitOfWork, reader: PastReader) -> tuple[bool, Changes | None]:
    """
    Keep what the next chunk teaches, if all of it is final.
    """
    progress, stored = _progress(unit, reader)
    found = reader.read(unit, progress.after)
    if found.last is None or not found.final:
        return False, None
    chunk = PastLeads.of(progress.chunks, found.past, subject=reader.subject)
    before = unit.records.one(PastLeads, numbered_key(reader.subject, progress.chunks))
    after = evolve(progress, after=found.last, chunks=progress.chunks + 1)
    return True, Changes(puts=(Put(chunk, before=before), Put(after, before=stored)))


def _put_in_force(unit: UnitOfWork, reader: PastReader, now: datetime) -> tuple[AssessmentModel, Changes | None]:
    progress, stored = _progress(unit, reader)
    past, after = _final(unit, progress), progress.after
    while (found := reader.read(unit, after)).last is not None:
        past += found.past
        after = found.last
    current = _model(unit, progress)
    model = learn(in_order(past), version=progress.model + 1, at=now, subject=reader.subject)
    if evolve(model, version=current.version, learnt_at=current.learnt_at) == current:
        return current, None
    puts = Put(model, before=None), Put(evolve(progress, model=model.version), before=stored)
    return model, Changes(puts=puts)


def _model(unit: UnitOfWork, progress: LearningProgress) -> AssessmentModel:
    stored = unit.records.one(AssessmentModel, numbered_key(progress.key, progress.model))
    return stored or evolve(NOTHING_LEARNT, subject=progress.key)


def _final(unit: UnitOfWork, progress: LearningProgress) -> list[tuple[datetime, PastLead]]:
    """
    Return what chunks with final outcomes taught, at least the latest that count.
    """
    past: list[tuple[datetime, PastLead]] = []
    for number in reversed(range(progress.chunks)):
        chunk = unit.records.one(PastLeads, numbered_key(progress.key, number))
        past += chunk.unpacked() if chunk else ()
        if len(past) >= MOST_PAST:
            break
    return past
