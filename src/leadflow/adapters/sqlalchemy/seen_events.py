"""
Which events of leads a scope shows; leads are looked at only where it does not show all.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, literal_column, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.list_plans import hinted
from leadflow.adapters.sqlalchemy.readers import UnitSource
from leadflow.adapters.sqlalchemy.scopes import within_scope
from leadflow.core.access import Scope
from leadflow.core.leads import LeadKind

__all__ = ["seen_events"]

_lead = tables.leads.c
# In the words of the index of these leads.
_PRIVATE: Final = f"'{LeadKind.PRIVATE.value}'"


def seen_events(
    source: UnitSource,
    scope: Scope,
    lead: ColumnElement[Any],
    seq: ColumnElement[int],
    here: ColumnElement[bool],
) -> list[ColumnElement[bool]]:
    """
    Say which events a scope shows; see `leadflow.core.access.Scope.sees_event`.

    Args:
        source: Where it is asked.
        scope: Which leads somebody sees.
        lead, seq: The number of the lead of an event, and its own.
        here: That the lead was at the partner of the scope; true if it is no partner's.
    """
    if scope.unlimited:
        hidden = _hidden(source)
        # Most suppliers have no private lead, and then a count reads nothing but an index of events.
        private = [lead.not_in(hidden)] if source.rows(hidden.limit(1)) else []
        return [*private, *_shared(source, lead, seq)]
    in_groups = None if scope.groups is None else source.partners_in(scope.groups)
    shown = within_scope(scope, in_groups, source.dialect)
    since = _shared(source, lead, seq) if scope.partner_id is None else []
    return [here, exists().where(_lead.num == lead, shown), *since]


def _hidden(source: UnitSource) -> Select[Any]:
    private = select(_lead.num).where(_lead.supplier == source.supplier, _lead.kind == literal_column(_PRIVATE))
    # SQLite would look at all leads of the supplier for them.
    return hinted(private, "private")


def _shared(source: UnitSource, lead: ColumnElement[Any], seq: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """
    Leave out what happened to leads before their partner shared them; few leads have an event before, or none.
    """
    shared = select(_lead.num).where(_lead.supplier == source.supplier, _lead.registered.is_not(None))
    shared = hinted(shared, "registered")
    if not source.rows(shared.limit(1)):
        return []
    since = select(_lead.registered).where(_lead.num == lead).scalar_subquery()
    return [lead.not_in(shared) | (seq >= since)]
