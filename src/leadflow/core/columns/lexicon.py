"""
The words of headers and their meanings, loaded on first use.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import Final
from unicodedata import normalize

from attrs import field, frozen

from leadflow.core.columns.header_keys import header_key

__all__ = ["LONGEST", "Lexicon", "Sense", "entries", "lexicon", "spelt", "tokens_of"]

LONGEST: Final = 8
"""
How many words a phrase of the tables has at most.
"""

_TAG: Final = re.compile(r"<[^<>]{1,200}>")
_CAMEL: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
# How Salesforce and those that build on it mark custom fields: Region__c.
_SUFFIX: Final = re.compile(r"__[a-z]{1,2}$")
# What comes before a header and says nothing: "1. ", "Q3: ", "custom_", "custom field:".
_NUMBERING: Final = re.compile(
    r"\s*(?:(?:question|frage|pregunta|domanda|pergunta|vraag|q)\s*)?\d{1,3}\s*[.):]\s+(?=\S)", re.IGNORECASE
)
_CUSTOM: Final = re.compile(
    r"(?:custom|cf|udf|cust)(?:[ _]*(?:field|fields|attribute|attr))?\s*[_:.\-]\s*(?=[^\W\d])", re.IGNORECASE
)
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|#|〒")
# Names that are written as one word with capitals inside, or that fold to two.
_JOINED: Final = {"linked in": "linkedin", "zoom info": "zoominfo", "hub spot": "hubspot", "e mail": "email"}
_JOIN: Final = re.compile(rf"(?<![\w}}])(?:{'|'.join(_JOINED)})(?![\w{{])")
# Marks in the tables that are not words.
_NO_WORD: Final = re.compile(r"[^\w{}|,…#〒]|_")
_NUMBER: Final = re.compile(r"\d+|#")


def tokens_of(header: str) -> tuple[str, ...]:
    """
    Return the words and numbers of *header*, folded: no tags, case, accents or punctuation.
    """
    text = _TAG.sub(" ", unescape(header)) if "<" in header or "&" in header else header
    text = _strip_front(text)
    if " " not in text.strip():
        text = _CAMEL.sub(" ", text)
    text = _SUFFIX.sub("", text)
    words = ("no" if word == "#" else word for word in _TOKEN.findall(_plain(text)))
    return tuple(_JOIN.sub(_join, " ".join(words)).split())


def _plain(text: str) -> str:
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", header_key(text))))


def _join(pair: re.Match[str]) -> str:
    return _JOINED[pair[0]]


def _strip_front(text: str) -> str:
    for front in (_NUMBERING, _CUSTOM):
        if found := front.match(text):
            text = text[found.end() :]
    return text


def spelt(header: str) -> str:
    """
    Return the letters and digits of *header*, folded and without blanks: how exact names are compared.
    """
    return "".join(tokens_of(header))


@frozen
class Sense:
    """
    What a phrase means.

    Attributes:
        name: A field; or the name of the rule that decides, after a question mark.
        weak: Another header may say the same better.
        inverted: A yes under it is a no in the field.
    """

    name: str
    weak: bool = False
    inverted: bool = False

    @property
    def rule(self) -> str | None:
        """
        The rule that decides; None if the phrase means one field.
        """
        return self.name[1:] if self.name.startswith("?") else None


@frozen(kw_only=True)
class Lexicon:
    """
    Every phrase of the tables, without blanks.

    Attributes:
        senses: What a phrase means.
        scopes: Whose address or number it is, for phrases that go with others.
        blocked: Phrases that are about something else.
        little: Words that are left out.
        openings: Beginnings of questions, with what the whole question asks for.
        endings: The same for ends, in languages that have the verb last.
    """

    senses: dict[str, Sense] = field(factory=dict)
    scopes: dict[str, str] = field(factory=dict)
    blocked: set[str] = field(factory=set)
    little: set[str] = field(factory=set)
    openings: dict[str, Sense] = field(factory=dict)
    endings: dict[str, Sense] = field(factory=dict)

    def knows(self, phrase: str) -> bool:
        """
        Return whether *phrase*, without blanks, has any meaning.
        """
        return phrase in self.senses or phrase in self.scopes or phrase in self.blocked

    def bare(self, tokens: Sequence[str]) -> tuple[str, ...]:
        """
        Return *tokens* without the little words.
        """
        return tuple([token for token in tokens if token not in self.little])


def entries(table: str, *, chosen: bool) -> Iterator[tuple[str, str]]:
    """
    Yield the meaning and the phrase of every entry of *table*: those written out, or else those *chosen* from braces.
    """
    for line in table.splitlines():
        meaning, _, phrases = line.partition(": ")
        if chosen and "{" not in phrases:
            continue
        for entry in phrases.split(","):
            if ("{" in entry) == chosen:
                for phrase in _choices(entry) if chosen else (entry,):
                    if words := phrase.split():
                        yield meaning, " ".join(words)


def _choices(entry: str) -> list[str]:
    """
    Return every phrase that an entry with braces means.
    """
    begun = [""]
    for part in entry.split("{"):
        ways, brace, after = part.partition("}")
        begun = [f"{one}{way}{after}" for way in (ways.split("|") if brace else (ways,)) for one in begun]
    return begun


@cache
def lexicon() -> Lexicon:
    """
    Return the phrases of all languages; they are read once.
    """
    from leadflow.core.columns.phrases import ALIASES

    found, table = Lexicon(), _folded(ALIASES)
    for meaning, phrase in entries(table, chosen=False):
        if meaning == ".":
            found.little.update(phrase.split())
    # What is written counts first: "contact no" is a number, though "no contact" is a wish once little words are gone;
    # and what is written out counts before what choices in braces add up to.
    bare = []
    for chosen in (False, True):
        for meaning, phrase in entries(table, chosen=chosen):
            if meaning != ".":
                plain = phrase.replace("…", "")
                _enter(found, meaning, plain.replace(" ", ""), phrase)
                if not found.little.isdisjoint(tokens := plain.split()):
                    bare.append((meaning, "".join(found.bare(tokens)), phrase))
    for meaning, key, phrase in bare:
        _enter(found, meaning, key, phrase)
    return found


def _folded(table: str) -> str:
    """
    Fold the phrases of *table* as `tokens_of` folds one: all at once, before braces make many of a few.
    """
    lines = (line.partition(": ") for line in table.splitlines())
    return "\n".join(f"{meaning}: {_folded_line(phrases)}" for meaning, _, phrases in lines)


def _folded_line(phrases: str) -> str:
    # NFKC makes three dots of the ellipsis.
    text = "…".join(map(_plain, phrases.split("…"))) if not phrases.isascii() else phrases.lower()
    text = _NUMBER.sub(lambda number: " no " if number[0] == "#" else f" {number[0]} ", _NO_WORD.sub(" ", text))
    return _JOIN.sub(_join, text)


def _enter(found: Lexicon, meaning: str, key: str, phrase: str) -> None:
    if meaning[0] == "+":
        if key:
            found.scopes.setdefault(key, sys.intern(meaning[1:]))
    elif not key or key in found.senses or key in found.blocked:
        return
    elif meaning == "-":
        found.blocked.add(key)
    elif "…" not in phrase:
        found.senses[key] = _sense(meaning)
    else:
        asked = found.openings if phrase[-1] == "…" else found.endings if phrase[0] == "…" else found.senses
        asked[key] = _sense(meaning)


@cache
def _sense(meaning: str) -> Sense:
    return Sense(meaning.lstrip("~!"), weak=meaning[0] in "~!", inverted=meaning[0] == "!")
