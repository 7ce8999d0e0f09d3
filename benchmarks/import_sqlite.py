"""
Import generated leads into SQLite with a ten-step module, beside a plain loop that writes the least there is to write.

Usage: python benchmarks/import_sqlite.py [ROWS]
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from leadflow import (
    STANDARD_SCHEMA,
    AssignByRules,
    Filter,
    ImportSettings,
    Match,
    Partner,
    PartnerPeople,
    PartnerUser,
    Programme,
    RoutingModule,
    Rule,
    Subject,
    TieBreak,
    any_of,
    open_embedded,
    where,
)
from leadflow.core.fields import Field
from leadflow.core.kinds import TEXT
from leadflow.core.schema import Schema

HEADERS = [
    "Email",
    "First Name",
    "Last Name",
    "Partner Name",
    "Mobile Phone",
    "Work Phone",
    "Title",
    "Company",
    "SICCode",
    "Industry",
    "Website",
    "Address1",
    "Address2",
    "City",
    "State",
    "PostalCode",
    "Country",
    "Notes",
]
COUNTRIES = ("Germany", "Sweden", "France", "United States", "United Kingdom", "Japan", "Brazil", "Canada")
INDUSTRIES = ("Software", "Health Care", "Manufacturing", "Retail", "Energy", "Banking")
TIERS = ("gold", "silver", "bronze")


def generate(path: Path, rows: int, *, seed: int = 7, first: int = 0) -> None:
    """
    Write a file of *rows* leads, numbered from *first* on: 18 columns, quotes, line breaks, umlauts, one bad address in
    seventy-five.
    """
    dice = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        writer.writerows(_row(number, dice) for number in range(first, first + rows))


def _row(number: int, dice: random.Random) -> list[str]:
    email = f"person{number}@company{number % 9973}.example.com" if number % 75 else "not an address"
    country = dice.choice(COUNTRIES) if dice.random() > 0.03 else ""
    return [
        email,
        dice.choice(("Ann", "Jürgen", "Priya", "Chloé", "Bob")),
        dice.choice(("Lee", "Müller", "O'Brien", "van der Berg", "Sato")),
        "",
        f"+49 170 {dice.randrange(10**7):07d}",
        f"(415) 555-{dice.randrange(10**4):04d}",
        dice.choice(("CTO", "VP, Sales", "Buyer", "Head of IT")),
        f"Company {number % 9973} GmbH",
        f"{dice.randrange(10**4):04d}",
        dice.choice(INDUSTRIES),
        f"https://www.company{number % 9973}.example.com",
        f"{dice.randrange(1, 200)} Main Street",
        "",
        dice.choice(("Berlin", "Malmö", "Lyon", "Austin", "Leeds")),
        dice.choice(("MA", "TX", "Bayern", "West Yorkshire", "")),
        f"{dice.randrange(10**5):05d}",
        country,
        'Asked for "pricing",\nwants a call back' if number % 10 == 0 else "Met at the booth",
    ]


def partners(count: int) -> list[Partner]:
    """
    Return partners of all tiers and countries.
    """
    return [
        Partner(
            id=f"p{number:05d}",
            name=f"Partner {number}",
            tier=TIERS[number % 3],
            territories=(COUNTRIES[number % 8], COUNTRIES[(number + 3) % 8]),
            specialisations=(INDUSTRIES[number % 6], INDUSTRIES[(number + 1) % 6]),
        )
        for number in range(count)
    ]


def people(count: int) -> list[PartnerPeople]:
    """
    Return the people of as many partners: one each, who is told.
    """
    return [
        PartnerPeople(
            partner_id=f"p{number:05d}",
            users=(PartnerUser(id=f"u{number}", email=f"sales@partner{number}.example.com", default_recipient=True),),
        )
        for number in range(count)
    ]


def module(named: list[Partner]) -> RoutingModule:
    """
    Return a module of ten steps: matches, rules and filters, some of which apply to few leads.
    """
    rules = tuple(
        Rule(criteria=any_of(where("title", "contains", word)), partners=tuple(one.id for one in named[at::5]))
        for at, word in enumerate(("CTO", "Sales", "Head"))
    )
    germans = any_of(where("country", "equals", "Germany"))
    gold = any_of(where("tier", "in", ["gold", "silver"], subject=Subject.PARTNER))
    software = any_of(where("industry", "in", ["Software", "Banking"]))
    return RoutingModule(
        name="bench",
        steps=(
            Match(lead_field="country", partner_field="territories"),
            Match(lead_field="industry", partner_field="specialisations"),
            AssignByRules(rules=rules),
            Filter(criteria=gold, when=software),
            AssignByRules(rules=rules[:1], when=germans),
            Match(lead_field="state", partner_field="territories", when=germans),
            Filter(criteria=any_of(where("active", "equals", True, subject=Subject.PARTNER))),
            AssignByRules(rules=rules[1:], when=any_of(where("postal_code", "starts_with", "1"))),
            Match(lead_field="city", partner_field="territories"),
            Filter(criteria=gold, when=any_of(where("notes", "contains", "pricing"))),
        ),
        tie_break=TieBreak.ROUND_ROBIN,
    )


def floor(path: Path, database: Path) -> float:
    """
    Time the least that any import does: parse, and write one lead, two events and one message a row, in chunks.
    """
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE leads (id TEXT PRIMARY KEY, duplicate_key TEXT, body TEXT);"
        "CREATE TABLE events (lead_id TEXT, seq INT, body TEXT, PRIMARY KEY (lead_id, seq));"
        "CREATE TABLE outbox (key TEXT PRIMARY KEY, body TEXT)"
    )
    started = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as stream:
        rows = csv.reader(stream)
        next(rows)
        for chunk in _chunks(rows):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO leads VALUES (?,?,?)", [(f"{n:032x}", r[0], "|".join(r)) for n, r in chunk]
            )
            body = "x" * 150
            connection.executemany(
                "INSERT INTO events VALUES (?,?,?)", [(f"{n:032x}", seq, body) for n, _ in chunk for seq in (1, 2)]
            )
            connection.executemany("INSERT INTO outbox VALUES (?,?)", [(f"m{n:031x}", body) for n, _ in chunk])
            connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    connection.close()
    return seconds


def _chunks(rows: Iterator[list[str]]) -> Iterator[list[tuple[int, list[str]]]]:
    chunk = []
    for number, row in enumerate(rows):
        chunk.append((number, row))
        if len(chunk) == 5_000:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def main(rows: int) -> None:
    """
    Generate, import, and print rows a second, the ratio to the floor, and peak memory.
    """
    schema: Schema = STANDARD_SCHEMA.extend(Field("booth", TEXT))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leads.csv"
        generate(path, rows)
        print(f"{rows:,} rows x {len(HEADERS)} columns, {path.stat().st_size / 1e6:.1f} MB")
        base = floor(path, Path(folder) / "floor.db")
        print(f"floor (parse, least rows written): {base:6.2f} s  {rows / base:9,.0f} rows/s")
        named = partners(1_000)
        leadflow = open_embedded(Path(folder) / "leadflow.db", Programme(supplier_id="bench", schema=schema))
        leadflow.desk.save_partners(named, people=people(1_000))
        leadflow.routing.publish(module(named))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with leadflow.imports.open(path) as file:
            settings = ImportSettings(module="bench")
            started = time.perf_counter()
            report = leadflow.imports.run(file, settings=settings)
            seconds = time.perf_counter() - started
        assert report.ok, report.problems
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        counts = report.counts
        print(
            f"leadflow, {len(module(named).steps)} steps, {len(named):,} partners: {seconds:6.2f} s  {rows / seconds:9,.0f} rows/s"
        )
        print(f"ratio to the floor: {seconds / base:.2f}")
        print(f"peak memory: {peak / 1024:.0f} MB ({before / 1024:.0f} MB before the import)")
        print(
            f"read {counts.read:,}, imported {counts.imported:,}, assigned {counts.assigned:,}, refused {counts.refused:,}"
        )
        print(f"messages {report.messages:,}, database {os.path.getsize(Path(folder) / 'leadflow.db') / 1e6:.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
