"""
The connector to Salesforce, against a server that keeps the documented rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest
from tests.adapters.connectors.pulling import pulled
from tests.adapters.connectors.salesforce_server import KINDS, SalesforceServer, error

from leadflow.adapters.connectors.calls import as_json
from leadflow.adapters.connectors.oauth import client_credentials, jwt_bearer
from leadflow.adapters.connectors.salesforce import Salesforce, long_id
from leadflow.core.connectors import (
    AccessToken,
    CursorExpired,
    IdentityChange,
    IdentityChanged,
    PullPage,
    Pushed,
    PushRefused,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SystemBlocked,
    TryLater,
)
from leadflow.errors import InvalidInput, PortError
from leadflow.testing import ConnectorContract

HOST = "https://acme.my.salesforce.com"


def connected(system: SalesforceServer) -> Salesforce:
    """
    Return a connector to the server.
    """
    return Salesforce(HOST, system.credentials, fields=KINDS, transport=system.transport)


class TestSalesforce(ConnectorContract):
    """
    It keeps the contract.
    """

    @pytest.fixture
    def system(self) -> SalesforceServer:
        """
        The server.
        """
        return SalesforceServer()

    @pytest.fixture
    def connector(self, system: SalesforceServer) -> Salesforce:
        """
        The connector to it.
        """
        return connected(system)


def test_values_have_their_types_both_ways() -> None:
    """
    Amounts are Decimal with their digits, days and moments are such, and several values are one text there.
    """
    system = SalesforceServer()
    values = {
        "Email": "ann@granit.example",
        "Budget__c": Decimal("1234567890123.45"),
        "Due__c": date(2026, 4, 5),
        "Called__c": datetime(2026, 4, 5, 7, 14, tzinfo=UTC),
        "Tags__c": ("roofs", "walls"),
    }
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values=values)
    connector = connected(system)
    (result,) = connector.push([update], 5)

    assert isinstance(result, Pushed)
    assert result.created
    assert b'"Budget__c": 1234567890123.45' in system.requests[-1].content
    ((record,), _) = pulled(connector)
    assert isinstance(record, RemoteRecord)
    assert {name: one for name, one in record.values.items() if one is not None} == values


def test_converted_lead_is_its_opportunity() -> None:
    """
    A lead that was converted is no lead any more, in a pull and in a push, and its opportunity names it.
    """
    system = SalesforceServer()
    lead = system.create({"Email": "ann@granit.example"})
    sale = system.convert(lead)
    into = (RemoteRef(RemoteKind.OPPORTUNITY, sale),)
    expected = IdentityChanged(RemoteRef(RemoteKind.LEAD, lead), IdentityChange.CONVERTED, into)
    connector = connected(system)

    shown, _ = pulled(connector)
    update = PushUpdate(
        key="lead-1", kind=RemoteKind.LEAD, ref=RemoteRef(RemoteKind.LEAD, lead), values={"City": "Oslo"}
    )

    assert expected in shown
    assert [one.lead for one in shown if isinstance(one, RemoteRecord)] == [RemoteRef(RemoteKind.LEAD, lead)]
    assert connector.push([update], 5) == [expected]


def test_updates_of_all_sorts_keep_their_order() -> None:
    """
    New and known leads and opportunities in one push have their results where the updates stood.
    """
    system = SalesforceServer()
    known = RemoteRef(RemoteKind.LEAD, system.create({"Email": "a@granit.example"}))
    updates = [
        PushUpdate(key="sale-1", kind=RemoteKind.OPPORTUNITY, values={"Name": "Roof", "Amount": Decimal(5)}),
        PushUpdate(key="lead-2", kind=RemoteKind.LEAD, values={"Email": "b@granit.example"}),
        PushUpdate(key="lead-1", kind=RemoteKind.LEAD, ref=known, values={"City": "Oslo"}),
    ]

    first, second, third = connected(system).push(updates, 5)

    assert isinstance(first, Pushed)
    assert first.ref.kind is RemoteKind.OPPORTUNITY
    assert isinstance(second, Pushed)
    assert second.created
    assert isinstance(third, Pushed)
    assert (third.ref, third.created) == (known, False)


def test_nothing_of_the_person_is_in_what_is_told() -> None:
    """
    What Salesforce writes into its errors stays there.
    """
    system = SalesforceServer()
    system.refuse("City")
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={"Email": "ann@granit.example", "City": "Oslo"})
    (refused,) = connected(system).push([update], 5)

    assert isinstance(refused, PushRefused)
    assert [(one.code, one.path) for one in refused.problems] == [("field_custom_validation_exception", "City")]
    assert "ann@" not in str(refused)


def test_secret_is_nowhere() -> None:
    """
    No repr shows the token, and a session that cannot be renewed blocks the connection.
    """
    system = SalesforceServer()
    connector = connected(system)

    def old(renewed: AccessToken | None = None) -> AccessToken:
        return AccessToken("old")

    assert "token" not in repr(connector) + repr(vars(connector))
    system.token = "token-9"
    stale = Salesforce(HOST, old, fields=KINDS, transport=system.transport)
    assert isinstance(stale.pull(None, 10, 5), SystemBlocked)


def test_unreachable_system_is_tried_later() -> None:
    """
    Where no connection is made, nothing was written, so a push is no riddle.
    """

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    connector = Salesforce(HOST, SalesforceServer().credentials, fields=KINDS, transport=httpx.MockTransport(refuse))
    update = PushUpdate(key="lead-1", kind=RemoteKind.LEAD, values={"City": "Oslo"})
    assert connector.push([update], 5) == [TryLater("unreachable")]
    assert connector.pull(None, 10, 5) == TryLater("unreachable")


def test_query_that_is_refused_expires_no_cursor() -> None:
    """
    A field that is not there any more blocks the connection until somebody corrects it; nothing is read again for it.
    """
    system = SalesforceServer()
    connector = connected(system)
    page = connector.pull(None, 100, 5)
    assert isinstance(page, PullPage)
    system.next = [error(400, "INVALID_FIELD")]
    answer = connector.pull(page.cursor, 100, 5)
    assert isinstance(answer, SystemBlocked)
    assert answer.code == "INVALID_FIELD"


def test_used_up_quota_is_asked_once() -> None:
    """
    Once a collection is told to wait, no further one is sent.
    """
    system = SalesforceServer()
    system.use_up_quota()
    updates = [PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, values={"City": "Oslo"}) for number in range(500)]
    assert connected(system).push(updates, 5) == [QuotaUsedUp()] * 500
    assert len(system.requests) == 1


@pytest.mark.parametrize(
    "address", ["http://acme.example", "https://u:p@acme.example", "https://acme.example/x", "acme"]
)
def test_address_is_https_and_a_host(address: str) -> None:
    """
    Anything else is refused before a call.
    """
    with pytest.raises(InvalidInput):
        Salesforce(address, SalesforceServer().credentials, fields=KINDS)


def test_names_of_fields_are_names() -> None:
    """
    What would change a query is refused.
    """
    with pytest.raises(InvalidInput):
        Salesforce(HOST, SalesforceServer().credentials, fields={RemoteKind.LEAD: ["Email FROM User"]})


def test_long_ids() -> None:
    """
    The check letters are those that Salesforce documents, and letter case counts.
    """
    assert long_id("00D000000000062") == "00D000000000062EAA"
    assert long_id("00D000000000062EAA") == "00D000000000062EAA"
    assert long_id("001A0000006Vm9r") != long_id("001a0000006Vm9r")


def test_log_of_deletions_that_was_trimmed_early_expires_the_cursor() -> None:
    """
    It is trimmed every two hours where it is long, and only `earliestDateAvailable` says so: deletions are missing there.
    """
    system = SalesforceServer()
    gone = system.create({"Email": "ann@granit.example"})
    connector = connected(system)
    _, cursor = pulled(connector)
    system.advance(timedelta(hours=1))
    system.delete(gone)
    system.advance(timedelta(hours=3))
    system.trimmed = system.now - timedelta(hours=1)

    assert connector.pull(cursor, 100, 5) == CursorExpired("deletions_trimmed")


def test_cursor_waits_for_deletions_that_are_not_covered_yet() -> None:
    """
    `getDeleted` has a `latestDateCovered` of its own, which the cursor never passes either.
    """
    system = SalesforceServer()
    gone = system.create({"Email": "ann@granit.example"})
    connector = connected(system)
    _, cursor = pulled(connector)
    system.advance(timedelta(hours=1))
    system.deleted_until = system.now
    system.delete(gone)
    system.advance(timedelta(hours=1))
    shown, cursor = pulled(connector, cursor)
    assert shown == []

    system.deleted_until = None
    assert pulled(connector, cursor)[0] == [RecordGone(RemoteRef(RemoteKind.LEAD, gone))]


def test_decimals_are_numbers_of_the_same_digits() -> None:
    """
    No amount becomes a float on its way.
    """
    assert as_json({"a": Decimal("0.10"), "b": ["1", Decimal("-12345678901234567890.5")]}) == (
        b'{"a": 0.10, "b": ["1", -12345678901234567890.5]}'
    )


def test_days_without_anything_new_ask_little() -> None:
    """
    A pull of nothing asks for the clock, and for what changed and what is gone of each kind.
    """
    system = SalesforceServer()
    connector = connected(system)
    page = connector.pull(None, 100, 5)
    while isinstance(page, PullPage) and page.more:
        page = connector.pull(page.cursor, 100, 5)
    assert isinstance(page, PullPage)
    system.advance(timedelta(days=1))
    before = connector.calls
    cursor = page.cursor
    while True:
        page = connector.pull(cursor, 100, 5)
        assert isinstance(page, PullPage)
        assert page.changes == ()
        cursor = page.cursor
        if not page.more:
            break
    assert connector.calls - before == 5


def test_refused_token_is_renewed_and_given_back() -> None:
    """
    The host gets the new token to keep, and the secret is asked for and kept nowhere.
    """
    system, kept, asked = SalesforceServer(), [AccessToken("old")], list[bytes]()

    def credentials(renewed: AccessToken | None = None) -> AccessToken:
        if renewed is not None:
            kept.append(renewed)
        return kept[-1]

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.content)
        told = {"access_token": system.token, "expires_in": 7200}
        return httpx.Response(200, json=told, headers={"date": "Sun, 01 Mar 2026 12:00:00 GMT"})

    renew = client_credentials(
        f"{HOST}/services/oauth2/token",
        client_id="lead flow",
        secret=lambda: "s3cret",
        transport=httpx.MockTransport(answer),
    )
    connector = Salesforce(HOST, credentials, fields=KINDS, renew=renew, transport=system.transport)
    system.create({"Email": "ann@granit.example"})

    assert len(pulled(connector)[0]) == 1
    assert asked == [b"grant_type=client_credentials&client_id=lead+flow&client_secret=s3cret"]
    assert kept[-1] == AccessToken(system.token, datetime(2026, 3, 1, 13, 59, tzinfo=UTC))


def test_refused_assertion_blocks_the_connection() -> None:
    """
    Who gets no token is told what the system says, and nothing secret.
    """
    refusing = httpx.MockTransport(lambda request: httpx.Response(400, json={"error": "invalid_grant"}))
    renew = jwt_bearer(f"{HOST}/services/oauth2/token", assertion=lambda: "secret.jwt", transport=refusing)
    system = SalesforceServer(token="token-7")

    def old(renewed: AccessToken | None = None) -> AccessToken:
        return AccessToken("old")

    answer = Salesforce(HOST, old, fields=KINDS, renew=renew, transport=system.transport).pull(None, 10, 5)

    assert isinstance(answer, SystemBlocked)
    assert "invalid_grant" in answer.message
    assert "secret" not in repr(answer)
    with pytest.raises(InvalidInput):
        jwt_bearer("http://acme.example/token", assertion=lambda: "x")


def test_single_records_are_read() -> None:
    """
    Leads and opportunities are told as they are now, in the order in which they were asked for.
    """
    system = SalesforceServer()
    there, loser, gone, was = (system.create({"Email": f"{one}@granit.example"}) for one in "abcd")
    sale = RemoteRef(RemoteKind.OPPORTUNITY, system.convert(was))
    system.merge(loser, there)
    system.delete(gone)
    refs = [sale, *(RemoteRef(RemoteKind.LEAD, one) for one in (gone, loser, was, there))]
    found = connected(system).read(refs, 5)
    assert found[1:4] == [
        RecordGone(refs[1]),
        IdentityChanged(refs[2], IdentityChange.MERGED, (RemoteRef(RemoteKind.LEAD, there),)),
        IdentityChanged(refs[3], IdentityChange.CONVERTED, (sale,)),
    ]
    assert [one.ref for one in (found[0], found[4])] == [refs[0], refs[4]]
    system.go_down()
    with pytest.raises(PortError):
        connected(system).read(refs, 5)


@pytest.mark.parametrize("above", [None, 0])
def test_ids_of_15_characters_are_the_same_records(above: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A host may know records by the short form of their ids, as addresses and reports show them.
    """
    system = SalesforceServer()
    system.jobs.polls = 0
    there, loser, was = (system.create({"Email": f"{one}@granit.example"}) for one in "abc")
    sale = system.convert(was)
    system.merge(loser, there)
    connector = Salesforce(HOST, system.credentials, fields=KINDS, bulk_above=above, transport=system.transport)
    refs = [RemoteRef(RemoteKind.LEAD, one[:15]) for one in (there, loser, was)]
    updates = [PushUpdate(key=one.id, kind=one.kind, ref=one, values={"City": "Oslo"}) for one in refs]
    assert connector.push(updates, 5) == [
        Pushed(ref=RemoteRef(RemoteKind.LEAD, there)),
        IdentityChanged(refs[1], IdentityChange.MERGED, (RemoteRef(RemoteKind.LEAD, there),)),
        IdentityChanged(refs[2], IdentityChange.CONVERTED, (RemoteRef(RemoteKind.OPPORTUNITY, sale),)),
    ]
    assert [type(one) for one in connector.read(refs, 5)] == [RemoteRecord, IdentityChanged, IdentityChanged]
