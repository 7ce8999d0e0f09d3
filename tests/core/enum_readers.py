"""
Finds the modules that read single members of a closed list.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from inspect import getsource
from pkgutil import walk_packages

import leadflow

__all__ = ["closed_lists", "modules_of_the_library", "readers_of_members"]


def modules_of_the_library() -> list[str]:
    """
    Return the names of all modules but those of the test kit.
    """
    return [one.name for one in walk_packages(leadflow.__path__, "leadflow.") if ".testing" not in one.name]


def closed_lists() -> Iterator[type[Enum]]:
    """
    Yield every enumeration of the library.
    """
    for name in modules_of_the_library():
        for value in vars(import_module(name)).values():
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == name:
                yield value


def readers_of_members() -> Mapping[type[Enum], list[str]]:
    """
    Return the modules that treat some members of a list in another way than the rest, where no checker notices.

    They compare with a member, have some members in a set, or match some and let the rest through.
    """
    named = {one.__name__: one for one in closed_lists()}
    known = frozenset(named.values())
    found: dict[type[Enum], set[str]] = defaultdict(set)
    for name in modules_of_the_library():
        module = import_module(name)
        visible = {
            word: value for word, value in vars(module).items() if isinstance(value, type) and value in known
        } | {word: one for word, one in named.items() if one.__module__ == name}
        source = getsource(module)
        # Nothing else is a member, and most modules name none.
        named_here = any(f"{word}." in source for word in visible)
        for node in ast.walk(ast.parse(source)) if named_here else ():
            for part in _reading(node):
                for one in _members(part, visible):
                    found[one].add(name.removeprefix("leadflow."))
    return {one: sorted(modules) for one, modules in found.items()}


def _reading(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare() | ast.Set():
            yield node
        case ast.Call(func=ast.Name(id="frozenset" | "set")):
            yield node
        case ast.Match(cases=cases) if _lets_through(cases[-1]):
            yield from (one.pattern for one in cases)


def _lets_through(last: ast.match_case) -> bool:
    """
    Return whether a match ends with a case for everything else that is not an error.
    """
    takes_all = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None and last.guard is None
    return takes_all and "assert_never" not in ast.dump(last) and not isinstance(last.body[0], ast.Raise)


def _members(part: ast.AST, visible: Mapping[str, type[Enum]]) -> Iterator[type[Enum]]:
    for node in ast.walk(part):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            words = visible.get(node.value.id)
            if words is not None and node.attr in words.__members__:
                yield words
