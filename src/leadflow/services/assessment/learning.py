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
    Read what is not read yet, learn from all, and put the model in force; the same model stays as it is.

    Each chunk is committed with how far it came, so a call after a failure continues there, and the next time of
    learning reads only what is new.
    """
    while planned(setting, lambda unit: _keep_next(unit, reader)):
        pass
    now = setting.clock()
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


def _keep_next(unit: UnitOfWork, reader: PastReader) -> tuple[bool, Changes | None]:
    """
    Keep what the next chunk teaches; False if all has been read.
    """
    progress, stored = _progress(unit, reader)
    window = progress.window(reader.until)
    if window is None:
        return False, None
    found = reader.read(unit, window, progress.after)
    if found.last is None:
        after = evolve(progress, read_until=window.until, reading_until=None, after=None)
        return True, Changes(puts=(Put(after, before=stored),))
    after = evolve(progress, reading_until=window.until, after=found.last, chunks=progress.chunks + 1)
    chunk = PastLeads.of(progress.chunks, found.past, subject=reader.subject)
    before = unit.records.one(PastLeads, numbered_key(reader.subject, progress.chunks))
    return True, Changes(puts=(Put(chunk, before=before), Put(after, before=stored)))


def _put_in_force(unit: UnitOfWork, reader: PastReader, now: datetime) -> tuple[AssessmentModel, Changes | None]:
    progress, stored = _progress(unit, reader)
    current = _model(unit, progress)
    past = [one for _, one in _latest(unit, progress)]
    model = learn(past, version=progress.model + 1, at=now, subject=reader.subject)
    if evolve(model, version=current.version, learnt_at=current.learnt_at) == current:
        return current, None
    puts = Put(model, before=None), Put(evolve(progress, model=model.version), before=stored)
    return model, Changes(puts=puts)


def _model(unit: UnitOfWork, progress: LearningProgress) -> AssessmentModel:
    stored = unit.records.one(AssessmentModel, numbered_key(progress.key, progress.model))
    return stored or evolve(NOTHING_LEARNT, subject=progress.key)


def _latest(unit: UnitOfWork, progress: LearningProgress) -> list[tuple[datetime, PastLead]]:
    """
    Return those that count of what has been read, in the order in which they arrived.
    """
    past: list[tuple[datetime, PastLead]] = []
    for number in range(progress.chunks):
        chunk = unit.records.one(PastLeads, numbered_key(progress.key, number))
        past += chunk.unpacked() if chunk else ()
        if len(past) > 2 * MOST_PAST:
            past = in_order(past)[-MOST_PAST:]
    return in_order(past)[-MOST_PAST:]
