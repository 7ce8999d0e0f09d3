"""
Takes off what most headers of a file begin with or have in brackets: "Buyer Email", "data.email", "City (text)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from leadflow.core.columns.lexicon import lexicon, tokens_of

__all__ = ["without_prefix", "without_rarer_prefixes"]

# As programs name what is inside another thing: data.email, fields[email].
_PATH: Final = re.compile(r"(\w{2,30})(?:\.(?=\w)|\[(?=[^\]]+\]$))")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]{2,30})[)\]]\s*$")
_LEAST: Final = 3
_MOST_WORDS: Final = 3


def without_prefix(headers: Sequence[str]) -> list[str]:
    """
    Return *headers* without the words with which at least half of them, and three, begin.

    Words that say whose something is (home, company, billing) stay, since they decide which field it is.
    """
    headers = _without_brackets(_without_path(headers))
    left = [tokens_of(header) for header in headers]
    taken = 0
    while taken < _MOST_WORDS and (prefix := _common(left)):
        left = [words[1:] if words[:1] == (prefix,) and len(words) > 1 else words for words in left]
        taken += 1
    if not taken:
        return list(headers)
    return [
        " ".join(words) if words != tokens_of(header) else header for words, header in zip(left, headers, strict=True)
    ]


def without_rarer_prefixes(headers: Sequence[str]) -> Iterator[list[str]]:
    """
    Yield *headers* without the first word of three of them or more, for each such word: "Ticket Email" beside "Order
    Email".
    """
    split = [tokens_of(header) for header in headers]
    for prefix, count in Counter(words[0] for words in split if len(words) > 1).most_common():
        if count >= _LEAST and not _means(prefix):
            yield [
                " ".join(words[1:]) if words[:1] == (prefix,) and len(words) > 1 else header
                for words, header in zip(split, headers, strict=True)
            ]


def _means(word: str) -> bool:
    """
    Return whether *word* says itself which field is meant, or whose.
    """
    words = lexicon()
    return word in words.senses or word in words.scopes or word in words.little or word.isdigit()


def _without_path(headers: Sequence[str]) -> Sequence[str]:
    """
    Return *headers* without the name of the thing that they are all in, unless that says whose they are.
    """
    found = [_PATH.match(header) for header in headers if header.strip()]
    names = {one[1].casefold() if one else None for one in found}
    name = names.pop() if len(names) == 1 and len(found) >= _LEAST else None
    if name is None or name in lexicon().scopes:
        return headers
    return [header[one.end() :].rstrip("]") if (one := _PATH.match(header)) else header for header in headers]


def _without_brackets(headers: Sequence[str]) -> Sequence[str]:
    """
    Return *headers* without what most of them have in brackets behind them, unless that says whose they are.
    """
    found = Counter(one[1].casefold() for header in headers if (one := _BRACKETS.search(header)))
    said, count = found.most_common(1)[0] if found else ("", 0)
    words = lexicon()
    if (
        count < _LEAST
        or count * 2 < sum(bool(header.strip()) for header in headers)
        or any(word in words.scopes for word in tokens_of(said))
    ):
        return headers
    return [
        header[: one.start()] if (one := _BRACKETS.search(header)) and one[1].casefold() == said else header
        for header in headers
    ]


def _common(left: Sequence[Sequence[str]]) -> str | None:
    first = Counter(words[0] for words in left if len(words) > 1)
    if not first:
        return None
    prefix, count = first.most_common(1)[0]
    filled = sum(1 for one in left if one)
    return prefix if count >= _LEAST and count * 2 >= filled and not _means(prefix) else None
