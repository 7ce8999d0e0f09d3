"""
A field of each kind, what people type about it, and what they mean.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve, frozen

from leadflow.core.criteria import Condition
from leadflow.core.criteria.interchange import react_querybuilder_fields
from leadflow.core.criteria.interchange.operator_names import RQB_NAMES
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import CHOICE, COUNTRY, INTEGER, KINDS, MULTI_CHOICE, Choice
from leadflow.core.schema import STANDARD_SCHEMA, Subject

__all__ = ["CASES", "SCHEMA", "Case", "vocabulary"]

_SIZES: Final = (Choice("s", "Small"), Choice("m,l", "Medium, large"), Choice("xl\\", "Very large"))
FIELDS: Final[tuple[AnyField, ...]] = (
    *(Field(f"a_{name}", kind, choices=_SIZES if kind is CHOICE else ()) for name, kind in KINDS.items()),
    Field("picked", MULTI_CHOICE, choices=_SIZES),
)
RANK: Final = Field("rank", INTEGER)
SCHEMA: Final = STANDARD_SCHEMA.extend(*FIELDS, partners=(RANK,))

# Two values of each kind: as they are typed or picked, and what is meant by it.
_TYPED: Final[dict[str, tuple[tuple[Any, Any], tuple[Any, Any]]]] = {
    "text": (("Bare, me", "Bare, me"), ("Rome\\", "Rome\\")),
    "long_text": (("one, two\nthree", "one, two\nthree"), ("four", "four")),
    "email": (("ann@x.example", "ann@x.example"), ("Bo@Bücher.example", "bo@bücher.example")),
    "phone": (("+47 22 00 00 00", "+4722000000"), ("030 1234", "030 1234")),
    "url": (("https://x.example/a,b?c=d", "https://x.example/a,b?c=d"), ("https://y.example", "https://y.example")),
    "integer": (("0", 0), ("120000", 120000)),
    "decimal": (("-0.5", "-0.5"), ("12345678901234567890.125", "12345678901234567890.125")),
    "money": (("EUR 1,200.50", "EUR 1200.50"), ("EUR 5000", "EUR 5000")),
    "boolean": ((False, False), (True, True)),
    "date": (("2024-02-29", "2024-02-29"), ("2026-03-01", "2026-03-01")),
    "datetime": (("2024-02-29", "2024-02-29"), ("2026-03-01", "2026-03-01")),
    "choice": (("Medium, large", "m,l"), ("Very large", "xl\\")),
    "picked": (("Medium, large", "m,l"), ("Very large", "xl\\")),
    "multi_choice": (("a, b", "a, b"), ("c", "c")),
    "country": (("Bolivia", "BO"), ("Norway", "NO")),
    "state": (("Texas", "Texas"), ("Île-de-France", "Île-de-France")),
    "code": (("007", "007"), ("a-1", "a-1")),
    "id": (("00Q1", "00Q1"), ("x,y", "x,y")),
    "rank": (("-1", -1), ("3", 3)),
}

_MORE: Final = {"a_email": "cy@x.example", "a_url": "https://z.example", "a_money": "EUR 7"}


@frozen
class Case:
    """
    What somebody asks in a page.

    Attributes:
        field: As the page calls it.
        operator: As the page calls it.
        typed: What is typed or picked, for each input.
        meant: The condition.
        edit: What is done to it later: an act, and what it is done with.
        then: The condition after that.
    """

    field: str
    operator: str
    typed: tuple[Any, ...]
    meant: Condition
    edit: tuple[str, Any] | None
    then: Condition


def vocabulary() -> list[dict[str, Any]]:
    """
    Return what the page is told about the fields of the cases.
    """
    names = {field.name for field in FIELDS} | {f"partner.{RANK.name}"}
    told: list[dict[str, Any]] = react_querybuilder_fields(SCHEMA, subjects=tuple(Subject))
    return [one for one in told if one["name"] in names]


def _case(field: AnyField, operator: Operator) -> Case:
    typed, meant, edit, then = _values(field, operator)
    subject = Subject.PARTNER if field is RANK else None
    condition = Condition(field=field.name, operator=operator.name, value=meant, subject=subject)
    return Case(
        field=f"partner.{field.name}" if subject else field.name,
        operator=RQB_NAMES[field.kind.family][operator.name],
        typed=typed,
        meant=condition,
        edit=edit,
        then=evolve(condition, value=then),
    )


def _values(field: AnyField, operator: Operator) -> tuple[tuple[Any, ...], Any, tuple[str, Any] | None, Any]:
    """
    Return what is typed, what it means, how it is edited, and what it means then.
    """
    (one, first), (other, second) = _TYPED[field.name.removeprefix("a_")]
    if operator.free_text:
        return ("^[ab], c\\d+$",), "^[ab], c\\d+$", ("append", "x"), "^[ab], c\\d+$x"
    match operator.shape:
        case Shape.NONE:
            return (), None, None, None
        case Shape.ONE:
            return (one,), first, ("value", [other]), second
        case Shape.DAYS:
            return ("30",), 30, ("append", "0"), 300
        case Shape.PAIR:
            return (one, other), (first, second), ("value", [other]), (second, second)
        case Shape.MANY if field.choices or field.kind is COUNTRY:
            return ([one, other],), (first, second), ("value", [[other]]), (second,)
        case Shape.MANY:
            typed = ", ".join(text.replace(",", "\\,") for text in (one, other))
            more = _MORE.get(field.name, "7")
            return (typed,), (first, second), ("append", f", {more}"), (first, second, more)


CASES: Final = tuple(
    _case(field, operator) for field in (*FIELDS, RANK) for operator in operators_of(field.kind.family).values()
)
"""
Each operator of each field.
"""
