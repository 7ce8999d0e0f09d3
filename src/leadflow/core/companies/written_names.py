"""
The names that one writing has: a former name beside the present one, a name in another script, initials in brackets.
"""

from __future__ import annotations

import re
from typing import Final

from leadflow.core.companies.legal_forms import INNER

__all__ = ["before_place", "written_names"]

_ANYWHERE: Final = (
    r"formerly(?: known as)?|previously(?: known as)?|f/k/?a|fka|d/b/?a|dba|doing business as|a/k/?a|aka|also known as"
    r"|t/as?|trading as|operating as|vormals|ehemals|anciennement|voorheen|handelend onder(?: de naam)?|anteriormente"
    r"|dawniej|tidigare|tidligere|πρώην|бывш(?:ий|ая|ее)|ранее"
)
_ASIDE: Final = (
    r"now(?: known as)?|jetzt|früher|ehem\.|vorm\.|ex|f\.k\.a\.|née|anc\.|antes|antigua(?:mente)?|già|eski|entinen|ent\."
    r"|dříve|predtým|korábban|旧(?:社名)?|原|前"
)
"""
Words that announce another name in brackets or behind a comma only; elsewhere they are names themselves.
"""

_ANNOUNCED: Final = re.compile(
    rf"(?:[\s,(\[（]+(?:{_ANYWHERE})|(?:\s*[(\[（]|,\s|\s[-–|]\s)(?:{_ASIDE}))(?:\s|[:：-])\s*([^)\]）]+)[)\]）]?\s*$",
    re.IGNORECASE,
)
_ANNOUNCING: Final = re.compile(rf"\s(?:{_ANYWHERE})\s", re.IGNORECASE)
_DIVIDING: Final = re.compile(r"[(\[（,]|\s[-–|/]\s")
_BRACKETS: Final = re.compile(r"^([^(（]*[^(（\s])\s*[(（]([^)）]+)[)）]\s*$")
_DIVIDED: Final = re.compile(r"^(.*\S)\s[/|–-]\s(\S.*)$")
_BEHIND: Final = re.compile(r"^(.*\S)(?:\s*,\s*|\s[-–|]\s|\s*\()((?:[^\W\d_][\w.'’-]*\s?){1,3})\)?\s*$")
_BEHIND_INNER: Final = re.compile(
    rf"^(.*\s(?:{'|'.join('[.]?'.join(form) for form in sorted(INNER))})[.]?)\s((?:[^\W\d_][\w'’-]*\s?){{1,2}})$",
    re.IGNORECASE,
)
_LATIN: Final = re.compile(r"[a-zÀ-ɏḀ-ỿ]", re.IGNORECASE)
_OTHER_LETTER: Final = re.compile(r"[^\W\d_a-zA-ZÀ-ɏḀ-ỿ]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_INITIALS: Final = 8
_SMALL_WORD: Final = 3


def written_names(name: str) -> tuple[str, ...]:
    """
    Return the name that *name* begins with, and others that it says the company has or had.
    """
    if not (_DIVIDING.search(name) or _ANNOUNCING.search(name)):
        return (name,)
    announced = _ANNOUNCED.search(name)
    if announced and announced.start():
        return name[: announced.start()], announced[1]
    for pattern in (_BRACKETS, _DIVIDED):
        parted = pattern.match(name)
        if parted and (_in_two_scripts(parted[1], parted[2]) or _initials(parted[1], parted[2])):
            return parted[1], parted[2]
    return (name,)


def before_place(name: str) -> tuple[str, str] | None:
    """
    Return what stands before one to three words at the end, where they may be a place behind a legal form, and those words.

    None if nothing there looks so.
    """
    inner = not INNER.isdisjoint(name.casefold().replace(".", "").split()[1:-1])
    found = (_BEHIND_INNER.match(name) if inner else None) or (_BEHIND.match(name) if _DIVIDING.search(name) else None)
    return (found[1], found[2]) if found else None


def _in_two_scripts(one: str, other: str) -> bool:
    return any(
        _LATIN.search(mine) and not _OTHER_LETTER.search(mine) and len(_OTHER_LETTER.findall(theirs)) > 1
        for mine, theirs in ((one, other), (other, one))
    )


def _initials(one: str, other: str) -> bool:
    """
    Return whether one text is the initials of the other, which has several words.
    """
    short, long = sorted((one, other), key=len)
    letters = "".join(filter(str.isalpha, short)).casefold()
    words = [word for word in _WORD.findall(long.casefold()) if len(word) > 1]
    begun = ("".join(word[0] for word in words if len(word) > least) for least in (1, _SMALL_WORD))
    return 1 < len(letters) <= _MOST_INITIALS and any(one.startswith(letters) for one in begun)
