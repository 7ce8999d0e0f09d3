"""
What processes do that open a store; `lift_slowly` says when it has lifted, and waits to be killed.
"""

from __future__ import annotations

import time
from functools import partial
from multiprocessing import connection as pipes

from sqlalchemy import Connection

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.migrations import MIGRATIONS, Effect, Migration, open_tables
from leadflow.adapters.sqlalchemy.tables import metadata


def note(connection: Connection) -> None:
    """
    Add a table for notes about leads, and a column to leads.
    """
    connection.exec_driver_sql("CREATE TABLE leadflow_notes (lead_id VARCHAR, note VARCHAR)")
    connection.exec_driver_sql("ALTER TABLE leadflow_leads ADD COLUMN note VARCHAR DEFAULT 'none'")


NOTES = Migration(number=9_001, name="notes", effect=Effect.ADDITIVE, lift=note)
"""
What a later version might do that this one can live with.
"""


def lift(url: str) -> None:
    """
    Open a store at *url*.
    """
    SqlStore(url).close()


def lift_slowly(url: str, telling: pipes.Connection) -> None:
    """
    Lift the database at *url*, say that all but the commit is done, and wait.
    """
    slow = Migration(number=9_002, name="slow", effect=Effect.ADDITIVE, lift=partial(_stop, telling))
    with make_engine(url).connect() as connection:
        open_tables(connection, metadata, (*MIGRATIONS, NOTES, slow))


def _stop(telling: pipes.Connection, _: object) -> None:
    telling.send("lifted")
    time.sleep(600)
