"""
Evaluates criteria and routes leads in Spark; needs the extra ``spark``.

Spark has no say in what an operator means: every row becomes a lead and is judged in Python, ``matches`` included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from leadflow.adapters.arrow_routing import (
    DECISIONS,
    EFFECTS,
    Batches,
    FrameModule,
    decide_in_order,
    decision_of,
    effects_in_arrow,
)
from leadflow.adapters.arrow_rows import ReadRow, said_rows, stored_rows
from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.routing import Rotation, Turns
from leadflow.errors import MissingExtra

try:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]  # pyarrow has no types
except ImportError as error:
    raise MissingExtra("spark", "pyarrow") from error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "FrameModule",
    "ReadRow",
    "RoutedFrame",
    "decision_of",
    "match_in_arrow",
    "route_frame",
    "said_rows",
    "stored_rows",
]

_EFFECTS: Final = "row long, effects binary, duplicate binary, said string"
_DECISIONS: Final = (
    "row long, partner_id string, chosen_by string, review string, turn long, duplicate_of long, decision string"
)


@checked
def match_in_arrow(
    criteria: CheckedCriteria, moment: EvaluationTime, read: ReadRow, *, answer: str | None = None
) -> Callable[[Batches], Batches]:
    """
    Return a function for ``DataFrame.mapInArrow``.

    Args:
        criteria: What to ask; they are compiled once in each worker.
        moment: When and where they are judged, the same for all workers.
        read: Makes a lead from a row, such as `stored_rows` or `said_rows`.
        answer: Name of a boolean column to be added; None keeps the rows for which the criteria hold, and no others.
    """
    return _InArrow(criteria, moment, read, answer)


@frozen
class _InArrow:
    """
    What is sent to the workers: values only, so that it pickles.
    """

    _criteria: CheckedCriteria
    _moment: EvaluationTime
    _read: ReadRow
    _answer: str | None

    def __call__(self, batches: Batches) -> Batches:
        holds = compile_criteria(self._criteria, self._moment).holds
        for batch in batches:
            answers = pa.array([holds(self._read(row)) for row in batch.to_pylist()], pa.bool_())
            if self._answer is None:
                yield batch.filter(answers)
            else:
                yield pa.RecordBatch.from_arrays([*batch.columns, answers], names=[*batch.schema.names, self._answer])


@frozen(kw_only=True, eq=False)
class RoutedFrame:
    """
    A data frame with the decisions about its rows.

    Attributes:
        frame: The rows, each with the columns of `leadflow.adapters.arrow_routing.DECISIONS` in addition to ``row``.
        turns: The turns and loads after the last row, to be committed with the leads.
    """

    frame: DataFrame
    turns: Turns


def route_frame(
    frame: DataFrame,
    module: FrameModule,
    read: ReadRow,
    *,
    row: str,
    rotation: Rotation | None = None,
    open_leads: Mapping[str, int] | None = None,
    unique: bool = True,
) -> RoutedFrame:
    """
    Route the rows of *frame*: the same decisions as on one machine, in the order of the column *row*.

    The workers read rows and ask the steps; the driver counts turns, weights and capacities, for which it needs about
    300 bytes a row. *frame* is read twice, so cache it if it is dear to compute, and its numbers must be the same then.

    Args:
        frame: One lead a row. Columns called like those of `leadflow.adapters.arrow_routing.DECISIONS` are in the way.
        module: What routes, with all partners.
        read: Makes a lead from a row, such as `said_rows`.
        row: Name of a column of whole numbers that no other row has, and none of which is NULL.
        rotation: The turns of the module so far; if omitted, none was taken.
        open_leads: Open leads of partners by id, for capacities and loads; if omitted, nobody has any.
        unique: Of rows with one e-mail and campaign only the first is routed; False routes all.
    """
    told = frame.mapInArrow(effects_in_arrow(module, read, row=row), _EFFECTS)
    effects = _collected(told)
    routed = decide_in_order(module, effects, rotation=rotation, open_leads=open_leads, unique=unique)
    decisions = pa.Table.from_batches(routed.decisions, schema=DECISIONS)
    made = frame.sparkSession.createDataFrame(_nullable(decisions), _DECISIONS)
    renamed = made.withColumnRenamed("row", _ROW)
    return RoutedFrame(frame=frame.join(renamed, frame[row] == renamed[_ROW]).drop(_ROW), turns=routed.turns)


_ROW: Final = "__leadflow_row"


def _nullable(decisions: pa.Table) -> Any:
    """
    Return decisions as a pandas frame whose whole numbers may be missing without becoming fractions.
    """
    import pandas as pd

    return decisions.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)


def _collected(told: DataFrame) -> Iterator[pa.RecordBatch]:
    """
    Bring what the workers returned to the driver, as Arrow where this Spark can.
    """
    collect = getattr(told, "toArrow", None)
    if collect is not None:
        table: pa.Table = collect()
        yield from table.cast(EFFECTS).to_batches()
        return
    told.sparkSession.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")
    frame = told.toPandas()
    yield from pa.Table.from_pandas(frame, schema=EFFECTS, preserve_index=False).to_batches()
