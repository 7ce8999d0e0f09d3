"""
The leads that a party sees, as a query of a store.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from leadflow.core.access import Scope
from leadflow.core.leads import Lead

__all__ = ["ScopeReader"]


@runtime_checkable
class ScopeReader(Protocol):
    """
    Finds the leads that somebody sees; an optional ability of a store's `LeadReader`.

    Without it, every lead of the supplier is read and looked at.

    Used by: lists and everything else that reads all leads. Checked by: `leadflow.testing.ScopesContract`.
    """

    def seen_by(self, scope: Scope, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Return up to *most* leads in *scope*, by ascending id, beginning after the id *after*; None begins with the
        first.

        Must answer what `leadflow.core.access.Scope.sees` answers, with the partner that the lead names.
        """
