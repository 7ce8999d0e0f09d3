"""
How many headers of real files are mapped right, wrong, or left to a person: python mapping_accuracy.py labelled.jsonl.

A line of the file: system, locale, header, col, sample_values, field (or SKIP), and where it matters ok (every
acceptable answer), secondary_of, one_of (several columns really mean the field) and polarity.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from leadflow.core.importing.columns import SKIP, Suggestion, suggest_columns
from leadflow.core.schema import STANDARD

__all__ = ["judge", "main"]

Row = dict[str, Any]


def header_sets(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """
    Yield the rows of each file: those of one system in one language, in the order of their columns.
    """
    sets: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        sets[row["system"], row["locale"]].append(row)
    for one in sets.values():
        yield sorted(one, key=lambda row: int(row["col"]))


def judge(row: Row, suggestion: Suggestion, chosen: Counter[str]) -> str:
    """
    Return ``right``, ``wrong`` or ``asks`` for one header, where *chosen* counts what its file was mapped to.
    """
    answer = suggestion.field or SKIP
    accepted = row.get("ok") or [row["field"]]
    if answer in accepted:
        polarity = row.get("polarity", suggestion.polarity)
        return "right" if answer == SKIP or polarity == suggestion.polarity else "wrong"
    if answer != SKIP:
        return "wrong"
    return "right" if chosen[row.get("one_of", "")] else "asks"


def judge_file(rows: Sequence[Row], *, samples: bool) -> Iterator[tuple[Row, Suggestion, str]]:
    """
    Map one file and yield each header with its suggestion and how good that is.
    """
    values = [row["sample_values"] for row in rows] if samples else []
    suggestions = suggest_columns([row["header"] for row in rows], schema=STANDARD, samples=values)
    chosen = Counter(one.field for one in suggestions if one.field)
    for row, suggestion in zip(rows, suggestions, strict=True):
        yield row, suggestion, judge(row, suggestion, chosen)


def main() -> None:
    """
    Print the figures, in all and by system.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--systems", nargs="*", help="only these")
    parser.add_argument("--without", nargs="*", default=[], help="all but these")
    parser.add_argument("--no-samples", action="store_true", help="map by headers alone")
    parser.add_argument("--show", action="store_true", help="print each header that is not right")
    given = parser.parse_args()
    lines = given.file.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["system"] not in given.without]
    rows = [row for row in rows if not given.systems or row["system"] in given.systems]
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for one in header_sets(rows):
        for row, suggestion, verdict in judge_file(one, samples=not given.no_samples):
            totals[row["system"]][verdict] += 1
            if given.show and verdict != "right":
                wanted = "/".join(row.get("ok") or [row["field"]])
                where = f"{row['system']} {row['locale']}"
                print(
                    f"{verdict}: {where}: {row['header']!r} -> {suggestion.field}, not {wanted} ({suggestion.reason})"
                )
    print_table(totals)


def print_table(totals: dict[str, Counter[str]]) -> None:
    """
    Print a line for each system, and one for all of them.
    """
    print(f"{'system':32}{'headers':>8}{'right':>8}{'wrong':>8}{'asks':>8}{'right %':>9}{'wrong %':>9}")
    whole: Counter[str] = sum(totals.values(), Counter())
    for system, count in (*sorted(totals.items()), ("all", whole)):
        right, wrong, asks = (count[verdict] for verdict in ("right", "wrong", "asks"))
        of = max(count.total(), 1)
        print(f"{system:32}{of:8}{right:8}{wrong:8}{asks:8}{right / of:9.1%}{wrong / of:9.1%}")


if __name__ == "__main__":
    main()
