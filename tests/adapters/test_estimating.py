"""
Counts that are bound in time, and estimates where it is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from itertools import count
from typing import NoReturn

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from leadflow.adapters.sqlalchemy import SqlStore, estimating, make_engine, time_limits
from leadflow.adapters.sqlalchemy.driver_errors import Stopped, port_errors
from leadflow.adapters.sqlalchemy.estimating import estimated, samples
from leadflow.adapters.sqlalchemy.lead_lister import Lister
from leadflow.adapters.sqlalchemy.time_limits import TimeLimit, stopping
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, ProgramParty, scope_of
from leadflow.core.criteria import EvaluationTime
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.views import Count, LeadQuery
from leadflow.testing import NOW, SUPPLIER, a_lead, changes_of
from leadflow.testing.builders import KIT_SCHEMA
from leadflow.testing.contracts.listed_leads import lead_lister

ALL = scope_of(ProgramParty(name="host"))
MOMENT = EvaluationTime(NOW, UTC)
AT_ONCE = timedelta()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """
    A database of 400 leads, of which every fourth is at a partner.
    """
    engine = make_engine(str(tmp_path_factory.mktemp("leads") / "leads.db"))
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*map(_lead, range(400))))
    yield engine
    engine.dispose()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A sample has twenty leads, and SQLite looks at the time after each step.
    """
    monkeypatch.setattr(estimating, "AT_ONCE", 20)
    monkeypatch.setattr(time_limits, "_STEPS", 1)


@pytest.mark.usefixtures("few")
def test_estimate_is_near_and_says_so(engine: Engine) -> None:
    """
    A sample of a twentieth of all leads tells how many there are, by a column too.
    """
    found = _count(engine, LeadQuery(statuses=["pending"]), AT_ONCE)
    by_status = _count_by(engine, "status", AT_ONCE)

    assert not found.exact
    assert 60 <= found <= 140
    assert sum(by_status.values()) == pytest.approx(400, abs=20)
    assert not any(one.exact for one in by_status.values())


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("within", [None, timedelta(days=1)])
def test_count_that_fits_is_exact(engine: Engine, within: timedelta | None) -> None:
    """
    No estimate is given where each lead can be counted in time, or there is no limit.
    """
    found = _count(engine, LeadQuery(statuses=["pending"]), within)

    assert (found, found.exact) == (100, True)


def test_count_without_limit_is_never_an_estimate(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the database stops it by a limit of its own, the count fails.
    """

    def stopped(*_: object) -> NoReturn:
        monkeypatch.undo()
        raise Stopped

    monkeypatch.setattr(Lister, "_run", stopped)

    with pytest.raises(Stopped):
        _count(engine, LeadQuery(), None)


def test_sample_of_all_leads_is_exact(engine: Engine) -> None:
    """
    A store that has no more leads than a sample counts them all, however little time there is.
    """
    found = _count(engine, LeadQuery(statuses=["pending"]), AT_ONCE)

    assert (found, found.exact) == (100, True)


@pytest.mark.usefixtures("few")
def test_sqlite_is_stopped_when_the_time_is_over(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    In the middle of a count; the same unit reads on.
    """
    seconds = count()
    monkeypatch.setattr(time_limits, "monotonic", lambda: float(next(seconds)))
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        found = lead_lister(unit).count(ALL, LeadQuery(), MOMENT, timedelta(seconds=20))
        whole = lead_lister(unit).count(ALL, LeadQuery(), MOMENT)

    assert not found.exact
    assert (whole, whole.exact) == (400, True)


@pytest.mark.usefixtures("few")
def test_text_is_estimated_too(engine: Engine) -> None:
    """
    Among the leads of the sample, and only in what the caller sees of them.
    """
    partner = PartnerParty(id="maja", partner_id="north", roles=[PARTNER_ADMIN])
    seen, hidden = scope_of(partner), scope_of(partner, hidden=frozenset({"company"}))
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        found = [lead_lister(unit).count(one, LeadQuery(text="granit"), MOMENT, AT_ONCE) for one in (ALL, seen, hidden)]

    assert [one.exact for one in found[:2]] == [False, False]
    assert found[0] > found[1] > found[2] == 0


def test_postgresql_is_stopped_when_the_time_is_over(postgres_url: str) -> None:
    """
    The transaction goes on, and takes as long as it likes from then on.
    """
    engine = make_engine(postgres_url)
    with engine.begin() as connection:
        before = connection.exec_driver_sql("SHOW statement_timeout").scalar_one()
        with pytest.raises(Stopped), stopping(connection, 0.01), port_errors("reading"):
            connection.exec_driver_sql("SELECT pg_sleep(60)")
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == before
        with stopping(connection, 60):
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "1min"
        with stopping(connection, timedelta(days=365).total_seconds()):
            assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == before
    engine.dispose()


def test_limit_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of the whole time or a part of it; nothing once it is over.
    """
    monkeypatch.setattr(time_limits, "monotonic", lambda: 13.0)
    limit = TimeLimit(10, 6)

    assert [limit.left(), limit.left(2 / 3), limit.left(1 / 3)] == [3, 1, 0]
    assert TimeLimit(10, None).left() is None


@given(st.integers(0, 400), st.integers(1, 40))
def test_samples_share_no_number(length: int, at_once: int) -> None:
    """
    Each number is in at most one sample, and together they are no more than eight times what one has.
    """
    numbers = range(7, 7 + length)
    found = [one for some in samples(numbers, at_once) for one in some]

    assert len(found) == len(set(found)) == min(length, 8 * at_once)
    assert set(found) <= set(numbers)


@pytest.mark.parametrize("period", [2, 7, 20, 100])
def test_samples_fall_in_with_no_period(period: int) -> None:
    """
    What is so for one in so many leads is so for as many of a sample.
    """
    some = next(samples(range(1_000_000), 2_500))
    alike = sum(1 for one in some if one % period == 0)

    assert alike == pytest.approx(2_500 / period, rel=0.1)


def test_estimate_goes_on_while_there_is_time() -> None:
    """
    With each sample it becomes better; one is counted in any case, and all leads are an exact count.
    """
    asked: list[int] = []

    def counted(some: Sequence[int]) -> dict[str, int]:
        asked.append(len(some))
        return {"even": sum(1 for one in some if one % 2 == 0)}

    assert estimated(range(100_000), counted, lambda: len(asked) > 2)["even"] == pytest.approx(50_000, rel=0.1)
    assert asked == [2_500] * 3
    exact = estimated(range(3_000), counted, lambda: False)["even"]
    assert (exact, exact.exact) == (1_500, True)


def _lead(number: int) -> Lead:
    at = number % 4 == 0
    return evolve(
        a_lead(f"lead-{number:03}", said={"company": "Granit AB" if number % 2 == 0 else "Basalt"}),
        partner_id="north" if at else None,
        status=DistributionStatus.PENDING if at else DistributionStatus.UNASSIGNED,
    )


def _count(engine: Engine, query: LeadQuery, within: timedelta | None) -> Count:
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return lead_lister(unit).count(ALL, query, MOMENT, within)


def _count_by(engine: Engine, column: str, within: timedelta | None) -> dict[str | None, Count]:
    with SqlStore(engine).open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return dict(lead_lister(unit).count_by(ALL, LeadQuery(), column, MOMENT, within))
