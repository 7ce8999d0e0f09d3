"""
Rejected leads go on to the next partner, by the policy and the reason.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_contact, a_user, an_account, codes
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office

from leadflow.core.facts import Deactivated, Held, Routed
from leadflow.core.handling import LeadUpdate, Refusal, WithoutMatch
from leadflow.core.handling.policy import RejectionPolicy, RejectionReason
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus, Lead, ReviewReason
from leadflow.core.notifications import ActionLinks, LinkKey
from leadflow.core.routing import Match, RoutingModule, TieBreak
from leadflow.core.switches import Switches
from leadflow.core.views import LeadQuery
from leadflow.errors import LeadInactive, NotFound
from leadflow.services import LinkDesk, OutboxRelay, confirmation_page, confirmation_values
from leadflow.testing import RecordingMailer

REASONS = (
    RejectionReason("no_capacity", "No capacity", moves_on=True),
    RejectionReason("bad_data", "The data is wrong", moves_on=False),
    RejectionReason("other", "Something else"),
)

THREE = tuple(an_account(one, territories=("NL",), users=(a_user(f"user-{one}"),)) for one in ("aa", "bb", "cc"))

MODULE = RoutingModule(
    name="nl",
    steps=(Match(lead_field="country", partner_field="territories", required=True),),
    tie_break=TieBreak.ROUND_ROBIN,
)

LINKS = ActionLinks("acme", (LinkKey("k1", b"s" * 32),), url="https://x.example/{token}")


def moving(**policy: Any) -> Office:
    """
    Return an office with three partners that match, whose rejected leads go on.
    """
    rejections = RejectionPolicy(**{"reasons": REASONS, "moves_on": True, **policy})
    office = an_office(partners=(*PARTNERS, *THREE), programme=evolve(PROGRAMME, rejections=rejections, module="nl"))
    office.routing.publish(MODULE)
    return office


def received(office: Office, partner: str | None = None) -> Lead:
    """
    Receive a lead, routed unless a partner is named.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se", "country": "NL"}, partner=partner))
    assert isinstance(done, Distribution)
    return done.lead


def rejected(office: Office, lead: Lead, reason: str | None = None) -> Lead | None:
    """
    Reject a lead at its partner, and return the lead that continues it.
    """
    done = office.at(lead.partner_id or "").reject(lead.id, reason=reason)
    assert isinstance(done, LeadUpdate)
    stored = office.desk.lead(lead.id)
    return office.desk.lead(stored.superseded_by) if stored.superseded_by else None


def test_rejected_lead_goes_on_to_the_next_match_at_once() -> None:
    """
    A duplicate is pending at another partner that matches, its people are mailed, and the lead is deactivated.
    """
    office = moving()
    first = received(office)
    after = rejected(office, first)

    assert after is not None
    assert (after.status, after.routed_by, after.duplicated_from) == (DistributionStatus.PENDING, "nl", first.id)
    assert after.partner_id not in (first.partner_id, None)
    before = office.desk.lead(first.id)
    assert (before.active, before.status) == (False, DistributionStatus.REJECTED)
    assert office.events(first.id)[-1].fact == Deactivated(reason="moved_on")
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer).run_until_idle()
    assert [mail.to_address for mail in mailer.sent] == [f"user-{after.partner_id}@partner.example"]
    assert office.sound()


def test_who_declined_gets_no_other_chance() -> None:
    """
    Each partner that matches is asked once; then a duplicate waits for a person.
    """
    office = moving()
    lead, seen = received(office), []
    while lead.partner_id is not None:
        seen.append(lead.partner_id)
        found = rejected(office, lead)
        assert found is not None
        lead = found

    assert sorted(seen) == ["aa", "bb", "cc"]
    assert (lead.status, lead.active) == (DistributionStatus.UNASSIGNED, True)
    assert isinstance(office.events(lead.id)[-1].fact, Routed)
    assert office.sound()


def test_nobody_left_may_leave_the_lead_where_it_is() -> None:
    """
    With ``stay`` no duplicate is made, and the rejection is all that is written.
    """
    office = moving(without_match=WithoutMatch.STAY)
    lead = received(office)
    for _ in range(2):
        found = rejected(office, lead)
        assert found is not None
        lead = found

    assert rejected(office, lead) is None
    stored = office.desk.lead(lead.id)
    assert (stored.active, stored.status, stored.superseded_by) == (True, DistributionStatus.REJECTED, None)
    assert office.sound()


@pytest.mark.parametrize(("hops", "reached"), [(1, 2), (2, 3)])
def test_hops_are_limited(hops: int, reached: int) -> None:
    """
    A lead goes on so often as the policy lets it; after that a duplicate waits, though somebody else would match.
    """
    office = moving(most_hops=hops)
    lead, seen = received(office), 0
    while lead.partner_id is not None:
        seen += 1
        found = rejected(office, lead)
        assert found is not None
        lead = found
    assert seen == reached


@pytest.mark.parametrize("paused", [False, True])
def test_lead_beyond_the_hop_limit_says_so(paused: bool) -> None:
    """
    A duplicate that waits after the last hop has the review reason ``hop_limit``: lists filter by it, explanations,
    details and the audit log show it, and a person can still route it. A pause changes none of that.
    """
    office = moving(most_hops=1)
    second = rejected(office, received(office))
    assert second is not None
    office.programme = evolve(office.programme, switches=Switches(paused=paused))
    third = rejected(office, second)
    assert third is not None

    assert (third.status, third.review) == (DistributionStatus.UNASSIGNED, ReviewReason.HOP_LIMIT)
    assert office.events(third.id)[-1].fact == Held(reason=ReviewReason.HOP_LIMIT)
    assert office.sound()
    assert [row.id for row in office.desk.leads(LeadQuery(reviews=["hop_limit"])).rows] == [third.id]
    assert not office.desk.leads(LeadQuery(reviews=["paused"])).rows
    assert "it has moved on as often as the rules allow" in office.desk.explain(third.id)

    office.programme = evolve(office.programme, switches=Switches())
    again = office.desk.route_again(third.id)
    assert isinstance(again, LeadUpdate)
    assert (again.lead.status, again.lead.review) == (DistributionStatus.PENDING, None)


def test_rejected_lead_stays_where_nothing_is_distributed() -> None:
    """
    A programme that does not distribute moves no lead on.
    """
    office = moving()
    lead = received(office)
    office.programme = evolve(office.programme, switches=Switches(distribution=False))
    assert rejected(office, lead) is None
    assert office.desk.lead(lead.id).active


@pytest.mark.parametrize(
    ("policy", "reason", "moves"),
    [
        (True, None, True),
        (True, "bad_data", False),
        (True, "other", True),
        (False, None, False),
        (False, "no_capacity", True),
        (False, "other", False),
    ],
)
def test_reason_decides_before_the_policy(policy: bool, reason: str | None, moves: bool) -> None:
    """
    A reason that says whether leads go on counts; all others leave it to the policy.
    """
    office = moving(moves_on=policy)
    assert (rejected(office, received(office), reason) is not None) is moves


def test_named_partner_s_lead_goes_on_by_the_programme_s_module() -> None:
    """
    A lead that no module had chosen a partner for is routed by the module of the programme.
    """
    office = moving()
    after = rejected(office, received(office, "south"))
    assert after is not None
    assert after.routed_by == "nl"


@pytest.mark.parametrize("module", [None, "gone"])
def test_without_a_module_the_duplicate_waits(module: str | None) -> None:
    """
    A programme without a module, or whose module is not there, refuses no rejection: nobody matches.
    """
    office = moving()
    lead = received(office, "south")
    office.programme = evolve(office.programme, module=module)
    after = rejected(office, lead)
    assert after is not None
    assert after.status is DistributionStatus.UNASSIGNED


def test_next_partner_does_not_read_who_rejected_the_lead() -> None:
    """
    The events of the duplicate name no person of the partner that declined, and its own people see it no more.
    """
    office = moving()
    first = received(office)
    after = rejected(office, first)
    assert after is not None

    assert {event.actor.id for event in office.at(after.partner_id or "").timeline(after.id)} == {"rejections"}
    with pytest.raises(NotFound):
        office.at(first.partner_id or "").lead(first.id)


def test_rejection_by_a_link_goes_on_too_and_only_once() -> None:
    """
    The button of a mail does the same; pressed again it changes nothing.
    """
    office = moving(reason_required=True)
    lead = received(office)
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    token = mailer.sent[0].text.partition("https://x.example/")[2].partition("?")[0]
    desk = LinkDesk(office.setting, LINKS)
    nonce = desk.preview(token).nonce

    unsaid = desk.perform(token, "reject", nonce)
    assert isinstance(unsaid, Refusal)
    assert codes(unsaid.problems) == [("reason_missing", "reason")]
    done = [desk.perform(token, "reject", nonce, reason="no_capacity") for _ in range(2)]
    assert [isinstance(one, LeadUpdate) and one.unchanged for one in done] == [False, True]
    with pytest.raises(LeadInactive):
        desk.perform(token, "accept", nonce)
    assert len(office.leads()) == 2
    assert office.desk.lead(office.desk.lead(lead.id).superseded_by or "").status is DistributionStatus.PENDING


def test_answer_page_asks_for_the_reason_that_the_policy_requires() -> None:
    """
    The form cannot be sent without a reason, and a host's own page is told so.
    """
    for required in (True, False):
        office = moving(reason_required=required)
        lead = received(office)
        mailer = RecordingMailer()
        OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
        token = mailer.sent[0].text.partition("https://x.example/")[2].partition("?")[0]
        preview = LinkDesk(office.setting, LINKS).preview(token)
        assert ('name="reason" required' in confirmation_page(preview, office.programme)) is required
        assert confirmation_values(preview, office.programme)["reason_required"] is required
        assert lead.active


def test_supplier_is_told_of_a_rejection_that_goes_on() -> None:
    """
    The notice about a rejection is sent although the lead is deactivated by then.
    """
    office = moving(recipients=(a_contact("boss"),))
    office.programme = evolve(office.programme, switches=Switches(rejection_notices=True))
    lead = received(office)
    OutboxRelay(office.setting, office.store, RecordingMailer()).run_until_idle()
    rejected(office, lead)
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer).run_until_idle()
    assert "boss@supplier.example" in [mail.to_address for mail in mailer.sent]


def test_lead_that_a_duplicate_continues_already_stays() -> None:
    """
    One lead goes on once: the duplicate that the supplier made continues it.
    """
    office = moving()
    lead = received(office, "south")
    office.desk.duplicate(lead.id, partner_id="north")
    office.at("south").reject(lead.id)
    assert len(office.leads()) == 2
