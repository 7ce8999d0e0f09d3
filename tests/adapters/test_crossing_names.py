"""
Two writers that bring the same new names in other orders wait for each other, and neither is given up.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Set
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from tests.reliability.databases import empty

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.numbered_names import NamesInUse
from leadflow.core.actors import Actor, Channel
from leadflow.core.changes import Changes
from leadflow.core.decisions import Notice
from leadflow.core.facts import Assigned, AssignedBy, Received
from leadflow.core.leads import EmailStatus, LeadKind
from leadflow.core.timeline import LeadChange
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of
from leadflow.testing.builders import NOW

MANY = 200
"""
More leads than are looked at together.
"""


def leads_of(first: str, *partners: str) -> Changes:
    """
    Return leads that go to one partner after the other.
    """
    received = Received(kind=LeadKind.DISTRIBUTED, source="csv_upload")
    values = KIT_SCHEMA.leads.fill(email="a@x.example")
    changes = [
        LeadChange.begin(
            f"{first}-{number:04}",
            received,
            Assigned(partner_id=partner, by=AssignedBy.NAMED, notice=Notice(EmailStatus.NO_RECIPIENTS)),
            supplier_id=SUPPLIER,
            values=values,
            at=NOW,
            actor=Actor(first, Channel.IMPORT),
        )
        for partner in partners
        for number in range(MANY * partners.index(partner), MANY * partners.index(partner) + MANY)
    ]
    return Changes(leads=tuple(changes))


class _Meeting:
    """
    Where two writers wait, each with its first names written, until both are there or the other waits for a lock.
    """

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._there = 0

    def __call__(self) -> None:
        self._there += 1
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        while self._there < 2:
            with self._engine.connect() as connection:
                if connection.execute(waiting).scalar():
                    return
            time.sleep(0.01)

    def close(self) -> None:
        """
        Let go of the database.
        """
        self._engine.dispose()


def commit(url: str, changes: Changes) -> None:
    """
    Commit changes by a store of their own.
    """
    store = SqlStore(url)
    try:
        with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(changes)
    finally:
        store.close()


def test_crossing_new_names_do_not_block(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Each brings two partners that nobody has named, in other orders.
    """
    empty(postgres_url)
    commit(postgres_url, changes_of(a_lead("lead-0")))
    meeting, add = _Meeting(postgres_url), NamesInUse.add

    def meet(names: NamesInUse, wanted: Set[str]) -> None:
        add(names, wanted)
        if wanted:
            meeting()

    monkeypatch.setattr(NamesInUse, "add", meet)
    both = [leads_of("one", "new-1", "new-2"), leads_of("two", "new-2", "new-1")]
    write: Callable[[Changes], None] = lambda changes: commit(postgres_url, changes)  # noqa: E731  # it is short
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(write, both))
    meeting.close()

    store = SqlStore(postgres_url)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        partners = [lead.partner_id for lead in unit.leads.page(None, 10 * MANY) if lead.partner_id]
    store.close()
    assert {name: partners.count(name) for name in partners} == {"new-1": 2 * MANY, "new-2": 2 * MANY}
