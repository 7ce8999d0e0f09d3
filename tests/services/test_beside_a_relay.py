"""
Work on many leads while their mail goes out: a relay that runs stands in nobody's way, on any database.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from attrs import define
from tests.core.builders import SCHEMA, a_user, an_account
from tests.services.builders import HOST, PROGRAMME
from tests.stores import emptied, sqlite_database

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.changes import Changes
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import Mail
from leadflow.core.schema import Schema
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit, UnitOfWork
from leadflow.services import ImportDesk, OutboxRelay, Setting, SupplierDesk
from leadflow.services.relay.relay import RelayResult

ROWS = 3_000 if os.environ.get("LEADFLOW_SOAK") else 200


@define
class Counting:
    """
    Units of a store, and how many of their commits were refused.
    """

    open_unit: OpenUnit
    refused: int = 0

    @contextmanager
    def __call__(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit that counts.
        """
        with self.open_unit(supplier_id, schema) as unit:
            write = unit.commit

            def commit(changes: Changes, /) -> None:
                try:
                    write(changes)
                except Conflict:
                    self.refused += 1
                    raise

            unit.commit = commit  # type: ignore[method-assign]  # what the test stands before
            yield unit


class Slow:
    """
    A mailer that takes its time, so that mail goes out all the while.
    """

    def send(self, mail: Mail, /) -> None:
        """
        Take a moment.
        """
        time.sleep(0.002)


@define
class House:
    """
    A store with a partner, and leads of an import whose mail waits.
    """

    store: SqlStore
    opener: Counting
    setting: Setting
    imports: ImportDesk

    def file(self, city: str, **settings: object) -> ImportReport:
        """
        Import the rows, all of them of one *city*.
        """
        rows = "".join(f"x{number}@y.example,{city},Nordlys AS\n" for number in range(ROWS))
        opened = self.imports.open(BytesIO(f"Email,City,Partner Name\n{rows}".encode()), name="a.csv")
        return self.imports.run(opened, settings=ImportSettings(**settings))  # type: ignore[arg-type]  # as named

    @contextmanager
    def relayed(self) -> Iterator[list[RelayResult]]:
        """
        Run a relay in a thread of its own, until the block ends.
        """
        stop, done = Event(), list[RelayResult]()
        relay = OutboxRelay(self.setting, self.store, Slow())
        thread = Thread(target=lambda: done.append(relay.run(stop, pause=timedelta(milliseconds=5))))
        thread.start()
        try:
            time.sleep(0.05)
            yield done
        finally:
            stop.set()
            thread.join()

    def statuses(self) -> set[EmailStatus]:
        """
        Return what the leads show, once all mail is settled.
        """
        OutboxRelay(self.setting, self.store, Slow()).run_until_idle()
        with self.store.open_unit("acme", SCHEMA) as unit:
            return {lead.email_status for lead in unit.leads.page(None, ROWS + 1)}


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """
    A house on each database.
    """
    database = request.param == "sqlite"
    store = SqlStore(sqlite_database(tmp_path) if database else emptied(request.getfixturevalue("postgres_url")))
    opener = Counting(store.open_unit)
    setting = Setting(open_unit=opener, programme=PROGRAMME, clock=lambda: datetime.now(UTC), new_id=TimeOrderedIds())
    north = an_account("north", name="Nordlys AS", users=(a_user("maja"),))
    SupplierDesk(setting, HOST).save_partners([north.partner], people=[north.people])
    yield House(store, opener, setting, ImportDesk(setting, HOST))
    store.close()


def test_an_import_is_undone_beside_a_relay_at_the_first_try(house: House) -> None:
    """
    Every lead is deactivated, whether its mail is sent by then or not, and neither side loses to the other.
    """
    assert house.file("Oslo", import_id="i").counts.imported == ROWS
    with house.relayed() as done:
        undone = house.imports.undo("i")

    assert (undone.deactivated, undone.kept) == (ROWS, ())
    assert house.opener.refused == 0
    assert done[0].sent > 0
    assert house.statuses() <= {EmailStatus.SENT, EmailStatus.NOT_DUE}


def test_an_import_updates_beside_a_relay_at_the_first_try(house: House) -> None:
    """
    Every lead is updated, and its e-mail status is what became of its mail.
    """
    assert house.file("Oslo").counts.imported == ROWS
    with house.relayed() as done:
        updated = house.file("Bergen", on_duplicate=OnDuplicate.UPDATE)

    assert updated.counts.updated == ROWS
    assert house.opener.refused == 0
    assert done[0].sent > 0
    assert house.statuses() == {EmailStatus.SENT}
