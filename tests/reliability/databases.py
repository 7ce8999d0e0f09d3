"""
Databases that several processes share, and the settings with which each of them works.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import MetaData, text

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.notifications.policy import MailPolicy, Sender
from leadflow.core.programme import Programme
from leadflow.core.timeline import admitted_values, fold
from leadflow.services import Setting

__all__ = ["a_setting", "assert_told", "empty", "kind_of", "setting_of"]


def setting_of(store: SqlStore | MemoryStore, supplier: str = "acme") -> Setting:
    """
    Return a setting for a supplier on *store*, with the computer's clock.
    """
    return Setting(
        open_unit=store.open_unit,
        programme=Programme(supplier_id=supplier, mail=MailPolicy(sender=Sender(address="leads@acme.example"))),
        clock=lambda: datetime.now(UTC),
        new_id=TimeOrderedIds(),
    )


@contextmanager
def a_setting(url: str, supplier: str = "acme") -> Iterator[Setting]:
    """
    Give a setting with a store of its own.
    """
    store = SqlStore(url)
    yield setting_of(store, supplier)
    store.close()


def assert_told(setting: Setting, lead_id: str) -> int:
    """
    Check that a lead is what its timeline tells, without a gap; returns the number of its events.
    """
    fields = setting.programme.schema.leads
    with setting.unit() as unit:
        lead, events = unit.leads.get(lead_id), unit.timeline.of(lead_id)
    folded = fold(
        setting.supplier_id, admitted_values(lead.values, events, fields), events, fields, history=lead.history
    )
    assert [event.seq for event in events] == list(range(1, lead.seq + 1))
    assert (folded.status, folded.partner_id, folded.assignee_id, folded.active, folded.attachments) == (
        lead.status,
        lead.partner_id,
        lead.assignee_id,
        lead.active,
        lead.attachments,
    )
    return len(events)


def kind_of(url: str) -> str:
    """
    Return which database is behind *url*.
    """
    return "postgresql" if "://" in url else "sqlite"


def empty(url: str) -> None:
    """
    Drop every table of a PostgreSQL database.
    """
    engine, there = make_engine(url), MetaData()
    there.reflect(engine)
    there.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP SEQUENCE IF EXISTS leadflow_lead_numbers"))
    engine.dispose()
