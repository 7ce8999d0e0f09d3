"""
Leads stay with the partner that already works their company, on every way on which they are routed.
"""

from __future__ import annotations

from datetime import timedelta

from attrs import evolve
from tests.core.builders import SCHEMA, an_account
from tests.services.builders import Office, an_office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.handling import LeadUpdate
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead, LeadKind
from leadflow.core.routing import Keep, RoutingModule, TieBreak
from leadflow.core.routing.why_not import WhyNotReason

PARTNERS = tuple(an_account(one, name=one.title()) for one in ("east", "north", "south"))
MODULE = RoutingModule(name="stay", steps=(Keep(),), tie_break=TieBreak.ROUND_ROBIN)
SETTINGS = ImportSettings(module="stay")


def an_office_that_keeps(store: MemoryStore | SqlStore, module: RoutingModule = MODULE) -> Office:
    """
    Return an office with three partners and the module *stay*, which has one keep step.
    """
    office = an_office(store=store, partners=(*PARTNERS, an_account("idle", active=False)))
    office.routing.publish(module)
    return office


def received(office: Office, email: str, partner: str | None = None, **said: str) -> Lead:
    """
    Receive a lead, at a partner or by the module.
    """
    done = office.desk.receive(read_draft(SCHEMA, {"email": email, **said}, partner=partner), module="stay")
    assert isinstance(done, Distribution)
    return done.lead


def imported(office: Office, *emails: str, preview: bool = False) -> dict[str, int]:
    """
    Import leads by the module, and return how many each partner gets.
    """
    file = office.file(*emails, header="Email")
    run = office.imports.preview if preview else office.imports.run
    return dict(run(file, mapped(file), SETTINGS).by_partner)


def test_received_and_imported_leads_stay_without_a_turn(store: MemoryStore | SqlStore) -> None:
    """
    One after the other, within a file, and as the preview says; the rotation goes on as if they had not been there.
    """
    office = an_office_that_keeps(store)
    first = received(office, "ann@granit.se")
    again = received(office, "bo@granit.se")
    rows = ("cy@granit.se", "a@new.example", "b@new.example", "c@new.example", "d@gmail.com")
    seen = imported(office, *rows, preview=True)
    done = imported(office, *rows)
    last = received(office, "e@new.example")

    assert first.partner_id == again.partner_id == "east"
    assert done == seen == {"east": 1, "north": 3, "south": 1}
    assert last.partner_id == "north"
    assert received(office, "x@another.example").partner_id == "east"
    assert office.sound()


def test_waiting_lead_is_routed_to_the_incumbent(store: MemoryStore | SqlStore) -> None:
    """
    `route_again` looks at the leads of that moment; what somebody holds meanwhile counts.
    """
    office = an_office_that_keeps(store, evolve(MODULE, steps=(Keep(required=True),)))
    waiting = received(office, "ann@granit.se")
    assert waiting.partner_id is None
    received(office, "bo@granit.se", partner="south")

    done = office.desk.route_again(waiting.id, module="stay")

    assert isinstance(done, LeadUpdate)
    assert done.lead.partner_id == "south"
    assert "it already works this company; 1 of 3 partners left" in office.desk.explain(waiting.id)


def test_rejected_lead_is_no_reason_to_stay(store: MemoryStore | SqlStore) -> None:
    """
    Who rejected a lead of the company does not work it; private leads of partners are not looked at either.
    """
    office = an_office_that_keeps(store)
    first = received(office, "ann@granit.se")
    office.at("east").reject(first.id)
    private = office.at("south").create(read_draft(SCHEMA, {"email": "cy@granit.se", "company": "Granit"}))
    assert private.lead.kind is LeadKind.PRIVATE

    assert received(office, "bo@granit.se").partner_id == "north"


def test_rehearsal_asks_about_each_lead_as_when_it_arrived(store: MemoryStore | SqlStore) -> None:
    """
    A lead is not its own incumbent, nor are those that came later; who gets it counts for the next.
    """
    office = an_office_that_keeps(store)
    for number, partner in enumerate(("north", "south", "east")):
        office.clock.advance(timedelta(minutes=number))
        received(office, f"a{number}@granit.se", partner=partner)

    tried = office.routing.simulate(MODULE)

    assert dict(tried.after) == {"east": 3}
    assert {(move.before, move.after) for move in tried.moves} == {("north", "east"), ("south", "east")}


def test_why_not_asks_as_of_the_decision(store: MemoryStore | SqlStore) -> None:
    """
    The first lead of a company was routed by the rotation, whoever holds its later ones.
    """
    office = an_office_that_keeps(store)
    first, second = received(office, "ann@granit.se"), received(office, "bo@granit.se")

    assert office.routing.why_not(first.id, partner_id="north").reason is not WhyNotReason.STEP
    not_second = office.routing.why_not(second.id, partner_id="north")
    assert (not_second.reason, not_second.step_name) == (WhyNotReason.STEP, "incumbent")
