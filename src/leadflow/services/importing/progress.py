"""
How far an import is after a chunk, and at its end.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.progress import Counts, ImportProgress
from leadflow.core.observations import ImportFinished, RowsImported

__all__ = ["finished", "import_finished", "next_progress", "rows_imported"]


def rows_imported(supplier_id: str, progress: ImportProgress, counts: Counts) -> RowsImported:
    """
    Return what is observed of the chunk up to *progress*, which added *counts*.
    """
    told = _observed(counts)
    return RowsImported(supplier_id=supplier_id, import_id=progress.import_id, chunk=progress.chunk, **told)


def import_finished(supplier_id: str, progress: ImportProgress) -> ImportFinished:
    """
    Return what is observed of the end of an import.
    """
    return ImportFinished(supplier_id=supplier_id, import_id=progress.import_id, **_observed(progress.counts))


def _observed(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in ("read", "imported", "updated", "duplicates", "refused")}


def next_progress(
    before: ImportProgress, plan: ChunkPlan, last_row: int, now: datetime, *, counts: Counts
) -> ImportProgress:
    """
    Return the progress after a chunk, which adds *counts*.
    """
    by_partner = dict(before.by_partner)
    for partner_id, count in plan.by_partner.items():
        by_partner[partner_id] = by_partner.get(partner_id, 0) + count
    return evolve(
        before,
        chunk=before.chunk + 1,
        last_row=last_row,
        counts=before.counts + counts,
        by_partner=by_partner,
        messages=before.messages + plan.messages,
        modified_at=now,
    )


def finished(progress: ImportProgress, now: datetime, *, blank: int) -> ImportProgress:
    """
    Return the progress at the end of a file, after whose last lead *blank* rows came.
    """
    counts = progress.counts + Counts(blank=blank)
    return evolve(progress, chunk=progress.chunk + 1, counts=counts, finished=True, again_from=None, modified_at=now)
