"""
Schemas and databases: keys and indexes follow the schema that a supplier's units come with, once and for nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import Engine, select, text, update

from leadflow.adapters.sqlalchemy import SqlStore, criteria_expression, make_engine, rekeying, schemas, tables
from leadflow.adapters.sqlalchemy.dialects import DIALECTS
from leadflow.adapters.sqlalchemy.field_locations import indexed_terms
from leadflow.adapters.sqlalchemy.value_indexes import of_supplier
from leadflow.core.criteria import Condition, EvaluationTime, any_of, check_criteria, where
from leadflow.core.fields import Field
from leadflow.core.kinds import BOOLEAN, CHOICE, DATE, INTEGER, MONEY, MULTI_CHOICE, TEXT, Unfit
from leadflow.core.schema import STANDARD_SCHEMA, Schema
from leadflow.core.text import FOLD_VERSION
from leadflow.errors import ConfigurationError
from leadflow.ports import CriteriaReader
from leadflow.testing import KIT_SCHEMA, NOW, SUPPLIER, a_campaign, a_lead, a_partner, changes_of, puts_of

MOMENT = EvaluationTime(NOW, UTC)
TEXTS = KIT_SCHEMA.extend(Field("seats", TEXT), partners=[Field("seats", TEXT)])
NUMBERS = KIT_SCHEMA.extend(Field("seats", INTEGER), partners=[Field("seats", INTEGER)])


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """
    An engine on a database without leads.
    """
    url = str(tmp_path / "leads.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = make_engine(url)
    SqlStore(engine)
    _empty(engine)
    yield engine
    _empty(engine)
    engine.dispose()


def _empty(engine: Engine) -> None:
    indexes = _own_indexes(engine)
    with engine.begin() as connection:
        for name in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for table in reversed(tables.metadata.sorted_tables):
            if table is not tables.migrations:
                connection.execute(table.delete())


def write(store: SqlStore, schema: Schema, said: Mapping[str, str | None], supplier_id: str = SUPPLIER) -> None:
    """
    Commit a lead for each of *said*: its id, and what it says of its seats.
    """
    leads = [
        evolve(a_lead(lead_id, supplier_id=supplier_id), values=schema.leads.fill(seats=seats))
        for lead_id, seats in said.items()
    ]
    with store.open_unit(supplier_id, schema) as unit:
        unit.commit(changes_of(*leads))


def matching(store: SqlStore, schema: Schema, asked: Condition, supplier_id: str = SUPPLIER) -> list[str]:
    """
    Return the ids of the leads for which a condition holds.
    """
    checked, problems = check_criteria(any_of(asked), schema)
    assert checked is not None, problems
    with store.open_unit(supplier_id, schema) as unit:
        assert isinstance(unit.leads, CriteriaReader)
        return [lead.id for lead in unit.leads.matching(checked, MOMENT, None, 10_000)]


def test_kind_that_changed_has_other_keys(engine: Engine) -> None:
    """
    What fits the new kind is asked by it; what does not is shown, unknown to criteria, and raises nothing.
    """
    write(SqlStore(engine), TEXTS, {"1": "12", "2": "12 or so", "3": None})
    partner = evolve(a_partner(), attributes=TEXTS.partners.fill(seats="40"))
    with SqlStore(engine).open_unit(SUPPLIER, TEXTS) as unit:
        unit.commit(puts_of(partner))

    store = SqlStore(engine)

    assert matching(store, NUMBERS, where("seats", "equals", 12)) == ["1"]
    assert matching(store, NUMBERS, where("seats", "less_than", 100)) == ["1"]
    assert matching(store, NUMBERS, where("seats", "is_empty")) == ["2", "3"]
    with store.open_unit(SUPPLIER, NUMBERS) as unit:
        assert unit.leads.get("1").values["seats"] == 12
        unfit = unit.leads.get("2").values["seats"]
    assert isinstance(unfit, Unfit)
    assert str(unfit) == "12 or so"
    assert matching(store, TEXTS, where("seats", "contains", "12")) == ["1", "2"]


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (Field("seats", INTEGER), "12", Field("seats", TEXT)),
        (Field("seats", INTEGER), "12", None),
        (Field("seats", MONEY), "EUR 12", None),
        (Field("seats", MONEY), "EUR 12", Field("seats", INTEGER)),
        (Field("seats", BOOLEAN), "yes", None),
        (Field("seats", BOOLEAN), "yes", Field("seats", MULTI_CHOICE)),
        (Field("seats", MULTI_CHOICE), "a;b", None),
        (Field("seats", MULTI_CHOICE), "a;b", Field("seats", MONEY)),
        (Field("seats", DATE), "2024-02-29", Field("seats", TEXT)),
        (Field("seats", TEXT), "soon", Field("seats", DATE)),
        (Field("seats", TEXT), "soon", Field("seats", MULTI_CHOICE)),
        (Field("seats", CHOICE, choices=("a", "b")), "b", Field("seats", CHOICE, choices=("a", "c"))),
    ],
    ids=lambda one: f"{one.kind.name}" if isinstance(one, Field) else str(one),
)
def test_no_change_of_a_field_raises(engine: Engine, before: Field[Any], said: str, after: Field[Any] | None) -> None:
    """
    A field of another kind, or of none, is read, asked and written over; criteria say what judging says.
    """
    write(SqlStore(engine), STANDARD_SCHEMA.extend(before), {"1": said})
    schema = STANDARD_SCHEMA.extend(after) if after else STANDARD_SCHEMA
    store = SqlStore(engine)

    with store.open_unit(SUPPLIER, schema) as unit:
        lead = unit.leads.get("1")
        assert "seats" in lead.values
    if after is not None:
        _, key = lead.values.said("seats")
        assert matching(store, schema, where("seats", "is_empty")) == ([] if key is not None else ["1"])
    assert matching(store, schema, where("status", "equals", "unassigned")) == ["1"]


def test_only_leads_that_say_a_changed_field_are_made_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A field that nobody filled in yet costs a look, and no lead.
    """
    made: list[int] = []
    write(SqlStore(engine), TEXTS, {"1": "12", "2": None})
    monkeypatch.setattr(schemas, "rekey_leads", _counting(made))

    matching(SqlStore(engine), NUMBERS.extend(Field("other", TEXT)), where("seats", "is_empty"))

    assert len(made) == 1


def _counting(made: list[int]) -> Any:
    def rekey_leads(*given: Any) -> None:
        made.extend(given[-1])
        rekeying.rekey_leads(*given)

    return rekey_leads


def test_several_share_the_work(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of several that open units with another schema at once, one makes each key, and all of them wait for all keys.
    """
    made: list[int] = []
    write(SqlStore(engine), TEXTS, {f"{number:03}": str(number) for number in range(100)})
    monkeypatch.setattr(rekeying, "_CHUNK", 10)
    monkeypatch.setattr(schemas, "rekey_leads", _counting(made))

    def open_one(_: int) -> int:
        return len(matching(SqlStore(engine), NUMBERS, where("seats", "less_than", 1_000)))

    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(open_one, range(3)))

    assert found == [100, 100, 100]
    assert sorted(made) == sorted(set(made))
    assert len(made) == 100


def test_what_was_broken_off_goes_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A process that ends in the middle has done what it has done, and the next one does the rest.
    """
    made: list[int] = []
    write(SqlStore(engine), TEXTS, {f"{number:03}": str(number) for number in range(30)})
    monkeypatch.setattr(rekeying, "_CHUNK", 10)

    def broken_off(*given: Any) -> None:
        if made:
            raise ZeroDivisionError
        _counting(made)(*given)

    monkeypatch.setattr(schemas, "rekey_leads", broken_off)
    with pytest.raises(ZeroDivisionError), SqlStore(engine).open_unit(SUPPLIER, NUMBERS):
        pass
    monkeypatch.setattr(schemas, "rekey_leads", _counting(made))

    assert len(matching(SqlStore(engine), NUMBERS, where("seats", "less_than", 1_000))) == 30
    assert len(made) == 30


def test_what_an_older_program_goes_on_writing_is_healed(engine: Engine) -> None:
    """
    A process that still has the earlier schema may write; its leads are asked by the later one all the same.
    """
    older, newer = SqlStore(engine), SqlStore(engine)
    write(older, TEXTS, {"1": "12"})
    assert matching(newer, NUMBERS, where("seats", "less_than", 100)) == ["1"]

    write(older, TEXTS, {"2": "13"})

    assert matching(newer, NUMBERS, where("seats", "less_than", 100)) == ["1", "2"]


def test_other_suppliers_are_left_alone(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    One supplier's change of a kind touches no lead of another that has a field of that name.
    """
    made: list[int] = []
    write(SqlStore(engine), TEXTS, {"1": "12"})
    write(SqlStore(engine), TEXTS, {"9": "12 or so"}, "globex")
    monkeypatch.setattr(schemas, "rekey_leads", _counting(made))

    assert matching(SqlStore(engine), NUMBERS, where("seats", "greater_than", 5)) == ["1"]
    assert matching(SqlStore(engine), TEXTS, where("seats", "contains", "12"), "globex") == ["9"]
    assert len(made) == 1


def test_older_fold_is_made_anew(engine: Engine) -> None:
    """
    Keys of leads and records that an older fold made are made by this one, and so are duplicate keys.
    """
    store = SqlStore(engine)
    write(store, TEXTS, {"1": "TWO  words", "2": "Ünï"})
    with store.open_unit(SUPPLIER, TEXTS) as unit:
        unit.commit(puts_of(a_partner(), a_campaign()))
    before = _keys(engine)
    with engine.begin() as connection:
        for table in (tables.leads, tables.records):
            connection.execute(update(table).values(keys="{}").where(table.c["keys"].is_not(None)))
        connection.execute(update(tables.leads).values(duplicate_key="old"))
        _set_fold(connection, FOLD_VERSION - 1)

    with SqlStore(engine).open_unit(SUPPLIER, TEXTS):
        pass

    assert _keys(engine) == before
    with engine.connect() as connection:
        assert "old" not in connection.execute(select(tables.leads.c.duplicate_key)).scalars().all()


def test_newer_fold_is_refused(engine: Engine) -> None:
    """
    A version that does not know the fold of stored keys opens no unit on them, and says so.
    """
    write(SqlStore(engine), TEXTS, {"1": "12"})
    with engine.begin() as connection:
        _set_fold(connection, FOLD_VERSION + 1)

    with pytest.raises(ConfigurationError, match="newer"), SqlStore(engine).open_unit(SUPPLIER, TEXTS):
        pass


def _keys(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [
            str(row[0])
            for table, order in ((tables.leads, tables.leads.c.id), (tables.records, tables.records.c.key))
            for row in connection.execute(select(table.c["keys"]).order_by(order))
        ]


def _set_fold(connection: Any, fold: int) -> None:
    body = json.loads(connection.execute(select(tables.schemas.c.body)).scalar())
    connection.execute(update(tables.schemas).values(body=json.dumps({**body, "fold": fold})))


INDEXED = STANDARD_SCHEMA.extend(
    Field("seats", INTEGER, indexed=True),
    Field("plan", TEXT, indexed=True),
    Field("since", DATE, indexed=True),
    Field("budget", MONEY, indexed=True),
)
LONG = "long " * 100


def fill(store: SqlStore, supplier_id: str, schema: Schema) -> None:
    """
    Commit enough leads for an index to be worth it.
    """
    leads = [
        evolve(
            a_lead(f"{number:05}", supplier_id=supplier_id),
            values=schema.leads.fill(
                seats=str(number),
                plan=f"{LONG}{number}" if number % 100 == 0 else f"Plan {number}",
                since=f"20{10 + number % 80}-03-02",
                budget=f"EUR {number}",
            ),
        )
        for number in range(3_000)
    ]
    with store.open_unit(supplier_id, schema) as unit:
        unit.commit(changes_of(*leads))


def _own_indexes(engine: Engine) -> list[str]:
    named = "name FROM sqlite_master WHERE type = 'index' AND name"
    if engine.dialect.name == "postgresql":
        named = "indexname FROM pg_indexes WHERE indexname"
    with engine.connect() as connection:
        return sorted(connection.execute(text(f"SELECT {named} LIKE 'ix_leadflow_own%'")).scalars())


def _explained(engine: Engine, schema: Schema, asked: Condition, supplier: int) -> str:
    checked, problems = check_criteria(any_of(asked), schema)
    assert checked is not None, problems
    expression, _ = criteria_expression(checked, MOMENT, dialect=engine.dialect.name)
    assert expression is not None
    query = select(tables.leads.c.id).where(of_supplier(supplier, engine.dialect.name), expression)
    # PostgreSQL knows how small this table is, and looks at all of it sooner than it sorts.
    return _plan(engine, query.order_by(tables.leads.c.id).limit(50) if engine.dialect.name == "sqlite" else query)


def _plan(engine: Engine, query: Any) -> str:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    compiled = query.compile(engine, compile_kwargs={"render_postcompile": True})
    given = compiled.params if compiled.positiontup is None else tuple(compiled.params[n] for n in compiled.positiontup)
    with engine.connect() as connection:
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + str(compiled), given))


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (where("seats", "equals", 17), 1),
        (where("seats", "between", [17, 20]), 4),
        (where("seats", "greater_than", 2_990), 9),
        (where("plan", "equals", "PLAN 17"), 1),
        (where("plan", "in", ["plan 17", "plan 18"]), 2),
        (where("plan", "starts_with", "plan 299"), 11),
        (where("plan", "equals", f"{LONG}200"), 1),
        (where("since", "on", "2010-03-02"), 38),
        (where("budget", "between", ["EUR 17", "EUR 18"]), 2),
    ],
    ids=lambda one: f"{one.field}-{one.operator}" if isinstance(one, Condition) else str(one),
)
def test_indexed_fields_are_found_by_their_index(indexed: Engine, asked: Condition, count: int) -> None:
    """
    Equality, ranges and beginnings ask the index, and find what is there.
    """
    assert len(matching(SqlStore(indexed), INDEXED, asked)) == count
    assert "ix_leadflow_own" in _explained(indexed, INDEXED, asked, _number(indexed, SUPPLIER))


@pytest.mark.parametrize("name", ["seats", "plan", "since", "budget"])
def test_leads_are_sorted_by_the_index(indexed: Engine, name: str) -> None:
    """
    The index of a field gives leads in its order, up and down, without sorting any.
    """
    sql, field = DIALECTS[indexed.dialect.name], INDEXED.leads[name]
    terms = [*indexed_terms(field, sql), tables.leads.c.num]
    query = select(tables.leads.c.id).where(of_supplier(_number(indexed, SUPPLIER), indexed.dialect.name)).limit(10)

    for order in (terms, [term.desc() for term in terms]):
        plan = _plan(indexed, query.order_by(*order))
        assert "ix_leadflow_own" in plan
        assert "SORT" not in plan.upper().replace("SORT KEY", "SORT")
        assert "TEMP B-TREE" not in plan


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def indexed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """
    A database with many leads of two suppliers, one of which has indexed fields.
    """
    path = tmp_path_factory.mktemp("indexed") / "leads.db"
    engine = make_engine(str(path) if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    store = SqlStore(engine)
    _empty(engine)
    fill(store, SUPPLIER, INDEXED)
    fill(store, "globex", STANDARD_SCHEMA.extend(*(Field(name, TEXT) for name in ("seats", "plan", "since", "budget"))))
    with engine.connect() as connection:
        # SQLite has to do without statistics, as it mostly does.
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE leadflow_leads")
            connection.commit()
    yield engine
    _empty(engine)
    engine.dispose()


def _number(engine: Engine, supplier_id: str) -> int:
    with engine.connect() as connection:
        query = text("SELECT num FROM leadflow_names WHERE supplier = 0 AND name = :name")
        return int(connection.execute(query, {"name": supplier_id}).scalar_one())


def test_indexes_follow_the_declaration(engine: Engine) -> None:
    """
    An index is made when a schema with an indexed field is first used, and dropped when the field is of another kind or
    is not indexed any more; other suppliers keep theirs.
    """
    one, other = (
        STANDARD_SCHEMA.extend(Field("seats", INTEGER, indexed=True)),
        STANDARD_SCHEMA.extend(Field("seats", TEXT, indexed=True)),
    )
    for supplier_id in (SUPPLIER, "globex"):
        with SqlStore(engine).open_unit(supplier_id, one):
            pass
    first = _own_indexes(engine)
    with SqlStore(engine).open_unit(SUPPLIER, other):
        pass
    second = _own_indexes(engine)
    with SqlStore(engine).open_unit(SUPPLIER, TEXTS):
        pass

    assert len(first) == len(second) == 2
    assert len(set(first) & set(second)) == 1
    assert _own_indexes(engine) == sorted(set(first) & set(second))
