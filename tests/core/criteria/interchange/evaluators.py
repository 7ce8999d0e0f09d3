"""
The three formats evaluated without leadflow, in a few lines each, over values in a plain form.

Text compares without regard to case, as leadflow has it; the rest is what each format's own engines do.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.core.criteria.small import FIELDS, SCHEMA

from leadflow.core.kinds import Family, Money
from leadflow.core.subjects import Subjects

Said = dict[str, Any]

_LANDS = {"us": "us", "usa": "us", "germany": "de", "de": "de"}


def field_of(name: str) -> Any:
    """
    Return the declared field of a name such as ``partner.rank``.
    """
    return SCHEMA.partners["rank"] if name == "partner.rank" else SCHEMA.leads[name]


def plain(name: str, value: Any) -> Any:
    """
    Bring a value, or what a rule compares it with, to a plain form.
    """
    field = field_of(name)
    if value is None:
        return None
    match field.kind.family:
        case Family.NUMBER:
            if isinstance(value, Money):
                return float(value.amount)
            return float(str(value).removeprefix("EUR "))
        case Family.BOOLEAN:
            return value if isinstance(value, bool) else value in ("yes", "true")
        case Family.DATE:
            return str(value)
        case Family.MULTI if isinstance(value, tuple):
            return sorted(one.lower() for one in value)
    text = str(value).lower()
    return _LANDS.get(text, text) if name == "land" else text


def said_by(subjects: Subjects) -> Said:
    """
    Return what a lead and its partner say, None where they say nothing.
    """
    assert subjects.lead is not None
    assert subjects.partner is not None
    said = {field.name: plain(field.name, subjects.lead.values.get(field.name)) for field in FIELDS}
    return {**said, "partner.rank": plain("partner.rank", subjects.partner.attributes.get("rank"))}


def _items(value: Any) -> list[Any]:
    if not isinstance(value, str):
        return list(value) if isinstance(value, list) else [value]
    parts, word, escaped = [], "", False
    for char in value:
        if char == "," and not escaped:
            parts.append(word)
            word = ""
            continue
        word = word[:-1] + "," if char == "," else word + char
        escaped = char == "\\"
    return [part.strip() for part in [*parts, word] if part.strip()]


def _compare(operator: str, left: Any, right: Any) -> bool:
    match operator:
        case "=" | "equal" | "==" | "===":
            return bool(left == right)
        case "<" | "less":
            return bool(left < right)
        case "<=" | "less_or_equal":
            return bool(left <= right)
        case ">" | "greater":
            return bool(left > right)
        case ">=" | "greater_or_equal":
            return bool(left >= right)
        case "contains":
            return right in left
        case "beginswith" | "begins_with" | "startsWith":
            return bool(left.startswith(right))
        case "endswith" | "ends_with" | "endsWith":
            return bool(left.endswith(right))
        case _:
            raise AssertionError(operator)


_NEGATIVE = {
    "!=": "=",
    "notin": "in",
    "notbetween": "between",
    "notnull": "null",
    "doesnotcontain": "contains",
    "doesnotbeginwith": "beginswith",
    "doesnotendwith": "endswith",
    "not_equal": "equal",
    "not_in": "in",
    "not_between": "between",
    "not_begins_with": "begins_with",
    "not_contains": "contains",
    "not_ends_with": "ends_with",
    "is_not_empty": "null",
    "is_not_null": "null",
    "is_empty": "null",
    "is_null": "null",
}


def rule_says(name: str, operator: str, value: Any, said: Said) -> bool:
    """
    Evaluate one rule of a rule editor for a field that says something.
    """
    operator = operator.lower()
    if operator in ("is_empty", "is_null", "null"):
        return said[name] is None
    if operator in _NEGATIVE:
        return not rule_says(name, _NEGATIVE[operator], value, said)
    if operator in ("in", "between"):
        items = [plain(name, item) for item in _items(value)]
        if operator == "in":
            return said[name] in items
        return bool(min(items) <= said[name] <= max(items))
    return _compare(operator, said[name], plain(name, value))


def rqb_says(query: Any, said: Said) -> bool:
    """
    Evaluate a query of react-querybuilder.
    """
    if "rules" not in query:
        return rule_says(query["field"], query["operator"], query["value"], said)
    rules = query["rules"]
    if "combinator" in query:
        answers = [rqb_says(one, said) for one in rules]
        answer = all(answers) if query["combinator"] == "and" else any(answers)
    else:
        words = [one if isinstance(one, str) else str(rqb_says(one, said)) for one in rules]
        answer = any("False" not in run.split(" and ") for run in " ".join(words).split(" or "))
    return answer is not bool(query.get("not"))


def jquery_says(data: Any, said: Said) -> bool:
    """
    Evaluate rules of jQuery QueryBuilder.
    """
    if "rules" not in data:
        return rule_says(data["field"], data["operator"], data["value"], said)
    answers = [jquery_says(one, said) for one in data["rules"]]
    answer = all(answers) if data["condition"] == "AND" else any(answers)
    return answer is not bool(data.get("not"))


def _number(value: Any) -> Any:
    return 0 if value is None else value


class JsonLogic:
    """
    An evaluator of JsonLogic as JavaScript has it: null is less than 1 and not equal to anything.
    """

    def __init__(self, said: Said) -> None:
        self.said = said

    def says(self, rule: Any, item: Any = None) -> Any:
        """
        Evaluate a rule; *item* is the value that ``{"var": ""}`` means.
        """
        ((name, operands),) = rule.items()
        operands = operands if isinstance(operands, list) else [operands]
        match name:
            case "and":
                return all(self.says(one, item) for one in operands)
            case "or":
                return any(self.says(one, item) for one in operands)
            case "!":
                return not self.says(operands[0], item)
            case "var":
                return self.value(rule, item)
            case "some" | "none" | "all":
                answers = [self.says(operands[1], one) for one in self.value(operands[0], item) or ()]
                return {"some": any(answers), "none": not any(answers), "all": all(answers) and bool(answers)}[name]
            case _:
                return self.compared(name, *self.sides(operands, item))

    def sides(self, operands: list[Any], item: Any) -> list[Any]:
        """
        Return the operands as values in the plain form of the field among them.
        """
        field = next(one["var"] for one in operands if isinstance(one, dict))

        def read(one: Any) -> Any:
            if isinstance(one, dict):
                return self.value(one, item)
            if isinstance(one, list):
                return [read(each) for each in one]
            return plain(field or "tags", one)

        return [read(one) for one in operands]

    def value(self, var: Any, item: Any) -> Any:
        """
        Return what a variable stands for.
        """
        return self.said[var["var"]] if var["var"] else item

    def compared(self, name: str, *sides: Any) -> bool:
        """
        Compare values.
        """
        if name in ("!=", "!=="):
            return bool(sides[0] != sides[1])
        if name == "in":
            return sides[1] is not None and sides[0] in sides[1]
        if name in ("<", "<=", ">", ">="):
            some_text = next((one for one in sides if isinstance(one, str)), None)
            if some_text is not None and None in sides:
                return False
            numbers = [_number(one) for one in sides]
            return all(_compare(name, left, right) for left, right in pairwise(numbers))
        if sides[0] is None and name in ("startsWith", "endsWith"):
            return False
        return _compare(name, sides[0], sides[1])
