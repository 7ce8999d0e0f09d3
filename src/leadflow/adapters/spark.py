"""
Evaluates criteria on batches of rows in Spark; needs the extra ``spark``.

Spark has no say in what an operator means: every row becomes a lead and is judged in Python, ``matches`` included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.operators import EvaluationTime
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.errors import MissingExtra
from leadflow.wire import Wire

try:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
except ImportError as error:
    raise MissingExtra("spark", "pyarrow") from error

__all__ = ["ReadRow", "match_in_arrow", "said_rows", "stored_rows"]

ReadRow = Callable[[Mapping[str, Any]], Subjects]
"""
Makes what criteria look at from a row.
"""

Batches = Iterator[pa.RecordBatch]

_NOWHERE: Final = ""


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


@checked
def stored_rows(schema: Schema, *, lead: str = "lead", partner: str = "", campaign: str = "") -> ReadRow:
    """
    Read rows that hold records as `leadflow.wire.Wire` writes them.

    Args:
        schema: Of which kind each value is.
        lead, partner, campaign: Names of the columns; empty if there is none. NULL is not a record.
    """
    return _StoredRows(schema, lead, partner, campaign)


class _StoredRows:
    """
    Reads stored records; it travels as its arguments, since a wire does not pickle.
    """

    __slots__ = ("_given", "_wire")

    def __init__(self, schema: Schema, lead: str, partner: str, campaign: str) -> None:
        self._given = (schema, lead, partner, campaign)
        self._wire = Wire(schema)

    def __reduce__(self) -> tuple[type[_StoredRows], tuple[Schema, str, str, str]]:
        return _StoredRows, self._given

    def __call__(self, row: Mapping[str, Any]) -> Subjects:
        lead, partner, campaign = (row.get(name) for name in self._given[1:])
        return Subjects(
            self._wire.loads(Lead, lead) if lead else None,
            self._wire.loads(Partner, partner) if partner else None,
            self._wire.loads(Campaign, campaign) if campaign else None,
        )


@checked
def said_rows(schema: Schema, received_at: datetime) -> ReadRow:
    """
    Read rows whose columns are called like the fields of a lead; NULL, blank cells and what cannot be read are absent.

    Columns that are no field are passed over, and so are those of the record itself, such as ``status``.

    Args:
        schema: How cells are read.
        received_at: Of every lead, in UTC; it stands for ``created_at``.
    """
    return _SaidRows(schema, received_at)


@frozen
class _SaidRows:
    """
    Reads rows of a table.
    """

    _schema: Schema
    _received_at: datetime

    def __call__(self, row: Mapping[str, Any]) -> Subjects:
        index = self._schema.leads.layout.index
        said = {name: cell for name, cell in row.items() if name in index}
        values, _ = self._schema.leads.read(said, ReadOptions(zone=self._schema.zone))
        at = self._received_at
        return Subjects(Lead(id=_NOWHERE, supplier_id=_NOWHERE, values=values, received_at=at, modified_at=at))
