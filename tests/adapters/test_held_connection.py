"""
The connection that a thread holds for a batch: one for many transactions, none held afterwards, and nothing left open.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from attrs import define, field
from sqlalchemy import event
from sqlalchemy.pool import QueuePool
from tests.services.builders import an_office
from tests.services.test_relay import a_lead_of, a_relay

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.core.notifications import Mail
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import NotFound
from leadflow.services.relay import RelayResult


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
            assert store._held._free is not None
            assert not store._held._free.driver_connection.in_transaction  # type: ignore[union-attr]  # of the driver

    assert (store._held._free, out_of(store)) == (None, 0)
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
