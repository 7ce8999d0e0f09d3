"""
Headers that are names, labels or aliases of the schema's fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from leadflow.core.columns.lexicon import lexicon, spelt, tokens_of
from leadflow.core.columns.verdicts import ColumnVerdict
from leadflow.core.fields import AnyField
from leadflow.core.schema import STANDARD_SCHEMA

__all__ = ["bare_name", "declared_names", "look_alikes"]


def declared_names(known: Mapping[str, AnyField]) -> dict[str, ColumnVerdict]:
    """
    Return what the schema itself calls its fields: names before labels before aliases, then looser spellings.

    Where two fields share a label or an alias, custom fields go first.
    """
    found: dict[str, ColumnVerdict] = {}
    for spelling, verdict in _spellings(sorted(known.values(), key=lambda one: one.name in STANDARD_SCHEMA.leads)):
        found.setdefault(spelling, verdict)
    return found


def _spellings(fields: list[AnyField]) -> Iterator[tuple[str, ColumnVerdict]]:
    for one in fields:
        yield spelt(one.name), ColumnVerdict(one.name, 0.99, "exact", f"the header is the name of '{one.title}'")
    for one in fields:
        yield spelt(one.title), ColumnVerdict(one.name, 0.98, "label", f"the header is the label of '{one.title}'")
    for one in fields:
        for alias in one.aliases:
            yield spelt(alias), ColumnVerdict(one.name, 0.97, "alias", f"the header is an alias of '{one.title}'")
    for one in fields:
        if one.name not in STANDARD_SCHEMA.leads:
            for words in (one.name, one.title, *one.aliases):
                yield bare_name(words), ColumnVerdict(one.name, 0.9, "words", f"the words mean '{one.title}'")


def bare_name(header: str) -> str:
    """
    Return the letters of *header* without little words and words for the lead itself ("contact", "your").
    """
    words = lexicon()
    return "".join(token for token in words.bare(tokens_of(header)) if words.scopes.get(token) != "me")


def look_alikes(word: str, named: Mapping[str, ColumnVerdict]) -> list[str]:
    """
    Return fields whose names are spelt nearly like *word*, nearest first; they are offered, never taken.
    """
    senses = lexicon().senses
    # Comparing with every phrase would take milliseconds a header: the first letter and the length must be near.
    alike = [phrase for phrase in named if phrase[:1] == word[:1] and abs(len(phrase) - len(word)) <= 2]
    alike += [
        phrase for length in range(len(word) - 2, len(word) + 3) for phrase in _shaped().get((word[:1], length), ())
    ]
    close = get_close_matches(word, [phrase for phrase in alike if len(phrase) > 3], n=3, cutoff=0.8)
    found = (named[phrase].field if phrase in named else senses[phrase].name for phrase in close)
    return [name for name in found if name and not name.startswith("?")]


@cache
def _shaped() -> dict[tuple[str, int], list[str]]:
    """
    Return the phrases of the tables by their first letter and their length.
    """
    found: dict[tuple[str, int], list[str]] = {}
    for phrase in lexicon().senses:
        found.setdefault((phrase[:1], len(phrase)), []).append(phrase)
    return found
