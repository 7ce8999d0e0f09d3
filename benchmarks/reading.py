"""
How long reading a file takes beside the bare reader of the standard library and beside calamine.

``python -m benchmarks.reading csv 1000000`` or ``python -m benchmarks.reading xlsx 200000``; every measurement runs in
a process of its own, in turn, and medians are printed. Seconds are those of the processor, so that other work on the
machine disturbs little.
"""

from __future__ import annotations

import csv
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.import_sqlite import HEADERS
from python_calamine import CalamineWorkbook

from leadflow.adapters.tables import read_workbook
from leadflow.core.tables import read_table

FIRST = ("Anna", "José", "Li", "Ömer", "Grace", "Jean-Luc", "Zoë", "Karl")
LAST = ("Müller", "Smith", "García", "O'Neill", "van Dijk", "Sato", "Brown")
COMPANIES = ("Acme, Inc.", "Globex Reseller GmbH", "Initech", 'The "Best" Company', "Umbrella Corp", "Hooli")
NOTES = ("Met at the fair.\nCall back on Monday.", "wants a quote, soon", "", "interested in the larger model", "n/a")
EMAIL = re.compile(r"[a-z0-9.+-]+@[a-z0-9-]+(\.[a-z]+)+")


def records(count: int) -> Iterator[list[str]]:
    """
    Make rows as leads come in files: some quotes, line breaks, accents, and one bad address in 75.
    """
    dice = random.Random(7)
    for at in range(count):
        first, last = dice.choice(FIRST), dice.choice(LAST)
        sign = "@" if dice.random() > 1 / 75 else " at "
        yield [
            f"person.{at}{sign}example{dice.randrange(5000)}.com",
            first,
            last,
            f"Partner {dice.randrange(1000)}",
            f"+49 170 {dice.randrange(10**7):07}",
            f"0{dice.randrange(10**9):09}",
            "Head of Purchasing",
            dice.choice(COMPANIES),
            f"{dice.randrange(10**4):04}",
            "Manufacturing",
            f"https://www.example{at % 5000}.com",
            f"{dice.randrange(200)} Main Street",
            "" if at % 3 else "Floor 3",
            "Springfield",
            "Illinois",
            f"{dice.randrange(10**5):05}",
            "United States",
            dice.choice(NOTES),
        ]


def write_csv(path: Path, count: int) -> None:
    """
    Write the rows as a text.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(records(count))


def write_xlsx(path: Path, count: int) -> None:
    """
    Write the rows as a workbook with shared texts, the postal codes as formatted numbers.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        zeros = book.add_format({"num_format": "00000"})
        sheet.write_row(0, 0, HEADERS)
        for at, cells in enumerate(records(count), 1):
            for column, cell in enumerate(cells):
                if column == 15:
                    sheet.write_number(at, column, int(cell), zeros)
                elif cell:
                    sheet.write_string(at, column, cell)


def bare_csv(path: Path) -> int:
    """
    The reader of the standard library, and nothing else.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def leadflow_csv(path: Path) -> int:
    """
    The rows of a table.
    """
    with path.open("rb") as file:
        return sum(1 for _ in read_table(file).rows())


def calamine_xlsx(path: Path) -> int:
    """
    Calamine row by row with a regular expression on the address.
    """
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    found = Counter(bool(EMAIL.fullmatch(str(row[0]))) for row in rows)
    return found.total() - 1


def leadflow_xlsx(path: Path) -> int:
    """
    The rows of a table with the same regular expression.
    """
    with path.open("rb") as file:
        rows = read_table(file, workbooks=read_workbook).rows()
        found = Counter(bool(EMAIL.fullmatch(row.cells[0])) for row in rows)
    return found.total()


CASES: dict[str, tuple[Callable[[Path], int], ...]] = {
    "csv": (bare_csv, leadflow_csv),
    "xlsx": (calamine_xlsx, leadflow_xlsx),
}


def measure(name: str, path: Path) -> None:
    """
    Run one case and print its seconds, rows and peak memory.
    """
    case = next(case for cases in CASES.values() for case in cases if case.__name__ == name)
    start = time.process_time()
    count = case(path)
    seconds = time.process_time() - start
    print(seconds, count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compare(kind: str, count: int, times: int) -> None:
    """
    Measure the cases in turn and print their medians beside the first one's.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"leads.{kind}"
        # A child is charged with the peak of the process that began it, so this one stays small.
        subprocess.check_call([sys.executable, "-m", "benchmarks.reading", "make", str(path), str(count)])
        print(f"{count} rows, {path.stat().st_size / 1e6:.0f} MB, median of {times}")
        found: dict[str, list[list[float]]] = {case.__name__: [] for case in CASES[kind]}
        for _ in range(times):
            for name, results in found.items():
                command = [sys.executable, "-m", "benchmarks.reading", "one", name, str(path)]
                results.append([float(word) for word in subprocess.check_output(command).split()])
    first = 0.0
    for name, results in found.items():
        seconds, rows, memory = (statistics.median(column) for column in zip(*results, strict=True))
        first = first or seconds
        print(f"{name:16} {seconds:6.2f} s  {seconds / first:5.2f}  {rows:9.0f} rows  {memory:5.0f} MiB")


if __name__ == "__main__":
    if sys.argv[1] == "one":
        measure(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1] == "make":
        (write_csv if sys.argv[2].endswith("csv") else write_xlsx)(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        compare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 5)
