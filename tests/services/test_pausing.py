"""
A partner that is paused gets no leads from routing, and nothing but resuming it ends that.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_partner, a_user, an_account
from tests.services.builders import EMEA, HOST, MODULE, PARTNERS, PROGRAMME, Office, a_partner_admin, an_office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import SUPPLIER_ADMIN, SupplierParty
from leadflow.core.actors import Channel, Side
from leadflow.core.handling import LeadUpdate
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.routing import RoutingModule, WhyNotReason
from leadflow.core.settings import SettingName
from leadflow.core.switches import Switches
from leadflow.errors import InvalidInput, NotAllowed, NotFound
from leadflow.services import PartnerDesk, RoutingDesk, SettingsDesk, SupplierDesk

SECOND = an_account("north-2", name="Nordlys Two", territories=("SE",), users=(a_user("nora"),))


def received(office: Office, *, partner: str | None = None) -> Lead:
    """
    Receive a lead from Sweden, by the module *emea* unless a partner is named.
    """
    draft = read_draft(SCHEMA, {"email": f"{office.ids()}@x.se", "country": "SE"}, partner=partner)
    done = office.desk.receive(draft, module=None if partner else "emea")
    assert isinstance(done, Distribution)
    return done.lead


class TestPausing:
    def test_routing_passes_a_paused_partner_over(self, store: MemoryStore | SqlStore) -> None:
        """
        Turns go to the others during the pause, and on from where they were after it.
        """
        office = an_office(store=store, partners=(*PARTNERS, SECOND))
        assert {received(office).partner_id for _ in range(2)} == {"north", "north-2"}
        pause = office.desk.pause_partner("north", comment="Overloaded")
        assert (pause.paused, pause.since, pause.comment) == (True, office.clock(), "Overloaded")
        assert (pause.actor.id, pause.actor.side) == ("host", Side.PROGRAM)
        assert [received(office).partner_id for _ in range(3)] == ["north-2"] * 3
        assert not office.desk.resume_partner("north").paused
        assert [received(office).partner_id for _ in range(2)] == ["north", "north-2"]
        assert office.sound()

    def test_a_sync_of_the_partner_ends_no_pause(self, store: MemoryStore | SqlStore) -> None:
        """
        Whoever saves the partner, with everything else changed, leaves the pause.
        """
        office = an_office(store=store)
        office.desk.pause_partner("north")
        office.desk.save_partners([a_partner("north", name="Nordlys Group", territories=("SE",))])
        kept = office.desk.pause_of("north")
        assert kept is not None
        assert kept.paused
        assert received(office).partner_id is None

    def test_the_question_why_not_names_the_pause(self) -> None:
        """
        The answer is neither a step nor that the partner is inactive.
        """
        office = an_office()
        office.desk.pause_partner("north")
        lead = received(office)
        answer = office.routing.why_not(lead.id, partner_id="north")
        assert answer.reason is WhyNotReason.PAUSED
        assert "north: it is paused" in str(answer)
        assert office.routing.why_not(lead.id, partner_id="idle").reason is WhyNotReason.INACTIVE

    def test_a_person_or_a_draft_may_name_a_paused_partner(self) -> None:
        """
        A named partner stands, and people decide for themselves.
        """
        office = an_office()
        office.desk.pause_partner("north")
        waits = received(office)
        assert received(office, partner="north").partner_id == "north"
        done = office.desk.assign(waits.id, partner_id="north")
        assert isinstance(done, LeadUpdate)
        assert done.lead.partner_id == "north"

    def test_leads_that_wait_are_routed_after_the_pause(self) -> None:
        """
        Routing again finds the partner once it is resumed, and not before.
        """
        office = an_office()
        office.desk.pause_partner("north")
        waits = received(office)
        for resumes, found in ((False, None), (True, "north")):
            if resumes:
                office.desk.resume_partner("north")
            done = office.desk.route_again(waits.id, module="emea")
            assert isinstance(done, LeadUpdate)
            assert done.lead.partner_id == found

    def test_no_default_partner_gets_leads_during_its_pause(self) -> None:
        """
        Neither the module's nor an import's default stands in, in previews and runs alike.
        """
        office = an_office()
        office.routing.publish(RoutingModule(name="only", steps=MODULE.steps[1:], default_partner="east"))
        office.desk.pause_partner("east")
        draft = read_draft(SCHEMA, {"email": "a@x.se", "company": "Nobody"})
        done = office.desk.receive(draft, module="only")
        assert isinstance(done, Distribution)
        assert done.lead.partner_id is None
        settings = ImportSettings(default_partner="east")
        with office.file("b@x.se,SE,,", "c@x.se,,east,") as file:
            preview = office.imports.preview(file, mapped(file), settings=settings)
            report = office.imports.run(file, mapped(file), settings=settings)
        assert preview.counts == report.counts
        assert (report.counts.imported, report.counts.assigned) == (2, 1)
        assert [(one.code, one.path) for one in report.problems] == [("partner_paused", "default_partner")]

    def test_a_default_that_is_paused_does_not_get_leads_that_were_held(self) -> None:
        """
        A lead that waited for the default partner of its import is routed after a pause of everything.
        """
        office = an_office()
        office.programme = evolve(PROGRAMME, switches=Switches(paused=True))
        with office.file("b@x.se,SE,,") as file:
            office.imports.run(file, mapped(file), settings=ImportSettings(default_partner="east"))
        office.programme = PROGRAMME
        office.desk.pause_partner("east")
        (lead,) = office.leads()
        done = office.desk.route_again(lead.id, module="emea")
        assert isinstance(done, LeadUpdate)
        assert done.lead.partner_id == "north"

    def test_an_import_hears_of_a_pause_between_two_chunks(self) -> None:
        """
        Routing by a file that runs passes the partner over from the next chunk on.
        """
        office = an_office(partners=(*PARTNERS, SECOND))
        lines = [f"{number}@x.se,SE,," for number in range(5_001)]
        with office.file(*lines) as file:
            steps = iter(office.imports.iterate(file, mapped(file), settings=EMEA))
            next(steps)
            office.desk.pause_partner("north")
            for _ in steps:
                pass
        last = next(one for one in office.leads() if one.values["email"] == "5000@x.se")
        assert last.partner_id == "north-2"

    def test_pausing_twice_changes_nothing(self) -> None:
        """
        The first pause stands, with its moment and its comment; so does the first resumption.
        """
        office = an_office()
        first = office.desk.pause_partner("north", comment="first")
        office.clock.advance(timedelta(hours=1))
        assert office.desk.pause_partner("north", comment="second") == first
        ended = office.desk.resume_partner("north")
        office.clock.advance(timedelta(hours=1))
        assert office.desk.resume_partner("north") == ended
        assert office.desk.pause_of("south") is None
        assert not office.desk.resume_partner("south").paused

    def test_a_pause_is_on_the_timeline_of_the_partner_s_settings(self) -> None:
        """
        With who paused and resumed it, for a person and for deadlines alike; nothing else is.
        """
        office = an_office()
        settings = SettingsDesk(office.setting, HOST)
        begun = len(tuple(settings.timeline("north")))
        office.desk.pause_partner("north", comment="Overloaded")
        office.desk.pause_partner("north")
        assert settings.settings("north").paused_since == office.clock()
        office.clock.advance(timedelta(hours=1))
        office.desk.resume_partner("north")
        assert settings.settings("north").paused_since is None
        ended, paused = list(settings.timeline("north"))[: -begun or None]
        told = [(one.setting, one.before, one.after) for event in (paused, ended) for one in event.changes]
        assert told == [(SettingName.PAUSED, False, True), (SettingName.PAUSED, True, False)]
        assert (paused.actor.id, ended.seq) == ("host", paused.seq + 1)


class TestWhoMay:
    def test_pausing_needs_the_act(self) -> None:
        """
        What no role allows is refused, and unknown and forbidden partners look the same.
        """
        office = an_office()
        limited = SupplierParty(id="ines", roles=(SUPPLIER_ADMIN,), groups=("gold",))
        nobody = SupplierDesk(office.setting, SupplierParty(id="ned", roles=(), groups=()))
        with pytest.raises(NotAllowed):
            nobody.pause_partner("north")
        for name in ("north", "gone"):
            with pytest.raises(NotFound):
                SupplierDesk(office.setting, limited).pause_partner(name)
        assert not hasattr(PartnerDesk(office.setting, a_partner_admin("north")), "pause_partner")
        assert office.desk.pause_of("north") is None

    def test_a_comment_that_is_too_long_is_refused(self) -> None:
        """
        It is told by its code, and nothing is written.
        """
        office = an_office()
        with pytest.raises(InvalidInput) as caught:
            office.desk.pause_partner("north", comment="x" * 2_001)
        assert [one.code for one in caught.value.problems] == ["comment_too_long"]
        assert office.desk.pause_of("north") is None

    def test_the_channel_is_on_the_pause(self) -> None:
        """
        A person who comes by the portal is named with it.
        """
        office = an_office()
        admin = SupplierParty(id="ines", roles=(SUPPLIER_ADMIN,), groups=())
        pause = SupplierDesk(office.setting, admin).pause_partner("north")
        assert (pause.actor.id, pause.actor.side, pause.actor.channel) == ("ines", Side.SUPPLIER, Channel.PORTAL)


def test_modules_are_simulated_with_the_pauses_of_today() -> None:
    """
    A module that is tried out gives no leads to a paused partner.
    """
    office = an_office()
    lead = received(office)
    office.desk.pause_partner("north")
    (one,) = RoutingDesk(office.setting, HOST).simulate(MODULE).moves
    assert (one.lead_id, one.before, one.after) == (lead.id, "north", None)
