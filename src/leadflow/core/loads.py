"""
Loads: the number of open leads of partners, and its changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from leadflow.core.leads import Lead, is_open
from leadflow.core.timeline import LeadChange

__all__ = ["LoadChange", "Loads", "load_changes", "loads_of", "with_rooms"]

_NO_ROOMS: Final[Mapping[str, int]] = MappingProxyType({})


@frozen
class LoadChange:
    """
    By how much a commit changes the load of a partner.

    Attributes:
        partner_id: Whose load.
        by: How many open leads more; negative if they are fewer.
        most: The largest load that the partner may have after it, so that nobody fills its last place twice; None is
            no limit, as for a partner that was named.
    """

    partner_id: str
    by: int
    most: int | None = None


@frozen
class Loads:
    """
    Loads as they were read.

    Attributes:
        mark: Hand it in to read what changed after this was read.
        by_partner: Loads by partner id; without a mark handed in, a partner that is absent has none.
        counted: The closing stages by which the store has counted all loads itself, since it lifted a database in which
            there were none; None if it has not, or if they were recounted since.
    """

    mark: int
    by_partner: Mapping[str, int]
    counted: frozenset[str] | None = None


def load_changes(
    leads: Iterable[LeadChange], closing_stages: Collection[str], rooms: Mapping[str, int] = _NO_ROOMS
) -> tuple[LoadChange, ...]:
    """
    Return what *leads* change of loads, by ascending partner id.

    Args:
        leads: All that one commit changes.
        closing_stages: Of the programme; a lead in one of them is not open.
        rooms: For each partner whose capacity decided, the largest load before these changes at which it still decides
            so; `Turns.rooms` says it.
    """
    by: Counter[str] = Counter()
    for change in leads:
        before, after = _holder(change.before, closing_stages), _holder(change.after, closing_stages)
        if before != after:
            if before is not None:
                by[before] -= 1
            if after is not None:
                by[after] += 1
    return with_rooms(by, rooms)


def with_rooms(by: Mapping[str, int], rooms: Mapping[str, int] = _NO_ROOMS) -> tuple[LoadChange, ...]:
    """
    Return the same where somebody has counted already *by* how much each partner's load changes.
    """
    return tuple(
        LoadChange(partner_id, more, rooms[partner_id] + more if partner_id in rooms else None)
        for partner_id in sorted({*by, *rooms})
        if (more := by.get(partner_id, 0)) or partner_id in rooms
    )


def loads_of(leads: Iterable[Lead], closing_stages: Collection[str]) -> dict[str, int]:
    """
    Count the loads that *leads* make, by partner id: what is stored has to be this for all leads of the supplier.
    """
    return Counter(one for lead in leads if (one := _holder(lead, closing_stages)) is not None)


def _holder(lead: Lead | None, closing_stages: Collection[str]) -> str | None:
    """
    Return the partner whose load *lead* is part of; None if it is nobody's.
    """
    if lead is None or lead.partner_id is None or not is_open(lead, closing_stages):
        return None
    return lead.partner_id
