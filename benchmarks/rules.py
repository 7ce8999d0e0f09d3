"""
How fast rules are judged, beside a hand-written if-chain and the rule engines that people use from Python.

``make bench-rules``, or ``python -m benchmarks.rules --leads 20000 --runs 5 --most-rules 100000 --json
bench-rules.json``. Every engine's answers are compared with judging before it is timed; engines that are slow get fewer
leads. Leads, their keys and their columns are made beforehand. A ratio is the speed against the hand-written chain in
the same run, larger is faster; the median of the runs is printed.

Peers, left out with a line if they are not installed:

    pip install zen-engine common-expression-language rule-engine business-rules panzi-json-logic datalogic-py polars
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.rules_data import (
    MOMENT,
    SCHEMA,
    RuleMaker,
    make_leads,
    make_roster,
    narrowing_module,
    plain,
    rules_module,
)
from benchmarks.rules_peers import PEERS, Ready, _one_by_one

from leadflow.core.criteria import evaluate
from leadflow.core.criteria.checked import CheckedCriteria
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.leads import Lead
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing import Rotation, Router, RoutingModule, Turns, check_module, route
from leadflow.core.subjects import Subjects

CHAIN = "hand-written chain"
SECONDS = 0.25
VERIFIED = 100
Rules = Sequence[CheckedCriteria]


def lf_single(rules: Rules, leads: Sequence[Subjects]) -> Ready:
    """
    One compiled matcher a rule.
    """
    if len(rules) == 1:
        holds = compile_criteria(rules[0], MOMENT).holds
        return lambda: [0 if holds(lead) else None for lead in leads], lambda: [
            [0] if holds(lead) else [] for lead in leads
        ]
    return _one_by_one([compile_criteria(rule, MOMENT).holds for rule in rules], leads)


def lf_selection(rules: Rules, leads: Sequence[Subjects]) -> Ready:
    """
    One compiled matcher that goes through the leads itself; only for one rule.
    """
    if len(rules) != 1:
        raise ImportError("for one rule only")
    select, those = compile_criteria(rules[0], MOMENT).select, [one.lead for one in leads if one.lead]
    return lambda: Selected(those, select(those)), lambda: []


class Selected(list[Lead]):
    """
    Leads that were selected, and those they were selected from.
    """

    def __init__(self, of: list[Lead], found: list[Lead]) -> None:
        super().__init__(found)
        self.of = of

    def numbers(self) -> list[int | None]:
        """
        Return the first rule of each lead, as the others give it.
        """
        ids = {one.id for one in self}
        return [0 if one.id in ids else None for one in self.of]


def lf_set(rules: Rules, leads: Sequence[Subjects]) -> Ready:
    """
    One compiled set.
    """
    compiled = RuleSet(rules, MOMENT)
    first, every = compiled.first, compiled.all
    return lambda: [first(lead) for lead in leads], lambda: [every(lead) for lead in leads]


def lf_judged(rules: Rules, leads: Sequence[Subjects]) -> Ready:
    """
    Every rule judged with all its findings.
    """
    return _one_by_one([partial(_judged, one) for one in rules], leads)


def _judged(rule: CheckedCriteria, lead: Subjects) -> bool:
    return evaluate(rule, lead, MOMENT).holds


def lf_frame(rules: Rules, subjects: Sequence[Subjects]) -> Ready:
    """
    The expressions for data frames, on ready columns of keys, by way of narwhals on Polars.
    """
    import narwhals as nw

    from leadflow.adapters.frames import criteria_expr, key_frame

    frame = nw.from_native(key_frame(subjects, rules, backend="polars"), eager_only=True)
    asked = [expr for rule in rules if (expr := criteria_expr(rule, MOMENT)[0]) is not None]
    if len(asked) < len(rules):
        raise ImportError("a rule asks what data frames cannot answer")
    first = nw.coalesce(*(nw.when(one).then(nw.lit(at, nw.Int32)) for at, one in enumerate(asked))).alias("first")
    every = [one.alias(str(at)) for at, one in enumerate(asked)]
    return lambda: frame.select(first)["first"].to_native(), lambda: frame.select(every).to_native()


OWN: dict[str, Callable[[Rules, Sequence[Subjects]], Ready]] = {
    "leadflow, set": lf_set,
    "leadflow, single": lf_single,
    "leadflow, single, selecting": lf_selection,
    "leadflow, narwhals on Polars": lf_frame,
    "leadflow, with findings": lf_judged,
}


def clock(call: Callable[[], object]) -> float:
    """
    Return how long *call* takes, with the collector off.
    """
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    call()
    taken = time.perf_counter() - start
    gc.enable()
    return taken


@contextmanager
def told(what: str) -> Iterator[None]:
    """
    Print how long something takes.
    """
    start = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - start:.2f} s", flush=True)


class Material:
    """
    Leads in the forms that engines take.
    """

    def __init__(self, count: int) -> None:
        with told(f"{count} leads admitted"):
            self.leads = make_leads(count)
        with told("their keys made"):
            self.rows = [plain(lead) for lead in self.leads]
        with told("their subjects made"):
            self.subjects = [Subjects(lead) for lead in self.leads]

    def ready(self, name: str, rules: Rules, count: int) -> Ready:
        """
        Return an engine made for *rules* and the first *count* leads.
        """
        if name in OWN:
            return OWN[name](rules, self.subjects[:count])
        return PEERS[name](rules, self.rows[:count])


def _listed(answer: Any) -> list[Any]:
    """
    Bring the frame of an engine on columns into the form of the others.
    """
    if isinstance(answer, Selected):
        return answer.numbers()
    if isinstance(answer, list):
        return answer
    if hasattr(answer, "to_list"):
        return list(answer)
    return [[at for at, held in enumerate(row) if held] for row in answer.rows()]


def verified(name: str, rules: Rules, material: Material, every: bool, reference: list[Any]) -> float | None:
    """
    Compare an engine with judging; return its seconds for a lead, or None if it is not there or says something else.
    """
    try:
        answer = material.ready(name, rules, len(reference))[every]
    except ImportError as error:
        if name in PEERS:
            print(f"  {name}: left out, {error}")
        return None
    answers = _listed(answer())
    wrong = sum(one != other for one, other in zip(answers, reference, strict=True))
    if wrong:
        print(f"  {name}: left out, {wrong} of {len(reference)} answers differ from judging")
        return None
    return clock(answer) / len(reference)


def compare(title: str, rules: Rules, material: Material, runs: int, *, every: bool, most: int) -> list[dict[str, Any]]:
    """
    Time all engines on one workload, in turn, and print them beside the chain.
    """
    judged = lf_judged(rules, material.subjects[: min(VERIFIED if len(rules) > 100 else 5 * VERIFIED, most)])[every]()
    held = sum(map(len, judged)) / len(judged) if every else sum(one is not None for one in judged) / len(judged)
    print(f"\n{title} ({held:.2f} {'rules hold for a lead' if every else 'of the leads have a rule'})", flush=True)
    ready: dict[str, tuple[Callable[[], Any], int]] = {}
    for name in [CHAIN, *OWN, *(name for name in PEERS if name != CHAIN)]:
        each = verified(name, rules, material, every, judged)
        if each is not None:
            count = max(20, min(most, int(SECONDS / each)))
            ready[name] = material.ready(name, rules, count)[every], count
    times: dict[str, list[float]] = {name: [] for name in ready}
    for _ in range(runs):
        for name, (answer, count) in ready.items():
            times[name].append(clock(answer) / count)
    return [report(title, name, taken, times[CHAIN]) for name, taken in times.items()]


def report(title: str, name: str, taken: list[float], chain: list[float]) -> dict[str, Any]:
    """
    Print a line and return it for the file.
    """
    speed, ratio = 1 / statistics.median(taken), statistics.median(c / t for c, t in zip(chain, taken, strict=True))
    print(f"  {name:28} {speed:12,.0f} leads/s {ratio:10.3f}", flush=True)
    return {"workload": title, "engine": name, "leads_per_second": speed, "ratio": ratio}


def _each(ask: Callable[[Subjects], object], leads: Sequence[Subjects], runs: int) -> float:
    return statistics.median(clock(lambda: [ask(lead) for lead in leads]) for _ in range(runs)) / len(leads)


def growth(maker: RuleMaker, material: Material, runs: int, most: int) -> list[dict[str, Any]]:
    """
    Print what a lead costs among ever more rules, of which each holds ever more rarely.
    """
    print("\ngrowth: microseconds a lead; the hit rate of a rule falls with their number")
    found = []
    for count in (10, 100, 1_000, 10_000, 100_000):
        if count > most:
            break
        rules = maker.rules(count, narrower=max(1, count // 1_000))
        start = time.perf_counter()
        compiled = RuleSet(rules, MOMENT)
        took = time.perf_counter() - start
        leads = material.subjects[:5_000]
        first, every = (_each(ask, leads, runs) for ask in (compiled.first, compiled.all))
        rate = sum(len(compiled.all(one)) for one in leads) / len(leads)
        print(
            f"  {count:7,} rules: first {1e6 * first:7.2f}  all {1e6 * every:7.2f}  compiling {took:5.2f} s  {rate:.2f} hold",
            flush=True,
        )
        found.append({"rules": count, "first_us": 1e6 * first, "all_us": 1e6 * every, "compile_s": took, "hold": rate})
    by_count = {one["rules"]: one["first_us"] for one in found}
    if 100_000 in by_count:
        print(f"  100,000 rules cost {by_count[100_000] / by_count[1_000]:.1f} times what 1,000 cost")
    return found


def _decide(router: Router, turns: Turns, leads: Sequence[Lead]) -> int:
    routed = 0
    for lead in leads:
        decision = route(lead, router, turns)
        if decision.partner_id is not None:
            turns.take(decision.partner_id)
            routed += 1
    return routed


def routing(
    title: str, module: RoutingModule, directory: PartnerDirectory, leads: Sequence[Lead], runs: int
) -> dict[str, Any]:
    """
    Time whole decisions, turns taken, nothing committed.
    """
    with told(f"  {title}: checked and made ready"):
        checked, problems = check_module(module, SCHEMA, directory)
        assert checked is not None, problems
        router = Router(checked, directory, MOMENT)
    times = []
    for _ in range(runs):
        turns = Turns(Rotation(module=module.name), directory)
        times.append(clock(partial(_decide, router, turns, leads)) / len(leads))
    speed = 1 / statistics.median(times)
    routed = _decide(router, Turns(Rotation(module=module.name), directory), leads) / len(leads)
    print(f"  {title}: {speed:,.0f} leads/s, {routed:.0%} routed", flush=True)
    return {"workload": title, "leads_per_second": speed}


def main() -> None:
    """
    Run everything and write the figures.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=100_000, help="for the single rule; the others take a tenth")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--most-rules", type=int, default=100_000)
    parser.add_argument("--only", default="", help="letters of: w (workloads), g (growth), n (narrowing and routing)")
    parser.add_argument("--json", type=Path, default=Path("bench-rules.json"))
    options = parser.parse_args()
    parts = options.only or "wgn"
    print(f"Python {platform.python_version()}, {platform.machine()}, {options.runs} runs")
    material = Material(options.leads)
    maker = RuleMaker(make_leads(1_024, seed=9))
    figures: dict[str, Any] = {"python": platform.python_version()}
    thousand = maker.rules(1_000)
    few = max(options.leads // 10, 100)
    if "w" in parts:
        one = [maker.rules(1, 0.02)[0]]
        figures["workloads"] = [
            *compare("W1: 1 rule", one, material, options.runs, every=False, most=options.leads),
            *compare("W2: 50 rules, first match", thousand[:50], material, options.runs, every=False, most=few),
            *compare("W3: 1,000 rules, first match", thousand, material, options.runs, every=False, most=few),
            *compare("W4: 1,000 rules, all matches", thousand, material, options.runs, every=True, most=few),
        ]
    if "g" in parts:
        figures["growth"] = growth(maker, material, options.runs, options.most_rules)
    if "n" in parts:
        print("\nwhole routing decisions, three steps, round robin, turns taken, no commit")
        leads = material.leads[:5_000]
        figures["routing"] = [
            routing(f"{count:,} partners", narrowing_module(), make_roster(count), leads, options.runs)
            for count in (10, 1_000, 20_000)
        ]
        directory = make_roster(1_000)
        title = "1,000 partners, 1,000 rules"
        figures["routing"].append(routing(title, rules_module(thousand, directory), directory, leads, options.runs))
        first = material.ready(CHAIN, thousand, len(leads))[0]
        speed = len(leads) / statistics.median(clock(first) for _ in range(options.runs))
        print(f"  beside them the hand-written chain on the 1,000 rules alone, without partners: {speed:,.0f} leads/s")
        figures["routing"].append({"workload": f"{CHAIN}, 1,000 rules, no partners", "leads_per_second": speed})
    options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
