"""
Connections to other systems: their settings, what is exchanged, and how far that is.
"""

from __future__ import annotations

from leadflow.core.connectors.checking import (
    ConnectionContext,
    check_connection,
    check_connections,
    connection_named,
    ready_criteria,
)
from leadflow.core.connectors.comparing import FieldOutcome, Verdict, compare_pulled, compare_pushed, forced
from leadflow.core.connectors.credentials import AccessToken
from leadflow.core.connectors.cursors import OVERLAP, SeenRecord, SyncCursor, digest_of
from leadflow.core.connectors.errands import GIVEN_UP_AFTER, Errand, ErrandState, PullPhase, SyncState, errand_key
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
from leadflow.core.connectors.links import (
    LinkedRecord,
    LinkState,
    SharedValue,
    SyncLink,
    link_key,
    ref_key,
    value_digest,
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
from leadflow.core.connectors.settings import (
    Clearing,
    Connection,
    GonePolicy,
    SharedField,
    SyncConflictPolicy,
    SyncDirection,
    SystemRole,
)
from leadflow.core.connectors.translating import incoming, outgoing

__all__ = [
    "GIVEN_UP_AFTER",
    "OVERLAP",
    "AccessToken",
    "Clearing",
    "Connection",
    "ConnectionContext",
    "CursorExpired",
    "Errand",
    "ErrandState",
    "FieldOutcome",
    "GonePolicy",
    "IdentityChange",
    "IdentityChanged",
    "LinkState",
    "LinkedRecord",
    "PullAnswer",
    "PullPage",
    "PullPhase",
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
    "SharedField",
    "SharedValue",
    "SyncConflictPolicy",
    "SyncCursor",
    "SyncDirection",
    "SyncLink",
    "SyncState",
    "SystemBlocked",
    "SystemDelayed",
    "SystemRole",
    "TryLater",
    "Verdict",
    "check_connection",
    "check_connections",
    "compare_pulled",
    "compare_pushed",
    "connection_named",
    "digest_of",
    "errand_key",
    "forced",
    "incoming",
    "link_key",
    "outgoing",
    "ready_criteria",
    "ref_key",
    "value_digest",
]
