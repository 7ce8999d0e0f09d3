"""
What is exchanged with other systems: records, cursors, outcomes and credentials.
"""

from __future__ import annotations

from leadflow.core.connectors.credentials import AccessToken
from leadflow.core.connectors.cursors import OVERLAP, SeenRecord, SyncCursor, digest_of
from leadflow.core.connectors.exchanges import (
    CursorExpired,
    PullAnswer,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    SystemBlocked,
    SystemDelayed,
    TryLater,
)
from leadflow.core.connectors.remote import (
    IdentityChange,
    IdentityChanged,
    RecordGone,
    RemoteChange,
    RemoteField,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    RemoteValues,
)

__all__ = [
    "OVERLAP",
    "AccessToken",
    "CursorExpired",
    "IdentityChange",
    "IdentityChanged",
    "PullAnswer",
    "PullPage",
    "PushRefused",
    "PushResult",
    "PushUnclear",
    "PushUpdate",
    "Pushed",
    "QuotaUsedUp",
    "RecordGone",
    "RemoteChange",
    "RemoteField",
    "RemoteKind",
    "RemoteRecord",
    "RemoteRef",
    "RemoteValue",
    "RemoteValues",
    "SeenRecord",
    "SyncCursor",
    "SystemBlocked",
    "SystemDelayed",
    "TryLater",
    "digest_of",
]
