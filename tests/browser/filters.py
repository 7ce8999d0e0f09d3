"""
The filters of a page with jQuery QueryBuilder, which has one input for all operators of a field.
"""

from __future__ import annotations

from typing import Any, Final

from tests.browser.world import FIELDS, RANK

from leadflow.core.criteria.interchange.operator_names import JQUERY_NAMES
from leadflow.core.fields import AnyField
from leadflow.core.kinds import BOOLEAN, COUNTRY, DECIMAL, INTEGER, LONG_TEXT
from leadflow.core.kinds.countries import COUNTRIES

__all__ = ["filters"]

_TYPES: Final = {INTEGER: "integer", DECIMAL: "double", BOOLEAN: "boolean"}


def filters() -> list[dict[str, Any]]:
    """
    Return a filter for each field of the cases.
    """
    return [_filter(field) for field in (*FIELDS, RANK)]


def _filter(field: AnyField) -> dict[str, Any]:
    operators = [*dict.fromkeys(JQUERY_NAMES[field.kind.family].values())]
    described = {
        "id": f"partner.{field.name}" if field is RANK else field.name,
        "label": field.title,
        "type": _TYPES.get(field.kind, "string"),
        "operators": operators,
    }
    if field.kind is BOOLEAN:
        return {**described, "input": "radio", "values": {"true": "yes", "false": "no"}}
    if field.choices or field.kind is COUNTRY:
        offered = COUNTRIES if field.kind is COUNTRY else {one.name: one.title for one in field.choices}
        values = [{"value": name, "label": title} for name, title in offered.items()]
        return {**described, "input": "select", "multiple": True, "values": values}
    return {**described, "input": "textarea" if field.kind is LONG_TEXT else "text", "value_separator": ";"}
