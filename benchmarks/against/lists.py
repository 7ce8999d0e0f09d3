"""
Counts and pages of a stored import, beside the same asked of a narrow table that somebody made by hand for them.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.against.measuring import Figures

_TIMES: Final = 15
_OWN: Final = "leadflow_leads"
_HAND: Final = "by_hand"

# An import leaves all leads alike: here people have answered, on many days.
_LIVED: Final = """
    UPDATE leadflow_leads SET
        status = CASE WHEN num % 20 < 14 THEN status WHEN num % 20 < 19 THEN 'accepted' ELSE 'rejected' END,
        modified_at = modified_at + num * 7919 % 2592000 * 1000000;
    CREATE TABLE by_hand (
        num INTEGER PRIMARY KEY, supplier TEXT, id TEXT, partner_id TEXT, status TEXT, stage TEXT, active INTEGER,
        modified_at INTEGER
    );
    INSERT INTO by_hand SELECT num, supplier, id, partner_id, status, stage, active, modified_at FROM leadflow_leads;
    CREATE INDEX hand_status ON by_hand (supplier, active, status);
    CREATE INDEX hand_modified ON by_hand (supplier, modified_at);
    CREATE INDEX hand_partner ON by_hand (supplier, partner_id, modified_at);
    ANALYZE;
"""

_ASKED: Final = {
    "count_by_status": "SELECT status, count(*) FROM {table} WHERE supplier = :supplier AND active = 1 GROUP BY status",
    "newest": """
        SELECT id, partner_id, status, stage, modified_at FROM {table}
        WHERE supplier = :supplier AND active = 1 ORDER BY modified_at DESC, num DESC LIMIT 50
    """,
    "newest_of_partner": """
        SELECT id, partner_id, status, stage, modified_at FROM {table}
        WHERE supplier = :supplier AND partner_id = :partner AND active = 1
        ORDER BY modified_at DESC, num DESC LIMIT 50
    """,
}


def ask_lists(database: Path) -> dict[str, Figures]:
    """
    Ask each question of the leads and of the table by hand, in turn; the database is changed.

    Returns:
        By key, the median seconds of each: ``value`` of the leads, ``base`` by hand.
    """
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(_LIVED)
        named = {table: _named(connection, table) for table in (_OWN, _HAND)}
        return {key: _ask(connection, query, named) for key, query in _ASKED.items()}


def _named(connection: sqlite3.Connection, table: str) -> dict[str, object]:
    """
    Return the supplier of all, and the partner that has most leads, as they stand in a table.
    """
    query = (
        f"SELECT supplier, partner_id FROM {table} WHERE partner_id IS NOT NULL GROUP BY 1, 2 ORDER BY count(*) DESC"
    )
    supplier, partner = connection.execute(query).fetchone()
    return {"supplier": supplier, "partner": partner}


def _ask(connection: sqlite3.Connection, query: str, named: dict[str, dict[str, object]]) -> Figures:
    spent: dict[str, list[float]] = {table: [] for table in named}
    rows: dict[str, list[object]] = {}
    for _ in range(_TIMES):
        for table, given in named.items():
            started = time.perf_counter()
            rows[table] = connection.execute(query.format(table=table), given).fetchall()
            spent[table].append(time.perf_counter() - started)
    assert rows[_OWN] == rows[_HAND]
    return {"value": median(spent[_OWN]), "base": median(spent[_HAND])}
