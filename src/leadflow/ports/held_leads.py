"""
Finds the leads that may be in conflict with another.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from leadflow.core.companies import CompanyRecord
from leadflow.core.conflicts import HeldLead, HeldLeadQuery

__all__ = ["HeldLeadReader", "IsOurs"]


@runtime_checkable
class HeldLeadReader(Protocol):
    """
    Finds leads by the keys of their company and person; an optional ability of a store's `LeadReader`.

    Without it, every lead of the supplier is read and looked at.

    Used by: registering, and the supplier's lists of conflicts and duplicates. Checked by:
    `leadflow.testing.HeldLeadContract`.
    """

    def held(self, query: HeldLeadQuery, most: int, /) -> tuple[HeldLead, ...]:
        """
        Return up to *most* of the leads that *query* asks for, in any order; all of them if there are no more.

        Must return no lead of which `leadflow.core.conflicts.held_lead` gives None, and none that
        `leadflow.core.conflicts.asks_for` denies. A lead has the keys that `leadflow.core.conflicts.match_keys` gives
        for its values as they were last committed. Should cost the same whether few or many leads have the keys, as
        long as *most* is the same, so it has to be indexed by the supplier and the key.
        """


class IsOurs(Protocol):
    """
    Says whether the supplier serves a company itself, so that no partner can register it; a plain function will do.

    Must answer for every record, also for one that says nothing, and must not change or keep it.

    Used by: registering.
    """

    def __call__(self, company: CompanyRecord, /) -> bool:
        """
        Return whether the supplier serves *company* itself.

        Raises:
            Exception: Anything. The registration that asked raises `PortError` with it as the cause, and writes nothing.
        """
