"""
Mutation testing of the modules that decide: each is changed in one place at a time, and its tests have to notice.

``make mutation`` tries all, ``make mutation MODULES=access,recipients`` some, and ``SAMPLE=30`` so many changes of each
module, the same ones in each run. It works on a copy, prints for each module how many changes were noticed, and lists
those that were not; the shares are also in ``benchmarks/out/reliability.json``.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.reliability.figures import record

ROOT: Final = Path(__file__).parents[1]

GROUPS: Final = {
    "access": ("core/access/scopes.py", "core/access/parties.py"),
    "recipients": ("core/notifications/recipients.py",),
    "links": (
        *(f"core/notifications/{one}.py" for one in ("links", "link_grants", "link_tokens")),
        "core/handling/link_actions.py",
    ),
    "handling": ("core/handling/answers.py", "core/handling/reassigning.py", "core/handling/email_status.py"),
    "moving": tuple(f"core/handling/{one}.py" for one in ("placing", "moving", "recalling", "continuing", "editing")),
    "deadlines": ("core/deadlines/business_time.py", "core/deadlines/calendars.py"),
    "criteria": ("core/criteria/judging.py", "core/criteria/operators.py", "core/criteria/checking.py"),
    "routing": tuple(f"core/routing/{one}.py" for one in ("router", "routing", "rotation", "turns", "incumbents")),
}
"""
Modules by what they decide.
"""

TESTS: Final = {
    "access": ("tests/core/access",),
    "recipients": ("tests/core/notifications/test_recipients.py",),
    "links": (
        "tests/core/notifications/test_links.py",
        *(f"tests/services/test_{one}.py" for one in ("links", "stage_links", "stored_exports")),
    ),
    "handling": ("tests/services/test_handling.py", "tests/services/test_deliveries.py"),
    "moving": tuple(f"tests/services/test_{one}.py" for one in ("placing", "moving", "editing", "moving_on")),
    "deadlines": ("tests/core/deadlines",),
    "criteria": ("tests/core/criteria",),
    "routing": ("tests/core/routing", "tests/laws/test_turn_laws.py", "tests/laws/test_incumbent_laws.py"),
}
"""
The tests that have to notice, for each group.
"""

_SAME: Final = ("_Is_Eq", "_IsNot_NotEq")
_COPIED: Final = ("src", "tests", "conftest.py", "pyproject.toml")
_CONFIG: Final = """
[cosmic-ray]
module-path = "src/leadflow/{module}"
timeout = 600.0
excluded-modules = []
test-command = "{python} -m pytest -q -x -p no:randomly -p no:cacheprovider {tests}"

[cosmic-ray.distributor]
name = "local"
"""


def main(groups: list[str], sample: int | None) -> None:
    """
    Try the modules of *groups*, or all; of each so many changes as *sample* says, or all.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            shutil.copytree(source, copy / name) if source.is_dir() else shutil.copy(source, copy / name)
        for group in groups or GROUPS:
            killed, survivors = 0, list[str]()
            for module in GROUPS[group]:
                noticed, missed = tried(copy, module, TESTS[group], sample)
                print(f"{module}: {noticed} of {noticed + len(missed)} noticed", flush=True)
                killed, survivors = killed + noticed, survivors + missed
            print("\n".join(survivors))
            share = round(killed / (killed + len(survivors)), 3)
            record(f"R11 {group}", mutants=killed + len(survivors), killed=killed, share=share)


def tried(copy: Path, module: str, tests: tuple[str, ...], sample: int | None = None) -> tuple[int, list[str]]:
    """
    Change one module in each place, or in so many; returns how many changes were noticed, and the others as
    differences.
    """
    config, session = copy / "mutation.toml", copy / "mutation.sqlite"
    session.unlink(missing_ok=True)
    config.write_text(_CONFIG.format(module=module, python=sys.executable, tests=" ".join(tests)))
    _run(copy, "init", config.name, session.name)
    with sqlite3.connect(session) as connection:
        idle, order = set(_idle(connection, copy, module)), "start_pos_row, start_pos_col, operator_name, occurrence"
        every = connection.execute(f"SELECT job_id FROM mutation_specs ORDER BY {order}").fetchall()
        tries = [job for job in every if job not in idle]
        if sample is not None and sample < len(tries):
            tries = random.Random(11).sample(tries, sample)
        for table in ("work_items", "mutation_specs"):
            connection.executemany(f"DELETE FROM {table} WHERE job_id = ?", set(every) - set(tries))
    _run(copy, "exec", config.name, session.name)
    with sqlite3.connect(session) as connection:
        found = connection.execute("SELECT test_outcome, diff FROM work_results").fetchall()
    missed = [diff for outcome, diff in found if outcome.lower().endswith("survived")]
    return len(found) - len(missed), missed


def _run(copy: Path, *command: str) -> None:
    """
    Run the tool in the copy, whose sources come before those that are installed.
    """
    tool = Path(sys.executable).with_name("cosmic-ray")
    subprocess.run([tool, *command], cwd=copy, env={"PYTHONPATH": "src", "PATH": str(tool.parent)}, check=True)


def _idle(connection: sqlite3.Connection, copy: Path, module: str) -> Iterator[tuple[str]]:
    """
    Find the changes that change nothing that runs: those in annotations, which nobody evaluates, ``==`` for ``is``,
    which is the same of None and of members of enumerations, and another mark before the keywords of a function.
    """
    source = (copy / "src/leadflow" / module).read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    spans = [
        ((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0))
        for node in ast.walk(tree)
        for one in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if isinstance(one, ast.expr)
    ]
    columns = "job_id, operator_name, start_pos_row, start_pos_col"
    for job_id, operator, row, column in connection.execute(f"SELECT {columns} FROM mutation_specs").fetchall():
        annotated = any(first <= (row, column) < last for first, last in spans)
        if annotated or operator.endswith(_SAME) or lines[row - 1][column:].startswith("*,"):
            yield (job_id,)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", help="with blanks or commas between them; if omitted, all")
    parser.add_argument("--sample", type=int, help="how many changes of each module; if omitted, all")
    given = parser.parse_args()
    main([one for word in given.groups for one in word.split(",") if one], given.sample)
