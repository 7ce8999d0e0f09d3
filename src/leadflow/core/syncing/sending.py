"""
Plans what is pushed to another system: only what differs from what it is known to have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from leadflow.core.connectors import (
    PushUpdate,
    RemoteRef,
    RemoteValue,
    SharedField,
    SharedValue,
    SyncLink,
    Verdict,
    compare_pushed,
    outgoing,
    value_digest,
)

__all__ = ["Sending", "differs", "plan_sending"]


@frozen
class Sending:
    """
    What is pushed of one record, and what both sides agree on once it is there.

    Attributes:
        update: What is pushed; None if nothing is.
        agreed: What is remembered then.
        sent: The names of the fields that are pushed.
    """

    update: PushUpdate | None
    agreed: tuple[SharedValue, ...]
    sent: frozenset[str] = frozenset()


def plan_sending(
    shared: Iterable[SharedField], link: SyncLink, says: Mapping[str, object], lead: RemoteRef | None = None
) -> Sending:
    """
    Plan what is pushed of a lead or an opportunity.

    Args:
        shared: Its fields that are shared.
        link: Which record it is there.
        says: What it says now, by the names of fields.
        lead: Of an opportunity the record of its lead there.
    """
    values, agreed, sent = dict[str, RemoteValue](), list[SharedValue](), set[str]()
    for one in shared:
        if not one.direction.pushes:
            continue
        value = outgoing(one, says[one.field])
        outcome = compare_pushed(one, link.by_field.get(one.field), value_digest(value, link.key))
        if outcome.verdict is Verdict.SEND:
            values[one.remote] = value
            sent.add(one.field)
        agreed.append(outcome.agreed)
    if not values:
        return Sending(None, tuple(agreed))
    update = PushUpdate(key=link.id, kind=link.kind, ref=link.ref, values=values, lead=lead)
    return Sending(update, tuple(agreed), frozenset(sent))


def differs(shared: Iterable[SharedField], before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """
    Return whether something that is pushed is said otherwise.
    """
    return any(
        one.direction.pushes and outgoing(one, before[one.field]) != outgoing(one, after[one.field]) for one in shared
    )
