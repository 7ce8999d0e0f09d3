"""
Names: a class stands once in the package, so that its name says which is meant.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import leadflow

SOURCES = Path(leadflow.__file__).parent


def test_public_class_name_stands_once() -> None:
    """
    No two modules define a class of the same name, except frozen copies in migrations.
    """
    homes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path.relative_to(SOURCES).as_posix())

    assert {name: where for name, where in homes.items() if len(where) > 1} == {}
