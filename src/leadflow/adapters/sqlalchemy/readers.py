"""
The readers of a unit of work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, frozen
from sqlalchemy import ClauseElement, ColumnElement, Connection, Integer, Select, Table, bindparam, func, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.criteria import criteria_expression
from leadflow.adapters.sqlalchemy.dialects import keyed
from leadflow.adapters.sqlalchemy.engine import port_errors
from leadflow.adapters.sqlalchemy.scopes import scope_expression
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.core.access import Scope
from leadflow.core.criteria import CheckedCriteria, Moment
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import Message, Posted, PostEvent, Settled
from leadflow.core.routing import Rotation
from leadflow.core.timeline import LeadEvent
from leadflow.errors import InvalidInput, NotFound
from leadflow.wire import Wire

__all__ = ["Leads", "Posts", "Rotations", "Source", "Timeline"]


@frozen
class Source:
    """
    Where a unit reads: its connection, once it is needed, and its supplier.
    """

    connect: Callable[[], Connection]
    supplier_id: str
    wire: Wire

    def rows(self, query: Select[Any]) -> Sequence[Any]:
        """
        Run *query* and return all rows.
        """
        with port_errors("reading"):
            return self.connect().execute(query).all()

    def run(self, statement: ClauseElement, **values: object) -> Sequence[Any]:
        """
        Run a *statement* that stands in a module on the supplier's own rows, and return all that it finds.
        """
        with port_errors("reading"):
            return run(self.connect(), statement, {"mine": self.supplier_id, **values}).all()

    def lead(self, row: Any) -> Lead:
        """
        Return the lead that is stored in *row*; what mail changes stands beside its body.
        """
        lead = self.wire.loads(Lead, row.body)
        if (lead.email_status.value, lead.mail_seq) == (row.email_status, row.mail_seq):
            return lead
        return evolve(lead, email_status=EmailStatus(row.email_status), mail_seq=row.mail_seq)

    def mine(self, table: Table, *columns: str) -> Select[Any]:
        """
        Select from the supplier's own rows of *table*; any query but those that stand below begins so.
        """
        wanted = (table.c[name] for name in columns or ("body",))
        return select(*wanted).where(table.c.supplier_id == self.supplier_id)


_lead, _event, _posted = tables.leads.c, tables.events.c, tables.outbox.c
_AS_STORED: Final = ("body", "email_status", "mail_seq")
_counted, _turn = tables.rotations.c, tables.turns.c
_COUNTED: Final = select(_counted["count"], _counted.clock).where(
    _counted.supplier_id == bindparam("mine"), _counted.module == bindparam("module")
)
_TURNS: Final = select(_turn.partner_id, _turn.last, _turn.due).where(
    _turn.supplier_id == bindparam("mine"), _turn.module == bindparam("module"), _turn.last > bindparam("after")
)
_LEAD: Final = select(*(_lead[name] for name in _AS_STORED)).where(
    _lead.supplier_id == bindparam("mine"), _lead.id == bindparam("which")
)
_EVENTS: Final = (
    select(_event.body)
    .where(_event.supplier_id == bindparam("mine"), _event.lead_id == bindparam("which"))
    .order_by(_event.seq)
)
_EVENT: Final = select(_event.body).where(
    _event.supplier_id == bindparam("mine"), _event.lead_id == bindparam("which"), _event.seq == bindparam("number")
)
_POST: Final = select(_posted.body, _posted.state, _posted.reason, _posted.attempt, _posted.trail).where(
    _posted.supplier_id == bindparam("mine")
)
_ONE_POST: Final = _POST.where(_posted.key == bindparam("which"))
_POSTS: Final = _POST.where(
    _posted.lead_id == bindparam("which"), _posted.seq >= bindparam("since", type_=Integer)
).order_by(_posted.seq, _posted.key)


@frozen
class Leads:
    """
    Reads leads; see `leadflow.ports.LeadReader`.
    """

    _source: Source

    def get(self, lead_id: str, /) -> Lead:
        rows = self._source.run(_LEAD, which=lead_id)
        if not rows:
            raise NotFound("lead", lead_id)
        return self._source.lead(rows[0])

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        if not duplicate_keys:
            return {}
        columns = tables.leads.c
        dialect = self._source.connect().dialect.name
        mine = self._source.mine(tables.leads, "duplicate_key", *_AS_STORED)
        query = keyed(mine, columns.duplicate_key, duplicate_keys, dialect)
        found: dict[str, Lead] = {}
        for row in self._source.rows(query.order_by(columns.received_at, columns.id)):
            if row.duplicate_key not in found:
                found[row.duplicate_key] = self._source.lead(row)
        return found

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        """
        Say which files leads refer to; see `leadflow.ports.AttachmentReader`.
        """
        columns = tables.attachments.c
        dialect = self._source.connect().dialect.name
        query = keyed(self._source.mine(tables.attachments, "key"), columns.key, keys, dialect)
        return frozenset(row.key for row in self._source.rows(query))

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        return self._page(self._source.mine(tables.leads, *_AS_STORED), after, most)

    def matching(self, criteria: CheckedCriteria, moment: Moment, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Read a page of the leads for which criteria hold; see `leadflow.ports.CriteriaReader`.
        """
        dialect = self._source.connect().dialect.name
        expression, problems = criteria_expression(criteria, moment, dialect=dialect)
        if expression is None:
            raise InvalidInput(problems)
        return self._page(self._source.mine(tables.leads, *_AS_STORED).where(expression), after, most)

    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Read a page of the leads in a scope; see `leadflow.ports.ScopeReader`.
        """
        return self._page(self._source.mine(tables.leads, *_AS_STORED).where(self._within(scope)), after, most)

    def count_seen_by(self, scope: Scope, /) -> int:
        """
        Count the leads in a scope; see `leadflow.ports.ScopeReader`.
        """
        mine = tables.leads.c.supplier_id == self._source.supplier_id
        counted = select(func.count()).select_from(tables.leads).where(mine, self._within(scope))
        return int(self._source.rows(counted)[0][0])

    def _within(self, scope: Scope) -> ColumnElement[bool]:
        source = self._source
        return scope_expression(scope, supplier_id=source.supplier_id, dialect=source.connect().dialect.name)

    def _page(self, query: Select[Any], after: str | None, most: int) -> tuple[Lead, ...]:
        query = query.order_by(tables.leads.c.id).limit(most)
        if after is not None:
            query = query.where(tables.leads.c.id > after)
        return tuple(self._source.lead(row) for row in self._source.rows(query))


@frozen
class Timeline:
    """
    Reads events; see `leadflow.ports.TimelineReader`.
    """

    _source: Source

    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        rows = self._source.run(_EVENTS, which=lead_id)
        if not rows:
            raise NotFound("lead", lead_id)
        return tuple(self._source.wire.loads(LeadEvent, row.body) for row in rows)

    def one(self, lead_id: str, seq: int, /) -> LeadEvent:
        rows = self._source.run(_EVENT, which=lead_id, number=seq)
        if not rows:
            raise NotFound("event", f"{lead_id}, number {seq}")
        return self._source.wire.loads(LeadEvent, rows[0].body)


@frozen
class Posts:
    """
    Reads messages and their trails; see `leadflow.ports.PostReader`.
    """

    _source: Source

    def one(self, key: str, /) -> Posted:
        rows = self._source.run(_ONE_POST, which=key)
        if not rows:
            raise NotFound("message", key)
        return self._posted(rows[0])

    def of_lead(self, lead_id: str, since: int = 0, /) -> tuple[Posted, ...]:
        return tuple(self._posted(row) for row in self._source.run(_POSTS, which=lead_id, since=since))

    def _posted(self, row: Any) -> Posted:
        loads = self._source.wire.loads
        return Posted(
            message=loads(Message, row.body),
            state=Settled(row.state) if row.state else None,
            reason=row.reason,
            attempt=row.attempt,
            trail=tuple(loads(PostEvent, line) for line in row.trail.split("\n") if line),
        )


@frozen
class Rotations:
    """
    Reads turns; see `leadflow.ports.RotationReader`.
    """

    _source: Source

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
