"""
What became of mail, by time: noted with the trails, and counted for reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, text, true

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.clock_days import date_of, day_in
from leadflow.adapters.sqlalchemy.message_rows import key_bytes
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.seen_events import seen_events
from leadflow.adapters.sqlalchemy.timestamps import micros, moment
from leadflow.core.access import Scope
from leadflow.core.lengths import is_storable
from leadflow.core.notifications import MailEvent, MailEventQuery, MailTotals, PostEvent, mail_event

__all__ = ["NOTE", "count_mail", "noted"]

_mail = tables.mail_events.c
_KINDS: Final[Mapping[MailEvent, int]] = {MailEvent.SENT: 1, MailEvent.FAILED: 2, MailEvent.BOUNCED: 3}
"""
The number of each event, given by hand and never again.
"""
_EVENTS: Final = {number: event for event, number in _KINDS.items()}

NOTE: Final = text(
    "INSERT INTO leadflow_mail_events (supplier, at, message, seq, kind, lead, caused, partner)"
    " SELECT o.supplier, CAST(:at AS BIGINT), o.num, CAST(:number AS INTEGER), CAST(:kind AS INTEGER), o.lead, o.seq,"
    " l.partner_id FROM leadflow_outbox o LEFT JOIN leadflow_leads l ON l.num = o.lead"
    " WHERE o.supplier = :mine AND o.key = :which"
)
"""
Notes an event of a trail.
"""


def noted(event: PostEvent, supplier: int) -> dict[str, Any] | None:
    """
    Return the parameters of `NOTE` for an event of a trail; None for one that no report counts.
    """
    counted = mail_event(event.fact)
    if counted is None:
        return None
    numbers = {"at": micros(event.at), "number": event.seq, "kind": _KINDS[counted]}
    return {**numbers, "mine": supplier, "which": key_bytes(event.key)}


def count_mail(source: UnitSource, scope: Scope, query: MailEventQuery, zone: tzinfo) -> MailTotals:
    """
    Count what became of mail; see `leadflow.ports.MailCounter`.
    """
    tests = _conditions(source, scope, query)
    by_event, by_partner = (dict(_counted(source, tests, column)) for column in (_mail.kind, _mail.partner))
    return MailTotals(
        by_event={_EVENTS[kind]: count for kind, count in by_event.items()},
        by_partner=by_partner,
        by_day=_by_day(source, tests, query, zone),
    )


def _by_day(
    source: UnitSource, tests: list[ColumnElement[bool]], query: MailEventQuery, zone: tzinfo
) -> dict[Any, int]:
    first, last = query.since, query.until
    if first is None or last is None:
        ((earliest, latest),) = source.rows(select(func.min(_mail.at), func.max(_mail.at)).where(*tests))
        if earliest is None:
            return {}
        first, last = moment(earliest), moment(latest)
    return {date_of(day): count for day, count in _counted(source, tests, day_in(_mail.at, zone, first, last))}


def _counted(source: UnitSource, tests: list[ColumnElement[bool]], by: ColumnElement[Any]) -> list[tuple[Any, int]]:
    return list(map(tuple, source.rows(select(by, func.count()).where(*tests).group_by(by))))


def _conditions(source: UnitSource, scope: Scope, query: MailEventQuery) -> list[ColumnElement[bool]]:
    here = true() if scope.partner_id is None else _mail.partner == scope.partner_id
    seen = seen_events(source, scope, _mail.lead, _mail.caused, here)
    tests = [_mail.supplier == source.supplier]
    tests += [or_(_mail.lead.is_(None), one) for one in seen] if scope.unlimited else seen
    if query.events:
        tests.append(_mail.kind.in_(sorted(_KINDS[one] for one in query.events)))
    if query.partner_id is not None:
        tests.append(_mail.partner == query.partner_id if is_storable(query.partner_id) else ~true())
    if query.since is not None:
        tests.append(_mail.at >= micros(query.since))
    if query.until is not None:
        tests.append(_mail.at < micros(query.until))
    return tests
