"""
Leads that are told briefly: the first of each sort as a whole, the others by it.
"""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from tests.core.builders import NOW, SCHEMA

from leadflow.core.actors import Actor, Channel
from leadflow.core.changes import Changes
from leadflow.core.facts import Received
from leadflow.core.leads import LeadKind
from leadflow.core.timeline import Alike, LeadChange, LeadsAlike, alike
from leadflow.errors import NotFound, StaleLead

IMPORT = Actor("import", Channel.IMPORT)


def a_change(lead_id: str, supplier_id: str = "acme") -> LeadChange:
    """
    Return a new lead.
    """
    received = Received(kind=LeadKind.DISTRIBUTED, source="csv_upload")
    values = SCHEMA.leads.fill(email="a@x.example")
    return LeadChange.begin(lead_id, received, supplier_id=supplier_id, values=values, at=NOW, actor=IMPORT)


def some_leads(sorts: list[Hashable], *, ids: list[str] | None = None, supplier_id: str = "acme") -> LeadsAlike:
    """
    Return leads of these sorts.
    """
    named = ids or [f"lead-{at}" for at in range(len(sorts))]

    def tell(first: LeadChange, at: int) -> Alike:
        return Alike(first, named[at], first.after.values, at, None)

    return LeadsAlike(
        len(sorts), lambda at: a_change(named[at], supplier_id), sort=sorts.__getitem__, alike=tell, names=frozenset()
    )


def told(leads: LeadsAlike) -> list[tuple[str, str | None]]:
    """
    Return the id of each lead, and of the one that it is told by.
    """
    return [(one.lead_id, one.first.lead_id if isinstance(one, Alike) else None) for one in leads.briefly()]


def test_the_first_of_each_sort_is_whole() -> None:
    """
    The others are told by it, in their order; what is of no sort is whole.
    """
    assert told(some_leads(["a", "b", "a", None, None, "b"])) == [
        ("lead-0", None),
        ("lead-1", None),
        ("lead-2", "lead-0"),
        ("lead-3", None),
        ("lead-4", None),
        ("lead-5", "lead-1"),
    ]


def test_few_whole_leads_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where all are of another sort, no more than so many are kept for those that follow.
    """
    monkeypatch.setattr(alike, "_KEPT", 1)

    assert told(some_leads(["a", "b", "b", "a"])) == [
        ("lead-0", None),
        ("lead-1", None),
        ("lead-2", None),
        ("lead-3", "lead-0"),
    ]


def test_mistakes_are_those_of_whole_leads() -> None:
    """
    A lead that is there twice and one of another supplier are refused however they are told.
    """
    twice = Changes(leads=some_leads(["a", "a", "a"], ids=["x", "y", "y"]))
    foreign = Changes(leads=some_leads(["a"], supplier_id="other"))

    for walk in (Changes.checked, Changes.briefly):
        with pytest.raises(StaleLead):
            list(walk(twice, "acme"))
        with pytest.raises(NotFound):
            list(walk(foreign, "acme"))


def test_the_partner_of_a_lead_told_briefly_is_that_of_the_first() -> None:
    """
    Unless its module decided otherwise.
    """
    first = a_change("lead-0")

    assert Alike(first, "lead-1", first.after.values, 2, None).partner_id is None
