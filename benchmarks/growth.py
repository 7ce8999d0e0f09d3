"""
What grows with what there is: ``python -m benchmarks.growth``, or ``make bench-growth``.

Each figure but the last sets a large house beside a small one in the same run, in turn, and compares medians of the
processor's time, which other work on the machine does not take. They are written to ``benchmarks/out/growth.json``:
receive_leads, receive_partners, receive_rules, claim_settled and suppliers are ratios; near_names_ms and lint_5000_s
are times, refused_mib is memory. With smaller sizes every figure is still there, and says less.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from attrs import fields, frozen
from benchmarks.growth_criteria import lint_seconds, near_names
from benchmarks.growth_outbox import claim_settled, suppliers
from benchmarks.growth_receiving import receive_leads, receive_partners, receive_rules
from benchmarks.growth_refused import refused_mib

OUT: Final = Path(__file__).parent / "out" / "growth.json"


@frozen
class Sizes:
    """
    How much there is in the large house, and how often each act is timed.
    """

    leads: int = 100_000
    partners: int = 20_000
    rules: int = 5_000
    settled: int = 1_000_000
    suppliers: int = 1_000
    refused: int = 300_000
    times: int = 101


BOUNDS: Final[Mapping[str, float]] = {
    "receive_leads": 1.2,
    "receive_partners": 1.3,
    "receive_rules": 1.5,
    "near_names_ms": 2,
    "lint_5000_s": 1,
    "claim_settled": 1.1,
    "suppliers": 1.1,
    "refused_mib": 100,
}


def measures(sizes: Sizes) -> Mapping[str, Callable[[Path], float]]:
    """
    Return what measures each figure in an empty folder.
    """
    return {
        "receive_leads": lambda folder: receive_leads(folder, sizes.leads, sizes.times),
        "receive_partners": lambda folder: receive_partners(folder, sizes.partners, sizes.times),
        "receive_rules": lambda folder: receive_rules(folder, sizes.rules, sizes.times),
        "near_names_ms": lambda folder: near_names(folder, sizes.partners, sizes.times),
        "lint_5000_s": lambda _: lint_seconds(sizes.rules),
        "claim_settled": lambda folder: claim_settled(folder, sizes.settled, sizes.times),
        "suppliers": lambda folder: suppliers(folder, sizes.suppliers, sizes.times),
        "refused_mib": lambda folder: refused_mib(folder, sizes.refused),
    }


def main(sizes: Sizes, keys: list[str]) -> None:
    """
    Measure what *keys* name, print each figure beside its bound, and write them to those that are there.
    """
    known: dict[str, float] = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    OUT.parent.mkdir(exist_ok=True)
    for key in keys:
        with tempfile.TemporaryDirectory() as folder:
            figure = round(measures(sizes)[key](Path(folder)), 3)
        verdict = "holds" if figure <= BOUNDS[key] else "is above its bound"
        print(f"{key:20}{figure:10.3f}   at most {BOUNDS[key]:<6} {verdict}", flush=True)
        known[key] = figure
        OUT.write_text(json.dumps({one: known[one] for one in BOUNDS if one in known}, indent=1), encoding="utf-8")
    print(f"written to benchmarks/out/{OUT.name}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for one in fields(Sizes):
        parser.add_argument(f"--{one.name}", type=int, default=one.default)
    parser.add_argument("--keys", help="figures with commas between them; if omitted, all")
    given = vars(parser.parse_args())
    chosen = given.pop("keys")
    main(Sizes(**given), chosen.split(",") if chosen else list(BOUNDS))
