"""
Files whose leads were erased and whose bytes are still to be removed.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from leadflow.core.unknown import KeepsUnknown

__all__ = ["ErasedFiles"]


def _sorted(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(keys)))


@frozen(kw_only=True)
class ErasedFiles(KeepsUnknown):
    """
    Which bytes an erasure has still to remove: written in the commit that erases the leads, so that a process which is
    killed after it leaves nothing behind for good.

    Attributes:
        id: Always ``files``: a supplier has one of these records.
        keys: Under which the attachment store keeps the bytes, sorted.
    """

    id: str = "files"
    keys: tuple[str, ...] = field(default=(), converter=_sorted)

    def adding(self, keys: Iterable[str]) -> ErasedFiles:
        """
        Return the record with more *keys*.
        """
        return evolve(self, keys=(*self.keys, *keys))

    def without(self, keys: Iterable[str]) -> ErasedFiles:
        """
        Return the record without *keys*, whose bytes are gone.
        """
        gone = set(keys)
        return evolve(self, keys=[one for one in self.keys if one not in gone])
