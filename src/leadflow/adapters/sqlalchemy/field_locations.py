"""
Where each field is stored, and how it is read there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from math import ceil, floor
from typing import Any, Final, Protocol

from attrs import frozen
from sqlalchemy import ColumnElement, Double, and_, func, literal, literal_column, select, true
from sqlalchemy import cast as sql_cast

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.dialects import Dialect, Document, Stored
from leadflow.adapters.sqlalchemy.last_acts import last_act
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.criteria.engines.asked_fields import AskedField, KeyForm
from leadflow.core.criteria.engines.questions import Span
from leadflow.core.fields import AnyField
from leadflow.core.kinds import MONEY, TEXT, Family
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import RecordField, Subject
from leadflow.wire.forms import form_of
from leadflow.wire.keys import WRITTEN
from leadflow.wire.value_keys import Derived, derived

__all__ = ["PREFIX", "FieldLocation", "begin_of", "between", "indexed_terms", "place_of", "supplier_of_lead"]

PREFIX: Final = 200
"""
So many characters of a text are indexed: PostgreSQL refuses rows with longer entries.
"""

# Above this, not every whole number has a float of its own.
_EXACT: Final = 2.0**53


class FieldLocation(Protocol):
    """
    Reads one field, in the form in which it is compared; NULL where nothing is said.
    """

    def known(self) -> ColumnElement[bool]:
        """
        Say that something is said; true or false, never NULL.
        """

    def text(self) -> ColumnElement[str]:
        """
        Return the text that is compared.
        """

    def prefix(self) -> ColumnElement[str] | None:
        """
        Return the first `PREFIX` characters of the text, if there is an index of them.
        """

    def number_in(self, span: Span) -> ColumnElement[bool]:
        """
        Say that the number lies in *span*.
        """

    def amount_in(self, span: Span) -> ColumnElement[bool]:
        """
        Say that the money lies in *span*, which stays within one currency.
        """

    def moment_in(self, span: Span) -> ColumnElement[bool]:
        """
        Say that the moment lies in *span*, whose bounds are keys.
        """

    def is_flag(self, wanted: bool) -> ColumnElement[bool]:
        """
        Say that the flag is *wanted*.
        """

    def has_words(self, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        """
        Say that the list has one of *words*, or *every* one.
        """


def place_of(column: AskedField, sql: Dialect, own: Document | None = None) -> FieldLocation:
    """
    Return where *column* is stored beside, or among, the columns of `leadflow.adapters.sqlalchemy.tables.leads`.

    *own* has the keys of another record that stands in the place of the lead; None for none.
    """
    field, subject, name = column.field, column.subject, column.name
    if own is not None and subject is Subject.LEAD:
        return _Member(sql, own, name, column.form)
    if not isinstance(field, RecordField):
        keys = _document(subject, "keys")
        if subject is Subject.LEAD:
            said = Stored(keys, (name,), _document(subject, "values"), (name,))
        else:
            said = Stored(keys, (name,), _document(subject, "body"), ("attributes", name))
        return _Value(sql, said, field, column.form)
    if field.of_several:
        return _InColumn(sql, last_act(), field, column.form)
    if field.beside is not None:
        subject, name = field.beside
    elif subject is Subject.LEAD and field.column:
        return _InColumn(sql, tables.leads.c[field.column], field, column.form)
    return _Member(sql, _document(subject, "keys"), name, column.form)


def indexed_terms(field: AnyField, sql: Dialect) -> tuple[ColumnElement[Any], ...]:
    """
    Return the expressions that an index of *field*, which leads say, is of; leads are sorted by them too.
    """
    place = place_of(AskedField(Subject.LEAD, field.name, KeyForm.KEY, field), sql)
    assert isinstance(place, _Value)
    return place.terms()


def begin_of(text: ColumnElement[str]) -> ColumnElement[str]:
    """
    Return the first `PREFIX` characters of a text, as indexes have them.
    """
    return func.substr(text, literal_column("1"), literal_column(str(PREFIX)))


@frozen
class _InColumn:
    """
    A column of the lead: as it was written; keys hold a text whose comparison form is another one.
    """

    _sql: Dialect
    _column: ColumnElement[Any]
    _field: RecordField[Any]
    _form: KeyForm

    def known(self) -> ColumnElement[bool]:
        if self._field.kind.family is not Family.TEXT:
            return self._column.is_not(None)
        text = self._key()
        return and_(text.is_not(None), text != "")

    def text(self) -> ColumnElement[str]:
        return self._column if self._form is KeyForm.WRITTEN else self._key()

    def prefix(self) -> ColumnElement[str] | None:
        return None

    def _key(self) -> ColumnElement[str]:
        if self._field.kind is not TEXT:
            return self._column
        return func.coalesce(self._sql.text(tables.leads.c["keys"], self._field.name), self._column)

    def number_in(self, span: Span) -> ColumnElement[bool]:
        if any(bound is not None and abs(bound) >= _EXACT for bound in (span.low, span.high)):
            return between(sql_cast(self._column, Double), span, self._sql.real)
        # Whole bounds let an index on the column serve.
        low = None if span.low is None else ceil(span.low) if span.low_in else floor(span.low)
        high = None if span.high is None else floor(span.high) if span.high_in else ceil(span.high)
        return between(self._column, Span(low, high, span.low_in, span.high_in), literal)

    def amount_in(self, span: Span) -> ColumnElement[bool]:
        raise AssertionError("no column holds money")

    def moment_in(self, span: Span) -> ColumnElement[bool]:
        return between(self._column, span, lambda key: literal(micros(datetime.fromisoformat(key))))

    def is_flag(self, wanted: bool) -> ColumnElement[bool]:
        return self._column == literal(wanted)

    def has_words(self, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        raise AssertionError("no column holds a list")


@frozen
class _Member:
    """
    A field of a record without columns: a member of its keys, which also hold it as it was written where that differs.
    """

    _sql: Dialect
    _keys: Document
    _name: str
    _form: KeyForm

    def known(self) -> ColumnElement[bool]:
        return self._sql.text(self._keys, self._name).is_not(None)

    def text(self) -> ColumnElement[str]:
        key = self._sql.text(self._keys, self._name)
        if self._form is KeyForm.KEY:
            return key
        return func.coalesce(self._sql.text(self._keys, WRITTEN + self._name), key)

    def prefix(self) -> ColumnElement[str] | None:
        return None

    def number_in(self, span: Span) -> ColumnElement[bool]:
        return between(self._sql.number(self._keys, self._name), span, self._sql.real)

    def amount_in(self, span: Span) -> ColumnElement[bool]:
        return _amount_in(span, self._keys, (self._name,), self._sql)

    def moment_in(self, span: Span) -> ColumnElement[bool]:
        return between(self.text(), span, str)

    def is_flag(self, wanted: bool) -> ColumnElement[bool]:
        return self._sql.is_flag(self._sql.text(self._keys, self._name), wanted)

    def has_words(self, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        name = self._name if self._form is KeyForm.KEY else WRITTEN + self._name
        return self._sql.has_words(self._keys, words, name, every=every)


@frozen
class _Value:
    """
    What people filled in: its key where one is stored, else made of the value by the field's kind.
    """

    _sql: Dialect
    _said: Stored
    _field: AnyField
    _form: KeyForm

    def known(self) -> ColumnElement[bool]:
        said = self._sql.said(self._said, lower=False)
        return and_(said.is_not(None), said != "")

    def text(self) -> ColumnElement[str]:
        if self._form is KeyForm.WRITTEN:
            return self._sql.text(self._said.document, *self._said.path)
        return self._sql.said(self._said, lower=derived(self._field.kind) is Derived.LOWER)

    def prefix(self) -> ColumnElement[str] | None:
        if not self._field.indexed or self._form is KeyForm.WRITTEN:
            return None
        return begin_of(self.text())

    def terms(self) -> tuple[ColumnElement[Any], ...]:
        """
        Return what an index of the field is of.
        """
        match self._field.kind.family:
            case Family.NUMBER if self._field.kind is MONEY:
                keys, name = self._said.keys, self._said.name
                return self._sql.item(keys, *name, 0), self._sql.number(keys, *name, 1)
            case Family.NUMBER:
                return (self._sql.said_number(self._said),)
            case Family.BOOLEAN:
                return (self._sql.said(self._said, lower=False),)
            case Family.DATE:
                return (self.text(),)
            case Family.TEXT | Family.CHOICE | Family.MULTI:
                prefix = self.prefix()
                assert prefix is not None, "a list has no index"
                return (prefix,)

    def number_in(self, span: Span) -> ColumnElement[bool]:
        return between(self._sql.said_number(self._said), span, self._sql.real)

    def amount_in(self, span: Span) -> ColumnElement[bool]:
        return _amount_in(span, self._said.keys, self._said.name, self._sql)

    def moment_in(self, span: Span) -> ColumnElement[bool]:
        return between(self.text(), span, str)

    def is_flag(self, wanted: bool) -> ColumnElement[bool]:
        return self._sql.is_flag(self._sql.said(self._said, lower=False), wanted)

    def has_words(self, words: Collection[str], *, every: bool) -> ColumnElement[bool]:
        if self._form is KeyForm.WRITTEN:
            return self._sql.has_words(self._said.document, words, *self._said.path, every=every)
        return self._sql.said_words(self._said, words, every=every)


def _amount_in(span: Span, keys: Document, name: tuple[str, ...], sql: Dialect) -> ColumnElement[bool]:
    currency = (span.low or span.high)[0]
    low, high = (
        None if bound is None or abs(bound[1]) == float("inf") else bound[1] for bound in (span.low, span.high)
    )
    amounts = between(sql.number(keys, *name, 1), Span(low, high, span.low_in, span.high_in), sql.real)
    return and_(sql.item(keys, *name, 0) == currency, amounts)


def between(key: ColumnElement[Any], span: Span, bound: Any) -> ColumnElement[bool]:
    """
    Say that *key* lies in *span*; *bound* makes what it is compared with.
    """
    tests = []
    if span.low is not None:
        tests.append(key >= bound(span.low) if span.low_in else key > bound(span.low))
    if span.high is not None:
        tests.append(key <= bound(span.high) if span.high_in else key < bound(span.high))
    return and_(true(), *tests)


def _document(subject: Subject, name: str) -> Document:
    """
    Return the keys or the body of a lead, or of the partner or the campaign beside it.
    """
    lead = tables.leads.c
    match subject:
        case Subject.LEAD:
            return lead[name]
        case Subject.PARTNER:
            kind, named = form_of(Partner).name, lead.partner_id
        case Subject.CAMPAIGN:
            kind, named = form_of(Campaign).name, lead.campaign_id
    record = tables.records.c
    # The kind is a literal, so that an index of the host's on one kind is used.
    mine = record.supplier_id == supplier_of_lead(), record.kind == literal_column(f"'{kind}'"), record.key == named
    beside = select(record[name]).where(*mine)
    return beside.correlate(tables.leads).scalar_subquery()


def supplier_of_lead() -> ColumnElement[str]:
    """
    Return the id of the lead's supplier, by which other tables name it.
    """
    name = select(tables.names.c.name).where(tables.names.c.num == tables.leads.c.supplier)
    return name.correlate(tables.leads).scalar_subquery()
