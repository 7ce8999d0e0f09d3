"""
What PostgreSQL itself takes for the rows of an import: one COPY for each table.
"""

from __future__ import annotations

import io
import time

import psycopg
from psycopg import sql
from sqlalchemy import make_url


def copy_again(url: str, *, indexes: bool) -> float:
    """
    Copy all rows of a database into new tables of the same columns, and return the seconds of writing them.

    Args:
        url: The database, which keeps the new tables.
        indexes: Whether the new tables have the indexes and keys of the old ones.
    """
    seconds = 0.0
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    like = sql.SQL("INCLUDING ALL" if indexes else "")
    with psycopg.connect(plain) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in found:
            table, twin = sql.Identifier(name), sql.Identifier(f"again_{indexes:d}_{name}")
            rows = io.BytesIO()
            with connection.cursor() as cursor:
                with cursor.copy(sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(table)) as out:
                    for piece in out:
                        rows.write(piece)
                cursor.execute(sql.SQL("CREATE TABLE {} (LIKE {} {})").format(twin, table, like))
                connection.commit()
                started = time.perf_counter()
                with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(twin)) as into:
                    into.write(rows.getbuffer())
                connection.commit()
                seconds += time.perf_counter() - started
    return seconds
