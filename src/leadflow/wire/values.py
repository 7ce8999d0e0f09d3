"""
Converts field values to JSON and back, by kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from cattrs import Converter

from leadflow.core.facts import FieldChange
from leadflow.core.fields import AnyField
from leadflow.core.kinds import UNFIT, ReadOptions, Unfit
from leadflow.core.kinds.choices import same_flag
from leadflow.core.kinds.texts import same_text
from leadflow.core.kinds.unfit import text_aside
from leadflow.core.problems import Unreadable
from leadflow.core.schema import Fields, Schema
from leadflow.core.values import Layout, Value, Values

__all__ = ["ValuesReader", "register_values"]

Decoder = Callable[[Any], Value]

_MISFITS: Final = (TypeError, ValueError, ArithmeticError, KeyError, AttributeError)
"""
What kinds raise for JSON that they did not write.
"""

_ASIDE: Final = ReadOptions(asks=True)
"""
How what was set aside is read once its field can: what was unclear stays so.
"""


def register_values(converter: Converter, schema: Schema) -> None:
    """
    Have *converter* write and read what leads say, and what was changed of it.
    """
    encoders: dict[Layout, list[tuple[int, Callable[[Value], object]]]] = {}

    def dump(values: Values) -> dict[str, object]:
        layout = values.layout
        odd = encoders.get(layout)
        if odd is None:
            odd = encoders[layout] = [(at, to) for at, one in enumerate(layout.fields) if (to := _encoder(one))]
        cells: Sequence[Value] = values.cells
        if odd:
            cells = list(cells)
            for at, encode in odd:
                if cells[at] is not None:
                    cells[at] = encode(cells[at])
        return {name: cell for name, cell in zip(layout.names, cells, strict=True) if cell is not None}

    converter.register_unstructure_hook(Values, dump)
    converter.register_structure_hook(Values, ValuesReader(schema.leads))
    changes = ValuesReader(schema.leads)

    def dump_change(change: FieldChange) -> dict[str, object]:
        sides = {"before": change.before, "after": change.after}
        said = {side: json_of(change.field, value) for side, value in sides.items() if value is not None}
        return {"field": change.field, **said}

    def json_of(name: str, value: Value) -> object:
        if isinstance(value, Unfit):
            return UNFIT.to_json(value)
        encode = _encoder(schema.leads.layout_of((name,)).fields[0])
        return value if encode is None else encode(value)

    def load_change(data: Mapping[str, Any], _: object) -> FieldChange:
        name = data["field"]
        before, after = (
            changes({name: data[side]}, None)[name] if data.get(side) is not None else None
            for side in ("before", "after")
        )
        return FieldChange(name, before, after)

    converter.register_unstructure_hook(FieldChange, dump_change)
    converter.register_structure_hook(FieldChange, load_change)


def _encoder(field: AnyField) -> Callable[[Value], object] | None:
    """
    Return how a field's values become JSON; None where they are JSON already.
    """
    return None if field.kind.to_json in (same_text, same_flag) else field.kind.to_json


class ValuesReader:
    """
    Reads what records of one sort say.
    """

    def __init__(self, fields: Fields) -> None:
        """
        Take the *fields* that are declared.
        """
        self._fields = fields
        self._decoders: dict[Layout, list[Decoder]] = {}

    def __call__(self, data: Mapping[str, Any], _: object) -> Values:
        """
        Read members by the names of fields; one that its field cannot read is `Unfit`.
        """
        layout = self._fields.layout_of(tuple(data))
        decoders = self._decoders.get(layout)
        if decoders is None:
            decoders = self._decoders[layout] = [_decoder(one) for one in layout.fields]
        try:
            cells = [decode(cell) for decode, cell in zip(decoders, data.values(), strict=True)]
        except _MISFITS:
            return self._with_misfits(layout, data)
        return Values(layout, tuple(cells))

    def column(self, name: str, data: Iterable[Any]) -> list[Value]:
        """
        Read one member of many records; None where it is absent, `Unfit` where its field cannot read it.
        """
        field, data = self._fields.layout_of((name,)).fields[0], list(data)
        decode = _decoder(field)
        try:
            return [None if one is None else decode(one) for one in data]
        except _MISFITS:
            return [self._read(field, one) for one in data]

    def _with_misfits(self, layout: Layout, data: Mapping[str, Any]) -> Values:
        read = [self._read(one, cell) for one, cell in zip(layout.fields, data.values(), strict=True)]
        said = {name: cell for name, cell in zip(layout.names, read, strict=True) if cell is not None}
        misfits = frozenset(name for name, cell in said.items() if isinstance(cell, Unfit))
        return Values(self._fields.layout_with_misfits(tuple(said), misfits), tuple(said.values()))

    def _read(self, field: AnyField, data: Any) -> Value:
        if data is None:
            return None
        try:
            return _decoder(field)(data)
        except _MISFITS:
            pass
        text = text_aside(data)
        if text is not None and field.record:
            return Unfit.of(data, data.get("code", "value_malformed"))
        if field.name not in self._fields:
            return Unfit.of(data, "field_unknown")
        try:
            value = field.read(_as_people_write(data)) if text is None else field.read(text, _ASIDE)
        except Unreadable as error:
            return Unfit.of(data, error.code)
        return Unfit.of(data) if value is None else value


def _decoder(field: AnyField) -> Decoder:
    """
    Return what reads a field's values from JSON, and raises one of `_MISFITS` for what is none.
    """
    decode = field.kind.from_json
    if not field.choices:
        return decode
    names = frozenset(one.name for one in field.choices)

    def chosen(data: Any) -> Value:
        value = decode(data)
        if not names.issuperset(value if isinstance(value, tuple) else (value,)):
            raise ValueError("not among the choices")
        return value

    return chosen


def _as_people_write(data: Any) -> str:
    """
    Return what a person would type for what another kind has written.

    Raises:
        Unreadable: Nobody would.
    """
    match data:
        case bool():
            return "yes" if data else "no"
        case str() | int() | float():
            return str(data)
        case {"amount": str(amount), **more}:
            return f"{more.get('currency', '')} {amount}"
        case [*items] if all(isinstance(one, str) for one in items):
            return "; ".join(items)
    raise Unreadable("value_malformed", "this is not a value")
