"""
Fields of leads, partners and campaigns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar, cast

from attrs import evolve, field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked, taken_as
from leadflow.core.kinds import CHOICE, LONG_TEXT, MULTI_CHOICE, Adjusted, Choice, Family, FieldKind, Money, ReadOptions
from leadflow.core.kinds.program_values import plain_list, plain_object
from leadflow.core.kinds.stand_ins import STAND_INS, says_nothing
from leadflow.core.problems import Unreadable
from leadflow.core.several import texts
from leadflow.core.text import clean_text, text_key, unguard
from leadflow.errors import clipped

__all__ = ["AnyField", "Field"]

T = TypeVar("T")

_PLAIN = (str, bool, int, float, Decimal, Money, date)

_MOST_DIGITS = 30

_USUAL: Final = ReadOptions()
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def _as_tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _choices(given: Iterable[str | Choice]) -> tuple[Choice, ...]:
    return tuple(one if isinstance(one, Choice) else Choice(one) for one in given)


@checked
@frozen
class Field(Generic[T]):
    """
    A field of leads, partners or campaigns; standard and custom fields are the same.

    Attributes:
        name: Used in criteria, JSON and stores: lower case, digits and underscores, at most 63 characters.
        kind: What its values are.
        label: What people see; made from the name if not given.
        choices: For choice and multi-choice: names, or `Choice` values with labels. Empty is allowed for multi-choice
            only, and then any value is one.
        required: True if every lead without it is refused.
        aliases: Other headers under which files bring it.
        currency: For money that names none: its ISO 4217 code.
        unique: True if two active leads of one campaign that say the same of it are duplicates, with any e-mail. Fields
            of leads only, and no lists or long texts. Leads that were stored before it was declared so are found by it
            once they are written again.
        help: A sentence below the field in forms; empty for none.
        stand_ins: True if texts such as ``n/a`` and ``-`` say nothing of it; kinds other than text know that already.
        indexed: True if leads are to be found and sorted by it quickly: stores that can keep an index of it, which
            every lead that is written pays for. Fields of leads only, and no lists or long texts.

    Raises:
        InvalidInput: The name has another form (``name_malformed``), or the choices, `unique` or `indexed` do not fit the
            kind.
    """

    name: str
    kind: FieldKind[T] = field()
    label: str = field(default="", kw_only=True)
    choices: tuple[Choice, ...] = field(
        default=(), converter=_choices, kw_only=True, metadata=taken_as(tuple[str | Choice, ...])
    )
    required: bool = field(default=False, kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True, converter=texts)
    currency: str = field(default="", kw_only=True)
    unique: bool = field(default=False, kw_only=True)
    help: str = field(default="", kw_only=True, eq=False)
    stand_ins: bool = field(default=False, kw_only=True)
    indexed: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            message = f"'{clipped(self.name)}' is not a name of a field; use lower case, digits and underscores, such as 'seats'"
            raise wrong_value("name_malformed", message, "Field.name")
        is_choice = self.kind is CHOICE
        if is_choice and not self.choices:
            message = f"the choice field '{self.name}' needs its choices; pass choices="
            raise wrong_value("choices_missing", message, "Field.choices")
        if self.choices and not (is_choice or self.kind is MULTI_CHOICE):
            message = (
                f"'{self.name}' is {self.kind.name}, and only CHOICE and MULTI_CHOICE take choices; leave them out"
            )
            raise wrong_value("choices_unexpected", message, "Field.choices")
        keys = [text_key(one.name) for one in self.choices]
        if len(set(keys)) < len(keys):
            twice = next(one.name for one, key in zip(self.choices, keys, strict=True) if keys.count(key) > 1)
            message = f"two choices of '{self.name}' are read as '{clipped(twice)}'; give each once"
            raise wrong_value("choice_repeated", message, "Field.choices")
        if self.unique and (self.kind is LONG_TEXT or not self.sortable):
            message = f"'{self.name}' is {self.kind.name}, which cannot be unique; leave out unique=True"
            raise wrong_value("kind_unsuitable", message, "Field.unique")
        if self.indexed and (self.kind is LONG_TEXT or not self.sortable):
            message = f"'{self.name}' is {self.kind.name}, which cannot be indexed; leave out indexed=True"
            raise wrong_value("kind_unsuitable", message, "Field.indexed")

    @property
    def record(self) -> bool:
        """
        True if it belongs to the record itself, such as the status, and not to the values that people fill in.
        """
        return False

    @property
    def sortable(self) -> bool:
        """
        True if leads can be sorted by it: it is one value, and not a list.
        """
        return self.kind.family is not Family.MULTI

    @property
    def title(self) -> str:
        """
        The label, or one made from the name: ``first_name`` is "First name".
        """
        return self.label or self.name.replace("_", " ").capitalize()

    def options(self, options: ReadOptions) -> ReadOptions:
        """
        Return *options* with those of this field's declaration.
        """
        if self.choices or self.currency:
            return evolve(options, choices=self.choices, currency=self.currency or options.currency)
        return options

    def unguard(self, text: str) -> str:
        """
        Return *text* without the guard of a spreadsheet; only texts can begin with an apostrophe of their own.
        """
        return unguard(text, names=self.kind.name in ("text", "long_text"))

    def says_nothing(self, text: str) -> bool:
        """
        Return whether *text* stands for nothing, though the kind could read it.
        """
        if not self.stand_ins and (not self.kind.stand_ins or self.choices):
            return False
        return text.lower() in (self.kind.stand_ins or STAND_INS)

    def shown(self, value: T) -> str:
        """
        Return *value* as people read it: choices by their labels.
        """
        written = self.kind.write(value)
        if not self.choices:
            return written
        titles = {one.name: one.title for one in self.choices}
        if self.kind.family is Family.MULTI and isinstance(value, Iterable) and not isinstance(value, str):
            return "; ".join(titles.get(str(one), str(one)) for one in value)
        return titles.get(written, written)

    def read(self, text: str, options: ReadOptions | None = None) -> T | None:
        """
        Read *text* as a value of this field.

        Returns:
            The value; None if the text is blank or stands for nothing, such as ``n/a``.

        Raises:
            Unreadable: The text holds no such value.
        """
        bare = self.unguard(clean_text(text).strip())
        if not bare or self.says_nothing(bare):
            return None
        try:
            read = self.kind.read(bare, self.options(options or _USUAL))
        except Unreadable:
            if says_nothing(bare):
                return None
            raise
        value = read.value if isinstance(read, Adjusted) else read
        return None if value == () else value

    def take(self, given: object, options: ReadOptions | None = None) -> T | None:
        """
        Read a Python object or a text as a value of this field.

        Objects of other types are refused.

        Returns:
            The value; None if *given* is None, stands for nothing in a program (NaN, NaT, pandas.NA), or is blank.

        Raises:
            Unreadable: The text is not such a value.
        """
        given = plain_object(given)
        if given is None:
            return None
        if self.kind.family is Family.MULTI and (many := plain_list(given)) is not None:
            return self._from_list(many, options or _USUAL)
        return self._from_one(given, options)

    def _from_one(self, given: object, options: ReadOptions | None) -> T | None:
        """
        Take one thing, which is no list.
        """
        if isinstance(given, int | float | Decimal) and not isinstance(given, bool):
            return self._from_number(given, options)
        if not isinstance(given, _PLAIN):
            raise Unreadable(
                "value_malformed",
                f"this is a {type(given).__name__}, which the kind {self.kind.name} does not read; give a text",
            )
        return self.read(str(given), options)

    def _from_list(self, given: Iterable[object], options: ReadOptions) -> T | None:
        """
        Take each thing of a list as one value, with all characters in it.
        """
        whole = evolve(options, separators="")
        found = [self._from_one(one, whole) for each in given if (one := plain_object(each)) is not None]
        values = dict.fromkeys(value for some in found if some is not None for value in _as_tuple(some))
        return cast(T, tuple(values)) if values else None

    def _from_number(self, given: float | Decimal, options: ReadOptions | None) -> T | None:
        """
        Take a number as what it is: ``Decimal("12.000")`` is twelve, and a phone that came as a float has no ``.0``.
        """
        try:
            number = Decimal(str(given))
        except ValueError:  # Python writes no integer of more than 4,300 digits
            raise Unreadable("number_too_large", "the number is too large; the limit is 1e300") from None
        if self.kind.family is not Family.NUMBER:
            whole = number.is_finite() and number == number.to_integral_value() and number.adjusted() < _MOST_DIGITS
            return self.read(f"{number:.0f}" if whole else str(given), options)
        # More than three figures after the mark are never taken for thousands.
        figures = f"{number:e}" if number.is_finite() else str(number)
        return self.read(figures, options)


AnyField = Field[Any]
"""
A field of any kind; collections hold these.
"""
