"""
What both halves of the host's store share: one supplier's rows, and a transaction that writes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from attrs import evolve

from leadflow.core.leads import EmailStatus, Lead
from leadflow.errors import NotFound
from leadflow.wire import Wire, form_of

__all__ = ["Rows", "as_text", "found_or_raise", "writing"]

T = TypeVar("T")

_HALVES = re.compile("[\ud800-\udfff]")


class Rows:
    """
    One supplier's rows on one connection; there is no other way to them.
    """

    def __init__(self, connection: sqlite3.Connection, supplier_id: str, wire: Wire) -> None:
        self.connection, self.supplier_id, self.wire = connection, supplier_id, wire

    def run(self, statement: str, *values: object) -> sqlite3.Cursor:
        # The database takes no half of a character; NUL is in no id either, so such an id is nobody's.
        given = (_HALVES.sub("\0", one) if isinstance(one, str) else one for one in values)
        return self.connection.execute(statement, (self.supplier_id, *given))

    def leads_where(self, which: str, *values: object) -> tuple[Lead, ...]:
        # What mail and openings change of a lead stands beside its body, which is not written again for it.
        opened = (
            "SELECT min(at) FROM opened WHERE (supplier, lead, assignment) = (lead.supplier, lead.id, lead.assignment)"
        )
        rows = self.run(f"SELECT told, mails, ({opened}), body FROM lead WHERE supplier = ? AND {which}", *values)
        return tuple(
            evolve(
                self.wire.loads(Lead, body),
                email_status=EmailStatus(told),
                mail_seq=mails,
                opened_at=datetime.fromisoformat(at) if at else None,
            )
            for told, mails, at, body in rows
        )

    def read(self, cls: type[T], which: str = "", *values: object) -> tuple[T, ...]:
        rows = self.run(f"SELECT body FROM record WHERE supplier = ? AND kind = ? {which}", form_of(cls).name, *values)
        return tuple(self.wire.loads(cls, body) for (body,) in rows)

    def put(self, record: object, id: str, number: int = 0) -> None:
        values = (form_of(type(record)).name, id, number, self.wire.dumps(record))
        self.run("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)", *values)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """
    Run a transaction that writes.
    """
    # IMMEDIATE waits for its turn; a transaction that reads first and writes later would fail at once as "locked".
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def found_or_raise(found: tuple[T, ...], what: str, key: str) -> tuple[T, ...]:
    """
    Return what was found, if anything was.
    """
    if not found:
        raise NotFound(what, key)
    return found


def as_text(moment: datetime) -> str:
    """
    Return a moment of one width and in UTC, so that text sorts as time does.
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
