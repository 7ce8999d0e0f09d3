"""
Makes leads from the rows of data frames.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import frozen

from leadflow.core.arguments import checked
from leadflow.core.kinds import ReadOptions
from leadflow.core.leads import Lead
from leadflow.core.partners import Campaign, Partner
from leadflow.core.schema import Schema
from leadflow.core.subjects import Subjects
from leadflow.wire import Wire

__all__ = ["ReadRow", "said_rows", "stored_rows"]

ReadRow = Callable[[Mapping[str, Any]], Subjects]
"""
Makes what criteria look at from a row.
"""

_NOWHERE: Final = ""


@checked
def stored_rows(
    schema: Schema, *, lead: str = "lead", partner: str = "", campaign: str = "", partner_last_active_at: str = ""
) -> ReadRow:
    """
    Read rows that hold records as `leadflow.wire.Wire` writes them.

    Args:
        schema: Of which kind each value is.
        lead, partner, campaign: Names of the columns; empty if there is none. NULL is not a record.
        partner_last_active_at: Name of a column of moments with a zone, when somebody of the partner last acted on any
            lead; empty if there is none.
    """
    return _StoredRows(schema, lead, partner, campaign, partner_last_active_at)


class _StoredRows:
    """
    Reads stored records; it travels as its arguments, since a wire does not pickle.
    """

    __slots__ = ("_given", "_wire")

    def __init__(self, schema: Schema, lead: str, partner: str, campaign: str, last_active: str) -> None:
        self._given = (schema, lead, partner, campaign, last_active)
        self._wire = Wire(schema)

    def __reduce__(self) -> tuple[type[_StoredRows], tuple[Schema, str, str, str, str]]:
        return _StoredRows, self._given

    def __call__(self, row: Mapping[str, Any]) -> Subjects:
        lead, partner, campaign, last_active = (row.get(name) for name in self._given[1:])
        return Subjects(
            self._wire.loads(Lead, lead) if lead else None,
            self._wire.loads(Partner, partner) if partner else None,
            self._wire.loads(Campaign, campaign) if campaign else None,
            partner_last_active_at=last_active,
        )


@checked
def said_rows(schema: Schema, received_at: datetime) -> ReadRow:
    """
    Read rows whose columns are called like the fields of a lead; NULL, blank cells and what cannot be read are absent.

    Columns that are not fields are ignored, and so are those of the record itself, such as ``status``.

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
