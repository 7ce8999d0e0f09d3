"""
How far an exchange is, from stores that count and from those that do not, and of databases of before they did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from sqlalchemy import text
from tests.services.builders import HOST
from tests.services.syncing import CRM, a_bureau

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.changes import Changes, Put
from leadflow.core.connectors import Connection, Errand, ErrandState, LinkedRecord, RemoteKind
from leadflow.core.schema import Schema
from leadflow.ports import StatusRecords, UnitOfWork
from leadflow.services import Setting
from leadflow.services.desks.syncing import DeadErrand, SyncDesk

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _records(connection: str) -> tuple[Errand | LinkedRecord, ...]:
    return (
        Errand(connection=connection, lead_id="waits", wanted=2, due_at=NOW),
        Errand(connection=connection, lead_id="done", wanted=2, done=2, state=ErrandState.DONE),
        Errand(connection=connection, lead_id="dead", wanted=2, state=ErrandState.DEAD, attempts=3, codes=("locked",)),
        LinkedRecord(connection=connection, kind=RemoteKind.LEAD, remote_id="00Q1", problems=("text_missing",)),
        LinkedRecord(connection=connection, kind=RemoteKind.LEAD, remote_id="00Q2", id="done"),
    )


@frozen
class _Plain:
    """
    Records without any optional ability.
    """

    _records: Any

    def version(self) -> str:
        return str(self._records.version())

    def one(self, *asked: Any) -> Any:
        return self._records.one(*asked)

    def all(self, *asked: Any) -> Any:
        return self._records.all(*asked)

    def page(self, *asked: Any) -> Any:
        return self._records.page(*asked)


@contextmanager
def _plain_unit(store: MemoryStore, supplier_id: str, schema: Schema) -> Iterator[UnitOfWork]:
    with store.open_unit(supplier_id, schema) as unit:
        unit.records = _Plain(unit.records)  # type: ignore[misc]  # as the unit behind it
        assert not isinstance(unit.records, StatusRecords)
        yield unit


def _setting(open_unit: Any, *connections: Connection) -> Setting:
    return evolve(a_bureau(*connections or (CRM,)).office.setting, open_unit=open_unit)


@pytest.mark.parametrize("counts", [True, False], ids=["store that counts", "store that does not"])
def test_status_tells_what_waits_what_is_dead_and_what_was_refused(counts: bool) -> None:
    """
    Of this connection alone, whether or not the store can count; a dead errand is tried again, by itself or with all.
    """
    store, other = MemoryStore(), evolve(CRM, name="crm2")
    plain = _setting(store.open_unit if counts else lambda *who: _plain_unit(store, *who), CRM)
    setting = evolve(plain, programme=evolve(plain.programme, connections=(CRM, other)))
    with setting.unit() as unit:
        unit.commit(Changes(puts=tuple(Put(one, before=None) for name in ("crm", "crm2") for one in _records(name))))
    desk = SyncDesk(setting, HOST, connectors={})

    status = desk.status("crm")
    assert (status.waiting, status.refused) == (1, 1)
    assert status.dead == (DeadErrand("dead", ("locked",), 3),)
    assert (desk.requeue("crm", "done"), desk.requeue("crm", "nobody"), desk.requeue("crm2", "dead")) == (0, 0, 1)
    assert (desk.requeue("crm"), desk.requeue("crm")) == (1, 0)
    assert (desk.status("crm").waiting, desk.status("crm").dead) == (2, ())


def test_records_of_before_they_had_a_status_are_counted(tmp_path: Path) -> None:
    """
    The migration reads what is there, and passes over what is damaged.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    setting = _setting(SqlStore(engine).open_unit)
    with setting.unit() as unit:
        unit.commit(Changes(puts=tuple(Put(one, before=None) for one in _records("crm"))))
    with engine.begin() as connection:
        connection.execute(text("UPDATE leadflow_records SET status = ''"))
        connection.execute(text("DROP INDEX ix_leadflow_records_by_status"))
        connection.execute(text("DELETE FROM leadflow_migrations WHERE number >= 25"))
        connection.execute(
            text(
                "INSERT INTO leadflow_records (supplier_id, kind, key, body)"
                " SELECT supplier_id, kind, 'crm broken', '{' FROM leadflow_records WHERE kind = 'errand' LIMIT 1"
            )
        )

    with SqlStore(engine).open_unit(setting.supplier_id, setting.programme.schema) as unit:
        records = unit.records
        assert isinstance(records, StatusRecords)
        counts = [records.count_status(Errand, f"crm {word}") for word in ("waiting", "dead", "done")]
        assert (counts, records.count_status(LinkedRecord, "crm refused")) == ([1, 1, 0], 1)
    engine.dispose()
