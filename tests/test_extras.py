"""
Extras: what the message about a missing package says to install brings that package.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
EXTRAS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
NAMED: Final = sorted(
    {
        named
        for path in (ROOT / "src").rglob("*.py")
        for named in re.findall(r'MissingExtra\("(\w+)", "([\w-]+)"\)', path.read_text("utf-8"))
    }
)


def _packages(extra: str) -> set[str]:
    return {re.split(r"[\[>]", one)[0].lower() for one in EXTRAS[extra]}


@pytest.mark.parametrize(("extra", "package"), NAMED)
def test_extra_brings_the_package_that_is_missing(extra: str, package: str) -> None:
    """
    Not only a package that may bring it, or may not.
    """
    assert package.lower() in _packages(extra)


def test_every_extra_is_in_the_page_about_installing() -> None:
    """
    What pip offers is what the page tells, but for those that only this repository uses.
    """
    page = (ROOT / "docs/how-to/install.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)

    assert len(NAMED) > 10
    assert sorted(told) == sorted(EXTRAS.keys() - {"bench", "dev"})
