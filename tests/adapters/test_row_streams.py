"""
Many new leads at once go to PostgreSQL while they are made; what fails then leaves the connection as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, func, select
from sqlalchemy.exc import IntegrityError

from leadflow.adapters.sqlalchemy import SqlStore, lead_writer, make_engine, tables
from leadflow.adapters.sqlalchemy.bulk_insert import RowStream
from leadflow.errors import StaleLead
from leadflow.testing import KIT_SCHEMA, SUPPLIER
from leadflow.testing.builders import a_lead, a_message, changes_of

FEW, MANY = 3, 100
ROWS = Table("row_streams", MetaData(), Column("num", Integer, primary_key=True), Column("said", String))


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """
    A database of each sort with a table.
    """
    postgresql = request.param == "postgresql"
    engine = make_engine(request.getfixturevalue("postgres_url") if postgresql else ":memory:")
    ROWS.create(engine)
    yield engine
    ROWS.drop(engine)
    engine.dispose()


@pytest.mark.parametrize("most", [FEW, MANY])
def test_rows_are_there_once_the_stream_ended(engine: Engine, most: int) -> None:
    """
    In any number of pieces, and again after an end.
    """
    with engine.begin() as connection:
        stream = RowStream(connection, ROWS, ("num", "said"), most=most)
        for start in (0, most):
            for number in range(start, start + most):
                stream.add([(number, None if number % 2 else f"{number}\t\\")])
            stream.end()
        stream.end()
        found = connection.execute(select(ROWS).order_by(ROWS.c.num)).all()

    assert [tuple(row) for row in found] == [
        (number, None if number % 2 else f"{number}\t\\") for number in range(2 * most)
    ]


@pytest.mark.parametrize("most", [FEW, MANY])
def test_taken_key_tells_no_value(engine: Engine, most: int) -> None:
    """
    It is an IntegrityError when it is noticed, and the transaction can be rolled back.
    """
    with engine.connect() as connection:
        stream = RowStream(connection, ROWS, ("num", "said"), most=most)
        connection.begin()
        stream.add([(7, "secret@example.com")])
        stream.end()
        stream.add([(7, "secret@example.com")])
        with pytest.raises(IntegrityError) as raised:
            stream.end()
        connection.rollback()
        found = connection.execute(select(func.count()).select_from(ROWS)).scalar()

    assert "secret" not in str(raised.value)
    assert found == 0


@pytest.mark.parametrize("most", [FEW, MANY])
def test_stream_that_is_given_up_writes_nothing(engine: Engine, most: int) -> None:
    """
    After any exception between two rows the connection is usable again.
    """
    with engine.connect() as connection:
        stream = RowStream(connection, ROWS, ("num", "said"), most=most)
        connection.begin()
        stream.add([(1, "one")])
        stream.give_up()
        connection.rollback()
        found = connection.execute(select(func.count()).select_from(ROWS)).scalar()

    assert found == 0


@pytest.fixture
def store(postgres_url: str) -> Iterator[SqlStore]:
    """
    A store on PostgreSQL without leads.
    """
    engine = make_engine(postgres_url)
    store = SqlStore(engine)
    with engine.begin() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table is not tables.migrations:
                connection.execute(table.delete())
    yield store
    store.close()


def test_leads_of_several_streams_have_their_events_and_messages(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    More leads than go in one stream are all there, each with its own events, in the order in which they came.
    """
    monkeypatch.setattr(lead_writer, "_STREAMED", 40)
    leads = [a_lead(f"lead-{number:03}") for number in range(130)]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(evolve(changes_of(*leads), messages=tuple(map(a_message, leads))))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert unit.leads.page(None, 1_000) == tuple(leads)
        for lead in leads:
            assert [event.lead_id for event in unit.timeline.of(lead.id)] == [lead.id]
            assert [one.message.lead_id for one in unit.posts.of_lead(lead.id)] == [lead.id]
    with store._engine.connect() as connection:
        by_number = connection.execute(select(tables.leads.c.id).order_by(tables.leads.c.num)).scalars().all()
        waiting = connection.execute(select(func.count()).select_from(tables.text_queue)).scalar()

    assert by_number == [lead.id for lead in leads]
    assert waiting == 130


def test_taken_id_among_many_leads_writes_none(store: SqlStore) -> None:
    """
    The id is named, and the same unit of leads can be written without it.
    """
    leads = [a_lead(f"lead-{number:03}") for number in range(130)]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(leads[70]))
    with pytest.raises(StaleLead) as raised, store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*leads))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert [lead.id for lead in unit.leads.page(None, 1_000)] == ["lead-070"]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*leads[:70], *leads[71:]))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert unit.leads.page(None, 1_000) == tuple(leads)

    assert raised.value.lead_id == "lead-070"
