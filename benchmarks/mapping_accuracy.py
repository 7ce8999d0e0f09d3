"""
How many headers of real files are mapped right, wrong, or left to a person: python -m benchmarks.mapping_accuracy.

Without an argument it reads the header rows that are kept with the tests. A line of such a file is one header row: its
system, its locale, the part it was put into, what it is, and its columns. A column has its header, the field that a
careful person would choose (or SKIP), and where it matters: ok (every acceptable answer), secondary_of (it is a second
column of a field that the file has better), one_of (several columns of the file mean the field, one is enough),
polarity, and samples of what stands under it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from leadflow.core.columns.suggesting import SKIP, Suggestion, suggest_columns
from leadflow.core.schema import STANDARD_SCHEMA

__all__ = ["HEADERS", "header_rows", "judge_row", "main"]

HEADERS: Final = Path(__file__).parent.parent / "tests" / "core" / "columns" / "data" / "headers.jsonl"

Column = dict[str, Any]
HeaderRow = dict[str, Any]


def header_rows(file: Path = HEADERS) -> list[HeaderRow]:
    """
    Return the labelled header rows of *file*.
    """
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judge_row(row: HeaderRow, *, samples: bool = True) -> Iterator[tuple[Column, Suggestion, str]]:
    """
    Map one header row, and yield each column with its suggestion and ``right``, ``wrong`` or ``asks``.
    """
    columns = row["columns"]
    values = [column.get("samples", []) for column in columns] if samples else []
    suggestions = suggest_columns([column["header"] for column in columns], schema=STANDARD_SCHEMA, samples=values)
    chosen = {one.field for one in suggestions if one.field}
    for column, suggestion in zip(columns, suggestions, strict=True):
        yield column, suggestion, _judge(column, suggestion, chosen)


def _judge(column: Column, suggestion: Suggestion, chosen: set[str]) -> str:
    answer = suggestion.field or SKIP
    if answer in accepted(column):
        polarity = column.get("polarity", suggestion.polarity)
        return "right" if answer == SKIP or polarity == suggestion.polarity else "wrong"
    if answer != SKIP:
        return "wrong"
    return "right" if column.get("one_of") in chosen else "asks"


def accepted(column: Column) -> Sequence[str]:
    """
    Return every answer that counts as right.
    """
    return column.get("ok") or [column["field"]]


def main() -> None:
    """
    Print the figures by system, by language and by part.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=HEADERS)
    parser.add_argument("--parts", default="", help="only these, for example BC")
    parser.add_argument("--no-samples", action="store_true", help="map by headers alone")
    parser.add_argument("--show", action="store_true", help="print each header that is not right")
    given = parser.parse_args()
    counts: dict[str, dict[str, Counter[str]]] = {name: defaultdict(Counter) for name in ("system", "locale", "part")}
    for row in header_rows(given.file):
        if given.parts and row["part"] not in given.parts:
            continue
        for column, suggestion, verdict in judge_row(row, samples=not given.no_samples):
            for name, totals in counts.items():
                totals[row[name]][verdict] += 1
            if given.show and verdict != "right":
                print(
                    f"{verdict}: {row['system']} {row['locale']}: {column['header']!r} -> {suggestion.field}, ", end=""
                )
                print(f"not {'/'.join(accepted(column))} ({suggestion.reason})")
    for name, totals in counts.items():
        print_table(name, totals)


def print_table(name: str, totals: Mapping[str, Counter[str]]) -> None:
    """
    Print a line for each key, and one for all of them.
    """
    print(f"\n{name:32}{'headers':>8}{'right':>8}{'wrong':>8}{'asks':>8}{'right %':>9}{'wrong %':>9}")
    for key, count in (*sorted(totals.items()), ("all", sum(totals.values(), Counter()))):
        right, wrong, asks = (count[verdict] for verdict in ("right", "wrong", "asks"))
        of = max(count.total(), 1)
        print(f"{key:32}{of:8}{right:8}{wrong:8}{asks:8}{right / of:9.2%}{wrong / of:9.2%}")


if __name__ == "__main__":
    main()
