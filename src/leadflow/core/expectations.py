"""
What a decision was based on; the store checks it when it commits.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["Expect", "KeysAbsent", "RecordsUnchanged"]


@frozen
class KeysAbsent:
    """
    No active lead has one of these duplicate keys: what was found to be new still is.
    """

    keys: frozenset[str]


@frozen
class RecordsUnchanged:
    """
    The records that leads are routed by have this version: partners, campaigns and modules are those that were read.
    """

    version: str


Expect = KeysAbsent | RecordsUnchanged
"""
What a store refuses a commit for, if it does not hold any more; readers match on it and end with ``assert_never``.
"""
