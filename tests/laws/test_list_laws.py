"""
The laws of lists: every store shows the same leads in the same order, whatever is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, SCHEMA
from tests.laws.lists import MOMENT, lead_lister, list_of
from tests.laws.pairs import SUPPLIER, some_criteria, some_subjects
from tests.laws.strategies import examples
from tests.laws.test_scope_laws import BY_ID, GROUPS, PARTNERS, USERS

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.access import Party, ProgramParty, Scope, scope_of
from leadflow.core.leads import DistributionStatus, EmailStatus, Lead, LeadKind, ReviewReason
from leadflow.core.subjects import Subjects
from leadflow.core.views import LeadList, LeadQuery, Sort, SortKey, last_acts, sort_key
from leadflow.ports import OpenUnit
from leadflow.testing import changes_of, puts_of
from leadflow.testing.strategies import parties

PLACES: Final = (*BY_ID, "gone", None)
STAGES: Final = ("open", "contacted", "")
SOURCES: Final = ("crm", "CRM", "manual", "it's")


def some_leads() -> list[Lead]:
    """
    Return leads that say whatever fields can hold and stand in many ways, several of them alike.
    """
    said = [one.lead for one in some_subjects(3, 150) if one.lead is not None]
    return [_standing(lead, number) for number, lead in enumerate(said)]


def _standing(lead: Lead, number: int) -> Lead:
    place = PLACES[number % len(PLACES)]
    return evolve(
        lead,
        id=f"lead-{number:04}",
        supplier_id=SUPPLIER,
        kind=tuple(LeadKind)[number % 7 // 3],
        partner_id=place,
        assignee_id=(*USERS, None)[number % 5] if place else None,
        campaign_id=None,
        status=tuple(DistributionStatus)[number % 4],
        stage=STAGES[number % 3],
        source=SOURCES[number // 3 % 4],
        email_status=tuple(EmailStatus)[number % 5],
        review=ReviewReason.TIE if number % 4 == 0 else None,
        score=number % 3,
        active=number % 6 > 0,
        received_at=NOW,
        modified_at=NOW,
        created_at=NOW - timedelta(days=number % 5) if number % 3 else None,
        accepted_at=NOW + timedelta(seconds=number % 2) if number % 5 == 0 else None,
        partner_activity_at=NOW - timedelta(days=number % 5) if place and number % 4 == 1 else None,
        campaign_activity_at=NOW - timedelta(days=number % 4) if number % 5 == 3 else None,
        crm_system=(None, "crm", "CRM", None)[number % 4],
    )


LEADS: Final = some_leads()
ACTS: Final = last_acts(LEADS)
BY_LEAD: Final = {one.id: one for one in LEADS}
SORTABLE: Final = tuple(name for name, one in SCHEMA.leads.items() if one.sortable and name != "assignee_id")


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgresql"])
def open_unit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenUnit]:
    """
    A store of each kind with the leads and partners above.
    """
    store: MemoryStore | SqlStore = MemoryStore()
    if request.param == "sqlite":
        store = SqlStore(str(tmp_path_factory.mktemp("lists") / "leads.db"))
    elif request.param == "postgresql":
        engine = make_engine(request.getfixturevalue("postgres_url"))
        metadata.drop_all(engine)
        store = SqlStore(engine)
    with store.open_unit(SUPPLIER, SCHEMA) as unit:
        unit.commit(evolve(changes_of(*LEADS), puts=puts_of(*PARTNERS).puts))
    yield store.open_unit
    if isinstance(store, SqlStore):
        store.close()


some_parties = parties(users=USERS, partner_ids=(*BY_ID, "gone"), groups=GROUPS) | st.just(ProgramParty(name="host"))
days = st.none() | st.integers(-1, 6).map(lambda ago: NOW - timedelta(days=ago))
ASKED: Final = tuple(criteria for criteria, _ in some_criteria(5, 60))


def several(words: Sequence[str]) -> st.SearchStrategy[frozenset[str]]:
    """
    Return a strategy for a filter: most often nothing.
    """
    return st.just(frozenset[str]()) | st.frozensets(st.sampled_from(words), max_size=3)


RANGES: Final = ("created", "partner_activity", "partner_last_active", "campaign_activity")


def a_query(spans: Mapping[str, tuple[datetime | None, datetime | None]], **said: Any) -> LeadQuery:
    """
    Return a query whose ranges, those with two ends, are the right way round.
    """
    for name, span in spans.items():
        since, until = span if None in span else sorted(one for one in span if one is not None)
        said |= {f"{name}_since": since, f"{name}_until": until}
    return LeadQuery(**said)


flags = st.sampled_from([None, None, None, True, False])
queries = st.builds(
    a_query,
    which=st.sampled_from(LeadList),
    partner_ids=several([*BY_ID, "gone", "nobody"]),
    statuses=several([one.value for one in DistributionStatus]),
    stages=several([*STAGES, "won"]),
    sources=several([*SOURCES, "x"]),
    spans=st.dictionaries(st.sampled_from(RANGES), st.tuples(days, days), max_size=2),
    embedded_apps=several(["a", "A", "b", "none"]),
    campaign_activity=flags,
    crm_connected=flags,
    crm_linked=flags,
    criteria=st.none() | st.sampled_from(ASKED),
    sort=st.builds(Sort, st.sampled_from(SORTABLE), st.booleans()),
    columns=st.just(("lead_id",)),
    most=st.integers(1, 60),
)


hidings = st.just(frozenset[str]()) | st.frozensets(st.sampled_from(SCHEMA.leads.layout.names), min_size=1)


def wanted(scope: Scope, query: LeadQuery) -> list[Lead]:
    """
    Return the leads that are on a list, as they are shown.
    """
    seen = [scope.shown(one) for one in LEADS if scope.sees(one, BY_ID.get(one.partner_id or ""))]
    return [one for one in seen if query.holds(beside(one), MOMENT)]


def beside(lead: Lead) -> Subjects:
    """
    Return a lead with its partner, and when somebody of that last acted.
    """
    partner_id = lead.partner_id or ""
    return Subjects(lead, BY_ID.get(partner_id), partner_last_active_at=ACTS.get(partner_id))


def in_order(leads: Sequence[Lead], sort: Sort) -> list[SortKey | None]:
    """
    Return by what leads are sorted, as it stands on a list.
    """
    keys = [sort_key(SCHEMA.leads[sort.column], one) for one in leads]
    said = sorted((key for key in keys if key is not None), reverse=sort.descending)
    return [*said, *(None for key in keys if key is None)]


@examples(250)
@given(party=some_parties, query=queries, hidden=hidings)
def test_a_list_is_what_is_seen_and_asked_for_in_its_order(
    open_unit: OpenUnit, party: Party, query: LeadQuery, hidden: frozenset[str]
) -> None:
    """
    Pages joined are the leads that somebody sees and asks for, sorted, the blank ones last; the count is its length,
    and counts by a column add up to it. What is hidden from them is neither asked nor sorted by.
    """
    scope = scope_of(party, hidden=hidden)
    right = wanted(scope, query)

    with open_unit(SUPPLIER, SCHEMA) as unit:
        found = list_of(unit, scope, query)
        count = lead_lister(unit).count(scope, query, MOMENT)
        by_stage = lead_lister(unit).count_by(scope, query, "stage", MOMENT)

    assert sorted(found) == [one.id for one in right]
    keys = [sort_key(SCHEMA.leads[query.sort.column], scope.shown(BY_LEAD[one])) for one in found]
    assert keys == in_order(right, query.sort)
    assert count == len(found)
    assert dict(by_stage) == Counter(one.stage for one in right)


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
def test_stores_sort_alike_by_every_column(open_unit: OpenUnit, descending: bool) -> None:
    """
    Leads that sort alike included: ids ascend here as leads arrived.
    """
    memory = MemoryStore()
    with memory.open_unit(SUPPLIER, SCHEMA) as unit:
        unit.commit(changes_of(*LEADS))

    scope = scope_of(ProgramParty(name="host"))
    for column in SORTABLE:
        query = LeadQuery(sort=Sort(column, descending), columns=["lead_id"], most=40)
        with open_unit(SUPPLIER, SCHEMA) as unit, memory.open_unit(SUPPLIER, SCHEMA) as other:
            assert list_of(unit, scope, query) == list_of(other, scope, query), column
