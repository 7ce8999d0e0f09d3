"""
Lists and counts leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import islice, repeat
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, Select

from leadflow.adapters.sqlalchemy.criteria import asks_index, criteria_expression
from leadflow.adapters.sqlalchemy.driver_errors import Stopped, port_errors
from leadflow.adapters.sqlalchemy.estimating import SPAN, estimated
from leadflow.adapters.sqlalchemy.list_columns import Told
from leadflow.adapters.sqlalchemy.list_each import worth_each
from leadflow.adapters.sqlalchemy.list_filters import Filters, filters_of
from leadflow.adapters.sqlalchemy.list_plans import may_be_few
from leadflow.adapters.sqlalchemy.list_statements import FIXED, ListStatements, PageShape, statements_for
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.text_search import searching
from leadflow.adapters.sqlalchemy.time_limits import TimeLimit, stopping
from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.views import (
    Count,
    LeadPage,
    LeadQuery,
    LeadRow,
    Position,
    count_field,
    query_fields,
    read_cursor,
    sample_key,
    search_words,
    write_cursor,
)
from leadflow.errors import InvalidInput

__all__ = ["Lister"]

_EXACT: Final = 2 / 3
"""
The part of the time of a count in which it may be exact; an estimate is made in the rest.
"""


@frozen
class Lister:
    """
    Lists leads; see `leadflow.ports.LeadLister`.
    """

    _source: UnitSource

    def page(self, scope: Scope, query: LeadQuery, moment: EvaluationTime) -> LeadPage:
        """
        Return a page of a list.
        """
        source, sort = self._source, query_fields(query, self._source.schema).sort
        begin = read_cursor(query, Position(sample_key(sort), 0))
        self._make_ready(query, keys=not sort.record)
        narrowed = self._narrowed(scope, query, moment)
        if narrowed is None:
            return LeadPage((), None)
        statements = self._statements
        given = (
            {} if begin is None else {f"key{at}": part for at, part in enumerate(begin.key or ())} | {"tie": begin.tie}
        )
        few = self._few(sort.name, narrowed)
        found: list[Any] = []
        said = 0
        for blank, after in _stretches(begin, ends_blank=statements.order(sort.name).said is not None):
            wanted = query.most + 1 - len(found)
            if wanted > 0:
                shape = PageShape(
                    columns=query.columns,
                    sort=sort.name,
                    descending=query.sort.descending,
                    blank=blank,
                    after=after,
                    tests=narrowed.filters.tests,
                    supplier=source.supplier if sort.indexed or narrowed.indexed else None,
                    few=few,
                    each=narrowed.asked is None and worth_each(sort.name, narrowed.filters, source.dialect),
                    hidden=scope.hidden.intersection((*query.columns, sort.name)),
                )
                found += self._run(statements.page(shape), narrowed, {**given, "most": wanted})
                said = said if blank else len(found)
        return self._page_of(query, scope.hidden.intersection(query.columns), found, said)

    def count(self, scope: Scope, query: LeadQuery, moment: EvaluationTime, within: timedelta | None) -> Count:
        """
        Count the leads of a list.
        """
        return self._counted(_Asked(scope, query, moment), None, within).get(None, Count())

    def count_by(
        self, scope: Scope, query: LeadQuery, column: str, moment: EvaluationTime, within: timedelta | None
    ) -> Mapping[str | None, Count]:
        """
        Count them by what they say in a column.
        """
        field = count_field(column, self._source.schema)
        return self._counted(_Asked(scope, query, moment), field.column, within)

    def _counted(self, asked: _Asked, column: str | None, within: timedelta | None) -> Mapping[str | None, Count]:
        """
        Count as long as there is time, and keep some of it for an estimate.
        """
        limit = TimeLimit.of(within)
        self._make_ready(asked.query)
        try:
            with stopping(self._source.connect(), limit.left(_EXACT)):
                exact = self._groups(asked, column)
        except Stopped:
            if within is None:
                # Somebody else's limit, such as one that the database has for each statement.
                raise
            low, high = self._source.run(SPAN)[0]
            numbers = range(0) if low is None else range(low, high + 1)
            return estimated(numbers, partial(self._groups, asked, column), lambda: not limit.left())
        return {said: Count(number) for said, number in exact.items()}

    def _groups(self, asked: _Asked, column: str | None, among: Sequence[int] | None = None) -> dict[str | None, int]:
        """
        Return the number of leads for each value of *column*, of all if it is None; only those with numbers *among*
        these.
        """
        narrowed = self._narrowed(asked.scope, asked.query, asked.moment, among)
        if narrowed is None:
            return {}
        return dict(map(tuple, self._run(self._statements.count(narrowed.filters.tests, column), narrowed, {})))

    def _make_ready(self, query: LeadQuery, *, keys: bool = False) -> None:
        """
        Have what is asked made ready, before anything is read; *keys* are asked for an order.
        """
        if query.text and search_words(query.text):
            self._source.fill_texts()
        if keys or query.criteria is not None:
            self._source.heal()

    def _few(self, sort: str, narrowed: _Narrowed) -> bool:
        """
        Say whether a page is quicker made of all leads of its one partner; PostgreSQL finds that out without help.
        """
        source, values = self._source, narrowed.filters.values
        if source.dialect != "sqlite" or not may_be_few(sort, narrowed.filters.tests):
            return False
        return not source.run(self._statements.many(), mine=source.supplier, partner=values["partner"])

    @property
    def _statements(self) -> ListStatements:
        return statements_for(self._source.schema, self._source.dialect)

    def _narrowed(
        self, scope: Scope, query: LeadQuery, moment: EvaluationTime, among: Sequence[int] | None = None
    ) -> _Narrowed | None:
        """
        Return what narrows a list, to leads with numbers *among* these if they are given; None if nothing can be on it.
        """
        source, criteria, asked, indexed = self._source, query.checked_criteria, None, False
        if criteria is not None:
            asked, problems = criteria_expression(criteria, moment, dialect=source.dialect, hidden=scope.hidden)
            if asked is None:
                raise InvalidInput(problems)
            indexed = asks_index(criteria, moment)
        words = search_words(query.text)
        seen = None if scope.groups is None else source.partners_in(scope.groups)
        filters = filters_of(scope, query, source.dialect, seen=seen, asked=source.partners_asked(query))
        if filters is not None and words:
            filters = searching(source, scope, words, filters, among)
        elif filters is not None and among is not None:
            filters = filters.numbered(among, source.dialect)
        return None if filters is None else _Narrowed(filters, asked, indexed)

    def _run(self, statement: Select[Any], narrowed: _Narrowed, given: Mapping[str, Any]) -> Sequence[Any]:
        values = {**narrowed.filters.values, **given}
        if narrowed.asked is None:
            return self._source.run(statement, mine=self._source.supplier, **values)
        return self._source.rows(statement.where(narrowed.asked), {"mine": self._source.supplier, **values})

    def _page_of(self, query: LeadQuery, hidden: frozenset[str], found: Sequence[Any], said: int) -> LeadPage:
        """
        Return the rows that were read, without the one that shows that there are more.

        Args:
            query: What was asked for.
            hidden: The columns whose values are hidden until a lead is disclosed.
            found: As statements of `ListStatements.page` select them.
            said: How many of them say by what they are sorted; they come first.
        """
        if not found:
            return LeadPage((), None)
        statements, rows = self._statements, found[: query.most]
        names = statements.selected(query.columns, hidden)
        # What they are sorted by comes last, and is not there where they say nothing of it.
        numbers, ids, *others = islice(zip(*rows, strict=False), FIXED + len(names))
        told = Told(self._source, numbers, dict(zip(names, others, strict=True)))
        with port_errors("reading"):
            columns = [statements.shown(name, name in hidden).read(told) for name in query.columns]
        values = zip(*columns, strict=True) if columns else repeat(())
        listed = tuple(map(LeadRow, ids, repeat(query.columns), values))
        if len(found) <= query.most:
            return LeadPage(listed, None)
        key = tuple(rows[-1][FIXED + len(names) :]) if query.most <= said else None
        return LeadPage(listed, write_cursor(query, Position(key, numbers[-1])))


@frozen
class _Asked:
    """
    What is counted.
    """

    scope: Scope
    query: LeadQuery
    moment: EvaluationTime


@frozen
class _Narrowed:
    """
    What narrows a list.

    Attributes:
        filters: Those that any statement of the same shape has.
        asked: What its criteria ask, made for this query alone.
        indexed: Whether an index of a declared field finds that.
    """

    filters: Filters
    asked: ColumnElement[bool] | None
    indexed: bool


def _stretches(begin: Position | None, *, ends_blank: bool) -> Iterator[tuple[bool, bool]]:
    """
    Return the stretches of a list that a page may reach: whether its leads are blank, and whether it begins after a
    position. Each is a query of its own, since one with OR is served by no index.
    """
    among_blank = begin is not None and begin.key is None
    if not among_blank:
        yield False, begin is not None
    if ends_blank or among_blank:
        yield True, among_blank
