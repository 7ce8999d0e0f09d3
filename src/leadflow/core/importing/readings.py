"""
A header taken apart: what it names, whose it is, and the words in it that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from attrs import evolve, frozen

from leadflow.core.importing.lexicon import LONGEST, Lexicon, Sense, lexicon, tokens_of

__all__ = ["Reading", "read_header"]

# In this order words give way to another one beside them: in "Company Phone" the company says whose phone it is.
_GIVE_WAY: Final = ("me", "home", "work", "mail", "bill", "other", "firm", "address", "name", "url", "number")
_ADDRESS: Final = frozenset(["address1", "address2", "city", "state", "postal_code", "country", "?state", "?department", "?location"])
_GIVE_WAY_TO: Final = {
    "address": _ADDRESS | {"email", "website"},
    "name": _ADDRESS | frozenset(["company", "industry", "department", "campaign", "source", "partner_name", "language", "status"]),
    "url": frozenset({"website", "linkedin_url"}),
    "number": frozenset(["mobile_phone", "work_phone", "home_phone", "fax", "sic_code", "naics_code", "employee_count", "address1"]),
}
_ASKS_YES_OR_NO: Final = frozenset(
    ["are", "is", "do", "does", "did", "has", "have", "had", "was", "were", "will", "would", "can", "could", "may", "should", "sind", "haben", "hat", "ist", "etes", "avez", "est", "tiene", "tienes", "eres", "sei", "hai", "avete", "bent", "heeft", "heb", "voce", "tem", "have"]
)


@frozen(kw_only=True)
class Reading:
    """
    What the words of a header say.

    Attributes:
        senses: What it names; one, unless it speaks of several things or of none.
        scopes: Whose it is: me (the lead), work, home, firm, mail, bill, other.
        blocked: Words by which it is about something else.
        unknown: Words that stand in no table.
        whole: True if the header is one phrase of the tables, word for word.
        question: True if it asks for yes or no.
    """

    senses: tuple[Sense, ...] = ()
    scopes: frozenset[str] = frozenset()
    blocked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    whole: bool = False
    question: bool = False

    @property
    def sense(self) -> Sense | None:
        """
        The one thing that the header names; None if a word is unknown, blocked, or names another thing.
        """
        names = {one.name for one in self.senses}
        if len(names) != 1 or self.blocked or self.unknown:
            return None
        return min(self.senses, key=lambda one: one.weak)


def read_header(header: str) -> Reading:
    """
    Take *header* apart with the words of all languages.
    """
    tokens = tokens_of(header)
    words = lexicon()
    whole = "".join(tokens)
    if whole in words.senses:
        return Reading(senses=(words.senses[whole],), whole=True)
    if whole in words.blocked:
        return Reading(blocked=(whole,))
    bare = words.bare(tokens)
    if opening := _opening(bare, words):
        return Reading(senses=(opening,))
    reading = _settle(list(_phrases(bare, words)), words)
    return evolve(reading, question=bool(tokens) and _yes_or_no(header, tokens))


def _yes_or_no(header: str, tokens: Sequence[str]) -> bool:
    return tokens[0] in _ASKS_YES_OR_NO and (len(tokens) > 2 or header.rstrip().endswith("?"))


def _opening(tokens: Sequence[str], words: Lexicon) -> Sense | None:
    found = ""
    for token in tokens[:LONGEST]:
        found += token
        if found in words.openings:
            return words.openings[found]
    return None


def _phrases(tokens: Sequence[str], words: Lexicon) -> Iterator[str]:
    start = 0
    while start < len(tokens):
        for stop in range(min(len(tokens), start + LONGEST), start, -1):
            phrase = "".join(tokens[start:stop])
            if words.knows(phrase):
                yield phrase
                break
        else:
            stop = start + 1
            yield from _compound(tokens[start])
        start = stop


@cache
def _compound(token: str) -> tuple[str, ...]:
    """
    Split a word that languages write together (Privattelefon, 会社の電話番号) into known words, or leave it.
    """
    if token.isdigit() or len(token) > 60:
        return (token,)
    return _split(token, 3 if token.isascii() else 1) or (token,)


def _split(token: str, least: int) -> tuple[str, ...] | None:
    words = lexicon()
    rest = token.lstrip("の・") if least == 1 else token
    if not rest:
        return ()
    for stop in range(len(rest), least - 1, -1):
        if words.knows(rest[:stop]) and (tail := _split(rest[stop:], least)) is not None:
            return (rest[:stop], *tail)
    return None


def _settle(phrases: Sequence[str], words: Lexicon) -> Reading:
    heads = [phrase for phrase in phrases if phrase in words.senses]
    scopes = {words.scopes[phrase] for phrase in phrases if phrase in words.scopes and phrase not in words.senses}
    for scope in _GIVE_WAY:
        for phrase in tuple(heads):
            if words.scopes.get(phrase) == scope and _may_give_way(scope, phrase, heads, words):
                heads.remove(phrase)
                scopes.add(scope)
    return Reading(
        senses=tuple(words.senses[phrase] for phrase in heads),
        scopes=frozenset(scopes),
        blocked=tuple(phrase for phrase in phrases if phrase in words.blocked),
        unknown=tuple(phrase for phrase in phrases if not words.knows(phrase)),
        whole=len(phrases) == 1 and bool(heads),
    )


def _may_give_way(scope: str, phrase: str, heads: Sequence[str], words: Lexicon) -> bool:
    others = {words.senses[head].name for head in heads if head != phrase}
    return bool(others) and (scope not in _GIVE_WAY_TO or others <= _GIVE_WAY_TO[scope])
