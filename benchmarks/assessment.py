"""
How well leads are assessed, beside scikit-learn: python -m benchmarks.assessment [BANK] [--outcome COLUMN].

BANK is a CSV file with a lead in each row, in the order in which they came, and whether it was won in the last column;
without it leads are generated, and the output says so. From 30 % of the file on each block is judged by what was learnt
from the leads before it, beside what is asked on the bank's file: in 25 blocks, and in blocks of 4 % of the file, for
which the figures of few leads are asked. Where blocks begin decides much of what 50 leads can tell. `duration`, `day` and
`month` are left out. All other columns are used, and for comparison all but those that the default leaves out as
personal traits.

The intervals and the confidence are always judged on generated leads, of which the truth is known. Peers that are not
installed are named and left out: pip install 'leadflow[bench]'. The JSON is in ``benchmarks/out/assessment.json``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from math import log
from operator import itemgetter
from pathlib import Path
from typing import Final

from attrs import asdict
from benchmarks.assessment_data import KNOWN_AFTERWARDS, Leads, leads_of, made_leads
from benchmarks.assessment_judging import Chances, Judged, blocks_of_file, blocks_of_rest, judge_rolling
from benchmarks.assessment_peers import Learn, peers

from leadflow.core.assessment import Assessor, PastLead, learn

__all__ = ["main"]

OUT: Final = Path(__file__).parent / "out" / "assessment.json"
SIZES: Final = (50, 200, 1_000, 5_000)
RECENT: Final = 5_000
_MADE: Final = 20_000
_JUDGED: Final = 1_000
_WORLDS: Final = 8
_TIMED: Final = 10_000
_TINY: Final = 1e-9
_ASKED: Final[Mapping[str, tuple[float, float | None, float, float]]] = {
    "assessment": (0.605, 0.765, 0.107, 0.025),
    "late": (0.58, None, 0.109, 0.035),
    "50": (0.53, None, 0.114, 0.05),
    "200": (0.57, None, 0.110, 0.045),
    "1000": (0.59, None, 0.108, 0.03),
    "5000": (0.60, None, 0.107, 0.03),
}
"""
What is asked on the bank's file: areas at least, Brier and calibration error at most.
"""


def main() -> None:
    """
    Print all tables, and write the figures down.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--outcome", help="the column that says whether a lead was won; the last one if omitted")
    parser.add_argument("--leave-out", default="", help="more columns that are not used, with commas between")
    given = parser.parse_args()
    left_out = frozenset((*KNOWN_AFTERWARDS, *filter(None, given.leave_out.lower().split(","))))
    if given.file is None:
        print("No file was named (BANK=path), so the leads are generated.")
        leads = made_leads(_MADE)
    else:
        leads = leads_of(given.file, outcome=given.outcome, left_out=left_out)
    known = peers()
    if not known:
        print("scikit-learn is not installed; its methods are left out: pip install 'leadflow[bench]'")
    won = sum(one.won for one in leads.past)
    print(f"{len(leads.past):,} leads, {won / len(leads.past):.1%} won, {len(leads.past[0].answers)} fields")
    judged = _methods(leads, known)
    sizes = _sizes(leads.past, blocks_of_file(len(leads.past)), "blocks of 4 % of the file", known)
    finer = _sizes(leads.past, blocks_of_rest(len(leads.past)), "25 blocks of the rest", {})
    coverage = _coverage()
    speed = _speed(leads.past, known)
    main_one = judged["assessment"]
    figures = {
        "auc_within": round(main_one.within, 4),
        "auc_pooled": round(main_one.pooled, 4),
        "brier": round(main_one.brier, 4),
        "ece": round(main_one.ece, 4),
        "coverage": coverage["coverage"],
        **speed,
        "generated": given.file is None,
        "leads": len(leads.past),
        "left_out": sorted(left_out),
        "personal": sorted(leads.personal),
        "methods": {name: _rounded(one) for name, one in judged.items()},
        "sizes": {name: _rounded(one) for name, one in sizes.items()},
        "sizes_in_25_blocks": {name: _rounded(one) for name, one in finer.items()},
        "intervals": coverage,
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _ours(before: Sequence[PastLead], block: Sequence[PastLead]) -> list[float]:
    assess = Assessor(learn(before)).assess
    return [assess(one.answers).strength / 100 for one in block]


def _theirs(learn_peer: Learn) -> Chances:
    return lambda before, block: learn_peer(before)(block)


def _methods(leads: Leads, known: Mapping[str, Learn]) -> dict[str, Judged]:
    _head("Rolling, 25 blocks from 30 % on")
    cuts = blocks_of_rest(len(leads.past))
    found = {"assessment": _shown("assessment, all fields", judge_rolling(leads.past, _ours, cuts), "assessment")}
    if leads.personal:
        name = f"assessment without {', '.join(leads.personal)}"
        found["assessment, default"] = _shown(name, judge_rolling(leads.without(leads.personal), _ours, cuts))
    for name, one in known.items():
        found[f"{name}, last {RECENT}"] = _shown(
            f"{name}, last {RECENT:,}", judge_rolling(leads.past, _theirs(one), cuts, last=RECENT)
        )
        found[name] = _shown(f"{name}, everything before", judge_rolling(leads.past, _theirs(one), cuts))
    return found


def _sizes(past: Sequence[PastLead], cuts: Sequence[int], blocks: str, known: Mapping[str, Learn]) -> dict[str, Judged]:
    """
    Judge what the last leads before each block teach, all before it, and all with outcomes a block late.
    """
    _head(f"Last leads before, {blocks}")
    found = {}
    for size in SIZES:
        found[f"{size}"] = _shown(f"{size:,}", judge_rolling(past, _ours, cuts, last=size), f"{size}")
        for peer, one in known.items():
            found[f"{size} {peer}"] = _shown(f"{size:,}, {peer}", judge_rolling(past, _theirs(one), cuts, last=size))
    found["everything"] = _shown("everything", judge_rolling(past, _ours, cuts), "assessment")
    found["late"] = _shown("everything, a block late", judge_rolling(past, _ours, cuts, late=True), "late")
    return found


def _coverage() -> dict[str, float]:
    """
    Return how often the interval holds the truth, for several generated worlds and sizes, and the confidences.
    """
    print(f"\nGenerated leads, truth known: {_WORLDS} worlds of 12 fields, {_JUDGED:,} leads judged in each")
    print(
        f"{'':28}{'80 % holds':>12}{'confidence':>12}{'error in log-odds, least to most confident fifth of each':>60}"
    )
    found: dict[str, float] = {}
    held, asked = 0, 0
    for hidden in (0.0, 0.25):
        for size in SIZES:
            inside, confidences, least, most = _in_worlds(size, hidden)
            held, asked = held + inside, asked + _WORLDS * _JUDGED
            share, mean = inside / (_WORLDS * _JUDGED), sum(confidences) / len(confidences)
            name = f"{size:,} leads, {hidden:.0%} hidden"
            print(f"{name:28}{share:>12.1%}{mean:>12.0f}{f'{least:.2f} to {most:.2f}':>60}")
            found[name] = round(share, 4)
    found["coverage"] = round(held / asked, 4)
    found["cases"] = asked
    print(f"{'all':28}{held / asked:>12.1%} of {asked:,} cases")
    return found


def _in_worlds(size: int, hidden: float) -> tuple[int, list[float], float, float]:
    """
    Return how often the interval holds the truth, all confidences, and the mean error of the least and the most
    confident fifth of each world.
    """
    inside, confidences, least, most = 0, [], 0.0, 0.0
    for seed in range(_WORLDS):
        world = made_leads(size + _JUDGED, seed=seed, hidden=hidden)
        assessor = Assessor(learn(world.past[:size]))
        told: list[tuple[float, float]] = []
        for one, truth in zip(world.past[size:], world.truth[size:], strict=True):
            assessed = assessor.assess(one.answers)
            inside += assessed.low <= 100 * truth <= assessed.high
            told.append((assessed.confidence, abs(_log_odds(assessed.strength / 100) - _log_odds(truth))))
        confidences += [confidence for confidence, _ in told]
        errors = [error for _, error in sorted(told, key=itemgetter(0))]
        fifth = len(errors) // 5
        least, most = least + sum(errors[:fifth]) / fifth, most + sum(errors[-fifth:]) / fifth
    return inside, confidences, least / _WORLDS, most / _WORLDS


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, _TINY), 1 - _TINY)
    return log(bounded / (1 - bounded))


def _speed(past: Sequence[PastLead], known: Mapping[str, Learn]) -> dict[str, float | None]:
    """
    Return how many leads a second are assessed with their parts, and how long learning takes, in processor time.
    """
    new = past[-_TIMED:]
    began = time.process_time()
    assessor = Assessor(learn(past))
    learning = time.process_time() - began
    rate = max(_rate(lambda: [assessor.assess(one.answers).parts for one in new], len(new)) for _ in range(5))
    print(f"\n{rate:,.0f} leads a second with their parts; learnt in {learning:.2f} s of processor time")
    ratio: float | None = None
    for name, learn_peer in known.items():
        began = time.process_time()
        predict = learn_peer(past)
        took = time.process_time() - began
        theirs = max(_rate(lambda predict=predict: predict(new), len(new)) for _ in range(5))  # type: ignore[misc]  # bound at once
        print(f"{name}: {theirs:,.0f} a second without parts; learnt in {took:.2f} s")
        ratio = rate / theirs if ratio is None else ratio
    return {
        "per_second": round(rate),
        "per_second_ratio": None if ratio is None else round(ratio, 3),
        "learning_s": round(learning, 3),
    }


def _rate(run: Callable[[], object], count: int) -> float:
    began = time.process_time()
    run()
    return count / (time.process_time() - began)


def _head(name: str) -> None:
    print(f"\n{name:46}{'within':>8}{'pooled':>8}{'Brier':>8}{'ECE':>8}")


def _shown(name: str, one: Judged, asked: str | None = None) -> Judged:
    print(f"{name[:45]:46}{one.within:>8.3f}{one.pooled:>8.3f}{one.brier:>8.4f}{one.ece:>8.3f}", flush=True)
    if asked is not None:
        within, pooled, brier, ece = _ASKED[asked]
        above = f"{'' if pooled is None else f'{pooled:.3f}':>8}"
        print(f"{'  asked on the bank file: at least, at most':46}{within:>8.3f}{above}{brier:>8.4f}{ece:>8.3f}")
    return one


def _rounded(one: Judged) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(one).items()}


if __name__ == "__main__":
    main()
