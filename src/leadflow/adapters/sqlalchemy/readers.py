"""
The readers of a unit of work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from sys import maxsize
from typing import Any, Final

from attrs import field, frozen
from sqlalchemy import ClauseElement, Connection, Select, Table, bindparam, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.last_acts import LAST_ACTS
from leadflow.adapters.sqlalchemy.lines import Line
from leadflow.adapters.sqlalchemy.numbered_names import Names
from leadflow.adapters.sqlalchemy.partner_groups import PartnerGroups
from leadflow.adapters.sqlalchemy.statements import FetchedRows
from leadflow.adapters.sqlalchemy.text_filling import fill_texts
from leadflow.adapters.sqlalchemy.timestamps import micros_or_none
from leadflow.core.lengths import is_storable
from leadflow.core.routing import Rotation
from leadflow.core.schema import STANDARD_SCHEMA, Schema
from leadflow.core.views import LeadQuery
from leadflow.errors import PortError
from leadflow.wire.pieces import PieceWire

__all__ = ["Rotations", "UnitSource"]

# So many that a search does not wait long for them.
_AT_ONCE: Final = 1_000
# Of some thirty leads: to read those again and again takes less time than to write.
_MANY_KEYS: Final = 100


@frozen
class UnitSource:
    """
    Where a unit reads: its connection and its supplier.

    Attributes:
        finds_pieces: Whether a database on SQLite has an index of pieces of words.
        waiting: The leads whose keys are not filled in yet, by key, once they were read; nothing before.
    """

    line: Line
    supplier_id: str
    wire: PieceWire
    names: Names
    schema: Schema = STANDARD_SCHEMA
    groups: PartnerGroups = field(factory=PartnerGroups)
    made_ready: Callable[[Connection], None] | None = None
    finds_pieces: bool = False
    waiting: list[Mapping[str, Sequence[int]]] = field(factory=list)

    def connect(self) -> Connection:
        """
        Return a connection of SQLAlchemy's, for everything but prepared statements.
        """
        with port_errors("connecting"):
            return self.line.connect()

    def heal(self) -> None:
        """
        Have keys rebuilt that somebody with another schema has written; before anything is read.
        """
        connection = self.connect()
        if self.made_ready is not None and not connection.in_transaction():
            with port_errors("reading"):
                self.made_ready(connection)

    def fill_texts(self, most: int = _AT_ONCE) -> None:
        """
        Fill in what leads are looked for by, for up to *most* that were written since; before anything is read.
        """
        connection = self.connect()
        if not connection.in_transaction():
            with port_errors("filling in texts"):
                fill_texts(connection, most)

    def fill_waiting(self) -> None:
        """
        Fill in what leads are looked for by, if many of them had to be read because it was missing; once nothing more is
        read. Where others hold the database it is left to the next look-up.
        """
        if self.waiting and len(self.waiting[0]) > _MANY_KEYS:
            self.waiting.clear()
            with suppress(PortError):
                self.fill_texts(maxsize)
            self.line.close()

    @property
    def supplier(self) -> int:
        """
        The number of the supplier, by which leads and what belongs to them name it.
        """
        known = self.names.known_supplier(self.supplier_id)
        if known is not None:
            return known
        with port_errors("reading"):
            return self.names.supplier(self.connect(), self.supplier_id)

    @property
    def dialect(self) -> str:
        """
        ``sqlite`` or ``postgresql``.
        """
        return self.line.engine.dialect.name

    def partners_in(self, groups: Collection[str]) -> frozenset[str]:
        """
        Return the ids of the supplier's partners that are in one of *groups*.
        """
        with port_errors("reading"):
            return self.groups.partners_in(self.line.run, self.supplier_id, groups)

    def partners_asked(self, query: LeadQuery) -> list[frozenset[str]]:
        """
        Return the ids of the partners for which each filter of *query* on partners holds, one set for each.
        """
        run, mine = self.line.run, self.supplier_id
        asked: list[frozenset[str]] = []
        with port_errors("reading"):
            if query.partner_groups:
                asked.append(self.groups.partners_in(run, mine, query.partner_groups))
            if query.embedded_apps:
                asked.append(self.groups.partners_with(run, mine, query.embedded_apps))
            if query.crm_connected is not None:
                asked.append(self.groups.partners_by_crm(run, mine, query.crm_connected))
            since, until = query.partner_last_active_since, query.partner_last_active_until
            if since is not None or until is not None:
                low, high = micros_or_none(since), micros_or_none(until)
                acts = run(LAST_ACTS, {"mine": self.supplier})
                in_range = [one for one, at in acts if (low is None or low <= at) and (high is None or at < high)]
                asked.append(frozenset(in_range))
        return asked

    def rows(self, query: Select[Any], values: Mapping[str, object] | None = None) -> Sequence[Any]:
        """
        Run *query*, with *values* for its named parameters, and return all rows.
        """
        with port_errors("reading"):
            return self.connect().execute(query, values).all()

    def run(self, statement: ClauseElement, *, mine: object = None, **values: object) -> FetchedRows:
        """
        Run a *statement* that is in a module on the supplier's own rows, and return all that it finds.

        *mine* is what names the supplier in the table that is asked: its id, or its number. A text that no database
        takes is in no row.
        """
        if any(isinstance(one, str) and not is_storable(one) for one in values.values()):
            return FetchedRows()
        with port_errors("reading"):
            return self.line.run(statement, {"mine": self.supplier_id if mine is None else mine, **values})

    def mine(self, table: Table, *columns: str) -> Select[Any]:
        """
        Select from the supplier's own rows of *table*; any query but those that are below begins so.
        """
        wanted = (table.c[name] for name in columns or ("body",))
        if "supplier_id" in table.c:
            return select(*wanted).where(table.c.supplier_id == self.supplier_id)
        return select(*wanted).where(table.c.supplier == self.supplier)


_counted, _turn = tables.rotations.c, tables.turns.c
_COUNTED: Final = select(_counted["count"], _counted.clock).where(
    _counted.supplier_id == bindparam("mine"), _counted.module == bindparam("module")
)
_TURNS: Final = select(_turn.partner_id, _turn.last, _turn.due).where(
    _turn.supplier_id == bindparam("mine"), _turn.module == bindparam("module"), _turn.last > bindparam("after")
)


@frozen
class Rotations:
    """
    Reads turns; see `leadflow.ports.RotationReader`.
    """

    _source: UnitSource

    def of(self, module: str, after: int = 0, /) -> Rotation:
        counted = self._source.run(_COUNTED, module=module)
        if not counted:
            return Rotation(module=module)
        ((count, clock),) = counted
        rows = self._source.run(_TURNS, module=module, after=after)
        return Rotation(
            module=module,
            count=count,
            last={partner_id: last for partner_id, last, _ in rows},
            clock=clock,
            due={partner_id: due for partner_id, _, due in rows},
        )
