"""
The version of a supplier's records, which changes with each commit that affects routing.
"""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, bindparam, select, text

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.engine import queue_up
from leadflow.adapters.sqlalchemy.statements import run
from leadflow.errors import Conflict

__all__ = ["VERSION", "check_version", "raise_version"]

_version = tables.versions.c
VERSION: Final = select(_version.version).where(_version.supplier_id == bindparam("mine"))
"""
Reads the version of the supplier *mine*; no row before anything was put.
"""

_SHARED: Final = VERSION.with_for_update(read=True)
_FIRST: Final = text("INSERT INTO leadflow_versions (supplier_id, version) VALUES (:mine, '') ON CONFLICT DO NOTHING")
_RAISE: Final = text(
    "INSERT INTO leadflow_versions (supplier_id, version) VALUES (:mine, :version)"
    " ON CONFLICT (supplier_id) DO UPDATE SET version = excluded.version"
)


def check_version(connection: Connection, supplier_id: str, version: str) -> None:
    """
    Make sure that the records have this version, and hold those off who would change it, until the transaction ends.

    Raises:
        Conflict: They have another one.
    """
    mine = {"mine": supplier_id}
    if not version:
        # There has to be a row to hold.
        run(connection, _FIRST, mine)
    if [one for (one,) in run(connection, _SHARED, mine)] != [version]:
        raise Conflict("partners, campaigns or modules")


def raise_version(connection: Connection, supplier_id: str) -> None:
    """
    Return the records a version that they never had.

    Whoever plans again behind the lock waits for nobody who changes records, so those wait in the same queue.
    """
    queue_up(connection, supplier_id)
    run(connection, _RAISE, {"mine": supplier_id, "version": uuid4().hex})
