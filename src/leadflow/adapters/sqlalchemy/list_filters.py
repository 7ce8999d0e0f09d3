"""
The conditions of a list in SQL, from the scope and the query.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from attrs import frozen
from sqlalchemy import ColumnElement, String, and_, bindparam, exists, func, literal_column, or_

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.many_values import given_in, given_numbers, numbered_in
from leadflow.adapters.sqlalchemy.text_patterns import stands
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.access import Scope
from leadflow.core.leads import LeadKind
from leadflow.core.lengths import is_storable
from leadflow.core.views import LeadQuery

__all__ = ["COLUMN", "FOUND", "WORDS", "Filters", "Test", "filters_of", "test_of"]

_lead = tables.leads.c
_OWN: Final = "own:"

COLUMN: Final = "column"
"""
The test of one column: its words are the column and what is asked of it.
"""

FOUND: Final = "found"
"""
The test, and the parameter, that has the numbers of leads that were found before.
"""

WORDS: Final = "words"
"""
The test that patterns occur in the text of a lead: ``word0`` and so on, as many as its word says.
"""


class Test(NamedTuple):
    """
    A condition, whose values are parameters of its own name.

    Attributes:
        name: Which.
        words: What is in the statement itself.
    """

    name: str
    words: tuple[str, ...] = ()


@frozen
class Filters:
    """
    What narrows a list.

    Attributes:
        tests: All of these hold.
        values: Of their parameters.
        partners: The partners to which the list is limited; None if it is to none or not at all to some.
    """

    tests: tuple[Test, ...]
    values: Mapping[str, Any]
    partners: tuple[str, ...] | None

    def but(self, test: Test, values: Mapping[str, Any]) -> Filters:
        """
        Return these with one more test and its parameters.
        """
        return Filters((*self.tests, test), {**self.values, **values}, self.partners)

    def numbered(self, nums: Collection[int], dialect: str) -> Filters:
        """
        Return these for no leads but those with the numbers *nums*.
        """
        return self.but(Test(FOUND), {FOUND: given_numbers(nums, dialect)})


def filters_of(
    scope: Scope, query: LeadQuery, dialect: str, *, seen: Collection[str] | None, asked: Sequence[Collection[str]]
) -> Filters | None:
    """
    Return what narrows the list of *query* for a caller with *scope*; None if nothing can be on it.

    Args:
        scope: Which leads somebody sees.
        query: What is asked for; its criteria are asked elsewhere.
        dialect: ``sqlite`` or ``postgresql``.
        seen: The partners in the groups of the scope; None if it has no groups.
        asked: Partners for which other filters of the query hold, one collection for each.
    """
    if not (query.which.active or scope.deactivated):
        return None
    made = _Made(dialect)
    limits = [*asked, *([query.partner_ids] if query.partner_ids else [])]
    found = made.kinds(scope, query) and made.places(scope, seen, limits) and made.rest(query)
    return made.filters() if found else None


class _Made:
    """
    Collects tests and values.
    """

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        self._tests: list[Test] = []
        self._values: dict[str, Any] = {}
        self._partners: tuple[str, ...] | None = None

    def filters(self) -> Filters:
        return Filters(tuple(self._tests), self._values, self._partners)

    def kinds(self, scope: Scope, query: LeadQuery) -> bool:
        whole = scope.whole & query.which.kinds
        own = (scope.own - scope.whole) & query.which.kinds
        self._tests.append(Test("active" if query.which.active else "deactivated"))
        if whole != set(LeadKind):
            self._tests.append(
                Test("kinds", _words(whole)) if not own else Test("own", (*_words(whole), _OWN, *_words(own)))
            )
        if own:
            self._values["person"] = scope.person_id
        return bool(whole or own)

    def places(self, scope: Scope, seen: Collection[str] | None, asked: Sequence[Collection[str]]) -> bool:
        """
        Say at which partners, or that leads without one are seen too.
        """
        mine = [] if scope.partner_id is None else [(scope.partner_id,)]
        ids = [*([] if seen is None else [seen]), *asked, *mine]
        unplaced = scope.unplaced and not asked
        if not ids:
            self._tests += [] if unplaced else [Test("placed")]
            return True
        partners = _storable(set.intersection(*map(set, ids)))
        if unplaced:
            return self._several("partner_or_none", partners)
        self._partners = partners
        return self._one_or_several("partner", partners)

    def rest(self, query: LeadQuery) -> bool:
        closed = {"statuses": query.statuses, "email_statuses": query.email_statuses, "reviews": query.reviews}
        self._tests += [Test(name, _words(words)) for name, words in closed.items() if words]
        for name, at in (("since", query.created_since), ("until", query.created_until)):
            if at is not None:
                self._tests.append(Test(name))
                self._values[f"created_at_{name}"] = micros(at)
        self._advanced(query)
        wanted = {"stage": query.stages, "source": query.sources}
        return all(not words or self._one_or_several(name, _storable(words)) for name, words in wanted.items())

    def _advanced(self, query: LeadQuery) -> None:
        for column in _RANGED:
            for name in ("since", "until"):
                at = getattr(query, f"{column.removesuffix('_at')}_{name}")
                if at is not None:
                    self._tests.append(Test(COLUMN, (column, name)))
                    self._values[f"{column}_{name}"] = micros(at)
        for column, wanted in (("campaign_activity_at", query.campaign_activity), ("crm_system", query.crm_linked)):
            if wanted is not None:
                self._tests.append(Test(COLUMN, (column, "said" if wanted else "unsaid")))

    def _one_or_several(self, name: str, wanted: tuple[str, ...]) -> bool:
        if len(wanted) != 1:
            return bool(wanted) and self._several(f"{name}s", wanted)
        self._tests.append(Test(name))
        self._values[name] = wanted[0]
        return True

    def _several(self, name: str, wanted: tuple[str, ...]) -> bool:
        self._tests.append(Test(name))
        self._values[name] = json.dumps(wanted) if self._dialect == "sqlite" else list(wanted)
        return True


def _words(some: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in some))


def _storable(words: Collection[str]) -> tuple[str, ...]:
    """
    Return those of *words* that a stored text can be: databases fail at others.
    """
    return tuple(sorted(filter(is_storable, words)))


def test_of(test: Test, dialect: str) -> ColumnElement[bool]:
    """
    Return the condition of a test.
    """
    match test.name:
        case "active" | "deactivated":
            return _lead.active if test.name == "active" else ~_lead.active
        case "kinds":
            return _one_of(_lead.kind, test.words)
        case "own":
            return _whole_or_own(test.words)
        case "placed":
            return _lead.partner_id.is_not(None)
        case "partner_or_none":
            return or_(_lead.partner_id.is_(None), given_in(_lead.partner_id, test.name, dialect))
        case "statuses" | "email_statuses" | "reviews":
            return _one_of(_CLOSED[test.name], test.words)
        case "since" | "until":
            return _of_column("created_at", test.name)
        case "column":
            return _of_column(*test.words)
        case "found":
            return numbered_in(_lead.num, FOUND, dialect)
        case "words":
            return _worded(int(test.words[0]), dialect)
        case "partner" | "stage" | "source":
            return _NAMED[test.name] == bindparam(test.name)
        case _:
            return given_in(_NAMED[test.name.removesuffix("s")], test.name, dialect)


def _of_column(name: str, asked: str) -> ColumnElement[bool]:
    column = _lead[name]
    match asked:
        case "since":
            return column >= bindparam(f"{name}_since")
        case "until":
            return column < bindparam(f"{name}_until")
        case _:
            # A word that says nothing is as good as none.
            said = func.coalesce(column, "") != "" if name == "crm_system" else column.is_not(None)
            return said if asked == "said" else ~said


_RANGED: Final = ("partner_activity_at", "campaign_activity_at")
"""
The columns of which a range is asked, besides when leads were created.
"""

_CLOSED: Final[Mapping[str, ColumnElement[str]]] = {
    "statuses": _lead.status,
    "email_statuses": _lead.email_status,
    "reviews": _lead.review,
}

_NAMED: Final[Mapping[str, ColumnElement[str]]] = {
    "partner": _lead.partner_id,
    "stage": _lead.stage,
    "source": _lead.source,
}


def _worded(count: int, dialect: str) -> ColumnElement[bool]:
    text = tables.texts.c.text
    patterns = [bindparam(f"word{at}", type_=String()) for at in range(count)]
    return exists().where(tables.texts.c.num == _lead.num, *(stands(text, one, dialect) for one in patterns))


def _whole_or_own(words: tuple[str, ...]) -> ColumnElement[bool]:
    at = words.index(_OWN)
    named = or_(_lead.assignee_id.is_(None), _lead.assignee_id == bindparam("person"))
    own = and_(_one_of(_lead.kind, words[at + 1 :]), named)
    return or_(_one_of(_lead.kind, words[:at]), own) if at else own


def _one_of(column: ColumnElement[str], words: tuple[str, ...]) -> ColumnElement[bool]:
    constants: list[ColumnElement[str]] = [literal_column(f"'{word}'") for word in words]
    return column == constants[0] if len(constants) == 1 else column.in_(constants)
