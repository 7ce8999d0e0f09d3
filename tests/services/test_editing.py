"""
Editing leads: values, scores, ids in other systems, and stages, each with what was there before.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import PROGRAMME, Office, an_office

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PartnerParty, Role, SupplierParty
from leadflow.core.bounds import LARGEST
from leadflow.core.facts import ExternalIdsChanged, FieldChange, ScoreChanged, StageChanged, ValuesChanged
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.editing import LeadEdit
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.leads import ExternalId
from leadflow.errors import InvalidInput, NotAllowed, NotFound
from leadflow.services import PartnerDesk, SupplierDesk


def at_south(office: Office | None = None) -> tuple[Office, str]:
    """
    Return an office and a lead that is pending at the partner *south*.
    """
    office = office or an_office()
    draft = read_draft(SCHEMA, {"email": "a@x.de", "company": "Isar", "city": "Ulm"}, partner="south")
    done = office.desk.receive(draft)
    assert isinstance(done, Distribution)
    return office, done.lead.id


def refused(done: LeadUpdate | Refusal) -> list[tuple[str, str]]:
    """
    Return code and place of each problem.
    """
    assert isinstance(done, Refusal)
    return codes(done.problems)


class TestValues:
    def test_each_change_stands_with_before_and_after(self) -> None:
        """
        Texts are read as forms are; None takes a value away, and the same again changes nothing.
        """
        office, lead_id = at_south()
        done = office.desk.edit(lead_id, {"city": None, "company": "Isar", "country": "Sweden", "an_integer": "1 200"})

        assert done.ok
        assert office.events(lead_id)[-1].fact == ValuesChanged(
            (
                FieldChange("city", "Ulm", None),
                FieldChange("country", None, "Sweden"),
                FieldChange("an_integer", None, 1200),
            )
        )
        lead = office.desk.lead(lead_id)
        assert (lead.values.get("city"), lead.values.get("country")) == (None, "Sweden")
        again = office.desk.edit(lead_id, {"country": "Sweden"})
        assert isinstance(again, LeadUpdate)
        assert again.unchanged
        assert office.sound()

    def test_all_problems_come_at_once_and_nothing_is_written(self) -> None:
        """
        An unknown field, a value that cannot be read, and a required value that is taken away.
        """
        office = an_office(programme=evolve(PROGRAMME, intake=IntakePolicy(required=("email", "company"))))
        office, lead_id = at_south(office)
        done = office.desk.edit(
            lead_id, {"an_integer": "many", "citty": "Ulm", "email": None, "company": "", "country": "SE"}, score=9
        )
        assert sorted(refused(done)) == [
            ("field_unknown", "citty"),
            ("number_unreadable", "an_integer"),
            ("required_missing", "company"),
            ("required_missing", "email"),
        ]
        assert len(office.events(lead_id)) == 2

    def test_what_was_set_aside_is_mended(self, tmp_path: object) -> None:
        """
        A value that could not be read on arrival is replaced by one that can, in memory and in a database.
        """
        kept = evolve(PROGRAMME, intake=IntakePolicy(on_unreadable=OnUnreadable.SET_ASIDE))
        for office in (an_office(programme=kept), an_office(programme=kept, store=SqlStore(f"{tmp_path}/leads.db"))):
            done = office.desk.receive(
                read_draft(SCHEMA, {"email": "a@x.de", "an_integer": "call me"}, partner="south")
            )
            assert isinstance(done, Distribution)
            assert done.lead.values.misfits()
            office.desk.edit(done.lead.id, {"an_integer": "12"})
            lead = office.desk.lead(done.lead.id)
            assert (lead.values.get("an_integer"), lead.values.misfits()) == (12, ())
            assert len(office.events(done.lead.id)) == 3

    def test_a_value_that_was_cleaned_is_taken(self) -> None:
        """
        A warning refuses nothing.
        """
        office, lead_id = at_south()
        assert office.desk.edit(lead_id, {"company": "Is\u200bar AG"}).ok
        assert office.desk.lead(lead_id).values.get("company") == "Isar AG"

    def test_scores_and_ids_are_changed_with_them(self) -> None:
        """
        One event each, and what was there before.
        """
        office, lead_id = at_south()
        office.desk.edit(lead_id, {"city": "Oslo"}, score=80, external_ids=[ExternalId("salesforce", "00Q")])
        assert [event.fact for event in office.events(lead_id)[-2:]] == [
            ScoreChanged(score=80, before=50),
            ExternalIdsChanged(external_ids=(ExternalId("salesforce", "00Q"),)),
        ]
        lead = office.desk.lead(lead_id)
        assert (lead.score, lead.external_ids) == (80, (ExternalId("salesforce", "00Q"),))
        assert refused(office.desk.edit(lead_id, external_ids=[ExternalId("sf", "x" * 300)]))[0][0] == "id_too_long"

    def test_a_deactivated_lead_is_not_edited(self) -> None:
        """
        It is reactivated first.
        """
        office, lead_id = at_south()
        office.desk.deactivate(lead_id)
        assert refused(office.desk.edit(lead_id, {"city": "Oslo"})) == [("lead_deactivated", "")]

    def test_it_needs_the_act(self) -> None:
        """
        Who sees a lead and may not edit it is told so; who does not see it learns nothing.
        """
        office, lead_id = at_south()
        looker = SupplierParty(id="ann", groups=(), roles=(Role(name="looks"),))
        with pytest.raises(NotAllowed):
            SupplierDesk(office.setting, looker).edit(lead_id, {"city": "Oslo"})
        with pytest.raises(NotFound):
            office.desk.edit("no-lead", {"city": "Oslo"})


class TestStages:
    def test_stages_that_are_jumped_over_count_as_reached(self) -> None:
        """
        They stand on the event; a closing stage comes after all open ones.
        """
        office, lead_id = at_south()
        office.at("south").accept(lead_id)
        office.at("south").set_stage(lead_id, "Nurture")
        assert office.events(lead_id)[-1].fact == StageChanged(stage="nurture", before="open", skipped=("contacted",))
        office.at("south").set_stage(lead_id, "contacted")
        assert office.events(lead_id)[-1].fact == StageChanged(stage="contacted", before="nurture")
        office.desk.set_stage(lead_id, "qualified")
        assert office.events(lead_id)[-1].fact == StageChanged(
            stage="qualified", before="contacted", skipped=("nurture",)
        )
        office.desk.set_stage(lead_id, "unqualified")
        assert office.events(lead_id)[-1].fact == StageChanged(stage="unqualified", before="qualified")
        assert office.desk.lead(lead_id).stage == "unqualified"
        assert office.sound()

    def test_a_closing_stage_frees_the_partner(self) -> None:
        """
        A lead in a closing stage is no load of its partner's, and is one again when it is opened.
        """
        office, lead_id = at_south()
        loads = []
        for stage in ("qualified", "open"):
            office.desk.set_stage(lead_id, stage)
            with office.store.open_unit("acme", SCHEMA) as unit:
                loads.append(unit.loads.since(0).by_partner.get("south", 0))
        assert loads == [0, 1]

    def test_what_cannot_be_is_refused_with_its_state(self) -> None:
        """
        Unknown stages with near ones, pending leads by the partner, rejected and waiting ones by anybody.
        """
        office, lead_id = at_south()
        done = office.desk.set_stage(lead_id, "contactd")
        assert refused(done) == [("stage_unknown", "stage")]
        assert isinstance(done, Refusal)
        assert done.problems[0].suggestions == ("contacted",)
        assert refused(office.at("south").set_stage(lead_id, "contacted")) == [("lead_pending", "")]
        same = office.desk.set_stage(lead_id, "open")
        assert isinstance(same, LeadUpdate)
        assert same.unchanged
        office.at("south").reject(lead_id)
        assert refused(office.desk.set_stage(lead_id, "contacted")) == [("lead_rejected", "")]
        waits = office.desk.receive(read_draft(SCHEMA, {"email": "b@x.de"})).lead.id
        assert refused(office.desk.set_stage(waits, "contacted")) == [("lead_unassigned", "")]

    def test_a_partners_user_needs_the_act(self) -> None:
        """
        A role without it only looks.
        """
        office, lead_id = at_south()
        user = PartnerParty(id="uli", partner_id="south", roles=(Role(name="looks", sees={"distributed": "all"}),))
        with pytest.raises(NotAllowed):
            PartnerDesk(office.setting, user).set_stage(lead_id, "contacted")


class TestEdges:
    def test_a_score_may_fall_and_the_same_one_changes_nothing(self) -> None:
        """
        Large numbers are compared as numbers, too.
        """
        office, lead_id = at_south()
        for score, before in ((1_000_000, 50), (999_999, 1_000_000), (-LARGEST, 999_999), (LARGEST, -LARGEST)):
            done = office.desk.edit(lead_id, score=score)
            assert isinstance(done, LeadUpdate)
            assert not done.unchanged
            assert office.events(lead_id)[-1].fact == ScoreChanged(score=score, before=before)
        again = office.desk.edit(lead_id, score=int(str(LARGEST)))

        assert isinstance(again, LeadUpdate)
        assert again.unchanged

    @pytest.mark.parametrize("score", [LARGEST + 1, -LARGEST - 1])
    def test_a_score_that_no_store_holds_is_refused(self, score: int) -> None:
        """
        On both sides of zero.
        """
        office, lead_id = at_south()
        with pytest.raises(InvalidInput):
            office.desk.edit(lead_id, score=score)

        assert len(office.events(lead_id)) == 2

    def test_ids_may_become_fewer_and_the_same_text_changes_nothing(self) -> None:
        """
        Neither the order of ids nor that of texts counts for whether something has changed.
        """
        office, lead_id = at_south()
        for ids in ([ExternalId("sf", "2"), ExternalId("crm", "1")], [ExternalId("crm", "1")], []):
            done = office.desk.edit(lead_id, external_ids=ids)
            assert isinstance(done, LeadUpdate)
            assert not done.unchanged
            assert office.desk.lead(lead_id).external_ids == tuple(ids)
            turned = office.desk.edit(lead_id, external_ids=ids[::-1])
            assert isinstance(turned, LeadUpdate)
            assert turned.unchanged
        again = office.desk.edit(lead_id, {"city": "".join(["U", "lm"])})

        assert isinstance(again, LeadUpdate)
        assert again.unchanged

    def test_an_edit_shows_no_values(self) -> None:
        """
        They are personal, so they are in no repr and no log.
        """
        assert "Isar" not in repr(LeadEdit(values={"company": "Isar"}))
