"""
A store in memory: the reference for all other stores, for tests and notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from leadflow.adapters.memory_records import KeptRecords, read_by_schema
from leadflow.adapters.memory_unit import MemoryUnit
from leadflow.core.notifications import (
    Message,
)
from leadflow.core.schema import Schema
from leadflow.ports import Claim, UnitOfWork

__all__ = ["MemoryStore"]


class MemoryStore:
    """
    Keeps everything in this process; thread-safe, gone when the process ends.
    """

    def __init__(self) -> None:
        self._records: dict[str, KeptRecords] = {}
        self._lock = RLock()

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit of work for one supplier; see `leadflow.ports.OpenUnit`.
        """
        yield MemoryUnit(supplier_id, self._read_by(supplier_id, schema))

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Hand out messages that are due; see `leadflow.ports.Outbox`.
        """
        with self._lock:
            waiting = [one for one in self._of(supplier_id).outbox.values() if one.state is None]
            first: dict[tuple[str | None, str], int] = {}
            for one in waiting:
                queue, seq = _queue(one.message), one.message.seq
                first[queue] = min(seq, first.get(queue, seq))
            due = sorted(
                (one for one in waiting if one.due_at <= now and first[_queue(one.message)] == one.message.seq),
                key=lambda one: (one.due_at, one.message.created_at, one.message.key),
            )[:most]
            for one in due:
                one.lease, one.due_at, one.attempt = lease, until, one.attempt + 1
            due.sort(key=lambda one: (one.message.created_at, one.message.key))
            return tuple(
                Claim(message=one.message, lease=lease, attempt=one.attempt, since=one.since, told=len(one.trail))
                for one in due
            )

    def _read_by(self, supplier_id: str, schema: Schema) -> KeptRecords:
        """
        Return a supplier's records as the schema reads them.
        """
        records = self._of(supplier_id)
        with self._lock:
            if records.schema != schema:
                read_by_schema(records, schema)
        return records

    def _of(self, supplier_id: str) -> KeptRecords:
        with self._lock:
            return self._records.setdefault(supplier_id, KeptRecords(self._lock))


def _queue(message: Message) -> tuple[str | None, str]:
    """
    Return what messages share that keep their order; one about no lead waits for nobody.
    """
    return message.lead_id, message.recipient_id if message.lead_id is not None else message.key
