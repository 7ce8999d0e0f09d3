"""
Criteria and scopes in SQL: the contract on both databases, and what is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import Engine, select

from leadflow.adapters.frames import criteria_expr
from leadflow.adapters.sqlalchemy import SqlStore, criteria_expression, make_engine, scope_expression, tables
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, Party, ProgramParty, scope_of
from leadflow.core.criteria import (
    CheckedCriteria,
    Condition,
    EvaluationTime,
    Group,
    all_of,
    any_of,
    check_criteria,
    where,
)
from leadflow.core.criteria.engines import storage_questions
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import InvalidInput
from leadflow.ports import CriteriaReader, OpenUnit, UnitOfWork
from leadflow.testing import (
    KIT_SCHEMA,
    NOW,
    SUPPLIER,
    CriteriaContract,
    a_lead,
    changes_of,
)

MOMENT = EvaluationTime(NOW, UTC)


def empty(engine: Engine) -> None:
    """
    Delete every row but those that say how the tables came to be as they are.
    """
    with engine.begin() as connection:
        for table in reversed([one for one in tables.metadata.sorted_tables if one is not tables.migrations]):
            connection.execute(table.delete())


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """
    An engine for either database; what PostgreSQL held is gone.
    """
    url = str(tmp_path / "leads.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = make_engine(url)
    SqlStore(engine)
    empty(engine)
    yield engine
    # Other tests use the same database, and no store opens one with a newer fold.
    empty(engine)
    engine.dispose()


class TestCriteria(CriteriaContract):
    """
    The contract kit on SQLite and on PostgreSQL.
    """

    @pytest.fixture
    def open_unit(self, engine: Engine) -> OpenUnit:
        """
        Units of a store that is empty.
        """
        return SqlStore(engine).open_unit


def ready(*groups: Group) -> CheckedCriteria:
    """
    Return criteria that can be judged.
    """
    checked, problems = check_criteria(any_of(*groups), KIT_SCHEMA)
    assert checked is not None, problems
    return checked


def test_patterns_are_refused_with_their_places() -> None:
    """
    All of them at once; there is no expression then.
    """
    pytest.importorskip("re2")
    pattern = where("email", "matches", "^a")
    criteria = ready(Group((where("city", "equals", "Lyon"), pattern)), Group((pattern,)))

    expression, problems = criteria_expression(criteria, MOMENT, dialect="sqlite")

    assert expression is None
    assert [(one.code, one.path) for one in problems] == [
        ("operator_not_in_engine", "groups[0][1].operator"),
        ("operator_not_in_engine", "groups[1][0].operator"),
    ]


def test_more_conditions_than_an_engine_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    By databases and data frames alike, as a whole and with a code.
    """
    monkeypatch.setattr(storage_questions, "MOST_ASKED", 3)
    criteria = ready(*(all_of(where("city", "equals", str(number))) for number in range(4)))
    for expression, problems in (
        criteria_expression(criteria, MOMENT, dialect="sqlite"),
        criteria_expression(criteria, MOMENT, dialect="postgresql"),
        criteria_expr(criteria, MOMENT),
    ):
        assert (expression, [(one.code, one.path) for one in problems]) == (None, [("criteria_too_large", "groups")])


def test_other_databases_are_a_mistake_of_the_program() -> None:
    """
    The message names those that can be asked.
    """
    with pytest.raises(InvalidInput, match=r"dialect: .*use 'postgresql' or 'sqlite'"):
        criteria_expression(ready(Group((where("city", "is_empty"),))), MOMENT, dialect="mysql")


def test_values_of_criteria_are_parameters() -> None:
    """
    Nothing that somebody wrote stands in the text of the query.
    """
    criteria = ready(Group((where("city", "contains", "'; drop"), where("industry", "in", ["evil'"]))))

    expression, _ = criteria_expression(criteria, MOMENT, dialect="sqlite")

    assert "drop" not in str(expression)
    assert "evil" not in str(expression)


def matching(unit: UnitOfWork, asked: Condition) -> list[str]:
    """
    Return the ids of the leads for which a condition holds.
    """
    assert isinstance(unit.leads, CriteriaReader)
    return [lead.id for lead in unit.leads.matching(ready(Group((asked,))), MOMENT, None, 10)]


def test_nul_in_a_record_does_not_stop_the_commit(engine: Engine) -> None:
    """
    PostgreSQL keeps no NUL in JSONB; a source that a host wrote with one is asked without it.
    """
    store = SqlStore(engine)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(evolve(a_lead("1"), source="a\x00b \\u0000")))

    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        found = matching(unit, where("source", "equals", "ab \\u0000"))

    assert found == ["1"]


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_scopes_of_hosts_queries_keep_suppliers_apart(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """
    The expression shows this supplier's leads to whoever sees them, nothing of a supplier that nobody knows, and what
    somebody is called stands in no text of a query.
    """
    url = str(tmp_path / "leads.db") if dialect == "sqlite" else request.getfixturevalue("postgres_url")
    engine = make_engine(url)
    store = SqlStore(engine)
    empty(engine)
    for supplier in ("acme", "globex"):
        with store.open_unit(supplier, STANDARD_SCHEMA) as unit:
            unit.commit(changes_of(evolve(a_lead(f"of-{supplier}"), supplier_id=supplier)))

    def seen(party: Party, supplier_id: str) -> list[str]:
        expression = scope_expression(scope_of(party), supplier_id=supplier_id, dialect=dialect)
        assert "'" not in str(expression)
        with engine.connect() as connection:
            return [row.id for row in connection.execute(select(tables.leads.c.id).where(expression))]

    program = ProgramParty(name="'; drop")
    assert seen(program, "acme") == ["of-acme"]
    assert seen(program, "globex") == ["of-globex"]
    assert seen(program, "nobody") == []
    assert seen(PartnerParty(id="'", partner_id="'", roles=[PARTNER_ADMIN]), "acme") == []
    with pytest.raises(InvalidInput, match=r"dialect: .*use 'postgresql' or 'sqlite'"):
        scope_expression(scope_of(program), supplier_id="acme", dialect="mysql")
    store.close()
