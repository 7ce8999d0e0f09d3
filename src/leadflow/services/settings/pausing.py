"""
Pauses a partner, and resumes it.
"""

from __future__ import annotations

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.handling.answers import check_comment
from leadflow.core.partners import PartnerPause
from leadflow.core.text import clean_text
from leadflow.errors import InvalidInput
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.settings.history import with_settings_events

__all__ = ["pause_of", "pause_partner", "resume_partner"]


def pause_partner(caller: Caller, partner_id: str, comment: str | None) -> PartnerPause:
    """
    Pause a partner; see `SupplierDesk.pause_partner`.
    """
    wrong = check_comment(comment)
    if wrong is not None:
        raise InvalidInput(wrong.problems)
    said = clean_text(comment).strip() if comment else None

    def plan(unit: UnitOfWork) -> tuple[PartnerPause, Changes | None]:
        before = _read(caller, unit, partner_id)
        if before is not None and before.paused:
            return before, None
        now = caller.setting.clock()
        after = PartnerPause(partner_id=partner_id, since=now, actor=caller.actor, comment=said or None)
        return after, _written(caller, unit, Put(after, before=before))

    return planned(caller.setting, plan)


def resume_partner(caller: Caller, partner_id: str) -> PartnerPause:
    """
    End the pause of a partner; see `SupplierDesk.resume_partner`.
    """

    def plan(unit: UnitOfWork) -> tuple[PartnerPause, Changes | None]:
        before = _read(caller, unit, partner_id)
        after = PartnerPause(partner_id=partner_id, since=None, actor=caller.actor)
        if before is None or not before.paused:
            return before or after, None
        return after, _written(caller, unit, Put(after, before=before))

    return planned(caller.setting, plan)


def pause_of(caller: Caller, partner_id: str) -> PartnerPause | None:
    """
    Return whether a partner is paused; None if it never was.
    """
    with caller.setting.unit() as unit:
        caller.partner(unit, partner_id)
        return unit.records.one(PartnerPause, partner_id)


def _written(caller: Caller, unit: UnitOfWork, put: Put) -> Changes:
    """
    Return what writes a pause or its end, with the event on the timeline of the partner's settings.
    """
    return Changes(puts=with_settings_events(unit, (put,), caller.actor, caller.setting.clock()))


def _read(caller: Caller, unit: UnitOfWork, partner_id: str) -> PartnerPause | None:
    caller.partner(unit, partner_id)
    caller.check(Act.SAVE_PARTNERS)
    return unit.records.one(PartnerPause, partner_id)
