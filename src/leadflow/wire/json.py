"""
Reads and writes JSON, with a fast library if it is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

__all__ = ["from_json", "to_json"]

_plain: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

from_json: Final[Callable[[str | bytes], Any]] = json.loads
"""
Read a JSON text; numbers of any length keep their digits.
"""


def _quick() -> Callable[[Any], str]:
    try:
        import orjson
    except ImportError:
        return _plain
    dumps = orjson.dumps

    def encode(value: Any) -> str:
        try:
            return dumps(value).decode()
        except TypeError:  # a whole number of more than 64 bits, or half of a surrogate pair
            return _plain(value)

    return encode


to_json: Final = _quick()
"""
Write a value of plain JSON without spaces; the installed library makes no difference to what it says.
"""
