"""
The desk for lists: columns and views that a person keeps.
"""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
import pytest
from tests.services.builders import HOST, Office, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PartnerParty, Party, ProgramParty, SupplierParty
from leadflow.core.criteria import where
from leadflow.core.views import DEFAULT_COLUMNS, MOST_VIEWS, LeadList, LeadQuery, SavedView, Sort, owner_of
from leadflow.errors import InvalidInput, NotFound
from leadflow.services import ListDesk

EVA = SupplierParty(id="eva", groups=())
FULL = LeadQuery(
    which=LeadList.DISTRIBUTED,
    partner_ids=["north"],
    statuses=["pending"],
    stages=["open"],
    sources=["crm"],
    partner_groups=["gold"],
    email_statuses=["queued"],
    reviews=["tie"],
    created_since=datetime(2026, 1, 1, tzinfo=UTC),
    created_until=datetime(2026, 2, 1, tzinfo=UTC),
    partner_activity_since=datetime(2026, 1, 1, tzinfo=UTC),
    partner_activity_until=datetime(2026, 2, 1, tzinfo=UTC),
    partner_last_active_since=datetime(2026, 1, 1, tzinfo=UTC),
    partner_last_active_until=datetime(2026, 2, 1, tzinfo=UTC),
    campaign_activity=True,
    campaign_activity_since=datetime(2026, 1, 1, tzinfo=UTC),
    campaign_activity_until=datetime(2026, 2, 1, tzinfo=UTC),
    embedded_apps=["maps"],
    crm_connected=False,
    crm_linked=True,
    criteria=where("country", "equals", "NO"),
    sort=Sort("created_at", descending=False),
    columns=["company", "status"],
    most=20,
)
NOT_KEPT = {"text", "after"}


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office over a store that keeps records.
    """
    return an_office(store=local_store)


def lists(office: Office, party: Party = EVA) -> ListDesk:
    """
    Return the desk of *party*.
    """
    return ListDesk(office.setting, party)


def test_columns_are_kept_by_list_and_person(office: Office) -> None:
    """
    Each list has its own, in the order in which they were chosen, and nobody else's list changes.
    """
    assert lists(office).columns() == DEFAULT_COLUMNS
    chosen = lists(office).choose_columns(LeadList.REGISTERED, ["status", "company"])
    assert chosen == lists(office).columns(LeadList.REGISTERED) == ("status", "company")
    assert lists(office).columns(LeadList.DISTRIBUTED) == DEFAULT_COLUMNS
    assert lists(office, a_partner_admin("north", "eva")).columns(LeadList.REGISTERED) == DEFAULT_COLUMNS
    assert lists(office).choose_columns(LeadList.REGISTERED, None) == DEFAULT_COLUMNS


@pytest.mark.parametrize(
    ("columns", "code"), [(["assignee_id"], "column_refused"), (["compny"], "field_unknown"), ([], "columns_missing")]
)
def test_columns_that_cannot_be_shown_are_refused(office: Office, columns: list[str], code: str) -> None:
    """
    As in a query, and nothing is written.
    """
    with pytest.raises(InvalidInput) as caught:
        lists(office).choose_columns(LeadList.ALL, columns)
    assert [one.code for one in caught.value.problems] == [code]
    assert lists(office).columns() == DEFAULT_COLUMNS


def test_a_view_is_its_query(office: Office) -> None:
    """
    Every attribute of a query comes back, but for the text and the page, and the query can be asked.
    """
    lists(office).save_view(" Hot ", FULL)
    view = lists(office).view("Hot")
    assert view.query == FULL
    assert office.desk.leads(view.query).rows == ()
    kept = {one.name for one in attrs.fields(SavedView)} - {"name"}
    assert kept == {one.name for one in attrs.fields(LeadQuery)} - NOT_KEPT


def test_views_are_replaced_listed_and_removed(office: Office) -> None:
    """
    By their names, in alphabetical order.
    """
    desk = lists(office)
    desk.save_view("b", LeadQuery())
    desk.save_view("a", LeadQuery(most=5))
    desk.save_view("b", LeadQuery(most=7))
    assert [(one.name, one.most) for one in desk.views()] == [("a", 5), ("b", 7)]
    desk.remove_view("a")
    desk.remove_view("a")
    assert [one.name for one in desk.views()] == ["b"]
    with pytest.raises(NotFound):
        desk.view("a")


@pytest.mark.parametrize(("name", "code"), [(" ", "text_missing"), ("x" * 201, "text_too_long")])
def test_names_that_are_none_are_refused(office: Office, name: str, code: str) -> None:
    """
    Before anything is written.
    """
    with pytest.raises(InvalidInput) as caught:
        lists(office).save_view(name, LeadQuery())
    assert [one.code for one in caught.value.problems] == [code]
    assert lists(office).views() == ()


def test_a_view_must_be_one_that_can_be_asked(office: Office) -> None:
    """
    Criteria and columns are checked when it is saved.
    """
    with pytest.raises(InvalidInput):
        lists(office).save_view("a", LeadQuery(criteria=where("compny", "equals", "x")))
    with pytest.raises(InvalidInput):
        lists(office).save_view("a", LeadQuery(columns=["assignee_id"]))
    assert lists(office).views() == ()


def test_there_is_an_end_of_views() -> None:
    """
    A person keeps so many views and no more; one that is there can still be changed.
    """
    desk = lists(an_office())
    for number in range(MOST_VIEWS):
        desk.save_view(str(number), LeadQuery())
    with pytest.raises(InvalidInput) as caught:
        desk.save_view("more", LeadQuery())
    assert [one.code for one in caught.value.problems] == ["views_too_many"]
    assert desk.save_view("0", LeadQuery(most=3)).most == 3


def test_owners_are_apart_and_nameless() -> None:
    """
    Whoever shares an id with somebody of another side or partner shares no lists, and the key names nobody.
    """
    parties: list[Party] = [
        EVA,
        ProgramParty(name="eva"),
        PartnerParty(id="eva", partner_id="north"),
        PartnerParty(id="eva", partner_id="south"),
    ]
    owners = [owner_of(one) for one in parties]
    assert len(set(owners)) == len(parties)
    assert not any("eva" in one for one in owners)
    assert owner_of(HOST) == owner_of(HOST)
