"""
Links: which record of another system a lead or an opportunity is, and what both sides agreed on last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Final

from attrs import evolve, frozen

from leadflow.core.connectors.remote import RemoteKind, RemoteRef, RemoteValue
from leadflow.core.unknown import KeepsUnknown

__all__ = [
    "LinkState",
    "LinkedRecord",
    "SharedValue",
    "SyncLink",
    "link_key",
    "ref_key",
    "refused_records",
    "value_digest",
]

_DIGITS: Final = 20
_NOTHING: Final = (None, "", ())


class LinkState(StrEnum):
    """
    What became of the record in the other system.

    Attributes:
        LINKED: It is there.
        GONE: It was deleted; nothing is exchanged any more.
        CONVERTED: It became other records and cannot be changed; its opportunities are still exchanged.
        SUPERSEDED: It is the record of another lead by now, after a merge there or here.
        ERASED: The lead was erased here; what the record says is not taken any more, and nothing is pushed.
        REFUSED: What it says cannot be a lead; it is looked at again when it changes there.
    """

    LINKED = "linked"
    GONE = "gone"
    CONVERTED = "converted"
    SUPERSEDED = "superseded"
    ERASED = "erased"
    REFUSED = "refused"


@frozen
class SharedValue:
    """
    What both sides said of a field when it was last exchanged. Values themselves are not kept.

    Attributes:
        field: What leadflow calls it.
        ours, theirs: Digests of the value on each side, see `value_digest`.
        held: True while a person has to choose between the two.
        maybe: The digest of what may be there, because it is being pushed, or its outcome is not known; empty if that
            is settled.
        sent: True if ours was pushed since, so that a change may be what the system made of it.
        echo: What the system last made of what was pushed, as two digests; empty if it kept it.
        turned: How often in a row it made the same of it.
    """

    field: str
    ours: str
    theirs: str
    held: bool = False
    maybe: str = ""
    sent: bool = False
    echo: str = ""
    turned: int = 0


@frozen(kw_only=True)
class SyncLink(KeepsUnknown):
    """
    The link of a lead or an opportunity to its record in another system.

    Attributes:
        connection: The name of the connection.
        kind: Lead or opportunity.
        id: Of the lead or the opportunity here.
        remote_id: Of the record there; None until it is known.
        state: What became of the record there.
        shared: What was last exchanged, by field.
    """

    connection: str
    kind: RemoteKind
    id: str
    remote_id: str | None = None
    state: LinkState = LinkState.LINKED
    shared: tuple[SharedValue, ...] = ()

    @property
    def key(self) -> str:
        """
        Under which it is stored.
        """
        return link_key(self.connection, self.kind, self.id)

    @property
    def ref(self) -> RemoteRef | None:
        """
        The record there; None until it is known.
        """
        return RemoteRef(self.kind, self.remote_id) if self.remote_id is not None else None

    @property
    def by_field(self) -> Mapping[str, SharedValue]:
        """
        What was last exchanged, by field.
        """
        return {one.field: one for one in self.shared}

    def agreed(self, values: Iterable[SharedValue]) -> SyncLink:
        """
        Return the link after *values* were exchanged; what they leave out stays.
        """
        return evolve(self, shared=tuple({**self.by_field, **{one.field: one for one in values}}.values()))


@frozen(kw_only=True)
class LinkedRecord(KeepsUnknown):
    """
    Which lead or opportunity a record of another system is.

    Attributes:
        connection: The name of the connection.
        kind: Lead or opportunity.
        remote_id: Of the record there.
        id: Of the lead or the opportunity here; None if it is none of ours.
        into: The id that it has by now, if it was merged; None elsewhere.
        problems: Codes of why it could not become one; empty if it did.
        seen: The number of the full pull that showed it last.
    """

    connection: str
    kind: RemoteKind
    remote_id: str
    id: str | None = None
    into: str | None = None
    problems: tuple[str, ...] = ()
    seen: int = 0

    @property
    def ref(self) -> RemoteRef:
        """
        The record there.
        """
        return RemoteRef(self.kind, self.remote_id)

    @property
    def key(self) -> str:
        """
        Under which it is stored.
        """
        return ref_key(self.connection, RemoteRef(self.kind, self.remote_id))

    @property
    def status(self) -> str:
        """
        By what stores count it: that it was refused, with its connection; empty if it was not.
        """
        return refused_records(self.connection) if self.problems else ""


def refused_records(connection: str) -> str:
    """
    Return the status of records of another system that could not become ours.
    """
    return f"{connection} {LinkState.REFUSED}"


def link_key(connection: str, kind: RemoteKind, id: str) -> str:
    """
    Return the key of the link of a lead or an opportunity of ours.
    """
    return f"{connection} {kind} {id}"


def ref_key(connection: str, ref: RemoteRef) -> str:
    """
    Return the key of a record of another system; ids that are too long for a key are shortened by a digest.
    """
    return f"{connection} {ref.kind} {_short(ref.id)}"


_LONGEST: Final = 120


def _short(id: str) -> str:
    if len(id) <= _LONGEST:
        return id
    return f"{id[:40]}…{sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


def value_digest(value: RemoteValue, owner: str) -> str:
    """
    Return a digest by which a value of one record is recognized; empty for a missing value.

    A value cannot be read from it, and digests of two records cannot be compared.

    Args:
        value: As it goes to the other system.
        owner: The key of the link.
    """
    if value in _NOTHING:
        return ""
    return sha256(json.dumps([owner, _plain(value)]).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(Decimal(value).normalize(), "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return sorted(map(str, value))
    return str(value).strip()
