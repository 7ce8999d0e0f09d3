"""
Leads that wait: given to a partner by a person, or routed again.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, an_account, codes
from tests.services.builders import MODULE, PARTNERS, Office, an_office

from leadflow.core.access import SUPPLIER_ADMIN, Role, SupplierParty
from leadflow.core.criteria import any_of, where
from leadflow.core.facts import Accepted, AssignedBy
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.intake import Distribution, Draft, Submission
from leadflow.core.leads import DistributionStatus, EmailStatus, ReviewReason
from leadflow.core.routing import AssignByRules, Rule
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import SupplierDesk

TEAM = an_account("team", users=(a_user("maja"), a_user("off", active=False)))
AUTO = an_account("auto", users=(a_user("ada"),), auto_accept_since=datetime(2020, 1, 1, tzinfo=UTC))


def waiting(office: Office, country: str = "IT", email: str = "a@x.it") -> str:
    """
    Receive a lead for which the module finds no partner, and return its id.
    """
    done = office.desk.receive(Draft(SCHEMA.leads.fill(email=email, country=country), Submission()), module="emea")
    assert isinstance(done, Distribution)
    assert done.lead.status is DistributionStatus.UNASSIGNED
    return done.lead.id


def an_office_with(*more: object) -> Office:
    """
    Return an office with the usual partners and *more*.
    """
    return an_office(partners=(*PARTNERS, TEAM, AUTO, *more))  # type: ignore[arg-type]  # partners with people of both sorts


def refused(done: LeadUpdate | Refusal) -> str:
    """
    Return the code of the only problem.
    """
    assert isinstance(done, Refusal)
    ((code, _),) = codes(done.problems)
    return code


class TestAssigning:
    def test_a_waiting_lead_goes_to_the_partner_that_a_person_chose(self) -> None:
        """
        It is pending there, its people are told once, and the timeline says that a person decided.
        """
        office = an_office_with()
        lead_id = waiting(office)
        done = office.desk.assign(lead_id, partner_id="team")

        assert done.ok
        lead = office.desk.lead(lead_id)
        assert (lead.partner_id, lead.status, lead.review) == ("team", DistributionStatus.PENDING, None)
        assert lead.email_status is EmailStatus.QUEUED
        assert office.messages() == ["maja"]
        assert office.events(lead_id)[-1].fact.by is AssignedBy.PERSON  # type: ignore[union-attr]  # another result fails the test as well
        assert "Assigned to Partner team (person)" in office.desk.explain(lead_id)
        assert office.sound()

    def test_one_of_its_people_can_be_named(self) -> None:
        """
        The named person works the lead, and only they are told.
        """
        office = an_office_with(an_account("pair", users=(a_user("eve"), a_user("kim"))))
        lead_id = waiting(office)
        office.desk.assign(lead_id, partner_id="pair", assignee_id="kim")

        assert office.desk.lead(lead_id).assignee_id == "kim"
        assert office.messages() == ["kim"]

    def test_a_partner_that_auto_accepts_has_it_at_once(self) -> None:
        """
        The lead is accepted and nobody is mailed.
        """
        office = an_office_with()
        lead_id = waiting(office)
        office.desk.assign(lead_id, partner_id="auto")

        lead = office.desk.lead(lead_id)
        assert (lead.status, lead.email_status) == (DistributionStatus.ACCEPTED, EmailStatus.AUTO_ACCEPT)
        assert office.events(lead_id)[-1].fact == Accepted(automatic=True)
        assert office.messages() == []
        assert office.sound()

    @pytest.mark.parametrize(
        ("partner_id", "assignee_id", "code"),
        [("idle", None, "partner_inactive"), ("team", "who", "assignee_unknown"), ("team", "off", "assignee_inactive")],
    )
    def test_a_target_that_cannot_be_is_refused(self, partner_id: str, assignee_id: str | None, code: str) -> None:
        """
        The refusal names what is wrong, and the lead waits on.
        """
        office = an_office_with()
        lead_id = waiting(office)
        assert refused(office.desk.assign(lead_id, partner_id=partner_id, assignee_id=assignee_id)) == code
        assert len(office.events(lead_id)) == 2

    def test_what_does_not_wait_is_refused(self) -> None:
        """
        A lead at a partner is transferred, and a deactivated one is reactivated first: both are said.
        """
        office = an_office_with()
        lead_id = waiting(office)
        office.desk.assign(lead_id, partner_id="team")
        assert refused(office.desk.assign(lead_id, partner_id="north")) == "lead_pending"
        office.at("team").accept(lead_id)
        assert refused(office.desk.assign(lead_id, partner_id="north")) == "lead_accepted"
        office.desk.deactivate(lead_id)
        assert refused(office.desk.assign(lead_id, partner_id="north")) == "lead_deactivated"
        assert refused(office.desk.route_again(lead_id, module="emea")) == "lead_deactivated"

    def test_only_partners_that_one_sees_can_be_named(self) -> None:
        """
        A user who is limited to groups names partners of these groups; others look unknown.
        """
        office = an_office_with()
        lead_id = waiting(office)
        limited = SupplierParty(id="ann", groups=("nobody",), roles=(SUPPLIER_ADMIN,))
        with pytest.raises(NotFound):
            SupplierDesk(office.setting, limited).assign(lead_id, partner_id="team")
        with pytest.raises(NotFound):
            office.desk.assign(lead_id, partner_id="nowhere")
        with pytest.raises(NotFound):
            office.desk.assign("no-lead", partner_id="team")

    def test_it_needs_the_act(self) -> None:
        """
        Who sees a lead and may not assign is told so.
        """
        office = an_office_with()
        lead_id = waiting(office)
        looker = SupplierParty(id="ann", groups=(), roles=(Role(name="looks"),))
        for desk in (SupplierDesk(office.setting, looker),):
            with pytest.raises(NotAllowed):
                desk.assign(lead_id, partner_id="team")
            with pytest.raises(NotAllowed):
                desk.route_again(lead_id, module="emea")


class TestRoutingAgain:
    def test_a_partner_that_came_since_gets_the_lead(self) -> None:
        """
        The module in force decides with the partners of today, and its people are told.
        """
        office = an_office_with()
        lead_id = waiting(office)
        office.keep(an_account("rome", territories=("IT",), users=(a_user("rosa"),)))
        done = office.desk.route_again(lead_id, module="emea")

        assert done.ok
        lead = office.desk.lead(lead_id)
        assert (lead.partner_id, lead.routed_by, lead.status) == ("rome", "emea", DistributionStatus.PENDING)
        assert office.messages() == ["rosa"]
        assert "rome" in office.desk.explain(lead_id)
        assert office.sound()

    def test_a_newer_version_decides_and_an_older_one_can_be_named(self) -> None:
        """
        Without a version the one in force is asked; the decision says which it was.
        """
        office = an_office_with()
        lead_id, other = waiting(office), waiting(office, email="b@x.it")
        rule = Rule(criteria=any_of(where("country", "equals", "IT")), partners=("team",))
        office.routing.publish(evolve(MODULE, steps=(AssignByRules(rules=(rule,)),)))
        office.desk.route_again(other, module="emea", version=1)
        office.desk.route_again(lead_id, module="emea")

        assert office.desk.lead(other).status is DistributionStatus.UNASSIGNED
        assert office.desk.lead(lead_id).partner_id == "team"
        assert office.events(lead_id)[-1].fact.decision.version == 2  # type: ignore[union-attr]  # another result fails the test as well

    def test_nothing_is_written_where_nothing_has_changed(self) -> None:
        """
        Asking every hour does not fill the timeline.
        """
        office = an_office_with()
        lead_id = waiting(office)
        done = office.desk.route_again(lead_id, module="emea")
        assert isinstance(done, LeadUpdate)
        assert done.unchanged
        assert len(office.events(lead_id)) == 2
        assert office.desk.lead(lead_id).review is ReviewReason.STEP_EMPTY

    def test_turns_go_on(self) -> None:
        """
        Leads that are routed again take turns like those that come in.
        """
        office = an_office_with()
        leads = [waiting(office, email=f"{n}@x.it") for n in range(4)]
        office.keep(*(an_account(f"it-{n}", territories=("IT",), users=(a_user(f"u{n}"),)) for n in range(2)))
        got = [office.desk.route_again(one, module="emea").lead.partner_id for one in leads]
        assert sorted(map(str, got)) == ["it-0", "it-0", "it-1", "it-1"]
        assert got[:2] != got[0:1] * 2
        assert office.sound()

    def test_a_full_partner_is_not_filled_beyond(self) -> None:
        """
        A capacity counts as it does for leads that come in.
        """
        office = an_office_with()
        leads = [waiting(office, email=f"{n}@x.it") for n in range(3)]
        office.keep(an_account("rome", territories=("IT",), users=(a_user("rosa"),), capacity=2))
        got = [office.desk.route_again(one, module="emea").lead.partner_id for one in leads]
        assert got == ["rome", "rome", None]
        assert office.sound()

    def test_a_module_is_needed(self) -> None:
        """
        Without a module of the programme's one has to be named, and it has to exist.
        """
        office = an_office_with()
        lead_id = waiting(office)
        assert refused(office.desk.route_again(lead_id)) == "module_missing"
        with pytest.raises(NotFound):
            office.desk.route_again(lead_id, module="none")
        with pytest.raises(NotFound):
            office.desk.route_again(lead_id, module="emea", version=9)
