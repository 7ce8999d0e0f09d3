"""
The words of headers and their meanings, loaded on first use.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence, Set
from functools import cache
from html import unescape
from itertools import product
from typing import Final
from unicodedata import normalize

from attrs import field, frozen

from leadflow.core.columns.header_keys import header_key

__all__ = ["LONGEST", "Lexicon", "Sense", "choices", "lexicon", "spelt", "tokens_of"]

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
_NO_WORD: Final = re.compile(r"[^\w {}|,…#〒\n]")
_DIGITS: Final = re.compile(r"\d+")
# A word that continues at a brace: "{fax|phone}number".
_CUT: Final = re.compile(r"[\w}]\{|\}\w")


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


def choices(entry: str) -> list[str]:
    """
    Return every phrase that an entry with braces means.
    """
    first, *parts = entry.split("{")
    if not parts:
        return [first]
    pieces = [[first]]
    for part in parts:
        ways, _, after = part.partition("}")
        pieces.append([f"{way}{after}" for way in ways.split("|")] if after else ways.split("|"))
    return list(map("".join, product(*pieces)))


@cache
def lexicon() -> Lexicon:
    """
    Return the phrases of all languages; they are read once.
    """
    from leadflow.core.columns.phrases import ALIASES

    table = [(meaning, entry) for meaning, phrases in _folded(ALIASES) for entry in phrases.split(",")]
    found = Lexicon(little=set(" ".join([entry for meaning, entry in table if meaning == "."]).split()))
    # What is written counts first: "contact no" is a number, though "no contact" is a wish once little words are gone;
    # and what is written out counts before what choices in braces add up to.
    table = [one for chosen in (False, True) for one in table if ("{" in one[1]) is chosen and one[0] != "."]
    for meaning, entry in table:
        _enter(found, meaning, entry)
    for meaning, entry in table:
        for left in _without_little(entry, found.little):
            _enter(found, meaning, left)
    for key in found.blocked:
        found.senses.pop(key, None)
    for known in (found.senses, found.scopes, found.openings, found.endings):
        known.pop("", None)
    found.blocked.discard("")
    return found


def _folded(table: str) -> list[tuple[str, str]]:
    """
    Fold the phrases of *table* as `tokens_of` folds one: all at once, before braces make many of a few.
    """
    lines = [line.partition(": ") for line in table.splitlines()]
    text = "\n".join([phrases.lower() if phrases.isascii() else _plain_phrases(phrases) for _, _, phrases in lines])
    text = _NO_WORD.sub(" ", text.replace("_", " "))
    text = _JOIN.sub(_join, _DIGITS.sub(r" \g<0> ", text).replace("#", " no "))
    return [(meaning, phrases) for (meaning, _, _), phrases in zip(lines, text.split("\n"), strict=True)]


def _plain_phrases(phrases: str) -> str:
    # NFKC makes three dots of the ellipsis.
    return "…".join(map(_plain, phrases.split("…")))


def _without_little(entry: str, little: Set[str]) -> Sequence[str]:
    """
    Return an entry without its little words; nothing if it has none, and several if braces cut its words.
    """
    entry = entry.replace("…", " … ")
    phrases = [entry]
    if "{" in entry:
        apart = entry.replace("{", " { ").replace("|", " | ").replace("}", " } ")
        phrases = choices(entry) if _CUT.search(entry) else [apart]
    cut = [phrase.split() for phrase in phrases]
    return [" ".join([word for word in words if word not in little]) for words in cut if not little.isdisjoint(words)]


def _enter(found: Lexicon, meaning: str, entry: str) -> None:
    """
    Enter all phrases that an entry means; those that have a meaning keep it.
    """
    keys, senses = choices(entry.replace(" ", "")), found.senses
    if meaning[0] == "+":
        scope = sys.intern(meaning[1:])
        for key in keys:
            found.scopes.setdefault(key, scope)
    elif meaning == "-":
        found.blocked.update([key for key in keys if key not in senses])
    elif "…" in entry:
        _enter_questions(found, _sense(meaning), keys)
    else:
        sense = _sense(meaning)
        # Of tens of thousands of phrases few are blocked: those are taken out again at the end.
        for key in keys:
            if key not in senses:
                senses[key] = sense


def _enter_questions(found: Lexicon, sense: Sense, phrases: Sequence[str]) -> None:
    senses = found.senses
    for phrase in phrases:
        asked = found.openings if phrase.endswith("…") else found.endings if phrase.startswith("…") else senses
        key = phrase.replace("…", "")
        if key not in senses and key not in found.blocked:
            asked[key] = sense


@cache
def _sense(meaning: str) -> Sense:
    return Sense(meaning.lstrip("~!"), weak=meaning[0] in "~!", inverted=meaning[0] == "!")
