"""
Preserves members that this version does not know.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["put_back", "rest_of"]

OTHER: Final = "other"
"""
Stands for a word that is not known; the word itself is put back in its place.
"""

_ITEMS: Final = "#"
"""
Stands for the items of a list: what is unknown in them, by their ids, or by their places if they have none.
"""


def rest_of(read: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """
    Return what *read* has and *known*, which was written from it, has not: members at any depth.
    """
    rest: dict[str, Any] = {}
    for name, value in read.items():
        if name not in known:
            rest[name] = value
        elif found := _within(value, known[name]):
            rest[name] = found
        elif known[name] == OTHER != value:
            rest[name] = value
    return rest


def _within(read: Any, known: Any) -> dict[str, Any]:
    if isinstance(read, dict) and isinstance(known, dict):
        return rest_of(read, known)
    if isinstance(read, list) and isinstance(known, list | tuple):
        there = _by_id(known)
        found = {key: _within(one, there[key]) for key, one in _by_id(read).items() if key in there}
        found = {key: one for key, one in found.items() if one}
        return {_ITEMS: found} if found else {}
    return {}


def put_back(written: dict[str, Any], rest: dict[str, Any]) -> None:
    """
    Add *rest* to what is *written*; what is written already stays, and what belongs to an item that is gone goes.
    """
    for name, value in rest.items():
        here = written.get(name)
        if isinstance(value, dict) and isinstance(here, dict):
            put_back(here, value)
        elif isinstance(value, dict) and _ITEMS in value:
            items = _by_id(here or ())
            for key, one in value[_ITEMS].items():
                if isinstance(items.get(key), dict):
                    put_back(items[key], one)
        elif name not in written or here == OTHER:
            written[name] = value


def _by_id(items: Any) -> dict[str, Any]:
    return {str(one.get("id", at)) if isinstance(one, dict) else str(at): one for at, one in enumerate(items)}
