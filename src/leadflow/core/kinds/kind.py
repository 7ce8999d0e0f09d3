"""
The class of kinds: how values are read, compared and written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, tzinfo
from enum import StrEnum
from typing import Final, Generic, TypeVar

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.problems import Unreadable
from leadflow.core.text import text_key

__all__ = [
    "ANY_LINE",
    "Adjusted",
    "Choice",
    "DateOrder",
    "DecimalMark",
    "Family",
    "FieldKind",
    "JsonScalar",
    "Key",
    "ReadOptions",
]

T = TypeVar("T")

Key = str | float | bool | tuple[str, float] | frozenset[str]
"""
The comparison form of a value: text for text, dates and choices, a float for numbers, (currency, amount) for money.
"""

JsonScalar = str | int | float | bool | list[str] | dict[str, str]
"""
What a value becomes in JSON.
"""


ANY_LINE: Final = ".*"
"""
The `FieldKind.plain` of kinds that read every line in its current state.
"""


class Family(StrEnum):
    """
    Kinds that take the same operators.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    MULTI = "multi"


class DateOrder(StrEnum):
    """
    How to read a date such as 03/04/2026, which may be March or April.

    `YEAR_FIRST` is for years of two digits: 26-04-05 is in April 2026. Years of four digits show where they are.
    """

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class DecimalMark(StrEnum):
    """
    Which mark comes before the decimals; the other one is between thousands.
    """

    POINT = "point"
    COMMA = "comma"

    @property
    def sign(self) -> str:
        """
        The mark itself.
        """
        return "." if self is DecimalMark.POINT else ","


@checked
@frozen
class Choice:
    """
    One of the values that a choice field can take.

    Attributes:
        name: What is stored and compared.
        label: What people see and type; the name if not given.
    """

    name: str = field(validator=filled)
    label: str = ""

    @property
    def title(self) -> str:
        """
        The label, or the name if there is no label.
        """
        return self.label or self.name


@frozen(kw_only=True)
class ReadOptions:
    """
    What a text alone does not say.

    Attributes:
        choices: The values of a choice field. Empty means that any value is one (multi-choice only).
        currency: ISO 4217 code of money that names none. Empty leaves the currency unspecified.
        date_order: How ambiguous dates are meant; None refuses them.
        decimal_mark: What a single mark followed by three digits means: in ``1,234`` the comma is between thousands
            where the point is the decimal mark. If omitted, the point is, and amounts of money have thousands there.
        asks: True refuses such a number where no decimal mark is given, unless it has to be a whole one.
        counted: True also reads dates that are the bare numbers of workbooks and programs, as files have them.
        zone: Of moments that are written without an offset.
        separators: Each of these characters ends a value of a multi-choice cell.
    """

    choices: tuple[Choice, ...] = ()
    currency: str = ""
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    asks: bool = False
    counted: bool = False
    zone: tzinfo = UTC
    separators: str = ";"
    by_key: dict[str, str] = field(init=False, repr=False, eq=False)

    @by_key.default
    def _index_choices(self) -> dict[str, str]:
        labels = {text_key(choice.title): choice.name for choice in self.choices}
        return labels | {text_key(choice.name): choice.name for choice in self.choices}


@frozen
class Adjusted(Generic[T]):
    """
    A value that was read after something was taken off; the warning says what.
    """

    value: T
    code: str
    message: str


def _within(longest: int, read: Callable[[str, ReadOptions], T]) -> Callable[[str, ReadOptions], T]:
    """
    Return *read* for texts of up to *longest* characters; no longer one is looked at.
    """

    def bounded(text: str, options: ReadOptions) -> T:
        if len(text) > longest:
            message = f"this has {len(text):,} characters; shorten it to {longest:,}"
            raise Unreadable("value_too_long", message)
        return read(text, options)

    return bounded


@frozen(eq=False)
class FieldKind(Generic[T]):
    """
    A kind of value; there is one object for each, and they are compared by identity.

    Attributes:
        name: As written in declarations and JSON.
        family: Which operators it takes.
        read: Text that is cleaned, trimmed and not empty, to a value. Raises `Unreadable`.
        key: A value to the form in which it is compared.
        write: A value to text that `read` takes back.
        to_json: A value to plain JSON.
        from_json: And back.
        plain: A regular expression for texts of one line that *read* surely gives back as they are, so that whole
            columns are recognized at once; empty if there is none.
        longest: How many characters a text has at most that is read.
        stand_ins: Texts in lower case that stand for nothing, though *read* would take them.
        spellings: A value to the keys of all texts that mean the same, where some that are written differently do. A
            value equals another if its key is among them.
    """

    name: str
    family: Family
    read: Callable[[str, ReadOptions], T | Adjusted[T]]
    key: Callable[[T], Key]
    write: Callable[[T], str]
    to_json: Callable[[T], JsonScalar]
    from_json: Callable[[JsonScalar], T]
    plain: str = ""
    longest: int = 1_000
    spellings: Callable[[T], frozenset[str]] | None = None
    stand_ins: frozenset[str] = frozenset()

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "read", _within(self.longest, self.read))

    def __repr__(self) -> str:
        return f"<Kind {self.name}>"

    def __reduce__(self) -> tuple[Callable[[str], FieldKind[T]], tuple[str]]:
        from leadflow.core.kinds import kind_named

        return kind_named, (self.name,)
