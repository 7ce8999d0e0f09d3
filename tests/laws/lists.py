"""
Lists read whole, as laws compare them.
"""

from __future__ import annotations

from datetime import UTC
from typing import Final

from attrs import evolve

from leadflow.core.access import Scope
from leadflow.core.criteria import EvaluationTime
from leadflow.core.views import LeadQuery
from leadflow.ports import LeadLister, UnitOfWork
from leadflow.testing import NOW

__all__ = ["MOMENT", "lead_lister", "list_of"]

MOMENT: Final = EvaluationTime(NOW, UTC)


def lead_lister(unit: UnitOfWork) -> LeadLister:
    """
    Return a unit's leads as what lists them.
    """
    assert isinstance(unit.leads, LeadLister)
    return unit.leads


def list_of(unit: UnitOfWork, scope: Scope, query: LeadQuery) -> list[str]:
    """
    Return the ids of a whole list, read in pages of which none is short but the last.
    """
    found: list[str] = []
    while True:
        page = lead_lister(unit).list_page(scope, query, MOMENT)
        found += [row.id for row in page.rows]
        if page.after is None:
            return found
        assert len(page.rows) == query.most
        query = evolve(query, after=page.after)
