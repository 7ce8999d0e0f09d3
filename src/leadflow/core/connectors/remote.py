"""
Records of another system, as a connector reports them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from attrs import field, frozen

from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import filled
from leadflow.core.leads import Activity
from leadflow.core.taking import aware

__all__ = [
    "IdentityChange",
    "IdentityChanged",
    "RecordGone",
    "RemoteChange",
    "RemoteField",
    "RemoteKind",
    "RemoteRecord",
    "RemoteRef",
    "RemoteValue",
    "RemoteValues",
    "remote_values",
]

RemoteValue = str | bool | int | Decimal | date | datetime | tuple[str, ...] | None
"""
A value in another system. None means that the system has none, or clears it when it is pushed. Never a float: amounts
are Decimal. A moment has its offset.
"""

RemoteValues = Mapping[str, RemoteValue]
"""
Values by the names that the fields have in the other system.
"""


class RemoteKind(StrEnum):
    """
    What a record of another system is.
    """

    LEAD = "lead"
    OPPORTUNITY = "opportunity"


class IdentityChange(StrEnum):
    """
    Why a record got another id.

    Attributes:
        MERGED: It was merged into another record, which may have a new id.
        CONVERTED: It became other records, such as a contact and an opportunity, and cannot be changed any more.
    """

    MERGED = "merged"
    CONVERTED = "converted"


@checked
@frozen
class RemoteRef:
    """
    A record of another system.

    Attributes:
        kind: What it is.
        id: Its id there, always in the same form: two texts are two records.
    """

    kind: RemoteKind
    id: str = field(validator=filled)


def remote_values(given: Mapping[Any, Any]) -> RemoteValues:
    """
    Return values that a system has or gets, none of which is a float or a moment without a zone.

    Raises:
        TypeError: They are not a mapping, or one is of a type that no `RemoteValue` has.
        InvalidInput: A moment has no zone (``moment_naive``).
    """
    if not isinstance(given, Mapping):
        raise TypeError("values must be a mapping of names to values; give a dict")
    for name, value in given.items():
        if isinstance(value, float):
            raise TypeError(f"values['{name}'] is a float; read numbers as Decimal")
        if isinstance(value, datetime):
            aware(value, f"values['{name}']")
        if not isinstance(name, str) or not isinstance(value, _PLAIN):
            raise TypeError(f"values['{name}'] is of the type {type(value).__name__}; give a RemoteValue")
    return dict(given)


_PLAIN: Final = (str, bool, int, Decimal, date, datetime, tuple, type(None))


@checked
@frozen(kw_only=True)
class RemoteRecord:
    """
    A record of another system that was added or changed.

    Attributes:
        ref: Which record.
        values: Its values; a name that is absent was not asked for, and says nothing.
        key: The key that leadflow gave it when it pushed it, where the system keeps one; None if it has none. It is
            how a record is recognized whose creation was never answered.
        lead: Of an opportunity the lead that it belongs to; None if the system does not say.
        modified_at: When it was last changed, by the clock of the system; None if the system does not say. It
            decides the policy ``newest``, and never what is new.
        origin: The mark of the writer of the last change, where the system keeps one; None elsewhere.
        history: What the prospect did before, as marketing automation knows it.
    """

    ref: RemoteRef
    values: RemoteValues = field(repr=False, converter=remote_values, metadata=taken_as(object))
    key: str | None = None
    lead: RemoteRef | None = None
    modified_at: datetime | None = None
    origin: str | None = None
    history: tuple[Activity, ...] = field(default=(), repr=False)


@checked
@frozen
class RecordGone:
    """
    A record of another system is not there any more.

    Attributes:
        ref: Which record.
    """

    ref: RemoteRef


@checked
@frozen
class IdentityChanged:
    """
    A record of another system has another id from now on, or became other records.

    Attributes:
        ref: The id that it had.
        change: Merged or converted.
        into: What it is now: after a merge the lead that is left, after a conversion the opportunity, if there is one.
    """

    ref: RemoteRef
    change: IdentityChange
    into: tuple[RemoteRef, ...] = ()


RemoteChange = RemoteRecord | RecordGone | IdentityChanged
"""
What a pull finds.
"""


@checked
@frozen(kw_only=True)
class RemoteField:
    """
    A field of another system, as it describes itself.

    Attributes:
        kind: Of which records.
        name: What programs call it.
        label: What people call it; empty if it has no label.
        type: What the system calls its type.
        required: True if a record cannot be created without it.
        writable: False if it cannot be pushed.
        choices: The values that it can have; empty if they are not limited or not known.
    """

    kind: RemoteKind
    name: str
    label: str = ""
    type: str = ""
    required: bool = False
    writable: bool = True
    choices: tuple[str, ...] = ()
