"""
The law of scopes: a lead is on somebody's list exactly if they may open it, on every store.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_partner
from tests.laws.lists import MOMENT, lead_lister, list_of
from tests.laws.strategies import examples

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore, make_engine
from leadflow.adapters.sqlalchemy.tables import metadata
from leadflow.core.access import Act, PartnerParty, Party, Scope, SupplierParty, may, scope_of
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.views import LeadQuery
from leadflow.ports import OpenUnit, ScopeReader
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.strategies import parties

GROUPS: Final = ("gold", "Gold", "emea", "", "it's", '"quoted"', "a,b", "%", "日本", "null")
PARTNERS: Final = tuple(
    a_partner(
        f"p{number}",
        groups=groups,
        embedded_apps=(("a", "A"), ("b",), ())[number % 3],
        crm_connected=number % 2 == 0,
    )
    for number, groups in enumerate([(), ("gold",), ("Gold", "emea"), ("", "it's"), ('"quoted"', "a,b", "%"), GROUPS])
)
BY_ID: Final = {one.id: one for one in PARTNERS}
USERS: Final = ("maja", "ola", "Maja", "null")


def some_leads() -> list[Lead]:
    """
    Return a lead for each way in which one can stand.
    """
    places = (*BY_ID, "gone", None)
    return [
        evolve(
            a_lead(f"lead-{number:04}"), kind=kind, partner_id=place, assignee_id=person, active=active, modified_at=NOW
        )
        for number, (kind, place, person, active) in enumerate(product(LeadKind, places, (*USERS, None), (True, False)))
    ]


LEADS: Final = some_leads()


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgresql"])
def open_unit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenUnit]:
    """
    A store of each kind with the leads and partners above.
    """
    store: MemoryStore | SqlStore = MemoryStore()
    if request.param == "sqlite":
        store = SqlStore(str(tmp_path_factory.mktemp("scopes") / "leads.db"))
    elif request.param == "postgresql":
        engine = make_engine(request.getfixturevalue("postgres_url"))
        metadata.drop_all(engine)
        store = SqlStore(engine)
    with store.open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        unit.commit(evolve(changes_of(*LEADS), puts=puts_of(*PARTNERS).puts))
    yield store.open_unit
    if isinstance(store, SqlStore):
        store.close()


some_parties = parties(users=USERS, partner_ids=(*BY_ID, "gone"), groups=GROUPS)


@examples(60)
@given(party=some_parties, most=st.integers(1, 400))
def test_a_list_shows_what_a_detail_page_would(open_unit: OpenUnit, party: Party, most: int) -> None:
    """
    Exactly the leads that they may open are gone through, and are on their lists; pages joined are a list, and the
    count is its length.
    """
    scope = scope_of(party)
    wanted = [one.id for one in LEADS if scope.sees(one, BY_ID.get(one.partner_id or ""))]

    found: list[str] = []
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.leads, ScopeReader)
        while page := unit.leads.seen_by(scope, found[-1] if found else None, most):
            found += [one.id for one in page]
        listed = (
            list_of(unit, scope, LeadQuery(most=most)),
            list_of(unit, scope, LeadQuery(which="deactivated", most=most)),
        )
        counts = [lead_lister(unit).count(scope, LeadQuery(which=one), MOMENT) for one in ("all", "deactivated")]

    assert found == sorted(listed[0] + listed[1]) == wanted
    assert counts == list(map(len, listed))


@examples(200)
@given(party=some_parties)
def test_nobody_sees_what_is_not_theirs(party: Party) -> None:
    """
    A party never sees leads outside of its side, groups and kinds, with any roles.
    """
    scope = scope_of(party)
    seen = [one for one in LEADS if scope.sees(one, BY_ID.get(one.partner_id or ""))]

    if isinstance(party, PartnerParty):
        assert all(one.partner_id == party.partner_id and one.active for one in seen)
    else:
        assert all(one.kind is not LeadKind.PRIVATE for one in seen)
    if isinstance(party, SupplierParty) and party.groups:
        assert all(one.partner_id is not None or may(party, Act.REVIEW) for one in seen)
        assert all(party.groups & set(BY_ID[one.partner_id].groups) for one in seen if one.partner_id is not None)


@examples(200)
@given(party=some_parties, more=some_parties)
def test_another_role_never_shows_less(party: Party, more: Party) -> None:
    """
    An additional role never shows less.
    """
    if not isinstance(party, PartnerParty) or not isinstance(more, PartnerParty):
        return
    both = evolve(party, roles=(*party.roles, *more.roles))
    narrow, wide = scope_of(party), scope_of(both)

    assert all(wide.sees(one, None) for one in LEADS if narrow.sees(one, None))
    assert not any(Scope().sees(one, BY_ID.get(one.partner_id or "")) for one in LEADS)
