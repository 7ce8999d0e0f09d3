"""
How often records of companies are matched rightly: python -m benchmarks.companies [PAIRS] [--show].

PAIRS is a file of pairs such as ``company_pairs.tsv`` beside this module, which were labelled before the matcher was
written. A third of the groups, always the same, is reported apart as held out; what it misses is never shown. A pair is
found if the matcher calls it one company. The JSON is in ``benchmarks/out/companies.json``.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

from attrs import frozen

from leadflow.adapters.free_mail import free_mail_domains
from leadflow.core.companies import CompanyMatch, CompanyRecord, company_keys, match_companies

__all__ = ["Pair", "judged", "main", "pairs_of"]

PAIRS: Final = Path(__file__).parent / "company_pairs.tsv"
OUT: Final = Path(__file__).parent / "out" / "companies.json"


@frozen
class Pair:
    """
    Two records, and whether they are of one company.
    """

    one: CompanyRecord
    other: CompanyRecord
    same: bool
    sort: str
    held_out: bool


def pairs_of(path: Path) -> list[Pair]:
    """
    Read a file of pairs.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(
                _record(row, "a"),
                _record(row, "b"),
                row["same"] == "1",
                row["sort"],
                crc32(row.get("group", row["a_company"]).encode()) % 3 == 0,
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def _record(row: Mapping[str, str], side: str) -> CompanyRecord:
    system, _, identity = row[f"{side}_external_id"].partition(":")
    return CompanyRecord(
        name=row[f"{side}_company"],
        email=row[f"{side}_email"],
        website=row[f"{side}_website"],
        phone=row[f"{side}_phone"],
        country=row[f"{side}_country"],
        external_ids=((system, identity),) if identity else (),
        parent=row[f"{side}_parent"],
    )


def judged(pair: Pair) -> CompanyMatch:
    """
    Ask the matcher, both ways; what shares no key in an index is never asked about.
    """
    free = free_mail_domains()
    found = match_companies(pair.one, pair.other, free_mail=free)
    assert found == match_companies(pair.other, pair.one, free_mail=free)
    if found.same:
        assert company_keys(pair.one, free_mail=free) & company_keys(pair.other, free_mail=free), pair
    return found


def _figures(pairs: Iterable[Pair]) -> dict[str, float]:
    counted = Counter((pair.same, judged(pair).same) for pair in pairs)
    right, wrong, missed = counted[True, True], counted[False, True], counted[True, False]
    return {
        "pairs": sum(counted.values()),
        "precision": round(right / max(right + wrong, 1), 4),
        "recall": round(right / max(right + missed, 1), 4),
        "wrong": wrong,
        "missed": missed,
    }


def main() -> None:
    """
    Print the figures, and what is wrong of the pairs that are not held out.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=PAIRS)
    parser.add_argument("--seen-only", action="store_true", help="leave the pairs out that are held out")
    given = parser.parse_args()
    pairs = pairs_of(given.file)
    parts: dict[str, Sequence[Pair]] = {"seen": [one for one in pairs if not one.held_out]}
    if not given.seen_only:
        parts |= {"held_out": [one for one in pairs if one.held_out], "all": pairs}
    for pair in parts["seen"]:
        found = judged(pair)
        if found.same != pair.same:
            print(f"{'missed' if pair.same else 'wrong '} {pair.sort:15} {found.evidence.value:12} {_told(pair)}")
    print(f"{'':10}{'pairs':>8}{'precision':>11}{'recall':>9}{'wrong':>7}{'missed':>8}")
    figures = {name: _figures(some) for name, some in parts.items()}
    for name, one in figures.items():
        print(
            f"{name:10}{one['pairs']:>8}{one['precision']:>11.1%}{one['recall']:>9.1%}{one['wrong']:>7}{one['missed']:>8}"
        )
    began = time.process_time()
    for pair in pairs:
        judged(pair)
    per_second = round(2 * len(pairs) / (time.process_time() - began))
    print(f"{per_second:,} pairs judged a second")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({**figures, "per_second": per_second}, indent=2) + "\n", encoding="utf-8")


def _told(pair: Pair) -> str:
    return " | ".join(
        " ".join(filter(None, (one.name, one.email, one.website, one.phone, one.country)))
        for one in (pair.one, pair.other)
    )


if __name__ == "__main__":
    main()
