"""
What a template of a supplier may hold: names, texts, comparisons, filters, conditions and loops, each within bounds.

One pass over the source, which looks at each character once. What passes holds no tag that an engine needs long for:
no list written out, no calls, few brackets, branches and variables.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import whole
from leadflow.core.problems import Problem, near, or_list

__all__ = ["FILTERS", "TemplateLimits", "TemplateTags"]

FILTERS: Final = frozenset(
    [
        "capitalize",
        "count",
        "d",
        "default",
        "e",
        "escape",
        "first",
        "last",
        "length",
        "lower",
        "title",
        "trim",
        "upper",
        "urlencode",
    ]
)
"""
The filters that templates may use.
"""

_STATEMENTS: Final = frozenset(["if", "elif", "else", "endif", "for", "endfor", "set", "with", "endwith"])
_WORDS: Final = frozenset(
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "defined", "undefined"]
)
_OPENING: Final = re.compile(r"\{[{%#]")
_TOKEN: Final = re.compile(
    r"\s+|(?P<close>[-+]?[%}]\})|(?P<word>\w+)|(?P<text>'[^'\\]*'|\"[^\"\\]*\")|(?P<sign>[=!<>]=|[.,|()\[\]=!<>:-])"
)
_COMMENT_END: Final = "#}"
_STRANGE: Final = "a tag contains a character that templates cannot use; use names, texts, comparisons and filters"


@checked
@frozen(kw_only=True)
class TemplateLimits:
    """
    What a template may hold, see and produce. With these, any source ends within one second and 64 MB.

    Attributes:
        source: Bytes of the source.
        output: Bytes of what comes of it.
        steps: Steps of the engine; a fifth of it where a tag searches with ``in``.
        repeated: Bytes that the texts inside loops may produce before it ends.
        filtered: Characters that filters read and make.
        value: Characters of one value; the rest is cut off.
        values: Characters of all values; what comes after is left out.
        items: Items of one list of values; the rest is left out.
        tokens: Words and signs of one tag.
        text: Characters of a text in a tag.
        brackets: How deep brackets are in one another.
        blocks: How deep loops and conditions are in one another.
        branches: ``elif`` of a source.
        variables: Variables that a source sets.
    """

    source: int = field(default=64 * 1024, validator=whole(1))
    output: int = field(default=1024 * 1024, validator=whole(1))
    steps: int = field(default=50_000, validator=whole(1))
    repeated: int = field(default=4 * 1024 * 1024, validator=whole(1))
    filtered: int = field(default=1024 * 1024, validator=whole(1))
    value: int = field(default=20_000, validator=whole(1))
    values: int = field(default=512 * 1024, validator=whole(1))
    items: int = field(default=1_000, validator=whole(1))
    tokens: int = field(default=150, validator=whole(1))
    text: int = field(default=1_000, validator=whole(1))
    brackets: int = field(default=8, validator=whole(1))
    blocks: int = field(default=10, validator=whole(1))
    branches: int = field(default=100, validator=whole(1))
    variables: int = field(default=50, validator=whole(1))


class _NotAllowed(Exception):
    """
    What is wrong with a tag, as a sentence.
    """


class TemplateTags:
    """
    The tags of one source, read once.

    Attributes:
        problems: What no template may hold, with the line; nothing else is known of a source that has some.
        longest_repeated: How many bytes the longest piece of text inside a loop has.
        searches: Whether a tag searches with ``in``.
    """

    def __init__(self, source: str, limits: TemplateLimits) -> None:
        self.problems: list[Problem] = []
        self.longest_repeated = 0
        self.searches = False
        self._source = source
        self._limits = limits
        self._blocks: list[str] = []
        self._branches = 0
        self._variables = 0
        if len(source) > limits.source or len(source.encode("utf-8", "replace")) > limits.source:
            self._say("template_too_large", "", f"the template has more than {limits.source:,} bytes; shorten it")
        else:
            self._read()

    def _read(self) -> None:
        at, line = 0, 1
        while opening := _OPENING.search(self._source, at):
            self._text(at, opening.start())
            line += self._source.count("\n", at, opening.start())
            try:
                end = self._tag(opening)
            except _NotAllowed as wrong:
                self._say("template_not_allowed", f"line {line}", str(wrong))
                return
            if end is None:
                self._say("template_unreadable", f"line {line}", "a tag is not closed; close it")
                return
            line += self._source.count("\n", opening.start(), end)
            at = end
        self._text(at, len(self._source))

    def _text(self, start: int, end: int) -> None:
        if "for" in self._blocks:
            size = len(self._source[start:end].encode("utf-8", "replace"))
            self.longest_repeated = max(self.longest_repeated, size)

    def _tag(self, opening: re.Match[str]) -> int | None:
        """
        Read one tag and return where it ends; None if it is not closed.
        """
        if opening.group() == "{#":
            end = self._source.find(_COMMENT_END, opening.end())
            return None if end < 0 else end + len(_COMMENT_END)
        closing = "}}" if opening.group() == "{{" else "%}"
        at, tokens = opening.end(), list[str]()
        if self._source[at : at + 1] in ("-", "+"):
            at += 1
        while token := _TOKEN.match(self._source, at):
            at = token.end()
            if token["close"]:
                if token.group()[-2:] != closing:
                    raise _NotAllowed(_STRANGE)
                self._check(tokens, statement=closing == "%}")
                return at
            if token.lastgroup:
                tokens.append(token.group())
            if len(tokens) > self._limits.tokens:
                raise _NotAllowed(f"a tag has more than {self._limits.tokens} words and signs; make several of it")
        if at < len(self._source) and not self._unclosed_text(at):
            raise _NotAllowed(_STRANGE)
        return None

    def _unclosed_text(self, at: int) -> bool:
        quote = self._source[at]
        return quote in "'\"" and self._source.find(quote, at + 1) < 0

    def _check(self, tokens: list[str], *, statement: bool) -> None:
        word = tokens[0] if tokens else ""
        if statement:
            self._check_statement(word, tokens)
        self.searches |= tokens.count("in") > (statement and word == "for")
        _check_names(tokens, self._limits.text)
        _check_brackets(tokens, self._limits.brackets, commas=_commas(word, tokens) if statement else 0)

    def _check_statement(self, word: str, tokens: list[str]) -> None:
        """
        Follow the blocks and count what a template may have few of.
        """
        if word not in _STATEMENTS:
            raise _NotAllowed(f"'{word}' is not allowed in templates; use {or_list(sorted(_STATEMENTS))}")
        if word == "set" and "=" not in tokens:
            raise _NotAllowed("'set' needs a value: {% set name = value %}")
        if word in ("set", "with"):
            self._variables += tokens.count("=")
        if self._variables > self._limits.variables:
            raise _NotAllowed(f"a template sets at most {self._limits.variables} variables; use fewer")
        self._branches += word == "elif"
        if self._branches > self._limits.branches:
            raise _NotAllowed(f"a template has at most {self._limits.branches} 'elif'; use fewer")
        if word in ("if", "for", "with"):
            self._blocks.append(word)
        elif word.startswith("end") and self._blocks:
            self._blocks.pop()
        if len(self._blocks) > self._limits.blocks:
            raise _NotAllowed(f"blocks are at most {self._limits.blocks} deep; use fewer inside one another")

    def _say(self, code: str, path: str, message: str) -> None:
        self.problems.append(Problem(code=code, path=path, message=message))


def _commas(word: str, tokens: list[str]) -> int:
    """
    Return up to which token commas may be outside brackets: in the names of a loop, and between variables.
    """
    if word == "with":
        return len(tokens)
    return tokens.index("in") if word == "for" and "in" in tokens else 0


def _check_names(tokens: list[str], longest: int) -> None:
    """
    Check filters and what comes before a bracket.
    """
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if len(token) > longest:
            raise _NotAllowed(f"a text in a tag has more than {longest:,} characters; shorten it")
        if before == "|" and token not in FILTERS:
            raise _NotAllowed(f"there is no filter '{token}'; use {or_list(near(token, FILTERS) or sorted(FILTERS))}")
        callable_here = before == "|" or token in _WORDS | _STATEMENTS
        if after == "(" and _is_value(token) and not callable_here:
            raise _NotAllowed(f"'{token}' cannot be called; templates only show values")


def _check_brackets(tokens: list[str], deepest: int, *, commas: int) -> None:
    """
    Check that no list is written out: brackets follow what they take a part of, commas part arguments of filters.
    """
    open_brackets: list[str] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        if token == "[" and not (_is_value(before) and before not in _WORDS):
            raise _NotAllowed("a list cannot be written out; use the values that there are")
        if token in ("(", "["):
            of_filter = token == "(" and at > 1 and tokens[at - 2] == "|"
            open_brackets.append("filter" if of_filter else token)
        elif token in (")", "]") and open_brackets:
            open_brackets.pop()
        elif token == "," and (open_brackets[-1:] != ["filter"] if open_brackets else at >= commas):
            raise _NotAllowed("a list cannot be written out; use the values that there are")
        if len(open_brackets) > deepest:
            raise _NotAllowed(f"brackets are at most {deepest} deep; use fewer inside one another")


def _is_value(token: str) -> bool:
    return token[-1:] in ("]", ")", "'", '"') or token[-1:].isalnum() or token[-1:] == "_"
