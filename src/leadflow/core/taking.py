"""
What may be given for an annotation: taken as it is, turned into what is meant, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, BinaryIO, Final, Literal, TypeVar, Union, get_args, get_origin

from leadflow.core.argument_messages import phrase_of, shown, spoken, unknown_word, wrong_type, wrong_value
from leadflow.core.problems import or_list
from leadflow.core.taking_calls import NOT_RUN, function, having, port
from leadflow.core.taking_several import collection, iterable, mapping
from leadflow.errors import InvalidInput

__all__ = ["LookupText", "Take", "aware", "member_of", "storable", "taking"]

Word = TypeVar("Word", bound=Enum)
Take = Callable[[Any, str], Any]
"""
Takes what was given and the name of the parameter, and returns what is meant by it.
"""


class LookupText(str):
    """
    In annotations: a text that is compared and not stored, so that it may hold what no store can write.
    """


def taking(hint: Any) -> Take | None:
    """
    Return what takes values for the annotation *hint*; None if anything may be given.

    A list is taken for a tuple, a word for a member of an enumeration, and what a class can be made from (its
    ``taken_from``) for the class. The rest must be what the annotation says.

    Raises (what is returned):
        TypeError: It is of another type.
        InvalidInput: It is of the right type and means nothing: ``word_unknown``, ``moment_naive``.
    """
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _any_of(hint, inside)
    if origin is Literal:
        return _one_of(inside)
    if origin is not None:
        return _generic(hint, origin, inside)
    if not isinstance(hint, type) or hint is object:
        return None
    if issubclass(hint, Enum):
        return lambda given, name: member_of(hint, given, name)
    if _is_of_class(hint):
        return _instance(hint)
    if hint in (datetime, date, str):
        return {datetime: aware, date: _day, str: storable}[hint]
    if hint is LookupText:
        return _text
    if hint in (int, float):
        return _number(hint)
    if hint is BinaryIO:
        return having(phrase_of(BinaryIO), ("read", "seek"))
    return port(hint)


def _is_of_class(hint: Any) -> bool:
    """
    Return whether nothing more is asked for *hint* than an instance of it.
    """
    special = (datetime, date, str, LookupText, int, float, BinaryIO, object)
    plain = isinstance(hint, type) and hint not in special and get_origin(hint) is None
    return plain and not issubclass(hint, Enum) and not getattr(hint, "_is_protocol", False)


def _day(given: Any, name: str) -> date:
    """
    Take a date; a moment is refused, though Python's moments are dates: which day it is depends on the zone.
    """
    if not isinstance(given, date) or isinstance(given, datetime):
        raise wrong_type(given, name, phrase_of(date))
    return given if type(given) is date else date(given.year, given.month, given.day)


def _text(given: Any, name: str) -> str:
    """
    Take a text as Python's own: drivers write some texts of other classes, such as words of enumerations, otherwise.
    """
    if not isinstance(given, str):
        raise wrong_type(given, name, phrase_of(str))
    return given if type(given) is str else str.__str__(given)


def member_of(words: type[Word], given: object, name: str = "") -> Word:
    """
    Return the member of an enumeration that *given* is or names.

    Raises:
        TypeError: It is neither a member nor a text.
        InvalidInput: There is no such word; near ones are named.
    """
    if isinstance(given, words):
        return given
    if not isinstance(given, str):
        raise wrong_type(given, name, phrase_of(words))
    known = {str(member.value): member for member in words}
    if given in known:
        return known[given]
    raise unknown_word(given, known, spoken(words), name, see=words.__name__)


def _one_of(words: tuple[str, ...]) -> Take:
    def take(given: Any, name: str) -> Any:
        if not isinstance(given, str):
            raise wrong_type(given, name, f"a text, {or_list(words)}")
        if given not in words:
            raise unknown_word(given, words, "known here", name)
        return given

    return take


def _any_of(hint: Any, inside: tuple[Any, ...]) -> Take | None:
    takes = [taking(one) for one in inside if one is not NoneType]
    optional = NoneType in inside
    if any(take is None for take in takes):
        return None
    if len(takes) == 1 and takes[0] is not None:
        only = takes[0]
        return lambda given, name: None if given is None and optional else only(given, name)
    phrase = phrase_of(hint)
    right = frozenset(_taken_as_they_are(inside))

    def take_one(given: Any, name: str) -> Any:
        # What is wrong for one class after the other takes long to say, and nobody reads it.
        if given.__class__ in right or (given is None and optional):
            return given
        wrong = list[TypeError]()
        for take in takes:
            try:
                return take(given, name) if take else given
            except TypeError as error:
                wrong.append(error)
        # A list that is taken, of things that are not, or a port whose method would not run: that is what is wrong.
        several = isinstance(given, list | tuple | set | frozenset)
        inside = [one for one in wrong if (several and f"not {shown(given)}" not in str(one)) or NOT_RUN in str(one)]
        if len(inside) == 1:
            raise inside[0]
        raise wrong_type(given, name, phrase)

    return take_one


def _taken_as_they_are(inside: Iterable[Any]) -> Iterator[type]:
    """
    Yield those classes of a union whose instances no class before them takes for something else.
    """
    for one in inside:
        if one is NoneType:
            continue
        if not _is_of_class(one):
            return
        yield one
        if hasattr(one, "taken_from"):
            return


def _generic(hint: Any, origin: Any, inside: tuple[Any, ...]) -> Take | None:
    if origin is tuple and (len(inside) != 2 or inside[1] is not Ellipsis):
        return _instance(tuple, hint)
    if not isinstance(origin, type):
        return None
    if origin is get_origin(Callable[[], int]):
        return function(inside)
    if issubclass(origin, Mapping):
        key, value = (taking(one) for one in inside)
        return mapping(phrase_of(hint), key, value)
    if origin is Iterable:
        return iterable(phrase_of(hint), taking(inside[0]))
    if issubclass(origin, Collection) and (origin in (tuple, frozenset) or origin.__module__ == "collections.abc"):
        return collection(phrase_of(hint), origin, taking(inside[0]), _all_storable if inside[0] is str else None)
    return _instance(origin)


def _instance(hint: type, shown: Any = None) -> Take:
    convert: Callable[[Any], Any] | None = getattr(hint, "taken_from", None)
    phrase = phrase_of(shown or hint)

    def take(given: Any, name: str) -> Any:
        if isinstance(given, hint):
            return given
        if convert is None or isinstance(given, type):
            raise wrong_type(given, name, phrase)
        try:
            return convert(given)
        except TypeError as error:
            raise TypeError(f"{name}: {error}") from None
        except InvalidInput as error:
            raise InvalidInput(tuple(problem.at(name) for problem in error.problems)) from None

    return take


def _number(hint: type) -> Take:
    allowed = (int,) if hint is int else (int, float)

    def take(given: Any, name: str) -> Any:
        if isinstance(given, bool) or not isinstance(given, allowed):
            raise wrong_type(given, name, phrase_of(hint))
        return given if type(given) in allowed else _plain_number(given)

    return take


def _plain_number(given: int | float) -> int | float:
    return int.__int__(given) if isinstance(given, int) else float.__float__(given)


def aware(given: object, name: str) -> datetime:
    """
    Return *given*, which must be a datetime with a time zone, as Python's own.

    Raises:
        TypeError: It is not a datetime, or one that is no moment, such as ``NaT``.
        InvalidInput: It has no time zone (``moment_naive``).
    """
    if not isinstance(given, datetime):
        raise wrong_type(given, name, phrase_of(datetime))
    if type(given) is not datetime:
        try:
            given = datetime.combine(given.date(), given.timetz())
        except (TypeError, ValueError):
            raise wrong_type(given, name, phrase_of(datetime)) from None
    if given.utcoffset() is None:
        raise wrong_value(
            "moment_naive", "the datetime has no time zone; give one that has, such as datetime.now(UTC)", name
        )
    return given


_NOT_STORABLE: Final = re.compile("[\ud800-\udfff]")


def storable(given: object, name: str) -> str:
    """
    Return *given*, which must be a text that databases can store.

    Raises:
        TypeError: It is not a text.
        InvalidInput: It has half of a surrogate pair, which no encoding can write (``text_not_storable``).
    """
    text = _text(given, name)
    if not text.isprintable() and _NOT_STORABLE.search(text):
        raise wrong_value("text_not_storable", "the text has a character that cannot be stored; remove it", name)
    return text


def _all_storable(given: Collection[Any]) -> bool:
    """
    Return whether these are texts, Python's own, that databases can store.
    """
    if set(map(type, given)) != {str}:
        return False
    whole = "".join(given)
    return whole.isprintable() or not _NOT_STORABLE.search(whole)
