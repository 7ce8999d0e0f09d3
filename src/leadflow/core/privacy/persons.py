"""
Recognizes a person by an e-mail address or a phone number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import attrs
from attrs import field, frozen

from leadflow.core.kinds import EMAIL, PHONE, Unfit
from leadflow.core.kinds.emails import read_address
from leadflow.core.kinds.texts import phone_key
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.text import clean_text, text_key
from leadflow.core.values import Values
from leadflow.errors import InvalidInput

__all__ = ["PersonKey", "mentioning", "mentions"]

_FEWEST_DIGITS: Final = 6
_NUMBERS: Final = re.compile(r"[+(]?\d[\d\s()./-]{3,}\d")


@frozen(slots=False)
class PersonKey:
    """
    What a person is recognized by: an e-mail address or a phone number.

    Attributes:
        key: The comparison key, as values of leads have it.
        kind: ``email`` or ``phone``.
    """

    key: str = field(repr=False)
    kind: str

    @classmethod
    def of(cls, contact: str) -> PersonKey:
        """
        Read an address or a number as people write it.

        Raises:
            InvalidInput: It is neither (``person_unclear``).
        """
        text = clean_text(contact).strip()
        try:
            if "@" in text:
                return cls(text_key(read_address(text)), EMAIL.name)
        except Unreadable:
            raise InvalidInput((_UNCLEAR,)) from None
        key = phone_key(text)
        if sum(one.isdigit() for one in key) < _FEWEST_DIGITS or not key.removeprefix("+").isdigit():
            raise InvalidInput((_UNCLEAR,))
        return cls(key, PHONE.name)

    def owns(self, values: Values) -> bool:
        """
        Return whether *values* are of this person: one of their addresses or numbers, in any field, is the person's.
        """
        fields, cells = values.layout.fields, values.cells
        return any(
            self.is_in(str(cell)) if cell.__class__ is Unfit else one.kind.name == self.kind and self._is(cell)
            for one, cell in zip(fields, cells, strict=True)
            if cell is not None
        )

    def has_address(self, address: str) -> bool:
        """
        Return whether *address* is the person's.
        """
        return self.kind == EMAIL.name and text_key(address) == self.key

    def is_in(self, text: str) -> bool:
        """
        Return whether the address or the number occurs in *text*, as a whole.
        """
        if self.kind == EMAIL.name:
            return "@" in text and self._address.search(text_key(text)) is not None
        return any(phone_key(found) == self.key for found in _NUMBERS.findall(text))

    def taken_out(self, text: str) -> str:
        """
        Return *text* without the address or the number.
        """
        if not self.is_in(text):
            return text
        if self.kind == EMAIL.name:
            left = self._address.sub("", text).strip()
        else:
            left = _NUMBERS.sub(lambda found: "" if phone_key(found[0]) == self.key else found[0], text).strip()
        # What is spelled so that it cannot be cut out goes as a whole.
        return "" if self.is_in(left) else left

    def _is(self, cell: object) -> bool:
        key = text_key if self.kind == EMAIL.name else phone_key
        return isinstance(cell, str) and key(cell) == self.key

    @cached_property
    def _address(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.+-]){re.escape(self.key)}(?![\w-]|\.\w)", re.IGNORECASE)


def mentions(person: PersonKey, *told: object) -> bool:
    """
    Return whether the address or number of *person* occurs in any text of values, at any depth.
    """
    return any(True for _ in mentioning(person, *told))


def mentioning(person: PersonKey, *told: object) -> Iterator[str]:
    """
    Give each text in values, at any depth, in which the address or number of *person* occurs.
    """
    return (text for one in told for text in _texts(one) if person.is_in(text))


def _texts(told: object) -> Iterator[str]:
    """
    Give every text in a value: of its attributes, its members and its keys.
    """
    if isinstance(told, str):
        yield told
    elif isinstance(told, Unfit):
        yield str(told)
    elif isinstance(told, Mapping):
        for name, one in told.items():
            yield from _texts(name)
            yield from _texts(one)
    elif isinstance(told, Iterable) and not isinstance(told, bytes):
        for one in told:
            yield from _texts(one)
    elif attrs.has(kind := type(told)):
        for member in attrs.fields(kind):
            yield from _texts(getattr(told, member.name))


_UNCLEAR: Final = Problem(
    code="person_unclear",
    path="contact",
    message="this is neither an e-mail address nor a phone number of at least six digits; give one of them",
)
