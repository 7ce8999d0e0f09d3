"""
What a person keeps of lists: the columns of each, and views under names.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from attrs import evolve, field, frozen

from leadflow.core.access import PartnerParty, Party, ProgramParty, SupplierParty
from leadflow.core.criteria import CheckedCriteria, Criteria
from leadflow.core.leads import DistributionStatus, EmailStatus, ReviewReason
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.views.lead_query import DEFAULT_COLUMNS, LeadList, LeadQuery, Sort

__all__ = ["MOST_VIEWS", "KeptLists", "ListColumns", "SavedView", "owner_of"]

MOST_VIEWS: Final = 200
"""
How many views a person can keep.
"""


_SEVERAL: Final = (
    "partner_ids", "statuses", "stages", "sources", "partner_groups", "email_statuses", "reviews", "embedded_apps",
)  # fmt: skip
_SINGLE: Final = (
    "which", "created_since", "created_until", "partner_activity_since", "partner_activity_until",
    "partner_last_active_since", "partner_last_active_until", "campaign_activity", "campaign_activity_since",
    "campaign_activity_until", "crm_connected", "crm_linked", "sort", "columns", "most",
)  # fmt: skip


@frozen(kw_only=True)
class ListColumns:
    """
    The columns of a list, in their order.

    Attributes:
        which: The list.
        columns: As `LeadQuery.columns`.
    """

    which: LeadList
    columns: tuple[str, ...]


@frozen(kw_only=True)
class SavedView:
    """
    A list under a name: filters, order and columns. What they mean is on `LeadQuery`, which has the same attributes.

    A text that was searched for, and the page, are not kept.

    Attributes:
        name: Unique among the views of a person.
    """

    name: str
    which: LeadList = LeadList.ALL
    partner_ids: tuple[str, ...] = ()
    statuses: tuple[DistributionStatus, ...] = ()
    stages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    partner_groups: tuple[str, ...] = ()
    email_statuses: tuple[EmailStatus, ...] = ()
    reviews: tuple[ReviewReason, ...] = ()
    created_since: datetime | None = None
    created_until: datetime | None = None
    partner_activity_since: datetime | None = None
    partner_activity_until: datetime | None = None
    partner_last_active_since: datetime | None = None
    partner_last_active_until: datetime | None = None
    campaign_activity: bool | None = None
    campaign_activity_since: datetime | None = None
    campaign_activity_until: datetime | None = None
    embedded_apps: tuple[str, ...] = ()
    crm_connected: bool | None = None
    crm_linked: bool | None = None
    criteria: Criteria | None = field(default=None, repr=False)
    sort: Sort = Sort()
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    most: int = 50

    @classmethod
    def of(cls, name: str, query: LeadQuery) -> SavedView:
        """
        Return what is kept of *query*.
        """
        asked = query.criteria
        kept: dict[str, Any] = {one: tuple(sorted(getattr(query, one))) for one in _SEVERAL}
        kept |= {one: getattr(query, one) for one in _SINGLE}
        return cls(name=name, criteria=asked.criteria if isinstance(asked, CheckedCriteria) else asked, **kept)

    @property
    def query(self) -> LeadQuery:
        """
        The query of its first page.
        """
        asked: dict[str, Any] = {one: getattr(self, one) for one in (*_SEVERAL, *_SINGLE)}
        return LeadQuery(criteria=self.criteria, **asked)


@frozen(kw_only=True)
class KeptLists(KeepsUnknown):
    """
    What one person keeps of lists.

    Attributes:
        owner: Whose they are; see `owner_of`.
        columns: Of each list for which they chose columns.
        views: By name, in alphabetical order.
    """

    owner: str
    columns: tuple[ListColumns, ...] = ()
    views: tuple[SavedView, ...] = field(default=(), repr=False)

    def columns_of(self, which: LeadList) -> tuple[str, ...]:
        """
        Return the columns of a list; the default ones if none were chosen.
        """
        return next((one.columns for one in self.columns if one.which is which), DEFAULT_COLUMNS)

    def view(self, name: str) -> SavedView | None:
        """
        Return the view of this name; None if there is none.
        """
        return next((one for one in self.views if one.name == name), None)

    def with_columns(self, which: LeadList, columns: tuple[str, ...] | None) -> KeptLists:
        """
        Return them with other columns of a list; None for the default ones.
        """
        others = tuple(one for one in self.columns if one.which is not which)
        chosen = () if columns is None else (ListColumns(which=which, columns=columns),)
        return evolve(self, columns=tuple(sorted((*others, *chosen), key=lambda one: one.which)))

    def with_view(self, view: SavedView) -> KeptLists:
        """
        Return them with *view* in place of one of the same name.
        """
        views = (*self.without_view(view.name).views, view)
        return evolve(self, views=tuple(sorted(views, key=lambda one: one.name)))

    def without_view(self, name: str) -> KeptLists:
        """
        Return them without the view of this name.
        """
        return evolve(self, views=tuple(one for one in self.views if one.name != name))


def owner_of(party: Party) -> str:
    """
    Return what the lists of *party* are kept under: no two parties share one, and it names nobody.
    """
    match party:
        case PartnerParty():
            parts = ("partner", party.partner_id, party.id)
        case SupplierParty():
            parts = ("supplier", "", party.id)
        case ProgramParty():
            parts = ("program", "", party.name)
    return blake2b("\0".join(parts).encode(), digest_size=20).hexdigest()
