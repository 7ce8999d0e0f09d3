"""
The connector to Marketo, against a server that keeps the documented rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from tests.adapters.connectors.marketo_server import HOST, SINCE, TYPES, MarketoServer, failure
from tests.adapters.connectors.pulling import pulled
from tests.services.builders import HOST as PROGRAM
from tests.services.builders import an_office

from leadflow.adapters.connectors import Marketo, client_credentials
from leadflow.core.connectors import (
    AccessToken,
    Connection,
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
    RemoteValue,
    SharedField,
    SystemBlocked,
    SystemRole,
    TryLater,
)
from leadflow.core.facts import HistoryAdded
from leadflow.core.leads import Activity
from leadflow.core.programme import Programme
from leadflow.core.syncing import ApplyOutcome
from leadflow.errors import InvalidInput, PortError
from leadflow.services import SyncDesk
from leadflow.testing import ConnectorContract

LEAD = RemoteKind.LEAD


def connected(system: MarketoServer, *activities: str) -> Marketo:
    """
    Return a connector to the server.
    """
    return Marketo(
        HOST,
        system.credentials,
        fields={LEAD: list(TYPES)},
        since=SINCE,
        activities=activities,
        transport=system.transport,
    )


class TestMarketo(ConnectorContract):
    """
    It keeps the contract.
    """

    @pytest.fixture
    def system(self) -> MarketoServer:
        """
        The server.
        """
        return MarketoServer()

    @pytest.fixture
    def connector(self, system: MarketoServer) -> Marketo:
        """
        The connector to it.
        """
        return connected(system, "Fill Out Form", "Visit Webpage")


class TestMarketoWithFewEntries(TestMarketo):
    """
    It keeps the contract where feeds give few entries, or none, though there are more.
    """

    @pytest.fixture
    def system(self) -> MarketoServer:
        """
        The server.
        """
        return MarketoServer(window=2)


def test_new_lead_comes_with_what_it_did_and_then_with_more() -> None:
    """
    Activities of a new lead are its history, by the names of their types; later ones are told with the lead.
    """
    system = MarketoServer(window=2)
    lead = system.create({"email": "ann@granit.example"})
    system.act(lead, "Fill Out Form", "Webinar on roofs")
    system.act(lead, "Visit Webpage", "/prices")
    connector = connected(system, "Fill Out Form")
    shown, cursor = pulled(connector)
    form = Activity(at=system.now, kind="fill_out_form", title="Fill Out Form: Webinar on roofs")
    assert next(one.history for one in shown if isinstance(one, RemoteRecord)) == (form,)

    system.advance(timedelta(hours=1))
    system.act(lead, "Fill Out Form", "Price list")
    shown, _ = pulled(connector, cursor)
    (record,) = shown
    assert isinstance(record, RemoteRecord)
    assert [one.title for one in record.history] == ["Fill Out Form: Price list"]
    assert record.values["email"] == "ann@granit.example"


def test_history_reaches_the_lead_once() -> None:
    """
    Under the desk a lead comes with its history, more is added once, and a whole pull adds nothing.
    """
    system = MarketoServer()
    connection = Connection(
        name="marketo",
        role=SystemRole.MARKETING_AUTOMATION,
        leads=[SharedField(field="email", remote="email"), SharedField(field="city", remote="city")],
    )
    office = an_office(programme=Programme(supplier_id="acme", connections=[connection]))
    desk = SyncDesk(office.setting, PROGRAM, connectors={"marketo": connected(system, "Fill Out Form")})
    lead = system.create({"email": "ann@granit.example"})
    system.act(lead, "Fill Out Form", "Webinar")
    desk.pull("marketo")
    (ours,) = office.leads()
    assert [one.title for one in ours.history] == ["Fill Out Form: Webinar"]
    assert ours.source == "marketing_automation"

    system.advance(timedelta(hours=1))
    system.act(lead, "Fill Out Form", "Prices")
    assert desk.pull("marketo").counts[ApplyOutcome.UPDATED] == 1
    system.oldest = len(system.log) + 10
    assert desk.pull("marketo").expired
    (ours,) = office.leads()
    assert [one.title for one in ours.history] == ["Fill Out Form: Webinar", "Fill Out Form: Prices"]
    assert sum(isinstance(one.fact, HistoryAdded) for one in office.events(ours.id)) == 1

    assert office.desk.edit(ours.id, {"city": "Oslo"}).ok
    desk.push("marketo")
    assert system.values(lead)["city"] == "Oslo"
    assert not desk.pull("marketo").counts.get(ApplyOutcome.UPDATED)


def test_values_have_their_types_both_ways() -> None:
    """
    Amounts are Decimal, days and moments are such, and what Marketo leaves out is empty.
    """
    system = MarketoServer()
    values: dict[str, RemoteValue] = {
        "email": "ann@granit.example",
        "budget": Decimal("1234567.89"),
        "employees": 12,
        "due": date(2026, 4, 5),
        "called": datetime(2026, 4, 5, 7, 14, tzinfo=UTC),
        "unsubscribed": False,
    }
    connector = connected(system)
    (result,) = connector.push([PushUpdate(key="lead-1", kind=LEAD, values=values)], 5)
    assert isinstance(result, Pushed)
    assert b'"budget": 1234567.89' in system.requests[-1].content
    shown, _ = pulled(connector)
    (record,) = [one for one in shown if isinstance(one, RemoteRecord)][-1:]
    assert {name: one for name, one in record.values.items() if one is not None} == values
    assert record.values["city"] is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("606", TryLater("606", timedelta(seconds=20))),
        ("615", TryLater("615", timedelta(seconds=20))),
        ("604", TryLater("604")),
        ("611", TryLater("611")),
        ("713", TryLater("713")),
        ("607", QuotaUsedUp(datetime(2026, 3, 2, 6, tzinfo=UTC))),
    ],
)
def test_codes_of_failures_decide(code: str, expected: object) -> None:
    """
    Failures with the status 200 are told by their code, in a pull and in a push; nothing was executed.
    """
    system = MarketoServer()
    for call in ("pull", "push"):
        told = failure(code)
        told.headers["date"] = "Sun, 01 Mar 2026 12:30:15 GMT"
        system.next = [told]
        connector = connected(system)
        if call == "pull":
            assert connector.pull(None, 10, 5) == expected
        else:
            assert connector.push([PushUpdate(key="lead-1", kind=LEAD, values={"city": "Oslo"})], 5) == [expected]
    assert system.ids() == []


@pytest.mark.parametrize("code", ["601", "602"])
def test_token_that_ended_is_renewed_in_the_middle_of_feeds(code: str) -> None:
    """
    The code of a refused token renews it once at any call of a pull, and the host gets it to keep.
    """
    system, kept = MarketoServer(), [AccessToken("old")]
    for number in range(4):
        system.create({"email": f"{number}@granit.example"})

    def credentials(renewed: AccessToken | None = None) -> AccessToken:
        if renewed is not None:
            kept.append(renewed)
        return kept[-1]

    def identity(request: httpx.Request) -> httpx.Response:
        assert b"grant_type=client_credentials" in request.content
        return httpx.Response(200, json={"access_token": system.token, "expires_in": 3599})

    renew = client_credentials(
        f"{HOST}/identity/oauth/token",
        client_id="us",
        secret=lambda: "s3cret",
        transport=httpx.MockTransport(identity),
    )
    connector = Marketo(
        HOST, credentials, fields={LEAD: ["email"]}, since=SINCE, renew=renew, transport=system.transport
    )
    cursor, shown = None, list[RemoteChange]()
    while True:
        page = connector.pull(cursor, 1, 5)
        assert isinstance(page, PullPage)
        shown += page.changes
        cursor = page.cursor
        if not page.more:
            break
        system.expire_token()
    assert len(shown) == 4
    assert len(kept) > 4
    system.next = [failure(code)]
    assert isinstance(connector.pull(cursor, 1, 5), PullPage | SystemBlocked)


def test_refused_token_blocks() -> None:
    """
    A token that stays refused blocks the connection, and is shown nowhere.
    """
    system = MarketoServer(token="token-9")
    connector = Marketo(
        HOST,
        lambda renewed=None: AccessToken("s3cret"),
        fields={LEAD: ["email"]},
        since=SINCE,
        transport=system.transport,
    )
    answer = connector.pull(None, 10, 5)
    assert isinstance(answer, SystemBlocked)
    assert "s3cret" not in repr(answer) + repr(vars(connector))


def test_token_of_a_feed_that_is_refused_expires_the_cursor() -> None:
    """
    A token that Marketo does not know any more means reading again; a field that it does not know does not.
    """
    system = MarketoServer()
    system.create({"email": "ann@granit.example"})
    connector = connected(system)
    _, cursor = pulled(connector, pulled(connector)[1])
    system.oldest = len(system.log)
    assert isinstance(connector.pull(cursor, 10, 5), CursorExpired)
    system.next = [failure("1006")]
    assert isinstance(connector.pull(cursor, 10, 5), SystemBlocked)
    system.next = [failure("603")]
    assert isinstance(connector.pull(cursor, 10, 5), SystemBlocked)


def test_merge_is_told_though_the_loser_was_deleted_before() -> None:
    """
    The loser is in the feed of deletions, and the merge in a later one: it is told as merged alone.
    """
    system = MarketoServer(window=1)
    loser, winner = (system.create({"email": f"{one}@granit.example"}) for one in "ab")
    connector = connected(system)
    _, cursor = pulled(connector)
    system.merge(loser, winner)
    shown, cursor = pulled(connector, cursor)
    assert shown == [
        IdentityChanged(RemoteRef(LEAD, loser), IdentityChange.MERGED, (RemoteRef(LEAD, winner),)),
    ]
    assert pulled(connector, cursor)[0] == []


def test_single_records_are_read() -> None:
    """
    After everything was read again, leads that it did not show are looked at: there, merged, or gone.
    """
    system = MarketoServer()
    there, loser, gone = (system.create({"email": f"{one}@granit.example"}) for one in "abc")
    system.merge(loser, there)
    system.delete(gone)
    connector = connected(system)
    found = connector.read([RemoteRef(LEAD, one) for one in (there, loser, gone)], 5)
    assert isinstance(found[0], RemoteRecord)
    assert found[1] == IdentityChanged(RemoteRef(LEAD, loser), IdentityChange.MERGED, (RemoteRef(LEAD, there),))
    assert found[2] == RecordGone(RemoteRef(LEAD, gone))
    system.go_down()
    with pytest.raises(PortError):
        connector.read([RemoteRef(LEAD, there)], 5)


def test_long_queries_go_in_the_body_and_large_batches_in_parts() -> None:
    """
    Addresses end at 8 KB and bodies at 1 MB: neither is met, however many and long the records are.
    """
    system = MarketoServer()
    long = "x" * 30_000
    emails = [f"{number}-{'a' * 40}@granit.example" for number in range(300)]
    updates = [
        PushUpdate(key=f"lead-{number}", kind=LEAD, values={"email": email, "city": long})
        for number, email in enumerate(emails)
    ]
    results = connected(system).push(updates, 5)
    assert all(isinstance(one, Pushed) for one in results)
    assert len(system.ids()) == 300
    assert len(pulled(connected(system))[0]) >= 300


def test_rest_of_a_large_batch_waits_with_its_first_part() -> None:
    """
    Once Marketo has to wait, nothing more is asked of it in this push.
    """
    system = MarketoServer()
    system.next = [failure("604")]
    long = {"city": "x" * 30_000}
    results = connected(system).push([PushUpdate(key=f"lead-{at}", kind=LEAD, values=long) for at in range(41)], 5)
    assert results == [TryLater("604")] * 41
    assert system.ids() == []


def test_no_address_of_a_person_is_in_an_address() -> None:
    """
    Clients log the addresses that they call, so e-mails that are looked for are in the body.
    """
    system = MarketoServer()
    connector = connected(system)
    connector.push([PushUpdate(key="lead-1", kind=LEAD, values={"email": "ann@granit.example"})], 5)
    pulled(connector)
    assert any(b"granit.example" in one.content for one in system.requests)
    assert not any("granit.example" in str(one.url) for one in system.requests)


def test_record_that_is_skipped_says_why_without_a_value() -> None:
    """
    Several leads with one key are a refusal, and nothing of a person is in it.
    """
    system = MarketoServer()
    for _ in range(2):
        system.create({"email": "ann@granit.example", "leadflowKey": "lead-1"})
    results = connected(system).push([PushUpdate(key="lead-1", kind=LEAD, values={"city": "Oslo"})], 5)
    assert all(isinstance(one, PushRefused) for one in results)
    assert "1007" in str(results[0])
    assert "ann@" not in str(results)
    assert len(system.requests) == 1


def test_unknown_activity_is_told() -> None:
    """
    A type that Marketo does not have blocks the connection with a near name.
    """
    answer = connected(MarketoServer(), "Fill Out Forms").pull(None, 10, 5)
    while isinstance(answer, PullPage):
        answer = connected(MarketoServer(), "Fill Out Forms").pull(answer.cursor, 10, 5)
    assert isinstance(answer, SystemBlocked)
    assert "Fill Out Form" in answer.message


def test_settings_are_checked() -> None:
    """
    Names, addresses, moments without a zone and too many activities are refused before a call.
    """
    system = MarketoServer()
    with pytest.raises(InvalidInput):
        Marketo(HOST, system.credentials, fields={LEAD: ["e-mail"]}, since=SINCE)
    with pytest.raises(InvalidInput):
        Marketo(f"{HOST}/rest", system.credentials, fields={LEAD: ["email"]}, since=SINCE)
    with pytest.raises(InvalidInput):
        Marketo(HOST, system.credentials, fields={LEAD: ["email"]}, since=SINCE, activities=list("abcdefghij"))
    with pytest.raises(InvalidInput):
        Marketo(HOST, system.credentials, fields={LEAD: ["email"]}, since=datetime(2026, 1, 1))
