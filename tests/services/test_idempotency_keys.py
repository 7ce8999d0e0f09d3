"""
Idempotency keys: the same call from another process, or after a restart, gives the first result and doubles nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import HOST, PROGRAMME, Failing, Office, Racing, a_partner_admin, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty
from leadflow.core.actors import Actor
from leadflow.core.handling import AfterRecall, LeadUpdate, Refusal
from leadflow.core.handling.policy import RejectionPolicy, RejectionReason
from leadflow.core.idempotency import KEPT_FOR, CallKey, CompletedCalls
from leadflow.core.intake import Distribution, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.notifications import MessageKind
from leadflow.core.registration import Approval, RegistrationPolicy
from leadflow.core.switches import Switches
from leadflow.errors import InvalidInput, NotFound, PortError
from leadflow.ports import UnitOfWork
from leadflow.services import ConflictDesk, PartnerDesk, RegistrationDesk, SupplierDesk
from leadflow.services.operations.once import Once
from leadflow.testing import CountingIds

DRAFT = read_draft(SCHEMA, {"email": "ann@x.se"}, partner="south")
CHANGED = read_draft(SCHEMA, {"email": "ann@x.se", "city": "Oslo"}, score=70)
WAITING = read_draft(SCHEMA, {"email": "eve@x.se", "country": "SE"})
OWN = read_draft(SCHEMA, {"email": "own@gmail.com", "country": "SE"})
ROUTED = read_draft(SCHEMA, {"email": "ann@x.se", "country": "SE"})

REJECTIONS = RejectionPolicy(reasons=(RejectionReason("moves", "Moves on", moves_on=True),))
MOVING = evolve(PROGRAMME, rejections=REJECTIONS, switches=Switches(assessment=True))
WITH_APPROVAL = evolve(MOVING, registrations=RegistrationPolicy(approval=Approval.PERSON))

Call = Callable[[Office, str | None], Any]


def _partners(office: Office) -> RegistrationDesk:
    return RegistrationDesk(office.setting, a_partner_admin("south", "ute"))


def _contact(office: Office) -> str:
    return next(one.id for one in office.at("south").contacts().rows if one.values.get("email") == "known@gmail.com")


CALLS: dict[str, Call] = {
    "receive": lambda office, key: office.desk.receive(DRAFT, idempotency_key=key),
    "receive routed": lambda office, key: office.desk.receive(ROUTED, module="emea", idempotency_key=key),
    "receive with an id": lambda office, key: office.desk.receive(DRAFT, lead_id="mine", idempotency_key=key),
    "receive what is there": lambda office, key: office.desk.receive(
        CHANGED, on_duplicate=OnDuplicate.UPDATE, idempotency_key=key
    ),
    "receive once": lambda office, key: office.desk.receive(
        ROUTED, module="emea", on_duplicate=OnDuplicate.CREATE, idempotency_key=key
    ),
    "resend": lambda office, key: office.desk.resend("there", idempotency_key=key),
    "remind": lambda office, key: office.desk.remind("there", idempotency_key=key),
    "reassign": lambda office, key: office.desk.reassign("there", "uli", idempotency_key=key),
    "edit": lambda office, key: office.desk.edit("there", {"city": "Oslo"}, score=90, idempotency_key=key),
    "set_stage": lambda office, key: office.desk.set_stage("there", "nurture", idempotency_key=key),
    "set_stage by the partner": lambda office, key: office.at("south").set_stage(
        "taken", "qualified", idempotency_key=key
    ),
    "transfer": lambda office, key: office.desk.transfer("there", partner_id="north", idempotency_key=key),
    "duplicate": lambda office, key: office.desk.duplicate("there", partner_id="north", idempotency_key=key),
    "recall": lambda office, key: office.desk.recall("there", comment="Sold", idempotency_key=key),
    "recall for good": lambda office, key: office.desk.recall("taken", then=AfterRecall.END, idempotency_key=key),
    "recall and route": lambda office, key: office.desk.recall(
        "taken", then=AfterRecall.ROUTE, module="emea", idempotency_key=key
    ),
    "reactivate": lambda office, key: office.desk.reactivate("gone", idempotency_key=key),
    "deactivate": lambda office, key: office.desk.deactivate("there", idempotency_key=key),
    "assign": lambda office, key: office.desk.assign("waiting", partner_id="south", idempotency_key=key),
    "route_again": lambda office, key: office.desk.route_again("waiting", module="emea", idempotency_key=key),
    "notify_deal_registered": lambda office, key: office.desk.notify_deal_registered("taken", idempotency_key=key),
    "merge": lambda office, key: ConflictDesk(office.setting, HOST).merge("taken", "there", idempotency_key=key),
    "rule": lambda office, key: ConflictDesk(office.setting, HOST).rule(
        ["there", "taken"], first="taken", first_at=office.clock(), reason="Called first", idempotency_key=key
    ),
    "assess_again": lambda office, key: office.assessments.assess_again("there", idempotency_key=key),
    "rate": lambda office, key: office.assessments.rate("there", helpful=True, idempotency_key=key),
    "accept": lambda office, key: office.at("south").accept("there", idempotency_key=key),
    "reject and move on": lambda office, key: office.at("north").reject("routed", reason="moves", idempotency_key=key),
    "create": lambda office, key: office.at("south").create(OWN, idempotency_key=key),
    "create from a contact": lambda office, key: office.at("south").create_from_contact(
        _contact(office), idempotency_key=key
    ),
    "edit by the partner": lambda office, key: office.at("south").edit(
        "private", {"city": "Oslo"}, idempotency_key=key
    ),
    "erase": lambda office, key: office.at("south").erase("private", idempotency_key=key),
    "register": lambda office, key: _partners(office).register(OWN, idempotency_key=key),
    "register by the supplier": lambda office, key: RegistrationDesk(office.setting, HOST).register(
        OWN, idempotency_key=key
    ),
    "register a contact": lambda office, key: _partners(office).register_contact(_contact(office), idempotency_key=key),
    "register a lead": lambda office, key: _partners(office).register_lead("private", idempotency_key=key),
    "withdraw": lambda office, key: _partners(office).withdraw("request", idempotency_key=key),
    "approve": lambda office, key: RegistrationDesk(office.setting, HOST).approve("request", idempotency_key=key),
    "deny": lambda office, key: RegistrationDesk(office.setting, HOST).deny(
        "request", reason="served", comment="Ours", idempotency_key=key
    ),
    "return for more": lambda office, key: RegistrationDesk(office.setting, HOST).return_for_more(
        "request", "Which city?", idempotency_key=key
    ),
    "extend": lambda office, key: _partners(office).extend("approved", idempotency_key=key),
    "reject": lambda office, key: office.at("south").reject("there", idempotency_key=key),
    "reassign to a colleague": lambda office, key: office.at("south").reassign("there", "uli", idempotency_key=key),
}

each_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())


def filled(store: MemoryStore | SqlStore) -> Office:
    """
    Return an office with leads that are pending, routed, accepted, deactivated and waiting.
    """
    office = an_office(store=store, programme=MOVING)
    for lead_id in ("gone", "there", "taken"):
        assert isinstance(office.desk.receive(DRAFT, lead_id=lead_id), Distribution)
    assert isinstance(office.desk.receive(ROUTED, module="emea", lead_id="routed"), Distribution)
    office.at("south").accept("taken")
    office.desk.deactivate("gone")
    assert isinstance(office.desk.receive(WAITING, lead_id="waiting"), Distribution)
    south = office.at("south")
    south.save_contact({"email": "known@gmail.com"})
    for lead_id in ("private", "approving", "asking"):
        assert isinstance(
            south.create(read_draft(SCHEMA, {"email": f"{lead_id}@gmail.com"}), lead_id=lead_id), LeadUpdate
        )
    _partners(office).register_lead("approving", registration_id="approved")
    office.programme = WITH_APPROVAL
    _partners(office).register_lead("asking", registration_id="request")
    office.programme = MOVING
    return office


def another(office: Office) -> Office:
    """
    Return another process over the same store: nothing that the first one remembers, and other ids.
    """
    return Office(store=office.store, programme=MOVING, clock=office.clock, ids=CountingIds("other"))


def written(office: Office) -> object:
    """
    Return what is stored, without ids that were made.
    """
    facts = [[type(event.fact).__name__ for event in office.events(lead.id)] for lead in office.leads()]
    posts = [post.message.recipient_id for lead in office.leads() for post in office.posts(lead.id)]
    return sorted(facts), sorted(posts)


@each_call
def test_call_with_a_key_is_made_once_by_all_processes(call: Call, store: MemoryStore | SqlStore) -> None:
    """
    The same call with the same key from another process writes nothing and returns the first result.
    """
    office = filled(store)
    first = call(office, "form-1")
    stored = written(office)
    again = call(another(office), "form-1")

    assert again == first
    assert getattr(again, "lead", None) == getattr(first, "lead", None)
    assert (again.ok, getattr(again, "unchanged", False)) == (True, False)
    assert written(office) == stored


@pytest.mark.parametrize("after", [True, False], ids=["written", "not written"])
@each_call
def test_lost_answer_is_found_by_another_process(call: Call, after: bool) -> None:
    """
    Whether the commit was written or not, the same call from another process ends as one call would have.
    """
    office, undisturbed = filled(MemoryStore()), filled(MemoryStore())
    call(undisturbed, "form-1")
    office.open_unit = Failing(office.store.open_unit, at=frozenset({1}), after=after)
    with pytest.raises(PortError):
        call(office, "form-1")
    done = call(another(office), "form-1")

    assert done.ok
    assert not getattr(done, "unchanged", False)
    assert written(office) == written(undisturbed)


def test_a_call_that_is_made_elsewhere_between_two_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Whoever reads the key before the other commit and the lead after it returns the first result too.
    """
    office, read = filled(MemoryStore()), Once.calls
    elsewhere: list[Any] = []

    def read_late(self: Once[Any], unit: UnitOfWork) -> CompletedCalls:
        found = read(self, unit)
        if not elsewhere:
            elsewhere.append(None)
            elsewhere[0] = another(office).desk.reactivate("gone", idempotency_key="form-1")
        return found

    monkeypatch.setattr(Once, "calls", read_late)
    done = office.desk.reactivate("gone", idempotency_key="form-1")

    assert done == elsewhere[0]
    assert not getattr(done, "unchanged", True)


@each_call
def test_two_processes_racing_with_one_key_get_one_result(call: Call, store: MemoryStore | SqlStore) -> None:
    """
    Whoever commits second returns what the first one decided.
    """
    office, results = filled(store), list[object]()
    other = another(office)
    office.open_unit = Racing(
        store.open_unit, at=frozenset({1}), meanwhile=lambda _: results.append(call(other, "form-1"))
    )
    done = call(office, "form-1")

    assert [done] == results
    undisturbed = filled(MemoryStore())
    call(undisturbed, "form-1")
    assert written(office) == written(undisturbed)


@pytest.mark.parametrize("keys", [(None, None), ("monday", "tuesday")], ids=["no keys", "two keys"])
def test_equal_calls_without_a_common_key_are_all_made(keys: tuple[str | None, str | None]) -> None:
    """
    Two people who fill in the same form, or two resends on two days, are two calls.
    """
    office = filled(MemoryStore())
    for key in keys:
        assert isinstance(office.desk.receive(DRAFT, idempotency_key=key), Distribution)
        assert isinstance(office.desk.resend("there", idempotency_key=f"resend {key}" if key else None), LeadUpdate)
        office.clock.advance(timedelta(days=1))

    assert len(office.leads()) == 10
    assert len(office.posts("there")) == 6


def test_two_callers_share_no_key() -> None:
    """
    What somebody else calls their call says nothing about mine.
    """
    office = filled(MemoryStore())
    for name in ("host", "shop"):
        desk = SupplierDesk(office.setting, ProgramParty(name=name))
        assert isinstance(desk.receive(DRAFT, idempotency_key="1"), Distribution)

    assert len(office.leads()) == 10


@pytest.mark.parametrize(
    "other",
    [
        lambda desk: desk.resend("there", idempotency_key="1"),
        lambda desk: desk.remind("taken", MessageKind.PENDING_REMINDER, idempotency_key="1"),
        lambda desk: desk.receive(DRAFT, idempotency_key="1"),
    ],
    ids=["other operation", "other lead", "receive"],
)
def test_key_of_another_call_is_refused(other: Callable[[SupplierDesk], object]) -> None:
    """
    A key stands for one call: with other arguments it is refused by name, and nothing is written.
    """
    office = filled(MemoryStore())
    office.desk.remind("there", idempotency_key="1")
    stored = written(office)
    with pytest.raises(InvalidInput, match=r"use a new key for each call\. Nothing was written") as refused:
        other(office.desk)

    assert [one.code for one in refused.value.problems] == ["idempotency_key_used"]
    assert written(office) == stored


def test_corrected_form_under_an_old_key_is_refused() -> None:
    """
    What a draft says is part of the call.
    """
    office = filled(MemoryStore())
    office.desk.receive(DRAFT, idempotency_key="1")
    for said in ({"email": "eve@x.se"}, {"email": "ann@x.se", "city": "Malmö"}):
        with pytest.raises(InvalidInput):
            office.desk.receive(read_draft(SCHEMA, said, partner="south"), idempotency_key="1")


@pytest.mark.parametrize("key", ["", "a\x00b", "a\ud800", "k" * 161], ids=["empty", "NUL", "surrogate", "long"])
def test_key_that_cannot_be_stored_is_refused(key: str) -> None:
    """
    It is refused before anything is read.
    """
    office = filled(MemoryStore())
    with pytest.raises(InvalidInput):
        office.desk.resend("there", idempotency_key=key)


def test_refusal_uses_no_key() -> None:
    """
    A refused call wrote nothing, so the corrected one may have its key.
    """
    office = filled(MemoryStore())
    assert isinstance(office.desk.receive(read_draft(SCHEMA, {"email": "x"}), idempotency_key="1"), InvalidDraft)
    assert isinstance(office.desk.reassign("there", "nobody", idempotency_key="1"), Refusal)
    assert isinstance(office.desk.reassign("there", "uli", idempotency_key="1"), LeadUpdate)


def test_first_result_is_as_it_was_then() -> None:
    """
    What happened to the lead afterwards is not in the result that is given again.
    """
    office = filled(MemoryStore())
    first = office.desk.receive(DRAFT, idempotency_key="1")
    assert isinstance(first, Distribution)
    office.at("south").reject(first.lead.id, comment="No budget")
    office.desk.deactivate(first.lead.id)

    again = office.desk.receive(DRAFT, idempotency_key="1")
    assert (again, again.lead) == (first, first.lead)


def test_partner_gets_the_first_result_of_a_rejection_that_took_the_lead_away() -> None:
    """
    Whoever rejected a lead and sees it no more still learns that it is rejected; others do not.
    """
    office = filled(MemoryStore())
    first = office.at("south").reject("there", idempotency_key="1")
    office.desk.deactivate("there")

    assert office.at("south").reject("there", idempotency_key="1") == first
    with pytest.raises(NotFound):
        office.at("south", "ben").reject("there", idempotency_key="1")


def test_key_is_forgotten_after_a_week() -> None:
    """
    An older key belongs to nobody; what is kept in its bucket is dropped when another key is added.
    """
    office = filled(MemoryStore())
    office.desk.receive(DRAFT, idempotency_key="1")
    office.clock.advance(KEPT_FOR - timedelta(seconds=1))
    office.desk.receive(DRAFT, idempotency_key="1")
    assert len(office.leads()) == 9
    office.clock.advance(timedelta(seconds=1))
    office.desk.receive(DRAFT, idempotency_key="1")
    assert len(office.leads()) == 10

    with office.store.open_unit("acme", SCHEMA) as unit:
        assert [len(one.calls) for one in unit.records.all(CompletedCalls)] == [1]


def test_keys_of_one_bucket_are_kept_beside_each_other() -> None:
    """
    Keys whose digests begin alike share a record, and each is found.
    """
    office = filled(MemoryStore())
    actor = office.desk.resend("there").events[0].actor  # type: ignore[union-attr]  # another result fails the test as well
    bucket = CallKey.of(actor, "0", "receive").bucket
    keys = [key for key in map(str, range(200_000)) if CallKey.of(actor, key, "receive").bucket == bucket][:3]
    first = [office.desk.receive(DRAFT, idempotency_key=key) for key in keys]

    assert len(keys) == 3
    assert [office.desk.receive(DRAFT, idempotency_key=key) for key in keys] == first
    with office.store.open_unit("acme", SCHEMA) as unit:
        assert [len(one.calls) for one in unit.records.all(CompletedCalls)] == [3]


def test_stored_key_tells_neither_the_key_nor_the_arguments() -> None:
    """
    A key may be anything that a host has at hand; what is stored of it are digests.
    """
    office = filled(MemoryStore())
    office.desk.receive(DRAFT, idempotency_key="ann@x.se")
    with office.store.open_unit("acme", SCHEMA) as unit:
        assert "ann" not in repr(unit.records.all(CompletedCalls))


def test_key_does_not_depend_on_the_process() -> None:
    """
    Digests are the same wherever the call is made: in the order of sets and mappings as well.
    """
    one, other = {"b": {3, 1, 2}, "a": None}, {"a": None, "b": {2, 3, 1}}
    assert CallKey.of(Actor("x"), "k", "do", one, DRAFT) == CallKey.of(Actor("x"), "k", "do", other, evolve(DRAFT))
    assert CallKey.of(Actor("x"), "k", "do") == CallKey(
        digest="b66626017f0d9ec96a7ba3a32e8d10f7", call="4ba6312c9bd12364985efeeda624803d"
    )


NATURAL = {
    "SupplierDesk.save_partners": "writes the same again",
    "SupplierDesk.save_campaigns": "writes the same again",
    "SupplierDesk.pause_partner": "what is paused stays paused",
    "SupplierDesk.resume_partner": "what goes on goes on",
    "SupplierDesk.notify_export_ready": "each export is told once",
    "PartnerDesk.open": "each person opens an assignment once",
    "PartnerDesk.set_auto_accept": "what is on stays on",
    "PartnerDesk.save_contact": "what is known stays known",
    "PartnerDesk.erase_contact": "what is erased is unknown",
}


@pytest.mark.parametrize("desk", [SupplierDesk, PartnerDesk, RegistrationDesk])
def test_every_operation_takes_a_key_or_needs_none(desk: type) -> None:
    """
    A method of a desk either reads, or takes a key, or does nothing a second time.
    """
    reading = {
        "account",
        "lead",
        "leads",
        "count",
        "count_by",
        "timeline",
        "detail",
        "messages",
        "history_of",
        "explain",
        "explain_registration",
        "partners",
        "campaigns",
        "openings",
        "pause_of",
        "contact",
        "contacts",
        "registration",
        "registrations",
        "form",
        "export",
    }
    methods = {name: one for name, one in vars(desk).items() if inspect.isfunction(one) and not name.startswith("_")}
    keyed = {name for name, one in methods.items() if "idempotency_key" in inspect.signature(one).parameters}
    assert methods.keys() - keyed - reading == {
        name.partition(".")[2] for name in NATURAL if name.startswith(desk.__name__)
    }
