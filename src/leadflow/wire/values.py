"""
What records say, to JSON and back: each value by the kind of its field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from cattrs import Converter

from leadflow.core.facts import FieldChange
from leadflow.core.fields import AnyField
from leadflow.core.kinds.choices import same_flag
from leadflow.core.kinds.texts import same_text
from leadflow.core.schema import Fields, Schema
from leadflow.core.values import Layout, Value, Values

__all__ = ["load_values", "register_values"]


def register_values(converter: Converter, schema: Schema) -> None:
    """
    Have *converter* write and read what leads say, and what was changed of it.
    """
    encoders: dict[Layout, list[tuple[str, Callable[[Value], object] | None]]] = {}

    def dump(values: Values) -> dict[str, object]:
        known = encoders.get(values.layout)
        if known is None:
            known = encoders[values.layout] = [(one.name, _encoder(one)) for one in values.layout.fields]
        cells = zip(known, values.cells, strict=True)
        return {name: cell if encode is None else encode(cell) for (name, encode), cell in cells if cell is not None}

    converter.register_unstructure_hook(Values, dump)
    converter.register_structure_hook(Values, partial(load_values, schema.leads))

    def dump_change(change: FieldChange) -> dict[str, object]:
        encode = _encoder(schema.leads.layout_of((change.field,)).fields[0]) or _same
        sides = {"before": change.before, "after": change.after}
        said = {side: encode(value) for side, value in sides.items() if value is not None}
        return {"field": change.field, **said}

    def load_change(data: Mapping[str, Any], _: object) -> FieldChange:
        decode = schema.leads.layout_of((data["field"],)).fields[0].kind.from_json
        before, after = (None if data.get(side) is None else decode(data[side]) for side in ("before", "after"))
        return FieldChange(data["field"], before, after)

    converter.register_unstructure_hook(FieldChange, dump_change)
    converter.register_structure_hook(FieldChange, load_change)


def _same(value: Value) -> object:
    return cast("object", value)


def _encoder(field: AnyField) -> Callable[[Value], object] | None:
    """
    Return how a field's values become JSON; None where they are JSON already.
    """
    return None if field.kind.to_json in (same_text, same_flag) else field.kind.to_json


def load_values(fields: Fields, data: Mapping[str, Any], _: object) -> Values:
    """
    Read what a record says, which *fields* declare.
    """
    layout = fields.layout_of(tuple(data))
    cells = zip(layout.fields, data.values(), strict=True)
    return Values(layout, tuple([one.kind.from_json(cell) for one, cell in cells]))
