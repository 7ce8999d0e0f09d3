"""
Values that their field cannot read: set aside when they came, or stored before the field changed.
"""

from __future__ import annotations

import json
from typing import Final

from attrs import field, frozen

from leadflow.core.kinds.kind import Family, FieldKind, JsonScalar, Key, ReadOptions
from leadflow.core.problems import Unreadable

__all__ = ["UNFIT", "Unfit", "text_aside"]

_ASIDE: Final = "set_aside"
_LONGEST_ASIDE: Final = 20_000


@frozen
class Unfit:
    """
    What is kept for a field that cannot read it: it was set aside when it came, the field's kind has changed, its
    choice is gone, or it is damaged.

    Criteria take it as nothing said, in every engine: it has no key, and `is_empty` holds. It is written back
    unchanged, and is a value again once its field can read it.

    Attributes:
        stored: What is stored, as JSON.
        code: Why it cannot be read: the code of a problem.
    """

    stored: str = field(repr=False)
    code: str = "value_malformed"

    @classmethod
    def of(cls, data: object, code: str = "value_malformed") -> Unfit:
        """
        Keep *data*, which is plain JSON.
        """
        return cls(json.dumps(data, ensure_ascii=False, separators=(",", ":")), code)

    @classmethod
    def aside(cls, text: str, code: str) -> Unfit:
        """
        Keep *text*, which somebody wrote for an optional field that could not read it; of a longer one the first 20,000
        characters.
        """
        return cls.of({_ASIDE: text[:_LONGEST_ASIDE], "code": code}, code)

    @property
    def set_aside(self) -> bool:
        """
        True if it could not be read when it came; False if it was a value once.
        """
        return text_aside(json.loads(self.stored)) is not None

    def __str__(self) -> str:
        data = json.loads(self.stored)
        text = data if isinstance(data, str) else text_aside(data)
        return self.stored if text is None else text


def text_aside(data: object) -> str | None:
    """
    Return what was written, if *data* is the JSON of what was set aside; None for any other.
    """
    text = data.get(_ASIDE) if isinstance(data, dict) else None
    return text if isinstance(text, str) else None


def _read(text: str, options: ReadOptions) -> Unfit:
    raise Unreadable("value_malformed", "this field has no kind, so it takes no values; declare it with one")


def _key(value: Unfit) -> Key:
    # A key of None is what says nothing; only a misfit has a value without one.
    return None  # type: ignore[return-value]  # as every reader of keys expects


def _to_json(value: Unfit) -> JsonScalar:
    data: JsonScalar = json.loads(value.stored)
    return data


def _from_json(data: JsonScalar) -> Unfit:
    return Unfit.of(data)


UNFIT: Final[FieldKind[Unfit]] = FieldKind("unfit", Family.TEXT, _read, _key, str, _to_json, _from_json)
"""
The kind that a field has where its value does not fit; no field is declared with it.
"""
