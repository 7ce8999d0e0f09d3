"""
Names and comments of the sources: what a reader relies on without looking further.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import leadflow

SOURCES = Path(leadflow.__file__).parent
ROOT = Path(__file__).parents[1]


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


def test_exceptions_for_checkers_give_a_reason() -> None:
    """
    What a type checker is not to complain of has its reason beside it.
    """
    bare = re.compile(r"# (type: ignore\[[a-z, -]+\])\s*$", re.MULTILINE)
    folders = ("src", "tests", "examples", "benchmarks")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {str(path): bare.findall(path.read_text("utf-8")) for path in files}

    assert {path: without for path, without in found.items() if without} == {}
    assert len(files) > 500
