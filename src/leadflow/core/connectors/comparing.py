"""
Compares what both sides say with what they last agreed on, field by field.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, assert_never

from attrs import evolve, frozen

from leadflow.core.connectors.links import SharedValue
from leadflow.core.connectors.settings import Clearing, SharedField, SyncConflictPolicy

__all__ = ["FieldOutcome", "Verdict", "being_pushed", "compare_pulled", "compare_pushed", "forced"]

_TURNS: Final = 5
_FORCED: Final = "?"
_CLEARED: Final = "-"
_SHORT: Final = 10


class Verdict(StrEnum):
    """
    What becomes of a field.

    Attributes:
        KEEP: Nothing is written on either side.
        TAKE: Ours becomes theirs.
        SEND: Theirs is to become ours.
        ASK: A person has to choose.
    """

    KEEP = "keep"
    TAKE = "take"
    SEND = "send"
    ASK = "ask"


@frozen
class FieldOutcome:
    """
    What becomes of a field, and what both sides then agree on.

    Attributes:
        verdict: What becomes of it.
        agreed: What is to be remembered; of what is taken, as soon as it is written.
        conflict: True if both sides had changed it.
    """

    verdict: Verdict
    agreed: SharedValue
    conflict: bool = False


def compare_pulled(
    shared: SharedField, before: SharedValue | None, ours: str, theirs: str, *, theirs_newer: bool
) -> FieldOutcome:
    """
    Decide about a field that a pull shows.

    Args:
        shared: How it is shared.
        before: What both sides last agreed on; None if it was never exchanged.
        ours, theirs: Digests of what the sides say now.
        theirs_newer: Whether the other system changed its record later than we changed the field.
    """
    known = before or SharedValue(shared.field, "", "")
    if ours == theirs:
        return FieldOutcome(Verdict.KEEP, SharedValue(shared.field, ours, theirs))
    if (theirs or _CLEARED) == known.maybe:
        # What we have pushed has arrived, and what we have changed since is for the next push.
        return FieldOutcome(Verdict.KEEP, evolve(known, theirs=theirs, maybe=""))
    if theirs == known.theirs:
        # What we have changed is for the next push.
        return FieldOutcome(Verdict.KEEP, known)
    if not theirs and shared.clears not in (Clearing.BOTH, Clearing.THEIRS):
        return FieldOutcome(Verdict.KEEP, evolve(known, theirs=theirs))
    if ours == known.ours and not known.held:
        return _theirs_changed(known, theirs)
    take = FieldOutcome(Verdict.TAKE, SharedValue(shared.field, theirs, theirs), conflict=bool(ours))
    if not shared.direction.pushes or (not ours and before is None):
        return take
    send = SharedValue(shared.field, known.ours if known.ours != ours else _FORCED, theirs)
    match shared.on_conflict:
        case SyncConflictPolicy.THEIRS:
            return take
        case SyncConflictPolicy.OURS:
            return FieldOutcome(Verdict.SEND, send, conflict=True)
        case SyncConflictPolicy.NEWEST:
            return take if theirs_newer else FieldOutcome(Verdict.SEND, send, conflict=True)
        case SyncConflictPolicy.ASK:
            return FieldOutcome(Verdict.ASK, SharedValue(shared.field, ours, theirs, held=True), conflict=True)
        case _:
            assert_never(shared.on_conflict)


def _theirs_changed(known: SharedValue, theirs: str) -> FieldOutcome:
    """
    Take what only the other system has changed, unless it always makes that of what is pushed.

    Two systems that write one value in two ways would otherwise send it to each other forever.
    """
    if not known.sent:
        return FieldOutcome(Verdict.TAKE, evolve(known, ours=theirs, theirs=theirs))
    echo = f"{known.ours[:_SHORT]}{theirs[:_SHORT]}"
    turned = known.turned + 1 if echo == known.echo else 1
    if turned >= _TURNS:
        return FieldOutcome(Verdict.KEEP, evolve(known, theirs=theirs, echo=echo, turned=turned))
    return FieldOutcome(Verdict.TAKE, evolve(known, ours=theirs, theirs=theirs, sent=False, echo=echo, turned=turned))


def compare_pushed(shared: SharedField, before: SharedValue | None, ours: str) -> FieldOutcome:
    """
    Decide about a field that a push may send.

    Args:
        shared: How it is shared.
        before: What both sides last agreed on; None if it was never exchanged.
        ours: The digest of what we say now.
    """
    known = before or SharedValue(shared.field, "", "")
    if ours == known.ours:
        return FieldOutcome(Verdict.KEEP, known)
    if ours == known.theirs and known.maybe in ("", ours or _CLEARED):
        return FieldOutcome(Verdict.KEEP, SharedValue(shared.field, ours, ours))
    if not ours and shared.clears not in (Clearing.BOTH, Clearing.OURS):
        return FieldOutcome(Verdict.KEEP, evolve(known, ours=ours))
    return FieldOutcome(Verdict.SEND, evolve(known, ours=ours, theirs=ours, held=False, maybe="", sent=True))


def forced(known: SharedValue) -> SharedValue:
    """
    Return what is remembered of a field that is to be pushed though it has not changed.
    """
    return evolve(known, ours=_FORCED, held=False)


def being_pushed(before: SharedValue | None, agreed: SharedValue) -> SharedValue:
    """
    Return what is remembered of a field before it is pushed: regardless of the call, its value may be there then.

    Args:
        before: What both sides last agreed on; None if it was never exchanged.
        agreed: What they agree on if the push is done.
    """
    known = before or SharedValue(agreed.field, "", "")
    return evolve(known, ours=_FORCED, held=False, maybe=agreed.ours or _CLEARED)
