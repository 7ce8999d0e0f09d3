"""
The law that holds the engines on stored keys together: SQLite, PostgreSQL and data frames answer as judging does.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from attrs import frozen
from sqlalchemy import ColumnElement, Engine, select
from tests.core.builders import SCHEMA
from tests.laws.pairs import SUPPLIER, Asked, every_question, some_criteria, some_subjects
from tests.processes import SOAK

from leadflow.adapters.sqlalchemy import SqlStore, criteria_expression, make_engine, tables
from leadflow.core.criteria import evaluate
from leadflow.core.subjects import Subjects
from leadflow.testing import changes_of, puts_of
from leadflow.wire import Wire

SEEDS: Final = range(7, 37) if SOAK else range(7, 8)
LEADS: Final = 120
DRAWN: Final = 400
# So many criteria are asked in one query. SQLite keeps few documents in mind, and reads them again for every other.
TOGETHER: Final = 40
TOGETHER_IN_SQLITE: Final = 8


@frozen
class Cases:
    """
    Criteria and leads, and the answer of the judge for each pair: a list for each of the criteria.
    """

    asked: tuple[Asked, ...]
    subjects: tuple[Subjects, ...]
    judged: tuple[tuple[bool, ...], ...]

    def chunks(self, together: int = TOGETHER) -> Iterator[tuple[Asked, ...]]:
        """
        Return the criteria, as many at a time as are asked together.
        """
        return (self.asked[at : at + together] for at in range(0, len(self.asked), together))


@cache
def cases(seed: int) -> Cases:
    """
    Return every question alone, and criteria of several, over leads that say what they ask for.
    """
    asked = (*every_question(seed), *some_criteria(seed, DRAWN))
    subjects = tuple(some_subjects(seed, LEADS))
    judged = tuple(tuple(evaluate(criteria, one, moment).holds for one in subjects) for criteria, moment in asked)
    return Cases(asked, subjects, judged)


def first_difference(found: Sequence[Sequence[Any]], wanted: Cases, record: Any) -> str | None:
    """
    Tell of the first pair that an engine answers otherwise than the judge, and record how many were compared.
    """
    for (criteria, moment), answers, judged in zip(wanted.asked, found, wanted.judged, strict=True):
        for subjects, answer, right in zip(wanted.subjects, answers, judged, strict=True):
            if answer is not right:
                verdict = evaluate(criteria, subjects, moment)
                seen = [[(one.condition, one.answer, one.seen) for one in group] for group in verdict.groups]
                return f"it says {answer!r}, the judge {right!r} of {subjects.lead} at {moment}: {seen}"
    record("pairs compared", len(wanted.asked) * len(wanted.subjects))
    return None


def fill(store: SqlStore, subjects: Sequence[Subjects]) -> None:
    """
    Commit the leads, and the partners and campaigns beside them.
    """
    leads = [one.lead for one in subjects if one.lead is not None]
    partners = {one.partner.id: one.partner for one in subjects if one.partner is not None}
    campaigns = {one.campaign.id: one.campaign for one in subjects if one.campaign is not None}
    with store.open_unit(SUPPLIER, SCHEMA) as unit:
        unit.commit(changes_of(*leads))
    with store.open_unit(SUPPLIER, SCHEMA) as unit:
        unit.commit(puts_of(*partners.values(), *campaigns.values()))


def ask_database(engine: Engine, wanted: Cases) -> list[tuple[Any, ...]]:
    """
    Return what the database answers, with None for an answer that is neither yes nor no.
    """
    found: list[tuple[Any, ...]] = []
    together = TOGETHER_IN_SQLITE if engine.dialect.name == "sqlite" else TOGETHER
    with engine.connect() as connection:
        for chunk in wanted.chunks(together):
            columns: list[ColumnElement[bool]] = []
            for criteria, moment in chunk:
                expression, problems = criteria_expression(criteria, moment, dialect=engine.dialect.name)
                assert expression is not None, problems
                columns.append(expression.label(f"asked_{len(columns)}"))
            query = select(*columns).select_from(tables.leads).order_by(tables.leads.c.id)
            rows = connection.execute(query).all()
            found += zip(*rows, strict=True)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_sqlite_answers_as_the_judge_does(seed: int, tmp_path: Path, record_property: Any) -> None:
    """
    Every operator and kind, absence, exact and if_missing, in SQLite.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    fill(SqlStore(engine), cases(seed).subjects)

    found = ask_database(engine, cases(seed))
    engine.dispose()

    assert first_difference(found, cases(seed), record_property) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_postgresql_answers_as_the_judge_does(seed: int, postgres_url: str, record_property: Any) -> None:
    """
    Every operator and kind, absence, exact and if_missing, in PostgreSQL.
    """
    engine = make_engine(postgres_url)
    store = SqlStore(engine)
    with engine.begin() as connection:
        for table in reversed([one for one in tables.metadata.sorted_tables if one is not tables.migrations]):
            if table is not tables.schemas:
                connection.execute(table.delete())
    fill(store, cases(seed).subjects)

    found = ask_database(engine, cases(seed))
    engine.dispose()

    assert first_difference(found, cases(seed), record_property) is None


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
@pytest.mark.parametrize("seed", SEEDS)
def test_frames_answer_as_the_judge_does(
    seed: int, backend: Literal["polars", "pandas", "pyarrow"], record_property: Any
) -> None:
    """
    Every operator and kind, absence, exact and if_missing, on data frames.
    """
    pytest.importorskip("narwhals")
    pytest.importorskip(backend)
    import narwhals as nw

    from leadflow.adapters.frames import criteria_expr, key_frame

    wanted = cases(seed)
    frame = nw.from_native(key_frame(wanted.subjects, [one for one, _ in wanted.asked], backend=backend))
    found: list[list[Any]] = []
    for chunk in wanted.chunks():
        exprs: list[nw.Expr] = []
        for criteria, moment in chunk:
            expr, problems = criteria_expr(criteria, moment)
            assert expr is not None, problems
            exprs.append(expr.alias(f"asked_{len(exprs)}"))
        asked = frame.select(*exprs)
        found += [asked[name].to_list() for name in asked.columns]

    assert first_difference(found, wanted, record_property) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_what_spark_calls_answers_as_the_judge_does(seed: int, record_property: Any) -> None:
    """
    Every tenth of the questions, by the function of ``mapInArrow`` as a worker gets it: pickled, on Arrow batches.
    """
    pa = pytest.importorskip("pyarrow")
    from leadflow.adapters.spark import match_in_arrow, stored_rows

    every = cases(seed)
    wanted = Cases(every.asked[::10], every.subjects, every.judged[::10])
    wire = Wire(SCHEMA)
    columns = {
        name: [None if one is None else wire.dumps(one) for one in records]
        for name, records in (
            ("lead", [one.lead for one in wanted.subjects]),
            ("partner", [one.partner for one in wanted.subjects]),
            ("campaign", [one.campaign for one in wanted.subjects]),
        )
    }
    moments = pa.array([one.partner_last_active_at for one in wanted.subjects], pa.timestamp("us", "UTC"))
    batch = pa.RecordBatch.from_pydict({**columns, "acted": moments})
    read = stored_rows(SCHEMA, lead="lead", partner="partner", campaign="campaign", partner_last_active_at="acted")
    found = []
    for criteria, moment in wanted.asked:
        sent = pickle.loads(pickle.dumps(match_in_arrow(criteria, moment, read, answer="answer")))
        (answered,) = sent(iter([batch]))
        found.append(answered.column("answer").to_pylist())

    assert first_difference(found, wanted, record_property) is None
