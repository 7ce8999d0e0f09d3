"""
What happens to a chunk of rows, as a value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from attrs import define, frozen

from leadflow.core.facts import ValuesChanged
from leadflow.core.importing.progress import Counts, RefusedRow
from leadflow.core.intake import Admission, Placements
from leadflow.core.leads import Lead
from leadflow.core.tables import RowChunk
from leadflow.core.values import Values

__all__ = ["ChunkPlan", "Update"]


@define(eq=False)
class Update:
    """
    What rows change about a lead that is there already.

    Attributes:
        lead: The stored one, or the place in the chunk of the row that makes it.
        values: What it says after the changes.
        changes: One for each row that changes anything, in their order.
    """

    lead: Lead | int
    values: Values
    changes: tuple[ValuesChanged, ...] = ()


@frozen(kw_only=True)
class ChunkPlan:
    """
    What happens to a chunk of rows.

    Attributes:
        rows, admission: What was planned.
        new: The places in the chunk of the rows that become leads, in order.
        placements: Where each of these leads goes.
        updates: What others change about leads that are there, in the store or among the placed ones.
        refused: Rows that became no lead.
        warned: Rows that became one after something was cleaned.
        updated_at: The places of the rows that update a lead, in order.
        absent: Duplicate keys of the new leads, each once, which no other lead may have by then.
        counts: Of this chunk.
        by_partner: How many leads each partner gets.
        messages: How many messages the new leads cause.
    """

    rows: RowChunk
    admission: Admission
    new: Sequence[int]
    placements: Placements
    updates: tuple[Update, ...]
    refused: tuple[RefusedRow, ...]
    warned: tuple[RefusedRow, ...]
    updated_at: Sequence[int]
    absent: Sequence[str]
    counts: Counts
    by_partner: Mapping[str, int]
    messages: int

    def loads(self, closing_stages: Collection[str]) -> Mapping[str, int]:
        """
        Return how many open leads more each partner has after this, by its id; see `leadflow.core.loads`.
        """
        addresses = self.admission.addresses
        if {one.stage for one in addresses}.isdisjoint(closing_stages):
            return self.by_partner
        placed = zip(self.new, self.placements.partners, strict=True)
        return Counter(one.id for at, one in placed if one and addresses[at].stage not in closing_stages)
