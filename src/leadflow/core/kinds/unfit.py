"""
Stored values that their field can no longer read.
"""

from __future__ import annotations

import json
from typing import Final

from attrs import field, frozen

from leadflow.core.kinds.kind import Family, JsonScalar, Key, Kind, ReadOptions
from leadflow.core.problems import Unreadable

__all__ = ["UNFIT", "Unfit"]


@frozen
class Unfit:
    """
    What is stored for a field that cannot read it: its kind has changed, its choice is gone, or it is damaged.

    Criteria take it as nothing said, in every engine: it has no key, and `is_empty` holds. It is written back unchanged,
    and is a value again once its field can read it.

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

    def __str__(self) -> str:
        data = json.loads(self.stored)
        return data if isinstance(data, str) else self.stored


def _read(text: str, options: ReadOptions) -> Unfit:
    raise Unreadable("value_malformed", "this field has no kind, so it takes no values; declare it with one")


def _key(value: Unfit) -> Key:
    # A key of None is what says nothing; only a misfit has a value without one.
    return None  # type: ignore[return-value]


def _to_json(value: Unfit) -> JsonScalar:
    data: JsonScalar = json.loads(value.stored)
    return data


def _from_json(data: JsonScalar) -> Unfit:
    return Unfit.of(data)


UNFIT: Final[Kind[Unfit]] = Kind("unfit", Family.TEXT, _read, _key, str, _to_json, _from_json)
"""
The kind that a field has where its value does not fit; no field is declared with it.
"""
