"""
What a lead's record says, as columns: made of the fields that are declared to have one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from leadflow.core.kinds import DATETIME, TEXT
from leadflow.core.leads import Lead
from leadflow.core.records import LEAD_FIELDS, RecordField

__all__ = ["moment", "state_row"]


@lru_cache(maxsize=256)
def moment(at: datetime) -> str:
    """
    Return *at* as it is stored: UTC, of one width, so that text sorts as time does.
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _storable(text: str) -> str:
    # PostgreSQL keeps no NUL; only a host's own record can hold one.
    return text if "\x00" not in text else text.replace("\x00", "")


def _reader(field: RecordField[Any]) -> Callable[[Lead], Any]:
    """
    Return what reads the column of *field*.
    """
    get = field.get
    if field.kind is DATETIME:
        return lambda lead: None if (at := get(lead)) is None else moment(at)
    return get if field.kind is not TEXT else lambda lead: _storable(get(lead))


_COLUMNS: Final = tuple((one.column, _reader(one)) for one in LEAD_FIELDS if one.column)


def state_row(lead: Lead) -> dict[str, Any]:
    """
    Return the columns that say where *lead* stands, by their names.
    """
    return {column: read(lead) for column, read in _COLUMNS}
