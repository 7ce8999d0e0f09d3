"""
Importing beside what somebody would write by hand, stage by stage: ``python -m benchmarks.importing [ROWS] [TIMES]
[STAGE ...]``.

- ``preview``: mapped and validated, all problems kept, nothing written; beside a loop over ``csv.reader`` that strips
  18 cells, checks addresses by a regular expression, looks partners up and keeps errors.
- ``routed``: the same with a module of ten steps over 1,000 partners, beside the same loop.
- ``run``: the whole import into SQLite, beside ``csv.reader`` and ``executemany`` into the same tables with the same
  indexes, ids and chunks; and beside a floor that writes 650 bytes a row.
- ``xlsx``: a workbook read to validated drafts, and previewed, beside calamine row by row with a regular expression;
  the same with openpyxl and tablib, and the dry run of django-import-export.

Every measurement is made in a process of its own, in turn; medians are printed. Seconds are those of the processor,
so that other work on the machine disturbs little; they begin when modules are imported and end before the process
does. ``make bench-import`` runs it at its default size. Peers that are not installed are named and left out; the extra
``bench`` has them.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from attrs import make_class
from benchmarks.by_hand import import_by_hand
from benchmarks.import_peers import by_calamine, by_import_export, by_openpyxl, by_tablib
from benchmarks.import_sqlite import HEADERS, floor, generate, module, partners, people

EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


FIELDS = [header.lower().replace(" ", "_") for header in HEADERS]
Row = make_class("Row", [*FIELDS, "partner_id"])


def plain_loop(rows: Iterator[list[str]]) -> tuple[int, int]:
    """
    Do what an importer really does, without this library: project the columns to an object, strip 18 cells, check
    the address, look the partner up, keep the errors. Returns how many rows are right and how many problems there are.
    """
    known = {one.name.casefold(): one.id for one in partners(1_000)}
    right, errors = 0, []
    match, places = EMAIL.fullmatch, range(len(HEADERS))
    for number, cells in enumerate(rows, 2):
        if len(cells) != len(places):
            errors.append((number, "", "columns"))
            continue
        values = [cells[at].strip() for at in places]
        partner_id = None
        if not match(values[0]):
            errors.append((number, "Email", "email"))
            continue
        if values[3]:
            partner_id = known.get(values[3].casefold())
            if partner_id is None:
                errors.append((number, "Partner Name", "partner"))
                continue
        Row(*values, partner_id)
        right += 1
    return right, len(errors)


def by_csv(path: Path) -> tuple[int, int]:
    """
    The loop over ``csv.reader``.
    """
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return plain_loop(islice(csv.reader(stream), 1, None))


def by_leadflow(path: Path, *, routed: bool, preview: bool) -> tuple[int, int]:
    """
    This library, on a SQLite file that was filled before the clock starts.
    """
    import leadflow as lf

    schema = lf.STANDARD_SCHEMA.extend(lf.Field("booth", lf.TEXT))
    with tempfile.TemporaryDirectory() as folder:
        desk = lf.open_embedded(Path(folder) / "leads.db", lf.Programme(supplier_id="bench", schema=schema))
        named = partners(1_000)
        desk.desk.save_partners(named, people=people(1_000))
        desk.routing.publish(module(named))
        settings = lf.ImportSettings(module="bench" if routed else None)
        begin()
        with desk.imports.open(path) as file:
            report = (desk.imports.preview if preview else desk.imports.run)(file, settings=settings)
        end()
        assert report.ok, report.problems
        return report.counts.imported, report.counts.refused


def by_drafts(path: Path) -> tuple[int, int]:
    """
    This library as far as validated drafts: read, mapped and checked, no lead made of them.
    """
    import leadflow as lf
    from leadflow.adapters.tables import read_workbook
    from leadflow.core.importing.drafting import RowReader
    from leadflow.core.tables import in_chunks

    read_table, suggest, schema, mapping = lf.read_table, lf.suggest_columns, lf.STANDARD_SCHEMA, lf.ColumnMapping
    begin()
    with path.open("rb") as stream:
        table = read_table(stream, workbooks=read_workbook)
        found = suggest(table.headers, schema=schema, samples=table.samples())
        reader = RowReader(mapping.of(found), schema, source="file", campaign=None)
        right = read = 0
        for rows in in_chunks(table.rows(), 5_000):
            drafted = reader.read(rows)
            right += len(drafted) - len(drafted.problems)
            read += len(drafted)
    return right, read - right


def by_hand(path: Path) -> tuple[int, int]:
    """
    ``csv.reader`` and ``executemany`` into the tables of this library.
    """
    with tempfile.TemporaryDirectory() as folder:
        return import_by_hand(path, Path(folder) / "leads.db", begin, end)


def least(path: Path) -> tuple[int, int]:
    """
    The least that any import writes: one lead, two events and one message of 650 bytes in all.
    """
    with tempfile.TemporaryDirectory() as folder:
        floor(path, Path(folder) / "floor.db")
    return 0, 0


_spent: list[float] = []


def begin() -> None:
    """
    Start the clock; what was done before does not count.
    """
    _spent[:] = [time.process_time()]


def end() -> None:
    """
    Stop the clock; what is done after does not count.
    """
    _spent.append(time.process_time())


CASES: dict[str, dict[str, Callable[[Path], tuple[int, int]]]] = {
    "preview": {"plain": by_csv, "leadflow": lambda path: by_leadflow(path, routed=False, preview=True)},
    "routed": {"plain": by_csv, "leadflow": lambda path: by_leadflow(path, routed=True, preview=True)},
    "run": {
        "by hand": by_hand,
        "floor": least,
        "leadflow": lambda path: by_leadflow(path, routed=True, preview=False),
    },
    "xlsx": {
        "calamine": lambda path: by_calamine(path, plain_loop, begin),
        "openpyxl": lambda path: by_openpyxl(path, plain_loop, begin),
        "tablib": lambda path: by_tablib(path, plain_loop, begin),
        "django-import-export": lambda path: by_import_export(path, FIELDS, begin),
        "leadflow": by_drafts,
        "preview": lambda path: by_leadflow(path, routed=False, preview=True),
    },
}
COMMAND = (sys.executable, "-m", "benchmarks.importing")
TARGETS = {"preview": 2.5, "routed": 4.0, "run": 2.5, "xlsx": 1.5}


def write_xlsx(path: Path, source: Path) -> None:
    """
    Write the rows of a CSV file as a workbook with shared texts.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book, source.open(newline="", encoding="utf-8") as stream:
        sheet = book.add_worksheet()
        for at, cells in enumerate(csv.reader(stream)):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(at, column, cell)


def measure(stage: str, name: str, path: Path) -> None:
    """
    Run one case and print its seconds, rows and peak memory as JSON.
    """
    begin()
    found = CASES[stage][name](path)
    if len(_spent) == 1:
        end()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([_spent[1] - _spent[0], *found, memory]))


def compare(stage: str, path: Path, rows: int, times: int) -> None:
    """
    Measure the cases of a stage in turn, and print their medians beside the first one's.
    """
    results: dict[str, list[list[float]]] = {name: [] for name in CASES[stage]}
    missing: dict[str, str] = {}
    for _ in range(times):
        for name, found in results.items():
            done = subprocess.run(
                [*COMMAND, "one", stage, name, str(path)], capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                found.append(json.loads(done.stdout))
            elif "ModuleNotFoundError" in done.stderr:
                missing[name] = done.stderr.strip().rpartition("ModuleNotFoundError: ")[2]
            else:
                raise SystemExit(done.stderr)
    medians = {
        name: [statistics.median(column) for column in zip(*found, strict=True)]
        for name, found in results.items()
        if found
    }
    first = next(iter(medians.values()))[0]
    print(f"\n{stage}: {rows:,} rows, {path.stat().st_size / 1e6:.0f} MB; at most {TARGETS[stage]} times the first")
    for name, (seconds, right, wrong, memory) in medians.items():
        print(
            f"  {name:20} {seconds:8.2f} s {seconds / first:6.2f} x {rows / seconds:9,.0f} rows/s "
            f"{memory:5.0f} MiB  {right:9,.0f} right {wrong:7,.0f} refused"
        )
    for name, why in missing.items():
        print(f"  {name:20} left out: {why}; pip install -e '.[bench]'")


def main(rows: int, times: int, stages: list[str]) -> None:
    """
    Make the files and compare everything.
    """
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, medians of {times}")
    with tempfile.TemporaryDirectory() as folder:
        path, short, book = (Path(folder) / name for name in ("leads.csv", "short.csv", "leads.xlsx"))
        # A child is charged with the peak of the process that began it, so this one stays small.
        subprocess.check_call([*COMMAND, "make", str(path), str(rows)])
        for stage in stages:
            if stage == "xlsx":
                subprocess.check_call([*COMMAND, "make", str(short), str(max(rows // 5, 1))])
                subprocess.check_call([*COMMAND, "book", str(book), str(short)])
            compare(stage, book if stage == "xlsx" else path, max(rows // 5, 1) if stage == "xlsx" else rows, times)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["one", stage, name, path]:
            measure(stage, name, Path(path))
        case ["make", path, rows]:
            generate(Path(path), int(rows))
        case ["book", path, source]:
            write_xlsx(Path(path), Path(source))
        case [*given]:
            numbers = [int(one) for one in given if one.isdigit()]
            named = [one for one in given if one in CASES] or list(CASES)
            main(numbers[0] if numbers else 100_000, numbers[1] if len(numbers) > 1 else 3, named)
