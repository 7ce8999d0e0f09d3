"""
Decides about rows of a frame in order: who gets each, with turns, weights and capacities counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.routing import Router, Turns, choose
from leadflow.core.subjects import Subjects
from leadflow.errors import MissingExtra
from leadflow.wire.decisions import pack_trace

try:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]  # pyarrow has no types
except ImportError as error:
    raise MissingExtra("spark", "pyarrow") from error

__all__ = ["DECISIONS", "Decider"]

_CHUNK: Final = 50_000

DECISIONS: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("partner_id", pa.string()),
        pa.field("chosen_by", pa.string()),
        pa.field("review", pa.string()),
        pa.field("turn", pa.int64()),
        pa.field("duplicate_of", pa.int64()),
        pa.field("decision", pa.string()),
    ]
)
"""
What was decided about each row: its number, the partner, what chose it, why a person has to, the number of its turn,
the first row with the same e-mail and campaign, and the whole decision for `decision_of`. A duplicate has none.
"""


@frozen(eq=False)
class Decider:
    """
    Decides about rows in order, by what the first pass says of each.

    Attributes:
        router: The module, prepared.
        turns: The turns and loads, which each row counts up.
        said: What the steps do, by its digest.
    """

    router: Router
    turns: Turns
    said: Mapping[bytes, str]
    _effects: dict[bytes, Any] = field(factory=dict, init=False)

    def decide(self, ordered: pa.Table, unique: bool) -> Iterator[pa.RecordBatch]:
        """
        Return batches of decisions with the schema `DECISIONS`; *unique* routes only the first of rows with one key.

        Raises:
            InvalidInput: Two rows have one number (``row_number_twice``).
        """
        first: dict[bytes, int] = {}
        last: int | None = None
        for batch in ordered.to_batches(max_chunksize=_CHUNK):
            decided = []
            columns = (batch.column(name).to_pylist() for name in ("row", "effects", "duplicate"))
            for row, effects, duplicate in zip(*columns, strict=True):
                if row == last:
                    message = f"two rows have the number {row}; give each a number of its own"
                    raise wrong_value("row_number_twice", message, "row")
                last = row
                earlier = first.setdefault(duplicate, row) if unique and duplicate is not None else row
                decided.append(self._decided(row, effects) if earlier == row else _duplicate(row, earlier))
            yield pa.RecordBatch.from_arrays(
                [pa.array(values, one.type) for values, one in zip(zip(*decided, strict=True), DECISIONS, strict=True)],
                schema=DECISIONS,
            )

    def _decided(self, row: int, effects: bytes) -> tuple[Any, ...]:
        router, turns = self.router, self.turns
        known = self._effects.get(effects)
        if known is None:
            plain = tuple((applies, int(mask, 16), rule) for applies, mask, rule in json.loads(self.said[effects]))
            known = self._effects[effects] = router.ways.known(plain)
        way = router.ways.walk(known, _nobody, router.open_to(turns))
        choice = choose(way, router, turns)
        partner = choice.partner
        if partner is not None and choice.turn is not None:
            turns.take(partner.id)
        elif partner is not None:
            turns.add_load(partner.id)
        trace = choice.trace(router)
        return (
            row,
            trace.partner_id,
            trace.chosen_by.value if trace.chosen_by else None,
            trace.review.value if trace.review else None,
            trace.turn,
            None,
            json.dumps(pack_trace(trace), separators=(",", ":")),
        )


def _nobody() -> Subjects:
    raise AssertionError("the first pass has told what each step does")


def _duplicate(row: int, of: int) -> tuple[Any, ...]:
    return row, None, None, None, None, of, None
