"""
Reads leads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, Integer, Select, bindparam, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.criteria import asks_index, criteria_expression
from leadflow.adapters.sqlalchemy.damaged_rows import readable, skipped
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.held_leads import held_leads
from leadflow.adapters.sqlalchemy.lead_lister import Lister
from leadflow.adapters.sqlalchemy.lead_rows import COLUMNS, lead_of
from leadflow.adapters.sqlalchemy.many_values import keyed
from leadflow.adapters.sqlalchemy.openings import openings_of
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import within_scope
from leadflow.adapters.sqlalchemy.side_tables import PARTS, Part, activity, read_parts
from leadflow.adapters.sqlalchemy.value_indexes import of_supplier
from leadflow.core.access import Scope
from leadflow.core.conflicts import HeldLead, HeldLeadQuery
from leadflow.core.criteria import CheckedCriteria, EvaluationTime
from leadflow.core.leads import Lead
from leadflow.core.lengths import is_storable
from leadflow.core.openings import LeadOpening
from leadflow.core.text import clean_text
from leadflow.core.views import Count, LeadPage, LeadQuery
from leadflow.errors import InvalidInput, NotFound

__all__ = ["Leads"]

_lead = tables.leads.c
_LEAD: Final = select(*(_lead[name] for name in COLUMNS)).where(
    _lead.supplier == bindparam("mine"), _lead.id == bindparam("which")
)
_activity = tables.activities.c
_LATEST: Final = (
    select(_activity.at, _activity.kind, _activity.title, _activity.campaign)
    .where(_activity.lead == bindparam("lead"))
    .order_by(_activity.place.desc())
    .limit(bindparam("most", type_=Integer))
)


@frozen
class Leads:
    """
    Reads leads; see `leadflow.ports.LeadReader`.
    """

    _source: UnitSource

    def get(self, lead_id: str, /) -> Lead:
        rows = self._source.run(_LEAD, mine=self._source.supplier, which=lead_id)
        if not rows:
            raise NotFound("lead", lead_id)
        return self.of_rows(rows)[0]

    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        rows = self._source.run(_LEAD, mine=self._source.supplier, which=lead_id)
        if not rows:
            raise NotFound("lead", lead_id)
        (row,) = rows
        latest = self._source.run(_LATEST, lead=row.num, most=most) if row.activity_count and most else []
        history = {"history": tuple(activity(*one) for one in reversed(latest))}
        parts = self._parts(rows, [part for part in PARTS if part.name not in history])
        said = {**parts.get(row.num, {}), **history}
        lead = readable(lead_id, partial(lead_of, row, self._source.supplier_id, self._source.wire, said))
        return lead, row.activity_count

    def openings(self, lead_id: str, /) -> tuple[LeadOpening, ...]:
        return openings_of(self._source, lead_id)

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        if not duplicate_keys:
            return {}
        query = keyed(self._mine(), _lead.duplicate_key, duplicate_keys, self._source.dialect)
        first: dict[str, Any] = {}
        for row in self._source.rows(query.order_by(_lead.received_at, _lead.id)):
            first.setdefault(row.duplicate_key, row)
        return dict(zip(first, self.of_rows(list(first.values())), strict=True))

    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        """
        Find leads by the keys of their company; see `leadflow.ports.HeldLeadReader`.
        """
        return held_leads(self._source, query, most)

    def attached(self, keys: Collection[str], /) -> frozenset[str]:
        """
        Return which files leads refer to; see `leadflow.ports.AttachmentReader`.
        """
        mine = self._source.mine(tables.attachments, "key")
        query = keyed(mine, tables.attachments.c.key, keys, self._source.dialect)
        return frozenset(row.key for row in self._source.rows(query))

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        return self._page(self._mine(), after, most)

    def of_import(self, import_id: str, after: str | None, most: int, /) -> tuple[Lead, ...]:
        if not is_storable(import_id):
            return ()
        name, event = tables.names.c, tables.events.c
        number = select(name.num).where(name.supplier == self._source.supplier, name.name == import_id)
        touched = select(event.lead).where(event["import"] == number.scalar_subquery())
        return self._page(self._mine().where(_lead.num.in_(touched)), after, most)

    def matching(
        self, criteria: CheckedCriteria, moment: EvaluationTime, after: str | None, most: int, /
    ) -> tuple[Lead, ...]:
        """
        Read a page of the leads for which criteria hold; see `leadflow.ports.CriteriaReader`.
        """
        self._source.heal()
        expression, problems = criteria_expression(criteria, moment, dialect=self._source.dialect)
        if expression is None:
            raise InvalidInput(problems)
        if asks_index(criteria, moment):
            columns = (_lead[name] for name in COLUMNS)
            mine = select(*columns).where(of_supplier(self._source.supplier, self._source.dialect))
        else:
            mine = self._mine()
        return self._page(mine.where(expression), after, most)

    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Read a page of the leads in a scope; see `leadflow.ports.ScopeReader`.
        """
        return self._page(self._mine().where(self._within(scope)), after, most)

    def list_page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, /) -> LeadPage:
        """
        Read a page of a list; see `leadflow.ports.LeadLister`.
        """
        return Lister(self._source).page(scope, query, moment)

    def count(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Count:
        """
        Count the leads of a list; see `leadflow.ports.LeadLister`.
        """
        return Lister(self._source).count(scope, query, moment, within)

    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, within: timedelta | None = None, /
    ) -> Mapping[str | None, Count]:
        """
        Count them by a column; see `leadflow.ports.LeadLister`.
        """
        return Lister(self._source).count_by(scope, query, column, moment, within)

    def _within(self, scope: Scope) -> ColumnElement[bool]:
        source = self._source
        in_groups = None if scope.groups is None else source.partners_in(scope.groups)
        return within_scope(scope, in_groups, source.dialect)

    def _mine(self) -> Select[Any]:
        return self._source.mine(tables.leads, *COLUMNS)

    def _page(self, query: Select[Any], after: str | None, most: int) -> tuple[Lead, ...]:
        query = query.order_by(_lead.id).limit(most)
        if after is not None and not is_storable(after):
            after = clean_text(after)
        while True:
            rows = self._source.rows(query if after is None else query.where(_lead.id > after))
            leads = self._readable(rows)
            # An empty page is the end, so one of which nothing can be read is not handed out.
            if leads or len(rows) < most:
                return leads
            after = rows[-1].id

    def _readable(self, rows: Sequence[Any]) -> tuple[Lead, ...]:
        parts, of, wire = self._parts(rows, PARTS), self._source.supplier_id, self._source.wire
        read = (skipped(row.id, partial(lead_of, row, of, wire, parts.get(row.num, {}))) for row in rows)
        return tuple(lead for lead in read if lead is not None)

    def of_rows(self, rows: Sequence[Any]) -> tuple[Lead, ...]:
        """
        Make leads of their rows; their parts are read for those that have any.
        """
        parts, of, wire = self._parts(rows, PARTS), self._source.supplier_id, self._source.wire
        return tuple(readable(row.id, partial(lead_of, row, of, wire, parts.get(row.num, {}))) for row in rows)

    def _parts(self, rows: Sequence[Any], wanted: Iterable[Part]) -> Mapping[int, Mapping[str, Any]]:
        having = {part.name: [row.num for row in rows if row[part.counted]] for part in wanted}
        if not any(having.values()):
            return {}
        with port_errors("reading"):
            return read_parts(self._source.connect(), having)
