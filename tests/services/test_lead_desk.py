"""
The desk: a single lead is admitted, routed, told and written in one call, or nothing is.
"""

from __future__ import annotations

import pytest
from tests.core.builders import NOW, SCHEMA, a_user, an_account, codes
from tests.services.builders import MODULE, PARTNERS, Office, Racing, an_office

from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.actors import Side
from leadflow.core.facts import Accepted, Actor, Assigned, Channel, Received, Routed
from leadflow.core.intake import Distribution, InvalidDraft, read_draft
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.leads import DistributionStatus, EmailStatus
from leadflow.core.programme import Programme
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.switches import Switches
from leadflow.errors import Conflict, InvalidInput, NotFound
from leadflow.services import SupplierDesk
from leadflow.services.operations.required_records import module_version

DRAFT = read_draft(SCHEMA, {"email": "a@x.de", "country": "DE"})


def receive(office: Office, **given: object) -> Distribution:
    """
    Receive a lead that has nothing wrong with it, and an address of its own.
    """
    said = {"email": f"{office.ids()}@x.de", "country": "DE"}
    done = office.desk.receive(read_draft(SCHEMA, said, **given), module="emea")  # type: ignore[arg-type]  # as given
    assert isinstance(done, Distribution)
    return done


class TestReceiving:
    def test_a_lead_without_a_partner_is_routed(self) -> None:
        """
        What is returned is what is stored.
        """
        office = an_office()
        done = receive(office)

        assert office.desk.lead(done.lead.id) == done.lead
        assert office.desk.timeline(done.lead.id) == done.events
        assert [type(event.fact) for event in done.events] == [Received, Routed]
        assert (done.lead.partner_id, done.lead.status) == ("east", DistributionStatus.PENDING)
        assert done.lead.email_status is EmailStatus.NO_RECIPIENTS
        assert done.lead.routed_by == "emea"

    def test_a_named_partner_stands(self) -> None:
        """
        A partner that the draft names gets the lead, and only its assignee is notified.
        """
        office = an_office()
        done = receive(office, partner="Globex GmbH", assignee_id="uli")

        assert [type(event.fact) for event in done.events] == [Received, Assigned]
        assert (done.lead.partner_id, done.lead.assignee_id, done.routing) == ("south", "uli", None)
        assert office.messages() == ["uli"]

    def test_an_assignee_of_somebody_else_is_refused(self) -> None:
        """
        The person has to be the partner's.
        """
        office = an_office()
        draft = read_draft(SCHEMA, {"email": "a@x.de"}, partner="south", assignee_id="maja")
        refused = office.desk.receive(draft)

        assert isinstance(refused, InvalidDraft)
        assert codes(refused.problems) == [("assignee_unknown", "assignee")]

    def test_a_refusal_has_every_problem_and_writes_nothing(self) -> None:
        """
        Fields, partner and campaign at once; no turn is taken.
        """
        office = an_office()
        said = {"email": "bad", "an_integer": "x", "emial": "y"}
        refused = office.desk.receive(read_draft(SCHEMA, said, partner="nobody", campaign="none"), module="emea")

        assert isinstance(refused, InvalidDraft)
        assert codes(refused.problems) == [
            ("email_invalid", "email"),
            ("number_unreadable", "an_integer"),
            ("field_unknown", "emial"),
            ("partner_unknown", "partner_name"),
            ("campaign_unknown", "campaign"),
        ]
        assert office.leads() == []
        assert receive(office).routing.turn == 1  # type: ignore[union-attr]  # another result fails the test as well

    def test_a_partner_that_auto_accepts_has_it_accepted_at_once(self) -> None:
        """
        Leads that arrive after auto-accept was switched on are accepted without mail.
        """
        eager = an_account("eager", users=(a_user("eva"),), auto_accept_since=NOW)  # before the clock
        office = an_office(partners=(*PARTNERS, eager))
        done = receive(office, partner="eager")

        assert [type(event.fact) for event in done.events] == [Received, Assigned, Accepted]
        assert (done.lead.status, done.lead.email_status) == (DistributionStatus.ACCEPTED, EmailStatus.AUTO_ACCEPT)
        assert done.lead.accepted_at == office.clock()
        assert office.messages() == []

    def test_turns_go_round_from_lead_to_lead(self) -> None:
        """
        They are committed with what they were taken for.
        """
        office = an_office()

        assert [receive(office).lead.partner_id for _ in range(4)] == ["east", "south", "east", "south"]

    def test_without_a_module_it_waits(self) -> None:
        """
        Unassigned, and no mail is owed.
        """
        done = an_office().desk.receive(DRAFT)

        assert isinstance(done, Distribution)
        assert (done.lead.status, done.lead.email_status) == (DistributionStatus.UNASSIGNED, EmailStatus.NOT_DUE)

    def test_an_unknown_module_is_not_found(self) -> None:
        """
        Nothing is written.
        """
        office = an_office()
        with pytest.raises(NotFound):
            office.desk.receive(DRAFT, module="none")

        assert office.leads() == []

    def test_a_lost_race_is_planned_again(self) -> None:
        """
        After a conflict the lead is planned again with the next turn.
        """
        office = an_office()
        other = Office(store=office.store, ids=office.ids)
        office.open_unit = Racing(office.store.open_unit, frozenset({1}), lambda _: receive(other))
        done = receive(office)

        assert done.routing is not None
        assert (done.lead.partner_id, done.routing.turn) == ("south", 2)
        assert len(office.leads()) == 2
        assert office.sound()

    def test_who_always_loses_is_told(self) -> None:
        """
        After too many conflicts the call raises, and nothing was written.
        """
        office = an_office()
        other = Office(store=office.store, ids=office.ids)
        office.open_unit = Racing(office.store.open_unit, frozenset(range(1000)), lambda _: receive(other))
        with pytest.raises(Conflict):
            receive(office)

        assert office.sound()
        assert len(office.leads()) == office.open_unit.commits

    def test_who_did_it_stands_on_every_event(self) -> None:
        """
        Every event names the actor and the channel.
        """
        ann = SupplierParty(id="ann", groups=(), roles=(SUPPLIER_ADMIN,))
        done = SupplierDesk(an_office().setting, ann).receive(DRAFT)

        assert isinstance(done, Distribution)
        assert {event.actor for event in done.events} == {Actor("ann", Channel.PORTAL, Side.SUPPLIER)}

    def test_a_switched_off_programme_refuses_by_name(self) -> None:
        """
        A programme without distribution refuses every draft by name.
        """
        office = an_office(
            programme=Programme(supplier_id="acme", schema=SCHEMA, switches=Switches(distribution=False))
        )
        refused = office.desk.receive(DRAFT)

        assert isinstance(refused, InvalidDraft)
        assert codes(refused.problems) == [("distribution_switched_off", "")]

    def test_a_required_field_that_nobody_declared_is_refused(self) -> None:
        """
        A programme that requires what it does not declare is never made.
        """
        with pytest.raises(InvalidInput, match=r"IntakePolicy.required: .*'emial'.*'email'"):
            Programme(supplier_id="acme", schema=SCHEMA, intake=IntakePolicy(required=frozenset({"emial"})))


class TestModules:
    def test_versions_count_up(self) -> None:
        """
        Publishing the same again is no new version.
        """
        office = an_office()
        same = office.routing.publish(MODULE)
        changed = office.routing.publish(RoutingModule(name="emea"))
        back = office.routing.publish(MODULE)

        assert (same.version, changed.version, back.version) == (1, 2, 3)
        with office.store.open_unit("acme", SCHEMA) as unit:
            assert module_version(unit, "emea", 1) == MODULE

    def test_a_module_that_does_not_fit_is_not_published(self) -> None:
        """
        Every problem comes back.
        """
        office = an_office()
        wrong = RoutingModule(name="x", steps=(Match(lead_field="contry", partner_field="tirr"),), default_partner="no")
        with pytest.raises(InvalidInput) as caught:
            office.routing.publish(wrong)

        assert [one.code for one in caught.value.problems] == ["field_unknown", "field_unknown", "partner_unknown"]
        assert office.routing.check(wrong) == caught.value.problems
        with pytest.raises(NotFound):
            office.desk.receive(DRAFT, module="x")

    def test_two_that_publish_at_once_get_two_versions(self) -> None:
        """
        The loser is planned again.
        """
        office = an_office()
        other = Office(store=office.store)
        office.open_unit = Racing(
            office.store.open_unit,
            frozenset({1}),
            lambda _: other.routing.publish(RoutingModule(name="emea", steps=())),
        )
        published = office.routing.publish(RoutingModule(name="emea", default_partner="east"))

        assert published.version == 3

    def test_a_lead_is_explained_by_the_version_that_decided(self) -> None:
        """
        A lead is explained by the version that routed it, even after others were published.
        """
        office = an_office()
        done = receive(office)
        office.routing.publish(RoutingModule(name="emea"))
        told = office.desk.explain(done.lead.id)

        assert told.startswith("Routed to Initech (module emea, version 1)")
        assert "country among territories: 2 of 5 partners left" in told

    def test_a_lead_of_nobody_is_not_found(self) -> None:
        """
        An unknown lead can be neither read nor explained.
        """
        office = an_office()
        desk = office.desk
        for ask in (desk.lead, desk.timeline, desk.explain, desk.messages, desk.history_of):
            with pytest.raises(NotFound):
                ask("nobody")

    def test_another_suppliers_lead_is_not_found(self) -> None:
        """
        It looks like one that does not exist.
        """
        office = an_office()
        done = receive(office)
        foreign = Office(store=office.store, programme=Programme(supplier_id="other", schema=SCHEMA))

        with pytest.raises(NotFound):
            foreign.desk.lead(done.lead.id)
