"""
How much of the exports of real systems comes in at the first try: python -m benchmarks.first_try [HEADERS].

Of each header row with samples a file of three rows is made, opened, mapped by the suggestions with undecided columns
skipped, and imported into memory, which a preview tells alike. A row is in when it becomes a lead or a duplicate of
one. A filled cell of a mapped column is lost when the lead neither says it nor has it set aside; the cells of refused
rows are lost with them. A file is clean when all its rows are in and no cell is lost.

HEADERS is a file such as `benchmarks.mapping_accuracy` reads, or one with a line for each column (system, locale,
header, field, sample_values). A third of the systems, always the same, is reported apart as held out: their headers
are not looked at while the words are improved. ``benchmarks/out/first_try.json`` has the figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

from attrs import field, frozen
from benchmarks.first_try_files import SystemFile, files_of
from benchmarks.first_try_import import Outcome, first_try
from benchmarks.mapping_accuracy import HEADERS

__all__ = ["Figures", "figures", "held_out", "main"]

OUT: Final = Path(__file__).parent / "out" / "first_try.json"


@frozen(kw_only=True)
class Figures:
    """
    What became of some files.

    Attributes:
        rows_in, rows: How many rows came in, and of how many.
        files_clean, files: How many files lost nothing, and of how many.
        cells_lost, cells: How many filled cells of mapped columns were lost, and of how many.
        cells_aside: How many of them stay with the lead though their field cannot read them.
        reasons: How often each problem refused a row or the whole file.
    """

    rows_in: int = 0
    rows: int = 0
    files_clean: int = 0
    files: int = 0
    cells_lost: int = 0
    cells: int = 0
    cells_aside: int = 0
    reasons: Counter[str] = field(factory=Counter)


def held_out(system: str) -> bool:
    """
    Return whether a system belongs to the third that is held out.
    """
    return crc32(system.encode()) % 3 == 0


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """
    Add up what became of files.
    """
    seen = list(outcomes)
    return Figures(
        rows_in=sum(one.rows_in for one in seen),
        rows=sum(one.rows for one in seen),
        files_clean=sum(one.clean for one in seen),
        files=len(seen),
        cells_lost=sum(len(one.lost) for one in seen),
        cells=sum(one.cells for one in seen),
        cells_aside=sum(one.aside for one in seen),
        reasons=sum((one.reasons for one in seen), Counter[str]()),
    )


def main() -> None:
    """
    Print the figures, those of the systems that are held out apart, and write them down.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=HEADERS)
    parser.add_argument("--show", action="store_true", help="print what each file lost, of those not held out")
    given = parser.parse_args()
    files = files_of(given.file)
    pairs = [(one, first_try(one)) for one in files]
    if given.show:
        _show([(file, outcome) for file, outcome in pairs if not held_out(file.system)])
    parts = {
        "seen": figures(outcome for file, outcome in pairs if not held_out(file.system)),
        "held_out": figures(outcome for file, outcome in pairs if held_out(file.system)),
        "all": figures(outcome for _, outcome in pairs),
    }
    print(f"{'':12}{'rows in':>16}{'files clean':>16}{'cells lost':>16}{'set aside':>12}")
    for name, of in parts.items():
        rows = f"{of.rows_in}/{of.rows} {of.rows_in / max(of.rows, 1):.1%}"
        cells = f"{of.cells_lost}/{of.cells}"
        print(f"{name:12}{rows:>16}{f'{of.files_clean}/{of.files}':>16}{cells:>16}{of.cells_aside:>12}")
    for code, count in parts["all"].reasons.most_common():
        print(f"  {code}: {count}")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(_as_json(parts), indent=2) + "\n", encoding="utf-8")


def _show(pairs: Sequence[tuple[SystemFile, Outcome]]) -> None:
    for file, outcome in pairs:
        for line in (*outcome.lost, *outcome.told):
            print(f"{file.system} {file.locale}: {line}")


def _as_json(parts: dict[str, Figures]) -> dict[str, object]:
    said = {
        name: {
            "rows_in": round(of.rows_in / max(of.rows, 1), 4),
            "rows": of.rows,
            "files_clean": of.files_clean,
            "files": of.files,
            "cells_lost": of.cells_lost,
            "cells": of.cells,
            "cells_aside": of.cells_aside,
            "reasons": dict(of.reasons),
        }
        for name, of in parts.items()
    }
    return {**said["all"], "seen": said["seen"], "held_out": said["held_out"]}


if __name__ == "__main__":
    main()
