"""
Updates in batches, with the results where the updates stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadflow.core.connectors import PushResult, PushUpdate, RemoteKind, SystemDelayed

__all__ = ["in_batches"]


def in_batches(
    updates: Sequence[PushUpdate], size: int, write: Callable[[Sequence[PushUpdate]], Sequence[PushResult]]
) -> list[PushResult]:
    """
    Write updates in batches of one kind, all with an id or all without one, and return their results in order.

    Once the system makes a whole batch wait, nothing more is asked of it, and the rest waits too.

    Args:
        updates: What is to be written.
        size: How many updates a batch has at most.
        write: Writes a batch, and returns one result for each of its updates.
    """
    groups: dict[tuple[RemoteKind, bool], list[int]] = {}
    for at, one in enumerate(updates):
        groups.setdefault((one.kind, one.ref is None), []).append(at)
    results: dict[int, PushResult] = {}
    waits: PushResult | None = None
    for some in (mine[start : start + size] for mine in groups.values() for start in range(0, len(mine), size)):
        told = write([updates[at] for at in some]) if waits is None else [waits] * len(some)
        if all(isinstance(one, SystemDelayed) for one in told):
            waits = told[0]
        results |= zip(some, told, strict=True)
    return [results[at] for at in range(len(updates))]
