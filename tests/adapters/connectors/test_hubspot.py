"""
The connector to HubSpot, against a server that keeps the documented rules.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from attrs import evolve
from tests.adapters.connectors.hubspot_server import KINDS, PORTAL, HubSpotServer
from tests.adapters.connectors.pulling import pulled

from leadflow.adapters.connectors import HubSpot, HubSpotJournal
from leadflow.adapters.connectors.calls import fetched
from leadflow.core.connectors import (
    CursorExpired,
    IdentityChange,
    IdentityChanged,
    PullPage,
    Pushed,
    PushRefused,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
    TryLater,
)
from leadflow.errors import InvalidInput, PortError
from leadflow.testing import ConnectorContract


def connected(system: HubSpotServer) -> HubSpot:
    """
    Return a connector to the server.
    """
    return HubSpot(system.credentials, fields=KINDS, transport=system.transport)


class TestHubSpot(ConnectorContract):
    """
    It keeps the contract.
    """

    @pytest.fixture
    def system(self) -> HubSpotServer:
        """
        The server.
        """
        return HubSpotServer()

    @pytest.fixture
    def connector(self, system: HubSpotServer) -> HubSpot:
        """
        The connector to it.
        """
        return connected(system)


def test_values_have_their_types_both_ways() -> None:
    """
    Everything is text there, and here amounts, days, moments, truths and several choices are what they are.
    """
    system = HubSpotServer()
    values = {
        "email": "ann@granit.example",
        "budget": Decimal("1234567890123.45"),
        "due": date(2026, 4, 5),
        "called": datetime(2026, 4, 5, 7, 14, tzinfo=UTC),
        "vip": True,
        "tags": ("a", "b"),
    }
    connector = connected(system)
    (result,) = connector.push([PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values=values)], 5)

    assert isinstance(result, Pushed)
    assert result.created
    assert all(isinstance(one, str) for one in system.rows[result.ref.id].values.values())
    ((record,), _) = pulled(connector)
    assert isinstance(record, RemoteRecord)
    assert {name: one for name, one in record.values.items() if one is not None} == values


def test_moments_in_milliseconds_are_read_too() -> None:
    """
    HubSpot documents both forms, days at midnight UTC included.
    """
    system = HubSpotServer()
    system.create({"email": "a@x.example", "called": "1775373240000", "due": "1775347200000"})
    ((record,), _) = pulled(connected(system))

    assert isinstance(record, RemoteRecord)
    assert record.values["called"] == datetime(2026, 4, 5, 7, 14, tzinfo=UTC)
    assert record.values["due"] == date(2026, 4, 5)


def test_merge_has_a_new_id_to_which_both_lead() -> None:
    """
    Both old ids are told to be the new one, and none to be gone.
    """
    system = HubSpotServer()
    one, other = (system.create({"email": f"{name}@x.example"}) for name in "ab")
    connector = connected(system)
    _, cursor = pulled(connector)
    system.advance(timedelta(hours=1))
    left = system.merge(one, other)

    shown, _ = pulled(connector, cursor)

    moved = {change.ref.id: change.into[0].id for change in shown if isinstance(change, IdentityChanged)}
    assert moved == {one: left, other: left}
    assert not [change for change in shown if isinstance(change, RecordGone)]


def test_one_wrong_record_stops_no_other() -> None:
    """
    A batch that is refused as a whole is written record by record, and each has its result in its place.
    """
    system = HubSpotServer()
    system.create({"email": "lead-2@x.example"})
    updates = [
        PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, values={"email": f"lead-{number}@x.example"})
        for number in range(4)
    ]
    results = connected(system).push(updates, 5)

    assert [type(one) for one in results] == [Pushed, Pushed, PushRefused, Pushed]
    for number in (0, 1, 3):
        result = results[number]
        assert isinstance(result, Pushed)
        assert system.values(result.ref.id)["email"] == f"lead-{number}@x.example"


def test_batches_keep_their_order() -> None:
    """
    Answers come in another order, and more than a hundred updates in several batches.
    """
    system = HubSpotServer()
    updates = [
        PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, values={"email": f"lead-{number}@x.example"})
        for number in range(150)
    ]
    results = connected(system).push(updates, 5)

    assert [system.rows[one.ref.id].values["leadflow_key"] for one in results if isinstance(one, Pushed)] == [
        one.key for one in updates
    ]
    assert sum("batch" in str(one.url) for one in system.requests) == 2


def test_deal_is_tied_to_its_contact() -> None:
    """
    A new deal has the contact of its lead, and a pull shows it, in a whole pull and in changes.
    """
    system = HubSpotServer()
    contact = RemoteRef(RemoteKind.LEAD, system.create({"email": "a@x.example"}))
    connector = connected(system)
    _, cursor = pulled(connector)
    update = PushUpdate(
        key="sale-1", kind=RemoteKind.OPPORTUNITY, values={"dealname": "Roof", "amount": Decimal(5)}, lead=contact
    )
    (result,) = connector.push([update], 5)

    assert isinstance(result, Pushed)
    for begin in (None, cursor):
        shown, _ = pulled(connector, begin)
        (deal,) = [one for one in shown if isinstance(one, RemoteRecord) and one.ref.kind is RemoteKind.OPPORTUNITY]
        assert (deal.lead, deal.values["amount"]) == (contact, Decimal(5))


def test_search_goes_on_beyond_ten_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A search that HubSpot would end begins anew at the last stamp, and shows nothing twice. What the whole
    pull showed just before is shown once more.
    """
    monkeypatch.setattr("leadflow.adapters.connectors.hubspot.pulling._MOST_FOUND", 20)
    system = HubSpotServer()
    connector = connected(system)
    system.create({"email": "first@x.example"})
    _, cursor = pulled(connector)
    system.advance(timedelta(hours=1))
    for number in range(75):
        system.create({"email": f"{number}@x.example"})
        system.advance(timedelta(seconds=1))
    shown, place = list[RemoteChange](), cursor
    while True:
        page = connector.pull(place, 10, 5)
        assert isinstance(page, PullPage)
        shown += page.changes
        place = page.cursor
        if not page.more:
            break

    assert len(shown) == len({one.ref.id for one in shown}) == 76


def test_wait_is_told() -> None:
    """
    What HubSpot asks to wait is passed on, and a limit of seconds is no used-up quota.
    """
    system = HubSpotServer()
    system.next = [httpx.Response(477, json={"category": "MIGRATION_IN_PROGRESS"}, headers={"retry-after": "90"})]
    assert connected(system).pull(None, 10, 5) == TryLater("477", timedelta(seconds=90))
    system.next = [httpx.Response(429, json={"policyName": "TEN_SECONDLY_ROLLING"})]
    assert connected(system).pull(None, 10, 5) == TryLater("TEN_SECONDLY_ROLLING")


def test_nothing_of_the_person_is_in_what_is_told() -> None:
    """
    Of an error only its category and the property are told.
    """
    system = HubSpotServer()
    system.refuse("city")
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={"email": "ann@granit.example", "city": "Oslo"})
    (refused,) = connected(system).push([update], 5)

    assert isinstance(refused, PushRefused)
    assert [(one.code, one.path) for one in refused.problems] == [("validation_error", "city")]
    assert "ann@" not in str(refused)


@pytest.mark.parametrize("given", [{"version": "v3"}, {"key_field": "a b"}, {"address": "http://x.example"}])
def test_wrong_settings_are_told(given: dict[str, str]) -> None:
    """
    Before a call.
    """
    with pytest.raises(InvalidInput):
        HubSpot(HubSpotServer().credentials, fields=KINDS, **given)  # type: ignore[arg-type]  # one of three texts


def journaling(system: HubSpotServer) -> HubSpot:
    """
    Return a connector that reads the journal.
    """
    journal = HubSpotJournal(system.credentials, account=PORTAL, transport=system.transport)
    return HubSpot(system.credentials, fields=KINDS, journal=journal, transport=system.transport)


class TestHubSpotByItsJournal(ConnectorContract):
    """
    It keeps the contract where the journal names what changed.
    """

    @pytest.fixture
    def system(self) -> HubSpotServer:
        """
        The server.
        """
        return HubSpotServer()

    @pytest.fixture
    def connector(self, system: HubSpotServer) -> HubSpot:
        """
        The connector to it.
        """
        return journaling(system)


def to_the_end(connector: HubSpot, cursor: SyncCursor | None) -> tuple[list[RemoteChange], SyncCursor]:
    """
    Return everything that a whole pull shows.
    """
    shown = list[RemoteChange]()
    while True:
        page = connector.pull(cursor, 100, 5)
        assert isinstance(page, PullPage)
        shown += page.changes
        cursor = page.cursor
        if not page.more:
            return shown, cursor


def test_journal_names_what_changed_without_a_search() -> None:
    """
    A change, an archived contact and a merge are told by the entries, each read by its id; nothing is searched for.
    """
    system = HubSpotServer()
    first, second, third = (system.create({"email": f"{one}@granit.example"}) for one in "abc")
    connector = journaling(system)
    _, cursor = to_the_end(connector, None)
    system.advance(timedelta(hours=1))
    system.update(first, {"city": "Oslo"})
    system.delete(second)
    left = system.merge(third, first)
    shown, cursor = to_the_end(connector, cursor)
    kinds = {one.ref.id: type(one) for one in shown}
    assert (kinds[second], kinds[first], kinds[third], kinds[left]) == (
        RecordGone,
        IdentityChanged,
        IdentityChanged,
        RemoteRecord,
    )
    assert not [one for one in system.requests if one.url.path.endswith("/search")]
    assert to_the_end(connector, cursor)[0] == []


@pytest.mark.parametrize("first", ["search", "journal"])
def test_journal_may_be_added_and_taken_away(first: str) -> None:
    """
    A cursor of either way goes on by the other one, and nothing is skipped.
    """
    system = HubSpotServer()
    ways = [HubSpot(system.credentials, fields=KINDS, transport=system.transport), journaling(system)]
    ways = ways if first == "search" else ways[::-1]
    made = [system.create({"email": "0@granit.example"})]
    shown, cursor = to_the_end(ways[0], None)
    for number in range(1, 5):
        system.advance(timedelta(hours=1))
        made.append(system.create({"email": f"{number}@granit.example"}))
        more, cursor = to_the_end(ways[number % 2], cursor)
        shown += more
    assert {one.ref.id for one in shown} == set(made)


def test_file_of_the_journal_that_cannot_be_fetched_is_asked_for_again() -> None:
    """
    The address of a file ends after a while, and must not lead elsewhere: the same pull gets another one.
    """
    system = HubSpotServer()
    connector = journaling(system)
    _, cursor = to_the_end(connector, None)
    made = system.create({"email": "ann@granit.example"})
    for told in ("http://files.example/x", "https://127.0.0.1/x", "not an address"):
        answer = {"currentOffset": "x", "url": told, "expiresAt": "2026-03-01T13:00:00Z"}
        system.next = [httpx.Response(200, json=answer)]
        guarded = HubSpotJournal(system.credentials, account=PORTAL, transport=system.transport)
        setattr(guarded, "_fetch", fetched(None, None))  # noqa: B010  # as over the network
        strict = HubSpot(system.credentials, fields=KINDS, journal=guarded, transport=system.transport)
        with pytest.raises(PortError):
            strict.pull(cursor, 10, 5)
    assert [one.ref.id for one in to_the_end(connector, cursor)[0]] == [made]


def test_journal_is_filled_by_subscriptions() -> None:
    """
    Properties that are shared are subscribed to, for each kind.
    """
    system = HubSpotServer()
    journal = HubSpotJournal(system.credentials, account=PORTAL, transport=system.transport)
    journal.subscribe(KINDS)
    bodies = [json.loads(one.content) for one in system.requests]
    assert [(one["objectTypeId"], one["portalId"]) for one in bodies] == [("0-1", PORTAL), ("0-3", PORTAL)]
    assert bodies[0]["properties"] == KINDS[RemoteKind.LEAD]


def test_single_records_are_read() -> None:
    """
    Contacts are told as they are now: there, merged under a new id, or archived.
    """
    system = HubSpotServer()
    there, one, other, gone = (system.create({"email": f"{name}@granit.example"}) for name in "abcd")
    left = system.merge(one, other)
    system.delete(gone)
    connector = HubSpot(system.credentials, fields=KINDS, transport=system.transport)
    refs = [RemoteRef(RemoteKind.LEAD, id) for id in (there, one, gone)]  # noqa: A001
    found = connector.read(refs, 5)
    assert isinstance(found[0], RemoteRecord)
    assert found[1] == IdentityChanged(refs[1], IdentityChange.MERGED, (RemoteRef(RemoteKind.LEAD, left),))
    assert found[2] == RecordGone(refs[2])


@pytest.mark.parametrize("number", range(1, 4))
@pytest.mark.parametrize("carried_out", [False, True])
def test_new_deal_is_tied_to_its_contact_whatever_is_lost(number: int, carried_out: bool) -> None:
    """
    Whichever call is lost while a deal is made and tied: the same update again ties it, and makes no second one.
    """
    system = HubSpotServer()
    contact = system.create({"email": "ann@granit.example"})
    lead = RemoteRef(RemoteKind.LEAD, contact)
    update = PushUpdate(key="sale-1", kind=RemoteKind.OPPORTUNITY, values={"dealname": "Roof"}, lead=lead)
    connector = connected(system)
    system.break_call(number, carried_out=carried_out)
    (result,) = connector.push([update], 5)
    if not isinstance(result, Pushed):
        (result,) = connector.push([update], 5)
    assert isinstance(result, Pushed)
    deals = [row for row in system.rows.values() if row.object == "deals"]
    assert [row.contact for row in deals] == [contact]


def test_batch_that_is_refused_stops_once_the_quota_is_used_up() -> None:
    """
    Records of a refused batch are written one by one, until the system has to wait: the rest is not tried.
    """
    system = HubSpotServer()
    system.refuse("city")
    updates = [
        PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, values={"email": f"{number}@granit.example"})
        for number in range(20)
    ]
    updates[3] = evolve(updates[3], values={"city": "Oslo"})
    system.instead[4] = httpx.Response(429, json={"policyName": "DAILY"})
    results = connected(system).push(updates, 5)
    assert [type(one) for one in results] == [Pushed, Pushed, *[QuotaUsedUp] * 18]
    assert len(system.requests) == 4


def test_many_contacts_of_one_moment_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where more share a stamp than a search finds, it cannot go on; everything is read from the list instead.
    """
    monkeypatch.setattr("leadflow.adapters.connectors.hubspot.pulling._MOST_FOUND", 20)
    system = HubSpotServer()
    connector = connected(system)
    _, cursor = to_the_end(connector, None)
    made = {system.create({"email": f"{number}@granit.example"}) for number in range(60)}
    for _ in range(20):
        page = connector.pull(cursor, 10, 5)
        if isinstance(page, CursorExpired):
            break
        assert isinstance(page, PullPage)
        cursor = page.cursor
    assert isinstance(page, CursorExpired)
    assert {one.ref.id for one in to_the_end(connector, None)[0]} == made


@pytest.mark.parametrize("told", ["99999999", "Wed, 01 Jan 2127 00:00:00 GMT"])
def test_nobody_makes_us_wait_for_years(told: str) -> None:
    """
    A system that asks to wait for longer than a day is asked again after a day.
    """
    system = HubSpotServer()
    date = "Sun, 01 Mar 2026 12:30:15 GMT"
    system.next = [httpx.Response(503, headers={"retry-after": told, "date": date})]
    assert connected(system).pull(None, 10, 5) == TryLater("503", timedelta(days=1))
