"""
Values of a lead are changed.
"""

from __future__ import annotations

from typing import Final

import attrs
from attrs import frozen

from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.values import Value

__all__ = ["STEPS", "FieldChange", "ValuesChanged"]


@frozen
class FieldChange:
    """
    One value of a lead before and after; None where it said nothing.
    """

    field: str
    before: Value = attrs.field(repr=False)
    after: Value = attrs.field(repr=False)


@frozen
class ValuesChanged:
    """
    What the lead says was changed.
    """

    changes: tuple[FieldChange, ...]


def _values_changed(before: Members, _: Happening, fact: ValuesChanged, fields: Declared) -> Members:
    return {"values": before["values"].but({one.field: one.after for one in fact.changes}, fields)}


STEPS: Final[Steps] = {ValuesChanged: _values_changed}
