"""
Renders suppliers' templates with MiniJinja; needs the extra ``templates``.

What a template may hold is less than MiniJinja can: texts, conditions and loops, and filters that make no text much
longer (`TemplateTags`). Values, steps, the work of filters and the output have limits of their own, since the limit of
the engine counts steps and not how large the texts are that a step moves. So every template ends soon, in limited
memory, with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final
from urllib.parse import quote

from leadflow.adapters.template_tags import FILTERS, TemplateLimits, TemplateTags
from leadflow.core.arguments import checked
from leadflow.core.problems import Problem, near, or_list
from leadflow.errors import MissingExtra, TemplateFailed

try:
    from minijinja import Environment, TemplateError, escape, safe
except ImportError as error:
    raise MissingExtra("templates", "minijinja") from error

__all__ = ["FILTERS", "MiniJinjaTemplates", "TemplateLimits"]

_DEEPEST_VALUE: Final = 6
_MOST_UNKNOWN: Final = 20
_LINE: Final = re.compile(r"line (\d+)|:(\d+)\)")


class MiniJinjaTemplates:
    """
    A template engine for what suppliers write; see `leadflow.ports.TemplateEngine`. One serves all threads.
    """

    @checked
    def __init__(self, limits: TemplateLimits = TemplateLimits()) -> None:
        """
        Make an engine whose templates stay within *limits*.
        """
        self._limits = limits

    def render(self, source: str, values: Mapping[str, object], html: bool, /) -> str:
        """
        Return *source* with *values* in it.

        Raises:
            TemplateFailed: It cannot be rendered, or not within the bounds; the text is a code.
        """
        tags = TemplateTags(source, self._limits)
        for problem in tags.problems:
            raise TemplateFailed(problem.code)
        return self._rendered(source, tags, values, html=html)

    def problems(self, source: str, values: Mapping[str, object], html: bool, /) -> tuple[Problem, ...]:
        """
        Return everything that is wrong with *source* where *values* are what can be shown.
        """
        tags = TemplateTags(source, self._limits)
        if tags.problems:
            return tuple(tags.problems)
        environment = Environment(pycompat=False, debug=False)
        try:
            asked = environment.undeclared_variables_in_str(source, nested=True)
        except (TemplateError, ValueError) as error:
            return (_unreadable(error),)
        unknown = tuple(islice(_unknown(sorted(asked), values), _MOST_UNKNOWN))
        if unknown:
            return unknown
        try:
            self._rendered(source, tags, values, html=html)
        except TemplateFailed as failed:
            if str(failed) == "template_too_much":
                message = (
                    f"the template produces more than {self._limits.output:,} bytes or takes too many steps; shorten it"
                )
                return (Problem(code="template_too_much", path="", message=message),)
            return (_unreadable(failed.__cause__ or failed),)
        return ()

    def _rendered(self, source: str, tags: TemplateTags, values: Mapping[str, object], *, html: bool) -> str:
        limits, spent = self._limits, _Spent(self._limits)
        steps = min(limits.steps, limits.repeated // (tags.longest_repeated + 1))
        environment = Environment(
            fuel=max(1, steps // 5 if tags.searches else steps),
            auto_escape_callback=lambda name: name == "html",
            finalizer=spent.written,
            pycompat=False,
            debug=False,
        )
        for name, one in _FILTERS.items():
            environment.add_filter(name, spent.counting(one))
        for name in ("d", "default"):
            environment.add_filter(name, spent.or_else)
        try:
            made = environment.render_str(source, "html" if html else "text", **_Limited(limits).of(values))
        except (TemplateError, ValueError, TypeError, ArithmeticError) as error:
            too_much = spent.too_much or getattr(error, "kind", None) == "OutOfFuel"
            raise TemplateFailed("template_too_much" if too_much else "template_unreadable") from error
        if len(made) > limits.output or len(made.encode("utf-8", "replace")) > limits.output:
            raise TemplateFailed("template_too_much")
        return made


_FILTERS: Final[Mapping[str, Callable[[str], str]]] = {
    "capitalize": str.capitalize,
    "e": escape,
    "escape": escape,
    "lower": str.lower,
    "title": str.title,
    "trim": str.strip,
    "upper": str.upper,
    "urlencode": lambda text: quote(text, safe="/", errors="replace"),
}
"""
Filters whose work grows with the text, made here so that it is counted.
"""


class _Spent:
    """
    Counts what a template writes and what its filters read, so that no loop of it takes long or fills the memory.
    """

    def __init__(self, limits: TemplateLimits) -> None:
        self._limits = limits
        self._output = 0
        self._filtered = 0
        self.too_much = False

    def written(self, value: object) -> object:
        """
        Count a value that is written; lists and dictionaries cannot be.
        """
        if not isinstance(value, str):
            value = _shown(value)
        self._output += len(value)
        self._stop_above(self._output, self._limits.output)
        return value

    def or_else(self, value: object, other: object = "") -> object:
        """
        Return *value*, or *other* if it would be written as nothing.
        """
        self._filtered += 30
        self._stop_above(self._filtered, self._limits.filtered)
        return other if value is None or value == "" else value

    def counting(self, filtering: Callable[[str], str]) -> Callable[[object], str]:
        """
        Return *filtering* as a filter that counts what it reads and what comes of it.
        """

        def counted(value: object) -> str:
            if isinstance(value, (list, dict, tuple)):
                raise TypeError("filters take texts")
            text = value if isinstance(value, str) else _shown(value)
            self._filtered += len(text) + 30
            self._stop_above(self._filtered, self._limits.filtered)
            if filtering is escape:
                return safe(text if hasattr(value, "__html__") else escape(text))
            made = filtering(text)
            self._filtered += len(made)
            return made

        return counted

    def _stop_above(self, spent: int, most: int) -> None:
        if spent > most:
            self.too_much = True
            raise ValueError("too much")


def _shown(value: object) -> str:
    """
    Return what is written for a value that is not a text.

    Raises:
        TypeError: It is a list or a dictionary.
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float():
            return f"{value:.15g}"
        case _:
            raise TypeError("only texts and numbers can be shown")


class _Limited:
    """
    Values as a template sees them: no more, no longer and no deeper than the limits say.
    """

    def __init__(self, limits: TemplateLimits) -> None:
        self._longest, self._items, self._left = limits.value, limits.items, limits.values

    def of(self, values: Mapping[str, object]) -> dict[str, object]:
        """
        Return *values* within the limits.
        """
        return {name: self._one(value, _DEEPEST_VALUE) for name, value in islice(values.items(), self._items)}

    def _one(self, value: object, depth: int) -> object:
        if isinstance(value, str):
            cut = value if len(value) <= self._longest else value[: self._longest - 1] + "…"
            return self._take(cut)
        if depth and isinstance(value, Mapping):
            items = islice(value.items(), self._items)
            return {self._take(str(name)[: self._longest]): self._one(one, depth - 1) for name, one in items}
        if depth and isinstance(value, (list, tuple)):
            return [self._one(one, depth - 1) for one in value[: self._items]]
        if value is None or isinstance(value, (bool, int, float)):
            return value
        return self._take(str(value)[: self._longest])

    def _take(self, text: str) -> str:
        taken = text[: self._left]
        self._left -= len(taken) + 1 if self._left > len(taken) else self._left
        return taken


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
    message = f"this cannot be read as a template ({kind})" if kind else ""
    return Problem(
        code="template_unreadable", path=line, message=message or "this cannot be read as a template; correct the tag"
    )
