"""
Leads and opportunities go to other systems and come back.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import define, evolve
from tests.services.builders import HOST, PROGRAMME, a_partner_admin
from tests.services.syncing import CRM, FIELDS, THEIRS, Bureau, a_bureau, with_policy

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.connectors import (
    Connection,
    CursorExpired,
    ErrandState,
    GonePolicy,
    IdentityChange,
    IdentityChanged,
    KeptSide,
    LinkState,
    PullAnswer,
    PullPage,
    PullPhase,
    PushResult,
    PushUpdate,
    QuotaUsedUp,
    RecordGone,
    RemoteChange,
    RemoteKind,
    RemoteRecord,
    RemoteRef,
    RemoteValue,
    SharedField,
    SyncConflictPolicy,
    SyncCursor,
    SyncDirection,
    SyncLink,
    SystemBlocked,
    SystemRole,
    TryLater,
    link_key,
)
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Accepted, ConflictFound, ConflictingValue, Rejected
from leadflow.core.handling import Refusal
from leadflow.core.intake import read_draft
from leadflow.core.kinds import Money
from leadflow.core.leads import Activity, DistributionStatus, ExternalId, LeadKind
from leadflow.core.observations import ErrandDied, Observation, SystemWaits
from leadflow.core.syncing import ApplyOutcome
from leadflow.errors import ConfigurationError, NotFound, PortError
from leadflow.services import OpportunityDesk, PrivacyDesk, RegistrationDesk, SyncDesk
from leadflow.services.syncing.pushing import PushOutcome
from leadflow.services.syncing.turns import SyncTurn, TurnLost
from leadflow.testing import NOW, FakeConnector


@pytest.fixture
def bureau(store: MemoryStore | SqlStore) -> Bureau:
    """
    An office with both systems, over each store.
    """
    return a_bureau(store=store)


def test_new_record_of_the_suppliers_crm_is_distributed(bureau: Bureau) -> None:
    """
    What is new in the supplier's CRM becomes a lead, is routed, and goes to its partner by mail.
    """
    there = bureau.crm.create(
        {"Email": "ann@granit.example", "Country": "Sweden", "Status": "Working", "City": "Kiruna"}
    )

    report = bureau.pull()

    (lead,) = bureau.office.leads()
    assert report.counts == {ApplyOutcome.CREATED: 1}
    assert (lead.source, lead.stage, lead.external_ids) == ("crm", "contacted", (ExternalId("crm", there),))
    assert lead.values["country"] == "SE"
    assert lead.values["city"] == "Kiruna"


def test_pulling_again_changes_nothing(bureau: Bureau) -> None:
    """
    A record that is shown again is known by its id, and makes no second lead.
    """
    bureau.crm.create({"Email": "ann@granit.example"})
    bureau.pull()
    bureau.state()
    before = bureau.office.leads()

    bureau.crm.interrupt(CursorExpired())
    report = bureau.pull()

    assert report.expired
    assert report.counts == {ApplyOutcome.UNCHANGED: 1}
    assert bureau.office.leads() == before


def test_later_updates_reach_the_lead(bureau: Bureau) -> None:
    """
    What the CRM changes later is written, by a program that names the system.
    """
    there = bureau.crm.create({"Email": "ann@granit.example", "City": "Kiruna"})
    bureau.pull()
    bureau.crm.update(there, {"City": "Luleå", "Company": "Granit AB"})

    report = bureau.pull()

    (lead,) = bureau.office.leads()
    assert report.counts == {ApplyOutcome.UPDATED: 1}
    assert (lead.values["city"], lead.values["company"]) == ("Luleå", "Granit AB")
    assert bureau.office.events(lead.id)[-1].actor.system == "crm"


def test_missing_value_there_clears_ours(bureau: Bureau) -> None:
    """
    A value that was cleared there is cleared here, unless the lead has to have it.
    """
    there = bureau.crm.create({"Email": "ann@granit.example", "City": "Kiruna"})
    bureau.pull()
    bureau.crm.update(there, {"City": None, "Email": None})

    report = bureau.pull()

    (lead,) = bureau.office.leads()
    assert "city" not in lead.values
    assert lead.values["email"] == "ann@granit.example"
    assert [(one.code, one.path) for one in report.told[0].problems] == [("required_missing", "Email")]


def test_lead_is_pushed_and_its_id_remembered(bureau: Bureau) -> None:
    """
    A lead that came another way is created in the supplier's CRM once, and then updated there.
    """
    lead = bureau.receive(city="Kiruna")

    report = bureau.push()
    bureau.office.desk.edit(lead.id, {"city": "Luleå"})
    bureau.push()

    assert report.counts == {PushOutcome.SENT: 1}
    assert bureau.remote(lead) == {
        "Email": "ann@granit.example",
        "Country": "Sweden",
        "City": "Luleå",
        "Status": "New",
        "PartnerStatus": "pending",
    }
    assert len(bureau.crm.ids()) == 1


def test_only_what_changed_is_pushed(bureau: Bureau) -> None:
    """
    An update names the changed values alone, and None for one that was taken away.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.push()
    bureau.office.desk.edit(lead.id, {"city": None})
    seen, push = list[PushUpdate](), bureau.crm.push

    def pushed(update: PushUpdate, client: str) -> PushResult:
        seen.append(update)
        return push(update, client)

    bureau.crm.push = pushed  # type: ignore[method-assign]  # to see what is pushed

    bureau.push()

    assert [one.values for one in seen] == [{"City": None}]
    assert "City" not in bureau.remote(lead)


def test_what_came_from_a_system_is_not_sent_back(bureau: Bureau) -> None:
    """
    After a pull nothing that came with it is pushed to the same system; what it does not have is.
    """
    there = bureau.crm.create({"Email": "ann@granit.example", "Country": "Sweden", "Status": "New"})
    bureau.pull()
    bureau.push()
    stamped = bureau.crm.values(there)
    assert stamped["PartnerStatus"] == "unassigned"
    bureau.crm.update(there, {"City": "Kiruna"})
    bureau.pull()
    calls = bureau.crm.calls

    assert bureau.push().counts == {}
    assert bureau.crm.calls == calls


def test_our_own_echo_changes_nothing(bureau: Bureau) -> None:
    """
    What we have pushed is shown by the next pull, and writes nothing.
    """
    lead = bureau.receive()
    bureau.push()
    before = bureau.lead(lead.id)

    report = bureau.pull()

    assert report.counts == {ApplyOutcome.UNCHANGED: 1}
    assert bureau.lead(lead.id) == before
    assert bureau.push().counts == {}


def test_accepted_lead_goes_to_the_partners_crm_and_back(bureau: Bureau) -> None:
    """
    A lead goes to the partner's CRM once it is accepted, and its updates reach the lead and the supplier's CRM.
    """
    lead = bureau.receive()
    bureau.exchange()
    assert bureau.theirs.ids() == ()

    bureau.office.at("north").accept(lead.id)
    bureau.exchange()
    assert bureau.remote(lead, "theirs")["Email"] == "ann@granit.example"
    bureau.theirs.update(bureau.id(lead, "theirs"), {"Status": "Qualified"})
    bureau.exchange()

    assert bureau.lead(lead.id).stage == "qualified"
    assert bureau.remote(lead)["Status"] == "Qualified"
    assert bureau.remote(lead)["PartnerStatus"] == "accepted"
    assert bureau.office.events(lead.id)[-1].actor.system == "theirs"


def test_records_of_a_partners_crm_make_no_leads(bureau: Bureau) -> None:
    """
    What a partner has of its own in its CRM is none of the supplier's business.
    """
    bureau.theirs.create({"Email": "private@north.example"})

    assert bureau.pull("theirs").counts == {ApplyOutcome.IGNORED: 1}
    assert bureau.office.leads() == []


def test_partners_crm_cannot_name_a_lead_of_others(bureau: Bureau) -> None:
    """
    A record with the key of another partner's lead reaches nothing.
    """
    lead = bureau.receive()
    bureau.office.desk.deactivate(lead.id)
    bureau.theirs.create({"Email": "x@x.se", "City": "Oslo"}, key=lead.id)

    assert bureau.pull("theirs").counts == {ApplyOutcome.IGNORED: 1}


def test_partners_crm_rejects_with_a_reason(bureau: Bureau) -> None:
    """
    A status that the partner's CRM sets is the partner's answer, with its reason; the supplier's CRM is told.
    """
    lead = bureau.receive()
    bureau.office.at("north").accept(lead.id)
    bureau.exchange()
    other = bureau.receive("bo@granit.example")
    bureau.theirs.create(
        {"Email": "bo@granit.example", "PartnerStatus": "rejected", "Reason": "no_capacity"}, key=other.id
    )

    bureau.exchange()

    assert bureau.lead(other.id).status is DistributionStatus.REJECTED
    facts = [event.fact for event in bureau.office.events(other.id)]
    assert Rejected(reason="no_capacity") in facts
    assert bureau.remote(other)["Reason"] == "no_capacity"


def test_partners_crm_accepts(bureau: Bureau) -> None:
    """
    A partner's CRM accepts a lead that it knows by our key.
    """
    lead = bureau.receive()
    bureau.theirs.create({"Email": "ann@granit.example", "PartnerStatus": "accepted"}, key=lead.id)

    bureau.pull("theirs")

    assert any(isinstance(event.fact, Accepted) for event in bureau.office.events(lead.id))


def test_opportunities_go_both_ways(bureau: Bureau) -> None:
    """
    An opportunity of one CRM reaches the lead and the other CRM, with its amount as a Decimal, and updates come back.
    """
    lead = bureau.receive()
    bureau.office.at("north").accept(lead.id)
    bureau.exchange()
    deal: dict[str, RemoteValue] = {
        "Name": "Hammers",
        "StageName": "New",
        "Amount": Decimal("1200.50"),
        "CloseDate": date(2026, 6, 1),
    }
    there = bureau.theirs.create(deal, kind=RemoteKind.OPPORTUNITY, lead=bureau.id(lead, "theirs"))

    bureau.exchange()

    desk = OpportunityDesk(bureau.office.setting, HOST)
    (ours,) = desk.of_lead(lead.id)
    assert ours.amount == Money(Decimal("1200.50"), "SEK")
    assert bureau.deals() == [deal]
    bureau.theirs.update(there, {"StageName": "Closed Won"})
    bureau.exchange()
    assert bureau.deals()[0]["StageName"] == "Closed Won"
    assert len(bureau.deals("theirs")) == 1


def test_our_opportunity_is_pushed_to_both(bureau: Bureau) -> None:
    """
    An opportunity that is registered here goes to both systems once.
    """
    lead = bureau.receive()
    bureau.office.at("north").accept(lead.id)
    desk = OpportunityDesk(bureau.office.setting, a_partner_admin("north"))
    done = desk.register(lead.id, name="Hammers", amount=Money(Decimal(5), "SEK"))
    bureau.exchange()
    desk.update(done.opportunity.id, stage="won")  # type: ignore[union-attr]  # it is no refusal
    bureau.exchange()

    for name in ("crm", "theirs"):
        assert [(one["Name"], one["StageName"], one["Amount"]) for one in bureau.deals(name)] == [
            ("Hammers", "Closed Won", Decimal(5))
        ]


def test_private_lead_is_pushed_once_it_is_registered(bureau: Bureau) -> None:
    """
    Neither system hears of a lead that its partner keeps to itself, and both have it after it was registered.

    A record of the same contact that comes meanwhile is another lead, which looks as if there were no private one.
    """
    partner = bureau.office.at("north")
    draft = read_draft(PROGRAMME.schema, {"email": "ann@granit.example", "country": "SE", "city": "Kiruna"})
    kept = partner.create(draft, lead_id="kept")
    assert kept.ok
    partner.edit("kept", {"company": "Granit"})
    partner.set_stage("kept", "contacted")
    bureau.crm.create({"Email": "ann@granit.example", "Country": "Sweden", "City": "Oslo"})
    bureau.exchange()

    assert (bureau.errand("kept"), bureau.errand("kept", "theirs")) == (None, None)
    assert [bureau.crm.values(one)["City"] for one in bureau.crm.ids(RemoteKind.LEAD)] == ["Oslo"]
    assert bureau.lead("kept").external_ids == ()
    (other,) = (one for one in bureau.office.leads() if one.id != "kept")
    assert (other.kind, other.duplicated_from) == (LeadKind.DISTRIBUTED, None)

    assert RegistrationDesk(bureau.office.setting, a_partner_admin("north")).register_lead("kept").ok
    bureau.exchange()

    for name in ("crm", "theirs"):
        assert bureau.remote(kept.lead, name)["City"] == "Kiruna"


@pytest.mark.parametrize(
    ("policy", "ours", "theirs", "kept"),
    [
        (SyncConflictPolicy.THEIRS, "Luleå", "Luleå", "theirs"),
        (SyncConflictPolicy.OURS, "Oslo", "Oslo", "ours"),
        (SyncConflictPolicy.ASK, "Oslo", "Luleå", "ask"),
    ],
)
def test_both_sides_changed(policy: SyncConflictPolicy, ours: str, theirs: str, kept: str) -> None:
    """
    Where both sides changed a field its policy decides, and the timeline has both sides.
    """
    bureau = a_bureau(with_policy(CRM, policy))
    lead = bureau.receive(city="Kiruna")
    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.crm.update(bureau.id(lead), {"City": "Luleå"})

    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == ours
    assert bureau.remote(lead)["City"] == theirs
    found = [event.fact for event in bureau.office.events(lead.id) if isinstance(event.fact, ConflictFound)]
    assert found == [ConflictFound(connection="crm", kept=kept, changes=(ConflictingValue("city", "Oslo", "Luleå"),))]


@pytest.mark.parametrize(("minutes", "kept"), [(-5, "Oslo"), (5, "Luleå")])
def test_newest_is_kept(minutes: int, kept: str) -> None:
    """
    The policy for the newest compares when each side changed its own.
    """
    bureau = a_bureau(with_policy(CRM, SyncConflictPolicy.NEWEST))
    lead = bureau.receive(city="Kiruna")
    bureau.exchange()
    bureau.office.clock.advance(timedelta(hours=1))
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.crm_clock.advance(timedelta(hours=1, minutes=minutes))
    bureau.crm.update(bureau.id(lead), {"City": "Luleå"})

    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == kept
    assert bureau.remote(lead)["City"] == kept


@pytest.mark.parametrize(("keep", "kept"), [(KeptSide.OURS, "Oslo"), (KeptSide.THEIRS, "Luleå")])
def test_person_settles_a_conflict(keep: KeptSide, kept: str) -> None:
    """
    A person who is asked chooses a side, and both have it then.
    """
    bureau = a_bureau(with_policy(CRM, SyncConflictPolicy.ASK))
    lead = bureau.receive(city="Kiruna")
    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.crm.update(bureau.id(lead), {"City": "Luleå"})
    bureau.exchange()

    bureau.desk.settle("crm", lead.id, "city", keep=keep)
    bureau.exchange()

    assert bureau.lead(lead.id).values["city"] == kept
    assert bureau.remote(lead)["City"] == kept
    with pytest.raises(NotFound):
        bureau.desk.settle("crm", lead.id, "city", keep=keep)


def test_lost_answer_of_a_create_makes_no_second_record(bureau: Bureau) -> None:
    """
    A create whose answer was lost is repeated as an upsert by our key.
    """
    lead = bureau.receive()
    bureau.crm.lose_answers()

    assert bureau.push().counts == {PushOutcome.LATER: 1}
    bureau.office.clock.advance(timedelta(minutes=1))
    assert bureau.push().counts == {PushOutcome.SENT: 1}

    assert len(bureau.crm.ids()) == 1
    assert bureau.id(lead) == bureau.crm.ids()[0]


def test_lost_answer_is_found_by_a_pull(bureau: Bureau) -> None:
    """
    A record that was created without an answer is recognized by our key when a pull shows it.
    """
    lead = bureau.receive()
    bureau.crm.lose_answers()
    bureau.push()

    assert bureau.pull().counts == {ApplyOutcome.UPDATED: 1}
    bureau.office.clock.advance(timedelta(minutes=1))
    bureau.push()

    assert len(bureau.crm.ids()) == 1
    assert len(bureau.office.leads()) == 1
    assert bureau.id(lead)


def test_value_that_was_changed_back_after_a_lost_answer_arrives(bureau: Bureau) -> None:
    """
    What may be there after a lost answer is overwritten by a later change, also one back to what was there before.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.push()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.crm.lose_answers()
    bureau.push()
    bureau.office.desk.edit(lead.id, {"city": "Kiruna"})
    bureau.pull()
    bureau.office.clock.advance(timedelta(minutes=1))

    bureau.push()

    assert bureau.lead(lead.id).values["city"] == "Kiruna"
    assert bureau.remote(lead)["City"] == "Kiruna"


def test_refused_record_is_a_dead_letter_until_the_lead_changes(bureau: Bureau) -> None:
    """
    A refusal is told with its code and field, tried no more, and tried again after a change or a requeue.
    """
    bureau.crm.refused["City"] = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
    lead = bureau.receive(city="Kiruna")

    assert bureau.push().counts == {PushOutcome.REFUSED: 1}
    (dead,) = bureau.desk.status("crm").dead
    assert (dead.lead_id, dead.codes) == (lead.id, ("FIELD_CUSTOM_VALIDATION_EXCEPTION City",))
    assert bureau.push().counts == {}

    bureau.office.desk.edit(lead.id, {"city": None})
    assert bureau.push().counts == {PushOutcome.SENT: 1}


def test_dead_letter_is_requeued(bureau: Bureau) -> None:
    """
    A dead errand is tried again when somebody says so.
    """
    bureau.crm.required.add("Company")
    lead = bureau.receive()
    bureau.push()
    bureau.crm.required.clear()

    assert bureau.desk.requeue("crm", "nobody") == 0
    assert bureau.desk.requeue("crm") == 1
    bureau.push()

    assert bureau.id(lead)
    assert bureau.desk.status("crm").dead == ()


def test_one_refused_record_does_not_stop_the_others(bureau: Bureau) -> None:
    """
    Each record of a push has its own outcome.
    """
    bureau.crm.refused["City"] = "refused"
    bureau.receive(city="Kiruna")
    other = bureau.receive("bo@granit.example")

    assert bureau.push().counts == {PushOutcome.REFUSED: 1, PushOutcome.SENT: 1}
    assert bureau.id(other)


def test_quota_waits_and_is_no_attempt(bureau: Bureau) -> None:
    """
    A quota that is used up delays the system until it says, and no errand dies of it.
    """
    lead = bureau.receive()
    until = bureau.office.clock() + timedelta(hours=90)
    bureau.crm.delay(QuotaUsedUp(until))

    assert bureau.push().delayed_until == until
    assert bureau.desk.status("crm").code == "quota_used_up"
    calls = bureau.crm.calls
    assert bureau.push().delayed_until == until
    assert bureau.pull().delayed_until == until
    assert bureau.crm.calls == calls

    bureau.office.clock.advance(timedelta(hours=91))
    assert bureau.push().counts == {PushOutcome.SENT: 1}
    assert bureau.id(lead)


def test_blocked_system_waits_for_somebody(bureau: Bureau) -> None:
    """
    Refused credentials keep everything waiting, and are tried again after a while.
    """
    bureau.receive()
    bureau.crm.delay(SystemBlocked("invalid_grant"))

    assert bureau.push().delayed_until is not None
    assert bureau.desk.status("crm").code == "invalid_grant"
    bureau.office.clock.advance(timedelta(hours=1))
    assert bureau.push().counts == {PushOutcome.SENT: 1}


def test_budget_of_the_day_is_kept() -> None:
    """
    No more calls are made in 24 hours than the connection says, and they go on after that.
    """
    bureau = a_bureau(evolve(CRM, calls_a_day=3))
    for number in range(5):
        bureau.receive(f"{number}@granit.example")
        report = bureau.push()

    assert bureau.crm.calls == 3
    assert report.delayed_until == bureau.office.clock() + timedelta(days=1)
    bureau.office.clock.advance(timedelta(days=1))
    assert bureau.push().counts == {PushOutcome.SENT: 2}


def test_locked_record_is_tried_again_later(bureau: Bureau) -> None:
    """
    A record that is locked is tried again after a pause that grows, and is a dead letter after 72 hours.
    """
    lead = bureau.receive()
    bureau.crm.delay(TryLater("UNABLE_TO_LOCK_ROW"), times=1_000)
    pauses = []
    for _ in range(100):
        bureau.push()
        errand = bureau.errand(lead.id)
        assert errand is not None
        if errand.state is ErrandState.DEAD:
            break
        assert errand.due_at is not None
        pauses.append(errand.due_at - bureau.office.clock())
        bureau.office.clock.now = errand.due_at

    assert pauses[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert max(pauses) == timedelta(hours=6)
    assert bureau.desk.status("crm").dead[0].codes == ("UNABLE_TO_LOCK_ROW",)


def test_later_change_does_not_overtake_an_earlier_one(bureau: Bureau) -> None:
    """
    While an errand waits for its time, later changes of the lead join it, and the system gets the latest state.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.crm.delay(TryLater("busy"))
    bureau.push()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})

    assert bureau.push().counts == {}
    bureau.office.clock.advance(timedelta(minutes=1))
    bureau.push()

    assert bureau.remote(lead)["City"] == "Oslo"


def test_expired_cursor_reads_everything_again(bureau: Bureau) -> None:
    """
    A cursor that is too old is a state with a full pull, and loses nothing.
    """
    bureau.crm.create({"Email": "ann@granit.example"})
    bureau.pull()
    assert bureau.desk.status("crm").phase is PullPhase.CHANGES
    bureau.crm_clock.advance(timedelta(days=30))
    bureau.crm.create({"Email": "bo@granit.example"})

    report = bureau.pull()

    assert report.expired
    assert report.counts == {ApplyOutcome.UNCHANGED: 1, ApplyOutcome.CREATED: 1}
    assert bureau.desk.status("crm").expired_at is not None


def test_late_commit_is_not_lost(bureau: Bureau) -> None:
    """
    A transaction that was open during a pull is shown by the next one, though its stamps are older.
    """
    with bureau.crm.transaction():
        bureau.crm.create({"Email": "late@granit.example"})
        bureau.crm_clock.advance(timedelta(hours=2))
        bureau.pull()
        assert bureau.office.leads() == []
    bureau.crm_clock.advance(timedelta(hours=2))
    bureau.pull()

    assert len(bureau.office.leads()) == 1


@pytest.mark.parametrize("minutes", [-30, 30])
def test_clocks_that_differ_lose_nothing(bureau: Bureau, minutes: int) -> None:
    """
    The clock of the system may be minutes before or behind ours.
    """
    bureau.crm_clock.advance(timedelta(minutes=minutes))
    for number in range(5):
        bureau.crm.create({"Email": f"{number}@granit.example"})
        bureau.pull()
        bureau.crm_clock.advance(timedelta(seconds=1))
        bureau.office.clock.advance(timedelta(seconds=1))

    assert len(bureau.office.leads()) == 5


def test_merged_record_is_followed(bureau: Bureau) -> None:
    """
    A record that was merged into a new id is that one from then on.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.exchange()
    other = bureau.crm.create({"Email": "other@granit.example"})
    left = bureau.crm.merge(other, bureau.id(lead), new_id=True)

    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.exchange()

    assert bureau.id(lead) == left
    assert bureau.crm.values(left)["City"] == "Oslo"
    assert len(bureau.office.leads()) == 1


def test_push_to_a_merged_record_goes_to_the_one_that_is_left(bureau: Bureau) -> None:
    """
    A push that finds out about a merge follows it.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.exchange()
    other = bureau.crm.create({"Email": "other@granit.example"})
    left = bureau.crm.merge(other, bureau.id(lead), new_id=True)
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})

    assert bureau.push().counts == {PushOutcome.MOVED: 1}
    bureau.push()

    assert bureau.crm.values(left)["City"] == "Oslo"


def test_lead_that_was_merged_into_another_of_ours_is_not_pushed_any_more(bureau: Bureau) -> None:
    """
    Two leads whose records became one keep one link; the other one is superseded there.
    """
    one, two = bureau.receive("a@granit.example"), bureau.receive("b@granit.example")
    bureau.exchange()
    left = bureau.crm.merge(bureau.id(one), bureau.id(two))
    bureau.exchange()
    bureau.office.desk.edit(one.id, {"city": "Oslo"})
    bureau.exchange()

    assert "City" not in bureau.crm.values(left)
    assert len(bureau.office.leads()) == 2


def test_converted_lead_is_not_pushed_but_its_opportunity_is(bureau: Bureau) -> None:
    """
    A lead that was converted there reaches the stage that the connection names, and its deal is exchanged.
    """
    lead = bureau.receive(city="Kiruna")
    bureau.office.at("north").accept(lead.id)
    bureau.exchange()
    deal = bureau.crm.convert(bureau.id(lead), {"Name": "Hammers", "StageName": "New"})
    assert deal is not None

    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.exchange()

    assert bureau.lead(lead.id).stage == "qualified"
    desk = OpportunityDesk(bureau.office.setting, HOST)
    (ours,) = desk.of_lead(lead.id)
    desk.update(ours.id, stage="won")
    bureau.exchange()
    assert bureau.crm.values(deal)["StageName"] == "Closed Won"
    assert bureau.desk.status("crm").dead == ()


@pytest.mark.parametrize(("policy", "active"), [(GonePolicy.KEEP, True), (GonePolicy.DEACTIVATE, False)])
def test_deleted_record_is_not_made_again(policy: GonePolicy, active: bool) -> None:
    """
    A record that was deleted there stays deleted; the lead stays or is deactivated, as the connection says.
    """
    bureau = a_bureau(evolve(CRM, on_gone=policy))
    lead = bureau.receive()
    bureau.exchange()
    bureau.crm.delete(bureau.id(lead))

    assert bureau.pull().counts == {ApplyOutcome.GONE: 1}
    bureau.exchange()

    assert bureau.lead(lead.id).active is active
    assert bureau.crm.ids() == ()


def test_push_that_finds_a_deleted_record_does_not_make_it_again(bureau: Bureau) -> None:
    """
    A push to a record that is gone says so and creates nothing.
    """
    lead = bureau.receive()
    bureau.exchange()
    bureau.crm.delete(bureau.id(lead))
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})

    assert bureau.push().counts == {PushOutcome.GONE: 1}
    assert bureau.push().counts == {}
    assert bureau.crm.ids() == ()


def test_existing_lead_is_linked_and_not_doubled(bureau: Bureau) -> None:
    """
    A new record about a prospect whose lead is there already is linked to it, and fills what it does not say.
    """
    lead = bureau.receive()
    there = bureau.crm.create({"Email": "ann@granit.example", "City": "Kiruna"})

    bureau.exchange()

    assert [one.id for one in bureau.office.leads()] == [lead.id]
    assert bureau.id(lead) == there
    assert bureau.lead(lead.id).values["city"] == "Kiruna"
    assert bureau.crm.ids() == (there,)


def test_second_record_of_a_linked_lead_is_told(bureau: Bureau) -> None:
    """
    Two records there for one lead here are a problem that names itself, and overwrite nothing.
    """
    bureau.crm.create({"Email": "ann@granit.example", "City": "Kiruna"})
    bureau.crm.create({"Email": "ann@granit.example", "City": "Oslo"})

    report = bureau.pull()

    assert [one.code for one in report.told[0].problems] == ["lead_linked_already"]
    assert bureau.office.leads()[0].values["city"] == "Kiruna"
    assert bureau.desk.status("crm").refused == 1


def test_record_that_cannot_be_a_lead_is_told_and_tried_when_it_changes(bureau: Bureau) -> None:
    """
    A record without an e-mail is refused with the reason, and becomes a lead once it has one.
    """
    there = bureau.crm.create({"City": "Kiruna"})

    report = bureau.pull()
    assert report.counts == {ApplyOutcome.REFUSED: 1}
    assert [one.code for one in report.told[0].problems] == ["required_missing"]

    bureau.crm.update(there, {"Email": "ann@granit.example"})
    assert bureau.pull().counts == {ApplyOutcome.CREATED: 1}
    assert bureau.desk.status("crm").refused == 0


def test_marketing_automation_brings_the_history() -> None:
    """
    Leads of marketing automation have the activities of the prospect, and their source.
    """
    marketing = evolve(CRM, role=SystemRole.MARKETING_AUTOMATION)
    bureau = a_bureau(marketing)
    seen = Activity(at=NOW, kind="webinar_attended", title="Drilling in granite")
    bureau.crm.create({"Email": "ann@granit.example"}, history=[seen])

    bureau.pull()

    (lead,) = bureau.office.leads()
    assert (lead.source, lead.history) == ("marketing_automation", (seen,))


def test_lead_source_only_sends() -> None:
    """
    Leads of a form come in under the name of the source, and nothing is pushed there.
    """
    source = Connection(name="crm", role=SystemRole.LEAD_SOURCE, direction=SyncDirection.PULL, leads=FIELDS)
    bureau = a_bureau(source)
    bureau.crm.create({"Email": "ann@granit.example"})

    bureau.pull()

    assert bureau.office.leads()[0].source == "crm"
    assert bureau.errand(bureau.office.leads()[0].id) is None
    with pytest.raises(ConfigurationError, match="does not push"):
        bureau.push()


def test_criteria_say_which_leads_are_pushed() -> None:
    """
    Only leads for which the criteria hold are created there, and one that is there is pushed on.
    """
    bureau = a_bureau(evolve(CRM, criteria=any_of(where("city", "equals", "Kiruna"))))
    lead, other = bureau.receive(city="Kiruna"), bureau.receive("b@granit.example", city="Oslo")
    bureau.exchange()
    bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.exchange()

    assert bureau.remote(lead)["City"] == "Oslo"
    assert bureau.lead(other.id).external_ids == ()


def test_failing_connector_loses_nothing(bureau: Bureau) -> None:
    """
    A system that cannot be reached is an error of the port, and the next pull goes on.
    """
    bureau.crm.create({"Email": "ann@granit.example"})
    bureau.connectors["crm"].fail(1)
    with pytest.raises(PortError):
        bureau.pull()
    bureau.connectors["crm"].fail(1, RuntimeError("a bug"))
    with pytest.raises(PortError, match="RuntimeError"):
        bureau.pull()

    assert bureau.pull().counts == {ApplyOutcome.CREATED: 1}


def test_one_process_at_a_time_exchanges(bureau: Bureau) -> None:
    """
    While one process pulls, another one is told that the system is busy; a dead one loses its turn after its lease.
    """
    busy, pull = list[bool](), bureau.crm.pull

    def pulled(cursor: SyncCursor | None, most: int) -> PullAnswer:
        busy.append(bureau.pull().busy)
        return pull(cursor, most)

    bureau.crm.pull = pulled  # type: ignore[method-assign]  # to look meanwhile
    bureau.pull()

    assert busy == [True]
    assert not bureau.pull("theirs").busy


def test_turn_of_a_dead_process_ends(bureau: Bureau) -> None:
    """
    What a dead process held is free once its lease ends, though it never gave it back.
    """
    turn = SyncTurn(bureau.office.setting, CRM, "dead", timedelta(minutes=10))
    assert turn.begin() is not None
    assert bureau.pull().busy

    bureau.office.clock.advance(timedelta(minutes=10))
    assert not bureau.pull().busy
    with pytest.raises(TurnLost):
        turn.save(lambda state: state)


def test_check_names_fields_that_the_system_has_not(bureau: Bureau) -> None:
    """
    A field of the connection that the system does not have is named with the near one.
    """
    bureau.crm.create({"Email": "a@x.se", "Country": "Sweden", "Company": "X", "Cityy": "Y", "Status": "New"})

    problems = {one.path: one for one in bureau.desk.check("crm")}

    assert problems["leads[3].remote"].suggestions == ("Cityy",)
    assert "leads[0].remote" not in problems


def test_unknown_names_are_told_with_near_ones(bureau: Bureau) -> None:
    """
    A connection that does not exist is named with the near one.
    """
    with pytest.raises(NotFound, match="did you mean 'theirs'"):
        bureau.desk.pull("theirss")


def test_settling_what_nobody_asks_is_not_found(bureau: Bureau) -> None:
    """
    Only a field that waits for a person can be settled.
    """
    lead = bureau.receive()

    for field in ("city", "nothing"):
        with pytest.raises(NotFound):
            bureau.desk.settle("crm", lead.id, field, keep=KeptSide.OURS)


def test_stage_that_two_of_ours_share_is_not_moved_back(bureau: Bureau) -> None:
    """
    Two of our stages with one name there stay apart here.
    """
    lead = bureau.receive()
    bureau.exchange()
    bureau.office.desk.set_stage(lead.id, "nurture")

    bureau.exchange()

    assert bureau.remote(lead)["Status"] == "Working"
    assert bureau.lead(lead.id).stage == "nurture"


def test_stage_that_nobody_knows_is_told(bureau: Bureau) -> None:
    """
    A stage of the other system that means nothing here is a problem, told once, and overwrites nothing.
    """
    lead = bureau.receive()
    bureau.exchange()
    bureau.crm.update(bureau.id(lead), {"Status": "Sleeping", "City": "Kiruna"})

    first, again = bureau.pull(), bureau.pull()

    assert [(one.code, one.path) for one in first.told[0].problems] == [("stage_unknown", "Status")]
    assert again.told == ()
    assert bureau.lead(lead.id).values["city"] == "Kiruna"
    assert not isinstance(bureau.push(), Refusal)
    assert THEIRS.partner_id == "north"


@pytest.mark.parametrize("connection", [CRM, evolve(CRM, direction=SyncDirection.PULL)])
def test_erased_lead_stays_erased(connection: Connection) -> None:
    """
    What another system still says of an erased person does not come back, not as a new lead either, and nothing is pushed.
    """
    bureau = a_bureau(connection)
    there = bureau.crm.create({"Email": "ann@granit.example", "City": "Kiruna"})
    bureau.pull()
    (lead,) = bureau.office.leads()
    PrivacyDesk(bureau.office.setting, HOST, MemoryAttachments()).erase_person("ann@granit.example")
    bureau.crm.update(there, {"City": "Oslo"})

    report = bureau.pull()

    assert report.counts == {ApplyOutcome.IGNORED: 1}
    assert not bureau.lead(lead.id).values
    with bureau.office.setting.unit() as unit:
        assert [one.shared for one in unit.records.all(SyncLink)] == [()]
    bureau.crm.interrupt(CursorExpired())
    bureau.pull()
    assert [one.id for one in bureau.office.leads()] == [lead.id]
    if connection.direction.pushes:
        assert bureau.push().counts == {}
    assert bureau.crm.values(there)["City"] == "Oslo"


def test_erased_lead_is_not_filled_by_our_key() -> None:
    """
    A record with the key of a lead that was erased before it was linked fills nothing.
    """
    bureau = a_bureau(CRM)
    lead = bureau.receive(city="Kiruna")
    bureau.crm.lose_answers()
    bureau.push()
    PrivacyDesk(bureau.office.setting, HOST, MemoryAttachments()).erase_person("ann@granit.example")

    assert bureau.pull().counts == {ApplyOutcome.IGNORED: 1}
    assert not bureau.lead(lead.id).values


class WithoutReading:
    """
    A connector that cannot read single records.
    """

    def __init__(self, connector: FakeConnector) -> None:
        self.pull, self.push, self.describe = connector.pull, connector.push, connector.describe


@pytest.mark.parametrize("reads", [True, False])
@pytest.mark.parametrize("policy", list(GonePolicy))
def test_full_pull_finds_what_was_deleted_and_merged_meanwhile(reads: bool, policy: GonePolicy) -> None:
    """
    After a cursor has expired nobody tells deletions and merges: what a full pull does not show is gone, and is merged if
    the system can still be asked.
    """
    bureau = a_bureau(evolve(CRM, on_gone=policy))
    if not reads:
        only = WithoutReading(bureau.connectors["crm"])
        bureau.connectors = {"crm": only}  # type: ignore[dict-item]  # it has all that the desk needs
    kept, deleted, merged, other = (bureau.receive(f"{number}@granit.example") for number in range(4))
    bureau.exchange()
    bureau.crm.delete(bureau.id(deleted))
    left = bureau.crm.merge(bureau.crm.create({"Email": "x@granit.example"}), bureau.id(merged), new_id=True)
    bureau.crm.forget_changes()
    bureau.crm.interrupt(CursorExpired())

    report = bureau.pull()
    bureau.exchange()

    assert report.expired
    assert bureau.lead(deleted.id).active is (policy is GonePolicy.KEEP or not reads)
    assert bureau.lead(kept.id).active
    assert bureau.lead(merged.id).active
    assert bureau.id(merged) == left
    for lead in (other, kept):
        bureau.office.desk.edit(lead.id, {"city": "Oslo"})
    bureau.exchange()
    assert bureau.remote(other)["City"] == "Oslo"
    assert len(bureau.crm.ids()) == 3


def test_opportunity_that_came_before_its_lead_was_accepted_is_not_lost(bureau: Bureau) -> None:
    """
    An opportunity of a lead that is not accepted yet is registered by a pull after it was.
    """
    lead = bureau.receive()
    bureau.exchange()
    bureau.crm.create({"Name": "Early", "StageName": "New"}, kind=RemoteKind.OPPORTUNITY, lead=bureau.id(lead))
    assert bureau.pull().counts[ApplyOutcome.REFUSED] >= 1

    bureau.office.at("north").accept(lead.id)
    bureau.pull()

    desk = OpportunityDesk(bureau.office.setting, HOST)
    assert [one.name for one in desk.of_lead(lead.id)] == ["Early"]
    assert bureau.desk.status("crm").refused == 0


def test_what_waits_and_dies_is_told() -> None:
    """
    A host hears of a system that waits, of one that somebody has to look after, and of leads that are given up.
    """
    seen = list[Observation]()
    bureau = a_bureau(CRM, observe=seen.append)
    lead = bureau.receive(city="Kiruna")
    bureau.crm.delay(QuotaUsedUp(bureau.office.clock() + timedelta(hours=2)))
    bureau.push()
    bureau.office.clock.advance(timedelta(hours=3))
    bureau.crm.delay(SystemBlocked("invalid_grant"))
    bureau.push()
    bureau.office.clock.advance(timedelta(hours=3))
    bureau.crm.refused["City"] = "no"
    bureau.push()

    assert [one for one in seen if isinstance(one, SystemWaits | ErrandDied)] == [
        SystemWaits(supplier_id="acme", connection="crm", code="quota_used_up", blocked=False, seconds=7_200),
        SystemWaits(supplier_id="acme", connection="crm", code="invalid_grant", blocked=True, seconds=900),
        ErrandDied(supplier_id="acme", connection="crm", lead_id=lead.id, codes="no City"),
    ]


def test_record_that_is_another_lead_here_is_not_taken_over(bureau: Bureau) -> None:
    """
    A system that takes a new lead for a record of another one takes nothing away from that one; the errand says so.
    """
    first, second = bureau.receive("a@granit.example", city="Kiruna"), bureau.receive("b@granit.example")
    bureau.connectors["crm"].batch = 1
    bureau.push()
    taken = bureau.receive("c@granit.example")
    push = bureau.crm.push

    def pushed(update: PushUpdate, client: str) -> PushResult:
        return push(evolve(update, key=first.id), client) if update.key == taken.id else push(update, client)

    bureau.crm.push = pushed  # type: ignore[method-assign]  # a system that finds duplicates by itself

    assert bureau.push().counts == {PushOutcome.REFUSED: 1}
    assert bureau.desk.status("crm").dead[0].codes == ("lead_linked_already",)
    assert bureau.lead(taken.id).external_ids == ()
    assert bureau.id(first) != bureau.id(second)


STRANGE: dict[str, RemoteValue] = {
    "a number": 10**30,
    "an amount": Decimal("-1e400"),
    "a truth": True,
    "a list": ("a", "b"),
    "a day": date(1, 1, 1),
    "a long text": "x" * 1_000_000,
    "NUL": "a\x00b",
    "half a character": "a\ud800",
    "blank": "   ",
    "nothing": None,
}


@pytest.mark.parametrize("what", STRANGE)
@pytest.mark.parametrize("new", [True, False])
def test_strange_values_hold_up_no_other_record(what: str, new: bool) -> None:
    """
    Whatever a system says in a field, the pull goes on: the value is taken, told or refused, and other records come in.
    """
    envelope = [
        SharedField(field=one, remote=one.title(), direction=SyncDirection.PULL)
        for one in ("lead_score", "source", "campaign", "partner", "created_at", "annual_revenue", "employee_count")
    ]
    bureau = a_bureau(evolve(CRM, leads=(*CRM.leads, *envelope)))
    for number, name in enumerate((*(one.remote for one in envelope), "Email", "Country", "Status", "City")):
        said: dict[str, RemoteValue] = {"Email": f"{number}@granit.example"}
        there = bureau.crm.create(said if not new else {**said, name: STRANGE[what]})
        if not new:
            bureau.pull()
            bureau.crm.update(there, {name: STRANGE[what]})
    deal: dict[str, RemoteValue] = dict.fromkeys(("Name", "StageName", "Amount", "CloseDate"), STRANGE[what])
    lead = bureau.receive("last@granit.example")
    bureau.office.at("north").accept(lead.id)
    bureau.push()
    bureau.crm.create(deal, kind=RemoteKind.OPPORTUNITY, lead=bureau.id(lead))
    bureau.crm.create({"Email": "after@granit.example"})

    report = bureau.pull()

    assert report.finished
    assert "after@granit.example" in {one.values.get("email") for one in bureau.office.leads()}
    assert bureau.office.sound()


@define
class Scripted:
    """
    A connector that shows given pages, one each pull.
    """

    pages: list[tuple[RemoteChange, ...]]

    def pull(self, cursor: SyncCursor | None, most: int, timeout: float, /) -> PullAnswer:
        """
        Show the next page.
        """
        return PullPage(changes=self.pages.pop(0), cursor=SyncCursor(token="x"))


@pytest.mark.parametrize("gone_first", [False, True])
def test_loser_of_a_merge_that_is_told_gone_too_takes_nothing_away(gone_first: bool) -> None:
    """
    Some systems tell of the loser of a merge both that it was merged and that it was deleted, in either order.
    """
    bureau = a_bureau(evolve(CRM, direction=SyncDirection.PULL, on_gone=GonePolicy.DEACTIVATE))
    loser = bureau.crm.create({"Email": "ann@granit.example"})
    bureau.pull()
    (lead,) = bureau.office.leads()
    left, was = RemoteRef(RemoteKind.LEAD, "C99999"), RemoteRef(RemoteKind.LEAD, loser)
    told: list[tuple[RemoteChange, ...]] = [
        (IdentityChanged(was, IdentityChange.MERGED, (left,)),),
        (RecordGone(was),),
    ]
    record = RemoteRecord(ref=left, values={"Email": "ann@granit.example", "City": "Oslo"})
    scripted = Scripted([*(told[::-1] if gone_first else told), (record,)])
    desk = SyncDesk(bureau.office.setting, HOST, connectors={"crm": scripted})
    for _ in range(2):
        desk.pull("crm")
    with bureau.office.setting.unit() as unit:
        link = unit.records.one(SyncLink, link_key("crm", RemoteKind.LEAD, lead.id))
    assert link is not None
    assert (link.state, link.remote_id) == (LinkState.LINKED, left.id)
    assert bureau.lead(lead.id).active != gone_first  # nobody could know then
    desk.pull("crm")
    assert gone_first or bureau.lead(lead.id).values["city"] == "Oslo"
    assert len(bureau.office.leads()) == 1


def test_budget_that_ends_a_full_pull_early_loses_no_deletion() -> None:
    """
    Where no call is left to look at what a full pull did not show, the next pull looks at it.
    """
    bureau = a_bureau(evolve(CRM, calls_a_day=3, on_gone=GonePolicy.DEACTIVATE))
    gone = bureau.crm.create({"Email": "ann@granit.example"})
    bureau.crm.create({"Email": "bo@granit.example"})
    bureau.pull()
    lead = next(one for one in bureau.office.leads() if one.values["email"] == "ann@granit.example")
    bureau.crm.delete(gone)
    bureau.crm.forget_changes()
    bureau.crm.interrupt(CursorExpired("old"))
    first = bureau.pull()
    assert (first.finished, first.delayed_until is not None) == (False, True)
    bureau.office.clock.advance(timedelta(days=1))
    assert bureau.pull().finished
    assert not bureau.lead(lead.id).active


def test_many_opportunities_that_wait_are_all_looked_at() -> None:
    """
    A pull looks at the hundred that waited longest, so each has its turn, and nothing is searched for among all records.
    """
    bureau = a_bureau()
    lead = bureau.receive("ann@granit.example")
    bureau.push()
    there = bureau.id(lead)
    for number in range(150):
        deal = {"Name": f"Deal {number}", "StageName": "New"}
        bureau.crm.create(deal, kind=RemoteKind.OPPORTUNITY, lead=there)
    assert bureau.pull().counts[ApplyOutcome.REFUSED] >= 150
    assert len(bureau.state().waiting) == 150
    bureau.office.at("north").accept(lead.id)
    counts = [bureau.pull().counts.get(ApplyOutcome.CREATED, 0) for _ in range(3)]
    assert sum(counts) == 150
    assert counts[0] == 100
    assert bureau.state().waiting == ()
