"""
Who has opened leads: rows of their own, and the column of the lead that shows the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, bindparam, or_, select, text, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.openings import LeadOpening
from leadflow.errors import NotFound

__all__ = ["add_openings", "openings_of"]

_lead, _opening = tables.leads.c, tables.openings.c
_MINE: Final = (_lead.supplier == bindparam("mine"), _lead.id == bindparam("which"))
_NUMBER: Final = select(_lead.num).where(*_MINE)
_ADD: Final = text(
    "INSERT INTO leadflow_openings (lead, assignment, person, at) VALUES (:lead, :assignment, :who, :at)"
    " ON CONFLICT (lead, assignment, person) DO NOTHING"
)
# Nothing else of a lead, so that opening it never conflicts with work on it.
_SHOW: Final = (
    update(tables.leads)
    .where(
        _lead.num == bindparam("lead"),
        _lead.assignment == bindparam("at_assignment"),
        or_(_lead.opened_at.is_(None), _lead.opened_at > bindparam("at")),
    )
    .values(opened_at=bindparam("at"))
)
_OF_LEAD: Final = (
    select(_opening.assignment, _opening.person, _opening.at)
    .join(tables.leads, _lead.num == _opening.lead)
    .where(*_MINE)
    .order_by(_opening.assignment, _opening.at, _opening.person)
)


def add_openings(connection: Connection, supplier: int, openings: Iterable[LeadOpening]) -> None:
    """
    Add openings that are not there, in the order of their leads, and show the first of each current assignment.

    Raises:
        NotFound: A lead is not the supplier's.
    """
    for one in sorted(openings, key=attrgetter("lead_id", "assignment", "person_id")):
        number = run(connection, _NUMBER, {"mine": supplier, "which": one.lead_id}).scalar()
        if number is None:
            raise NotFound("lead", one.lead_id)
        row = {"lead": number, "assignment": one.assignment, "who": one.person_id, "at": micros(one.at)}
        if run(connection, _ADD, row).rowcount == 1:
            run(connection, _SHOW, {"lead": number, "at_assignment": one.assignment, "at": row["at"]})


def openings_of(source: UnitSource, lead_id: str) -> tuple[LeadOpening, ...]:
    """
    Return who has opened a lead; see `leadflow.ports.LeadReader.openings`.
    """
    rows = source.run(_OF_LEAD, mine=source.supplier, which=lead_id)
    return tuple(
        LeadOpening(lead_id=lead_id, assignment=row.assignment, person_id=row.person, at=moment(row.at)) for row in rows
    )
