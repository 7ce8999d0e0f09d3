"""
The store on PostgreSQL keeps the contract; the server is a real one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.held_connections import HeldConnections
from leadflow.adapters.sqlalchemy.settling import unhurried
from leadflow.adapters.sqlalchemy.tables import metadata, migrations
from leadflow.errors import PortError
from leadflow.ports import OpenUnit, Outbox
from leadflow.testing import (
    KIT_SCHEMA,
    AttachmentReaderContract,
    DueRecordsContract,
    EventListerContract,
    ExportPostsContract,
    HeldLeadContract,
    LeadListerContract,
    LockingUnitContract,
    MailCounterContract,
    OpportunityListerContract,
    OutboxContract,
    PostsContract,
    RegistrationListerContract,
    ScopesContract,
    StatusRecordsContract,
    UnitOfWorkContract,
)

# On tables of a few rows this is much faster than TRUNCATE, and in one go faster than one by one.
_EMPTYING = "; ".join(
    f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables) if table is not migrations
)


@pytest.fixture(scope="module")
def engine(postgres_url: str) -> Iterator[Engine]:
    """
    An engine for the module; making one for each test would cost more than the tests.
    """
    engine = make_engine(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> SqlStore:
    """
    A store whose tables are empty.
    """
    store = SqlStore(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(_EMPTYING)
    return store


class TestPostgresql(
    UnitOfWorkContract,
    ScopesContract,
    LockingUnitContract,
    MailCounterContract,
    OutboxContract,
    PostsContract,
    AttachmentReaderContract,
    DueRecordsContract,
    StatusRecordsContract,
    OpportunityListerContract,
    RegistrationListerContract,
    HeldLeadContract,
    EventListerContract,
    ExportPostsContract,
    LeadListerContract,
):
    """
    The contract kit on PostgreSQL.
    """

    @pytest.fixture
    def open_unit(self, store: SqlStore) -> OpenUnit:
        """
        Units of the store.
        """
        return store.open_unit

    @pytest.fixture
    def outbox(self, store: SqlStore) -> Outbox:
        """
        The store's outbox.
        """
        return store


def test_ids_sort_alike_on_every_server(store: SqlStore, engine: Engine) -> None:
    """
    Ids are compared character by character whatever language the database was made for.
    """
    query = text(
        "SELECT collation_name FROM information_schema.columns WHERE table_name = 'leadflow_leads' AND column_name = 'id'"
    )
    with engine.connect() as connection:
        assert connection.execute(query).scalar() == "C"


def test_only_settling_does_not_wait_for_the_disk(engine: Engine) -> None:
    """
    Only settling does not wait for the disk.
    """
    asked, seen = text("SHOW synchronous_commit"), []
    seen.append(unhurried(HeldConnections(engine), lambda execute: execute(asked, {}).fetchone()[0]))
    with engine.connect() as connection, writing(connection):
        seen.append(connection.execute(asked).scalar())
    with pytest.raises(ZeroDivisionError):
        unhurried(HeldConnections(engine), lambda _: 1 // 0)
    with engine.connect() as connection:
        seen.append(connection.execute(asked).scalar())

    assert seen == ["off", "on", "on"]


def test_plain_url_takes_the_installed_driver(postgres_url: str) -> None:
    """
    A URL that names no driver works as it stands in a configuration.
    """
    store = SqlStore(postgres_url.replace("postgresql+psycopg", "postgresql"))
    with store.open_unit("nobody", KIT_SCHEMA) as unit:
        leads = unit.leads.page(None, 1)
    store.close()

    assert leads == ()


def test_server_that_is_not_there_is_a_port_error() -> None:
    """
    A server that cannot be reached is a PortError that says what failed.
    """
    engine = create_engine("postgresql+psycopg://nobody@/nothing?host=/nonexistent", hide_parameters=True)

    with pytest.raises(PortError, match="opening the database"):
        SqlStore(engine)
