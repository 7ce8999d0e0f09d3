"""
Operations on many leads: a result for each, continued after a kill, and nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import HOST, PROGRAMME, Failing, Office, Racing, a_partner_admin, an_office

from leadflow.core.access import SUPPLIER_ADMIN, PartnerParty, SupplierParty
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.handling import BulkReport, LeadOperation, LeadUpdate
from leadflow.core.handling import bulk as core
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.views import LeadQuery
from leadflow.errors import InvalidInput, NotAllowed, NotFound, PortError
from leadflow.services import BulkDesk, PartnerDesk, SupplierDesk

PENDING = ("pending-1", "pending-2")
WAITING = ("waiting-1", "waiting-2")
TAKEN = ("taken-1", "taken-2")
GONE = ("gone-1", "gone-2")

SUPPLIER: Mapping[LeadOperation, tuple[tuple[str, ...], dict[str, object]]] = {
    LeadOperation.REASSIGN: (PENDING, {"assignee_id": "uli"}),
    LeadOperation.SET_STAGE: (TAKEN, {"stage": "nurture"}),
    LeadOperation.EDIT: (PENDING, {"values": {"city": "Oslo"}, "score": 90}),
    LeadOperation.ASSIGN: (WAITING, {"partner_id": "south"}),
    LeadOperation.ROUTE_AGAIN: (WAITING, {"module": "emea"}),
    LeadOperation.DUPLICATE: (PENDING, {"partner_id": "north"}),
    LeadOperation.TRANSFER: (PENDING, {"partner_id": "north"}),
    LeadOperation.RECALL: (TAKEN, {"comment": "Sold"}),
    LeadOperation.DEACTIVATE: (PENDING, {"reason": "old"}),
    LeadOperation.REACTIVATE: (GONE, {}),
    LeadOperation.RESEND: (PENDING, {}),
    LeadOperation.REMIND: (PENDING, {}),
    LeadOperation.NOTIFY_DEAL_REGISTERED: (TAKEN, {}),
}

PARTNER: Mapping[LeadOperation, tuple[tuple[str, ...], dict[str, object]]] = {
    LeadOperation.ACCEPT: (PENDING, {}),
    LeadOperation.REJECT: (PENDING, {"reason": "no_capacity"}),
    LeadOperation.REASSIGN: (TAKEN, {"assignee_id": "uli"}),
    LeadOperation.SET_STAGE: (TAKEN, {"stage": "qualified"}),
}


def filled(office: Office | None = None) -> Office:
    """
    Return an office with two leads in each of four states.
    """
    office = office or an_office()
    for number, lead_id in enumerate((*PENDING, *WAITING, *TAKEN, *GONE)):
        partner = None if lead_id in WAITING else "south"
        draft = read_draft(SCHEMA, {"email": f"{number}@x.se", "country": "SE"}, partner=partner)
        assert isinstance(office.desk.receive(draft, lead_id=lead_id), Distribution)
    for lead_id in TAKEN:
        office.at("south").accept(lead_id)
    for lead_id in GONE:
        office.desk.deactivate(lead_id)
    return office


def many(number: int, office: Office | None = None) -> Office:
    """
    Return an office with many leads that are pending at the partner *south*.
    """
    office = office or an_office()
    rows = [f"p{one}@x.de,DE,Globex GmbH," for one in range(number)]
    with office.file(*rows) as file:
        office.imports.run(file, file.mapping.set("Partner Name", "partner_name").skip_undecided())
    return office


def facts(office: Office) -> dict[str, int]:
    """
    Return how many events there are of each sort, and how many mails.
    """
    found = Counter(type(event.fact).__name__ for lead in office.leads() for event in office.events(lead.id))
    found["mails"] = sum(len(office.posts(lead.id)) for lead in office.leads())
    return dict(found)


def transferred(office: Office, **given: Any) -> BulkReport:
    """
    Transfer every lead that is pending at *south* to *north*.
    """
    query = LeadQuery(partner_ids=frozenset({"south"}), statuses=frozenset({DistributionStatus.PENDING}))
    desk = BulkDesk(office.setting, HOST)
    return desk.run(LeadOperation.TRANSFER, query, {"partner_id": "north"}, bulk_id="move", **given)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Chunks of three leads.
    """
    monkeypatch.setattr(core, "CHUNK", 3)


@pytest.mark.parametrize("operation", SUPPLIER)
def test_supplier_does_each_operation_to_many_leads(operation: LeadOperation) -> None:
    """
    Each lead has a result, an unknown one too, and the same call again writes nothing and returns the same.
    """
    office = filled()
    ids, arguments = SUPPLIER[operation]
    desk = BulkDesk(office.setting, HOST)
    report = desk.run(operation, [*ids, "nobody", ids[0]], arguments, bulk_id="b")
    stored = facts(office)

    assert [(one.lead_id, one.code) for one in report.results] == [
        *((one, "done") for one in ids),
        ("nobody", "not_found"),
    ]
    assert (report.leads, report.finished, report.counts) == (3, True, {"done": 2, "not_found": 1})
    assert desk.run(operation, [*ids, "nobody", ids[0]], arguments, bulk_id="b") == report == desk.report("b")
    assert facts(office) == stored
    assert office.sound() or operation in (LeadOperation.DUPLICATE, LeadOperation.TRANSFER, LeadOperation.RECALL)


@pytest.mark.parametrize("operation", PARTNER)
def test_partner_does_each_operation_to_many_leads(operation: LeadOperation) -> None:
    """
    A partner's user has the operations of their desk, on the leads that they see.
    """
    office = filled()
    ids, arguments = PARTNER[operation]
    desk = BulkDesk(office.setting, a_partner_admin("south"))
    report = desk.run(operation, [*ids, *GONE], arguments)

    assert report.counts == {"done": 2, "not_found": 2}
    rival = BulkDesk(office.setting, a_partner_admin("north"))
    assert rival.run(operation, [*ids, "nobody"], arguments).counts == {"not_found": 3}


def test_every_operation_on_a_lead_can_be_done_to_many() -> None:
    """
    Only those of other desks are left out: files, opportunities and assessments.
    """
    main = {name for desk in (SupplierDesk, PartnerDesk) for name in dir(desk)}
    tried = {*SUPPLIER, *PARTNER, LeadOperation.ERASE}
    assert tried == {one for one in LeadOperation if one.value in main}


def test_partner_erases_many_of_its_private_leads() -> None:
    """
    Its own are erased once, and what the supplier has given it is refused.
    """
    office = filled()
    own = []
    for number in range(2):
        made = office.at("south").create(read_draft(SCHEMA, {"email": f"own{number}@x.se"}))
        assert isinstance(made, LeadUpdate)
        own.append(made.lead.id)
    desk = BulkDesk(office.setting, a_partner_admin("south"))
    for _ in range(2):
        report = desk.run(LeadOperation.ERASE, [*own, PENDING[0], "nobody"], bulk_id="gone")
        assert [one.code for one in report.results][:2] == ["done", "done"]
        assert report.results[2].code not in ("done", "unchanged")


def test_refused_leads_say_why_and_the_others_are_done() -> None:
    """
    What one lead is refused for stops no other.
    """
    office = filled()
    report = BulkDesk(office.setting, HOST).run(
        LeadOperation.TRANSFER, [TAKEN[0], PENDING[0], WAITING[0], GONE[0]], {"partner_id": "north"}
    )
    assert [one.code for one in report.results] == ["lead_accepted", "done", "lead_unassigned", "lead_deactivated"]
    moved = report.results[1]
    assert moved.continued_by == office.desk.lead(PENDING[0]).superseded_by


def test_leads_by_a_query_are_those_of_all_its_pages(small_chunks: None) -> None:
    """
    Leads that the operation takes off the list are not missed, and those that come later are not taken.
    """
    office = many(20)
    report = transferred(office)
    late = office.desk.receive(read_draft(SCHEMA, {"email": "late@x.se"}, partner="south")).lead
    again = transferred(office)

    assert report.counts == {"done": 20}
    assert again == report
    assert office.desk.lead(late.id).active
    assert facts(office)["mails"] == 20 * 2 + 20 + 2


def test_leads_by_criteria(small_chunks: None) -> None:
    """
    Criteria name the leads as they do in lists.
    """
    office = many(10)
    checked, _ = check_criteria(any_of(where("email", "starts_with", "p1@")), SCHEMA)
    query = LeadQuery(criteria=checked)
    desk = BulkDesk(office.setting, HOST)
    report = desk.run(LeadOperation.DEACTIVATE, query, bulk_id="b")
    assert report.counts == {"done": 1}
    assert desk.run(LeadOperation.DEACTIVATE, query, bulk_id="b") == report


@pytest.mark.parametrize("after", [True, False], ids=["written", "not written"])
def test_broken_off_run_is_continued(after: bool, small_chunks: None) -> None:
    """
    Wherever the line breaks, the same call again ends as an undisturbed one: no lead twice, and no second mail.
    """
    undisturbed = many(7)
    whole = transferred(undisturbed)
    expected = facts(undisturbed)
    for number in range(1, 12):
        office = many(7)
        broken = evolve(office)
        broken.open_unit = Failing(office.store.open_unit, frozenset({number}), after)
        other = BulkDesk(broken.setting, HOST)
        query = LeadQuery(partner_ids=frozenset({"south"}), statuses=frozenset({DistributionStatus.PENDING}))
        with pytest.raises(PortError):
            other.run(LeadOperation.TRANSFER, query, {"partner_id": "north"}, bulk_id="move")
        report = transferred(office)

        assert report.counts == whole.counts
        assert facts(office) == expected, number


def _meanwhile(office: Office, _: int) -> None:
    transferred(office)


def test_two_processes_do_one_call_together(small_chunks: None) -> None:
    """
    Another process that runs the same call at the same time takes nothing away and doubles nothing.
    """
    undisturbed = many(7)
    transferred(undisturbed)
    for number in range(1, 11):
        office = many(7)
        racing = evolve(office)
        racing.open_unit = Racing(office.store.open_unit, frozenset({number}), partial(_meanwhile, office))
        report = transferred(racing)
        assert report.counts == {"done": 7}
        assert facts(office) == facts(undisturbed), number


def test_iterating_reports_progress_and_can_stop(small_chunks: None) -> None:
    """
    A chunk is done once it is returned; who stops has the rest done by the next call.
    """
    office = many(7)
    ids = [lead.id for lead in office.leads()]
    desk = BulkDesk(office.setting, HOST)
    chunks = desk.iterate(LeadOperation.DEACTIVATE, ids, bulk_id="b")
    assert len(next(chunks)) == 3
    assert (len(desk.report("b").results), desk.report("b").finished) == (3, False)
    assert sum(lead.active for lead in office.leads()) == 4
    assert [len(one) for one in desk.iterate(LeadOperation.DEACTIVATE, ids, bulk_id="b")] == [3, 3, 1]
    assert desk.report("b").finished


def test_id_stands_for_one_call_of_one_caller() -> None:
    """
    Other leads, arguments, operations and callers are refused under it, and nobody else reads its report.
    """
    office = filled()
    desk = BulkDesk(office.setting, HOST)
    desk.run(LeadOperation.DEACTIVATE, PENDING, bulk_id="b")
    ann = BulkDesk(office.setting, SupplierParty(id="ann", groups=(), roles=(SUPPLIER_ADMIN,)))
    for other, operation, ids, arguments in (
        (desk, LeadOperation.DEACTIVATE, TAKEN, {}),
        (desk, LeadOperation.DEACTIVATE, PENDING, {"reason": "old"}),
        (desk, LeadOperation.REACTIVATE, PENDING, {}),
        (ann, LeadOperation.DEACTIVATE, PENDING, {}),
    ):
        with pytest.raises(InvalidInput) as error:
            other.run(operation, ids, arguments, bulk_id="b")
        assert codes(error.value.problems) == [("bulk_id_used", "bulk_id")]
    for stranger, bulk_id in ((ann, "b"), (desk, "none")):
        with pytest.raises(NotFound):
            stranger.report(bulk_id)
    assert all(office.desk.lead(one).active for one in TAKEN)


@pytest.mark.parametrize(
    ("operation", "arguments", "expected"),
    [
        (LeadOperation.ACCEPT, {}, [("operation_not_offered", "operation")]),
        (LeadOperation.ATTACH, {}, [("operation_not_offered", "operation")]),
        (LeadOperation.TRANSFER, {}, [("argument_missing", "arguments.partner_id")]),
        (LeadOperation.RESEND, {"partner": "north"}, [("argument_unknown", "arguments.partner")]),
        (LeadOperation.RESEND, {"idempotency_key": "1"}, [("argument_unknown", "arguments.idempotency_key")]),
    ],
)
def test_calls_that_cannot_be_made_are_refused_before_the_first_lead(
    operation: LeadOperation, arguments: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    """
    All problems of the call come at once, and nothing is written, not even that it was begun.
    """
    office = filled()
    before = facts(office)
    with pytest.raises(InvalidInput) as error:
        BulkDesk(office.setting, HOST).run(operation, PENDING, arguments, bulk_id="b")
    assert codes(error.value.problems) == expected
    assert facts(office) == before
    with pytest.raises(NotFound):
        BulkDesk(office.setting, HOST).report("b")


def test_act_is_needed_and_an_unknown_partner_is_named() -> None:
    """
    Who may not do it to one lead may not do it to many; a partner that nobody has is no result of a lead.
    """
    office = filled()
    nobody = PartnerParty(id="maja", partner_id="south", roles=())
    with pytest.raises(NotAllowed):
        BulkDesk(office.setting, nobody).run(LeadOperation.ACCEPT, PENDING)
    with pytest.raises(NotFound) as error:
        BulkDesk(office.setting, HOST).run(LeadOperation.TRANSFER, PENDING, {"partner_id": "nowhere"})
    assert error.value.what == "partner"
    assert {lead.kind for lead in office.leads()} == {LeadKind.DISTRIBUTED}


def test_routing_all_that_wait_again() -> None:
    """
    Every lead under review is routed by the module of today, each by its own turn.
    """
    office = filled(an_office(programme=evolve(PROGRAMME)))
    query = LeadQuery(statuses=frozenset({DistributionStatus.UNASSIGNED}))
    report = BulkDesk(office.setting, HOST).run(LeadOperation.ROUTE_AGAIN, query, {"module": "emea"})
    assert report.counts == {"done": 2}
    assert {office.desk.lead(one).partner_id for one in WAITING} == {"north"}
