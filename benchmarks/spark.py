"""
Routes a data frame on a small Spark cluster, and compares it with one machine: ``python -m benchmarks.spark``.

A cluster of two workers on this machine (``local-cluster[2,1,1024]``) routes 200,000 rows and then 2,000,000, each of
which says something about eight fields, with 200 partners, capacities, 60 rules, turns, and duplicates. The larger
frame is then routed row by row here, and every decision is compared. Figures go to ``benchmarks/out/spark.json``:
``differences`` (rows about which the two disagree), ``cost`` (time a row at the larger size against the smaller one)
and ``local`` (time a row on the cluster against one machine). ``--rows N`` makes the larger frame smaller.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from leadflow.adapters.arrow_rows import said_rows
from leadflow.adapters.spark import FrameModule, route_frame
from leadflow.core.criteria import EvaluationTime, all_of, where
from leadflow.core.decisions import RoutingTrace
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.partners import Partner, PartnerDirectory
from leadflow.core.routing import (
    AssignByRules,
    Match,
    Rotation,
    RoutingModule,
    Rule,
    TieBreak,
    Turns,
    check_module,
    choose_for,
)
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.wire.decisions import pack_trace

OUT: Final = Path(__file__).parent / "out" / "spark.json"
NOW: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
COUNTRIES: Final = ("SE", "NO", "DK", "FI", "DE", "FR", "ES", "IT")
INDUSTRIES: Final = ("Retail", "Energy", "Health", "Finance", "Media")


def a_module(rows: int) -> FrameModule:
    """
    Return a module for 200 partners, a third of which gets full on the way.
    """
    partners = [
        Partner(
            id=f"p{number:03}",
            name=f"Partner {number}",
            territories=(COUNTRIES[number % 8], COUNTRIES[(number + 3) % 8]),
            weight=1 + number % 5,
            capacity=rows // 400 if number % 3 == 0 else None,
        )
        for number in range(200)
    ]
    rules = tuple(
        Rule(
            criteria=all_of(
                where("industry", "equals", INDUSTRIES[number % 5]),
                where("employee_count", "greater_than", number * 30),
            ),
            partners=tuple(f"p{(number * 7 + one) % 200:03}" for one in range(12)),
        )
        for number in range(60)
    )
    module = RoutingModule(
        name="spark",
        version=1,
        steps=(Match(lead_field="country", partner_field="territories"), AssignByRules(rules=rules)),
        tie_break=TieBreak.WEIGHTED,
    )
    directory = PartnerDirectory.of(partners)
    checked, problems = check_module(module, STANDARD_SCHEMA, directory)
    if checked is None:
        raise SystemExit(str(problems))
    return FrameModule(module=checked, directory=directory, moment=EvaluationTime(NOW, UTC))


def a_row(number: int) -> dict[str, Any]:
    """
    Return the row of a number, as the cluster makes it too.
    """
    return {
        "n": number,
        "email": f"ann{number if number % 11 else number // 11}@granit{number % 97}.example",
        "first_name": f"Ann {number % 53}",
        "company": f"Granit {number % 9973}",
        "city": f"City {number % 211}",
        "country": COUNTRIES[number * 7 % 8],
        "industry": INDUSTRIES[number * 3 % 5],
        "employee_count": str(number * 37 % 5_000),
        "notes": "Call in the morning",
    }


_COLUMNS: Final = (
    "n long, email string, first_name string, company string, city string, country string, industry string, "
    "employee_count string, notes string"
)


def a_frame(spark: Any, count: int) -> Any:
    """
    Return a frame of so many rows, which the workers make.
    """

    def made(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            yield pa.RecordBatch.from_pylist([a_row(number) for number in batch.column("id").to_pylist()])

    return spark.range(count, numPartitions=16).mapInArrow(made, _COLUMNS).cache()


def on_the_cluster(spark: Any, module: FrameModule, count: int) -> tuple[dict[int, tuple[Any, ...]], float]:
    """
    Route a frame; returns what was decided about each row, and the seconds without making the frame.
    """
    frame = a_frame(spark, count)
    frame.count()
    begun = time.perf_counter()
    routed = route_frame(frame, module, said_rows(STANDARD_SCHEMA, NOW), row="n").frame
    kept = routed.select("n", "decision", "duplicate_of").toPandas()
    seconds = time.perf_counter() - begun
    frame.unpersist()
    columns = (kept[name].tolist() for name in ("n", "decision", "duplicate_of"))
    found = {
        # pandas shows NULL as None or as NaN, whichever its column happens to be of.
        n: (decision if isinstance(decision, str) else None, int(of) if of == of and of is not None else None)
        for n, decision, of in zip(*columns, strict=True)
    }
    return found, seconds


def on_one_machine(module: FrameModule, count: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """
    Route the same rows one after the other.
    """
    router, read = module.router(), said_rows(STANDARD_SCHEMA, NOW)
    turns = Turns(Rotation(module="spark"), module.directory)
    first: dict[str, int] = {}
    for number in range(count):
        lead = read(a_row(number)).lead
        assert lead is not None
        key = lead_duplicate_key(lead)
        earlier = first.setdefault(key, number) if key else number
        if earlier != number:
            yield number, (None, earlier)
            continue
        choice = choose_for(lead, router, turns)
        if choice.partner is not None and choice.turn is not None:
            turns.take(choice.partner.id)
        yield number, (_text(choice.trace(router)), None)


def _text(trace: RoutingTrace) -> str:
    return json.dumps(pack_trace(trace), separators=(",", ":"))


def main() -> None:
    """
    Print the table and write the figures.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    rows = parser.parse_args().rows
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    root = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join([root, f"{root}/src"])
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.driver.memory", "4g")
        .config("spark.driver.maxResultSize", "4g")
        .config("spark.executorEnv.PYTHONPATH", paths)
        .config("spark.executorEnv.PYTHONHASHSEED", "0")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    module = a_module(rows)
    small, large = rows // 10, rows
    on_the_cluster(spark, module, 1_000)
    _, first = on_the_cluster(spark, module, small)
    found, second = on_the_cluster(spark, module, large)
    spark.stop()
    begun = time.perf_counter()
    differences = sum(found[number] != decided for number, decided in on_one_machine(module, large))
    local = time.perf_counter() - begun
    _told(
        {"rows": large, "differences": differences, "cost": second / large / (first / small), "local": second / local}
    )
    print(f"{small:>10,} rows on the cluster  {first:8.1f} s  {first / small * 1e6:6.1f} µs a row")
    print(f"{large:>10,} rows on the cluster  {second:8.1f} s  {second / large * 1e6:6.1f} µs a row")
    print(f"{large:>10,} rows on one machine  {local:8.1f} s  {local / large * 1e6:6.1f} µs a row")
    if differences:
        raise SystemExit(f"{differences} rows were decided otherwise")


def _told(figures: Mapping[str, float]) -> None:
    rounded = {name: round(value, 3) for name, value in figures.items()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(rounded, indent=2) + "\n", "utf-8")
    print(f"{rounded}, written to benchmarks/out/{OUT.name}")


if __name__ == "__main__":
    main()
