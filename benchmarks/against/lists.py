"""
Counts and pages of a stored import, asked of a desk, beside the same asked by hand of a narrow table made for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median
from typing import Any, Final

from benchmarks.against.measuring import Figures
from sqlalchemy import Engine, text

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.timestamps import moment
from leadflow.core.access import ProgramParty
from leadflow.core.programme import Programme
from leadflow.core.views import LeadQuery
from leadflow.services import Setting, SupplierDesk

__all__ = ["ask_lists"]

_TIMES: Final = {"count_by_status": 9, "newest": 201, "newest_of_partner": 201}
_COLUMNS: Final = ("partner_id", "status", "stage", "modified_at")

# An import leaves all leads alike: here people have answered, on many days.
_LIVED: Final = (
    """UPDATE leadflow_leads SET
        status = CASE WHEN num % 20 < 14 THEN status WHEN num % 20 < 19 THEN 'accepted' ELSE 'rejected' END,
        modified_at = modified_at + (num * 7919 % 2592000) * 1000000""",
    """CREATE TABLE by_hand AS
        SELECT num, supplier, id, kind, partner_id, status, stage, active, modified_at FROM leadflow_leads""",
    "CREATE UNIQUE INDEX hand_num ON by_hand (num)",
    "CREATE INDEX hand_status ON by_hand (supplier, active, status, kind)",
    "CREATE INDEX hand_modified ON by_hand (supplier, modified_at, num)",
    "CREATE INDEX hand_partner ON by_hand (supplier, partner_id, modified_at, num)",
)
_SEEN: Final = "FROM by_hand WHERE supplier = :supplier AND active = true AND kind IN ('distributed', 'registered')"
_LATEST: Final = "ORDER BY modified_at DESC, num DESC LIMIT 51"
_ASKED: Final = {
    "count_by_status": f"SELECT status, count(*) {_SEEN} GROUP BY status",
    "newest": f"SELECT id, partner_id, status, stage, modified_at {_SEEN} {_LATEST}",
    "newest_of_partner": (
        f"SELECT id, partner_id, status, stage, modified_at {_SEEN} AND partner_id = :partner {_LATEST}"
    ),
}

Asks = dict[str, Callable[[], object]]


def ask_lists(target: str, programme: Programme) -> Figures:
    """
    Ask each question of a desk, by hand on a pool of connections, and by hand on a connection that stays open, in turn;
    the database is changed.

    Args:
        target: A SQLite file or the URL of a PostgreSQL database, in which an import of the programme's is stored.
        programme: Whose leads they are.

    Returns:
        For each question and way the median seconds, as ``newest by the desk``, and those of the processor, as ``newest
        by the desk, cpu``.
    """
    engine = make_engine(target)
    named = _made_by_hand(engine)
    store = SqlStore(engine)
    setting = Setting(
        open_unit=store.open_unit, programme=programme, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds()
    )
    with _open_cursor(engine, named) as bare:
        ways = {"by the desk": _desk(setting, named), "by hand": _pooled(engine, named), "bare": bare}
        _check(ways)
        figures = {name: spent for key in _ASKED for name, spent in _spent(key, ways).items()}
    engine.dispose()
    return figures


def _made_by_hand(engine: Engine) -> dict[str, Any]:
    """
    Make the table by hand, and return the supplier of all and the partner that has most leads.
    """
    with engine.begin() as connection:
        for statement in _LIVED:
            connection.exec_driver_sql(statement.replace("%", "%%") if engine.dialect.name != "sqlite" else statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    most = "SELECT supplier, partner_id FROM by_hand WHERE partner_id IS NOT NULL GROUP BY 1, 2 ORDER BY count(*) DESC"
    with engine.connect() as connection:
        supplier, partner = connection.execute(text(f"{most} LIMIT 1")).one()
    return {"supplier": supplier, "partner": partner}


def _desk(setting: Setting, named: dict[str, Any]) -> Asks:
    program = ProgramParty(name="benchmark")
    newest = LeadQuery(columns=_COLUMNS)
    of_partner = LeadQuery(columns=_COLUMNS, partner_ids=[named["partner"]])
    return {
        "count_by_status": lambda: dict(SupplierDesk(setting, program).count_by("status")),
        "newest": lambda: [(row.id, *row.values) for row in SupplierDesk(setting, program).leads(newest)],
        "newest_of_partner": lambda: [
            (row.id, *row.values) for row in SupplierDesk(setting, program).leads(of_partner)
        ],
    }


def _pooled(engine: Engine, named: dict[str, Any]) -> Asks:
    """
    Return what asks as a host would by hand: a connection from the pool, a transaction, rows with moments.
    """

    def ask(query: Any) -> list[Any]:
        with engine.connect() as connection:
            return list(map(tuple, connection.execute(query, named)))

    def page(query: Any) -> list[Any]:
        return [(*others, moment(at)) for *others, at in ask(query)[:50]]

    counted, newest, of_partner = (text(query) for query in _ASKED.values())
    return {
        "count_by_status": lambda: dict(ask(counted)),
        "newest": lambda: page(newest),
        "newest_of_partner": lambda: page(of_partner),
    }


@contextmanager
def _open_cursor(engine: Engine, named: dict[str, Any]) -> Iterator[Asks]:
    """
    Give what asks the driver itself, in a transaction that stays open, and leaves rows as they come.
    """
    pooled = engine.raw_connection()
    cursor = pooled.cursor()

    def asking(query: str) -> Callable[[], object]:
        written = query if engine.dialect.name == "sqlite" else query.replace(":supplier", "%(supplier)s")
        written = written if engine.dialect.name == "sqlite" else written.replace(":partner", "%(partner)s")

        def ask() -> Sequence[Any]:
            cursor.execute(written, named)
            return cursor.fetchall()

        return ask

    yield {key: asking(query) for key, query in _ASKED.items()}
    pooled.close()


def _check(ways: dict[str, Asks]) -> None:
    for key in _ASKED:
        assert ways["by the desk"][key]() == ways["by hand"][key](), key


def _spent(key: str, ways: dict[str, Asks]) -> Figures:
    wall: dict[str, list[float]] = {name: [] for name in ways}
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_TIMES[key]):
        for name, asks in ways.items():
            began, began_cpu = time.perf_counter(), time.process_time()
            asks[key]()
            wall[name].append(time.perf_counter() - began)
            cpu[name].append(time.process_time() - began_cpu)
    figures = {f"{key} {name}": median(some) for name, some in wall.items()}
    return figures | {f"{key} {name}, cpu": median(some) for name, some in cpu.items()}
