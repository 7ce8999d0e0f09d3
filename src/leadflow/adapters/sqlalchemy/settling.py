"""
Settlements, written by the driver itself: a relay writes one after every mail, and waits for no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ClauseElement, Dialect, Engine, bindparam, insert, update
from sqlalchemy.exc import DBAPIError

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import LOGS_AHEAD, port_errors
from leadflow.adapters.sqlalchemy.state import moment, state_row
from leadflow.adapters.sqlalchemy.statements import prepared
from leadflow.core.changes import Changes, Settled, Settlement
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import Lead
from leadflow.core.timeline import LeadEvent
from leadflow.errors import Conflict, StaleLead
from leadflow.wire import Wire

__all__ = ["Execute", "Settler", "moment", "unhurried"]

Execute = Callable[[ClauseElement, Mapping[str, Any]], Any]
"""
Runs a statement that stands in a module, with all of its parameters, and returns a cursor.
"""

_NORMAL: Final = 1
_lead, _posted, _event = tables.leads.c, tables.outbox.c, tables.events.c
_REPLACE_LEAD: Final = (
    update(tables.leads)
    .where(_lead.supplier_id == bindparam("mine"), _lead.id == bindparam("id"), _lead.seq == bindparam("before"))
    .values({one.name: bindparam(one.name) for one in _lead if one.name not in ("supplier_id", "id")})
)
# What becomes of messages changes no more of a lead than this, and so touches no index.
_NOTE: Final = (
    update(tables.leads)
    .where(_lead.supplier_id == bindparam("mine"), _lead.id == bindparam("which"), _lead.seq == bindparam("before"))
    .values({name: bindparam(name) for name in ("seq", "email_status", "modified_at", "body", "keys")})
)
_ADD_EVENT: Final = insert(tables.events).values({one.name: bindparam(one.name) for one in _event})
_SETTLE: Final = (
    update(tables.outbox)
    .where(
        _posted.supplier_id == bindparam("mine"),
        _posted.key == bindparam("which"),
        _posted.lease == bindparam("held"),
        _posted.state.is_(None),
    )
    .values({name: bindparam(name) for name in ("lease", "state", "due_at", "reason")})
)


class Settler:
    """
    Writes settlements, and the leads and events that tell of them, inside a transaction.
    """

    def __init__(self, execute: Execute, supplier_id: str, wire: Wire) -> None:
        self._execute = execute
        self._supplier_id = supplier_id
        self._wire = wire

    def write(self, changes: Changes, before: Mapping[str, int]) -> None:
        """
        Write changes that only settle; *before* says which number each timeline has reached.
        """
        for change in sorted(changes.leads, key=attrgetter("lead_id")):
            self._note(change.after, change.follows)
        for event in changes.events:
            self._execute(_ADD_EVENT, {"supplier_id": self._supplier_id, **self.event_row(event)})
        for settlement in sorted(changes.settlements, key=attrgetter("key")):
            self.settle(settlement)

    def _note(self, lead: Lead, seq: int) -> None:
        row = {
            "mine": self._supplier_id,
            "which": lead.id,
            "before": seq,
            "seq": lead.seq,
            "email_status": lead.email_status.value,
            "modified_at": moment(lead.modified_at),
            "body": self._wire.dumps(lead),
            "keys": self._wire.dump_keys(lead),
        }
        if self._execute(_NOTE, row).rowcount != 1:
            raise StaleLead(lead.id, seq + 1)

    def replace_lead(self, lead: Lead, seq: int) -> None:
        """
        Write a lead in the place of the one whose timeline has reached *seq*.
        """
        row = {**self.lead_row(lead), "mine": self._supplier_id, "before": seq}
        if self._execute(_REPLACE_LEAD, row).rowcount != 1:
            raise StaleLead(lead.id, seq + 1)

    def settle(self, settlement: Settlement) -> None:
        """
        Write what became of a message, if its lease is still held.
        """
        row = {
            "mine": self._supplier_id,
            "which": settlement.key,
            "held": settlement.lease,
            "lease": None,
            "state": None if settlement.state is Settled.RETRY else settlement.state.value,
            "due_at": moment(settlement.due_at) if settlement.due_at else None,
            "reason": settlement.reason,
        }
        if self._execute(_SETTLE, row).rowcount != 1:
            raise Conflict("message", settlement.key)

    def lead_row(self, lead: Lead) -> dict[str, Any]:
        """
        Return the columns of a lead.
        """
        return {
            "seq": lead.seq,
            **state_row(lead),
            "duplicate_key": lead_duplicate_key(lead),
            "body": self._wire.dumps(lead),
            "keys": self._wire.dump_keys(lead),
        }

    def event_row(self, event: LeadEvent) -> dict[str, Any]:
        """
        Return the columns of an event.
        """
        return {"lead_id": event.lead_id, "seq": event.seq, "at": moment(event.at), "body": self._wire.dumps(event)}


@contextmanager
def unhurried(engine: Engine) -> Iterator[Execute]:
    """
    Run a transaction that writes, and whose commit may return before the disk has it.

    The end of this process loses nothing of it; a loss of power may, with all that was committed after it. Other
    transactions on the same connection wait for the disk as ever.
    """
    with ExitStack() as ending, port_errors("writing"):
        pooled = engine.raw_connection()
        ending.callback(pooled.close)
        driver: Any = pooled.driver_connection
        try:
            with _begun(driver, engine.dialect.name, pooled.info) as cursor:
                yield partial(_execute, cursor, engine.dialect)
        except engine.dialect.loaded_dbapi.Error as error:
            pooled.invalidate(error)
            raise DBAPIError("", {}, error, hide_parameters=True) from error


@contextmanager
def _begun(driver: Any, dialect: str, info: Mapping[Any, Any]) -> Iterator[Any]:
    """
    Begin a transaction on the driver's own connection, commit it, and leave the connection as it was.
    """
    cursor, synchronous = driver.cursor(), None
    if dialect == "postgresql":
        cursor.execute("SET LOCAL synchronous_commit = off")
    else:
        # SQLite takes this between transactions only, and for the whole connection.
        if info.get(LOGS_AHEAD):
            (synchronous,) = cursor.execute("PRAGMA synchronous").fetchone()
            cursor.execute(f"PRAGMA synchronous = {min(synchronous, _NORMAL)}")
        cursor.execute("BEGIN IMMEDIATE")
    try:
        yield cursor
        driver.commit()
    except BaseException:
        driver.rollback()
        raise
    finally:
        if synchronous is not None:
            cursor.execute(f"PRAGMA synchronous = {synchronous}")


def _execute(cursor: Any, dialect: Dialect, statement: ClauseElement, values: Mapping[str, Any]) -> Any:
    text, order, fixed = prepared(statement, dialect)
    given = {**fixed, **values}
    cursor.execute(text, given if order is None else [given[name] for name in order])
    return cursor
