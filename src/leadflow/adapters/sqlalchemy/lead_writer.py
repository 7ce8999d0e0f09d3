"""
Writes leads, their events and the messages about them, inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from itertools import count
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Integer, String, bindparam, case, func, select, text, update
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import event_rows, lead_rows, message_rows, tables
from leadflow.adapters.sqlalchemy.alike_rows import RowPattern
from leadflow.adapters.sqlalchemy.bulk_insert import BATCH, RowStream, add_tuples
from leadflow.adapters.sqlalchemy.driver_errors import is_taken
from leadflow.adapters.sqlalchemy.event_rows import EventRows
from leadflow.adapters.sqlalchemy.lead_rows import lead_row
from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.adapters.sqlalchemy.message_rows import message_row
from leadflow.adapters.sqlalchemy.numbered_names import NamesInUse
from leadflow.adapters.sqlalchemy.side_tables import has_parts, write_parts
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.core.facts import Assigned, Received, Routed
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message
from leadflow.core.timeline import Alike, LeadChange, LeadsAlike
from leadflow.core.values import Values
from leadflow.errors import NotFound, StaleLead
from leadflow.wire.pieces import PieceWire

__all__ = ["LeadWriter", "TakenIds", "names_in"]

_lead = tables.leads.c
_FIXED: Final = ("num", "supplier", "id")
# What mail and openings may have changed since the lead was read stays, unless somebody is notified again, or it is somebody
# else's to open.
_BY_OTHERS: Final = {
    "email_status": case(
        (bindparam("told", type_=Integer) > 0, bindparam("email_status", type_=String)), else_=_lead.email_status
    ),
    "mail_seq": _lead.mail_seq + bindparam("told", type_=Integer),
    "opened_at": case((_lead.assignment == bindparam("assignment", type_=Integer), _lead.opened_at)),
}
_REPLACE: Final = (
    update(tables.leads)
    .where(_lead.supplier == bindparam("mine"), _lead.id == bindparam("which"), _lead.seq == bindparam("before"))
    .values({name: bindparam(name) for name in lead_rows.COLUMNS if name not in (*_FIXED, *_BY_OTHERS)} | _BY_OTHERS)
    .returning(_lead.num)
)
_AT_ONCE: Final = 64
"""
The keys of so many new leads are made together, and so many rows handed over.
"""

_STREAMED: Final = 5_120
"""
So many new leads go to the database in one go, while their events are kept.
"""

_LATEST: Final = select(func.max(_lead.num))
_BLOCK: Final = text("SELECT nextval('leadflow_lead_numbers') FROM generate_series(1, :most)")


class TakenIds(Exception):
    """
    One of these ids, under which leads were to be made, has a lead already.
    """

    def __init__(self, ids: list[str]) -> None:
        super().__init__(len(ids))
        self.ids = ids


def names_in(changes: Iterable[LeadChange]) -> Set[str]:
    """
    Return the names that events store by number: of actors, partners, imports and systems.
    """
    if isinstance(changes, LeadsAlike):
        return changes.names
    names = set[str | None]()
    for change in changes:
        if change.before is not None:
            names.add(change.before.partner_id)
        for event in change.events:
            fact = event.fact
            names |= {event.actor.id, event.actor.system, event.system}
            match fact:
                case Received():
                    names.add(fact.import_id)
                case Routed():
                    names.add(fact.decision.partner_id)
                case Assigned():
                    names.add(fact.partner_id)
                case _:
                    pass
    return {name for name in names if name}


class LeadWriter:
    """
    Writes leads of one supplier inside a transaction, which rolls back after any exception.

    Each change is looked at once: its rows are made of it a few at a time, and it may be gone after that.
    """

    def __init__(self, connection: Connection, names: NamesInUse, wire: PieceWire, most: int) -> None:
        """
        Write by *connection*.

        Args:
            connection: In a transaction that writes.
            names: Gives the numbers of the supplier, and of the names that events store by number.
            wire: Writes what leads say.
            most: How many leads there are.
        """
        self._connection = connection
        self._supplier = names.supplier
        self._names = names
        self._wire = wire
        self._nums: dict[str, int] = {}
        self._new: set[str] = set()
        self._free: Iterator[int] = iter(())
        self._events = EventRows(names.supplier, names.number_of, wire)
        self._most = most
        self._lead_rows = RowStream(connection, tables.leads, lead_rows.COLUMNS, most=most)
        self._keyless: list[tuple[Any, ...]] = []
        self._unflushed: list[int] = []
        self._said: list[Values] = []
        self._own_keys: list[str] = []
        self._parts: list[tuple[int, Lead | None, Lead]] = []
        self._event_rows: list[tuple[Any, ...]] = []
        self._patterns: dict[str, RowPattern] = {}

    def write(self, changes: Iterable[LeadChange | Alike]) -> None:
        """
        Write leads in their current state after their events, and the events.

        Raises:
            TakenIds: A new lead has an id that is taken.
            StaleLead: A lead has changed since it was read.
        """
        try:
            self._write(changes)
        except BaseException:
            self._lead_rows.give_up()
            raise

    def _write(self, changes: Iterable[LeadChange | Alike]) -> None:
        stored: list[LeadChange] = []
        for change in changes:
            if isinstance(change, Alike):
                self._add_alike(change)
            elif change.follows:
                stored.append(change)
            else:
                self._add(change)
        self._flush()
        # In the order of their ids: two writers that change the same leads wait for each other and do not block.
        for change in sorted(stored, key=attrgetter("lead_id")):
            self._replace(change)
        self._flush()

    def _add(self, change: LeadChange) -> None:
        lead = change.after
        num = self._number(lead.id)
        self._keyless.append(lead_row(num, self._supplier, lead, self._wire))
        self._event_rows += self._events.of(num, change.events, None)
        self._added(num, lead, lead.values, self._wire.dump_own_keys(lead))

    def _add_alike(self, one: Alike) -> None:
        first = one.first.after
        pattern = self._patterns.get(first.id)
        if pattern is None:
            pattern = RowPattern(one.first, self._supplier, self._events, self._names.number_of, self._wire)
            self._patterns[first.id] = pattern
        num = self._number(one.lead_id)
        self._keyless.append(pattern.lead(num, one))
        self._event_rows += pattern.events(num, one)
        self._added(num, first, one.values, pattern.own_keys)

    def _number(self, lead_id: str) -> int:
        """
        Return the number of a new lead.
        """
        num = next(self._free, None)
        if num is None:
            # Nothing can be asked while rows are on their way.
            self._flush()
            self._free = self._free_numbers()
            num = next(self._free)
        self._unflushed.append(num)
        self._nums[lead_id] = num
        self._new.add(lead_id)
        return num

    def _added(self, num: int, with_parts_of: Lead, values: Values, own_keys: str) -> None:
        """
        Keep what else is to be written of a new lead, and write what has come together.
        """
        self._said.append(values)
        self._own_keys.append(own_keys)
        if has_parts(with_parts_of):
            self._parts.append((num, None, with_parts_of))
        if len(self._said) >= _AT_ONCE:
            self._add_rows()
            if not self._lead_rows.streams and len(self._event_rows) >= BATCH:
                self._flush()

    def _add_rows(self) -> None:
        """
        Add the rows of leads, with their keys.
        """
        keys = self._wire.dump_keys_with(self._said, self._own_keys)
        with self._taken():
            self._lead_rows.add([(*row, key) for row, key in zip(self._keyless, keys, strict=True)])
        for made in (self._keyless, self._said, self._own_keys):
            made.clear()

    @contextmanager
    def _taken(self) -> Iterator[None]:
        taken = False
        try:
            yield
        except IntegrityError as error:
            taken = is_taken(error, tables.leads, "ix_leadflow_leads_id")
            if not taken:
                raise
        # Not while the driver's error is handled: it would stay with this one, and it may contain values.
        if taken:
            raise TakenIds(sorted(self._new))

    def _flush(self) -> None:
        """
        Write the rows that are made.
        """
        connection = self._connection
        if self._said:
            self._add_rows()
        with self._taken():
            self._lead_rows.end()
        if connection.dialect.name == "postgresql":
            # A trigger for each statement would keep the whole rows until its end.
            queued = [(self._supplier, num) for num in self._unflushed]
            add_tuples(connection, tables.text_queue, ("supplier", "num"), queued)
        write_parts(connection, self._supplier, self._parts)
        add_tuples(connection, tables.events, event_rows.COLUMNS, self._event_rows)
        add_tuples(connection, tables.details, event_rows.DETAIL_COLUMNS, self._events.details)
        for made in (self._unflushed, self._parts, self._event_rows, self._events.details):
            made.clear()

    def _free_numbers(self) -> Iterator[int]:
        """
        Return numbers for new leads, in the order in which they arrive.
        """
        if self._connection.dialect.name == "postgresql":
            most = min(self._most, _STREAMED)
            return iter(self._connection.execute(_BLOCK, {"most": most}).scalars().all())
        # Nobody else writes before this transaction ends.
        return count((run(self._connection, _LATEST, {}).scalar() or 0) + 1)

    def _replace(self, change: LeadChange) -> None:
        row = lead_row(None, self._supplier, change.after, self._wire)
        values = dict(zip(lead_rows.COLUMNS, (*row, self._wire.dump_keys(change.after)), strict=True))
        where = {"mine": self._supplier, "which": change.lead_id, "before": change.follows, "told": change.told}
        found = run(self._connection, _REPLACE, {**values, **where}).scalar()
        if found is None:
            raise StaleLead(change.lead_id, change.follows + 1)
        self._nums[change.lead_id] = found
        self._parts.append((found, change.before, change.after))
        had = change.before.partner_id if change.before is not None else None
        self._event_rows += self._events.of(found, change.events, had)

    def post(self, messages: Iterable[Message]) -> None:
        """
        Put messages into the outbox; one whose key is there already stays as it is.

        Raises:
            NotFound: A message is about a lead that the supplier does not have.
        """
        stream = RowStream(self._connection, tables.outbox, message_rows.COLUMNS, most=self._most)
        try:
            other = self._post_new(messages, stream)
            stream.end()
        except BaseException:
            stream.give_up()
            raise
        if other:
            self._look_up({one.lead_id for one in other if one.lead_id is not None} - self._nums.keys())
            rows = sorted(map(self._message_row, other), key=itemgetter(message_rows.COLUMNS.index("key")))
            add_tuples(self._connection, tables.outbox, message_rows.COLUMNS, rows, new_only=True)

    def _post_new(self, messages: Iterable[Message], stream: RowStream) -> list[Message]:
        """
        Add the messages about new leads to *stream*, and return the others.
        """
        other: list[Message] = []
        # About a lead that is new nothing can be there yet, unless it is here twice.
        keys: set[str] = set()
        rows: list[tuple[Any, ...]] = []
        for message in messages:
            if message.lead_id not in self._new:
                other.append(message)
            elif message.key not in keys:
                keys.add(message.key)
                rows.append(self._message_row(message))
                if len(rows) >= _AT_ONCE:
                    stream.add(rows)
                    rows.clear()
        stream.add(rows)
        return other

    def _message_row(self, message: Message) -> tuple[Any, ...]:
        num = None if message.lead_id is None else self._nums[message.lead_id]
        return message_row(message, self._supplier, num, self._wire)

    def _look_up(self, lead_ids: set[str]) -> None:
        """
        Find the numbers of leads that are there already.
        """
        if lead_ids:
            query = select(_lead.id, _lead.num).where(
                _lead.supplier == self._supplier, among(_lead.id, lead_ids, self._connection.dialect.name)
            )
            self._nums |= {row.id: row.num for row in self._connection.execute(query)}
            missing = lead_ids - self._nums.keys()
            if missing:
                raise NotFound("lead", min(missing))
