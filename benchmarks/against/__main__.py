"""
This build beside an older one, side by side in one run: ``python -m benchmarks.against [REV] [--rows N] [--keys A,B]``.

The older build is checked out into a worktree and installed into an environment of its own below the folder for
temporary files. Each measurement runs in a process of its own, both builds in turn; medians of the seconds are
compared, of short measurements over three times as many runs. Beside them stands the ratio of the processor's seconds,
which other work on the machine disturbs less; where a server does a part of the work they say nothing. Both ratios are
also written to ``benchmarks/out/against.json``, that of the processor's seconds as ``KEY_cpu``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from benchmarks.against.builds import ROOT, older_build, this_build
from benchmarks.against.cases import CASES, Found
from benchmarks.against.places import Places

OLDER = "055b762"
OUT = ROOT / "benchmarks" / "out" / "against.json"


def main(rev: str, rows: int, runs: int, keys: Sequence[str], detail: bool) -> None:
    """
    Measure, print the table, and write the ratios.
    """
    old, new = older_build(rev), this_build()
    print(f"{rows:,} rows; medians of {runs}; ratios are {new.name} / {old.name}", flush=True)
    print(f"{'key':48}{old.name:>12}{new.name:>12}{'ratio':>8}{'to reach':>10}{'processor':>11}", flush=True)
    ratios: dict[str, float] = {}
    with Places(rows) as places:
        for case in CASES:
            if set(case.keys).isdisjoint(keys):
                continue
            for found in case.measure(places, old, new, runs, detail):
                print(_line(found), flush=True)
                if found.key in keys:
                    ratios[found.key] = round(found.ratio, 4)
                    if found.cpu is not None:
                        ratios[f"{found.key}_cpu"] = round(found.cpu, 4)
    OUT.parent.mkdir(exist_ok=True)
    known = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() and len(keys) < len(KEYS) else {}
    OUT.write_text(json.dumps(known | ratios, indent=1), encoding="utf-8")
    print(f"written to {OUT.relative_to(ROOT)}")


def _line(found: Found) -> str:
    reach = f"{found.most:.2f}" if found.most is not None else ""
    cpu = f"{found.cpu:.2f}" if found.cpu is not None else ""
    return f"{found.key:48}{found.base:>12,.4g}{found.value:>12,.4g}{found.ratio:>8.3f}{reach:>10}{cpu:>11}"


KEYS = [key for case in CASES for key in case.keys]

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rev", nargs="?", default=OLDER, help="the older build's commit")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keys", default=",".join(KEYS), help="some of: %(default)s")
    parser.add_argument("--detail", action="store_true", help="the import into SQLite without each index, too")
    asked = parser.parse_args()
    wanted = asked.keys.split(",")
    if unknown := set(wanted) - set(KEYS):
        parser.error(f"no such key: {', '.join(sorted(unknown))}; there are: {', '.join(KEYS)}")
    main(asked.rev, asked.rows, asked.runs, wanted, asked.detail)
