"""
Routes batches of rows in two passes: what depends on one lead in parallel, and turns in order; needs the extra
``spark``.

Whatever runs the passes, Spark, Dask, Ray or a loop, the decisions are those of a run on one machine: the first pass
says what each step does to a row, regardless of who is left before it, and only the second, which sees rows in order,
says who is left, whose turn it is and who is full.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Final

from attrs import field, frozen

from leadflow.adapters.arrow_decisions import DECISIONS, Decider
from leadflow.adapters.arrow_rows import ReadRow
from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.criteria import EvaluationTime
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.partners import PartnerDirectory
from leadflow.core.problems import Problem
from leadflow.core.routing import (
    CheckedModule,
    Keep,
    Rotation,
    Router,
    RoutingDecision,
    Turns,
    TurnsTaken,
    recall_routing,
)
from leadflow.core.routing.path_memo import PathMemo, PlainEffects
from leadflow.core.subjects import Subjects
from leadflow.core.values import Columns
from leadflow.errors import InvalidInput, MissingExtra, clipped
from leadflow.wire.decisions import unpack_trace

try:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]  # pyarrow has no types
except ImportError as error:
    raise MissingExtra("spark", "pyarrow") from error

__all__ = [
    "DECISIONS",
    "EFFECTS",
    "Batches",
    "FrameModule",
    "RoutedRows",
    "decide_in_order",
    "decision_of",
    "effects_in_arrow",
]

Batches = Iterator[pa.RecordBatch]

EFFECTS: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("effects", pa.binary(), nullable=False),
        pa.field("duplicate", pa.binary()),
        pa.field("said", pa.string()),
    ]
)
"""
What the first pass says of each row: its number, a digest of what the steps do to it, a digest of its duplicate key,
and what the steps do, written out where a batch says it for the first time.
"""


def _asks_rows_only(_: object, __: object, module: CheckedModule) -> None:
    message = "a keep step looks at stored leads, and rows of a frame are routed without them; import the rows, or leave the step out"
    wrong = tuple(
        Problem(code="step_not_for_frames", path=f"module.steps[{number}]", message=message)
        for number, step in enumerate(module.module.steps)
        if isinstance(step, Keep)
    )
    if wrong:
        raise InvalidInput(wrong)


@checked
@frozen(kw_only=True)
class FrameModule:
    """
    A module as it is sent to workers: values only, so that it pickles.

    Attributes:
        module: As `check_module` returned it. A step that keeps leads with their incumbents is refused here, since it
            looks at stored leads (``step_not_for_frames``).
        directory: All partners.
        moment: When and where criteria are judged, the same for all rows.
    """

    module: CheckedModule = field(validator=_asks_rows_only)
    directory: PartnerDirectory
    moment: EvaluationTime

    def router(self) -> Router:
        """
        Prepare the module.
        """
        return Router(self.module, self.directory, self.moment)


@checked
def effects_in_arrow(module: FrameModule, read: ReadRow, *, row: str) -> Callable[[Batches], Batches]:
    """
    Return the first pass: a function from batches of rows to batches with the schema `EFFECTS`, in any order.

    Args:
        module: What routes.
        read: Makes a lead from a row, such as `leadflow.adapters.spark.said_rows`.
        row: Name of the column with the number of each row, a whole number that no other row has. Rows are decided in
            its order.

    The function raises `InvalidInput` for rows without a number (``row_number_wrong``) or a lead (``lead_missing``).
    """
    return _Effects(module, read, row)


@frozen
class _Effects:
    _module: FrameModule
    _read: ReadRow
    _row: str

    def __call__(self, batches: Batches) -> Batches:
        ways = self._module.router().ways
        for batch in batches:
            if not isinstance(batch, pa.RecordBatch):
                raise TypeError(
                    f"effects_in_arrow: takes record batches, not a {type(batch).__name__}; give the batches of a table, "
                    "which to_batches() returns"
                )
            numbers = _numbers(batch, self._row)
            subjects = list(map(self._read, batch.to_pylist()))
            yield _told(numbers, _effects(ways, subjects), subjects)


def _numbers(batch: pa.RecordBatch, row: str) -> pa.Array:
    """
    Return the numbers of rows.

    Raises:
        InvalidInput: Somewhere there is none, or not a whole number (``row_number_wrong``).
    """
    at = batch.schema.get_field_index(row)
    if at >= 0 and not batch.column(at).null_count:
        numbers = batch.column(at)
        if any(one(numbers.type) for one in (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)):
            with suppress(pa.ArrowInvalid):
                return numbers.cast(pa.int64())
    message = f"each row needs a whole number of 64 bits in a column '{clipped(row)}'; name such a column"
    raise wrong_value("row_number_wrong", message, "row")


def _effects(ways: PathMemo, subjects: list[Subjects]) -> list[PlainEffects]:
    """
    Return what each step does to each lead; those that say something about the same fields are looked at together.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(subjects):
        alike.setdefault(_lead(one).values.layout.names, []).append(at)
    found: list[PlainEffects] = [()] * len(subjects)
    for places in alike.values():
        some = [subjects[at] for at in places]
        leads = Columns.of([_lead(one).values for one in some])
        for at, effects in zip(places, ways.plain_effects(leads, some.__getitem__), strict=True):
            found[at] = effects
    return found


def _told(numbers: pa.Array, plain: list[PlainEffects], subjects: list[Subjects]) -> pa.RecordBatch:
    written: dict[PlainEffects, tuple[bytes, str]] = {}
    digests: list[bytes] = []
    said: list[str | None] = []
    for effects in plain:
        known = written.get(effects)
        if known is None:
            text = json.dumps([[applies, f"{mask:x}", rule] for applies, mask, rule in effects])
            known = written[effects] = _digest(text), text
            said.append(text)
        else:
            said.append(None)
        digests.append(known[0])
    keys = [lead_duplicate_key(_lead(one)) for one in subjects]
    duplicates = [_digest(key) if key else None for key in keys]
    return pa.RecordBatch.from_arrays(
        [
            numbers,
            pa.array(digests, pa.binary()),
            pa.array(duplicates, pa.binary()),
            pa.array(said, pa.string()),
        ],
        schema=EFFECTS,
    )


def _lead(subjects: Subjects) -> Lead:
    if subjects.lead is None:
        problem = Problem(code="lead_missing", path="read", message="a row has no lead; leave such rows out")
        raise InvalidInput((problem,))
    return subjects.lead


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@frozen(kw_only=True, eq=False)
class RoutedRows:
    """
    What the second pass came to.

    Attributes:
        decisions: Batches with the schema `DECISIONS`, in the order of rows; to be walked once.
        turns: The turns and loads after the last row; complete once *decisions* were walked.
    """

    decisions: Iterator[pa.RecordBatch]
    turns: Turns

    def taken(self) -> TurnsTaken | None:
        """
        Return the turns that the rows took, to be committed with their leads; None if they took none.
        """
        return self.turns.taken()


@checked
def decide_in_order(
    module: FrameModule,
    effects: Iterable[pa.RecordBatch],
    *,
    rotation: Rotation | None = None,
    open_leads: Mapping[str, int] | None = None,
    unique: bool = True,
) -> RoutedRows:
    """
    Run the second pass: who gets each row, with turns, weights and capacities counted in the order of rows.

    Args:
        module: The same as in the first pass.
        effects: What the first pass gave, all of it, in any order. It takes about 100 bytes a row.
        rotation: The turns of the module so far; if omitted, none was taken.
        open_leads: Open leads of partners by id, for capacities and loads; if omitted, nobody has any.
        unique: Of rows with one e-mail and campaign only the first is routed; False routes all.

    Raises:
        InvalidInput: *effects* is something else (``effects_unreadable``). Walking the decisions raises it where two
            rows have one number (``row_number_twice``).
    """
    try:
        table = pa.Table.from_batches(list(effects), schema=EFFECTS)
    except pa.ArrowInvalid:
        message = "is not what the first pass gave; collect the batches of effects_in_arrow"
        raise wrong_value("effects_unreadable", message, "decide_in_order(effects)") from None
    router = module.router()
    turns = Turns(rotation or Rotation(module=router.module.name), router.directory, open_leads)
    said = table.filter(pa.compute.is_valid(table["said"])).select(["effects", "said"])
    decider = Decider(router, turns, dict(zip(said["effects"].to_pylist(), said["said"].to_pylist(), strict=True)))
    ordered = table.select(["row", "effects", "duplicate"]).sort_by("row")
    return RoutedRows(decisions=decider.decide(ordered, unique), turns=turns)


@checked
def decision_of(decision: str) -> RoutingDecision:
    """
    Return the decision in a column ``decision``, to be explained by `leadflow.core.routing.explain_routing`.

    Raises:
        InvalidInput: The text is not a decision of that column (``decision_unreadable``).
    """
    try:
        return recall_routing(unpack_trace(json.loads(decision)))
    except (ValueError, TypeError, LookupError, RecursionError):
        message = "is not a decision; give a text from the column 'decision'"
        raise wrong_value("decision_unreadable", message, "decision_of(decision)") from None
