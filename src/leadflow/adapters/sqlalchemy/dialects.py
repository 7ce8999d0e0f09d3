"""
How SQLite and PostgreSQL read stored keys.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final, Protocol, cast

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, JSONB
from sqlalchemy.types import Text

from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.core.argument_messages import unknown_word

__all__ = ["DIALECTS", "Dialect", "Document", "Stored", "dialect_named"]

Document = ColumnElement[Any]
"""
A JSON object: the keys of a record, or its body.
"""


@frozen
class Stored:
    """
    Where a record says something that people filled in.

    Attributes:
        keys: The record's keys.
        name: Where the key of the value is there, if one is stored.
        document: What the record says.
        path: Where the value is there.
    """

    keys: Document
    name: tuple[str, ...]
    document: Document
    path: tuple[str, ...]


class Dialect(Protocol):
    """
    Reads members of JSON objects, and compares text character by character in any locale of the database.
    """

    def text(self, document: Document, *path: str) -> ColumnElement[str]:
        """
        Return the text at *path*; NULL if there is none.
        """

    def member(self, document: Document, name: str) -> ColumnElement[str]:
        """
        Return a member of an object, as a text of JSON; NULL if there is none.
        """

    def number(self, document: Document, *path: str | int) -> ColumnElement[float]:
        """
        Return the number at *path*; NULL if there is none.
        """

    def item(self, document: Document, *path: str | int) -> ColumnElement[str]:
        """
        Return the text at *path*, which ends with a place in a list.
        """

    def said(self, stored: Stored, *, lower: bool) -> ColumnElement[str]:
        """
        Return the stored key, else the value, its letters from A to Z made small if *lower*; NULL if there is none.
        """

    def said_number(self, stored: Stored) -> ColumnElement[float]:
        """
        Return the stored key, else the value, as a number; NULL if it is missing or not a number.
        """

    def said_words(self, stored: Stored, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        """
        Say that the stored key, else the value, is a list that has one of *words*, or *every* one.
        """

    def is_flag(self, said: ColumnElement[str], wanted: bool) -> ColumnElement[bool]:
        """
        Say that what is *said* is *wanted*; NULL if nothing is.
        """

    def real(self, value: float) -> ColumnElement[float]:
        """
        Return a number that equals what `number` makes of the same one.
        """

    def one_of(self, text: ColumnElement[str], wanted: Collection[str]) -> ColumnElement[bool]:
        """
        Say that *text* is one of *wanted*.
        """

    def has(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        """
        Say that *text* contains *piece*.
        """

    def begins(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        """
        Say that *text* begins with *piece*.
        """

    def ends(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        """
        Say that *text* ends with *piece*.
        """

    def has_words(self, document: Document, words: Collection[str], *path: str, every: bool) -> ColumnElement[bool]:
        """
        Say that the list at *path* has one of *words*, or *every* one.
        """


def _path(*steps: str | int) -> ColumnElement[str]:
    """
    Return a path for SQLite; names come from the schema and hold neither quotes nor backslashes.
    """
    return _constant("$" + "".join(f"[{step}]" if isinstance(step, int) else f'."{step}"' for step in steps))


def _constant(text: str) -> ColumnElement[str]:
    """
    Return a text that is in the statement itself: an index on an expression serves only where its path does.
    """
    return literal_column("'" + text.replace("'", "''") + "'", String)


class _Sqlite:
    """
    SQLite, with JSON as text.
    """

    def text(self, document: Document, *path: str) -> ColumnElement[str]:
        return func.json_extract(document, _path(*path), type_=String)

    def member(self, document: Document, name: str) -> ColumnElement[str]:
        return document.op("->", return_type=String())(_path(name))

    def number(self, document: Document, *path: str | int) -> ColumnElement[float]:
        return func.json_extract(document, _path(*path), type_=Float)

    def item(self, document: Document, *path: str | int) -> ColumnElement[str]:
        return func.json_extract(document, _path(*path), type_=String)

    def said(self, stored: Stored, *, lower: bool) -> ColumnElement[str]:
        value = self.text(stored.document, *stored.path)
        return func.coalesce(self.text(stored.keys, *stored.name), func.lower(value) if lower else value)

    def said_number(self, stored: Stored) -> ColumnElement[float]:
        return func.coalesce(self.number(stored.keys, *stored.name), self.number(stored.document, *stored.path))

    def said_words(self, stored: Stored, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        has_key = func.json_type(stored.keys, _path(*stored.name)).is_not(None)
        document = case((has_key, stored.keys), else_=stored.document)
        path = case((has_key, _path(*stored.name)), else_=_path(*stored.path))
        return self._has_words(document, path, words, every=every)

    def is_flag(self, said: ColumnElement[str], wanted: bool) -> ColumnElement[bool]:
        return type_coerce(said, Integer) == int(wanted)

    def real(self, value: float) -> ColumnElement[float]:
        # SQLite reads decimal digits less exactly than Python does, but it reads both sides alike.
        return func.json_extract(literal(json.dumps(value)), "$", type_=Float)

    def one_of(self, text: ColumnElement[str], wanted: Collection[str]) -> ColumnElement[bool]:
        return among(text, wanted, "sqlite")

    def has(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.instr(text, piece) > 0

    def begins(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.substr(text, 1, len(piece)) == piece

    def ends(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.substr(text, -len(piece)) == piece

    def has_words(self, document: Document, words: Collection[str], *path: str, every: bool) -> ColumnElement[bool]:
        return self._has_words(document, _path(*path), words, every=every)

    def _has_words(
        self, document: Document, path: ColumnElement[str], words: Collection[str], *, every: bool
    ) -> ColumnElement[bool]:
        if every:
            return and_(true(), *(self._has_words(document, path, [word], every=False) for word in sorted(words)))
        listed = func.json_each(document, path).table_valued("value")
        return exists(select(literal(1)).select_from(listed).where(among(listed.c.value, words, "sqlite")))


class _Postgresql:
    """
    PostgreSQL, with JSONB. Its collations order text as languages do, so comparisons name "C".
    """

    def text(self, document: Document, *path: str) -> ColumnElement[str]:
        return cast("ColumnElement[str]", self._text_at(document, *path).collate("C"))

    def member(self, document: Document, name: str) -> ColumnElement[str]:
        return sql_cast(self._at(document, name), Text)

    def number(self, document: Document, *path: str | int) -> ColumnElement[float]:
        return _number(self._at(document, *path))

    def item(self, document: Document, *path: str | int) -> ColumnElement[str]:
        return cast("ColumnElement[str]", self._text_at(document, *path).collate("C"))

    def said(self, stored: Stored, *, lower: bool) -> ColumnElement[str]:
        value = self.text(stored.document, *stored.path)
        return func.coalesce(self.text(stored.keys, *stored.name), func.lower(value) if lower else value)

    def said_number(self, stored: Stored) -> ColumnElement[float]:
        return _number(func.coalesce(self._at(stored.keys, *stored.name), self._at(stored.document, *stored.path)))

    def said_words(self, stored: Stored, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        found = func.coalesce(self._at(stored.keys, *stored.name), self._at(stored.document, *stored.path))
        return self._has_words(type_coerce(found, JSONB), words, every=every)

    def is_flag(self, said: ColumnElement[str], wanted: bool) -> ColumnElement[bool]:
        return said == json.dumps(wanted)

    def real(self, value: float) -> ColumnElement[float]:
        return literal(value, DOUBLE_PRECISION)

    def one_of(self, text: ColumnElement[str], wanted: Collection[str]) -> ColumnElement[bool]:
        return among(text, wanted, "postgresql")

    def has(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.strpos(text, piece) > 0

    def begins(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.left(text, len(piece)) == piece

    def ends(self, text: ColumnElement[str], piece: str) -> ColumnElement[bool]:
        return func.right(text, len(piece)) == piece

    def has_words(self, document: Document, words: Collection[str], *path: str, every: bool) -> ColumnElement[bool]:
        return self._has_words(self._at(document, *path), words, every=every)

    def _has_words(self, found: Any, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        listed = [found.contains(bindparam(None, [word], type_=JSONB)) for word in sorted(words)]
        return and_(true(), *listed) if every else or_(false(), *listed)

    def _text_at(self, document: Document, *path: str | int) -> Any:
        return self._at(document, *path[:-1]).op("->>", return_type=Text())(_step(path[-1]))

    def _at(self, document: Document, *path: str | int) -> Any:
        found: Any = sql_cast(document, JSONB) if isinstance(document.type, Text) else type_coerce(document, JSONB)
        for step in path:
            found = found.op("->", return_type=JSONB())(_step(step))
        return found


def _number(found: ColumnElement[Any]) -> ColumnElement[float]:
    """
    Return *found* as a number; NULL if it is not one.
    """
    # Another supplier may have a text here, which must not be taken for a number even to be left out.
    is_number = func.jsonb_typeof(found) == _constant("number")
    return case((is_number, sql_cast(sql_cast(found, Text), DOUBLE_PRECISION)))


def _step(step: str | int) -> ColumnElement[Any]:
    return literal_column(str(step)) if isinstance(step, int) else _constant(step)


DIALECTS: Final[dict[str, Dialect]] = {"postgresql": _Postgresql(), "sqlite": _Sqlite()}
"""
The dialects that criteria can be asked in, by their names in SQLAlchemy.
"""


def dialect_named(name: str) -> Dialect:
    """
    Return the dialect that SQLAlchemy calls so.

    Raises:
        InvalidInput: It is neither ``sqlite`` nor ``postgresql`` (``word_unknown``).
    """
    if name not in DIALECTS:
        raise unknown_word(name, sorted(DIALECTS), "a dialect in which leads can be queried", "dialect")
    return DIALECTS[name]
