"""
Undoes an import: it deactivates unchanged leads and reports the others.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from leadflow.core.access import Act, ProgramParty, actor_of
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Channel, Deactivated, Mailed, Received
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.observations import ImportUndone
from leadflow.core.timeline import LeadChange, LeadEvent
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.operations.steps import in_steps

__all__ = ["Kept", "UndoReport", "WhyKept", "undo_import"]

_PAGE = 1_000


class WhyKept(StrEnum):
    """
    Why a lead stays as it is when its import is undone.
    """

    TOUCHED = "touched"
    UPDATED = "updated"


@frozen
class Kept:
    """
    A lead that stays: somebody has changed it since, or it was there before and the import only updated it.
    """

    lead_id: str
    why: WhyKept


@frozen(kw_only=True)
class UndoReport:
    """
    The result of undoing an import.

    Attributes:
        import_id: Which import.
        deactivated: How many leads were deactivated.
        gone: How many had been deactivated before.
        kept: Those that stay, by ascending id.
    """

    import_id: str
    deactivated: int
    gone: int
    kept: tuple[Kept, ...]


@in_steps()
def undo_import(caller: Caller, import_id: str) -> UndoReport:
    """
    Deactivate the leads that an import made and that nobody has changed since; see `ImportDesk.undo`.
    """
    caller.check(Act.IMPORT)
    setting = caller.setting
    with setting.unit() as unit:
        progress = unit.records.one(ImportProgress, import_id)
    if progress is None or progress.partner_id is not None:
        raise NotFound("import", import_id)
    deactivated, gone, kept = 0, 0, list[Kept]()
    after: str | None = None
    while True:
        done = planned(setting, lambda unit: _undo_page(caller, unit, progress, after))  # noqa: B023  # called at once
        if done is None:
            break
        deactivated, gone, after = deactivated + done.deactivated, gone + done.gone, done.last
        kept += done.kept
    planned(setting, lambda unit: _begin_again(caller, unit, import_id))
    setting.report(
        ImportUndone(
            supplier_id=setting.supplier_id, import_id=import_id, deactivated=deactivated, gone=gone, kept=len(kept)
        )
    )
    return UndoReport(import_id=import_id, deactivated=deactivated, gone=gone, kept=tuple(kept))


def _begin_again(caller: Caller, unit: UnitOfWork, import_id: str) -> tuple[None, Changes | None]:
    """
    Let the next run of the import begin with its first row.
    """
    progress = unit.records.one(ImportProgress, import_id)
    if progress is None or progress.untouched:
        return None, None
    return None, Changes(puts=(Put(progress.undone(caller.setting.clock()), before=progress),))


@frozen
class _Page:
    last: str
    deactivated: int
    gone: int
    kept: list[Kept]


def _undo_page(
    caller: Caller, unit: UnitOfWork, progress: ImportProgress, after: str | None
) -> tuple[_Page | None, Changes | None]:
    """
    Undo what of a page of the import's leads came of it; None after the last page.
    """
    leads = unit.leads.of_import(progress.import_id, after, _PAGE)
    if not leads:
        return None, None
    gone, kept, undone = 0, list[Kept](), list[LeadChange]()
    timelines = unit.timeline.many([lead.id for lead in leads])
    for lead in caller.seen(unit, leads):
        events = timelines.get(lead.id)
        # What cannot be read may have been changed.
        why = WhyKept.TOUCHED if events is None else _why_kept(events, progress.import_id)
        if not lead.active:
            gone += 1
        elif why is not None:
            kept.append(Kept(lead.id, why))
        else:
            undone.append(
                LeadChange(lead).then(
                    Deactivated(reason="import_undone"), at=caller.setting.clock(), actor=caller.actor
                )
            )
    changes = Changes(leads=tuple(undone))
    return _Page(leads[-1].id, len(undone), gone, kept), changes if undone else None


def _why_kept(events: tuple[LeadEvent, ...], import_id: str) -> WhyKept | None:
    """
    Return why a lead is kept. Mail about it does not count as a change, also in older databases.
    """
    received = events[0].fact
    if not isinstance(received, Received) or received.import_id != import_id:
        return WhyKept.UPDATED
    mine = actor_of(ProgramParty(name=import_id), Channel.IMPORT)
    touched = any(event.actor != mine and not isinstance(event.fact, Mailed) for event in events)
    return WhyKept.TOUCHED if touched else None
