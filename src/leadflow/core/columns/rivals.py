"""
Resolves columns that compete for one field or one address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from leadflow.core.columns.addresses import ATTENDS
from leadflow.core.columns.column_owner import ADDRESS, GROUPS, blocked
from leadflow.core.columns.header_words import HeaderReading
from leadflow.core.columns.lexicon import lexicon, tokens_of
from leadflow.core.columns.suggestions import SKIP
from leadflow.core.columns.value_looks import share
from leadflow.core.columns.verdicts import ColumnVerdict
from leadflow.core.columns.word_set import word_set

__all__ = ["business_side", "compete", "one_address", "only_seconds", "surnames", "whole_names"]

_FILLS: Final = frozenset({"mail", "firm"})
_BY_WORDS: Final = frozenset({"alias", "words", "neighbours"})
_REACHES: Final = word_set("email work_phone mobile_phone fax")
_SECONDS: Final = _REACHES | word_set("company title website")
_NAMES: Final = word_set("first_name last_name full_name")
_OF_A_PERSON: Final = _REACHES | word_set("title salutation home_phone")


def business_side(
    verdicts: Sequence[ColumnVerdict], readings: Sequence[HeaderReading], headers: Sequence[str]
) -> list[ColumnVerdict]:
    """
    Take what is called the company's for the person's at work, where the file sets it against what is private.

    "Phone (company)" is the switchboard, but not beside "Phone (private)".
    """
    if not _sets_against(headers):
        return list(verdicts)
    return [_at_work(one, reading) for one, reading in zip(verdicts, readings, strict=True)]


def surnames(verdicts: Sequence[ColumnVerdict], values: Sequence[Sequence[str]]) -> list[ColumnVerdict]:
    """
    Map a column of names to the last name if another column has the first names, and these are not in it or it has
    single words.
    """
    fields = {one.field for one in verdicts}
    if "first_name" not in fields or "last_name" in fields:
        return list(verdicts)
    firsts = [
        name for one, column in zip(verdicts, values, strict=False) if one.field == "first_name" for name in column
    ]
    return [
        ColumnVerdict("last_name", 0.86, "neighbours", "another column contains the first names, and this one does not")
        if one.field == "full_name" and one.code in _BY_WORDS and _lacks(column, firsts)
        else one
        for one, column in zip(verdicts, values[: len(verdicts)], strict=True)
    ]


def whole_names(verdicts: Sequence[ColumnVerdict], values: Sequence[Sequence[str]]) -> list[ColumnVerdict]:
    """
    Ask about a column called a name, if the first names of another column are not in it: "Lead Name" may be that of a
    sale.
    """
    fields = {one.field for one in verdicts}
    pairs = list(zip(verdicts, values[: len(verdicts)], strict=True))
    firsts = [name for one, column in pairs if one.field == "first_name" for name in column]
    if not firsts or not {"last_name", "full_name"} <= fields:
        return list(verdicts)
    why = "it does not contain the first names of the other column"
    asked = ColumnVerdict(None, 0.0, "contradicted", why, (("full_name", 0.4),))
    return [
        asked if one.field == "full_name" and one.code != "remembered" and column and _lacks(column, firsts) else one
        for one, column in pairs
    ]


def _lacks(names: Sequence[str], firsts: Sequence[str]) -> bool:
    """
    Return whether *names* are without the first names, as far as their values show.
    """
    if not names or share("name", names) < 0.5:
        return bool(names)
    whole = [name for name in names if any(first.casefold() in name.casefold() for first in firsts)]
    return bool(firsts) and len(whole) * 2 < len(names)


def _at_work(verdict: ColumnVerdict, reading: HeaderReading) -> ColumnVerdict:
    sense = reading.sense
    if verdict.field or sense is None or sense.name not in _REACHES or reading.question:
        return verdict
    if "firm" not in reading.scopes or not reading.scopes <= {"firm", "me", "work"}:
        return verdict
    return ColumnVerdict(
        sense.name,
        0.8,
        "neighbours",
        "the file also has private columns, so the company's belong to the person at work",
    )


def _sets_against(headers: Sequence[str]) -> bool:
    """
    Return whether two headers differ in one word only, which is the company in one and the home in the other.
    """
    scopes = lexicon().scopes
    shapes: dict[str, set[tuple[str, ...]]] = {"firm": set(), "home": set()}
    for header in headers:
        tokens = tokens_of(header)
        for place, token in enumerate(tokens):
            if len(tokens) > 1 and scopes.get(token) in shapes:
                shapes[scopes[token]].add((*tokens[:place], "", *tokens[place + 1 :]))
    return not shapes["firm"].isdisjoint(shapes["home"])


def one_address(verdicts: Sequence[ColumnVerdict]) -> list[ColumnVerdict]:
    """
    Keep one address: the lead's own, or else the best group of columns (mailing, company, home, billing).

    Where the lead's own columns know no more than a city, a state or a country, the street of its company or of its
    letters is taken, unless that has a city, a state or a country too: parts of two addresses make none. A home or
    billing address never fills gaps.
    """
    own = {one.field for one in verdicts if one.field in ADDRESS and not one.group}
    groups = {one.group for one in verdicts if one.field in ADDRESS and one.group}
    best = next((one for one in GROUPS if one in groups), "")
    keep = not own or (best in _FILLS and own.isdisjoint({"address1", "postal_code"}))
    others = {one.field for one in verdicts if one.field in ADDRESS and one.group == best}
    used = {"", best} if keep and own.isdisjoint(others) else {""}
    return [
        blocked(one, "it belongs to an address that is not used")
        if one.field in ADDRESS and one.group not in used
        else one
        for one in verdicts
    ]


def compete(
    verdicts: Sequence[ColumnVerdict], headers: Sequence[str], values: Sequence[Sequence[str]]
) -> list[ColumnVerdict]:
    """
    Return each field to the column that is likeliest to be it: one with values before one without, then one of the same
    person as the names, and of equals the first.
    """
    best = _best(verdicts, values, lambda _: False)
    named = {owner for name, column in best.items() if name in _NAMES for owner in _owners(headers[column])}
    if named:
        of_them = [
            one.field in _OF_A_PERSON and not named.isdisjoint(_owners(headers[at])) for at, one in enumerate(verdicts)
        ]
        best = _best(verdicts, values, of_them.__getitem__)
    return [_settle(column, one, best, headers) for column, one in enumerate(verdicts)]


def _best(
    verdicts: Sequence[ColumnVerdict], values: Sequence[Sequence[str]], prefers: Callable[[int], bool]
) -> dict[str, int]:
    def rank(column: int) -> tuple[bool, bool, float]:
        one, said = verdicts[column], values[column]
        # A company that is the same in every row is the company that wrote the file.
        owner = one.field == "company" and len(said) > 1 and len(set(said)) == 1
        return one.code == "remembered" or (bool(said) and not owner), prefers(column), one.confidence

    best: dict[str, int] = {}
    for column, one in enumerate(verdicts):
        if one.field in (None, SKIP):
            continue
        if one.field not in best or rank(column) > rank(best[one.field]):
            best[one.field] = column
    return best


def _owners(header: str) -> frozenset[str]:
    """
    Return the words of a header that say that it is about who attends, and not about who has bought the ticket.
    """
    return ATTENDS.intersection(tokens_of(header))


def only_seconds(
    verdicts: Sequence[ColumnVerdict], readings: Sequence[HeaderReading], values: Sequence[Sequence[str]]
) -> list[ColumnVerdict]:
    """
    Take a column that is called another e-mail, phone or company of the person, where the file has no first one.
    """
    there = {one.field for one in verdicts}
    found: dict[str, list[int]] = {}
    for column, reading in enumerate(readings):
        name = reading.sense.name if reading.sense else ""
        if name in _SECONDS - there and reading.scopes == {"other"} and values[column] and not reading.question:
            found.setdefault(name, []).append(column)
    alone = {columns[0]: name for name, columns in found.items() if len(columns) == 1}
    why = "the file has no other column for it"
    return [
        ColumnVerdict(alone[column], 0.8, "neighbours", why) if column in alone and one.code == "blocked" else one
        for column, one in enumerate(verdicts)
    ]


def _settle(column: int, verdict: ColumnVerdict, best: dict[str, int], headers: Sequence[str]) -> ColumnVerdict:
    name = verdict.field
    if name is None or best.get(name, column) == column:
        return verdict
    reason = f"'{headers[best[name]].strip()}' already uses that field"
    return ColumnVerdict(None, 0.0, "taken", reason, ((name, 0.5),))
