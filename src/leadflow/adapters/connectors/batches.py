"""
Updates in batches, with the results where the updates stood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from re import Pattern

from leadflow.core.connectors import (
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRef,
    SystemDelayed,
    TryLater,
)
from leadflow.core.problems import Problem

__all__ = ["in_batches", "one_by_one", "read_by_id", "written_by_id"]


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


def written_by_id(
    updates: Sequence[PushUpdate],
    ids: Mapping[RemoteKind, Pattern[str]],
    write: Callable[[Sequence[PushUpdate]], Sequence[PushResult]],
) -> list[PushResult]:
    """
    Write updates but those whose id cannot be one of the system, which are refused; in order.

    An odd id would change the address or the query that it stands in, or hold up the records beside it.

    Args:
        updates: What is to be written.
        ids: What an id of the system looks like, by kind.
        write: Writes updates, and returns one result for each.
    """
    message = "the id of the record cannot be one of the system; correct the link"
    refused = PushRefused((Problem(code="system_refuses", path="", message=message),))
    fine = [one.ref is None or ids[one.kind].fullmatch(one.ref.id) is not None for one in updates]
    told = iter(write([one for one, may in zip(updates, fine, strict=True) if may]) if any(fine) else ())
    return [next(told) if may else refused for may in fine]


def read_by_id(
    refs: Sequence[RemoteRef],
    ids: Mapping[RemoteKind, Pattern[str]],
    read: Callable[[Sequence[RemoteRef]], Sequence[RemoteChange]],
) -> list[RemoteChange]:
    """
    Read records but those whose id cannot be one of the system, which are not there; in order.
    """
    fine = [ids[one.kind].fullmatch(one.id) is not None for one in refs]
    told = iter(read([one for one, may in zip(refs, fine, strict=True) if may]) if any(fine) else ())
    return [next(told) if may else RecordGone(one) for one, may in zip(refs, fine, strict=True)]
