"""
Updates in batches, with the results where the updates stood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadflow.core.connectors import PushResult, PushUnclear, PushUpdate, RemoteKind, SystemDelayed, TryLater

__all__ = ["in_batches", "one_by_one"]


def in_batches(
    updates: Sequence[PushUpdate], size: int, write: Callable[[Sequence[PushUpdate]], Sequence[PushResult]]
) -> list[PushResult]:
    """
    Write updates in batches of one kind, all with an id or all without one, and return their results in order.

    Once the system makes a whole batch wait, or leaves it unclear, nothing more is asked of it, and the rest waits too: a
    push must not last longer than nobody else may push.

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
        elif all(isinstance(one, PushUnclear) for one in told):
            waits = TryLater("system_unclear")
        results |= zip(some, told, strict=True)
    return [results[at] for at in range(len(updates))]


def one_by_one(
    updates: Sequence[PushUpdate],
    write: Callable[[PushUpdate], PushResult],
    is_of_record: Callable[[str], bool],
) -> list[PushResult]:
    """
    Write updates one after the other; once the system has to wait as a whole, or leaves one unclear, the rest waits too.

    Args:
        updates: What is to be written.
        write: Writes one.
        is_of_record: Says of the code of a `TryLater` whether it is about that record alone, such as a lock.
    """
    results: list[PushResult] = []
    waits: PushResult | None = None
    for one in updates:
        result = write(one) if waits is None else waits
        if isinstance(result, SystemDelayed) and not (isinstance(result, TryLater) and is_of_record(result.code)):
            waits = result
        elif isinstance(result, PushUnclear):
            waits = TryLater("system_unclear")
        results.append(result)
    return results
