"""
Free text in a database: how leads are found, and when what is compared is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from leadflow.adapters.sqlalchemy import SqlStore, make_engine, tables, text_search
from leadflow.core.access import PARTNER_ADMIN, PartnerParty, ProgramParty, Scope, scope_of
from leadflow.core.criteria import EvaluationTime
from leadflow.core.facts import FieldChange, ValuesChanged
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.subjects import Subjects
from leadflow.core.views import LeadQuery, Sort
from leadflow.testing import NOW, SUPPLIER, a_lead, changes_of
from leadflow.testing.builders import KIT_SCHEMA, change_to
from leadflow.testing.contracts.listed_leads import lead_lister

ALL = scope_of(ProgramParty(name="host"))
MOMENT = EvaluationTime(NOW, UTC)
PIECES = ("Granit", "gran", "it", "ä", "Äpfel", "%", "_", "*", "[a]", "\\", "東京", "170", "x@y", "a", " ")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """
    An empty database.
    """
    engine = make_engine(str(tmp_path / "leads.db"))
    yield engine
    engine.dispose()


def found(store: SqlStore, query: LeadQuery, scope: Scope = ALL) -> list[str]:
    """
    Return the ids on a list, and make sure that it is counted right.
    """
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        page = lead_lister(unit).list_page(scope, evolve(query, most=1_000), MOMENT)
        assert lead_lister(unit).count(scope, query, MOMENT) == len(page)
    return [row.id for row in page]


def leads(count: int) -> list[Lead]:
    """
    Return leads that differ in what they say, at two partners, of which half are accepted.
    """
    some = []
    for number in range(count):
        said = {name: PIECES[(number * 3 + at) % len(PIECES)] * 2 for at, name in enumerate(("company", "last_name"))}
        lead = a_lead(f"lead-{number:03}", said={"email": f"p{number}@granit.example", **said})
        status = DistributionStatus.ACCEPTED if number % 2 else DistributionStatus.PENDING
        some.append(evolve(lead, partner_id=("north", "south")[number % 3 > 0], status=status))
    return some


@pytest.mark.parametrize("rare", [2_000, 3, -1], ids=["numbers are found first", "some", "the list is walked"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=3),
    sort=st.sampled_from([Sort(), Sort("company", descending=False), Sort("created_at")]),
    partner=st.sampled_from([None, "north"]),
    hidden=st.booleans(),
)
def test_every_way_finds_what_is_said(
    engine: Engine, rare: int, words: list[str], sort: Sort, partner: str | None, hidden: bool
) -> None:
    """
    However many leads say it, in any order, of all leads or a partner's, with and without hidden values.
    """
    store = SqlStore(engine)
    there = leads(60)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        if not unit.leads.page(None, 1):
            unit.commit(changes_of(*there))
    scope = ALL
    if partner:
        party = PartnerParty(id="maja", partner_id=partner, roles=[PARTNER_ADMIN])
        scope = scope_of(party, hidden=frozenset({"company"} if hidden else ()))
    query = LeadQuery(text=" ".join(words), sort=sort)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_search, "_RARE", rare)
        ids = found(store, query, scope)

    seen = [scope.shown(one) for one in there if scope.sees(one, None)]
    assert sorted(ids) == [one.id for one in seen if query.holds(Subjects(one), MOMENT)]


def test_a_search_fills_in_the_latest_thousand(engine: Engine) -> None:
    """
    More are left to whoever calls `fill_texts`, which says how many there are.
    """
    store = SqlStore(engine)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*(a_lead(f"lead-{at:04}", said={"company": "Granit"}) for at in range(1_200))))

    assert len(found(store, LeadQuery(text="granit"))) == 1_000
    assert store.fill_texts(most=50) == 150
    assert store.fill_texts() == 0
    with engine.connect() as connection:
        assert len(connection.execute(select(tables.texts)).all()) == 1_200


@pytest.mark.parametrize("changed", [[0], [1, 2], [0, 4], [4], [2, 3, 4]])
def test_changed_leads_hide_none_that_wait(engine: Engine, changed: list[int]) -> None:
    """
    Leads that were changed before or after their text was filled in, beside others that still wait for it.
    """
    store = SqlStore(engine)
    some = [a_lead(f"lead-{at}", said={"company": "Granit"}) for at in range(5)]
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*some))
    store.fill_texts(most=3)
    for at in changed:
        with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(change_to(some[at], ValuesChanged((FieldChange("company", "Granit", "Basalt"),))))

    assert len(found(store, LeadQuery(text="basalt"))) == len(changed)
    assert len(found(store, LeadQuery(text="granit"))) == 5 - len(changed)


def test_threads_that_fill_in_share_the_work(engine: Engine) -> None:
    """
    Nothing is filled in twice or left out.
    """
    store = SqlStore(engine)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*(a_lead(f"lead-{at:04}", said={"company": "Granit"}) for at in range(3_000))))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: store.fill_texts(), range(4)))

    assert store.fill_texts() == 0
    with engine.connect() as connection:
        assert len(connection.execute(select(tables.texts)).all()) == 3_000


def test_database_without_an_index_of_pieces_finds_the_same(engine: Engine) -> None:
    """
    As one that was made by a SQLite without full-text search.
    """
    store = SqlStore(engine)
    with engine.begin() as connection:
        for statement in (
            "DROP TRIGGER leadflow_text_added",
            "DROP TRIGGER leadflow_text_removed",
            "DROP TABLE leadflow_text_index",
        ):
            connection.exec_driver_sql(statement)
    plain = SqlStore(engine)
    with plain.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(changes_of(*leads(12)))

    assert store is not plain
    assert found(plain, LeadQuery(text="granit p3@")) == ["lead-003"]
