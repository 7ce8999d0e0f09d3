"""
Loads: one row with the number of open leads for each partner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter, itemgetter
from typing import Final

from attrs import frozen
from sqlalchemy import Connection, bindparam, func, select, text

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.schemas import counted_by
from leadflow.adapters.sqlalchemy.statements import run, run_all
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.loads import LoadChange, Loads
from leadflow.errors import Conflict

__all__ = ["LoadRows", "change_loads", "count_loads"]

_load, _lead = tables.loads.c, tables.leads.c
_NO_LIMIT: Final = 1 << 62
_SINCE: Final = select(_load.partner_id, _load.load, _load.stamp).where(
    _load.supplier_id == bindparam("mine"), _load.stamp > bindparam("mark")
)
# A statement of both databases, so that one text says that the limit holds for the row as it is when it is changed.
_CHANGE: Final = text(
    "INSERT INTO leadflow_loads (supplier_id, partner_id, load, stamp) VALUES (:mine, :partner_id, :by, :stamp)"
    " ON CONFLICT (supplier_id, partner_id) DO UPDATE SET load = leadflow_loads.load + excluded.load,"
    " stamp = excluded.stamp WHERE leadflow_loads.load + excluded.load <= :most"
)


_COUNT: Final = text(
    "INSERT INTO leadflow_loads (supplier_id, partner_id, load, stamp) VALUES (:mine, :partner_id, :load, :stamp)"
    " ON CONFLICT (supplier_id, partner_id) DO UPDATE SET load = excluded.load, stamp = excluded.stamp"
)
# On SQLite writers come one after the other; on PostgreSQL a transaction has a number, and readers can tell
# which ones may still commit.
_NEXT: Final = {
    "sqlite": select(func.coalesce(func.max(_load.stamp), 0) + 1).where(_load.supplier_id == bindparam("mine")),
    "postgresql": text("SELECT txid_current()"),
}
_OLDEST: Final = text("SELECT txid_snapshot_xmin(txid_current_snapshot())")


@frozen
class LoadRows:
    """
    Reads loads; see `leadflow.ports.LoadReader`.
    """

    _source: UnitSource

    def since(self, mark: int, /) -> Loads:
        connection, postgresql = self._source.connect(), self._source.dialect == "postgresql"
        if postgresql:
            # Whatever commits later was begun at this transaction or later. This is read first: what commits between
            # the two statements is then read twice, and never left out.
            ((begun,),) = self._source.run(_OLDEST)
        rows = self._source.run(_SINCE, mark=mark)
        loads = {partner_id: load for partner_id, load, _ in rows}
        if mark:
            counted = None
        else:
            with port_errors("reading"):
                counted = counted_by(connection, self._source.supplier_id)
        return Loads(begun - 1 if postgresql else max([mark, *(stamp for _, _, stamp in rows)]), loads, counted)


def change_loads(connection: Connection, supplier_id: str, loads: Sequence[LoadChange]) -> None:
    """
    Change loads; each row stays locked until the transaction ends.

    Raises:
        Conflict: A partner would have more open leads than it may.
    """
    if not loads:
        return
    mine = {"mine": supplier_id, "stamp": _stamp(connection, supplier_id), "most": _NO_LIMIT}
    if all(one.most is None for one in loads):
        rows = [{**mine, "partner_id": one.partner_id, "by": one.by} for one in loads]
        run_all(connection, _CHANGE, sorted(rows, key=itemgetter("partner_id")))
        return
    for one in sorted(loads, key=attrgetter("partner_id")):
        most = _NO_LIMIT if one.most is None else one.most
        row = {**mine, "partner_id": one.partner_id, "by": one.by, "most": most}
        # A partner without a row has no load yet.
        if one.by > most or run(connection, _CHANGE, row).rowcount != 1:
            raise Conflict("the load of partner", one.partner_id)


def count_loads(connection: Connection, supplier_id: str, supplier: int, closing_stages: Collection[str]) -> None:
    """
    Count all loads again, from the leads as they are in this transaction.
    """
    if connection.dialect.name == "postgresql":
        # Waits for all who have changed loads and not ended yet; who comes later adds to what is counted here.
        connection.exec_driver_sql("LOCK TABLE leadflow_loads IN SHARE ROW EXCLUSIVE MODE")
    counted = (
        select(_lead.partner_id, func.count())
        .where(
            _lead.supplier == supplier,
            _lead.active,
            _lead.partner_id.is_not(None),
            _lead.kind != LeadKind.PRIVATE.value,
            _lead.status != DistributionStatus.REJECTED.value,
            _lead.stage.not_in(list(closing_stages)),
        )
        .group_by(_lead.partner_id)
    )
    stored = select(_load.partner_id).where(_load.supplier_id == supplier_id)
    loads = dict.fromkeys(connection.execute(stored).scalars(), 0)
    loads |= {row.partner_id: row[1] for row in connection.execute(counted)}
    mine = {"mine": supplier_id, "stamp": _stamp(connection, supplier_id)}
    rows = [{**mine, "partner_id": partner_id, "load": load} for partner_id, load in sorted(loads.items())]
    run_all(connection, _COUNT, rows)


def _stamp(connection: Connection, supplier_id: str) -> int:
    """
    Return what says of a row when it was changed.
    """
    ((stamp,),) = run(connection, _NEXT[connection.dialect.name], {"mine": supplier_id})
    return int(stamp)
