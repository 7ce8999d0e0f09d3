"""
Leads whose keys are not filled in yet are read once in a unit, however many look-ups of conflicts it makes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.stores import an_empty_store

from leadflow.adapters.sqlalchemy import SqlStore, text_filling
from leadflow.adapters.sqlalchemy.held_leads import _statement
from leadflow.core.conflicts import ConflictReach, HeldLeadQuery, match_keys
from leadflow.core.leads import Lead
from leadflow.core.partners import Partner
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """
    An empty store.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        assert isinstance(store, SqlStore)
        yield store


def test_they_are_read_once_in_a_unit(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Each look-up finds its lead, and only the first reads those that wait; another unit reads them again.
    """
    leads = [a_lead(f"lead-{number}", said={"email": f"a{number}@x{number}.example"}) for number in range(5)]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*leads))
    reads: list[int] = []
    waiting = text_filling.unfilled

    def noted(connection: Connection, supplier: int) -> Sequence[tuple[int, dict[str, Any]]]:
        found = waiting(connection, supplier)
        reads.append(len(found))
        return found

    monkeypatch.setattr("leadflow.adapters.sqlalchemy.held_leads.unfilled", noted)
    for _ in range(2):
        with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.records.one(Partner, "nobody")  # Something was read, so nothing can be filled in.
            assert [held(unit.leads, lead) for lead in leads] == [[lead.id] for lead in leads]
    assert reads == [5, 5]


def test_many_that_had_to_be_read_are_filled_in_once_the_unit_ends(store: SqlStore) -> None:
    """
    So after a large import only the first call pays for it, whatever it has read before its look-up.
    """
    leads = [a_lead(f"lead-{number}", said={"email": f"a{number}@x{number}.example"}) for number in range(60)]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*leads))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.records.one(Partner, "nobody")
        assert held(unit.leads, leads[7]) == ["lead-7"]
    assert store.fill_texts(most=0) == 0


def test_look_up_is_planned_once() -> None:
    """
    Only the keys, the supplier and the partner differ from one look-up to the next: with anything else that is given apart,
    PostgreSQL expects so little of a plan for all of them that it plans each anew.
    """
    given = _statement("postgresql", 2, within=False, campaign=False, other=True, one=True).compile().params

    assert given == dict.fromkeys(("mine", "key0", "key1", "other"))


def held(reader: Any, lead: Lead) -> list[str]:
    """
    Return the ids of the leads of the same person or company.
    """
    query = HeldLeadQuery(
        keys=frozenset(match_keys(lead.values)), reach=ConflictReach.ANYWHERE, campaign_id=None, other_than=None
    )
    return [one.lead_id for one in reader.held(query, 10)]
