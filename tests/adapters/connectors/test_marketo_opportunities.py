"""
Opportunities of Marketo, which belong to people by roles, against a server that keeps the documented rules.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from tests.adapters.connectors.marketo_sales import SALE_TYPES
from tests.adapters.connectors.marketo_server import HOST, SINCE, TYPES, MarketoServer, failure
from tests.adapters.connectors.pulling import pulled

from leadflow.adapters.connectors import Marketo
from leadflow.core.connectors import (
    Pushed,
    PushRefused,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SystemBlocked,
    TryLater,
)
from leadflow.errors import InvalidInput

LEAD, SALE = RemoteKind.LEAD, RemoteKind.OPPORTUNITY


def connected(system: MarketoServer, *activities: str) -> Marketo:
    """
    Return a connector that reads both kinds.
    """
    fields = {LEAD: list(TYPES), SALE: list(SALE_TYPES)}
    return Marketo(
        HOST, system.credentials, fields=fields, since=SINCE, activities=activities, transport=system.transport
    )


@pytest.fixture
def system() -> MarketoServer:
    """
    A server with two people.
    """
    found = MarketoServer()
    for name in ("ann", "bob"):
        found.create({"email": f"{name}@granit.example"})
    return found


def sales(changes: list[RemoteChange]) -> list[RemoteRecord]:
    """
    Return the opportunities among changes.
    """
    return [one for one in changes if isinstance(one, RemoteRecord) and one.ref.kind is SALE]


def a_sale(system: MarketoServer, key: str = "roof-1") -> str:
    """
    Have the second person decide on an opportunity in which the first one has a role.
    """
    guid = system.sales.create(key, {"name": "Roof", "amount": "1604.47", "closeDate": "2026-06-30"}, system.now)
    ann, bob = system.ids()
    system.sales.give(key, ann, "Technical Buyer")
    system.sales.give(key, bob, "Decider", primary=True)
    return guid


def a_push(system: MarketoServer, key: str = "sale-1", **values: object) -> PushUpdate:
    """
    Return an update of a new opportunity of the first person.
    """
    lead = RemoteRef(LEAD, system.ids()[0])
    return PushUpdate(key=key, kind=SALE, values={"name": "Roof", **values}, lead=lead)


def test_opportunity_comes_with_its_person_and_later_with_its_changes(system: MarketoServer) -> None:
    """
    It belongs to the one with the primary role; its amount is Decimal though Marketo writes a text, and its id is trimmed.
    """
    guid = a_sale(system)
    shown, cursor = pulled(connected(system))

    (first, *again) = sales(shown)
    assert first.ref == RemoteRef(SALE, guid)
    assert (first.lead, first.key) == (RemoteRef(LEAD, system.ids()[1]), "roof-1")
    assert first.values == {
        "name": "Roof",
        "stage": None,
        "amount": Decimal("1604.47"),
        "closeDate": date(2026, 6, 30),
        "note": None,
    }
    assert all(one == first for one in again)

    system.advance(timedelta(hours=1))
    system.sales.update(guid, {"stage": "Won", "amount": None}, system.now)
    shown, cursor = pulled(connected(system), cursor)
    assert {(one.values["stage"], one.values["amount"]) for one in sales(shown)} == {("Won", None)}
    assert pulled(connected(system), cursor)[0] == []


def test_new_opportunity_is_written_by_our_key_and_tied(system: MarketoServer) -> None:
    """
    The key is the external id, amounts are texts with their digits, and the person gets a role; again changes nothing.
    """
    update = a_push(system, amount=Decimal("1604.470"), closeDate=date(2026, 6, 30))
    connector = connected(system)
    (made,) = connector.push([update], 5)
    (again,) = connector.push([update], 5)

    assert isinstance(made, Pushed)
    assert made.created
    assert again == evolve(made, created=False)
    (row,) = system.sales.rows.values()
    assert (row["externalOpportunityId"], row["amount"], row["closeDate"]) == ("sale-1", "1604.470", "2026-06-30")
    assert system.sales.roles == {("sale-1", system.ids()[0], "Lead"): True}


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("lost", [1, 2], ids=["of the opportunity", "of its role"])
def test_lost_answer_creates_nothing_twice(system: MarketoServer, lost: int, written: bool) -> None:
    """
    Whichever answer is lost, it is unclear, and writing it again leaves one opportunity with one role.
    """
    connector, update = connected(system), a_push(system)
    if lost == 1:
        system.lose_answers(1, written=written)
    else:
        system.break_call(2, carried_out=written)
    (first,) = connector.push([update], 5)
    assert isinstance(first, PushUnclear)

    (second,) = connector.push([update], 5)
    assert isinstance(second, Pushed)
    assert (len(system.sales.rows), len(system.sales.roles)) == (1, 1)


def test_outcomes_are_told_by_their_place(system: MarketoServer) -> None:
    """
    Answers come in another order: what has no name is refused, what is gone is gone, and the rest is written.
    """
    known = RemoteRef(SALE, a_sale(system))
    gone = RemoteRef(SALE, "dff23271-f996-47d7-984f-ffffffffffff")
    updates = [
        a_push(system, "sale-1"),
        a_push(system, "sale-2", name=None),
        PushUpdate(key="sale-3", kind=SALE, ref=known, values={"stage": "Lost"}),
        PushUpdate(key="sale-4", kind=SALE, ref=gone, values={"stage": "Lost"}),
        a_push(system, "x" * 51),
        PushUpdate(key="sale-5", kind=SALE, ref=RemoteRef(SALE, "17"), values={"stage": "Lost"}),
    ]
    found = connected(system).push(updates, 5)

    assert [type(one) for one in found] == [Pushed, PushRefused, Pushed, RecordGone, PushRefused, PushRefused]
    assert (found[2], found[3]) == (Pushed(ref=known), RecordGone(gone))
    assert "1002" in str(found[1])
    assert "ann@" not in str(found)
    assert system.sales.rows[known.id]["stage"] == "Lost"


def test_role_that_marketo_refuses_is_told_and_a_person_who_is_gone_is_not(system: MarketoServer) -> None:
    """
    A deleted person is told by the next pull; another reason is a refusal, and the opportunity is tied by the next try.
    """
    orphan = evolve(a_push(system, "sale-1"), lead=RemoteRef(LEAD, "4711"))
    assert isinstance(connected(system).push([orphan], 5)[0], Pushed)
    system.instead = {len(system.requests) + 2: failure("1001")}
    (refused,) = connected(system).push([a_push(system, "sale-2")], 5)
    assert isinstance(refused, PushRefused)
    system.instead = {len(system.requests) + 2: failure("606")}
    (later,) = connected(system).push([a_push(system, "sale-2")], 5)
    assert later == TryLater("606", timedelta(seconds=20))
    assert isinstance(connected(system).push([a_push(system, "sale-2")], 5)[0], Pushed)
    assert [key for key, *_ in system.sales.roles] == ["sale-2"]


def test_native_crm_sync_blocks_and_expires_nothing(system: MarketoServer) -> None:
    """
    Where a CRM is synchronized natively Marketo has no opportunities for us: the connection says so, and keeps its cursor.
    """
    _, cursor = pulled(connected(system))
    a_sale(system)
    system.crm_sync = True
    answer = connected(system).pull(cursor, 10, 5)
    while not isinstance(answer, SystemBlocked):
        answer = connected(system).pull(getattr(answer, "cursor", None), 10, 5)
    assert answer.code == "1018"
    assert isinstance(connected(system).push([a_push(system)], 5)[0], PushRefused)


def test_single_opportunities_are_read(system: MarketoServer) -> None:
    """
    By their ids, beside people: those that are there, and those that are gone.
    """
    there, gone = RemoteRef(SALE, a_sale(system)), RemoteRef(SALE, "dff23271-f996-47d7-984f-ffffffffffff")
    person = RemoteRef(LEAD, system.ids()[0])
    first, second, third, odd = connected(system).read([gone, person, there, RemoteRef(SALE, "1")], 5)

    assert (first, odd) == (RecordGone(gone), RecordGone(RemoteRef(SALE, "1")))
    assert isinstance(second, RemoteRecord)
    assert isinstance(third, RemoteRecord)
    assert (second.ref, third.ref) == (person, there)


def test_fields_of_both_kinds_are_described(system: MarketoServer) -> None:
    """
    The external id of an opportunity is not writable, and its amount is one.
    """
    found = {(one.kind, one.name): one for one in connected(system).describe(5)}
    assert found[SALE, "amount"].type == "currency"
    assert not found[SALE, "externalOpportunityId"].writable
    assert (LEAD, "email") in found


def test_activities_of_opportunities_count_among_the_ten(system: MarketoServer) -> None:
    """
    Marketo gives ten types at once, so there are fewer for the host where opportunities are read.
    """
    with pytest.raises(InvalidInput, match="at most 6"):
        connected(system, *"abcdefg")
