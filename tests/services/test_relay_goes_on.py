"""
A relay goes on: a message or a lead that cannot be read, or a store that is away, stops nobody else's mail and kills
none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from attrs import define, field
from sqlalchemy import create_engine, text
from tests.services.builders import Office, an_office
from tests.services.test_relay import Post, a_lead_of, a_relay

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.notifications import MessageSent
from leadflow.core.schema import Schema
from leadflow.errors import ConfigurationError, PortError
from leadflow.ports import OpenUnit, UnitOfWork
from leadflow.services.relay.relay import RelayResult

_LATER = timedelta(minutes=6)


@define
class _Unreadable:
    """
    A store in which one lead cannot be read, as long as *error* is there.
    """

    open_unit: OpenUnit
    lead_id: str
    error: Exception | None

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit that fails for the lead.
        """
        with self.open_unit(supplier_id, schema) as unit:
            yield _Over(unit, _Over(unit.leads, self._read))  # type: ignore[misc]  # as the unit behind it

    def _read(self, lead_id: str) -> None:
        if lead_id == self.lead_id and self.error is not None:
            raise self.error


@define
class _Over:
    """
    What stands over a unit or its reader of leads.
    """

    behind: object
    leads: object

    def __getattr__(self, name: str) -> object:
        return getattr(self.behind, name)

    def brief(self, lead_id: str, most: int) -> object:
        """
        Read a lead, or fail.
        """
        self.leads(lead_id)  # type: ignore[operator]  # of the reader
        return self.behind.brief(lead_id, most)  # type: ignore[attr-defined]  # likewise


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ConfigurationError("damaged"), "lead_unreadable"), (PortError("no such page"), "store_failed")],
)
def test_a_lead_that_cannot_be_read_stops_no_other_mail(
    error: Exception, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Its own mail is put off with a reason, however often, and goes out once the lead can be read.
    """
    office, post = an_office(), Post()
    leads = [a_lead_of(office) for _ in range(3)]
    broken = _Unreadable(office.store.open_unit, leads[0].id, error)
    office.open_unit = broken
    done = [a_relay(office, post).run_once()]
    for _ in range(20):
        office.clock.advance(timedelta(hours=6))
        done.append(a_relay(office, post).run_once())
    (waiting,) = office.posts(leads[0].id)
    broken.error = None
    office.clock.advance(_LATER)

    assert done == [RelayResult(sent=2, deferred=1), *[RelayResult(deferred=1)] * 20]
    assert (waiting.state, waiting.reason, waiting.attempt, waiting.trail) == (None, reason, 0, ())
    assert waiting.message.key in caplog.text
    assert "maja" not in caplog.text
    assert a_relay(office, post).run_once() == RelayResult(sent=1)
    assert [type(fact) for fact in office.fates(leads[0].id)] == [MessageSent]


def test_a_message_that_cannot_be_read_stops_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """
    It is put off by itself with a reason, no attempt is counted, and it goes out once a build can read it.
    """
    path = str(tmp_path / "leads.db")
    office, post = an_office(store=SqlStore(path)), Post()
    first = [a_lead_of(office) for _ in range(12)]
    other = create_engine(f"sqlite:///{path}")

    def name_kinds(kind: str) -> None:
        with other.begin() as connection:
            connection.execute(text("UPDATE leadflow_outbox SET kind = :kind WHERE state IS NULL"), {"kind": kind})

    name_kinds("of_a_newer_build")
    office.clock.advance(timedelta(seconds=1))
    second = a_lead_of(office)
    done = [a_relay(office, post).run_until_idle()]
    with other.begin() as connection:
        rows = connection.execute(
            text("SELECT DISTINCT lease, attempt, reason FROM leadflow_outbox WHERE state IS NULL")
        ).all()
    name_kinds("new_lead")
    done.append(a_relay(office, post).run_until_idle())
    office.clock.advance(_LATER)
    done.append(a_relay(office, post).run_until_idle())

    assert done == [RelayResult(sent=1), RelayResult(), RelayResult(sent=12)]
    assert [tuple(row) for row in rows] == [(None, 0, "message_unreadable")]
    assert "is put off" in caplog.text
    assert {len(office.fates(one.id)) for one in (*first, second)} == {1}
    assert {one.attempt for lead in first for one in office.posts(lead.id)} == {1}
    other.dispose()


@define
class _Away:
    """
    An outbox whose store is away for the first so many claims.
    """

    behind: object
    failures: int
    error: Callable[[], Exception]

    def claim(self, *given: object) -> object:
        """
        Fail, or claim.
        """
        self.failures -= 1
        if self.failures >= 0:
            raise self.error()
        return self.behind.claim(*given)  # type: ignore[attr-defined]  # the outbox


@define
class _Stop:
    """
    A signal that notes how long it is waited for, and stops once nothing is due.
    """

    office: Office
    waited: list[float] = field(factory=list)
    event: Event = field(factory=Event)

    def is_set(self) -> bool:
        """
        Say whether it stopped.
        """
        return self.event.is_set()

    def wait(self, timeout: float) -> bool:
        """
        Note the time.
        """
        self.waited.append(timeout)
        if not self.office.messages():
            self.event.set()
        return self.event.is_set()


def _failed() -> PortError:
    error = PortError("the store failed while writing")
    error.__cause__ = OSError("maja@partner.example is not there")
    return error


def test_a_loop_outlives_a_store_that_is_away(caplog: pytest.LogCaptureFixture) -> None:
    """
    It waits twice as long after each failure, a minute at most, says each in the log, and then sends.
    """
    office, post = an_office(), Post()
    a_lead_of(office)
    outbox = _Away(office.store, 9, _failed)
    stop = _Stop(office)
    relay = a_relay(office, post)
    relay._outbox = outbox  # type: ignore[assignment]  # stands over the store

    with caplog.at_level(logging.ERROR):
        done = relay.run(stop)

    assert done == RelayResult(sent=1)
    assert stop.waited == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1]
    assert caplog.text.count("the store failed (PortError from OSError)") == 9
    assert "maja" not in caplog.text
