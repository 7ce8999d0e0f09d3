"""
Takes off the word with which most headers of a file begin: "Buyer Email", "Buyer Company".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from leadflow.core.columns.lexicon import lexicon, tokens_of

__all__ = ["without_prefix"]

_LEAST: Final = 3
_MOST_WORDS: Final = 3


def without_prefix(headers: Sequence[str]) -> list[str]:
    """
    Return *headers* without the words with which at least half of them, and three, begin.

    Words that say whose something is (home, company, billing) stay, since they decide which field it is.
    """
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


def _common(left: Sequence[Sequence[str]]) -> str | None:
    first = Counter(words[0] for words in left if len(words) > 1)
    if not first:
        return None
    prefix, count = first.most_common(1)[0]
    words = lexicon()
    means = prefix in words.senses or prefix in words.scopes or prefix in words.little or prefix.isdigit()
    filled = sum(1 for one in left if one)
    return prefix if count >= _LEAST and count * 2 >= filled and not means else None
