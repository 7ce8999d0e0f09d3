"""
Plans a chunk of rows: each row has exactly one outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from leadflow.core.importing.chunk_plan import ChunkPlan
from leadflow.core.importing.progress import Counts, RefusedRow
from leadflow.core.importing.refused_rows import refused_row
from leadflow.core.importing.sorted_rows import SortedRows, UpdateRules
from leadflow.core.intake import Admission, Placement, Placements
from leadflow.core.leads import Lead
from leadflow.core.schema import Fields
from leadflow.core.tables import RowChunk

__all__ = ["Placer", "plan_chunk"]


class Placer(Protocol):
    """
    Decides where the drafts of one batch go.
    """

    def place(self, admission: Admission, places: Sequence[int], /) -> Iterable[Placement]:
        """
        Decide where the drafts at *places* go, one after the other.
        """

    def count(self, placements: Placements, /) -> tuple[Counter[str], int]:
        """
        Count the leads that each partner gets by *placements*, by its id, and the people to notify, once for each lead.
        """


def plan_chunk(
    rows: RowChunk,
    admission: Admission,
    keys: Sequence[str | None],
    *,
    placer: Placer,
    existing: Mapping[str, Lead],
    seen: Iterable[str] = (),
    rules: UpdateRules,
    headers: Mapping[str, str],
    fields: Fields,
) -> ChunkPlan:
    """
    Plan a chunk of rows: hand back what is refused, look for duplicates, place the rest.

    Args:
        rows: In the order of the file.
        admission: What happened to their drafts at the gate.
        keys: Their duplicate keys, as the admission gives them.
        placer: Decides where what was admitted goes.
        existing: Stored active leads by duplicate key, for the keys of these rows.
        seen: Those keys of leads planned in earlier chunks and not stored, which a preview has.
        rules: What the rows do to those, and to leads further up in the file.
        headers: The header of each field, for the places of problems.
        fields: Declares what leads can say.
    """
    done = SortedRows(rows, admission, existing, rules=rules, headers=headers, fields=fields)
    done.sort(keys, seen)
    placements = Placements(placer.place(admission, done.new))
    by_partner, messages = placer.count(placements)
    return ChunkPlan(
        rows=rows,
        admission=admission,
        new=done.new,
        placements=placements,
        updates=tuple(done.updates.values()),
        refused=tuple(done.refused.values()),
        warned=_warned(done, rows, admission, headers),
        updated_at=done.updated_at,
        absent=done.absent,
        counts=_counts(done, rows, placements, by_partner.total()),
        by_partner=by_partner,
        messages=messages,
    )


def _counts(done: SortedRows, rows: RowChunk, placements: Placements, assigned: int) -> Counts:
    return Counts(
        read=len(rows),
        imported=len(placements),
        assigned=assigned,
        unassigned=len(placements) - assigned,
        updated=len(done.updated_at),
        duplicates=done.duplicates,
        refused=len(done.refused),
    )


def _warned(
    done: SortedRows, rows: RowChunk, admission: Admission, headers: Mapping[str, str]
) -> tuple[RefusedRow, ...]:
    """
    Return the rows that were taken with a warning: of the gate, or about columns that an update leaves.
    """
    told = {at: problems for at, problems in done.told.items() if problems}
    places = sorted({*admission.warned, *told} - done.refused.keys())
    return tuple(refused_row(rows[at], (*admission.warned.get(at, ()), *told.get(at, ())), headers) for at in places)
