"""
What is kept of leads in other systems, for tests.
"""

from __future__ import annotations

from datetime import timedelta

from leadflow.core.connectors import (
    Errand,
    LinkState,
    PullPhase,
    RemoteKind,
    SeenRecord,
    SharedValue,
    SyncCursor,
    SyncLink,
    SyncState,
)
from leadflow.testing.builders import NOW

__all__ = ["a_sync_link", "a_sync_state", "an_errand"]


def a_sync_link(id: str = "lead-1") -> SyncLink:
    """
    Return a link with something in every attribute.
    """
    shared = SharedValue("phone", "ab12", "cd34", held=True, sent=True, echo="ab12cd34", turned=2)
    return SyncLink(
        connection="crm",
        kind=RemoteKind.LEAD,
        id=id,
        remote_id="00Q1",
        state=LinkState.CONVERTED,
        shared=(SharedValue("city", "", "ef56"), shared),
    )


def an_errand(lead_id: str = "lead-1") -> Errand:
    """
    Return an errand with something in every attribute.
    """
    return Errand(
        connection="crm",
        lead_id=lead_id,
        wanted=7,
        done=3,
        due_at=NOW + timedelta(minutes=5),
        since=NOW,
        attempts=2,
        codes=("UNABLE_TO_LOCK_ROW",),
    )


def a_sync_state(connection: str = "crm") -> SyncState:
    """
    Return how far an exchange is, with something in every attribute.
    """
    seen = (SeenRecord("00Q1", "ab12", NOW),)
    return SyncState(
        connection=connection,
        cursor=SyncCursor(stamp=NOW, seen=seen, token="t"),
        phase=PullPhase.CHANGES,
        holder="worker-1",
        held_until=NOW + timedelta(minutes=10),
        delayed_until=NOW + timedelta(hours=1),
        code="quota",
        pulled_at=NOW,
        expired_at=NOW,
        day_began_at=NOW,
        calls=12,
    )
