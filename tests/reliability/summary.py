"""
What the reliability suites found: a line for each at the end of a run, also of one in parallel.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

_FIGURE: Final = re.compile(r"^R\d+ .*", re.MULTILINE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """
    Print the figures that tests of this folder printed.
    """
    ended: list[Any] = [one for outcome in ("passed", "failed") for one in terminalreporter.stats.get(outcome, ())]
    printed = [text for one in ended if "tests/reliability/" in one.nodeid for _, text in one.sections]
    for line in sorted({line for text in printed for line in _FIGURE.findall(text)}, key=_place):
        terminalreporter.write_line(line)


def _place(line: str) -> tuple[int, str]:
    return int(line[1:].partition(" ")[0]), line
