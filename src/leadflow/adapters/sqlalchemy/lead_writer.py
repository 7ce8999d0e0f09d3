"""
Writes leads, their events and the messages about them, inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, Final

from sqlalchemy import Connection, Integer, String, bindparam, case, func, select, text, update
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import event_rows, lead_rows, message_rows, tables
from leadflow.adapters.sqlalchemy.bulk_insert import BATCH, add_tuples
from leadflow.adapters.sqlalchemy.dialects import among
from leadflow.adapters.sqlalchemy.event_rows import EventRows
from leadflow.adapters.sqlalchemy.lead_rows import lead_row
from leadflow.adapters.sqlalchemy.message_rows import message_row
from leadflow.adapters.sqlalchemy.side_tables import write_parts
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.core.facts import Assigned, Received, Routed
from leadflow.core.notifications import Message
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound, StaleLead
from leadflow.wire.pieces import PieceWire

__all__ = ["LeadWriter", "TakenIds", "names_in"]

_lead = tables.leads.c
_FIXED: Final = ("num", "supplier", "id")
# What mail may have changed since the lead was read stays, unless somebody is told again.
_BY_MAIL: Final = {
    "email_status": case(
        (bindparam("told", type_=Integer) > 0, bindparam("email_status", type_=String)), else_=_lead.email_status
    ),
    "mail_seq": _lead.mail_seq + bindparam("told", type_=Integer),
}
_REPLACE: Final = (
    update(tables.leads)
    .where(_lead.supplier == bindparam("mine"), _lead.id == bindparam("which"), _lead.seq == bindparam("before"))
    .values({name: bindparam(name) for name in lead_rows.COLUMNS if name not in (*_FIXED, *_BY_MAIL)} | _BY_MAIL)
    .returning(_lead.num)
)
_LATEST: Final = select(func.max(_lead.num))
_BLOCK: Final = text("SELECT nextval('leadflow_lead_numbers') FROM generate_series(1, :most)")


class TakenIds(Exception):
    """
    One of these ids, under which leads were to be made, has a lead already.
    """

    def __init__(self, ids: list[str]) -> None:
        super().__init__(len(ids))
        self.ids = ids


def names_in(changes: Iterable[LeadChange]) -> set[str]:
    """
    Return the names that events store by number: of actors, partners and imports.
    """
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
    Writes leads of one supplier inside a transaction; whatever it raises, the transaction rolls back.
    """

    def __init__(self, connection: Connection, supplier: int, numbers: Mapping[str, int], wire: PieceWire) -> None:
        """
        Write by *connection*.

        Args:
            connection: In a transaction that writes.
            supplier: The number of the supplier.
            numbers: Of the names that events store by number.
            wire: Writes what leads say.
        """
        self._connection = connection
        self._supplier = supplier
        self._numbers = numbers
        self._wire = wire
        self._nums: dict[str, int] = {}
        self._new: frozenset[str] = frozenset()

    def write(self, changes: Sequence[LeadChange]) -> None:
        """
        Write leads in their current state after their events, and the events.

        Raises:
            TakenIds: A new lead has an id that is taken.
            StaleLead: A lead has changed since it was read.
        """
        if not changes:
            return
        self._add([change for change in changes if not change.follows])
        # In the order of their ids: two writers that change the same leads wait for each other and do not block.
        for change in sorted(changes, key=attrgetter("lead_id")):
            if change.follows:
                self._replace(change)
        nums = self._nums
        parts = ((nums[one.lead_id], one.before if one.follows else None, one.after) for one in changes)
        write_parts(self._connection, self._supplier, parts)
        made = EventRows(self._supplier, self._numbers.__getitem__, self._wire)
        rows = (row for one in changes for row in made.of(nums[one.lead_id], one.events, _partner_before(one)))
        add_tuples(self._connection, tables.events, event_rows.COLUMNS, rows)
        add_tuples(self._connection, tables.details, event_rows.DETAIL_COLUMNS, made.details)

    def _add(self, changes: Sequence[LeadChange]) -> None:
        if not changes:
            return
        self._new = frozenset(change.lead_id for change in changes)
        nums = self._free_numbers(len(changes))
        self._nums |= {change.lead_id: num for num, change in zip(nums, changes, strict=True)}
        try:
            add_tuples(self._connection, tables.leads, lead_rows.COLUMNS, self._new_rows(nums, changes))
        except IntegrityError:
            raise TakenIds(sorted(self._new)) from None

    def _new_rows(self, nums: Sequence[int], changes: Sequence[LeadChange]) -> Iterator[tuple[Any, ...]]:
        """
        Make the rows of new leads, the keys of as many at once as are added at once.
        """
        supplier, wire = self._supplier, self._wire
        for start in range(0, len(changes), BATCH):
            leads = [change.after for change in changes[start : start + BATCH]]
            for num, lead, keys in zip(nums[start : start + BATCH], leads, wire.dump_keys_of(leads), strict=True):
                yield lead_row(num, supplier, lead, keys, wire)

    def _free_numbers(self, count: int) -> Sequence[int]:
        """
        Return numbers for new leads, in the order in which they arrive.
        """
        if self._connection.dialect.name == "postgresql":
            return self._connection.execute(_BLOCK, {"most": count}).scalars().all()
        # Nobody else writes before this transaction ends.
        latest = run(self._connection, _LATEST, {}).scalar() or 0
        return range(latest + 1, latest + count + 1)

    def _replace(self, change: LeadChange) -> None:
        row = lead_row(None, self._supplier, change.after, self._wire.dump_keys(change.after), self._wire)
        values = dict(zip(lead_rows.COLUMNS, row, strict=True))
        where = {"mine": self._supplier, "which": change.lead_id, "before": change.follows, "told": change.told}
        found = run(self._connection, _REPLACE, {**values, **where}).scalar()
        if found is None:
            raise StaleLead(change.lead_id, change.follows + 1)
        self._nums[change.lead_id] = found

    def post(self, messages: Sequence[Message]) -> None:
        """
        Put messages into the outbox; one whose key is there already stays as it is.

        Raises:
            NotFound: A message is about a lead that the supplier does not have.
        """
        if not messages:
            return
        self._look_up({one.lead_id for one in messages if one.lead_id is not None} - self._nums.keys())
        new = [one for one in messages if one.lead_id in self._new]
        other = [self._message_row(one) for one in messages if one.lead_id not in self._new]
        # About a lead that is new nothing can be there yet, unless it is here twice.
        twice = len({one.key for one in new}) < len(new)
        add_tuples(self._connection, tables.outbox, message_rows.COLUMNS, map(self._message_row, new), new_only=twice)
        other.sort(key=itemgetter(message_rows.COLUMNS.index("key")))
        add_tuples(self._connection, tables.outbox, message_rows.COLUMNS, other, new_only=True)

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


def _partner_before(change: LeadChange) -> str | None:
    return change.before.partner_id if change.before is not None else None
