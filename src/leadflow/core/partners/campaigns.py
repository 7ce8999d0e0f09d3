"""
Campaigns that leads come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from operator import attrgetter

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import after_begin, filled
from leadflow.core.near_names import NearNames
from leadflow.core.partners.partner import NOTHING_SAID
from leadflow.core.text import name_key
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Values

__all__ = ["Campaign", "CampaignDirectory"]


@checked
@frozen(kw_only=True)
class Campaign(KeepsUnknown):
    """
    A campaign that leads come from.

    Attributes:
        id: Unique in the programme.
        name: Files name campaigns by it.
        status, type, owner: Free words; None if not known.
        starts_on, ends_on: Both inclusive; None if open.
        attributes: Free fields, declared in ``Schema.campaigns``.

    Raises:
        InvalidInput: It ends before it starts (``period_reversed``), or has no id or name (``text_missing``).
    """

    id: str = field(validator=filled)
    name: str = field(validator=filled)
    status: str | None = None
    type: str | None = None
    owner: str | None = None
    starts_on: date | None = None
    ends_on: date | None = field(default=None, validator=after_begin("starts_on"))
    attributes: Values = NOTHING_SAID


def _by_id(campaigns: Iterable[Campaign]) -> tuple[Campaign, ...]:
    return tuple(sorted(campaigns, key=attrgetter("id")))


@frozen
class CampaignDirectory:
    """
    All campaigns of a programme, in the order of their ids, findable by id and by name.
    """

    campaigns: tuple[Campaign, ...] = field(converter=_by_id)

    def named(self, reference: str) -> Campaign | None:
        """
        Return the campaign with the id *reference*, else the first by id of that name; None if there is none.
        """
        return self._ids.get(reference) or self._names.get(name_key(reference))

    @cached_property
    def near_names(self) -> NearNames:
        """
        The names, ready to be looked up by one that no campaign has.
        """
        return NearNames(one.name for one in self.campaigns)

    @cached_property
    def _ids(self) -> Mapping[str, Campaign]:
        return {one.id: one for one in self.campaigns}

    @cached_property
    def _names(self) -> Mapping[str, Campaign]:
        return {name_key(one.name): one for one in reversed(self.campaigns)}
