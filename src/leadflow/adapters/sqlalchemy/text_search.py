"""
Finds the leads of a free text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Integer, Select, Text, column, exists, select, table

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.list_filters import WORDS, Filters, Test
from leadflow.adapters.sqlalchemy.many_values import numbered
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import disclosed_expression
from leadflow.adapters.sqlalchemy.text_patterns import pattern, stands
from leadflow.adapters.sqlalchemy.text_tables import INDEXED
from leadflow.core.access import Scope
from leadflow.core.views import SEARCHED

__all__ = ["searching"]

_lead, _text = tables.leads.c, tables.texts.c
_index: Final = table(INDEXED, column("rowid", Integer), column("text", Text))

_RARE: Final = 2_000
"""
Up to so many leads are found first, and put in order then; of more, a page is soon found in the order of the list.
"""

_PIECE: Final = 3
"""
Words of fewer characters are in no index.
"""


def searching(
    source: UnitSource, scope: Scope, words: tuple[str, ...], filters: Filters, among: Sequence[int] | None = None
) -> Filters:
    """
    Return *filters* that leave only leads in which all *words* occur.

    Args:
        source: Where leads are read.
        scope: Of the caller, from whom values may be hidden.
        words: What is looked for; not empty.
        filters: Those of the list.
        among: The numbers of the leads that are looked at; None if all are.
    """
    hidden = scope.hidden.intersection(SEARCHED)
    if hidden:
        return filters.numbered(_shown(source, scope, words, hidden, among), source.dialect)
    if among is not None:
        filters = filters.numbered(among, source.dialect)
    elif filters.partners is None or any(len(word) >= _PIECE for word in words):
        found = source.rows(_found(words, source.dialect, indexed=source.finds_pieces))
        if len(found) <= _RARE:
            return filters.numbered([num for (num,) in found], source.dialect)
    values = {f"word{at}": pattern(word, source.dialect) for at, word in enumerate(words)}
    return filters.but(Test(WORDS, (str(len(words)),)), values)


def _found(words: tuple[str, ...], dialect: str, *, indexed: bool) -> Select[Any]:
    """
    Return a query for the numbers of all leads, of any supplier, in which *words* occur, and no more than matter.

    SQLite is asked for the longest word alone in its index, and for the others in what that has found: its full-text
    search does not bear all of them (3.40).
    """
    longest, *others = sorted(words, key=len, reverse=True)
    if dialect == "sqlite" and indexed and len(longest) >= _PIECE:
        found = select(_index.c.rowid).where(stands(_index.c.text, pattern(longest, dialect), dialect))
        if others:
            stand = [stands(_text.text, pattern(word, dialect), dialect) for word in others]
            found = found.where(exists().where(_text.num == _index.c.rowid, *stand))
    else:
        found = select(_text.num).where(*(stands(_text.text, pattern(word, dialect), dialect) for word in words))
    return found.limit(_RARE + 1)


def _shown(
    source: UnitSource, scope: Scope, words: tuple[str, ...], hidden: Collection[str], among: Sequence[int] | None
) -> list[int]:
    """
    Return the numbers of the leads of a partner in which *words* occur, in what it sees of each.
    """
    patterns = [pattern(word, source.dialect) for word in words]
    query = (
        select(_lead.num, disclosed_expression(), _text.text)
        .join(tables.texts, _text.num == _lead.num)
        .where(_lead.supplier == source.supplier, _lead.partner_id == scope.partner_id)
        .where(*(stands(_text.text, one, source.dialect) for one in patterns))
    )
    if among is not None:
        query = query.where(numbered(_lead.num, among, source.dialect))
    return [num for num, whole, text in source.rows(query) if whole or _stand_in_shown(words, text, hidden)]


def _stand_in_shown(words: tuple[str, ...], text: str, hidden: Collection[str]) -> bool:
    lines = [line for name, line in zip(SEARCHED, text.split("\n"), strict=True) if name not in hidden]
    return all(any(word in line for line in lines) for word in words)
