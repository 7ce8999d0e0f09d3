"""
All partners of a programme, prepared for routing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused
from leadflow.core.near_names import NearNames
from leadflow.core.partners.partner import Partner
from leadflow.core.several import text_set
from leadflow.core.text import name_key

__all__ = ["PartnerDirectory"]

_MOST_GROUPS: Final = 32
"""
For so many sets of groups the partners in them are remembered.
"""


def _by_id(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    return tuple(sorted(partners, key=attrgetter("id")))


def _each_once(instance: object, attribute: Attribute[Any], value: tuple[Partner, ...]) -> None:
    twice = [one.id for one, other in pairwise(value) if one.id == other.id]
    if twice:
        raise refused("id_repeated", instance, attribute, f"has two with the id '{twice[0]}'; give each once")


@checked
@frozen
class PartnerDirectory:
    """
    All partners of a programme, by id and by name, in order of their ids.

    Sets of partners refer to positions in that order.

    Attributes:
        partners: All of them.
        paused: The ids of those that routing passes over.
    """

    partners: tuple[Partner, ...] = field(converter=_by_id, validator=_each_once)
    paused: frozenset[str] = field(default=frozenset(), converter=text_set)

    @classmethod
    def of(cls, partners: Iterable[Partner]) -> PartnerDirectory:
        """
        Return a directory of *partners*, in any order; none is paused.
        """
        return cls(tuple(partners))

    def takes(self, partner: Partner) -> bool:
        """
        Return whether leads are given to a partner that nobody has named: it is active and not paused.
        """
        return partner.active and partner.id not in self.paused

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """
        The position of each partner, by id.
        """
        return {partner.id: position for position, partner in enumerate(self.partners)}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Partner, ...]]:
        """
        Partners by the key of their name; more than one if they share it.
        """
        found: dict[str, tuple[Partner, ...]] = {}
        for partner in self.partners:
            key = name_key(partner.name)
            found[key] = (*found.get(key, ()), partner)
        return found

    @cached_property
    def near_names(self) -> NearNames:
        """
        The names, ready to be looked up by one that no partner has.
        """
        return NearNames(partner.name for partner in self.partners)

    def in_groups(self, groups: frozenset[str]) -> PartnerDirectory:
        """
        Return a directory of the partners in one of *groups*; the same one for the same groups.
        """
        known = self._in_groups.get(groups)
        if known is None:
            found = tuple(one for one in self.partners if not groups.isdisjoint(one.groups))
            known = PartnerDirectory(found, self.paused)
            if len(self._in_groups) >= _MOST_GROUPS:
                self._in_groups.clear()
            self._in_groups[groups] = known
        return known

    @cached_property
    def _in_groups(self) -> dict[frozenset[str], PartnerDirectory]:
        return {}

    def get(self, partner_id: str) -> Partner | None:
        """
        Return the partner with this id; None if there is none.
        """
        position = self.positions.get(partner_id)
        return None if position is None else self.partners[position]

    def named(self, reference: str) -> tuple[Partner, ...]:
        """
        Return the partner with the id *reference*, else those with this name; empty if there are none.
        """
        partner = self.get(reference)
        return (partner,) if partner else self.by_name.get(name_key(reference), ())
