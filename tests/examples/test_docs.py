"""
Docs and examples: each page is found from the index, imports public names only, and README stays short.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
INDEX = DOCS / "index.md"
PAGES = [README, *sorted(DOCS.rglob("*.md"))]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))

PUBLIC = re.compile(r"leadflow(\.[a-z_]+|\.(core|adapters)\.[a-z_]+)?")
"""
Modules that a reader may import from: the front door, its folders, and the packages of the core and the adapters.
"""

MOST_WORDS = 600
MOST_LINES = 15


def links(page: Path) -> set[Path]:
    """
    Return the pages that *page* links to.
    """
    found = re.findall(r"\]\(([^)#:]+\.md)", page.read_text("utf-8"))
    return {(page.parent / one).resolve() for one in found}


def blocks(page: Path) -> list[str]:
    """
    Return the Python blocks of a page, those in comments included.
    """
    text = page.read_text("utf-8")
    return re.findall(r"```python\n(.*?)```", text, re.S) + re.findall(r"code-block: python\n(.*?)-->", text, re.S)


def imports(source: str) -> Iterator[tuple[str, str]]:
    """
    Give the module and name of everything that *source* imports from leadflow; the name is empty for a module.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "leadflow":
            yield from ((node.module, one.name) for one in node.names)
        elif isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names if one.name.split(".")[0] == "leadflow")


def first_example() -> tuple[str, str]:
    """
    Return the first Python block of README, and the output that the page shows.
    """
    text = README.read_text("utf-8")
    code, shown = re.search(r"```python\n(.*?)```", text, re.S), re.search(r"```text\n(.*?)```", text, re.S)
    assert code is not None
    assert shown is not None
    return code[1], shown[1]


@pytest.mark.parametrize("page", [one for one in PAGES if one not in (README, INDEX)], ids=lambda page: page.stem)
def test_index_links_every_page(page: Path) -> None:
    """
    A reader finds every page of the docs from the index.
    """
    assert page.resolve() in links(INDEX)


def test_readme_links_the_index() -> None:
    """
    The index is one click away from the front page.
    """
    assert INDEX.resolve() in links(README)


@pytest.mark.parametrize("path", [*PAGES, *EXAMPLES], ids=lambda path: path.stem)
def test_pages_and_examples_import_public_names_only(path: Path) -> None:
    """
    What a reader copies uses only modules and names that are public.
    """
    sources = [path.read_text("utf-8")] if path.suffix == ".py" else blocks(path)
    for module, name in (one for source in sources for one in imports(source)):
        assert PUBLIC.fullmatch(module), f"{module} is not a public module"
        public = getattr(import_module(module), "__all__", ())
        assert not name or name in public, f"{name} is not a public name of {module}"


def test_readme_is_short() -> None:
    """
    The whole front page has fewer than 600 words.
    """
    assert len(README.read_text("utf-8").split()) < MOST_WORDS


def test_readme_example_is_short() -> None:
    """
    The first example is at most 15 lines that a reader types.
    """
    code, _ = first_example()

    assert len([line for line in code.splitlines() if line.strip()]) <= MOST_LINES


def test_readme_example_runs_alone(tmp_path: Path) -> None:
    """
    The first example prints what the page shows, in a new process and an empty folder.
    """
    code, shown = first_example()
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout == shown


def anchors(page: Path) -> set[str]:
    """
    Return the anchors of a page's headings, as GitHub makes them.
    """
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_anchors_of_links_exist(page: Path) -> None:
    """
    A link to a part of a page leads to a heading of that page.
    """
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text("utf-8")):
        other = (page.parent / target).resolve() if target else page
        assert anchor in anchors(other), f"{target}#{anchor}"


UNCLEAR = ("anew", "mend", "mends", "mended", "whatever", "for ever", "it is needed", "if left out")
"""
Words that readers stumble over; the guide in CONTRIBUTING says what to write.
"""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_use_plain_words(page: Path) -> None:
    """
    A page has none of the words that readers were found to stumble over.
    """
    text = page.read_text("utf-8").lower()

    assert [word for word in UNCLEAR if re.search(rf"\b{word}\b", text)] == []


MOST_PAGE_LINES = 100
"""
What a reader of a how-to scrolls through; setup that a page hides does not count.
"""


@pytest.mark.parametrize("page", sorted((DOCS / "how-to").glob("*.md")), ids=lambda page: page.stem)
def test_how_to_is_short(page: Path) -> None:
    """
    A how-to does one job on at most 100 lines.
    """
    shown = re.sub(r"<!--.*?-->\n?", "", page.read_text("utf-8"), flags=re.S)

    assert len(shown.splitlines()) <= MOST_PAGE_LINES
