"""
The connector to Salesforce by Bulk API 2.0, against a server that keeps the documented rules.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from time import monotonic

import pytest
from tests.adapters.connectors.salesforce_jobs_server import Job
from tests.adapters.connectors.salesforce_server import KINDS, SalesforceServer
from tests.services.builders import HOST as PROGRAM
from tests.services.builders import an_office

from leadflow.adapters.connectors.salesforce import Salesforce
from leadflow.core.connectors import (
    Connection,
    IdentityChange,
    IdentityChanged,
    PullPage,
    Pushed,
    PushRefused,
    PushResult,
    PushUnclear,
    PushUpdate,
    RecordGone,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SharedField,
    SyncCursor,
    SystemRole,
    TryLater,
)
from leadflow.core.programme import Programme
from leadflow.core.syncing import ApplyOutcome
from leadflow.errors import InvalidInput
from leadflow.services import SyncDesk
from leadflow.services.syncing.pulling import PullReport
from leadflow.testing import ConnectorContract

HOST = "https://acme.my.salesforce.com"
WRITING = "leadflow.adapters.connectors.salesforce.bulk_writing"


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """
    How long the connector has waited for jobs; no test waits.
    """
    began, waited = monotonic(), list[float]()
    monkeypatch.setattr(f"{WRITING}.sleep", waited.append)
    monkeypatch.setattr(f"{WRITING}.monotonic", lambda: began + sum(waited))
    return waited


@pytest.fixture
def system() -> SalesforceServer:
    """
    A server whose jobs are done when they are first asked about.
    """
    system = SalesforceServer()
    system.jobs.polls = 0
    return system


def connected(system: SalesforceServer, above: int | None = 0) -> Salesforce:
    """
    Return a connector that uses jobs above this many records.
    """
    return Salesforce(HOST, system.credentials, fields=KINDS, bulk_above=above, transport=system.transport)


class TestSalesforceInBulk(ConnectorContract):
    """
    It keeps the contract where everything goes by jobs.
    """

    @pytest.fixture
    def system(self, system: SalesforceServer) -> SalesforceServer:
        """
        The server.
        """
        return system

    @pytest.fixture
    def connector(self, system: SalesforceServer) -> Salesforce:
        """
        The connector to it.
        """
        return connected(system)


def lead(number: int, ref: RemoteRef | None = None, /, **values: RemoteValue) -> PushUpdate:
    """
    Return an update of a lead.
    """
    given = values or {"Email": f"{number}@granit.example"}
    return PushUpdate(key=f"lead-{number}", kind=RemoteKind.LEAD, ref=ref, values=given)


def ref(id: str) -> RemoteRef:
    """
    Return a lead there.
    """
    return RemoteRef(RemoteKind.LEAD, id)


def pages(connector: Salesforce, most: int = 2, cursor: SyncCursor | None = None) -> list[PullPage]:
    """
    Return the pages of a whole pull.
    """
    found = list[PullPage]()
    while not found or found[-1].more:
        page = connector.pull(cursor, most, 5)
        assert isinstance(page, PullPage)
        cursor = page.cursor
        found.append(page)
    return found


def posts(system: SalesforceServer, what: str) -> int:
    """
    Return how many requests there were for a path.
    """
    return sum(1 for one in system.requests if what in one.url.path)


@pytest.mark.parametrize("above", [None, 3, 2, 0])
def test_jobs_read_what_is_more_than_the_limit(system: SalesforceServer, above: int | None) -> None:
    """
    Everything is shown once by either way, and a job is started only for a kind of which there is more.
    """
    made = [system.create({"Email": f"{number}@granit.example"}) for number in range(3)]

    shown = [
        one.ref.id for page in pages(connected(system, above)) for one in page.changes if one.ref in map(ref, made)
    ]

    assert sorted(shown) == sorted(made)
    assert posts(system, "/jobs/query") > 0 if above is not None and above < 3 else posts(system, "/jobs") == 0


def test_job_gives_values_with_their_types(system: SalesforceServer) -> None:
    """
    A CSV says the same as JSON: amounts, days, moments, several values, line feeds, quotes and what is missing.
    """
    values: dict[str, RemoteValue] = {
        "Email": "ann@granit.example",
        "City": 'Line one\nline "two", and a comma',
        "Budget__c": Decimal("1234567890123.45"),
        "Due__c": date(2026, 4, 5),
        "Called__c": datetime(2026, 4, 5, 7, 14, tzinfo=UTC),
        "Tags__c": ("roofs", "walls"),
    }
    connected(system, None).push([lead(1, None, **values), lead(2)], 5)
    found = [
        {
            one.key: one.values
            for page in pages(connected(system, above))
            for one in page.changes
            if isinstance(one, RemoteRecord)
        }
        for above in (None, 0)
    ]
    assert found[0] == found[1]
    assert found[1]["lead-1"] == values
    assert found[1]["lead-2"]["Tags__c"] is None


def test_another_process_goes_on_in_the_middle_of_results(system: SalesforceServer) -> None:
    """
    A cursor is enough to go on: another connector reads the same part again, and nothing is missing or twice.
    """
    made = [system.create({"Email": f"{number}@granit.example"}) for number in range(8)]
    cursor, shown = None, list[str]()
    while True:
        page = connected(system).pull(cursor, 2, 5)
        assert isinstance(page, PullPage)
        shown += (one.ref.id for one in page.changes)
        cursor = page.cursor
        if not page.more:
            break
    assert sorted(shown) == sorted(made)
    assert len(system.jobs.jobs) == 1


def test_one_process_asks_for_each_part_once(system: SalesforceServer) -> None:
    """
    Pages of 2 of a part of 3 take one call for the part.
    """
    for number in range(6):
        system.create({"Email": f"{number}@granit.example"})
    pages(connected(system))
    assert posts(system, "/results") == 2


def test_running_job_is_waited_for(system: SalesforceServer) -> None:
    """
    A pull says when to come again, and the next one goes on.
    """
    system.create({"Email": "ann@granit.example"})
    system.jobs.polls = 2
    connector = connected(system)
    first = connector.pull(None, 10, 5)
    assert isinstance(first, PullPage)
    waits = [connector.pull(first.cursor, 10, 5) for _ in range(2)]
    assert [isinstance(one, TryLater) and one.code for one in waits] == ["bulk_job_running"] * 2
    assert len(pages(connector, 10, first.cursor)[0].changes) == 1


@pytest.mark.parametrize("ends", ["Failed", "Aborted"])
def test_job_that_fails_is_replaced_by_pages(system: SalesforceServer, ends: str) -> None:
    """
    Where a job fails or is aborted, everything is read in pages by id.
    """
    made = [system.create({"Email": f"{number}@granit.example"}) for number in range(5)]
    system.jobs.ends = ends
    shown = [one.ref.id for page in pages(connected(system)) for one in page.changes]
    assert sorted(shown) == sorted(made)


def test_job_that_is_gone_is_replaced_by_pages(system: SalesforceServer) -> None:
    """
    Results are kept for seven days; afterwards everything is read again.
    """
    made = [system.create({"Email": f"{number}@granit.example"}) for number in range(5)]
    first = connected(system).pull(None, 2, 5)
    assert isinstance(first, PullPage)
    system.jobs.jobs.clear()
    shown = [one.ref.id for page in pages(connected(system), 2, first.cursor) for one in page.changes]
    assert sorted(shown) == sorted(made)


def test_converted_leads_and_changes_meanwhile_are_shown(system: SalesforceServer) -> None:
    """
    A job shows a converted lead as that, and what changed since it was started is shown by the next pull.
    """
    was = system.create({"Email": "a@granit.example"})
    sale = system.convert(was)
    cursor = pages(connected(system))[-1].cursor
    changes = [one for page in pages(connected(system)) for one in page.changes]
    assert IdentityChanged(ref(was), IdentityChange.CONVERTED, (RemoteRef(RemoteKind.OPPORTUNITY, sale),)) in changes
    late = system.create({"Email": "b@granit.example"})
    assert late in [one.ref.id for page in pages(connected(system), 2, cursor) for one in page.changes]


def test_job_writes_each_record_once_with_its_outcome(system: SalesforceServer) -> None:
    """
    New and known leads, one that is gone, one that is refused, a merged and a converted one: each has its outcome.
    """
    known, gone, loser, was = (system.create({"Email": f"{one}@granit.example", "City": "Oslo"}) for one in "abcd")
    system.delete(gone)
    system.merge(loser, known)
    sale = system.convert(was)
    system.refuse("Budget__c")
    updates = [
        lead(1),
        lead(2, ref(known), City=None, Tags__c=("roofs", "walls")),
        lead(3, ref(gone), City="Ulm"),
        lead(4, Email="4@granit.example", Budget__c=Decimal(5)),
        lead(5, ref(loser), City="Ulm"),
        lead(6, ref(was), City="Ulm"),
    ]

    results = connected(system).push(updates, 5)

    assert [type(one) for one in results] == [
        Pushed,
        Pushed,
        RecordGone,
        PushRefused,
        IdentityChanged,
        IdentityChanged,
    ]
    first, second, _, refused, merged, converted = results
    assert isinstance(first, Pushed)
    assert (first.created, second) == (True, Pushed(ref=ref(known), created=False))
    assert dict(system.values(known)) == {"Email": "a@granit.example", "Tags__c": "roofs;walls"}
    assert isinstance(refused, PushRefused)
    assert [(one.code, one.path) for one in refused.problems] == [("field_custom_validation_exception", "Budget__c")]
    assert "ann@" not in str(refused)
    assert merged == IdentityChanged(ref(loser), IdentityChange.MERGED, (ref(known),))
    assert converted == IdentityChanged(ref(was), IdentityChange.CONVERTED, (RemoteRef(RemoteKind.OPPORTUNITY, sale),))
    assert posts(system, "/batches") == 2


def test_same_updates_again_create_nothing(system: SalesforceServer) -> None:
    """
    A job is an upsert by our key.
    """
    updates = [lead(number) for number in range(5)]
    first = connected(system).push(updates, 5)
    again = connected(system).push(updates, 5)
    assert [one.ref for one in first if isinstance(one, Pushed)] == [
        one.ref for one in again if isinstance(one, Pushed)
    ]
    assert len(system.ids()) == 5
    assert not any(one.created for one in again if isinstance(one, Pushed))


@pytest.mark.parametrize("text", ["#N/A", "one\r\ntwo", "one\rtwo"])
def test_what_a_file_cannot_say_goes_in_a_collection(system: SalesforceServer, text: str) -> None:
    """
    A text that a file would clear, or that would fail the whole job, is written by JSON.
    """
    results = connected(system).push([lead(1), lead(2, City=text)], 5)
    assert all(isinstance(one, Pushed) for one in results)
    assert system.values(results[1].ref.id)["City"] == text  # type: ignore[union-attr]  # all were written
    assert (posts(system, "/batches"), posts(system, "/composite")) == (1, 1)


def test_duplicates_of_a_job_are_tried_in_a_collection(system: SalesforceServer) -> None:
    """
    A rule that only warns is passed by the header of collections; one that blocks refuses the record.
    """
    system.create({"Email": "1@granit.example"})
    (result,) = connected(system).push([lead(1)], 5)
    assert isinstance(result, PushRefused)
    assert posts(system, "/composite") == 1


@pytest.mark.parametrize("done", [0, 2])
def test_what_a_failed_job_left_is_written_in_collections(system: SalesforceServer, done: int) -> None:
    """
    Rows that a failed job has not processed are written at once, and each record once.
    """
    system.jobs.ends, system.jobs.stops_after = "Failed", done
    results = connected(system).push([lead(number) for number in range(5)], 5)
    assert all(isinstance(one, Pushed) for one in results)
    assert len(system.ids()) == 5


def test_long_job_is_aborted_and_its_rest_is_unclear(system: SalesforceServer, slept: list[float]) -> None:
    """
    No job is left running: it is aborted after twice the time-out, and what it may still write is unclear.
    """
    system.jobs.polls = 1_000
    results = connected(system).push([lead(number) for number in range(3)], 5)
    assert [type(one) for one in results] == [PushUnclear] * 3
    assert [one.state for one in system.jobs.jobs.values()] == ["Aborted"]
    assert sum(slept) <= 10


def test_job_that_never_begins_is_written_in_collections(system: SalesforceServer) -> None:
    """
    A job that was still in the queue when it was aborted writes nothing, so its records are written at once.
    """
    system.jobs.begins = False
    results = connected(system).push([lead(number) for number in range(3)], 5)
    assert all(isinstance(one, Pushed) for one in results)
    assert len(system.ids()) == 3


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("written", [True, False])
def test_every_call_of_a_job_may_be_lost(system: SalesforceServer, number: int, written: bool) -> None:
    """
    Whichever call of a job is lost, before or after it was carried out: another push has all records there once.
    """
    connector = connected(system)
    updates = [lead(one) for one in range(4)]
    before, results = len(system.requests), list[PushResult]()
    system.break_call(before + number, carried_out=written)
    results = list(connector.push(updates, 5))
    assert {type(one) for one in results} <= {Pushed, PushUnclear, TryLater}
    told = {one.ref.id for one in results if isinstance(one, Pushed)}
    assert told <= set(system.ids())
    again = connector.push([one for one, was in zip(updates, results, strict=True) if not isinstance(was, Pushed)], 5)
    assert all(isinstance(one, Pushed) for one in again)
    assert len(system.ids()) == 4


def test_batch_and_limit() -> None:
    """
    A push takes ten thousand updates where jobs are used, and the limit is at most what Salesforce recommends.
    """
    system = SalesforceServer()
    assert connected(system, None).batch == 200
    assert connected(system, 2_000).batch == 10_000
    with pytest.raises(InvalidInput):
        connected(system, 2_001)


def test_desk_comes_again_while_a_job_runs(system: SalesforceServer) -> None:
    """
    While a job runs the desk says when to come again; then everything comes, and pushes wait as long.
    """
    system.jobs.polls = 2
    for number in range(7):
        system.create({"Email": f"{number}@granit.example"})
    shared = [SharedField(field="email", remote="Email"), SharedField(field="city", remote="City")]
    crm = Connection(name="crm", role=SystemRole.SUPPLIER_CRM, leads=shared)
    office = an_office(programme=Programme(supplier_id="acme", connections=[crm]))
    desk = SyncDesk(office.setting, PROGRAM, connectors={"crm": connected(system)})
    reports = list[PullReport]()
    for _ in range(6):
        reports.append(desk.pull("crm", page=2))
        if reports[-1].finished:
            break
        office.clock.advance(timedelta(minutes=1))
    assert [one.delayed_until is not None for one in reports] == [True, True, False]
    assert desk.status("crm").code == ""
    assert len(office.leads()) == 7
    assert office.desk.edit(office.leads()[0].id, {"city": "Oslo"}).ok
    system.jobs.polls = 0
    assert desk.push("crm").finished
    assert [one.get("City") for one in map(system.values, system.ids())].count("Oslo") == 1
    office.clock.advance(timedelta(hours=1))
    system.advance(timedelta(hours=1))
    assert not desk.pull("crm").counts.get(ApplyOutcome.CREATED)
    assert len(office.leads()) == 7


@pytest.mark.parametrize("user", ["0055e000001us01AAA", "0055e000002th01AAA"])
def test_job_that_a_dead_process_left_is_waited_for(system: SalesforceServer, user: str) -> None:
    """
    What an older job of ours still writes must not replace what is written now; those of others are not our affair.
    """
    system.jobs.jobs["7505e0000000old"] = Job(
        {"object": "Lead", "operation": "upsert", "externalIdFieldName": "Leadflow_Key__c"}, "InProgress", 5, user=user
    )
    results = connected(system).push([lead(1), lead(2)], 5)
    if user != "0055e000001us01AAA":
        assert all(isinstance(one, Pushed) for one in results)
        return
    assert results == [TryLater("bulk_job_running")] * 2
    assert system.ids() == []
    assert [job.state for job in system.jobs.jobs.values()] == ["InProgress", "Aborted"]
    system.jobs.jobs["7505e0000000old"].state = "JobComplete"
    assert all(isinstance(one, Pushed) for one in connected(system).push([lead(1), lead(2)], 5))
