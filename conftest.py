"""
README and docs run as tests: every ``python`` block is executed, and a ``text`` block is what was printed before it.

The blocks of one page share their names and run in order, in an empty directory of their own; tests in parallel are
given out by file, so a page is one worker's. A ``json`` block has to be JSON and is left in
``shown`` for the block after it, which may stand in a comment that readers do not see.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest
from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.integration.pytest import SybilFile, SybilItem
from sybil.parsers.markdown import CodeBlockParser, SkipParser

pytest_plugins = ("tests.spent", "tests.reliability.summary")

# The folders of tests whose files take longest: what comes last should be short, or one worker waits for another.
_LONG_FIRST: Final = ("laws", "adapters", "services", "core")


class _Printing:
    """
    Runs a block and keeps what it prints.
    """

    def __init__(self) -> None:
        self._run = PythonEvaluator()

    def __call__(self, example: Example) -> None:
        printed = io.StringIO()
        with redirect_stdout(printed):
            self._run(example)
        example.namespace["_printed"] = example.namespace.get("_printed", "") + printed.getvalue()


def _compare(example: Example) -> str | None:
    printed = str(example.namespace.pop("_printed", "")).replace("\r\n", "\n")
    if printed.rstrip() == example.parsed.rstrip():
        return None
    return f"the page shows:\n{example.parsed}\nbut this was printed:\n{printed}"


def _parse_json(example: Example) -> None:
    json.loads(example.parsed)
    example.namespace["shown"] = str(example.parsed)


def _enter(namespace: dict[str, Any]) -> None:
    namespace["__name__"] = "page"
    namespace["_before"] = os.getcwd()
    namespace["_folder"] = tempfile.TemporaryDirectory()
    os.chdir(namespace["_folder"].name)


def _leave(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Put what takes long first, and the blocks of each page back in their order, whatever has shuffled the tests.
    """
    blocks = [item for item in items if isinstance(item, SybilItem)]
    others = [item for item in items if not isinstance(item, SybilItem)]
    items[:] = [
        *sorted(others, key=_turn_of),
        *sorted(blocks, key=lambda item: (str(item.path), item.example.start)),
    ]


def _turn_of(item: pytest.Item) -> int:
    folder = item.nodeid.partition("/")[2].partition("/")[0]
    return _LONG_FIRST.index(folder) if folder in _LONG_FIRST else len(_LONG_FIRST)


_SYBIL = Sybil(
    parsers=[
        CodeBlockParser("python", _Printing()),
        CodeBlockParser("text", _compare),
        CodeBlockParser("json", _parse_json),
        SkipParser(),
    ],
    patterns=["README.md", "docs/*.md", "docs/**/*.md"],
    setup=_enter,
    teardown=_leave,
)


def pytest_configure(config: pytest.Config) -> None:
    """
    Give tests out by file and in their order, whoever starts them in parallel.
    """
    if getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadfile"
        config.option.loadscopereorder = False


class _Block(SybilItem):
    """
    A block that says what went wrong also where an error was raised from another, which no block stands in.
    """

    def _traceback_filter(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:
        try:
            return super()._traceback_filter(excinfo)
        except IndexError:
            return excinfo.traceback


class _Page(SybilFile):
    """
    A page and its blocks.
    """

    def collect(self) -> Iterator[_Block]:
        for sybil in self.sybils:
            document = sybil.parse(self.path)
            self.documents.append(document)
            for example in document.examples():
                yield _Block.from_parent(self, sybil=sybil, example=example)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """
    Take README and the pages of docs for tests.
    """
    return _Page.from_parent(parent, path=file_path, sybils=[_SYBIL]) if _SYBIL.should_parse(file_path) else None
