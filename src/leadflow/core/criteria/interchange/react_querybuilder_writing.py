"""
Writes the JSON of react-querybuilder.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.arguments import checked
from leadflow.core.criteria.checking import CheckedCondition
from leadflow.core.criteria.conditions import AnyCriteria
from leadflow.core.criteria.interchange.operator_names import RQB_NAMES
from leadflow.core.criteria.interchange.reading import Json
from leadflow.core.criteria.interchange.vocabulary import is_chosen
from leadflow.core.criteria.interchange.writing import listed, name_of, said_value, write_groups
from leadflow.core.criteria.operators import Shape
from leadflow.core.kinds import COUNTRY, DATETIME
from leadflow.core.kinds.countries import COUNTRIES
from leadflow.core.problems import Problem
from leadflow.core.schema import Schema

__all__ = ["to_react_querybuilder"]


@checked
def to_react_querybuilder(criteria: AnyCriteria, schema: Schema) -> tuple[dict[str, Json] | None, tuple[Problem, ...]]:
    """
    Write criteria as a query of react-querybuilder.

    Operators that react-querybuilder does not have go by our names, as `react_querybuilder_fields` declares them. Lists
    are arrays, except texts that people type into one input, with commas.

    Returns:
        The query, or None if there is an error; and all problems, with places such as ``groups[1][0].exact``. Values
        that the editor of a page does not show are warnings.
    """
    groups, problems = write_groups(criteria, schema, _written, _unseen)
    if groups is None:
        return None, problems
    if len(groups) == 1:
        return _written_group("and", groups[0]), problems
    return _written_group("or", [_written_group("and", group) for group in groups]), problems


def _written_group(combinator: str, rules: list[Json]) -> dict[str, Json]:
    return {"combinator": combinator, "rules": rules}


def _written(one: CheckedCondition) -> Json:
    rule = _written_rule(one, RQB_NAMES[one.field.kind.family][one.operator.name], _written_value(one))
    if not one.condition.if_missing:
        return rule
    return _written_group("or", [rule, _written_rule(one, "null", "")])


def _written_value(one: CheckedCondition) -> Json:
    match one.operator.shape:
        case Shape.NONE:
            return ""
        case Shape.PAIR:
            return listed(one)
        case Shape.MANY:
            items = listed(one)
            texts = [item for item in items if isinstance(item, str)]
            return items if is_chosen(one.field) or len(texts) < len(items) else _joined(texts)
        case _:
            return said_value(one)


def _joined(items: list[str]) -> str:
    """
    Return texts as its inputs show them: an array would lose the marks before commas there, and where the operator is
    ours all but its first item.
    """
    # A mark at the end of an item would be taken for one before the comma that follows.
    marked = (item.replace(",", "\\,") + (" " if item.endswith("\\") else "") for item in items)
    return ",".join(marked)


def _unseen(one: CheckedCondition) -> str:
    """
    Say why the editor of a condition shows nothing, or another value, until somebody chooses one.
    """
    operands = one.operand if isinstance(one.operand, tuple) else (one.operand,)
    if one.field.kind is DATETIME and any(isinstance(item, datetime) for item in operands):
        return "editors show days, and none of a moment; it stays as it is until a day is chosen"
    if one.field.kind is COUNTRY and not COUNTRIES.keys() >= set(operands) - {None}:
        return "editors offer the countries of ISO 3166, and this is none; it stays as it is until one is chosen"
    return ""


def _written_rule(one: CheckedCondition, operator: str, value: Json) -> dict[str, Json]:
    return {"field": name_of(one), "operator": operator, "valueSource": "value", "value": value}
