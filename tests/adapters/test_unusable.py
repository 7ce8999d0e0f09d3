"""
Databases that cannot be used as they are: each is named, with what to do, and nothing is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.driver_errors import port_errors
from leadflow.adapters.sqlalchemy.engine import _log_ahead
from leadflow.core.changes import Changes
from leadflow.core.partners import Partner
from leadflow.core.stored import ANY, Put
from leadflow.errors import ConfigurationError, Conflict, MissingExtra, PortError, StaleLead, StoreUnusable
from leadflow.ports import LockingUnit
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of


def _says(error: BaseException, *words: str) -> None:
    said = str(error)
    assert all(word in said for word in (*words, "Nothing was written")), said
    assert "trying again is safe" not in said


def _chain(error: BaseException | None) -> str:
    said = ""
    while error is not None:
        said += f"{error} {error!r} {error.args}"
        error = error.__cause__ or error.__context__
    return said


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """
    A path in a folder that is not there is named, and the folder is to be created.
    """
    path = tmp_path / "absent" / "leads.db"
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(str(path))

    _says(caught.value, str(path), "folder")


def test_folder_is_no_database(tmp_path: Path) -> None:
    """
    A folder where a file is expected is named.
    """
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(str(tmp_path))

    _says(caught.value, str(tmp_path))


def test_file_of_another_kind_is_named(tmp_path: Path) -> None:
    """
    A file that is not a database stays as it is.
    """
    path = tmp_path / "leads.db"
    path.write_bytes(b"Email,Country\n" * 1_000)
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(str(path))

    _says(caught.value, str(path), "not an SQLite database")
    assert path.read_bytes() == b"Email,Country\n" * 1_000


@pytest.mark.parametrize("content", [b"x", b"SQLite", b"SQLite format 4\0" + bytes(200)])
def test_small_file_of_somebody_else_is_not_written_over(tmp_path: Path, content: bytes) -> None:
    """
    SQLite itself takes a file of one byte for an empty database.
    """
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(str(path))

    _says(caught.value, str(path), "not an SQLite database")
    assert path.read_bytes() == content


def test_device_is_no_database() -> None:
    """
    A device is named and not opened.
    """
    with pytest.raises(StoreUnusable) as caught:
        SqlStore("/dev/null")

    _says(caught.value, "/dev/null", "no file")


@pytest.mark.parametrize(
    "path",
    [
        "a\0.db",
        "sqlite:///a\0.db",
        "sqlite:///a%00b.db",
        "postgresql://\0/x",
        "postgresql://u:secret@h/d%00",
        Path("\ud800.db"),
        Path("a\0.db"),
    ],
)
def test_path_that_no_system_has_is_refused(path: str | Path) -> None:
    """
    A NUL or half a surrogate pair in a path or URL is named, whoever opens it.
    """
    with pytest.raises(ConfigurationError) as caught:
        SqlStore(path)

    _says(caught.value, "character")
    assert "secret" not in _chain(caught.value)


@pytest.mark.parametrize("option", ["sslmode=wrong", "nosuch=1", "connect_timeout=soon"])
def test_option_that_the_driver_does_not_take_is_to_be_corrected(postgres_url: str, option: str) -> None:
    """
    An option of the URL that is wrong stays wrong, so nobody is told to try again.
    """
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(f"{postgres_url}{'&' if '?' in postgres_url else '?'}{option}")

    _says(caught.value, "option")


@pytest.mark.parametrize("option", ["timeout=soon", "detect_types=x", "mode=zz&uri=true", "mode=ro&cache=x&uri=true"])
def test_option_of_a_file_that_is_wrong_is_to_be_corrected(tmp_path: Path, option: str) -> None:
    """
    The same for SQLite, whether SQLAlchemy, Python or SQLite itself reads the option.
    """
    with pytest.raises((StoreUnusable, ConfigurationError)) as caught:
        SqlStore(f"sqlite:///file:{tmp_path}/leads.db?{option}")

    _says(caught.value, "option")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "said",
    [
        'FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "secret", database "leads", no encryption',
        'FATAL:  password authentication failed for user "secret"',
        'FATAL:  GSSAPI authentication failed for user "secret"',
    ],
)
def test_server_that_lets_nobody_in_is_not_to_be_asked_again(said: str) -> None:
    """
    Servers say so in a text alone, before anybody is let in.
    """
    with pytest.raises(StoreUnusable) as caught, port_errors("opening"):
        raise psycopg.OperationalError(f"connection failed: {said}")

    _says(caught.value, "user")
    assert "secret" not in _chain(caught.value)


@pytest.mark.parametrize("new", [True, False])
def test_read_only_file_is_named(tmp_path: Path, new: bool) -> None:
    """
    A file that may only be read is named, whether it has leadflow's tables or not.
    """
    path = tmp_path / "leads.db"
    if new:
        sqlite3.connect(path).execute("CREATE TABLE other (a)").connection.close()
    else:
        SqlStore(str(path)).close()
    url = f"sqlite:///file:{path}?mode=ro&uri=true"
    with pytest.raises(StoreUnusable) as caught, SqlStore(url).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead()))

    _says(caught.value, "read-only")


def test_tables_of_somebody_else_are_named(tmp_path: Path) -> None:
    """
    A table of the same name that leadflow did not create is named.
    """
    path = tmp_path / "leads.db"
    sqlite3.connect(path).execute("CREATE TABLE leadflow_migrations (a)").connection.close()
    with pytest.raises(ConfigurationError) as caught:
        SqlStore(str(path))

    _says(caught.value, "leadflow_migrations")


def test_missing_database_is_named(postgres_url: str) -> None:
    """
    A PostgreSQL server without this database says so, by name.
    """
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(make_url(postgres_url).set(database="absent").render_as_string(hide_password=False))

    _says(caught.value, "'absent'", "no such database")


def test_unknown_user_is_not_told_to_try_again(postgres_url: str) -> None:
    """
    A user that the server does not let in is to be corrected, and no password is in the text.
    """
    url = make_url(postgres_url).set(username="stranger", password="secret")
    with pytest.raises(StoreUnusable) as caught:
        SqlStore(url.render_as_string(hide_password=False))

    _says(caught.value, "user")
    assert "secret" not in _chain(caught.value)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://u:secret@h/d", ("mysql", "sqlite", "postgresql")),
        ("oracle://u:secret@h/d", ("oracle",)),
        ("postgresql+psycopg9://u:secret@h/d", ("psycopg9",)),
        ("postgres://u:secret@h/d", ("postgres", "postgresql")),
        ("://", ("://",)),
        ("postgresql+asyncpg://u:secret@h/d", ("asyncpg", "asynchronous", "'postgresql://'")),
        ("sqlite+aiosqlite:///secret.db", ("aiosqlite", "asynchronous", "'sqlite://'")),
        ("", ("path", "empty")),
        ("postgresql:/u:secret@h/d", ("'postgresql:'", "'//'")),
        ("Postgres:u:secret@h/d", ("'Postgres:'",)),
        ("postgresql+psycopg:u:secret@h", ("'postgresql+psycopg:'",)),
        ("sqlite:/secret.db", ("'sqlite:'",)),
        ("file:secret.db?mode=ro", ("'file:'",)),
    ],
)
def test_unknown_driver_advises_rightly(url: str, words: tuple[str, ...]) -> None:
    """
    A URL for another database, or with another driver, does not say that an extra is missing.
    """
    with pytest.raises(ConfigurationError) as caught:
        make_engine(url)

    _says(caught.value, *words)
    assert not isinstance(caught.value, MissingExtra)
    assert "secret" not in _chain(caught.value)


def test_engine_without_transactions_is_refused(postgres_url: str) -> None:
    """
    An engine that commits each statement by itself could write half of a commit.
    """
    engines = (
        make_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT"),
        create_engine(postgres_url, isolation_level="AUTOCOMMIT"),
    )
    for engine in engines:
        with pytest.raises(ConfigurationError) as caught:
            SqlStore(engine)
        engine.dispose()
        _says(caught.value, "AUTOCOMMIT", "half of a commit")


@pytest.fixture
def constrained(postgres_url: str) -> Iterator[SqlStore]:
    """
    A store on a database of its own, to which the host has added two constraints.
    """
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE constrained"))
    store = SqlStore(make_url(postgres_url).set(database="constrained").render_as_string(hide_password=False))
    with store._engine.begin() as connection:  # as the host's own migration would
        connection.execute(text("CREATE UNIQUE INDEX hosts_own ON leadflow_leads ((\"values\"->>'email'))"))
        connection.execute(text("ALTER TABLE leadflow_records ADD CONSTRAINT hosts_check CHECK (key <> 'p-secret')"))
    yield store
    store.close()
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE constrained WITH (FORCE)"))
    admin.dispose()


def test_constraints_of_the_host_are_no_conflict(constrained: SqlStore) -> None:
    """
    They are named, are not tried again, and no value of the row is in the error or its causes.
    """
    with constrained.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead("1", said={"email": "secret@example.com"})))
    with pytest.raises(StoreUnusable) as caught, constrained.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(a_lead("2", said={"email": "secret@example.com"})))
    _says(caught.value, "hosts_own", "leadflow_leads")
    assert "secret" not in _chain(caught.value)

    partner = Partner(id="p-secret", name="Secret")
    with pytest.raises(StoreUnusable) as refused, constrained.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(Changes(puts=(Put(partner, before=None),)))
    _says(refused.value, "hosts_check", "leadflow_records")
    assert "p-secret" not in _chain(refused.value)


def test_conflicts_carry_no_values(constrained: SqlStore) -> None:
    """
    What a lost race is made of, the driver's error with the row, is not chained.
    """
    lead = a_lead("1", said={"email": "secret@example.com"})
    with constrained.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(lead))
    with pytest.raises(StaleLead) as caught, constrained.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(lead))

    assert "secret" not in _chain(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_lost_races_are_conflicts_at_every_isolation_level(postgres_url: str, level: str) -> None:
    """
    Of two units that saw the same one loses with a conflict, and with the lock the next try wins.
    """
    store = SqlStore(make_engine(postgres_url).execution_options(isolation_level=level))
    supplier = f"races {level}"
    with store.open_unit(supplier, KIT_SCHEMA) as unit:
        unit.commit(Changes(puts=(Put(Partner(id="p", name="0"), before=None),)))
    with store.open_unit(supplier, KIT_SCHEMA) as late:
        seen = late.records.one(Partner, "p")
        with store.open_unit(supplier, KIT_SCHEMA) as early:
            early.commit(Changes(puts=(Put(Partner(id="p", name="1"), before=seen),)))
        with pytest.raises(Conflict):
            late.commit(Changes(puts=(Put(Partner(id="p", name="2"), before=seen),)))
    with store.open_unit(supplier, KIT_SCHEMA) as holder:
        assert isinstance(holder, LockingUnit)
        holder.lock()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(_name_behind_the_lock, store, supplier)
            holder.commit(Changes(puts=(Put(Partner(id="p", name="3"), before=ANY),)))
            assert waiting.result(30) == "3"
    store.close()


def _name_behind_the_lock(store: SqlStore, supplier: str) -> str:
    with store.open_unit(supplier, KIT_SCHEMA) as unit:
        assert isinstance(unit, LockingUnit)
        unit.lock()
        seen = unit.records.one(Partner, "p")
        assert seen is not None
        unit.commit(Changes(puts=(Put(Partner(id="p", name="4"), before=seen),)))
        return seen.name


def test_port_errors_are_not_shown_with_a_password() -> None:
    """
    A server that is not there is named by its database, and may be tried again.
    """
    with pytest.raises(PortError) as caught:
        SqlStore("postgresql://somebody:secret@/leads?host=/nonexistent")

    assert caught.value.retry_safe
    assert "'leads'" in str(caught.value)
    assert "secret" not in _chain(caught.value)


def test_error_without_a_code_is_the_error_that_it_is() -> None:
    """
    A driver's error that has no number while a file is opened is no bug of the store, so no message dies of it.
    """

    class Cursor:
        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("the line broke")

    with pytest.raises(sqlite3.OperationalError):
        _log_ahead(Cursor())  # type: ignore[arg-type]  # what fails at once
