"""
Stored decisions as short lists: a routed lead takes a few dozen bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from leadflow.core.decisions import Notice, NoticeLine, RoutingTrace, StepReason
from leadflow.wire.codes import CHOSEN_BY, REASONS, REVIEWS, SOURCES, STATUSES

__all__ = ["pack_notice", "pack_trace", "pack_way", "unpack_notice", "unpack_trace"]

Step = tuple[int, int, int, int]

# As plain numbers, which are compared in a tenth of the time.
_NARROWED: Final = StepReason.NARROWED.value
_STAYING: Final = frozenset(
    one.value for one in (StepReason.NOT_APPLICABLE, StepReason.EMPTY_SKIPPED, StepReason.VALUE_MISSING_SKIPPED)
)
_ENDING: Final = frozenset(one.value for one in (StepReason.EMPTY_REVIEW, StepReason.VALUE_MISSING_REVIEW))

_CHOSEN_BY: Final = {code: word for word, code in CHOSEN_BY.items()}
_REVIEWS: Final = {code: word for word, code in REVIEWS.items()}
_STATUSES: Final = {code: word for word, code in STATUSES.items()}
_SOURCES: Final = {code: word for word, code in SOURCES.items()}
_REASONS: Final = {code: word for word, code in REASONS.items()}


def pack_trace(trace: RoutingTrace) -> list[Any]:
    """
    Return ``[module, version, way, partner_id, chosen_by, turn, review, tied]``, without what is 0 or empty at its end.

    The way is the number of partners before the first step, and then for each step one of these:

    - a number above 0: so many partners were left;
    - a number below 0: the reason, with its sign turned; the partners stayed, or a person has to choose;
    - a list of one of these and the number of the rule that decided;
    - a list of the four numbers of each step, where none of these says them.
    """
    chosen_by, review = trace.chosen_by, trace.review
    packed: list[Any] = [
        trace.module,
        trace.version,
        pack_way(trace.active, trace.packed_steps),
        trace.partner_id or 0,
        CHOSEN_BY[chosen_by] if chosen_by else 0,
        trace.turn or 0,
    ]
    if review or trace.tied:
        packed += (REVIEWS[review] if review else 0, list(trace.tied))
    while not packed[-1]:
        packed.pop()
    return packed


def unpack_trace(packed: Sequence[Any]) -> RoutingTrace:
    """
    Return what `pack_trace` packed.

    Raises:
        ValueError, KeyError, TypeError, IndexError: It did not pack this.
    """
    rest: tuple[Any, ...] = (0, 0, 0, 0, ())
    module, version, way, partner_id, chosen_by, turn, review, tied = (*packed, *rest[len(packed) - 3 :])
    return RoutingTrace(
        module=module,
        version=version,
        active=way[0],
        packed_steps=tuple(_steps(way)),
        partner_id=partner_id or None,
        chosen_by=_CHOSEN_BY[chosen_by] if chosen_by else None,
        turn=turn or None,
        review=_REVIEWS[review] if review else None,
        tied=tuple(tied),
    )


@lru_cache(maxsize=4_096)
def pack_way(active: int, packed_steps: tuple[Step, ...]) -> list[Any]:
    """
    Return the way of `pack_trace`: for *active* partners, and the four numbers of each step.
    """
    way: list[Any] = [active]
    here = active
    for step in packed_steps:
        before, after, reason, rule = map(int, step)
        short = after if reason == _NARROWED else -reason
        if before == here and _after(here, short) == after:
            way.append([short, rule] if rule else short)
        else:
            way.append([before, after, reason, rule])
        here = after
    return way


def _after(here: int, short: int) -> int | None:
    """
    Return how many partners a short step leaves of *here*; None if it says no such thing.
    """
    if short > 0:
        return short
    return here if -short in _STAYING else 0 if -short in _ENDING else None


def _steps(way: Sequence[Any]) -> Iterator[Step]:
    here = way[0]
    for said in way[1:]:
        if isinstance(said, list) and len(said) == 4:
            before, after, reason, rule = said
            yield before, after, reason, rule
        else:
            short, rule = said if isinstance(said, list) else (said, 0)
            left = _after(here, short)
            if left is None:
                raise ValueError("no step leaves this")
            yield here, left, _NARROWED if short > 0 else -short, rule
            after = left
        here = after


# Leads of one batch have the same notice at a partner.
@lru_cache(maxsize=1_024)
def pack_notice(notice: Notice) -> list[Any]:
    """
    Return ``[status, person_id, source, reason, person_id, source, reason, …]``.
    """
    lines = ((one.person_id, SOURCES[one.source], REASONS[one.reason]) for one in notice.lines)
    return [STATUSES[notice.status], *chain.from_iterable(lines)]


def unpack_notice(packed: Sequence[Any]) -> Notice:
    """
    Return what `pack_notice` packed.

    Raises:
        ValueError, KeyError, TypeError, IndexError: It did not pack this.
    """
    status, *said = packed
    lines = zip(said[::3], said[1::3], said[2::3], strict=True)
    return Notice(_STATUSES[status], tuple(NoticeLine(who, _SOURCES[by], _REASONS[why]) for who, by, why in lines))
