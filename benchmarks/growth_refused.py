"""
How much memory an import takes in which every row is refused, each for a reason of its own.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

from leadflow import Programme, open_embedded

__all__ = ["refused_mib"]

_BASE = 1_000


def refused_mib(folder: Path, rows: int) -> float:
    """
    Return how many MiB more a process needs at most for so many rows than for a thousand.
    """
    return _peak(folder, rows) - _peak(folder, _BASE)


def _peak(folder: Path, rows: int) -> float:
    with (folder / f"{rows}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["Email", "Company", "Partner"])
        writer.writerows([f"nobody-{number}", f"Company {number}", f"Nobody {number}"] for number in range(rows))
    command = [sys.executable, "-m", "benchmarks.growth_refused", str(folder), str(rows)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _import(folder: Path, rows: int) -> None:
    """
    Import the file of so many rows, then again, and print the most memory that this process has had, in MiB.
    """
    app = open_embedded(folder / f"store-{rows}", programme=Programme(supplier_id="acme", name="Acme"))
    with (folder / f"{rows}.csv").open("rb") as stream:
        file = app.imports.open(stream, name="leads.csv")
        mapping = file.mapping.set("Email", "email").set("Company", "company").set("Partner", "partner_name")
        for repeated in (False, True):
            report = app.imports.run(file, mapping)
            assert (report.counts.refused, report.repeated) == (rows, repeated), report.problems
            assert sum(1 for _ in report.refused) == rows
    # What `getrusage` tells begins with what the process had that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


if __name__ == "__main__":
    _import(Path(sys.argv[1]), int(sys.argv[2]))
