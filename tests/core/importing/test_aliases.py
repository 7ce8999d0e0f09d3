"""
The tables of aliases: no phrase means two things without a rule that decides.
"""

from __future__ import annotations

from collections import defaultdict

from leadflow.core.importing.aliases import ALIASES
from leadflow.core.importing.lexicon import LONGEST, entries, lexicon, tokens_of
from leadflow.core.importing.neighbours import RULES
from leadflow.core.importing.suggestions import targets
from leadflow.core.schema import STANDARD

SCOPES = {"me", "work", "home", "firm", "mail", "bill", "other", "name", "url", "address", "number"}


def test_no_phrase_means_two_things() -> None:
    """
    A phrase has one meaning in all languages, and says at most one thing of whose it is.
    """
    meanings: defaultdict[tuple[bool, str], set[str]] = defaultdict(set)
    for meaning, phrase in entries(ALIASES):
        if meaning != ".":
            meanings[meaning.startswith("+"), "".join(tokens_of(phrase))].add(meaning)

    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


def test_little_words_make_no_two_phrases_one() -> None:
    """
    Phrases that are one without their little words mean the same, unless one of them is written so.
    """
    words = lexicon()
    written = {(meaning[0] == "+", "".join(tokens_of(phrase))) for meaning, phrase in entries(ALIASES)}
    meanings: defaultdict[tuple[bool, str], set[str]] = defaultdict(set)
    for meaning, phrase in entries(ALIASES):
        if meaning != ".":
            meanings[meaning[0] == "+", "".join(words.bare(tokens_of(phrase)))].add(meaning)

    assert {key: found for key, found in meanings.items() if len(found) > 1 and key not in written} == {}


def test_every_meaning_is_a_field_or_has_a_rule() -> None:
    """
    Tables speak of fields that exist, of rules that exist, and of scopes that readings know.
    """
    fields = targets(STANDARD)
    strange = {
        meaning
        for meaning, _ in entries(ALIASES)
        if not (
            meaning in (".", "-")
            or (meaning[0] == "?" and meaning[1:] in RULES)
            or (meaning[0] == "+" and meaning[1:] in SCOPES)
            or meaning.lstrip("~!") in fields
        )
    }

    assert strange == set()


def test_every_rule_has_a_word() -> None:
    """
    No rule is left over from a word that is gone.
    """
    used = {meaning[1:] for meaning, _ in entries(ALIASES) if meaning[0] == "?"}

    assert used == set(RULES)


def test_no_phrase_is_lost() -> None:
    """
    Every phrase has letters besides its little words, and no more words than are looked up at once.
    """
    lost = [
        phrase
        for meaning, phrase in entries(ALIASES)
        if meaning != "." and not 0 < len(lexicon().bare(tokens_of(phrase))) <= LONGEST
    ]

    assert lost == []
