"""
Pulls of a connector, read to their end.
"""

from __future__ import annotations

from leadflow.core.connectors import PullPage, RemoteChange, SyncCursor
from leadflow.ports import Connector

__all__ = ["pulled"]


def pulled(
    connector: Connector, cursor: SyncCursor | None = None, most: int = 100
) -> tuple[list[RemoteChange], SyncCursor]:
    """
    Return everything that a whole pull shows, and where the next one continues.
    """
    shown = list[RemoteChange]()
    while True:
        page = connector.pull(cursor, most, 5)
        assert isinstance(page, PullPage)
        shown += page.changes
        cursor = page.cursor
        if not page.more:
            return shown, cursor
