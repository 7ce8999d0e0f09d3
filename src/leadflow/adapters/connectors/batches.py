"""
Updates in batches, with the results where the updates stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadflow.core.connectors import PushResult, PushUpdate, RemoteKind

__all__ = ["in_batches"]


def in_batches(
    updates: Sequence[PushUpdate], size: int, write: Callable[[Sequence[PushUpdate]], Sequence[PushResult]]
) -> list[PushResult]:
    """
    Write updates in batches of one kind, all with an id or all without one, and return their results in order.

    Args:
        updates: What is to be written.
        size: How many updates a batch has at most.
        write: Writes a batch, and returns one result for each of its updates.
    """
    groups: dict[tuple[RemoteKind, bool], list[int]] = {}
    for at, one in enumerate(updates):
        groups.setdefault((one.kind, one.ref is None), []).append(at)
    results: dict[int, PushResult] = {}
    for mine in groups.values():
        for start in range(0, len(mine), size):
            some = mine[start : start + size]
            results |= zip(some, write([updates[at] for at in some]), strict=True)
    return [results[at] for at in range(len(updates))]
