"""
Idempotency keys: a call with a key is made once, from whichever process it is repeated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from attrs import evolve, fields, frozen, has

from leadflow.core.actors import Actor
from leadflow.core.unknown import KeepsUnknown

__all__ = ["KEPT_FOR", "CallKey", "CompletedCall", "CompletedCalls", "LeadSpan"]

KEPT_FOR: Final = timedelta(days=7)
"""
How long a key is known after its call was made.
"""

_DIGITS: Final = 32
_BUCKET: Final = 4
_DEEPEST: Final = 32


@frozen(kw_only=True)
class CallKey:
    """
    The idempotency key of a call, as it is stored: neither it nor the arguments can be read from it.

    Attributes:
        digest: Of the caller and the key; two callers share no key.
        call: Of the operation and its arguments: a key stands for one call.
    """

    digest: str
    call: str

    @classmethod
    def of(cls, actor: Actor, key: str, operation: str, *arguments: object) -> CallKey:
        """
        Return the key *key* of *actor* for an operation with these arguments.
        """
        whose = (actor.side, actor.id, actor.channel, actor.system, key)
        return cls(digest=_digest(*whose), call=_digest(*whose, operation, *arguments))

    @staticmethod
    def digest_of(*parts: object) -> str:
        """
        Return a digest of values, the same in every process.
        """
        return _digest(*parts)

    @property
    def bucket(self) -> str:
        """
        The key of the record that keeps it: one of 65,536.
        """
        return self.digest[:_BUCKET]


@frozen(kw_only=True)
class LeadSpan:
    """
    The events of a lead that one call wrote.

    Attributes:
        lead_id: Which lead.
        since: The number of its last event before; 0 if the call made the lead.
        seq: The number of the last one that the call wrote.
    """

    lead_id: str
    since: int
    seq: int


@frozen(kw_only=True)
class CompletedCall:
    """
    A call that was made under an idempotency key, and where its result is.

    Attributes:
        digest, call: As in `CallKey`.
        at: When it was made, in UTC.
        leads: What it did to leads; the one that it was about first.
    """

    digest: str
    call: str
    at: datetime
    leads: tuple[LeadSpan, ...]


@frozen(kw_only=True)
class CompletedCalls(KeepsUnknown):
    """
    The calls whose keys belong to one bucket.

    Adding a call drops those that are older than `KEPT_FOR`, so a supplier has at most 65,536 of these records and
    nobody has to clean up.

    Attributes:
        bucket: What the digests of their keys begin with.
        calls: In the order in which they were made.
    """

    bucket: str
    calls: tuple[CompletedCall, ...] = ()

    def find(self, key: CallKey, now: datetime) -> CompletedCall | None:
        """
        Return the call that was made under *key* with any arguments; None if there is none, or it is too old.
        """
        return next((one for one in self._kept(now) if one.digest == key.digest), None)

    def adding(self, call: CompletedCall) -> CompletedCalls:
        """
        Return these with one more *call*, and without those that are too old by then.
        """
        return evolve(self, calls=(*self._kept(call.at), call))

    def _kept(self, now: datetime) -> tuple[CompletedCall, ...]:
        return tuple(one for one in self.calls if now - one.at < KEPT_FOR)


def _digest(*parts: object) -> str:
    return sha256(json.dumps(_plain(parts), sort_keys=True).encode()).hexdigest()[:_DIGITS]


def _plain(value: object, depth: int = 0) -> object:
    """
    Return *value* as JSON has it, the same in every process.

    What is nested deeper than any argument that is taken, such as a list within itself, is left out.
    """
    if depth > _DEEPEST:
        return None
    depth += 1
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one, depth) for name, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(json.dumps(_plain(one, depth), sort_keys=True) for one in value)
    if isinstance(value, Iterable):
        return [_plain(one, depth) for one in value]
    kind = type(value)
    if has(kind):
        return [kind.__name__, {one.name: _plain(getattr(value, one.name), depth) for one in fields(kind)}]
    return str(value)
