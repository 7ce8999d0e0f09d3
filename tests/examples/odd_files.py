"""
The page of odd files, made of what the tests try: ``python -m tests.examples.odd_files > docs/reference/odd-files.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.adapters.tables.test_odd_xlsx import ODD as ROWS
from tests.adapters.tables.test_odd_xlsx import SHARED_ROWS
from tests.core.tables.test_odd_encodings import HINTED as SAID
from tests.core.tables.test_odd_encodings import KNOWN
from tests.core.tables.test_odd_texts import HINTED, ODD
from tests.core.tables.test_refused import REFUSED

__all__ = ["page"]

_HEAD = """\
# Odd files

How leadflow reads unusual files.
A test tries each of these {count}, and this page is generated from the tests.
[Problems](problems.md) explains the codes.
A row is refused if its code is an error, and read if it is a warning.
Other rows are read, in a workbook up to the damaged part.
"""

Line = tuple[str, str]


def page() -> str:
    """
    Return the whole page.
    """
    sections: dict[str, list[Line]] = {
        "Texts": [(name, _outcome(told)) for name, (_, told) in ODD.items()],
        "Encodings": list(_encodings()),
        "Texts of which somebody said how to read them": [
            (name, _outcome(told)) for name, (*_, told) in HINTED.items()
        ],
        "Sheets of workbooks": [(name, _outcome(told)) for name, (_, told) in (ROWS | SHARED_ROWS).items()],
        "What is no table": [(name, f"refused: `{code}`") for name, (_, _, code, _) in REFUSED.items()],
    }
    count = sum(map(len, sections.values()))
    return "\n".join([_HEAD.format(count=count), *(_section(title, lines) for title, lines in sections.items())])


def _section(title: str, lines: list[Line]) -> str:
    rows = "".join(f"| {name} | {outcome} |\n" for name, outcome in lines)
    return f"## {title}\n\n| file | outcome |\n|---|---|\n{rows}"


def _encodings() -> Iterator[Line]:
    for name, (_, encoding, _) in KNOWN.items():
        yield name, f"read as {encoding}"
    for name, (_, said, encoding) in SAID.items():
        yield name, f"read as {encoding}, since `{said}` was said"


def _outcome(told: Sequence[str]) -> str:
    """
    Say in words what a test expects: problems of the file, then rows, some with a problem.
    """
    codes = [line.removeprefix("! ") for line in told if line.startswith("! ")]
    rows = [line for line in told if not line.startswith("! ")]
    if not rows:
        return f"refused: {_listed(codes)}"
    of_rows = [
        f"`{line.rpartition(' ! ')[2]}` in row {line.partition(':')[0].partition('/')[0]}"
        for line in rows
        if " ! " in line
    ]
    return "; ".join(["read", *([f"told: {_listed(codes)}"] if codes else []), *of_rows])


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


if __name__ == "__main__":
    print(page(), end="")
