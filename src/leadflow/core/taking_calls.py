"""
What may be given for functions and for the ports that hosts implement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from inspect import getattr_static, isasyncgenfunction, iscoroutinefunction, isgeneratorfunction, signature
from io import TextIOBase
from types import FunctionType, GeneratorType
from typing import Any, Final
from weakref import WeakSet

from leadflow.core.argument_messages import phrase_of, shown, without, wrong_type
from leadflow.core.problems import or_list

__all__ = ["NOT_RUN", "function", "having", "port"]

NOT_RUN: Final = "is async or has yield, so that a call would not run it"
"""
What is said of functions and methods that give a coroutine or a generator.
"""


_Take = Callable[[Any, str], Any]
_RETURNED: Final = {
    datetime: "a datetime with a time zone, such as lambda: datetime.now(UTC)",
    str: "a text",
    bool: "True or False",
    float: "a number",
}
"""
What functions are asked for, and in words; the class of such a value is not a function that makes one.
"""


def function(inside: tuple[Any, ...]) -> _Take:
    """
    Take any callable that accepts the arguments that it will get, and that runs when it is called.
    """
    wanted = inside[0] if inside and isinstance(inside[0], list) else None
    returned = inside[1] if len(inside) > 1 else None

    def take(given: Any, name: str) -> Any:
        if not callable(given):
            method = _parameter_in(name)
            if callable(getattr(given, method, None)):
                raise TypeError(f"{name}: takes a function, not {shown(given)}; give its {method}")
            raise wrong_type(given, name, "a function")
        if isinstance(given, type):
            _check_class(given, name, returned)
        elif _runs_later(given):
            raise TypeError(
                f"{name}: takes a function, and this one {NOT_RUN}; give a plain function, which may run the other"
            )
        if wanted is not None and not _can_take(given, wanted):
            raise TypeError(f"{name}: takes a function of {_counted(len(wanted))}, and this takes others; give another")
        return given

    return take


def _parameter_in(name: str) -> str:
    return re.split(r"[.()]+", name.rstrip(")"))[-1]


def _counted(arguments: int) -> str:
    return "one argument" if arguments == 1 else f"{arguments or 'no'} arguments"


def _check_class(given: type, name: str, returned: Any) -> None:
    if any("__call__" in vars(base) for base in given.__mro__):
        raise wrong_type(given, name, "a function")
    method = _parameter_in(name)
    if callable(getattr(given, method, None)):
        raise TypeError(f"{name}: takes a function, not {shown(given)}; give the {method} of an instance")
    if returned in _RETURNED:
        raise TypeError(f"{name}: takes a function, not {shown(given)}; give one that returns {_RETURNED[returned]}")


def _runs_later(call: Any, *, lazy: bool = False) -> bool:
    """
    Return whether a call gives a coroutine or a generator and runs nothing; generators are fine where it may be *lazy*.
    """
    while isinstance(call, partial):
        call = call.func
    if not isinstance(call, FunctionType) and not hasattr(call, "__func__"):
        call = getattr(type(call), "__call__", call)  # noqa: B004  # its code is wanted
    return iscoroutinefunction(call) or isasyncgenfunction(call) or (not lazy and isgeneratorfunction(call))


def _can_take(call: Callable[..., Any], wanted: list[Any]) -> bool:
    if _is_plain(call, len(wanted)):
        return True
    try:
        signature(call).bind(*wanted)
    except TypeError:
        return False
    except ValueError:  # some that are written in C do not say what they take
        return True
    return True


def _is_plain(call: Callable[..., Any], wanted: int) -> bool:
    """
    Return whether *call* is a function, a method or an object with ``__call__`` whose code takes so many arguments.

    Its signature would take longer to make than most of what is called.
    """
    if isinstance(call, FunctionType):
        function: object = call
    else:
        function, wanted = getattr(call, "__func__", getattr(type(call), "__call__", None)), wanted + 1  # noqa: B004  # its code is wanted
    while hasattr(function, "__wrapped__") and not hasattr(function, "__signature__"):
        function = function.__wrapped__
    if isinstance(call, type) or not isinstance(function, FunctionType) or hasattr(function, "__signature__"):
        return False
    code = function.__code__
    least = code.co_argcount - len(function.__defaults__ or ())
    return least <= wanted <= code.co_argcount and not code.co_kwonlyargcount


def port(hint: type) -> _Take:
    """
    Take any object with the methods of a port; the class itself is not an instance.
    """
    if "__call__" in vars(hint):
        return function((_places(hint), Any))
    protocols = [base for base in hint.__mro__ if getattr(base, "_is_protocol", False)]
    members = {name for base in protocols for name in (*vars(base), *vars(base).get("__annotations__", {}))}
    lazy = {name for base in protocols for name, one in vars(base).items() if _gives_iterator(one)}
    return having(phrase_of(hint), sorted(name for name in members if not name.startswith("_")), lazy)


def _gives_iterator(method: object) -> bool:
    told = getattr(method, "__annotations__", {}).get("return")
    return isinstance(told, str) and told.startswith(("Iter", "Generator"))


def _places(port: type) -> list[None] | None:
    """
    Return a list as long as the arguments that the function of a *port* gets by their places; None if some are named.
    """
    declared = list(signature(vars(port)["__call__"]).parameters.values())[1:]
    if any(one.kind is one.KEYWORD_ONLY for one in declared):
        return None
    return [None for _ in declared]


def _is_method(cls: type, member: str) -> bool:
    """
    Return whether all objects of a class that have no such attribute of their own have the same *member*.
    """
    return not hasattr(type(getattr_static(cls, member, property())), "__set__")


def having(phrase: str, members: Collection[str], lazy: Collection[str] = ()) -> _Take:
    """
    Return what takes objects that have all of these methods; *phrase* says what they are.

    None of them is async, and none but those of *lazy* is a generator.
    """
    # Classes that were looked at: to look at one object of them takes longer than much of what it is given to.
    right: WeakSet[type] = WeakSet()
    wanted = frozenset(members)

    def take(given: Any, name: str) -> Any:
        if type(given) in right and wanted.isdisjoint(getattr(given, "__dict__", ())):
            return given
        if isinstance(given, type | GeneratorType):  # a generator has a method `send`
            raise wrong_type(given, name, phrase)
        if "read" in members and (
            isinstance(given, TextIOBase | str | bytes | bytearray) or hasattr(given, "__fspath__")
        ):
            raise wrong_type(given, name, phrase)
        missing = [member for member in members if not hasattr(given, member)]
        if missing:
            raise without(given, name, phrase, missing)
        later = [one for one in members if _runs_later(getattr(given, one), lazy=one in lazy)]
        if later:
            raise TypeError(
                f"{name}: {or_list(later)} of {shown(given)} {NOT_RUN}; give a plain method, which may run the other"
            )
        if all(_is_method(type(given), member) for member in members):
            right.add(type(given))
        return given

    return take
