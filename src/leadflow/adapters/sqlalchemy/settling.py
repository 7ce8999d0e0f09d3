"""
Saves results of messages, quickly and without waiting for the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import ClauseElement, ColumnElement, Dialect, PoolProxiedConnection, Update, bindparam, update

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.disk_levels import lower_level
from leadflow.adapters.sqlalchemy.driver_errors import commit, driver_errors, port_errors
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections
from leadflow.adapters.sqlalchemy.mail_counter import NOTE, noted
from leadflow.adapters.sqlalchemy.message_rows import key_bytes
from leadflow.adapters.sqlalchemy.statements import prepared
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.changes import Changes
from leadflow.core.notifications import EmailStatusUpdate, PostChange, Settled, Settlement
from leadflow.errors import Conflict, OutcomeUnknown
from leadflow.wire import Wire

__all__ = ["Execute", "Settler", "unhurried"]

Execute = Callable[[ClauseElement, Mapping[str, Any]], Any]
"""
Runs a statement that is in a module, with all of its parameters, and returns a cursor.
"""

T = TypeVar("T")

_lead, _posted = tables.leads.c, tables.outbox.c


def _posting(*where: ColumnElement[bool], **values: Any) -> Update:
    mine = (_posted.supplier == bindparam("mine"), _posted.key == bindparam("which"), *where)
    return update(tables.outbox).where(*mine).values(values)


_HELD: Final = (_posted.lease == bindparam("held"), _posted.state.is_(None))
_FOLLOWS: Final = _posted.told == bindparam("before")
_TOLD: Final[dict[str, Any]] = {"told": _posted.told + 1, "trail": _posted.trail + bindparam("told_so")}
_ENDED: Final[dict[str, Any]] = {name: bindparam(name) for name in ("lease", "state", "due_at", "reason")}
_ANEW: Final[dict[str, Any]] = {name: bindparam(name) for name in ("state", "due_at", "since", "attempt", "reason")}

_SETTLE: Final = _posting(*_HELD, _FOLLOWS, **_ENDED, **_TOLD)
_GIVE_BACK: Final = _posting(*_HELD, **_ENDED, attempt=_posted.attempt - bindparam("untried"))
_TELL: Final = _posting(_FOLLOWS, **_TOLD)
_REQUEUE: Final = _posting(_posted.state == Settled.DEAD.value, _FOLLOWS, **_ANEW, **_TOLD)
# Nothing else of a lead, so that settling never conflicts with work on it.
_COUNT: Final = (
    update(tables.leads)
    .where(
        _lead.supplier == bindparam("mine"),
        _lead.id == bindparam("which"),
        _lead.assignment == bindparam("at"),
        _lead.mail_seq == bindparam("before"),
    )
    .values(mail_seq=_lead.mail_seq + 1)
)
_SHOW: Final = _COUNT.values(email_status=bindparam("status"))


class Settler:
    """
    Writes what happens to messages inside a transaction.
    """

    def __init__(self, execute: Execute, supplier: int, wire: Wire) -> None:
        self._execute = execute
        self._supplier = supplier
        self._wire = wire

    def write(self, changes: Changes) -> None:
        """
        Write what happens to messages, in the order of their keys, and then what leads show of it.
        """
        posts = sorted(changes.posts, key=attrgetter("key"))
        for post in posts:
            if post.event is None and post.settlement is None:
                continue  # it only shows something
            if self._execute(*self._change(post)).rowcount != 1:
                raise Conflict("message", post.key)
            note = None if post.event is None else noted(post.event, self._supplier)
            if note is not None:
                self._execute(NOTE, note)
        for shown in sorted((one.shown for one in posts if one.shown), key=attrgetter("lead_id")):
            self._show(shown)

    def _change(self, post: PostChange) -> tuple[Update, dict[str, Any]]:
        """
        Return the statement that writes a change, and its parameters.
        """
        row: dict[str, Any] = {"mine": self._supplier, "which": key_bytes(post.key)}
        if post.settlement is not None:
            row |= _ending(post.settlement)
        if post.event is None:
            untried = post.settlement is not None and not post.settlement.tried
            return _GIVE_BACK, {**row, "untried": int(untried)}
        row |= {"before": post.event.seq - 1, "told_so": f"{self._wire.dumps(post.event)}\n"}
        if post.settlement is not None:
            return _SETTLE, row
        if not post.requeues:
            return _TELL, row
        at = micros(post.event.at)
        return _REQUEUE, {**row, "state": None, "due_at": at, "since": at, "attempt": 0, "reason": None}

    def _show(self, shown: EmailStatusUpdate) -> None:
        row: dict[str, Any] = {
            "mine": self._supplier,
            "which": shown.lead_id,
            "at": shown.assignment,
            "before": shown.mail_seq,
        }
        # Most mail shows what the one before has shown, and then no index is touched.
        statement = _COUNT
        if shown.status is not None:
            statement, row["status"] = _SHOW, shown.status.value
        if self._execute(statement, row).rowcount != 1:
            raise Conflict("the e-mail status of lead", shown.lead_id)


def _ending(settlement: Settlement) -> dict[str, Any]:
    again = settlement.state is Settled.RETRY
    return {
        "held": settlement.lease,
        "lease": None,
        "state": None if again else settlement.state.value,
        "due_at": micros(settlement.due_at) if again and settlement.due_at else None,
        "reason": settlement.reason,
    }


def unhurried(held: HeldConnections, write: Callable[[Execute], T]) -> T:
    """
    Run *write* in a transaction whose commit may return before the disk has it, and return what it returns.

    The end of this process loses nothing of it; a loss of power may, with all that was committed after it. Other
    transactions on the same connection wait for the disk as ever. The connection is taken from *held*.
    """
    with port_errors("writing"):
        pooled = held.take()
        try:
            return _written(pooled, held.engine.dialect, write)
        except OutcomeUnknown:
            _invalidate(pooled)
            raise
        except driver_errors():
            _invalidate(pooled)
            raise
        finally:
            held.give_back(pooled)


def _written(pooled: PoolProxiedConnection, dialect: Dialect, write: Callable[[Execute], T]) -> T:
    """
    Begin a transaction on the driver's own connection, and commit it.
    """
    driver: Any = pooled.driver_connection
    cursor = driver.cursor()
    if dialect.name == "postgresql":
        cursor.execute("SET LOCAL synchronous_commit = off")
    else:
        lower_level(pooled)
        cursor.execute("BEGIN IMMEDIATE")
    try:
        done = write(partial(_execute, cursor, dialect))
        commit(driver.commit)
    except BaseException:
        _roll_back(pooled)
        raise
    return done


def _roll_back(pooled: PoolProxiedConnection) -> None:
    """
    End the transaction of a connection; one that cannot do that is not used again.
    """
    try:
        if pooled.is_valid:
            pooled.rollback()
    except driver_errors():
        pooled.invalidate()


def _invalidate(pooled: PoolProxiedConnection) -> None:
    if pooled.is_valid:
        pooled.invalidate()


def _execute(cursor: Any, dialect: Dialect, statement: ClauseElement, values: Mapping[str, Any]) -> Any:
    text, order, fixed = prepared(statement, dialect)
    given = {**fixed, **values}
    cursor.execute(text, given if order is None else [given[name] for name in order])
    return cursor
