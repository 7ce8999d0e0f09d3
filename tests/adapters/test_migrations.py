"""
Opening a store lifts the tables of older versions: once, wholly or not at all; what is not leadflow's stays as it is.
"""

from __future__ import annotations

import ast
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Connection, Engine, MetaData, inspect, text
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateIndex, CreateTable
from tests.adapters.earlier.plain import SCHEMA, plain
from tests.adapters.earlier.reading import differences, expected, postgresql_script, sqlite_database
from tests.adapters.lifting import NOTES, lift, lift_slowly
from tests.processes import listening, running

from leadflow.adapters.sqlalchemy import SqlStore, make_engine, tables
from leadflow.adapters.sqlalchemy.engine import writing
from leadflow.adapters.sqlalchemy.migrations import (
    MIGRATIONS,
    Effect,
    Migration,
    lean_tables,
    m0001_first_tables,
    open_tables,
    opening,
)
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.facts import Accepted, Actor, Received
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.leads import LeadKind
from leadflow.core.partners import Account, Campaign, Partner, Person
from leadflow.core.routing import RoutingModule
from leadflow.core.timeline import LeadEvent
from leadflow.errors import ConfigurationError, TablesDiffer
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import account_of, current_module, module_version, refused_rows
from leadflow.testing import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    a_campaign,
    a_chunk,
    a_lead,
    a_module,
    a_partner,
    an_attachment,
    change_to,
    changes_of,
    puts_of,
    some_refused_rows,
)
from leadflow.wire import Wire

EARLIER_LEADS = 292
OTHER_KEYS = Migration(number=9_003, name="other_keys", effect=Effect.BREAKING, lift=lambda _: None)
_LEAN = {
    "sqlite": "a8445b6f4771d338890d03131c177d28f68c20da79ac93c693349f7defb34f10",
    "postgresql": "4198b18239c2c11b53a9eb396deefadd18d0668b3ff5ae8df617e33e2f443495",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """
    An engine on a database without a table.
    """
    url = str(tmp_path / "leads.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = make_engine(url)
    _drop_all(engine)
    yield engine
    _drop_all(engine)
    engine.dispose()


def _drop_all(engine: Engine) -> None:
    there = MetaData()
    there.reflect(engine)
    there.drop_all(engine)


def url_of(engine: Engine) -> str:
    """
    Return where the database of *engine* is, for other processes.
    """
    return engine.url.render_as_string(hide_password=False)


def shape(engine: Engine) -> dict[str, Any]:
    """
    Return the columns and indexes of all tables.
    """
    found = inspect(engine)
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)],
            sorted(str((one["name"], one["column_names"])) for one in found.get_indexes(name)),
            found.get_pk_constraint(name)["constrained_columns"],
        )
        for name in found.get_table_names()
    }


def contents(engine: Engine) -> dict[str, list[Any]]:
    """
    Return the rows of all tables.
    """
    there = MetaData()
    there.reflect(engine)
    with engine.connect() as connection:
        return {one.name: sorted(map(str, connection.execute(one.select()).all())) for one in there.sorted_tables}


def unnumbered(engine: Engine) -> None:
    """
    Make the tables as they were before migrations had numbers.
    """
    m0001_first_tables.metadata.create_all(engine)


def earlier(engine: Engine) -> None:
    """
    Put the database of an earlier build, with some 300 leads, where *engine* looks.
    """
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql(postgresql_script())
        return
    path = Path(str(engine.url.database))
    engine.dispose()
    sqlite_database(path.parent).replace(path)
    for companion in ("-wal", "-shm"):
        path.with_name(path.name + companion).unlink(missing_ok=True)


def leads_in(engine: Engine) -> int:
    """
    Return how many leads a database holds.
    """
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM leadflow_leads")).scalar_one())


def write(store: SqlStore, lead_id: str = "lead-1") -> None:
    """
    Make a lead and accept it.
    """
    lead = a_lead(lead_id)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(lead))
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(change_to(lead, Accepted()))


def test_new_database_has_seen_every_migration(engine: Engine) -> None:
    """
    The tables of a new database are made as the latest migration leaves them, and all numbers are noted.
    """
    SqlStore(engine)

    with engine.connect() as connection:
        done = connection.execute(text("SELECT number, name, effect FROM leadflow_migrations ORDER BY number")).all()
    assert [tuple(row) for row in done] == [(one.number, one.name, one.effect) for one in MIGRATIONS]


def test_numbers_ascend() -> None:
    """
    Numbers are given by hand, from 1, and none twice.
    """
    assert [one.number for one in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_lifted_database_has_the_tables_of_a_new_one(engine: Engine) -> None:
    """
    Columns, keys and indexes are the same whether a database was lifted or made.
    """
    SqlStore(engine)
    new = shape(engine)
    _drop_all(engine)
    unnumbered(engine)

    SqlStore(engine)

    assert shape(engine) == new


def test_records_move_into_one_table(engine: Engine) -> None:
    """
    Partners, campaigns, versions of modules, progress and refused rows of an older database are read by their keys.
    """
    unnumbered(engine)
    wire, there = Wire(KIT_SCHEMA), m0001_first_tables.metadata.tables
    modules = [a_module(), RoutingModule(name="emea", version=2)]
    refused = some_refused_rows(9, 10, 101)

    def add(table: str, record: object, **columns: object) -> None:
        with engine.begin() as connection:
            row = {
                "supplier_id": SUPPLIER,
                "body": record if isinstance(record, str) else wire.dumps(record),
                **columns,
            }
            connection.execute(there[f"leadflow_{table}"].insert(), row)

    add("partners", a_partner(), id="nordlys", keys=wire.dump_keys(a_partner()))
    add("campaigns", a_campaign(), id="fair", keys=wire.dump_keys(a_campaign()))
    for module in reversed(modules):
        add("modules", module, name="emea", version=module.version)
    add("imports", a_chunk(chunk=3), id="import-1", chunk=3)
    for row in json.loads(wire.dumps(refused))["rows"]:
        # The first version left defaults out.
        problems = [{name: said for name, said in one.items() if name != "severity"} for one in row["problems"]]
        body = json.dumps({"v": 1, **row, "problems": problems})
        add("refused_rows", body, import_id="import-1", number=row["number"])

    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert unit.records.all(Partner) == (a_partner(),)
        assert unit.records.one(Campaign, "fair") == a_campaign()
        assert unit.records.page(RoutingModule, None, 9) == tuple(modules)
        assert current_module(unit, "emea") == modules[1]
        assert unit.records.one(ImportProgress, "import-1") == a_chunk(chunk=3)
        assert tuple(refused_rows(unit, a_chunk(chunk=3))) == refused.rows


def test_records_of_an_earlier_build_are_read(tmp_path: Path) -> None:
    """
    Partners, campaigns, versions of modules, imports and refused rows are what the build read that wrote them.
    """
    store = SqlStore(str(sqlite_database(tmp_path)))
    found: list[str] = []
    for line in expected():
        with store.open_unit(line["of"], SCHEMA) as unit:
            read, was = _read_again(unit, line), line.get(line["what"])
        if read is not None:
            found += differences([was, line.get("current"), line.get("refused")], plain(read))
    store.close()

    assert found == []


def _read_again(unit: UnitOfWork, line: dict[str, Any]) -> list[Any] | None:
    """
    Read what a line is about, and what else it says; None for what is kept elsewhere.
    """
    match line["what"]:
        case "partner":
            partner = unit.records.one(Partner, line["partner"]["id"])
            return [_whole(account_of(unit, partner)) if partner else None, None, None]
        case "campaign":
            return [unit.records.one(Campaign, line["campaign"]["id"]), None, None]
        case "module":
            module = module_version(unit, line["module"]["name"], line["module"]["version"])
            return [module, module == current_module(unit, module.name), None]
        case "import":
            progress = unit.records.one(ImportProgress, line["import"]["import_id"])
            return [progress, None, tuple(refused_rows(unit, progress)) if progress else None]
        case _:
            return None


def _whole(account: Account) -> dict[str, Any]:
    """
    Return an account as `plain` wrote it while a partner was one record.
    """
    people = account.people

    def person(one: Person) -> dict[str, Any]:
        bounced = next((address for address in people.bounced if address == one.email), None)
        return {**plain(one), "reminders": one.id not in people.unsubscribed, "bounced": bounced}

    return {
        **plain(account.partner),
        "auto_accept_since": plain(account.settings.auto_accept_since),
        "users": [person(one) for one in people.users],
        "sales_reps": [person(one) for one in people.sales_reps],
        "additional_recipients": [person(one) for one in account.partner.additional_recipients],
    }


def test_database_that_lacks_a_column_is_lifted(engine: Engine) -> None:
    """
    A database of an earlier commit, whose outbox had a column less, is completed and works.
    """
    unnumbered(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE leadflow_outbox DROP COLUMN since"))
        connection.execute(text("DROP TABLE leadflow_attachments"))

    write(SqlStore(engine))

    assert leads_in(engine) == 1
    assert "since" in {column["name"] for column in inspect(engine).get_columns("leadflow_outbox")}
    assert inspect(engine).has_table("leadflow_attachments")


def test_opening_again_takes_no_lock(tmp_path: Path) -> None:
    """
    A database that is up to date is opened while somebody writes to it.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    write(SqlStore(engine))

    with engine.connect() as connection, writing(connection):
        again = SqlStore(str(tmp_path / "leads.db"))
        with again.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            found = unit.leads.page(None, 10)
        again.close()

    engine.dispose()

    assert [lead.id for lead in found] == ["lead-1"]


def test_unknown_breaking_migration_is_refused_by_name(engine: Engine) -> None:
    """
    A version that does not know a breaking migration says which, and writes nothing.
    """
    SqlStore(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO leadflow_migrations VALUES (9002, 'other_keys', 'breaking')"))
    before = contents(engine)

    with pytest.raises(ConfigurationError, match=r"9002 \(other_keys\).*[Uu]pgrade leadflow. Nothing was written"):
        SqlStore(engine)

    assert contents(engine) == before


def test_unknown_effect_is_refused(engine: Engine) -> None:
    """
    An effect that nobody has heard of is taken for the worse one.
    """
    SqlStore(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO leadflow_migrations VALUES (9002, 'other_keys', 'odd')"))

    with pytest.raises(ConfigurationError, match="other_keys"):
        SqlStore(engine)


def test_two_versions_share_a_database_after_an_additive_migration(engine: Engine) -> None:
    """
    A version that does not know an additive migration reads and writes beside one that does, and loses nothing of it.
    """
    older = SqlStore(engine)
    write(older)
    with engine.connect() as connection:
        open_tables(connection, metadata, (*MIGRATIONS, NOTES))
    with engine.begin() as connection:
        connection.execute(text("UPDATE leadflow_leads SET note = 'called twice'"))

    with older.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        lead = unit.leads.get("lead-1")
        unit.commit(change_to(lead, Accepted()))
    write(SqlStore(engine), "lead-2")

    with engine.connect() as connection:
        notes = connection.execute(text("SELECT note FROM leadflow_leads ORDER BY id")).scalars().all()
        open_tables(connection, metadata, (*MIGRATIONS, NOTES))
    assert notes == ["called twice", "none"]
    with older.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert [one.seq for one in unit.leads.page(None, 9)] == [lead.seq + 1, 2]


@pytest.mark.parametrize(
    "table",
    ["leadflow_leads", "leadflow_outbox", "leadflow_names", "leadflow_records", "leadflow_migrations"],
)
def test_foreign_tables_are_refused(engine: Engine, table: str) -> None:
    """
    A table with one of leadflow's names that somebody else made is named, and nothing is written.
    """
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (id VARCHAR, company VARCHAR)"))
        connection.execute(text(f"INSERT INTO {table} VALUES ('1', 'Granit')"))
    before = contents(engine)

    with pytest.raises(ConfigurationError, match=rf"{table} .* was not created by leadflow.* Nothing was written"):
        SqlStore(engine)

    assert contents(engine) == before


def test_tables_that_change_under_a_store_are_told(engine: Engine) -> None:
    """
    A column that goes while a process has the database open, as a breaking lift may have it, is no passing trouble.
    """
    store = SqlStore(engine)
    write(store)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE leadflow_outbox DROP COLUMN since"))
        connection.execute(text("ALTER TABLE leadflow_leads DROP COLUMN routed_by"))
    before = contents(engine)

    with pytest.raises(TablesDiffer, match="Nothing was written") as claiming:
        store.claim(SUPPLIER, "lease", NOW, NOW, 10)
    with pytest.raises(TablesDiffer) as writing:
        write(store, "2")

    assert (TablesDiffer.retry_safe, TablesDiffer.wrote) == (False, False)
    assert claiming.type is writing.type
    assert contents(engine) == before


def test_breaking_lift_is_noticed_by_those_who_have_the_database_open(engine: Engine) -> None:
    """
    A process that opened it before is told by which migration at its next commit or claim, though no column is missing.
    """
    store = SqlStore(engine)
    write(store)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        lead = unit.leads.get("lead-1")
    with engine.connect() as connection:
        open_tables(connection, metadata, (*MIGRATIONS, OTHER_KEYS))
    before = contents(engine)

    for trial in (
        lambda unit: unit.commit(change_to(lead, Accepted())),
        lambda unit: unit.commit(puts_of(a_module())),
        lambda _: store.claim(SUPPLIER, "lease", NOW, NOW, 10),
    ):
        with (
            pytest.raises(TablesDiffer, match=r"9003 \(other_keys\).* Nothing was written"),
            store.open_unit(SUPPLIER, KIT_SCHEMA) as unit,
        ):
            trial(unit)

    assert contents(engine) == before


def test_lift_waits_for_those_who_write(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    What a process writes that has seen no later migration is there when the lift begins, and is lifted too.
    """
    store = SqlStore(engine)
    write(store)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        lead = unit.leads.get("lead-1")
    seen: list[int] = []
    begun = Event()

    def look(connection: Connection) -> None:
        seen.append(int(connection.execute(text("SELECT seq FROM leadflow_leads")).scalar_one()))

    def lift() -> None:
        begun.wait(60)
        with engine.connect() as connection:
            open_tables(connection, metadata, (*MIGRATIONS, evolve(OTHER_KEYS, lift=look)))

    def note(*said: Any) -> None:
        noting(*said)
        begun.set()
        time.sleep(0.3)

    noting = store._schemas.note
    monkeypatch.setattr(store._schemas, "note", note)
    with ThreadPoolExecutor(1) as pool:
        lifting = pool.submit(lift)
        with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(change_to(lead, Accepted()))
        lifting.result(60)

    assert seen == [lead.seq + 1]


@pytest.mark.parametrize(
    "rows",
    ["(1, 'users', 'additive')", "(1, 'first_tables', 'breaking'), (2, 'orders', 'breaking')", "(77, 'x', 'additive')"],
)
def test_foreign_migrations_are_refused(engine: Engine, rows: str) -> None:
    """
    A table of migrations that looks like leadflow's and notes others is somebody else's.
    """
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE leadflow_migrations (number INTEGER, name VARCHAR, effect VARCHAR)"))
        connection.execute(text(f"INSERT INTO leadflow_migrations VALUES {rows}"))
    before = contents(engine)

    with pytest.raises(
        ConfigurationError, match=r"leadflow_migrations .* was not created by leadflow.* Nothing was written"
    ):
        SqlStore(engine)

    assert contents(engine) == before


@pytest.mark.parametrize("name", ["leadflow_leads", "leadflow_turns"])
@pytest.mark.parametrize("made", [False, True], ids=["new", "made"])
def test_foreign_views_are_refused(engine: Engine, name: str, made: bool) -> None:
    """
    So is a view with one of leadflow's names, whether the other tables are there or not.
    """
    if made:
        SqlStore(engine)
    with engine.begin() as connection:
        if made:
            connection.execute(text(f"ALTER TABLE {name} RENAME TO kept"))
        connection.execute(text("CREATE TABLE customers (id VARCHAR, company VARCHAR)"))
        connection.execute(text(f"CREATE VIEW {name} AS SELECT * FROM customers"))
    before = contents(engine)

    try:
        with pytest.raises(ConfigurationError, match=rf"{name} .* was not created by leadflow.* Nothing was written"):
            SqlStore(engine)
        assert contents(engine) == before
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP VIEW {name}"))


def test_tables_of_a_host_stay(engine: Engine) -> None:
    """
    Tables with other names are nobody's business, in a new database and in one that is lifted.
    """
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (name VARCHAR)"))
        connection.execute(text("INSERT INTO customers VALUES ('Granit')"))

    write(SqlStore(engine))

    assert contents(engine)["customers"] == ["('Granit',)"]


def test_one_of_many_lifts(engine: Engine) -> None:
    """
    If several open a database, one migrates it and the others wait.
    """
    unnumbered(engine)
    lifted: list[Connection] = []
    lift = Migration(number=9_001, name="notes", effect=Effect.ADDITIVE, lift=lifted.append)

    def open_one(_: int) -> None:
        with engine.connect() as connection:
            open_tables(connection, metadata, (*MIGRATIONS, lift))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_one, range(4)))

    assert len(lifted) == 1


def test_processes_lift_at_once(engine: Engine) -> None:
    """
    Of three processes that open an older database at once none sees an error.
    """
    earlier(engine)

    with running([(lift, (url_of(engine),))] * 3):
        pass

    assert leads_in(engine) == EARLIER_LEADS
    write(SqlStore(engine))


def test_killed_process_leaves_the_older_database(engine: Engine) -> None:
    """
    A process that is killed when all is done but the commit leaves the database as it was, and the next one lifts it.
    """
    earlier(engine)
    before = shape(engine), contents(engine)

    with listening(lift_slowly, url_of(engine)) as (_, told):
        assert told.recv() == "lifted"

    assert (shape(engine), contents(engine)) == before
    store = SqlStore(engine)
    assert leads_in(engine) == EARLIER_LEADS
    write(store)


def test_failing_migration_leaves_the_older_database(engine: Engine) -> None:
    """
    A migration that fails undoes those before it.
    """
    unnumbered(engine)
    before = shape(engine), contents(engine)

    def fail(_: Connection) -> None:
        raise ZeroDivisionError

    failing = Migration(number=9_002, name="failing", effect=Effect.ADDITIVE, lift=fail)
    with engine.connect() as connection, pytest.raises(ZeroDivisionError):
        open_tables(connection, metadata, (*MIGRATIONS, NOTES, failing))

    assert (shape(engine), contents(engine)) == before


def test_state_and_import_stand_in_columns(engine: Engine) -> None:
    """
    Where a lead stands is read from the body that an older version wrote, and its import from its first event.
    """
    unnumbered(engine)
    plain = a_lead("1")
    full = evolve(
        a_lead("2"),
        kind=LeadKind.REGISTERED,
        source="CRM",
        score=7,
        assignee_id="u1",
        routed_by="main",
        created_at=NOW + timedelta(microseconds=7),
        accepted_at=NOW,
        duplicated_from="1",
        superseded_by="3",
        attachments=(an_attachment("file"),),
    )
    wire, there = Wire(KIT_SCHEMA), m0001_first_tables.metadata.tables
    with engine.begin() as connection:
        for lead, import_id in ((plain, None), (full, 'I "1"')):
            row = {"supplier_id": SUPPLIER, "id": lead.id, "seq": 1, "body": wire.dumps(lead), "keys": "{}"}
            row |= {"partner_id": lead.partner_id, "campaign_id": lead.campaign_id, "active": lead.active}
            row |= {"status": lead.status, "stage": lead.stage, "email_status": lead.email_status}
            row |= {"received_at": lead.received_at.isoformat()}
            connection.execute(there["leadflow_leads"].insert(), row)
            event = LeadEvent(lead.id, 1, NOW, Actor(), Received(kind=lead.kind, source="CRM", import_id=import_id))
            row = {"supplier_id": SUPPLIER, "lead_id": lead.id, "seq": 1, "at": "", "body": wire.dumps(event)}
            connection.execute(there["leadflow_events"].insert(), row)

    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        leads = unit.leads.page(None, 9)
    with engine.connect() as connection:
        rows = connection.execute(tables.leads.select().order_by(tables.leads.c.id)).mappings().all()

    assert list(leads) == [plain, evolve(full, import_id='I "1"')]
    assert [row["import_id"] for row in rows] == [None, 'I "1"']
    assert [row["attachment_count"] for row in rows] == [0, 1]


def test_migrations_do_not_look_at_the_tables_of_today() -> None:
    """
    What a migration makes stays as it was when later ones change the tables: none but the opening sees today's.
    """
    folder = Path(opening.__file__).parent
    seeing = {
        path.name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (
            (node.module or "").endswith("sqlalchemy.tables")
            or (node.module == "leadflow.adapters.sqlalchemy" and any(one.name == "tables" for one in node.names))
        )
    }

    assert seeing == {"opening.py"}


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_what_the_lean_tables_were_stays(name: str) -> None:
    """
    The statements of migration 2 are pinned: whoever changes a table writes a migration, and leaves this one alone.
    """
    dialect = registry.load(name)()
    made = [str(CreateTable(one).compile(dialect=dialect)) for one in lean_tables.metadata.sorted_tables]
    indexes = [index for one in lean_tables.metadata.sorted_tables for index in one.indexes]
    made += sorted(str(CreateIndex(one).compile(dialect=dialect)) for one in indexes)

    assert sha256("\n".join(made).encode()).hexdigest() == _LEAN[name]
