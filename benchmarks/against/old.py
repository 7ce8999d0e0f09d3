"""
What is measured, done with the build at commit 055b762, whose names differ.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.against.measuring import Figures, answer, clocked, size_of
from benchmarks.import_sqlite import module, partners
from benchmarks.rules_data import MOMENT, SCHEMA, RuleMaker, make_leads, make_roster, narrowing_module, rules_module
from leadflow.core.criteria.rulesets import RuleSet

from leadflow import STANDARD, TEXT, Field, ImportSettings, Programme
from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.attachments import check_upload
from leadflow.core.routing import Rotation, Router, RoutingModule, Turns, check_module, route
from leadflow.core.subjects import Subjects
from leadflow.services import ImportDesk, LeadDesk

PROGRAMME = Programme(supplier_id="bench", schema=STANDARD.extend(Field("booth", TEXT)))


@contextmanager
def opened(target: str) -> Iterator[ImportDesk]:
    """
    Open a SQLite file or the URL of an empty PostgreSQL database, and keep the partners and the module in it.
    """
    store, now, new_id = SqlStore(target, schema=PROGRAMME.schema), lambda: datetime.now(UTC), TimeOrderedIds()
    named = partners(1_000)
    desk = LeadDesk(store.open_unit, PROGRAMME, clock=now, new_id=new_id)
    desk.keep(partners=named)
    desk.publish(module(named))
    yield ImportDesk(store.open_unit, PROGRAMME, clock=now, new_id=new_id)
    store.close()


def import_file(file: str, target: str, without: str | None = None) -> Figures:
    """
    Import *file*, routed and with messages; a SQLite file without the index *without*.
    """
    figures: Figures = {}
    with opened(target) as desk, Path(file).open("rb") as stream:
        if without is not None:
            with closing(sqlite3.connect(target)) as database:
                database.execute(f'DROP INDEX "{without}"')
        with clocked(figures):
            report = desk.run(desk.open(stream, name="leads.csv"), settings=ImportSettings(module="bench"))
        assert report.ok, report.problems
        figures |= {"rows": report.counts.imported, "messages": report.messages}
    if "://" not in target:
        figures["bytes"] = size_of(Path(target))
    return figures


def preview_file(file: str, target: str, routed: bool) -> Figures:
    """
    Preview *file*; nothing is written.
    """
    figures: Figures = {}
    with opened(target) as desk, Path(file).open("rb") as stream, clocked(figures):
        report = desk.preview(
            desk.open(stream, name="leads.csv"), settings=ImportSettings(module="bench" if routed else None)
        )
    assert report.ok, report.problems
    return figures


def judge_rules(leads: int) -> Figures:
    """
    Compile 1,000 rules, ask them for the first and for all that hold, and decide whole routings among 1,000 partners.
    """
    figures: Figures = {}
    some, roster = make_leads(leads), make_roster(1_000)
    rules = RuleMaker(make_leads(1_024, seed=9)).rules(1_000)
    subjects = [Subjects(lead) for lead in some]
    with clocked(figures):
        compiled = RuleSet(rules, MOMENT)
    with clocked(figures):
        first = [compiled.first(lead) for lead in subjects]
    with clocked(figures):
        held = [compiled.all(lead) for lead in subjects]
    figures["checked"] = sum(one is not None for one in first) + sum(map(len, held))
    for made in (narrowing_module(), rules_module(rules, roster)):
        figures["checked"] += _decide(made, leads // 2, figures)
    return figures


def _decide(made: RoutingModule, leads: int, figures: Figures) -> int:
    some, roster = make_leads(leads), make_roster(1_000)
    checked, problems = check_module(made, SCHEMA, roster)
    assert checked is not None, problems
    routed = 0
    with clocked(figures):
        router, turns = Router(checked, roster, MOMENT), Turns(Rotation(module=made.name), roster)
        for lead in some:
            decision = route(lead, router, turns)
            if decision.partner_id is not None:
                turns.take(decision.partner_id)
                routed += 1
    return routed


def check_files(folder: str) -> Figures:
    """
    Check all files of a folder as uploads, twenty times: one of them takes a fraction of a millisecond.
    """
    figures: Figures = {"checked": 0}
    files = [(one.name.partition("-")[2], one.read_bytes()) for one in sorted(Path(folder).iterdir())]
    with clocked(figures):
        for name, data in files * 20:
            figures["checked"] += check_upload(io.BytesIO(data), name=name) is not None
    return figures


if __name__ == "__main__":
    answer({"import": import_file, "preview": preview_file, "rules": judge_rules, "attachments": check_files})
