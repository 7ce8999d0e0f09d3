"""
How regions of values lie to one another: apart, one within the other, or with nothing in common.

Each function says True only if it is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadflow.core.criteria.regions import Amounts, Every, Pieces, Region, Span, Tags, Words

__all__ = ["apart", "never_together", "within"]


def within(one: Region, other: Region) -> bool:
    """
    Say whether every value of *one* is surely a value of *other*.
    """
    match one, other:
        case (Every(value=False), _) | (_, Every(value=True)):
            return True
        case Words(), Words():
            return one.keys <= other.keys
        case Words(), Pieces():
            return all(map(other.has, one.keys))
        case Words(), Amounts():
            return False
        case Pieces(), Pieces():
            return _piece_within(one, other)
        case Amounts(), Amounts():
            return one.scale == other.scale and all(
                any(_inside(span, wide) for wide in other.spans) for span in one.spans
            )
        case Tags(), Tags():
            return _tags_within(one, other)
    return False


def apart(one: Region, other: Region) -> bool:
    """
    Say whether surely no value is of both.
    """
    match one, other:
        case (Every(value=False), _) | (_, Every(value=False)):
            return True
        case Words(), Words():
            return one.keys.isdisjoint(other.keys)
        case (Words() as few, Pieces() as many) | (Pieces() as many, Words() as few):
            return not any(map(many.has, few.keys))
        case Pieces(), Pieces():
            return _pieces_apart(one, other)
        case Amounts(), Amounts():
            return _amounts_apart(one, other)
        case Tags(), Tags():
            return _tags_apart(one, other) or _tags_apart(other, one)
    return False


def never_together(regions: Sequence[Region]) -> bool:
    """
    Say whether surely no value is of all *regions*, though two of them may meet.
    """
    few = [one for one in regions if isinstance(one, Words)]
    pieces = [one for one in regions if isinstance(one, Pieces)]
    if few:
        shared = frozenset.intersection(*(one.keys for one in few))
        return not any(all(piece.has(key) for piece in pieces) for key in shared)
    return _no_amount([one for one in regions if isinstance(one, Amounts)]) or _no_tags(
        [one for one in regions if isinstance(one, Tags)]
    )


def _piece_within(one: Pieces, other: Pieces) -> bool:
    if one.negated:
        return other.negated and _positive_within(other, one)
    return _positive_apart(one, other) if other.negated else _positive_within(one, other)


def _pieces_apart(one: Pieces, other: Pieces) -> bool:
    if one.negated and other.negated:
        return False
    if one.negated:
        return _positive_within(other, one)
    return _positive_within(one, other) if other.negated else _positive_apart(one, other)


def _positive_within(one: Pieces, other: Pieces) -> bool:
    """
    Say whether *one*, without its negation, lies in *other*, without its own.
    """
    match one.relation, other.relation:
        case "in", "in":
            return bool(one.operand <= other.operand)
        case "in", _:
            return all(other.has(key) is not other.negated for key in one.operand)
        case "begins_with", "begins_with":
            return bool(one.operand.startswith(other.operand))
        case "ends_with", "ends_with":
            return bool(one.operand.endswith(other.operand))
        case (("begins_with" | "ends_with" | "contains"), "contains"):
            return other.operand in one.operand
        case "matches", "matches":
            return bool(one.operand == other.operand)
    return False


def _positive_apart(one: Pieces, other: Pieces) -> bool:
    match one.relation, other.relation:
        case "in", "in":
            return bool(one.operand.isdisjoint(other.operand))
        case "in", _:
            return not any(other.has(key) is not other.negated for key in one.operand)
        case _, "in":
            return _positive_apart(other, one)
        case "begins_with", "begins_with":
            return not (one.operand.startswith(other.operand) or other.operand.startswith(one.operand))
        case "ends_with", "ends_with":
            return not (one.operand.endswith(other.operand) or other.operand.endswith(one.operand))
    return False


def _inside(span: Span, wide: Span) -> bool:
    low, low_in, high, high_in = span
    wide_low, wide_low_in, wide_high, wide_high_in = wide
    starts = wide_low is None or (low is not None and (low > wide_low or (low == wide_low and low_in <= wide_low_in)))
    ends = wide_high is None or (
        high is not None and (high < wide_high or (high == wide_high and high_in <= wide_high_in))
    )
    return starts and ends


def _meet(one: Span, other: Span) -> Span | None:
    low, low_in = _tighter(one[0], one[1], other[0], other[1], lower=False)
    high, high_in = _tighter(one[2], one[3], other[2], other[3], lower=True)
    if low is None or high is None or low < high or (low == high and low_in and high_in):
        return low, low_in, high, high_in
    return None


def _tighter(one: Any, one_in: bool, other: Any, other_in: bool, *, lower: bool) -> tuple[Any, bool]:
    if one is None or other is None:
        return (other, other_in) if one is None else (one, one_in)
    if one == other:
        return one, one_in and other_in
    return (one, one_in) if (one < other) is lower else (other, other_in)


def _amounts_apart(one: Amounts, other: Amounts) -> bool:
    if one.scale != other.scale:
        # Money satisfies a comparison in its own currency only; days and moments may still be the same.
        return one.scale.startswith("number") and other.scale.startswith("number")
    return not any(_meet(left, right) for left in one.spans for right in other.spans)


def _no_amount(regions: Sequence[Amounts]) -> bool:
    by_scale: dict[str, list[Span]] = {}
    for region in regions:
        left = by_scale.get(region.scale)
        # Many spans (long lists) against many could take long; what is left out is merely left unsaid.
        if left is not None and len(left) * len(region.spans) > 100_000:
            continue
        met = region.spans if left is None else [_meet(one, other) for one in left for other in region.spans]
        by_scale[region.scale] = [span for span in met if span is not None and not _no_whole(region.scale, span)]
    return any(not spans for spans in by_scale.values())


def _no_whole(scale: str, span: Span) -> bool:
    """
    Say whether a span of whole days lies between two neighbours.
    """
    low, low_in, high, high_in = span
    return scale.startswith("days") and low is not None and high == low + 1 and not (low_in or high_in)


def _tags_within(one: Tags, other: Tags) -> bool:
    match one.relation, other.relation:
        case "contains_all", "contains_all":
            return other.wanted <= one.wanted
        case "contains_all", "contains_any":
            return not one.wanted.isdisjoint(other.wanted)
        case "contains_any", "contains_any":
            return one.wanted <= other.wanted
        case "contains_any", "contains_all":
            return len(one.wanted) == 1 and other.wanted == one.wanted
        case "contains_none", "contains_none":
            return other.wanted <= one.wanted
    return False


def _tags_apart(one: Tags, other: Tags) -> bool:
    if other.relation != "contains_none":
        return False
    if one.relation == "contains_all":
        return not one.wanted.isdisjoint(other.wanted)
    return one.relation == "contains_any" and one.wanted <= other.wanted


def _no_tags(regions: Sequence[Tags]) -> bool:
    forbidden = frozenset[str]().union(*(one.wanted for one in regions if one.relation == "contains_none"))
    demanded = frozenset[str]().union(*(one.wanted for one in regions if one.relation == "contains_all"))
    any_of = [one.wanted for one in regions if one.relation == "contains_any"]
    return not demanded.isdisjoint(forbidden) or any(wanted <= forbidden for wanted in any_of)
