"""
Attributes that few leads have, in separate tables: history, files, external ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from attrs import frozen
from sqlalchemy import Connection, Table, delete, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.bulk_insert import add_tuples
from leadflow.adapters.sqlalchemy.lead_rows import COLUMNS
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.leads import Activity, Attachment, ExternalId, Lead

__all__ = ["PARTS", "Part", "activity", "has_parts", "read_parts", "write_parts"]


@frozen(kw_only=True)
class Part:
    """
    One of the parts of a lead.

    Attributes:
        name: Of the attribute of a lead.
        table: Where it is stored, a row an item.
        columns: Of an item, after lead, supplier and place.
        counted: The place in a lead's row that says how many items there are.
        row: Makes these columns.
        item: Makes an item of these columns.
    """

    name: str
    counted: int
    table: Table
    columns: tuple[str, ...]
    row: Callable[[Any], tuple[Any, ...]]
    item: Callable[..., Any]


def activity(at: int, kind: str, title: str, campaign: str | None) -> Activity:
    """
    Return one piece of a lead's history, as it is stored.
    """
    return Activity(at=moment(at), kind=kind, title=title, campaign=campaign)


_FILE: Final = ("id", "key", "name", "original_name", "media_type", "size", "sha256")


def _file_row(one: Attachment) -> tuple[Any, ...]:
    return (*(getattr(one, name) for name in _FILE), micros(one.added_at))


def _file(*said: Any) -> Attachment:
    *members, added_at = said
    return Attachment(**dict(zip(_FILE, members, strict=True)), added_at=moment(added_at))


PARTS: Final = (
    Part(
        name="history",
        counted=COLUMNS.index("activity_count"),
        table=tables.activities,
        columns=("at", "kind", "title", "campaign"),
        row=lambda one: (micros(one.at), one.kind, one.title, one.campaign),
        item=activity,
    ),
    Part(
        name="attachments",
        counted=COLUMNS.index("attachment_count"),
        table=tables.attachments,
        columns=(*_FILE, "added_at"),
        row=_file_row,
        item=_file,
    ),
    Part(
        name="external_ids",
        counted=COLUMNS.index("external_id_count"),
        table=tables.external_ids,
        columns=("system", "id"),
        row=lambda one: (one.system, one.id),
        item=ExternalId,
    ),
)
"""
All parts of a lead.
"""


def write_parts(connection: Connection, supplier: int, leads: Iterable[tuple[int, Lead | None, Lead]]) -> None:
    """
    Write the parts of *leads*, each with its number, as it was before (None if it is new) and as it is now.
    """
    changed = [(num, before, after) for num, before, after in leads if before is not None or has_parts(after)]
    if not changed:
        return
    for part in PARTS:
        rows: list[tuple[Any, ...]] = []
        for num, before, after in changed:
            items = getattr(after, part.name)
            if before is None or getattr(before, part.name) != items:
                if before is not None:
                    connection.execute(delete(part.table).where(part.table.c.lead == num))
                rows += [(num, supplier, place, *part.row(one)) for place, one in enumerate(items)]
        add_tuples(connection, part.table, ("lead", "supplier", "place", *part.columns), rows)


def has_parts(lead: Lead) -> bool:
    """
    Return whether *lead* has any of the parts.
    """
    return bool(lead.history or lead.attachments or lead.external_ids)


def read_parts(connection: Connection, counts: Mapping[str, Sequence[int]]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """
    Read the parts of leads.

    Args:
        connection: Where they are read.
        counts: By the name of a part, the numbers of the leads that have any of it.

    Returns:
        By lead, and by the name of the part.
    """
    found: dict[int, dict[str, tuple[Any, ...]]] = {}
    for part in PARTS:
        nums = counts.get(part.name)
        if nums:
            columns = part.table.c
            query = (
                select(columns.lead, *(columns[name] for name in part.columns))
                .where(numbered(columns.lead, nums, connection.dialect.name))
                .order_by(columns.lead, columns.place)
            )
            rows = connection.execute(query)
            for lead, items in groupby(rows, key=itemgetter(0)):
                found.setdefault(lead, {})[part.name] = tuple([part.item(*said) for _, *said in items])
    return found
