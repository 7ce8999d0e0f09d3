"""
The page of log lines, made of the code: ``python -m tests.examples.log_lines > docs/reference/log-lines.md``.
"""

from __future__ import annotations

import logging
from inspect import getdoc

from attrs import fields

from leadflow.ports.log_lines import HOOK_RAISED, LINES, LogLine

__all__ = ["page"]

_HEAD = """\
# Log lines

leadflow writes to the standard `logging`, with these loggers, all below `leadflow`.
This page is generated from the code.
[Watch what happens](../how-to/watch-what-happens.md) shows how to use the same values in your own code.

Lines contain codes, counts, ids, and names of classes, and no personal data.
If the ids that you give to suppliers, leads or imports are personal, they are in the log too.
Your formatter finds all fields of a line in `record.args`, by name.
"""


def page() -> str:
    """
    Return the whole page.
    """
    rows = [_row(line, kind.__name__) for kind, lines in LINES.items() for line in lines]
    rows.append(_row(HOOK_RAISED, "-"))
    table = [
        "| logger | level | text | observation |",
        "|---|---|---|---|",
        *sorted(rows, key=lambda row: row.split("|")[1]),
    ]
    return "\n".join([_HEAD, *table, "", "## Observations", "", *_observations()])


def _row(line: LogLine, told: str) -> str:
    shown = f"`{told}`" if told != "-" else "-"
    return f"| `{line.logger}` | {logging.getLevelName(line.level)} | `{line.text}` | {shown} |"


def _observations() -> list[str]:
    lines = [
        "The hook is called with one of these frozen values; all are in `leadflow`.",
        "",
        "| observation | what happened | fields |",
        "|---|---|---|",
    ]
    for kind in LINES:
        said = (getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")
        names = ", ".join(f"`{one.name}`" for one in fields(kind))
        lines.append(f"| `{kind.__name__}` | {said} | {names} |")
    return [*lines, ""]


if __name__ == "__main__":
    print(page(), end="")
