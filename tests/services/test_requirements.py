"""
Fields that a form requires, always or of leads for which criteria hold: of new leads, edits and imports.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_campaign, codes
from tests.services.builders import PROGRAMME, Office, an_office, mapped

from leadflow.core.criteria import all_of, any_of, where
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, InvalidDraft, LeadForm, OnDuplicate, Requirement, read_draft
from leadflow.core.intake.policy import IntakePolicy, OnUnreadable
from leadflow.core.programme import Programme
from leadflow.core.schema import Subject
from leadflow.errors import InvalidInput

GERMAN = any_of(where("country", "equals", "DE"))
LARGE = all_of(where("country", "equals", "DE"), where("an_integer", "greater_than", 100))
RULES = (
    Requirement(field="city", when=GERMAN),
    Requirement(field="postal_code", when=any_of(LARGE)),
    Requirement(field="company", forms=[LeadForm.ADMIN]),
    Requirement(field="title", forms=[LeadForm.IMPORT], when=any_of(where("source", "equals", "fair"))),
    Requirement(field="website", when=any_of(where("name", "equals", "Fair", subject=Subject.CAMPAIGN))),
)


def an_office_with(*rules: Requirement, **intake: Any) -> Office:
    """
    Return an office whose programme has requirements.
    """
    policy = IntakePolicy(requirements=rules or RULES, **intake)
    return an_office(programme=evolve(PROGRAMME, intake=policy), campaigns=(a_campaign("fair", name="Fair"),))


def missing(done: object) -> list[str]:
    """
    Return the fields that something was refused for.
    """
    assert isinstance(done, InvalidDraft | Refusal)
    assert {code for code, _ in codes(done.problems)} == {"required_missing"}
    return sorted(path for _, path in codes(done.problems))


class TestNewLeads:
    @pytest.mark.parametrize(
        ("said", "given", "lacks"),
        [
            ({}, {}, []),
            ({"country": "Sweden"}, {}, []),
            ({"country": "Deutschland"}, {}, ["city"]),
            ({"country": "DE", "city": "  "}, {}, ["city"]),
            ({"country": "DE", "an_integer": "1.200"}, {}, ["city", "postal_code"]),
            ({"country": "DE", "city": "Ulm", "an_integer": "50"}, {}, []),
            ({}, {"form": LeadForm.ADMIN}, ["company"]),
            ({"country": "DE"}, {"form": LeadForm.ADMIN}, ["city", "company"]),
            ({}, {"form": LeadForm.REGISTRATION}, []),
            ({}, {"campaign": "Fair"}, ["website"]),
        ],
    )
    def test_what_is_missing_is_named_at_once(
        self, said: dict[str, object], given: dict[str, Any], lacks: list[str]
    ) -> None:
        """
        By the form it came by and what it says, the campaign included; values count as they are read.
        """
        office = an_office_with()
        done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", **said}, **given))

        if lacks:
            assert missing(done) == lacks
            assert office.leads() == []
        else:
            assert isinstance(done, Distribution)

    def test_value_that_cannot_be_read_refuses_where_it_is_required(self) -> None:
        """
        It is told once, as unreadable; where the field is optional, it is set aside.
        """
        office = an_office_with(Requirement(field="an_integer", when=GERMAN))
        unreadable = {"email": "a@x.de", "an_integer": "many"}
        german = office.desk.receive(read_draft(SCHEMA, {**unreadable, "country": "DE"}))
        swedish = office.desk.receive(read_draft(SCHEMA, {**unreadable, "country": "SE"}))

        assert isinstance(german, InvalidDraft)
        assert codes(german.problems) == [("number_unreadable", "an_integer")]
        assert isinstance(swedish, Distribution)

    def test_criteria_can_ask_for_the_age_of_a_lead(self) -> None:
        """
        Moments are judged when the lead is received, in the programme's zone.
        """
        office = an_office_with(Requirement(field="notes", when=any_of(where("created_at", "older_than_days", 30))))
        old = office.clock() - timedelta(days=40)

        assert missing(office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de"}, created_at=old))) == ["notes"]
        assert office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de"})).ok


class TestEdits:
    def test_edit_that_makes_a_field_required_is_refused_by_its_name(self) -> None:
        """
        All of them at once, and nothing is written; with the field in the same edit it is taken.
        """
        office = an_office_with()
        lead = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "an_integer": 500})).lead
        before = office.events(lead.id)

        assert missing(office.desk.edit(lead.id, {"country": "DE"})) == ["city", "postal_code"]
        assert office.events(lead.id) == before
        assert office.desk.edit(lead.id, {"country": "DE", "city": "Ulm", "postal_code": "89073"}).ok

    def test_required_value_cannot_be_taken_away(self) -> None:
        """
        Unless what requires it goes too.
        """
        office = an_office_with()
        lead = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "country": "DE", "city": "Ulm"})).lead

        assert missing(office.desk.edit(lead.id, {"city": None})) == ["city"]
        assert office.desk.edit(lead.id, {"city": None, "country": "SE"}).ok

    def test_what_was_missing_before_hinders_no_other_edit(self) -> None:
        """
        A lead that came before a requirement, or by another form, can be corrected step by step.
        """
        office = an_office()
        lead = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "country": "DE", "a_text": "x"})).lead
        held = Office(store=office.store, programme=an_office_with().programme, clock=office.clock)

        assert held.desk.edit(lead.id, {"a_text": "y"}).ok
        assert held.desk.edit(lead.id, {"an_integer": 7}).ok
        assert missing(held.desk.edit(lead.id, {"an_integer": 700})) == ["postal_code"]


class TestImports:
    def test_rows_are_held_to_the_requirements_of_files(self) -> None:
        """
        Each refused row names its fields; a preview says the same.
        """
        office = an_office_with()
        rows = ("a@x.de,DE,,Ulm", "b@x.de,DE,,", "c@x.de,SE,,")
        file = office.file(*rows)
        settings = ImportSettings(source="fair")
        for run in (office.imports.preview, office.imports.run):
            report = run(file, mapped(file), settings)
            told = [sorted(one.path.rpartition(", ")[2] for one in row.problems) for row in report.refused]
            assert told == [["title"], ["City", "title"], ["title"]]
        done = office.imports.run(file, mapped(file), ImportSettings(import_id="again"))
        assert (done.counts.imported, done.counts.refused) == (2, 1)

    @pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL])
    def test_update_may_not_make_a_field_required(self, policy: OnDuplicate) -> None:
        """
        A row that is right by itself is refused if the lead lacked something after it; `receive` does the same.
        """
        office = an_office_with(Requirement(field="postal_code", when=any_of(LARGE)))
        office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "country": "DE"}), lead_id="lead-a")
        before = office.events("lead-a")
        file = office.file("a@x.de,500", header="Email,Size")
        report = office.imports.run(
            file, file.mapping.set("Email", "email").set("Size", "an_integer"), ImportSettings(on_duplicate=policy)
        )
        received = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "an_integer": 500}), on_duplicate=policy)

        assert (report.counts.refused, report.counts.updated) == (1, 0)
        assert missing(received) == ["postal_code"]
        assert office.events("lead-a") == before

    @pytest.mark.parametrize("policy", [OnDuplicate.UPDATE, OnDuplicate.FILL])
    def test_update_need_not_repeat_what_the_lead_has(self, policy: OnDuplicate) -> None:
        """
        What a row lacks by itself counts where the lead has it, from an earlier row too; a new lead needs it.
        """
        office = an_office_with(Requirement(field="city", when=GERMAN))
        office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "country": "DE", "city": "Ulm"}), lead_id="lead-a")
        file = office.file(
            "a@x.de,DE,5,", "b@x.de,DE,6,", "c@x.de,DE,7,Bonn", "c@x.de,DE,8,", header="Email,Land,Size,Ort"
        )
        mapping = file.mapping.set("Email", "email").set("Land", "country").set("Size", "an_integer").set("Ort", "city")
        settings = ImportSettings(on_duplicate=policy)
        for run in (office.imports.preview, office.imports.run):
            report = run(file, mapping, settings)
            assert (report.counts.updated, report.counts.imported) == (2, 1)
            assert [row.number for row in report.refused] == [3]
        again = read_draft(SCHEMA, {"email": "a@x.de", "country": "DE", "an_integer": 9})

        assert office.desk.receive(again, on_duplicate=policy).ok
        assert missing(office.desk.receive(again, on_duplicate=OnDuplicate.SKIP)) == ["city"]
        assert office.desk.lead("lead-a").values["an_integer"] == (9 if policy is OnDuplicate.UPDATE else 5)


def test_programme_refuses_requirements_that_do_not_fit() -> None:
    """
    Every mistake with its place, when the programme is made.
    """
    wrong = (Requirement(field="citty"), Requirement(field="city", when=any_of(where("contry", "equals", "DE"))))
    with pytest.raises(InvalidInput) as refused:
        Programme(supplier_id="acme", intake=IntakePolicy(requirements=wrong))

    assert [(one.code, one.path) for one in refused.value.problems] == [
        ("field_unknown", "intake.requirements[0].field"),
        ("field_unknown", "intake.requirements[1].when.groups[0][0].field"),
    ]


def test_set_aside_policy_does_not_save_a_required_value() -> None:
    """
    With either policy a value that is required of this lead and cannot be read refuses it.
    """
    for on_unreadable in OnUnreadable:
        office = an_office_with(Requirement(field="an_integer", when=GERMAN), on_unreadable=on_unreadable)
        said = {"email": "a@x.de", "country": "DE", "an_integer": "many"}
        assert isinstance(office.desk.receive(read_draft(SCHEMA, said)), InvalidDraft)


def test_edit_that_changes_nothing_is_not_held_to_anything() -> None:
    """
    The same values again are ``unchanged``.
    """
    office = an_office_with()
    lead = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.de", "country": "SE"})).lead
    done = office.desk.edit(lead.id, {"country": "SE"})
    assert isinstance(done, LeadUpdate)
    assert done.unchanged
