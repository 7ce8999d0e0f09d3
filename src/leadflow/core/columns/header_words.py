"""
Splits a header into what it names, whose it is, and unknown words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from attrs import evolve, frozen

from leadflow.core.columns.lexicon import LONGEST, Lexicon, Sense, lexicon, tokens_of
from leadflow.core.columns.word_set import word_set

__all__ = ["HeaderReading", "known_headers", "read_header"]

# In this order words give way to another one beside them: in "Company Phone" the company says whose phone it is.
_GIVE_WAY: Final = ("me", "home", "work", "mail", "bill", "other", "firm", "address", "name", "url", "number")
_ADDRESS: Final = word_set("address1 address2 city state postal_code country ?state ?department ?location")
_GIVE_WAY_TO: Final = {
    "other": _ADDRESS,
    "address": _ADDRESS | {"email", "website"},
    "name": _ADDRESS | word_set("company industry department campaign source partner_name language status"),
    "url": frozenset({"website", "linkedin_url"}),
    "number": word_set("mobile_phone work_phone home_phone fax sic_code naics_code employee_count address1"),
}
# Beside a word that means one of these fields, the word with a rule means the same: "Provincia / Estado".
_MAY_MEAN: Final = {
    "?state": frozenset({"state", "status"}),
    "?department": frozenset({"state", "department"}),
    "?title": frozenset({"title", "salutation"}),
    "?name": frozenset({"first_name", "last_name", "full_name"}),
    "?address": _ADDRESS,
    "?location": _ADDRESS,
}
# Beside one of these, a bare "phone" or "e-mail" only says by what: "Phone (Fax)", "E-mail opted out".
_BY_WHAT: Final = {
    Sense("work_phone", weak=True): frozenset({"mobile_phone", "home_phone", "fax", "work_phone"}),
    Sense("email"): frozenset({"do_not_contact"}),
}
_SECOND_LINE: Final = {"address1": Sense("address2"), "?address": Sense("address2")}
_MOST_WORDS: Final = 60
# Japanese forms speak of the reader's things politely: ご住所, お電話番号, 貴部署.
_HONORIFIC: Final = frozenset("ごお御貴")
_ASKS_YES_OR_NO: Final = word_set(
    """
    are is do does did has have had was were will would can could may should sind haben hat ist etes avez est
    tiene tienes eres sei hai avete bent heeft heb voce tem have
    """
)


@frozen(kw_only=True)
class HeaderReading:
    """
    What the words of a header say.

    Attributes:
        senses: What it names; one, unless it speaks of several things or of none.
        phrases: The words of each sense, without blanks.
        scopes: Whose it is: me (the lead), work, home, firm, mail, bill, other.
        blocked: Words by which it is about something else.
        unknown: Words that are in no table.
        whole: True if the header is one phrase of the tables, word for word.
        question: True if it asks for yes or no.
    """

    senses: tuple[Sense, ...] = ()
    phrases: tuple[str, ...] = ()
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
        names -= {rule for rule in names if _MAY_MEAN.get(rule, frozenset()) & names}
        if len(names) != 1 or self.blocked or self.unknown:
            return None
        return min((one for one in self.senses if one.name in names), key=lambda one: one.weak)


def read_header(header: str) -> HeaderReading:
    """
    Take *header* apart with the words of all languages.
    """
    tokens = tokens_of(header)
    words = lexicon()
    whole = "".join(tokens)
    if whole in words.senses:
        return HeaderReading(senses=(words.senses[whole],), phrases=(whole,), whole=True)
    if whole in words.blocked:
        return HeaderReading(blocked=(whole,))
    bare = words.bare(tokens)
    asks = header.rstrip().endswith("?") or bare[:1] != tokens[:1]
    if opening := _opening(bare, words, 1 if asks else 2) or _ending(whole, words):
        return HeaderReading(senses=(opening,))
    if len(bare) > _MOST_WORDS:
        return HeaderReading(unknown=bare[:1])
    reading = _settle(_phrases(bare, words), words)
    return evolve(reading, question=bool(tokens) and _yes_or_no(header, tokens))


def known_headers(headers: Sequence[str]) -> int:
    """
    Return how many different things *headers* name that lists of leads have.
    """
    senses = {reading.name for header in headers if header.strip() and (reading := read_header(header).sense)}
    return len(senses)


def _yes_or_no(header: str, tokens: Sequence[str]) -> bool:
    return tokens[0] in _ASKS_YES_OR_NO and (len(tokens) > 2 or header.rstrip().endswith("?"))


def _opening(tokens: Sequence[str], words: Lexicon, least: int) -> Sense | None:
    """
    Return what a question asks for that begins with *least* words or more of the tables.

    One word alone, such as "recommended", only opens a question where the header asks one.
    """
    found = ""
    for count, token in enumerate(tokens[:LONGEST], 1):
        found += token
        if count >= least and found in words.openings:
            return words.openings[found]
    return None


def _ending(whole: str, words: Lexicon) -> Sense | None:
    return next((sense for ending, sense in words.endings.items() if whole.endswith(ending)), None)


def _phrases(tokens: Sequence[str], words: Lexicon) -> tuple[str, ...]:
    """
    Cut *tokens* into phrases: as few unknown ones as can be, then as few as can be, then as few blocked ones.
    """
    best: list[tuple[int, int, int, tuple[str, ...]]] = [(0, 0, 0, ())]
    for stop in range(1, len(tokens) + 1):
        ways = []
        for start in range(max(0, stop - LONGEST), stop):
            phrase = "".join(tokens[start:stop])
            known = words.knows(phrase)
            if known or stop - start == 1:
                parts = (phrase,) if known else _compound(phrase)
                unknown, count, blocked, before = best[start]
                strange = sum(not words.knows(part) for part in parts)
                about_else = sum(part in words.blocked for part in parts)
                ways.append((unknown + strange, count + 1, blocked + about_else, before + parts))
        best.append(min(ways))
    return best[-1][3]


def _compound(token: str) -> tuple[str, ...]:
    """
    Split a word that languages write together (Privattelefon, 会社の電話番号) into known words, or leave it.
    """
    if token.isdigit() or len(token) > 60:
        return (token,)
    if token[0] in _HONORIFIC and lexicon().knows(token[1:]):
        return (token[1:],)
    return _split(token, 3 if token.isascii() else 1) or (token,)


# Remembered, since a word of many short words could be cut in more ways than there is time to try.
@lru_cache(maxsize=4096)
def _split(token: str, least: int) -> tuple[str, ...] | None:
    words = lexicon()
    rest = token.lstrip("の・") if least == 1 else token
    if not rest:
        return ()
    for stop in range(len(rest), least - 1, -1):
        if words.knows(rest[:stop]) and (tail := _split(rest[stop:], least)) is not None:
            return (rest[:stop], *tail)
    return None


def _settle(phrases: Sequence[str], words: Lexicon) -> HeaderReading:
    heads = [phrase for phrase in phrases if phrase in words.senses]
    scopes = {words.scopes[phrase] for phrase in phrases if phrase in words.scopes and phrase not in words.senses}
    for scope in _GIVE_WAY:
        for phrase in tuple(heads):
            if words.scopes.get(phrase) == scope and _may_give_way(scope, phrase, heads, words):
                heads.remove(phrase)
                scopes.add(scope)
    heads = [head for head in heads if not _by_what(words.senses[head], heads, words)]
    senses = tuple(words.senses[head] for head in heads)
    if (
        len(senses) == 1
        and senses[0].name in _SECOND_LINE
        and [one for one in phrases if _is_other(one, words)] == ["2"]
    ):
        senses = (_SECOND_LINE[senses[0].name],)
        scopes.discard("other")
    return HeaderReading(
        senses=senses,
        phrases=tuple(heads),
        scopes=frozenset(scopes),
        blocked=tuple(phrase for phrase in phrases if phrase in words.blocked),
        unknown=tuple(phrase for phrase in phrases if not words.knows(phrase)),
        whole=len(phrases) == 1 and bool(heads),
    )


def _by_what(sense: Sense, heads: Sequence[str], words: Lexicon) -> bool:
    others = {words.senses[head].name for head in heads if words.senses[head] != sense}
    return bool(others) and others <= _BY_WHAT.get(sense, frozenset())


def _is_other(phrase: str, words: Lexicon) -> bool:
    return phrase not in words.senses and words.scopes.get(phrase) == "other"


def _may_give_way(scope: str, phrase: str, heads: Sequence[str], words: Lexicon) -> bool:
    others = {words.senses[head].name for head in heads if head != phrase}
    return bool(others) and (scope not in _GIVE_WAY_TO or others <= _GIVE_WAY_TO[scope])
