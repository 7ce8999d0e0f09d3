"""
The reference pages name everything that is there, and nothing that is not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import cleandoc, isclass
from pathlib import Path
from typing import get_args

import pytest

import leadflow
from leadflow import LeadflowError, errors
from leadflow.core.criteria.operators import OPERATORS, Shape, operators_of
from leadflow.core.kinds import KINDS
from leadflow.core.timeline import Fact

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def rows(page: str) -> Iterator[list[str]]:
    """
    Return the cells of all table rows of a page whose first cell is in backquotes.
    """
    for line in (REFERENCE / page).read_text("utf-8").splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def named(page: str) -> list[str]:
    """
    Return the first cells of a page's tables, without backquotes.
    """
    return [cells[0].strip("`") for cells in rows(page)]


def codes_in(tree: ast.Module) -> Iterator[str]:
    """
    Return the problem codes that a module writes down, whatever function they go through.
    """
    places = {"Unreadable": 0, "Adjusted": 1, "Problem": None}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if "code" in names:
                places[node.name] = names.index("code")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in places:
            given = [one.value for one in node.keywords if one.arg == "code"]
            place = places[called(node)]
            if place is not None and len(node.args) > place:
                given.append(node.args[place])
            yield from words_in(given)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            targets = [one.id for one in node.targets[0].elts if isinstance(one, ast.Name)]
            if targets[:1] == ["code"] and isinstance(node.value, ast.Tuple):
                yield from words_in([node.value.elts[0]])


def called(node: ast.Call) -> str:
    """
    Return the name of the function that is called.
    """
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def words_in(nodes: list[ast.expr]) -> Iterator[str]:
    """
    Return the codes among expressions; of a choice between two, both.
    """
    for node in nodes:
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and re.fullmatch("[a-z_]+", one.value):
                yield one.value


def codes_of_source() -> set[str]:
    """
    Return every problem code of the package; the kits' own are left out.
    """
    sources = [one for one in (ROOT / "src" / "leadflow").rglob("*.py") if "testing" not in one.parts]
    return {code for one in sources for code in codes_in(ast.parse(one.read_text("utf-8")))}


def test_problems_page_names_every_code_once() -> None:
    """
    Codes are promised, so each one stands in the table, with what mends it.
    """
    assert sorted(named("problems.md")) == sorted(codes_of_source())
    assert all(len(cells) == 3 and all(cells) for cells in rows("problems.md"))
