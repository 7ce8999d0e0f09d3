"""
The reference pages name everything that is there, and nothing that is not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from inspect import cleandoc, isclass
from pathlib import Path
from typing import get_args

import pytest
from tests.examples import log_lines, spellings
from tests.examples.odd_files import page

import leadflow
from leadflow import LeadflowError, errors
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS
from leadflow.core import lengths
from leadflow.core.criteria.operators import OPERATORS, Shape, operators_of
from leadflow.core.facts import Fact
from leadflow.core.handling import answers
from leadflow.core.intake import histories
from leadflow.core.kinds import KINDS
from leadflow.core.notifications.message_facts import MessageFact
from leadflow.core.records import RecordField, Subject
from leadflow.core.schema import STANDARD_SCHEMA

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


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


def helpers_in(tree: ast.Module) -> dict[str, int]:
    """
    Return the functions that take a code, and the place of it among their arguments.
    """
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if "code" in names:
                found[node.name] = names.index("code")
    return found


def codes_in(tree: ast.Module, helpers: dict[str, int]) -> Iterator[str]:
    """
    Return the problem codes that a module writes down, whatever function they go through.
    """
    places = {"Unreadable": 0, "Unacceptable": 0, "Adjusted": 1, "Problem": -1, **helpers, **helpers_in(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in places:
            given = [one.value for one in node.keywords if one.arg == "code"]
            place = places[called(node)]
            if 0 <= place < len(node.args):
                given.append(node.args[place])
            yield from words_in(given)
        elif isinstance(node, ast.Assign):
            yield from words_in(assigned(node.targets[0], node.value))


def assigned(target: ast.expr, value: ast.expr) -> list[ast.expr]:
    """
    Return what is assigned to the name ``code``, alone or as the first of several.
    """
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        target, value = target.elts[0], value.elts[0]
    if not isinstance(target, ast.Name) or target.id != "code":
        return []
    return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


def called(node: ast.Call) -> str:
    """
    Return the name of the function that is called.
    """
    return (
        node.func.id
        if isinstance(node.func, ast.Name)
        else node.func.attr
        if isinstance(node.func, ast.Attribute)
        else ""
    )


def words_in(nodes: list[ast.expr]) -> Iterator[str]:
    """
    Return the codes among expressions; of a choice between two, both.
    """
    for node in nodes:
        for one in [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and re.fullmatch("[a-z_]+", one.value):
                yield one.value


def codes_of_source() -> set[str]:
    """
    Return every problem code of the package; the kits' own are left out.
    """
    sources = [one for one in (ROOT / "src" / "leadflow").rglob("*.py") if "testing" not in one.parts]
    trees = [ast.parse(one.read_text("utf-8")) for one in sources]
    helpers = {name: place for tree in trees for name, place in helpers_in(tree).items() if not name.startswith("_")}
    return {code for tree in trees for code in codes_in(tree, helpers)}


def test_problems_page_names_every_code_once() -> None:
    """
    Codes are promised, so each is in the table, with what corrects it.
    """
    assert sorted(named("problems.md")) == sorted(codes_of_source())
    assert all(len(cells) == 3 and all(cells) for cells in rows("problems.md"))


def test_page_of_odd_files_says_what_the_tests_expect() -> None:
    """
    The page lists what the tests expect; ``python -m tests.examples.odd_files`` writes it.
    """
    assert page() == (REFERENCE / "odd-files.md").read_text("utf-8")


def test_page_of_log_lines_is_made_of_the_code() -> None:
    """
    If it differs, ``python -m tests.examples.log_lines`` writes it again.
    """
    assert log_lines.page() == (REFERENCE / "log-lines.md").read_text("utf-8")


def test_page_of_spellings_is_made_of_the_code() -> None:
    """
    Every kind has its examples; if the page differs, ``python -m tests.examples.spellings`` writes it again.
    """
    assert {field.kind.name for field in spellings.EXAMPLES} == set(KINDS)
    assert spellings.page() == (REFERENCE / "spellings.md").read_text("utf-8")


def test_lengths_page_has_the_length_of_every_kind_and_text() -> None:
    """
    The page of lengths lists every kind and every longest text, with the number that holds.
    """
    expected = {(f"`{one.name}`", f"{one.longest:,}") for one in KINDS.values()}
    for module in (lengths, answers, histories):
        names = (one for one in module.__all__ if one.startswith(("LONGEST_", "MOST_")))
        expected |= {(f"`{name}`", f"{getattr(module, name):,}") for name in names}

    assert {tuple(cells) for cells in rows("lengths.md")} == expected


def test_record_fields_page_lists_every_field_of_a_record() -> None:
    """
    Every field that is declared for a record stands there as it is declared, and no other.
    """
    expected = {
        (
            f"`{name}`",
            subject.value,
            field.title,
            field.kind.name,
            f"`{field.column}`" if field.column else "-",
            "yes" if field.sortable else "no",
        )
        for subject in Subject
        for name, field in STANDARD_SCHEMA.of(subject).items()
        if isinstance(field, RecordField)
    }
    assert {tuple(cells) for cells in rows("record-fields.md")} == expected


def test_operators_page_is_the_table_of_operators() -> None:
    """
    Every operator of every kind stands there, with what it takes, and no other.
    """
    takes = {
        Shape.NONE: "nothing",
        Shape.ONE: "one value",
        Shape.MANY: "a list",
        Shape.PAIR: "two values",
        Shape.DAYS: "days",
    }
    written = {(cells[0].strip("`"), cells[1], cells[2]) for cells in rows("operators.md") if len(cells) > 3}
    expected = {
        (one.name, family, takes[one.shape])
        for group in OPERATORS.values()
        for one in group
        for family in [", ".join(kind.name for kind in KINDS.values() if kind.family in one.families)]
    }
    assert written == expected


def test_operators_page_lists_the_operators_of_each_kind() -> None:
    """
    The second table turns the first one round.
    """
    written = {
        cells[0].strip("`"): set(cells[1].replace("`", "").split(", "))
        for cells in rows("operators.md")
        if len(cells) == 2
    }
    assert written == {kind.name: set(operators_of(kind.family)) for kind in KINDS.values()}


def test_facts_page_names_every_fact_and_its_attributes() -> None:
    """
    What the timeline of a lead and the trail of a message can hold are closed lists.
    """
    written = {cells[0].strip("`"): cells[1].replace("`", "") for cells in rows("facts.md")}
    facts = {*get_args(Fact), *get_args(MessageFact)}
    expected = {fact.__name__: ", ".join(one.name for one in fact.__attrs_attrs__) or "-" for fact in facts}
    assert written == expected


def test_errors_page_names_every_exception() -> None:
    """
    Each says whether anything was written and whether the same call is safe to make again.
    """
    written = {cells[0].strip("`"): tuple(cells[2:4]) for cells in rows("errors.md")}
    raised = [
        one for name in errors.__all__ if isclass(one := getattr(errors, name)) and issubclass(one, LeadflowError)
    ]
    expected = {one.__name__: ("perhaps" if one.wrote else "no", "yes" if one.retry_safe else "no") for one in raised}
    assert written == expected


def test_pages_promise_only_names_that_are_there() -> None:
    """
    The compatibility page lists the public names; each can be imported.
    """
    modules = {name for name in named("compatibility.md") if name.split(".")[0] == "leadflow"}

    assert len(modules) > 5
    assert all(find_spec(name) for name in modules)
    assert set(named("compatibility.md")) - modules <= set(leadflow.__all__)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """
    Every relative link of a page is a file.
    """
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_front_door_says_what_it_is() -> None:
    """
    The package's docstring is the first thing that people read with ``help(leadflow)``.
    """
    assert cleandoc(leadflow.__doc__ or "").startswith("Assigns each sales lead to the right partner")


def test_compatibility_page_names_every_migration() -> None:
    """
    A host that lifts its database finds the number, the name and the kind of each migration, in order.
    """
    text = (REFERENCE / "compatibility.md").read_text("utf-8")
    listed = re.findall(r"^\| (\d+) \| (\w+) \| (\w+) \|", text, re.MULTILINE)

    assert listed == [(str(one.number), one.name, one.effect.value) for one in MIGRATIONS]
