"""
Connections that threads hold for a batch: one for many transactions, none held afterwards, and nothing left open.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import define, field
from sqlalchemy import event, text
from sqlalchemy.pool import QueuePool
from tests.services.builders import an_office
from tests.services.test_relay import a_lead_of, a_relay

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.settling import unhurried
from leadflow.core.notifications import Mail
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import NotFound
from leadflow.services.relay.relay import RelayResult


def out_of(store: SqlStore) -> int:
    """
    Return how many connections are out of the pool.
    """
    pool = store._engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


@define
class Looking:
    """
    A mailer that notes how many connections are out while it sends.
    """

    store: SqlStore
    seen: list[int] = field(factory=list)

    def send(self, _: Mail, /) -> None:
        """
        Look.
        """
        self.seen.append(out_of(self.store))


def test_a_relay_holds_one_connection_for_a_batch(tmp_path: Path) -> None:
    """
    It is checked out once for many messages, in no transaction while mail is sent, and given back at the end.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    store = SqlStore(engine)
    office, taken = an_office(store=store), list[object]()
    for _ in range(5):
        a_lead_of(office, "south")
    event.listen(engine, "checkout", lambda *_: taken.append(1))
    mailer = Looking(store)
    done = a_relay(office, mailer).run_once()

    assert done == RelayResult(sent=10)
    assert mailer.seen == [1] * 10
    assert len(taken) < 10
    assert out_of(store) == 0
    store.close()


@pytest.mark.parametrize("error", [NotFound, RuntimeError])
def test_a_unit_that_fails_leaves_no_transaction(tmp_path: Path, error: type[Exception]) -> None:
    """
    What one unit has begun is over before the next one begins on the same connection.
    """
    store = SqlStore(str(tmp_path / "leads.db"))
    a_lead_of(an_office(store=store))

    def fail() -> None:
        with store.open_unit("acme", STANDARD_SCHEMA) as unit:
            with suppress(NotFound):
                unit.leads.get("nobody")
            raise error("lead", "nobody")

    with store.steady():
        for _ in range(2):
            with pytest.raises(error):
                fail()
            (free,) = store._held._free.values()
            assert free.driver_connection is not None
            assert not free.driver_connection.in_transaction

    assert (store._held._free, out_of(store)) == ({}, 0)
    store.close()


def test_a_pool_that_runs_short_is_left_alone(tmp_path: Path) -> None:
    """
    Threads that hold connections leave some for others.
    """
    store, held = SqlStore(str(tmp_path / "leads.db")), list[int]()
    a_lead_of(an_office(store=store))

    def work(inner: int) -> None:
        with store.steady():
            with store.open_unit("acme", STANDARD_SCHEMA) as unit, suppress(NotFound):
                unit.leads.get("nobody")
            if inner:
                thread = Thread(target=work, args=(inner - 1,))
                thread.start()
                thread.join()
            held.append(out_of(store))

    work(9)

    assert max(held) <= 4
    assert out_of(store) == 0
    store.close()


def test_what_waits_for_the_disk_waits_inside_a_batch_too(tmp_path: Path) -> None:
    """
    Settling lowers the level of syncing for the batch, everything else is written with FULL (2), and the pool gets its
    connection back as it was.
    """
    store, levels, in_pool = SqlStore(str(tmp_path / "leads.db")), list[int](), list[int]()
    a_lead_of(an_office(store=store))

    def level(execute: Callable[..., Any]) -> int:
        return int(execute(text("PRAGMA synchronous"), {}).fetchone()[0])

    with store.steady():
        levels.append(unhurried(store._held, level))
        for reads in (False, True):
            with store.open_unit("acme", STANDARD_SCHEMA) as unit:
                if reads:
                    with suppress(NotFound):
                        unit.leads.get("nobody")
                with writing(unit._source.connect()) as connection:
                    levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
            levels.append(unhurried(store._held, level))
        with store.open_unit("acme", STANDARD_SCHEMA) as unit:
            with suppress(NotFound):
                unit.leads.get("nobody")
            unit.leads.page(None, 1)
        with store._engine.connect() as one, store._engine.connect() as other:
            in_pool += [each.exec_driver_sql("PRAGMA synchronous").scalar_one() for each in (one, other)]
    with store._engine.connect() as one, store._engine.connect() as other:
        in_pool += [each.exec_driver_sql("PRAGMA synchronous").scalar_one() for each in (one, other)]
    store.close()

    assert levels == [1, 2, 1, 2, 1]
    assert in_pool == [2] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_batch_between_two_transactions_stops_no_fork(tmp_path: Path) -> None:
    """
    What a thread holds and does not use is closed before its process forks, so that the child may open its own.
    """
    store = SqlStore(str(tmp_path / "leads.db"))
    lead = a_lead_of(an_office(store=store))

    def found() -> bool:
        with store.open_unit("acme", STANDARD_SCHEMA) as unit:
            return unit.leads.get(lead.id).id == lead.id

    with store.steady():
        assert found()
        child = os.fork()
        if child == 0:
            try:
                os._exit(0 if found() else 1)
            finally:
                os._exit(2)
        assert found()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert out_of(store) == 0
    store.close()
