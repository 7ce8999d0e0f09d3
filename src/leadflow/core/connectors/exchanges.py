"""
What a pull and a push answer: one outcome for each record, and what the whole system says.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import field, frozen
from attrs.converters import optional

from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import filled
from leadflow.core.connectors.cursors import SyncCursor
from leadflow.core.connectors.remote import (
    IdentityChanged,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRef,
    RemoteValues,
    remote_values,
)
from leadflow.core.problems import Problem

__all__ = [
    "CursorExpired",
    "PullAnswer",
    "PullPage",
    "PushRefused",
    "PushResult",
    "PushUnclear",
    "PushUpdate",
    "Pushed",
    "QuotaUsedUp",
    "SystemBlocked",
    "SystemDelayed",
    "TryLater",
]


@checked
@frozen
class TryLater:
    """
    The system cannot answer now, and nothing was written.

    Attributes:
        code: What it says, such as ``UNABLE_TO_LOCK_ROW`` or ``503``.
        after: How long it asks to wait; None if it does not say.
    """

    code: str
    after: timedelta | None = None


@checked
@frozen
class QuotaUsedUp:
    """
    The account may make no more calls for now, and nothing was written. It is not a failed attempt.

    Attributes:
        until: When calls are allowed again; None if the system does not say.
    """

    until: datetime | None = None


@checked
@frozen
class SystemBlocked:
    """
    Nothing works until somebody corrects something, such as credentials or permissions; nothing was written.

    Attributes:
        code: What the system says, such as ``invalid_grant``.
        message: What to do. No secrets and no personal data.
    """

    code: str
    message: str = ""


SystemDelayed = TryLater | QuotaUsedUp | SystemBlocked
"""
Why a whole call has to wait.
"""


@checked
@frozen
class CursorExpired:
    """
    The cursor is older than what the system keeps, so everything has to be pulled again.

    Attributes:
        code: What the system says.
    """

    code: str = ""


@checked
@frozen(kw_only=True)
class PullPage:
    """
    A page of what changed.

    Attributes:
        changes: In the order in which they are to be applied. A record may be there again; the same content is then
            recognized.
        cursor: Where the next pull continues. Once it is saved, nothing before it is asked for again.
        more: True if another page is there already.
    """

    changes: tuple[RemoteChange, ...]
    cursor: SyncCursor
    more: bool = False


PullAnswer = PullPage | CursorExpired | SystemDelayed
"""
What a pull answers.
"""


@checked
@frozen(kw_only=True)
class PushUpdate:
    """
    What is to be written of one record.

    Attributes:
        key: Our own key of the record, the same forever. A record that has no id yet is written as an upsert by this
            key, so that writing it again makes no second one.
        kind: What it is.
        ref: The record there, which is updated and never created; None for an upsert by the key.
        values: Only what changes; None clears a value.
        lead: Of an opportunity the lead that it belongs to; None if that is not there.
        revision: Number of the lead's event up to which this is; a repetition has the same one.
    """

    key: str = field(validator=filled)
    kind: RemoteKind
    ref: RemoteRef | None = None
    values: RemoteValues = field(repr=False, converter=remote_values, metadata=taken_as(object))
    lead: RemoteRef | None = None
    revision: int = 0


@checked
@frozen(kw_only=True)
class Pushed:
    """
    The record is written.

    Attributes:
        ref: Its id there.
        created: True if it was not there before.
        values: What the system has of the values now, if it says so; None elsewhere.
    """

    ref: RemoteRef
    created: bool = False
    values: RemoteValues | None = field(
        default=None, repr=False, converter=optional(remote_values), metadata=taken_as(object)
    )


@checked
@frozen
class PushRefused:
    """
    The system will not take the record as it is; nothing of it was written, and the same again is refused again.

    Attributes:
        problems: Why, by the names that the fields have there.
    """

    problems: tuple[Problem, ...]


@checked
@frozen
class PushUnclear:
    """
    The answer was lost, so the record may have been written and may not.

    Attributes:
        code: What happened, such as ``timeout``.
    """

    code: str


PushResult = Pushed | PushRefused | PushUnclear | TryLater | QuotaUsedUp | SystemBlocked | IdentityChanged | RecordGone
"""
What became of one record of a push.
"""
