"""
The tables of aliases: no phrase means two things without a rule that decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from leadflow.core.columns.ambiguous_words import RULES
from leadflow.core.columns.lexicon import LONGEST, choices, lexicon, tokens_of
from leadflow.core.columns.phrases import ALIASES
from leadflow.core.columns.suggestions import targets
from leadflow.core.schema import STANDARD_SCHEMA

SCOPES = {"me", "work", "home", "firm", "mail", "bill", "other", "name", "url", "address", "number"}


def entries(*, chosen: bool) -> Iterator[tuple[str, str]]:
    """
    Yield the meaning and the phrase of every entry of the tables: those written out, or else those *chosen* from
    braces.
    """
    for line in ALIASES.splitlines():
        meaning, _, phrases = line.partition(": ")
        for entry in phrases.split(","):
            if ("{" in entry) is chosen:
                for phrase in choices(entry):
                    if phrase.strip():
                        yield meaning, phrase.strip()


WRITTEN = list(entries(chosen=False))
CHOSEN = list(entries(chosen=True))


def meanings(
    phrases: Iterable[tuple[str, str]], strip: Callable[[Sequence[str]], Sequence[str]] = tuple
) -> dict[tuple[bool, str], set[str]]:
    """
    Return what each phrase means, apart from whose it is; a field that another header may say better is that field.
    """
    found: defaultdict[tuple[bool, str], set[str]] = defaultdict(set)
    for meaning, phrase in phrases:
        if meaning != ".":
            found[meaning[0] == "+", "".join(strip(tokens_of(phrase)))].add(meaning.lstrip("~"))
    return found


def torn(found: dict[tuple[bool, str], set[str]], *before: dict[tuple[bool, str], set[str]]) -> dict[str, set[str]]:
    """
    Return the phrases that mean two things, unless one of the tables that count *before* says which.
    """
    return {
        key[1]: several
        for key, several in found.items()
        if len(several) > 1 and not any(key in earlier for earlier in before)
    }


def test_no_phrase_means_two_things() -> None:
    """
    A phrase has one meaning in all languages, and says at most one thing of whose it is.

    One that is written out decides over what choices in braces add up to.
    """
    written = meanings(WRITTEN)

    assert torn(written) == {}
    assert torn(meanings(CHOSEN), written) == {}


def test_little_words_make_no_two_phrases_one() -> None:
    """
    Phrases that are one without their little words mean the same, unless one of them is written so.
    """
    words = lexicon()
    whole, chosen = meanings(WRITTEN), meanings(CHOSEN)
    bare = meanings(WRITTEN, words.bare)

    assert torn(bare, whole, chosen) == {}
    assert torn(meanings(CHOSEN, words.bare), whole, chosen, bare) == {}


def test_choices_in_braces_are_written_out() -> None:
    """
    Every way through the braces is a phrase, and an empty choice leaves its place out.
    """
    assert choices("{|work} fax {no|number}") == [" fax no", " fax number", "work fax no", "work fax number"]
    assert choices("telefax") == ["telefax"]


def test_phrases_are_entered_as_if_one_by_one() -> None:
    """
    The first meaning of a phrase counts: as it is written out, then as choices make it, then without little words.
    """
    words = lexicon()
    told = [(meaning, phrase, tokens_of(phrase)) for meaning, phrase in WRITTEN + CHOSEN if meaning != "."]
    keyed = [(meaning, phrase, "".join(tokens)) for meaning, phrase, tokens in told]
    keyed += [(meaning, phrase, "".join(words.bare(tokens))) for meaning, phrase, tokens in told]
    meant: dict[str, str] = {}
    scopes: dict[str, str] = {}
    for meaning, phrase, key in keyed:
        if key and "…" not in phrase:
            (scopes if meaning[0] == "+" else meant).setdefault(key, meaning.removeprefix("+"))
    senses = {key: one.lstrip("~!") for key, one in meant.items() if one != "-"}

    assert {key: one.name for key, one in words.senses.items()} == senses
    assert words.blocked == {key for key, one in meant.items() if one == "-"}
    assert words.scopes == scopes


def test_tables_are_folded_as_headers_are() -> None:
    """
    All at once, and so that every phrase is found as a header would spell it.
    """
    words = lexicon()
    spelt = {"".join(tokens_of(phrase)) for meaning, phrase in WRITTEN + CHOSEN if meaning != "."}
    little = {token for meaning, phrase in WRITTEN if meaning == "." for token in tokens_of(phrase)}

    assert spelt <= {"", *words.senses, *words.scopes, *words.blocked, *words.openings, *words.endings}
    assert little == words.little


def test_every_meaning_is_a_field_or_has_a_rule() -> None:
    """
    Tables speak of fields that exist, of rules that exist, and of scopes that readings know.
    """
    fields = targets(STANDARD_SCHEMA)
    strange = {
        meaning
        for meaning, _ in WRITTEN + CHOSEN
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
    used = {meaning[1:] for meaning, _ in WRITTEN + CHOSEN if meaning[0] == "?"}

    assert used == set(RULES)


def test_no_phrase_is_lost() -> None:
    """
    Every phrase has letters besides its little words, and no more words than are looked up at once.
    """
    lost = [
        phrase
        for meaning, phrase in WRITTEN + CHOSEN
        if meaning != "." and not 0 < len(lexicon().bare(tokens_of(phrase))) <= LONGEST
    ]

    assert lost == []
