"""
What a run in parallel took: a line for each worker, with the processor time of it and of the processes it waited for.
"""

from __future__ import annotations

import os
import time
from typing import Any, Final

import pytest

_STARTED: Final = time.monotonic()
_LINES: Final[list[str]] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    """
    Let a worker tell what it took.
    """
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["spent"] = f"{time.monotonic() - _STARTED:.0f} s, {sum(os.times()[:4]):.0f} s of processor time"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """
    Keep what a worker told; one that crashed told nothing.
    """
    if "spent" in getattr(node, "workeroutput", {}):
        _LINES.append(f"{node.gateway.id}: {node.workeroutput['spent']}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """
    Print a line for each worker.
    """
    for line in sorted(_LINES):
        terminalreporter.write_line(line)
