"""
Checks arguments by their annotations.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from math import inf
from typing import Any, Final, TypeVar, get_type_hints

import attrs

from leadflow.core.problems import near, or_list
from leadflow.core.taking import LookupText, Take, taking
from leadflow.errors import clipped

__all__ = ["checked", "taken_as"]

Made = TypeVar("Made", bound=Callable[..., Any])


def taken_as(hint: Any) -> Mapping[str, Take | None]:
    """
    Return the metadata of a field that takes what *hint* says, and not what its annotation says.

    `LookupText` in it is a text that is only compared; ``object`` is anything, for a field whose converter checks.
    """
    return {"take": taking(hint)}


_PURE: Final = (
    "leadflow.core.",
    "leadflow.wire.",
    "leadflow.adapters.arrow_routing",
    "leadflow.adapters.delivery_reports",
    "leadflow.adapters.frames",
    "leadflow.adapters.public_holidays",
    "leadflow.adapters.reports_in_words",
    "leadflow.services.mail.pages",
)
"""
What is in these packages and modules never writes, so its messages do not say that nothing was written.
"""


def checked(made: Made) -> Made:
    """
    Check the arguments of a function or, for a class, those of its constructor and public methods.

    What `taking` says of each annotation is taken, turned into what is meant, or refused; a parameter that does not
    exist is refused with the near one. For what people write and call: never for what is made for each row. Where the
    methods of a class are called for each row, its constructor alone is decorated.
    """
    if not isinstance(made, type):
        shown = made.__qualname__.rpartition("<locals>.")[2].removesuffix(".__init__")
        guarded: Made = _guarded(made, shown, owner=None)
        return guarded
    own = vars(made)
    if "__attrs_attrs__" in own:
        setattr(made, "__init__", _guarded(own["__init__"], made.__name__, owner=made))  # noqa: B010  # checkers refuse it otherwise
        return made
    for name, member in list(own.items()):
        if inspect.isfunction(member) and (name == "__init__" or not name.startswith("_")):
            shown = made.__name__ if name == "__init__" else f"{made.__name__}.{name}"
            setattr(made, name, _guarded(member, shown, owner=None))
    return made


_FEW: Final = 3
"""
So many parameters are shown as an example.
"""


@attrs.frozen
class _Parameters:
    """
    The parameters of a call: what takes each, by its name and by its place.

    Attributes:
        by_name: Of those that are checked.
        by_keyword: Of those that are checked and can be named.
        by_place: The last one is of all arguments that follow; None if it is not checked.
        keywords: Those that can be named.
        free: True if other names can be given.
        most: How many can be given without their names.
        named: Those that are only taken by their names.
        own: True if the first is the object of a method.
    """

    by_name: Mapping[str, tuple[Take, str]]
    by_keyword: Mapping[str, tuple[Take, str]]
    by_place: tuple[tuple[Take, str] | None, ...]
    keywords: tuple[str, ...]
    free: bool
    most: float
    named: tuple[str, ...]
    own: bool

    @classmethod
    def of(cls, call: Callable[..., Any], owner: type | None, shown: str) -> _Parameters:
        """
        Return those of *call*, which is the constructor of *owner* if there is one.
        """
        declared = list(inspect.signature(call).parameters.values())
        places = [one.name for one in declared if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
        rest = next((one.name for one in declared if one.kind is one.VAR_POSITIONAL), "")
        by_name = _takes(call, owner, shown)
        if rest in by_name:
            by_name[rest] = _one_by_one(*by_name[rest])
        keywords = tuple(one.name for one in declared if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD))
        return cls(
            by_name,
            {name: take for name, take in by_name.items() if name in keywords},
            tuple(by_name.get(name) for name in (*places, rest)),
            keywords,
            any(one.kind is one.VAR_KEYWORD for one in declared),
            inf if rest else len(places),
            tuple(one.name for one in declared if one.kind is one.KEYWORD_ONLY and one.name != "unknown"),
            places[:1] == ["self"],
        )

    def take(self, args: tuple[Any, ...], kwargs: dict[str, Any], shown: str) -> tuple[Any, ...]:
        """
        Return what is meant by *args*, and put what is meant by *kwargs* into them.
        """
        for name, given in kwargs.items():
            take = self.by_keyword.get(name)
            if take is None and not self.free and name not in self.keywords:
                raise TypeError(_unknown(shown, name, self.keywords))
            if take is not None:
                kwargs[name] = take[0](given, take[1])
        if len(args) > self.most:
            raise TypeError(self._unnamed(len(args), shown))
        changed: list[Any] | None = None
        last = len(self.by_place) - 1
        for place, given in enumerate(args):
            take = self.by_place[min(place, last)]
            if take is None:
                continue
            meant = take[0](given, take[1])
            if meant is not given:
                changed = changed or list(args)
                changed[place] = meant
        return args if changed is None else tuple(changed)

    def _unnamed(self, given: int, shown: str) -> str:
        named = [f"{one}=..." for one in self.named[:_FEW]]
        most = self.most - self.own
        if not most:
            return f"{shown}: takes its arguments by their names; write them, such as {', '.join(named) or 'none'}"
        hint = f"name the others, such as {', '.join(named)}" if named else "leave the others out"
        several = "argument" if most == 1 else "arguments"
        return f"{shown}: takes {most} positional {several}, not {given - self.own}; {hint}"


def _guarded(call: Callable[..., Any], shown: str, *, owner: type | None) -> Any:
    # Read at the first call: signatures and annotations of everything would slow down the import.
    parameters = functools.cache(functools.partial(_Parameters.of, call, owner, shown))
    silent = owner is not None or call.__module__.startswith(_PURE)

    @functools.wraps(call)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            args = parameters().take(args, kwargs, shown)
        except TypeError as error:
            if silent:
                raise
            raise TypeError(f"{error}{'' if str(error).endswith('?') else '.'} Nothing was written") from None
        return call(*args, **kwargs)

    guarded.takes = lambda: parameters().by_name  # type: ignore[attr-defined]  # for the test that every annotation can be read
    return guarded


def _takes(call: Callable[..., Any], owner: type | None, shown: str) -> dict[str, tuple[Take, str]]:
    hints: Mapping[str, Any]
    own: dict[str, Take | None] = {}
    if owner is None:
        hints = get_type_hints(call)
        # What is asked for is not stored: an id that no store can have is one that it has not.
        asked = {str: LookupText, str | None: LookupText | None}
        own = {name: taking(asked[hint]) for name, hint in hints.items() if hint in asked}
    else:
        declared = get_type_hints(owner)
        fields = attrs.fields(owner)
        hints = {one.alias: declared[one.name] for one in fields}
        own = {one.alias: one.metadata["take"] for one in fields if "take" in one.metadata}
    found = {name: own[name] if name in own else taking(hint) for name, hint in hints.items() if name != "return"}
    place = "{}({})" if owner is None else "{}.{}"
    return {name: (take, place.format(shown, name)) for name, take in found.items() if take is not None}


def _one_by_one(take: Take, name: str) -> tuple[Take, str]:
    """
    Return what takes each of the arguments that follow, and says how to give those that are in a list.
    """

    def take_one(given: Any, name: str) -> Any:
        try:
            return take(given, name)
        except TypeError:
            if isinstance(given, list | tuple | set | frozenset):
                raise TypeError(f"{name}: are given one by one, not in a collection; put a * before it") from None
            raise

    return take_one, name


def _unknown(shown: str, name: str, keywords: Iterable[str]) -> str:
    known = [one for one in keywords if one not in ("self", "unknown")]
    close = near(name, known)
    hint = f"did you mean {or_list(close)}?" if close else f"it takes {', '.join(known) or 'none'}"
    return f"{shown}: has no parameter '{clipped(name)}'; {hint}"
