"""
What goes wrong in the middle: tokens that end, calls that are lost, systems that make wait, at each call of each connector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from time import monotonic

import httpx
import pytest
from attrs import frozen
from tests.adapters.connectors import dynamics_server, hubspot_server, marketo_server, salesforce_server
from tests.adapters.connectors.fake_server import FakeServer

from leadflow.adapters.connectors import Dynamics, HubSpot, HubSpotJournal, Marketo, Renew, Salesforce
from leadflow.core.connectors import (
    AccessToken,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    SyncCursor,
    SystemBlocked,
    SystemDelayed,
    TryLater,
)
from leadflow.errors import PortError
from leadflow.ports import Connector, Credentials
from leadflow.testing import KitSystem

LEAD = RemoteKind.LEAD
_MOST = 60


class Server(FakeServer, KitSystem):
    """
    What the tests ask of a server.
    """


@frozen
class Kept:
    """
    What a host keeps: a token that does not change by itself, and that is renewed.
    """

    server: FakeServer
    tokens: list[AccessToken]

    def __call__(self, renewed: AccessToken | None = None, /) -> AccessToken:
        """
        Return the token, or keep a renewed one.
        """
        if renewed is not None:
            self.tokens.append(renewed)
        return self.tokens[-1]

    def renew(self, timeout: float) -> AccessToken:
        """
        Get the token of now.
        """
        return AccessToken(self.server.token)


Make = Callable[[FakeServer, Credentials, Renew], Connector]


def salesforce(server: FakeServer, credentials: Credentials, renew: Renew, above: int | None = None) -> Connector:
    """
    Return a connector to Salesforce.
    """
    return Salesforce(
        "https://a.example",
        credentials,
        fields=salesforce_server.KINDS,
        bulk_above=above,
        renew=renew,
        transport=server.transport,
    )


def by_jobs(server: FakeServer, credentials: Credentials, renew: Renew) -> Connector:
    """
    Return one that uses jobs.
    """
    assert isinstance(server, salesforce_server.SalesforceServer)
    server.jobs.polls = 0
    return salesforce(server, credentials, renew, 0)


def hubspot(server: FakeServer, credentials: Credentials, renew: Renew) -> Connector:
    """
    Return a connector to HubSpot.
    """
    return HubSpot(credentials, fields=hubspot_server.KINDS, renew=renew, transport=server.transport)


def by_journal(server: FakeServer, credentials: Credentials, renew: Renew) -> Connector:
    """
    Return one that reads the journal.
    """
    journal = HubSpotJournal(credentials, account=hubspot_server.PORTAL, renew=renew, transport=server.transport)
    return HubSpot(credentials, fields=hubspot_server.KINDS, journal=journal, renew=renew, transport=server.transport)


def dynamics(server: FakeServer, credentials: Credentials, renew: Renew) -> Connector:
    """
    Return a connector to Dynamics 365.
    """
    return Dynamics(
        dynamics_server.HOST, credentials, fields=dynamics_server.KINDS, renew=renew, transport=server.transport
    )


def marketo(server: FakeServer, credentials: Credentials, renew: Renew) -> Connector:
    """
    Return a connector to Marketo.
    """
    return Marketo(
        marketo_server.HOST,
        credentials,
        fields={RemoteKind.LEAD: list(marketo_server.TYPES)},
        since=marketo_server.SINCE,
        activities=["Fill Out Form"],
        renew=renew,
        transport=server.transport,
    )


WAYS: Mapping[str, tuple[type[FakeServer], Make]] = {
    "salesforce": (salesforce_server.SalesforceServer, salesforce),
    "salesforce_jobs": (salesforce_server.SalesforceServer, by_jobs),
    "hubspot": (hubspot_server.HubSpotServer, hubspot),
    "hubspot_journal": (hubspot_server.HubSpotServer, by_journal),
    "dynamics": (dynamics_server.DynamicsServer, dynamics),
    "marketo": (marketo_server.MarketoServer, marketo),
}


@frozen
class Wired:
    """
    A server with three leads of people, and a connector to it that was pulled to the end.
    """

    server: Server
    make: Make
    kept: Kept

    def connector(self) -> Connector:
        """
        Return another connector, as another process has.
        """
        return self.make(self.server, self.kept, self.kept.renew)


@pytest.fixture(params=WAYS)
def begun(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Wired]:
    """
    Return what begins anew with one of the systems.
    """
    began, waited = monotonic(), list[float]()
    monkeypatch.setattr("leadflow.adapters.connectors.salesforce.bulk_writing.sleep", waited.append)
    monkeypatch.setattr("leadflow.adapters.connectors.salesforce.bulk_writing.monotonic", lambda: began + sum(waited))
    kind, make = WAYS[request.param]

    def begin() -> Wired:
        server = kind()
        for number in range(3):
            server.create({server.email: f"{number}@granit.example"})  # type: ignore[attr-defined]  # each has it
        return Wired(server, make, Kept(server, [AccessToken(server.token)]))  # type: ignore[arg-type]  # each is one

    return begin


def to_the_end(connector: Connector, cursor: SyncCursor | None) -> tuple[list[RemoteChange], SyncCursor]:
    """
    Pull until nothing is left; where a pull fails or has to wait, the same cursor is used again.
    """
    shown = list[RemoteChange]()
    for _ in range(_MOST):
        try:
            page = connector.pull(cursor, 2, 5)
        except PortError:
            continue
        if isinstance(page, TryLater | QuotaUsedUp):
            continue
        assert isinstance(page, PullPage), page
        shown += page.changes
        cursor = page.cursor
        if not page.more:
            return shown, cursor
    raise AssertionError("the pull never ends")


def seen(wired: Wired, disturb: Callable[[Wired], object]) -> tuple[dict[str, object], int]:
    """
    Return what two pulls show by id, the second after changes, and how many requests that took.
    """
    connector = wired.connector()
    disturb(wired)
    first, cursor = to_the_end(connector, None)
    wired.server.advance(timedelta(hours=1))
    ids = list(wired.server.ids())
    wired.server.update(ids[0], {wired.server.text: "Oslo"})
    wired.server.delete(ids[1])
    late = wired.server.create({wired.server.email: "late@granit.example"})
    second, _ = to_the_end(connector, cursor)
    last = {one.ref.id: type(one).__name__ for one in (*first, *second)}
    texts = {one.ref.id: one.values[wired.server.text] for one in (*first, *second) if isinstance(one, RemoteRecord)}
    assert set(last) == {*ids, late}
    assert last[ids[1]] == "RecordGone"
    assert texts[ids[0]] == "Oslo"
    return dict(last), len(wired.server.requests)


def calls_of(begun: Callable[[], Wired]) -> int:
    """
    Return how many requests the pulls take when nothing goes wrong.
    """
    return seen(begun(), lambda wired: None)[1]


def test_token_may_end_before_any_call_of_a_pull(begun: Callable[[], Wired]) -> None:
    """
    The token ends before the n-th call, for every n: it is renewed once, the call made again, and everything is shown.
    """
    for number in range(calls_of(begun)):
        wired = begun()
        wired.server.end_token_after(number)
        seen(wired, lambda wired: None)
        assert len(wired.kept.tokens) <= 2, number  # files of a journal need none


def test_any_call_of_a_pull_may_be_lost(begun: Callable[[], Wired]) -> None:
    """
    The connection breaks in the n-th call, for every n, before it was answered or after: the same cursor shows it again.
    """
    usual, calls = seen(begun(), lambda wired: None)
    for number in range(1, calls + 1):
        for carried_out in (False, True):
            wired = begun()
            wired.server.break_call(number, carried_out=carried_out)
            shown, _ = seen(wired, lambda wired: None)
            assert Counter(shown.values()) == Counter(usual.values()), (number, carried_out)


def test_any_call_of_a_pull_may_have_to_wait(begun: Callable[[], Wired]) -> None:
    """
    The n-th call is answered by 503, for every n: the pull waits or fails, and the same cursor shows everything.
    """
    usual, calls = seen(begun(), lambda wired: None)
    for number in range(1, calls + 1):
        wired = begun()
        wired.server.instead[number] = httpx.Response(503, text="maintenance")
        shown, _ = seen(wired, lambda wired: None)
        assert Counter(shown.values()) == Counter(usual.values()), number


def updates(wired: Wired) -> list[PushUpdate]:
    """
    Return updates of new and of known leads.
    """
    known = RemoteRef(LEAD, next(iter(wired.server.ids())))
    new = [
        PushUpdate(key=f"lead-{number}", kind=LEAD, values={wired.server.email: f"new{number}@granit.example"})
        for number in range(3)
    ]
    return [new[0], PushUpdate(key="known", kind=LEAD, ref=known, values={wired.server.text: "Oslo"}), *new[1:]]


def pushed(wired: Wired) -> tuple[Sequence[PushResult], Sequence[PushResult], int]:
    """
    Push, and push again what is not known to be done; everything is there once then.
    """
    mine = updates(wired)
    first = wired.connector().push(mine, 5)
    calls = len(wired.server.requests)
    left = [one for one, result in zip(mine, first, strict=True) if not isinstance(result, Pushed)]
    second = wired.connector().push(left, 5)
    assert all(isinstance(one, Pushed) for one in second), (first, second)
    emails = sorted(str(wired.server.values(one)[wired.server.email]) for one in wired.server.ids())
    assert emails == sorted([f"{one}@granit.example" for one in ("0", "1", "2", "new0", "new1", "new2")])
    known = mine[1].ref
    assert known is not None
    assert wired.server.values(known.id)[wired.server.text] == "Oslo"
    return first, second, calls


def test_any_call_of_a_push_may_be_lost(begun: Callable[[], Wired]) -> None:
    """
    The connection breaks in the n-th call, for every n: nothing is lost or there twice, and nothing wrong is said.
    """
    for number in range(1, pushed(begun())[2] + 1):
        for carried_out in (False, True):
            wired = begun()
            wired.server.break_call(number, carried_out=carried_out)
            before = set(wired.server.ids())
            mine = updates(wired)
            first = wired.connector().push(mine, 5)
            assert {type(one) for one in first} <= {Pushed, PushUnclear, TryLater}
            for one, result in zip(mine, first, strict=True):
                if isinstance(result, Pushed):
                    assert result.ref.id in wired.server.ids()
                    assert (result.ref.id in before) == (one.ref is not None)
                if isinstance(result, TryLater) and one.ref is None:
                    # Nothing was written, as it says.
                    emails = [wired.server.values(id)[wired.server.email] for id in wired.server.ids()]  # noqa: A001
                    assert one.values[wired.server.email] not in emails
            pushed(wired)


def test_token_may_end_before_any_call_of_a_push(begun: Callable[[], Wired]) -> None:
    """
    The token ends before the n-th call, for every n: everything is written once, with all headers.
    """
    for number in range(pushed(begun())[2]):
        wired = begun()
        wired.server.end_token_after(number)
        first, _, _ = pushed(wired)
        assert all(isinstance(one, Pushed) for one in first), number


def test_system_that_makes_wait_is_not_asked_again(begun: Callable[[], Wired]) -> None:
    """
    Once a push was told that the quota is used up, no further record is tried, and none counts as refused.
    """
    wired = begun()
    connector = wired.connector()
    list(connector.describe(5))
    before = len(wired.server.requests)
    wired.server.use_up_quota()
    results = connector.push(updates(wired), 5)
    assert all(isinstance(one, SystemDelayed) for one in results)
    assert len(wired.server.requests) - before <= 2


def test_token_that_cannot_be_renewed_blocks(begun: Callable[[], Wired]) -> None:
    """
    Where no new token can be had, a pull and a push say so, and nothing is written.
    """
    wired = begun()

    def fails(timeout: float) -> AccessToken:
        raise PortError("the token endpoint gives no token (invalid_grant); correct the credentials")

    wired.server.expire_token()
    connector = wired.make(wired.server, wired.kept, fails)
    assert isinstance(connector.pull(None, 10, 5), SystemBlocked)
    assert all(isinstance(one, SystemBlocked) for one in connector.push(updates(wired), 5))
    assert len(wired.server.ids()) == 3


def test_silent_system_is_not_asked_for_every_record(begun: Callable[[], Wired]) -> None:
    """
    Once a write was left unclear, no further one is begun: a push ends before another process may begin its own.
    """
    wired = begun()
    connector = wired.connector()
    list(connector.describe(5))
    before = len(wired.server.requests)
    for number in range(before + 1, before + 40):
        wired.server.break_call(number, carried_out=False)
    results = connector.push(updates(wired), 5)
    assert not [one for one in results if isinstance(one, Pushed)]
    assert len(wired.server.requests) - before <= 4


def test_token_is_renewed_before_it_ends(begun: Callable[[], Wired], monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A token whose end is known is renewed before the first call after it, by the clock of the system and not by ours.
    """
    wired, waited = begun(), [0.0]
    monkeypatch.setattr("leadflow.adapters.connectors.calls.monotonic", lambda: waited[0])
    ends = wired.server.now + timedelta(minutes=29)
    wired.kept.tokens[:] = [AccessToken(wired.server.token, ends)]
    connector = wired.connector()
    to_the_end(connector, None)
    assert len(wired.kept.tokens) == 1
    wired.server.expire_token()
    waited[0] += 30 * 60
    wired.server.refusals = 0
    list(connector.describe(5))
    assert len(wired.kept.tokens) == 2
    assert wired.server.refusals == 0


@pytest.mark.parametrize("odd", ["it's/../x?y=1", "Ω", "'", "-1", "a b"])
def test_odd_id_holds_up_no_other_record(begun: Callable[[], Wired], odd: str) -> None:
    """
    A record whose id cannot be one of the system's is refused or gone alone, and changes no address and no query.
    """
    wired = begun()
    known = RemoteRef(LEAD, next(iter(wired.server.ids())))
    mine = [
        PushUpdate(key="odd", kind=LEAD, ref=RemoteRef(LEAD, odd), values={wired.server.text: "Oslo"}),
        PushUpdate(key="known", kind=LEAD, ref=known, values={wired.server.text: "Oslo"}),
    ]
    first, second = wired.connector().push(mine, 5)
    assert isinstance(first, PushRefused | RecordGone), first
    assert isinstance(second, Pushed)
    assert len(wired.server.ids()) == 3


@pytest.mark.parametrize("status", [502, 504])
def test_gateway_that_gives_up_leaves_a_write_unclear(begun: Callable[[], Wired], status: int) -> None:
    """
    What the system has written though a gateway did not wait for its answer is never taken for unwritten.
    """
    for at in range(1, _MOST):
        wired = begun()
        server, connector = wired.server, wired.connector()
        server.gateways = {at: status}
        update = PushUpdate(key="lead-1", kind=LEAD, values={server.email: "ann@granit.example"})
        (result,) = connector.push([update], 5)
        there = any(server.values(one).get(server.email) == "ann@granit.example" for one in server.ids())
        assert isinstance(result, Pushed | PushUnclear) or not there, (at, result)
        if len(server.requests) < at:
            return
    raise AssertionError("the push never ends")
