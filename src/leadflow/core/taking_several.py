"""
What may be given for several values: any collection or iterator of them, never a text or a mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from inspect import isabstract
from typing import Any

from leadflow.core.argument_messages import shown, wrong_type

__all__ = ["collection", "iterable", "mapping"]

_Take = Callable[[Any, str], Any]


def collection(
    phrase: str, wanted: type, item: _Take | None, all_fit: Callable[[Collection[Any]], bool] | None = None
) -> _Take:
    """
    Take any iterable, and each of its items by *item*, for a collection of the class *wanted*.

    For an abstract class, what is one already is taken as it is, and the rest becomes a tuple. *all_fit* says of many
    items at once, in a fraction of the time, that *item* would return each as it is; it may say no of any.
    """
    made = tuple if isabstract(wanted) else wanted
    plain = tuple(one for one in (list, tuple) if issubclass(one, wanted))

    def take(given: Any, name: str) -> Any:
        if all_fit is not None and type(given) in plain and all_fit(given):
            return given
        _check_several(given, name, phrase)
        fits = isinstance(given, wanted) if made is not wanted else type(given) is wanted
        kept = given if fits else tuple(given)
        taken = _each(kept, name, item)
        return taken if fits and taken is kept else made(taken)

    return take


def iterable(phrase: str, item: _Take | None) -> _Take:
    """
    Take any iterable; what can be read only once is checked as it is read, so that it need not fit into memory.
    """

    def take(given: Any, name: str) -> Any:
        _check_several(given, name, phrase)
        if isinstance(given, Collection):
            return _each(given, name, item)
        return given if item is None else _as_read(given, name, item)

    return take


def _check_several(given: Any, name: str, phrase: str) -> None:
    if isinstance(given, Mapping):
        raise TypeError(f"{name}: takes {phrase}, not a mapping; give a list of its keys or of its values")
    if given is None:
        raise TypeError(f"{name}: takes {phrase}, not None; give an empty list for none")
    if isinstance(given, bytes | bytearray):
        raise TypeError(f"{name}: takes {phrase}, not bytes; give a list of these")
    if isinstance(given, str) or not isinstance(given, Iterable):
        one = "one text" if isinstance(given, str) else shown(given)
        raise TypeError(f"{name}: takes {phrase}, not {one}; put it into a list")


def _each(given: Collection[Any], name: str, item: _Take | None) -> Collection[Any]:
    """
    Return what is meant by the items; the collection itself if that is what they are.
    """
    if item is None:
        return given
    taken = [item(one, name) for one in given]
    return given if all(one is other for one, other in zip(taken, given, strict=True)) else taken


def _as_read(given: Iterable[Any], name: str, item: _Take) -> Iterator[Any]:
    for one in given:
        yield item(one, name)


def mapping(phrase: str, key: _Take | None, value: _Take | None) -> _Take:
    """
    Take any mapping, and its keys and values by *key* and *value*.
    """

    def take(given: Any, name: str) -> Any:
        if not isinstance(given, Mapping):
            raise wrong_type(given, name, phrase)
        if not isinstance(given, dict):
            return given
        return {key(one, name) if key else one: value(said, name) if value else said for one, said in given.items()}

    return take
