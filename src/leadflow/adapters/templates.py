"""
Renders suppliers' templates with MiniJinja; needs the extra ``templates``.

What a template may hold is less than MiniJinja can: texts, conditions and loops, and filters that make no text much
longer. So every template ends soon, in limited memory, with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from leadflow.core.problems import Problem, near, or_list
from leadflow.errors import MissingExtra, TemplateFailed

try:
    from minijinja import Environment, TemplateError
except ImportError as error:
    raise MissingExtra("templates", "minijinja") from error

__all__ = ["FILTERS", "LARGEST_OUTPUT", "LARGEST_SOURCE", "MiniJinjaTemplates"]

LARGEST_SOURCE: Final = 64 * 1024
"""
How many bytes a template may have.
"""

LARGEST_OUTPUT: Final = 1024 * 1024
"""
How many bytes may come of it.
"""

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
_MOST_FUEL: Final = 50_000
_OPENING: Final = re.compile(r"\{[{%#]")
_LITERAL: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_ALLOWED: Final = re.compile(r"[\w\s.,|()\[\]=!<>:-]*")
_FILTER: Final = re.compile(r"\|\s*([\w.]*)")
_CALL: Final = re.compile(r"(\|\s*)?([\w.\]]+)\s*\(")
_LINE: Final = re.compile(r"line (\d+)|:(\d+)\)")


class MiniJinjaTemplates:
    """
    A template engine for what suppliers write; see `leadflow.ports.TemplateEngine`. One serves all threads.
    """

    def render(self, source: str, values: Mapping[str, object], html: bool, /) -> str:
        """
        Return *source* with *values* in it.

        Raises:
            TemplateFailed: It cannot be rendered, or not within the bounds; the text is a code.
        """
        for problem in _refused(source):
            raise TemplateFailed(problem.code)
        emitted = _Emitted()
        environment = Environment(
            fuel=max(2_000, min(_MOST_FUEL, 150_000_000 // (len(source) + 1))),
            auto_escape_callback=lambda name: name == "html",
            finalizer=emitted,
            pycompat=False,
            debug=False,
        )
        try:
            made = environment.render_str(source, "html" if html else "text", **values)
        except (TemplateError, ValueError, TypeError, ArithmeticError) as error:
            spent = emitted.too_much or getattr(error, "kind", None) == "OutOfFuel"
            raise TemplateFailed("template_too_much" if spent else "template_unreadable") from error
        if len(made.encode("utf-8", "replace")) > LARGEST_OUTPUT:
            raise TemplateFailed("template_too_much")
        return made

    def problems(self, source: str, values: Mapping[str, object], html: bool, /) -> tuple[Problem, ...]:
        """
        Return everything that is wrong with *source* where *values* are what can be shown.
        """
        found = tuple(_refused(source))
        if found:
            return found
        environment = Environment(pycompat=False, debug=False)
        try:
            asked = environment.undeclared_variables_in_str(source, nested=True)
        except (TemplateError, ValueError) as error:
            return (_unreadable(error),)
        unknown = tuple(_unknown(sorted(asked), values))
        if unknown:
            return unknown
        try:
            self.render(source, values, html)
        except TemplateFailed as failed:
            if str(failed) == "template_too_much":
                message = "the template produces more than 1 MB or takes too many steps; shorten it"
                return (Problem(code="template_too_much", path="", message=message),)
            return (_unreadable(failed.__cause__ or failed),)
        return ()


class _Emitted:
    """
    Counts what a template writes, so that no loop of it fills the memory.
    """

    def __init__(self) -> None:
        self.size = 0
        self.too_much = False

    def __call__(self, value: object) -> object:
        self.size += len(value) if isinstance(value, str) else 8
        if self.size > LARGEST_OUTPUT:
            self.too_much = True
            raise ValueError("too much")
        return value


def _refused(source: str) -> Iterator[Problem]:
    """
    Return what no template may hold, by looking at its tags alone.
    """
    if len(source.encode("utf-8", "replace")) > LARGEST_SOURCE:
        message = "the template has more than 64 KB; shorten it"
        yield Problem(code="template_too_large", path="", message=message)
        return
    at = 0
    while opening := _OPENING.search(source, at):
        where = f"line {source.count(chr(10), 0, opening.start()) + 1}"
        end = _end_of_tag(source, opening)
        if end is None:
            yield _problem("template_unreadable", where, "a tag is not closed; close it")
            return
        inside = source[opening.end() : end].strip("-+")
        if opening.group() != "{#":
            wrong = _wrong_tag(inside, statement=opening.group() == "{%")
            if wrong:
                yield _problem("template_not_allowed", where, wrong)
        at = end + 2


def _end_of_tag(source: str, opening: re.Match[str]) -> int | None:
    """
    Return where the closing mark of a tag begins, past every quoted text in it; None if there is none.
    """
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}[opening.group()]
    at = opening.end()
    while at < len(source):
        if source.startswith(close, at):
            return at
        literal = _LITERAL.match(source, at) if close != "#}" and source[at] in "'\"" else None
        at = literal.end() if literal else at + 1
    return None


def _wrong_tag(inside: str, *, statement: bool) -> str | None:
    """
    Return the problem of a tag; None if there is none.
    """
    bare = _LITERAL.sub("''", inside)
    if "\\" in inside or not _ALLOWED.fullmatch(bare.replace("''", "")):
        return "a tag contains a character that templates cannot use; use names, texts, comparisons and filters"
    word = bare.split(maxsplit=1)[0] if bare.split() else ""
    if statement and word not in _STATEMENTS:
        return f"'{word}' is not allowed in templates; use {or_list(sorted(_STATEMENTS))}"
    if statement and word == "set" and "=" not in bare:
        return "'set' needs a value: {% set name = value %}"
    for name in _FILTER.findall(bare):
        if name not in FILTERS:
            return f"there is no filter '{name}'; use {or_list(near(name, FILTERS) or sorted(FILTERS))}"
    for piped, name in _CALL.findall(bare):
        if not piped and name not in _WORDS | _STATEMENTS:
            return f"'{name}' cannot be called; templates only show values"
    return None


def _unknown(asked: list[str], values: Mapping[str, object]) -> Iterator[Problem]:
    known = set(_paths(values))
    for path in asked:
        if path in known or path.partition(".")[0] == "loop":
            continue
        close = near(path, known)
        hint = f"; {or_list(close)} is" if close else ""
        message = f"nothing is called '{path}' here{hint}"
        yield Problem(code="template_variable_unknown", path=path, message=message, suggestions=close)


def _paths(values: Mapping[str, object], before: str = "") -> Iterator[str]:
    for name, value in values.items():
        yield f"{before}{name}"
        if isinstance(value, Mapping):
            yield from _paths(value, f"{before}{name}.")


def _unreadable(error: BaseException) -> Problem:
    found = _LINE.search(str(error))
    line = f"line {found.group(1) or found.group(2)}" if found else ""
    kind = getattr(error, "kind", None)
    return _problem("template_unreadable", line, f"this cannot be read as a template ({kind})" if kind else "")


def _problem(code: str, where: str, message: str) -> Problem:
    return Problem(code=code, path=where, message=message or "this cannot be read as a template; mend the tag")
