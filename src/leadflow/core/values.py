"""
The values of a record, with their comparison keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar, overload

from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import UNFIT, Key, Unfit
from leadflow.core.problems import Problem, Severity
from leadflow.core.text import text_key, text_keys

__all__ = ["Columns", "Layout", "Value", "Values"]

T = TypeVar("T")

Value = Any
"""
A value of some kind; a field says of which (``lead.get(SEATS)`` is typed).
"""

_NO_KEYS: Final[dict[str, Key | None]] = {}
"""
What every record has made before the first question; never written to.
"""


_TURNED: Final = 256
"""
So many records are turned from columns into rows at once.
"""


class Layout:
    """
    The fields of a set of records, in a fixed order, shared by all of them.

    A million leads of one schema need one layout and a million tuples, not a million dictionaries.
    """

    __slots__ = ("fields", "index", "names", "unique")

    def __init__(self, fields: tuple[AnyField, ...]) -> None:
        self.fields = fields
        self.names = tuple(one.name for one in fields)
        self.index = {name: position for position, name in enumerate(self.names)}
        self.unique = tuple(sorted(one.name for one in fields if one.unique))

    def part(self, names: Iterable[str]) -> Layout:
        """
        Return the layout of those of *names* that are among these; the others are left out, at the end.
        """
        return Layout(tuple(self.fields[self.index[name]] for name in names if name in self.index))

    def __reduce__(self) -> tuple[type[Layout], tuple[tuple[AnyField, ...]]]:
        return Layout, (self.fields,)

    def __repr__(self) -> str:
        return f"<Layout of {len(self.names)} fields>"


class Values(Mapping[str, Value]):
    """
    The values of a record, by field name. A field that nobody filled in is absent, never None.

    Two are equal if their fields and values are equal. The repr shows names, never values.

    Attributes:
        keys_made: The keys asked for so far, by field name, None for what is absent; read only. `make_keys` adds to
            them.
    """

    __slots__ = ("_cells", "_layout", "keys_made")

    def __init__(self, layout: Layout, cells: tuple[Value, ...]) -> None:
        """
        Take *cells* as they are: one for each field of *layout*, None where the record says nothing.
        """
        self._layout = layout
        self._cells = cells
        self.keys_made: dict[str, Key | None] = _NO_KEYS

    @property
    def layout(self) -> Layout:
        """
        The layout that these values are kept in.
        """
        return self._layout

    @property
    def cells(self) -> tuple[Value, ...]:
        """
        One cell for each field of the layout, in its order; None is absent.
        """
        return self._cells

    def key(self, name: str) -> Key | None:
        """
        Return the comparison key of a value; None if the value is absent.
        """
        made = self.keys_made
        if name in made:
            return made[name]
        position = self._layout.index.get(name)
        cell = None if position is None else self._cells[position]
        key = None if position is None or cell is None else self._layout.fields[position].kind.key(cell)
        if made is _NO_KEYS:
            self.keys_made = {name: key}
        else:
            made[name] = key
        return key

    def make_keys(self, names: Iterable[str]) -> Mapping[str, Key | None]:
        """
        Make the keys of *names* that are not made yet, and return all that are; for what asks for many of them.
        """
        made = self.keys_made
        if made is _NO_KEYS:
            made = self.keys_made = {}
        fields, index, cells = self._layout.fields, self._layout.index, self._cells
        for name in names:
            if name not in made:
                position = index.get(name)
                cell = None if position is None else cells[position]
                made[name] = None if position is None or cell is None else fields[position].kind.key(cell)
        return made

    def said(self, name: str) -> tuple[Value, Key | None]:
        """
        Return a value and its key; both None if the value is absent, or does not fit its field.
        """
        position = self._layout.index.get(name)
        if position is None or (cell := self._cells[position]) is None or cell.__class__ is Unfit:
            return None, None
        return cell, self.key(name)

    def text(self, name: str) -> str | None:
        """
        Return a value as people read it, a misfit as it is stored; None if the value is absent.
        """
        position = self._layout.index.get(name)
        if position is None or (cell := self._cells[position]) is None:
            return None
        return self._layout.fields[position].shown(cell)

    def misfits(self) -> tuple[Problem, ...]:
        """
        Return a warning for each value that its field cannot read; see `leadflow.core.kinds.Unfit`.
        """
        return tuple(
            Problem(
                code="value_unfit",
                path=name,
                message=_why_unfit(cell),
                severity=Severity.WARNING,
                value=str(cell),
            )
            for name, cell in zip(self._layout.names, self._cells, strict=True)
            if cell.__class__ is Unfit
        )

    def without(self, names: Collection[str]) -> Values:
        """
        Return these values without those of *names*.
        """
        pairs = zip(self._layout.names, self._cells, strict=True)
        return Values(self._layout, tuple([None if name in names else cell for name, cell in pairs]))

    def but(self, changes: Mapping[str, Value], fields: Mapping[str, AnyField]) -> Values:
        """
        Return these values with *changes*; None removes a value. *fields* declares the names.
        """
        merged = {**dict(self), **changes}
        kept = {name: cell for name, cell in merged.items() if cell is not None}
        known = {one.name: one for one in self._layout.fields}

        def field_of(name: str, cell: Value) -> AnyField:
            # A misfit has a field of its own; what is written over it is read by the declared one.
            unfit, here = cell.__class__ is Unfit, known.get(name)
            if here is not None and (here.kind is UNFIT) == unfit:
                return here
            return Field(name, UNFIT) if unfit else fields[name]

        layout = Layout(tuple(field_of(name, cell) for name, cell in kept.items()))
        return Values(layout, tuple(kept.values()))

    def __getitem__(self, name: str, /) -> Value:
        position = self._layout.index.get(name)
        if position is None or (cell := self._cells[position]) is None:
            raise KeyError(name)
        return cell

    @overload
    def get(self, field: Field[T], /) -> T | None: ...
    @overload
    def get(self, field: Field[T], default: T, /) -> T: ...
    @overload
    def get(self, field: str, default: Value = None, /) -> Value: ...
    def get(self, field: AnyField | str, default: Value = None, /) -> Value:
        """
        Return the value of a field, with its type if a `Field` is given; *default* if it is missing.

        What is stored and does not fit the field given counts as absent; asked by name, it is returned as `Unfit`.
        """
        name = field if isinstance(field, str) else field.name
        position = self._layout.index.get(name)
        if position is None or (cell := self._cells[position]) is None:
            return default
        return default if cell.__class__ is Unfit and name is not field else cell

    def __iter__(self) -> Iterator[str]:
        return (name for name, cell in zip(self._layout.names, self._cells, strict=True) if cell is not None)

    def __len__(self) -> int:
        return sum(cell is not None for cell in self._cells)

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Values):
            return NotImplemented
        if self._layout is other._layout:
            return self._cells == other._cells
        return dict(self) == dict(other)

    def __repr__(self) -> str:
        return f"<Values of {', '.join(self)}>"

    def __reduce__(self) -> tuple[type[Values], tuple[Layout, tuple[Value, ...]]]:
        return Values, (self._layout, self._cells)


def _why_unfit(cell: Unfit) -> str:
    if cell.set_aside:
        return f"what was written could not be read ({cell.code}) and was set aside; enter it again"
    return f"the stored value no longer fits its field ({cell.code}); enter it again, or declare the field as before"


class Columns(Sequence[Values]):
    """
    What many records of one layout say, kept by column; a record is made when somebody looks at it.

    Attributes:
        layout: Of all records.
        columns: For each field of the layout, in its order, the values of all records; None is absent.
    """

    __slots__ = ("_count", "_rows", "_start", "_turns", "columns", "layout")

    def __init__(self, layout: Layout, columns: Sequence[Sequence[Value]], count: int) -> None:
        """
        Take *columns* of *count* values each, as they are.
        """
        self.layout = layout
        self.columns = columns
        self._count = count
        self._turns = False
        self._start = 0
        self._rows: Sequence[tuple[Value, ...]] = ()

    @classmethod
    def of(cls, records: Sequence[Values]) -> Columns:
        """
        Take records of one layout apart; of none, nothing.
        """
        if not records:
            return cls(Layout(()), (), 0)
        cells = [one.cells for one in records]
        return cls(records[0].layout, list(zip(*cells, strict=True)), len(records))

    def column(self, name: str) -> Sequence[Value]:
        """
        Return what each record says of *name*; None is absent, as is a field that the layout does not have.
        """
        position = self.layout.index.get(name)
        return (None,) * self._count if position is None else self.columns[position]

    def keys(self, name: str) -> Sequence[Key | None]:
        """
        Return the key of what each record says of *name*; None is absent.
        """
        position = self.layout.index.get(name)
        if position is None:
            return (None,) * self._count
        key, values = self.layout.fields[position].kind.key, self.columns[position]
        return text_keys(values) if key is text_key else [None if value is None else key(value) for value in values]

    def turn(self) -> None:
        """
        Turn columns into rows, many at once, from now on: where every record is about to be looked at, one after the
        other, that takes a fraction of the time.
        """
        self._turns = True

    def _turned(self, at: int) -> tuple[Value, ...]:
        if not 0 <= at - self._start < len(self._rows):
            self._start = at - at % _TURNED
            part = slice(self._start, self._start + _TURNED)
            self._rows = list(zip(*[column[part] for column in self.columns], strict=True))
        return self._rows[at - self._start]

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Values: ...
    @overload
    def __getitem__(self, at: slice) -> Columns: ...
    def __getitem__(self, at: int | slice) -> Values | Columns:
        if isinstance(at, slice):
            return Columns(self.layout, [column[at] for column in self.columns], len(range(*at.indices(self._count))))
        turned = self._turns and at >= 0 and self.columns
        cells = self._turned(at) if turned else tuple([column[at] for column in self.columns])
        return Values(self.layout, cells)

    def __repr__(self) -> str:
        return f"<{self._count} records of {', '.join(self.layout.names)}>"
