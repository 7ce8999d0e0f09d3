"""
Reads messages and their trails.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, Integer, bindparam, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.mail_counter import count_mail
from leadflow.adapters.sqlalchemy.message_rows import key_bytes, message_of
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.core.access import Scope
from leadflow.core.notifications import MailEventQuery, MailTotals, MessageTrail, PostEvent, Settled
from leadflow.errors import NotFound

__all__ = ["Posts", "message_columns"]

_posted = tables.outbox.c


def message_columns() -> tuple[ColumnElement[Any], ...]:
    """
    Return the columns that `message_of` reads.
    """
    lead = tables.leads.c
    lead_id = select(lead.id).where(lead.num == _posted.lead).correlate(tables.outbox).scalar_subquery()
    return (
        _posted.key,
        lead_id,
        _posted.recipient_id,
        _posted.seq,
        _posted.kind,
        _posted.template,
        _posted.created_at,
        _posted.body,
    )


_POST: Final = select(_posted.state, _posted.reason, _posted.attempt, _posted.trail, *message_columns())
_ONE: Final = _POST.where(_posted.supplier == bindparam("mine"), _posted.key == bindparam("which"))
_WITHOUT_LEAD: Final = (
    _POST.where(_posted.supplier == bindparam("mine"), _posted.lead.is_(None), _posted.key > bindparam("after"))
    .order_by(_posted.key)
    .limit(bindparam("most", type_=Integer))
)
_OF_LEAD: Final = (
    _POST.join(tables.leads, tables.leads.c.num == _posted.lead)
    .where(tables.leads.c.supplier == bindparam("mine"), tables.leads.c.id == bindparam("which"))
    .where(_posted.seq >= bindparam("since", type_=Integer))
    .order_by(_posted.seq, _posted.key)
)


@frozen
class Posts:
    """
    Reads messages and their trails; see `leadflow.ports.PostReader`.
    """

    _source: UnitSource

    def one(self, key: str, /) -> MessageTrail:
        rows = self._source.run(_ONE, mine=self._source.supplier, which=key_bytes(key))
        if not rows:
            raise NotFound("message", key)
        return self._posted(rows[0])

    def of_lead(self, lead_id: str, since: int = 0, /) -> tuple[MessageTrail, ...]:
        rows = self._source.run(_OF_LEAD, mine=self._source.supplier, which=lead_id, since=since)
        return tuple(map(self._posted, rows))

    def count_mail(self, scope: Scope, query: MailEventQuery, zone: tzinfo, /) -> MailTotals:
        """
        Count what became of mail; see `leadflow.ports.MailCounter`.
        """
        return count_mail(self._source, scope, query, zone)

    def without_lead(self, after: str | None, most: int, /) -> tuple[MessageTrail, ...]:
        """
        Return messages about no lead; see `leadflow.ports.ExportPosts`.
        """
        start = b"" if after is None else key_bytes(after)
        rows = self._source.run(_WITHOUT_LEAD, mine=self._source.supplier, after=start, most=most)
        return tuple(map(self._posted, rows))

    def _posted(self, row: Any) -> MessageTrail:
        state, reason, attempt, trail, *message = row
        wire = self._source.wire
        return MessageTrail(
            message=message_of(message, self._source.supplier_id, wire),
            state=Settled(state) if state else None,
            reason=reason,
            attempt=attempt,
            trail=tuple(wire.loads(PostEvent, line) for line in trail.split("\n") if line),
        )
