"""
What a programme offers: what is switched off is refused by name, and a pause keeps leads waiting.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, an_account, codes
from tests.services.builders import EMEA, HOST, PARTNERS, PROGRAMME, Office, an_office, mapped

from leadflow.core.facts import Assigned, AssignedBy, Held
from leadflow.core.handling import AfterRecall, LeadMove, LeadUpdate, Refusal, operations_on
from leadflow.core.handling.operations import LeadOperation
from leadflow.core.handling.policy import RejectionPolicy
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, Draft, InvalidDraft, Submission, read_draft
from leadflow.core.leads import DistributionStatus, Lead, LeadKind, ReviewReason
from leadflow.core.switches import Switches
from leadflow.core.views import LeadQuery
from leadflow.services import SupplierDesk

TEAM = an_account("team", users=(a_user("maja"), a_user("ole")))

OFF, PAUSED = Switches(distribution=False), Switches(paused=True)

Ask = Callable[[SupplierDesk, str, str], LeadUpdate | LeadMove | Refusal]

DISTRIBUTING: dict[str, Ask] = {
    "assign": lambda desk, _, waits: desk.assign(waits, partner_id="team"),
    "route_again": lambda desk, _, waits: desk.route_again(waits, module="emea"),
    "duplicate": lambda desk, there, _: desk.duplicate(there, partner_id="north"),
    "transfer": lambda desk, there, _: desk.transfer(there, partner_id="north"),
    "recall and route": lambda desk, there, _: desk.recall(there, then=AfterRecall.ROUTE, module="emea"),
}


def received(office: Office, country: str = "SE", partner: str | None = None, assignee_id: str | None = None) -> Lead:
    """
    Receive a lead, by the module *emea* unless a partner is named.
    """
    draft = read_draft(
        SCHEMA, {"email": f"{office.ids()}@x.se", "country": country}, partner=partner, assignee_id=assignee_id
    )
    done = office.desk.receive(draft, module=None if partner else "emea")
    assert isinstance(done, Distribution)
    return done.lead


def at(switches: Switches, office: Office | None = None) -> Office:
    """
    Return an office whose programme offers this from now on.
    """
    office = office or an_office(partners=(*PARTNERS, TEAM))
    office.programme = evolve(PROGRAMME, switches=switches)
    return office


@pytest.mark.parametrize(
    ("switches", "code"), [(OFF, "distribution_switched_off"), (PAUSED, "distribution_paused")], ids=["off", "paused"]
)
@pytest.mark.parametrize("name", DISTRIBUTING)
def test_operations_that_distribute_are_refused_by_name(name: str, switches: Switches, code: str) -> None:
    """
    What gives a lead to a partner is refused and writes nothing, and the buttons of a page say so.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    there = received(office, partner="team").id
    waits = received(office, "US").id
    at(switches, office)
    before = [office.events(one) for one in (there, waits)]

    done = DISTRIBUTING[name](office.desk, there, waits)
    assert isinstance(done, Refusal)
    assert codes(done.problems) == [(code, "")]
    assert [office.events(one) for one in (there, waits)] == before
    if name in set(LeadOperation):
        said = operations_on(office.desk.lead(there), HOST, partner=TEAM.partner, switches=switches)
        assert said[LeadOperation(name)] == code


def test_registrations_are_refused_by_name() -> None:
    """
    A registered lead is refused because it is switched off, and not because of its kind.
    """
    draft = Draft(SCHEMA.leads.fill(email="a@x.se"), Submission(kind=LeadKind.REGISTERED, partner="team"))
    found = []
    for on in (True, False):
        done = at(Switches(registration=on)).desk.receive(draft)
        assert isinstance(done, InvalidDraft)
        found += codes(done.problems)
    assert found == [("kind_not_distributed", "kind"), ("registration_switched_off", "kind")]


@pytest.mark.parametrize(
    ("said", "on", "refused"),
    [
        ({"company": "Acme"}, False, True),
        ({"company": "Acme", "fax": "+46 8 123 456"}, False, True),
        ({"company": "Acme"}, True, False),
        ({"email": "a@x.se"}, False, False),
        ({"home_phone": "+46 8 123 456"}, False, False),
    ],
)
def test_anonymous_registrations_are_refused_by_name(said: dict[str, str], on: bool, refused: bool) -> None:
    """
    A registered lead needs an e-mail or a phone, unless the programme takes anonymous registrations.
    """
    draft = Draft(SCHEMA.leads.fill(**said), Submission(kind=LeadKind.REGISTERED, partner="team"))
    done = at(Switches(anonymous_registration=on)).desk.receive(draft)
    assert isinstance(done, InvalidDraft)
    assert (("anonymous_registration_switched_off", "email") in codes(done.problems)) is refused


def test_distributed_leads_are_not_asked_for_a_phone() -> None:
    """
    The switch is about registered leads alone.
    """
    done = at(Switches()).desk.receive(Draft(SCHEMA.leads.fill(company="Acme"), Submission()))
    assert isinstance(done, InvalidDraft)
    assert codes(done.problems) == [("required_missing", "email")]


def test_leads_that_arrive_during_a_pause_wait() -> None:
    """
    Named, routed and imported leads have no partner, nobody is mailed, and lists find them by the reason.
    """
    office = at(PAUSED)
    named, routed = received(office, partner="team", assignee_id="ole"), received(office)
    with office.file("b@x.se,SE,,", "c@x.se,,team,") as file:
        report = office.imports.run(file, mapped(file), settings=EMEA)

    assert (report.counts.imported, report.counts.assigned) == (2, 0)
    leads = office.leads()
    assert {lead.status for lead in leads} == {DistributionStatus.UNASSIGNED}
    assert {lead.review for lead in leads} == {ReviewReason.PAUSED}
    assert office.messages() == []
    assert office.events(named.id)[-1].fact == Held(partner_id="team", by=AssignedBy.NAMED, assignee_id="ole")
    assert office.events(routed.id)[-1].fact == Held()
    assert office.sound()


def test_routing_again_after_the_pause_distributes_them() -> None:
    """
    Who was named gets the lead, with the person that was named; every other lead is routed.
    """
    office = at(PAUSED)
    named, routed = received(office, partner="team", assignee_id="ole"), received(office)
    at(Switches(), office)
    office.programme = evolve(office.programme, module="emea")

    after = [office.desk.route_again(one.id) for one in (named, routed)]
    assert all(isinstance(one, LeadUpdate) for one in after)
    leads = [office.desk.lead(one.id) for one in (named, routed)]
    assert [(lead.partner_id, lead.assignee_id, lead.review) for lead in leads] == [
        ("team", "ole", None),
        ("north", None, None),
    ]
    fact = office.events(named.id)[-1].fact
    assert isinstance(fact, Assigned)
    assert fact.by is AssignedBy.NAMED
    assert office.messages() == ["ole", "maja"]
    assert office.sound()


def test_partner_that_left_during_the_pause_is_no_reason_to_wait_on() -> None:
    """
    The module decides where the partner that was named is inactive by then, or a module is named.
    """
    office = at(PAUSED)
    gone, asked = received(office, partner="team"), received(office, partner="south")
    at(Switches(), office)
    office.desk.save_partners([evolve(TEAM.partner, active=False)])

    office.programme = evolve(office.programme, module="emea")
    office.desk.route_again(gone.id)
    office.desk.route_again(asked.id, module="emea")
    assert [office.desk.lead(one.id).partner_id for one in (gone, asked)] == ["north", "north"]


def test_default_partner_of_an_import_is_remembered() -> None:
    """
    Where no module would have decided, the default partner of the file gets its leads after the pause.
    """
    office = at(PAUSED)
    with office.file("b@x.se,,,") as file:
        office.imports.run(file, mapped(file), settings=ImportSettings(default_partner="team"))
    at(Switches(), office)
    (lead,) = office.leads()
    done = office.desk.route_again(lead.id)
    assert isinstance(done, LeadUpdate)
    assert (done.lead.partner_id, done.lead.review) == ("team", None)


def test_rejected_lead_that_goes_on_waits_for_the_end_of_a_pause() -> None:
    """
    The duplicate is made and held, and finds its partner afterwards.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    lead = received(office, partner="team")
    office.programme = evolve(PROGRAMME, module="emea", switches=PAUSED, rejections=RejectionPolicy(moves_on=True))
    office.at("team").reject(lead.id)
    waiting = office.desk.lead(office.desk.lead(lead.id).superseded_by or "")
    assert (waiting.status, waiting.review) == (DistributionStatus.UNASSIGNED, ReviewReason.PAUSED)

    at(Switches(), office)
    done = office.desk.route_again(waiting.id, module="emea")
    assert isinstance(done, LeadUpdate)
    assert done.lead.partner_id == "north"


def test_what_partners_do_goes_on_during_a_pause() -> None:
    """
    A pause gives away no lead; those that are at partners are accepted, and the supplier recalls and deactivates them.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    first, second = received(office, partner="team"), received(office, partner="team")
    at(PAUSED, office)
    assert isinstance(office.at("team").accept(first.id), LeadUpdate)
    assert isinstance(office.desk.recall(second.id), LeadMove)
    assert office.desk.count(LeadQuery()) == 2
