"""
A process that opens a store: ``lifting.py open|slowly URL``; "slowly" says when it has lifted, and waits to be killed.
"""

from __future__ import annotations

import sys
import time

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


def stop(connection: Connection) -> None:
    """
    Say that everything before is lifted, and wait.
    """
    print("lifted", flush=True)
    time.sleep(600)


def main(what: str, url: str) -> None:
    """
    Open a store at *url*.
    """
    if what == "open":
        SqlStore(url).close()
        print("opened", flush=True)
        return
    slow = Migration(number=9_002, name="slow", effect=Effect.ADDITIVE, lift=stop)
    with make_engine(url).connect() as connection:
        open_tables(connection, metadata, (*MIGRATIONS, NOTES, slow))


if __name__ == "__main__":
    main(*sys.argv[1:])
