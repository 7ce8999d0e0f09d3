"""
Descriptions of forms, what people post by them, and their JSON Schemas.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.builders import a_campaign, codes
from tests.services.builders import HOST, PARTNERS, Office, an_office

from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.criteria import Criteria, all_of, any_of, where
from leadflow.core.fields import Field
from leadflow.core.forms import FormDescription, SectionName, describe_form, form_json_schema, read_form
from leadflow.core.intake import Distribution, InvalidDraft, LeadForm, Requirement
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.kinds import BOOLEAN, CHOICE, INTEGER, MULTI_CHOICE, Choice
from leadflow.core.leads import Activity, ExternalId
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.programme import Programme
from leadflow.core.records import Subject
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.switches import Switches
from leadflow.services import RegistrationDesk

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = STANDARD_SCHEMA.extend(
    Field("seats", INTEGER, label="Seats", help="How many people will use it"),
    Field("size", CHOICE, choices=[Choice("s", "Small"), Choice("l", "Large")], required=True),
    Field("needs", MULTI_CHOICE, choices=["hosting", "training"]),
    Field("existing", BOOLEAN),
)
GERMAN = any_of(where("country", "equals", "Deutschland"))
POLICY = IntakePolicy(
    requirements=[
        Requirement(field="company", forms=[LeadForm.ADMIN]),
        Requirement(field="city", when=GERMAN),
        Requirement(field="seats", when=any_of(where("size", "equals", "Large")), forms=[LeadForm.IMPORT]),
    ]
)
PROGRAMME = Programme(supplier_id="acme", schema=SCHEMA, intake=POLICY)


def required(form: FormDescription) -> set[str]:
    """
    Return the names of the fields that a form always requires.
    """
    return {one.name for one in form.fields if one.required}


class TestDescription:
    def test_sections_have_their_fields_in_order(self) -> None:
        """
        Routing first, then the lead, the company, attachments and the host's own fields; nothing that is set by itself.
        """
        form = describe_form(PROGRAMME, attachments=AttachmentPolicy())
        by_section = {section.name: [one.name for one in section.fields] for section in form.sections}

        assert list(by_section) == list(SectionName)
        assert by_section[SectionName.ROUTING] == ["partner", "assignee_id", "campaign"]
        assert by_section[SectionName.DETAILS][:3] == ["email", "first_name", "last_name"]
        assert by_section[SectionName.COMPANY][0] == "company"
        assert by_section[SectionName.ATTACHMENTS] == ["files"]
        assert by_section[SectionName.CUSTOM] == ["seats", "size", "needs", "existing"]
        names = [one.name for one in form.fields]
        assert len(names) == len(set(names))
        assert set(SCHEMA.leads.layout.names) <= set(names)
        assert "modified_at" not in names

    @pytest.mark.parametrize(
        ("form", "always", "city"),
        [
            (LeadForm.ADMIN, {"email", "size", "company"}, (GERMAN,)),
            (LeadForm.REGISTRATION, {"size"}, (GERMAN,)),
            (LeadForm.IMPORT, {"email", "size"}, (GERMAN,)),
        ],
    )
    def test_each_form_requires_its_own(self, form: LeadForm, always: set[str], city: tuple[Criteria, ...]) -> None:
        """
        What the schema, the programme and the form require, and what is required where criteria hold.
        """
        made = describe_form(PROGRAMME, form)

        assert required(made) == always
        field, seats = made.field("city"), made.field("seats")
        assert field is not None
        assert seats is not None
        assert field.required_when == city
        assert bool(seats.required_when) is (form is LeadForm.IMPORT)
        assert (made.form, made.field("nothing")) == (form, None)

    def test_labels_are_in_the_language_of_the_programme(self) -> None:
        """
        Or in the one that is asked for; the host's own labels stay, and a language without wording is not tried.
        """
        german = evolve(PROGRAMME, mail=MailPolicy(language="de"))
        form = describe_form(german)
        labels = {one.name: one.label for one in form.fields}

        assert (form.language, labels["first_name"], labels["seats"], labels["campaign"]) == (
            "de",
            "Vorname",
            "Seats",
            "Kampagne",
        )
        assert [one.label for one in form.sections][:2] == ["Verteilung", "Angaben zum Lead"]
        assert describe_form(german, language="fr-CA").language == "fr"
        assert describe_form(german, language="ja").language == "de"
        for language in ("en", "de", "fr", "es"):
            form = describe_form(PROGRAMME, LeadForm.IMPORT, language=language, attachments=AttachmentPolicy())
            assert all(one.label for one in form.fields)

    def test_choices_and_help_are_told(self) -> None:
        """
        Those of fields, countries by code, and the partners and campaigns that are given; inactive ones are left out.
        """
        partners = [one.partner for one in PARTNERS]
        form = describe_form(
            PROGRAMME, partners=partners, campaigns=[a_campaign("fair", name="Fair")], attachments=AttachmentPolicy()
        )
        found = {one.name: one for one in form.fields}

        assert [one.name for one in found["partner"].choices] == ["north", "south", "east", "twin-1", "twin-2"]
        assert found["campaign"].choices == (Choice("fair", "Fair"),)
        assert (found["partner"].kind, describe_form(PROGRAMME).field("partner").kind) == ("choice", "text")  # type: ignore[union-attr]  # the field is there
        assert found["size"].choices == (Choice("s", "Small"), Choice("l", "Large"))
        assert Choice("SE", "Sweden") in found["country"].choices
        assert (found["needs"].multiple, found["size"].multiple) == (True, False)
        assert found["seats"].help == "How many people will use it"
        assert found["mobile_phone"].help
        assert "Up to 10 files of 250 MB each: .bmp .csv" in found["files"].help


class TestReading:
    def test_what_is_posted_becomes_a_lead(self) -> None:
        """
        By hand: the values, the partner that was chosen and its person, the campaign; held to the form.
        """
        office = an_office(programme=PROGRAMME)
        form = office.desk.form()
        posted = {
            "partner": "south",
            "assignee_id": "ute",
            "campaign": "fair",
            "email": "a@x.de",
            "company": "Isar",
            "size": "Large",
            "seats": 12,
            "needs": ["training", "hosting"],
            "existing": True,
            "city": "",
        }
        done = office.desk.receive(read_form(SCHEMA, form, posted))

        assert isinstance(done, Distribution)
        lead = done.lead
        assert (lead.partner_id, lead.assignee_id, lead.campaign_id, lead.source) == ("south", "ute", "fair", "manual")
        assert dict(lead.values) == {
            "email": "a@x.de",
            "company": "Isar",
            "size": "l",
            "seats": 12,
            "needs": ("training", "hosting"),
            "existing": True,
        }

    def test_activity_of_a_campaign_becomes_a_lead(self) -> None:
        """
        The activity is its history, the source says so, and the campaign is the activity's.
        """
        office = an_office(programme=PROGRAMME)
        visit = Activity(at=datetime(2026, 3, 5, 14, tzinfo=UTC), kind="booth_visit", title="Asked for a demo")
        posted = {"email": "a@x.de", "company": "Isar", "size": "s"}
        ids = [ExternalId("events", "scan-7")]
        draft = read_form(SCHEMA, office.desk.form(), posted, activity=visit, campaign="fair", external_ids=ids)
        lead = office.desk.receive(draft).lead

        assert (lead.source, lead.campaign_id, lead.history, lead.external_ids) == (
            "activity",
            "fair",
            (visit,),
            tuple(ids),
        )

    def test_what_the_form_does_not_ask_is_refused(self) -> None:
        """
        A partner that a partner's form would choose, a file, a status or a misspelt name: each with near names.
        """
        form = describe_form(PROGRAMME, LeadForm.REGISTRATION, attachments=AttachmentPolicy())
        posted = {"email": "a@x.de", "size": "s", "partner": "south", "files": "x", "lead_score": 9, "compny": "Isar"}
        problems = read_form(SCHEMA, form, posted).problems

        assert sorted(codes(problems)) == [
            ("field_unknown", name) for name in ("compny", "files", "lead_score", "partner")
        ]
        assert next(one for one in problems if one.path == "compny").suggestions == ("company",)

    def test_all_problems_name_their_fields_at_once(self) -> None:
        """
        What is missing, what is required of this lead, and what cannot be read where it is required.
        """
        office = an_office(programme=PROGRAMME)
        form = office.desk.form()
        posted = {"country": "Germany", "seats": "many", "size": "huge", "campaign": "fare"}
        done = office.desk.receive(read_form(SCHEMA, form, posted))

        assert isinstance(done, InvalidDraft)
        assert sorted(codes(done.problems)) == [
            ("campaign_unknown", "campaign"),
            ("choice_unknown", "size"),
            ("number_unreadable", "seats"),
            ("required_missing", "city"),
            ("required_missing", "company"),
            ("required_missing", "email"),
        ]

    def test_columns_of_a_file_are_read_too(self) -> None:
        """
        The form of imports has what columns can be: name, source, stage, score, moment and foreign id.
        """
        form = describe_form(PROGRAMME, LeadForm.IMPORT)
        posted = {
            "email": "a@x.de",
            "size": "s",
            "partner_name": "Globex",
            "source": "crm",
            "status": "nurture",
            "created_at": "2026-03-05",
            "lead_score": "70",
            "external_id": "00Q1",
        }
        submission = read_form(SCHEMA, form, posted).submission

        assert (submission.partner, submission.source, submission.stage, submission.score) == (
            "Globex",
            "crm",
            "nurture",
            70,
        )
        assert submission.created_at == datetime(2026, 3, 5, tzinfo=UTC)
        assert submission.external_ids == (ExternalId("file", "00Q1"),)
        wrong = read_form(SCHEMA, form, {"lead_score": "much", "partner_name": ["x"]}).problems
        assert sorted(codes(wrong)) == [("number_unreadable", "lead_score"), ("value_malformed", "partner_name")]

    def test_desks_show_their_own_forms(self) -> None:
        """
        A partner's form has no partners to choose, and a limited user's has those of its groups.
        """
        office = an_office(programme=PROGRAMME)
        partner = office.at("south").form(language="de")

        assert (partner.form, partner.language, partner.field("partner")) == (LeadForm.REGISTRATION, "de", None)
        chosen = office.desk.form().field("partner")
        assert chosen is not None
        assert "idle" not in {one.name for one in chosen.choices}
        assert "south" in {one.name for one in chosen.choices}


EXACT = [
    any_of(where("country", "equals", "Deutschland")),
    any_of(where("country", "not_in", ["DE", "AT"])),
    any_of(where("size", "equals", "Large"), where("existing", "equals", True)),
    any_of(where("size", "not_equals", "s", if_missing=True)),
    any_of(all_of(where("seats", "greater_than", 10), where("size", "in", ["Small", "Large"]))),
    any_of(where("seats", "between", [5, 50], if_missing=True)),
    any_of(where("seats", "not_between", [5, 50])),
    any_of(where("seats", "in", [5, 12])),
    any_of(where("needs", "contains_any", ["hosting"])),
    any_of(where("needs", "contains_all", ["hosting", "training"])),
    any_of(where("needs", "contains_none", ["hosting"])),
    any_of(where("company", "is_empty")),
    any_of(all_of(where("company", "is_not_empty"), where("existing", "not_equals", False))),
]
POSTED = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["a@x.de", "", " "]),
        "company": st.sampled_from(["Isar", "", "  "]),
        "city": st.sampled_from(["Ulm", "", " "]),
        "country": st.sampled_from(["DE", "AT", "SE"]),
        "size": st.sampled_from(["s", "l"]),
        "seats": st.sampled_from([5, 10, 11, 12, 50, 51]),
        "needs": st.lists(st.sampled_from(["hosting", "training"]), unique=True),
        "existing": st.booleans(),
    },
)


class TestJsonSchema:
    @settings(max_examples=400)
    @given(when=st.sampled_from(EXACT), posted=POSTED, form=st.sampled_from(LeadForm))
    def test_schema_refuses_what_the_form_refuses(self, when: Any, posted: dict[str, object], form: LeadForm) -> None:
        """
        Of values of the right types exactly what is admitted is valid, conditional requirements included.
        """
        rules = [Requirement(field="city", when=when), Requirement(field="company", forms=[LeadForm.ADMIN])]
        programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=rules))
        made = describe_form(programme, form)
        valid = validator(made).is_valid(posted)
        office, draft = Office(programme=programme), read_form(SCHEMA, made, posted)
        registers = form is LeadForm.REGISTRATION
        admitted = RegistrationDesk(office.setting, HOST).register(draft) if registers else office.desk.receive(draft)

        assert valid is admitted.ok

    def test_one_of_several_fields_is_required(self) -> None:
        """
        A form for registrations asks for an e-mail or a phone, unless they may be anonymous.
        """
        made = describe_form(PROGRAMME, LeadForm.REGISTRATION)
        anonymous = evolve(PROGRAMME, switches=Switches(anonymous_registration=True))

        assert {"email", "mobile_phone", "work_phone"} <= set(made.any_of)
        assert "fax" not in made.any_of
        assert describe_form(anonymous, LeadForm.REGISTRATION).any_of == describe_form(PROGRAMME).any_of == ()
        assert validator(made).is_valid({"size": "s", "work_phone": "+46 70 1"})

    @pytest.mark.parametrize("form", LeadForm)
    def test_schema_is_a_json_schema(self, form: LeadForm) -> None:
        """
        Of draft 2020-12, in each language, with labels, help and choices.
        """
        for language in ("en", "de", "fr", "es"):
            made = describe_form(PROGRAMME, form, language=language, attachments=AttachmentPolicy())
            written = form_json_schema(made)
            jsonschema.Draft202012Validator.check_schema(written)
            properties: Any = written["properties"]
            assert "files" not in properties
            assert properties["size"]["oneOf"] == [
                {"const": "s", "title": "Small"},
                {"const": "l", "title": "Large"},
            ]
            assert properties["seats"] == {
                "title": "Seats",
                "description": "How many people will use it",
                "type": "integer",
            }
            assert written["additionalProperties"] is False

    @pytest.mark.parametrize(
        "posted",
        [
            {"seats": "12"},
            {"size": "huge"},
            {"needs": ["hosting", "hosting"]},
            {"needs": "hosting"},
            {"existing": "yes"},
            {"country": "Deutschland"},
            {"unknown": 1},
            {"email": 7},
        ],
    )
    def test_values_of_another_type_are_invalid(self, posted: dict[str, object]) -> None:
        """
        Also where a person may write them, which only `read_form` reads.
        """
        whole = {"email": "a@x.de", "company": "Isar", "size": "s", **posted}
        assert validator(describe_form(PROGRAMME)).is_valid({"email": "a@x.de", "company": "Isar", "size": "s"})
        assert not validator(describe_form(PROGRAMME)).is_valid(whole)

    @pytest.mark.parametrize(
        "when",
        [
            any_of(where("city", "starts_with", "U")),
            any_of(where("size", "equals", "l"), where("email", "contains", "x")),
            any_of(where("name", "equals", "Fair", subject=Subject.CAMPAIGN)),
            any_of(where("source", "equals", "crm")),
            any_of(where("annual_revenue", "greater_than", "EUR 5")),
            any_of(where("company", "equals", "Isar")),
        ],
    )
    def test_criteria_that_no_schema_can_ask_are_left_to_the_form(self, when: Criteria) -> None:
        """
        The schema does not refuse what the form might take, and says that the field may be required.
        """
        programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=[Requirement(field="notes", when=when)]))
        written = form_json_schema(describe_form(programme))
        rules: Any = written["allOf"]

        properties: Any = written["properties"]

        assert not any("if" in rule for rule in rules)
        assert properties["notes"]["description"].endswith("May be required")
        assert [name for name, one in properties.items() if "May be" in one.get("description", "")] == ["notes"]

    def test_criteria_that_the_schema_asks_are_not_marked(self) -> None:
        """
        Nor is a field that is always required.
        """
        always = Requirement(field="notes")
        asked = Requirement(field="city", when=any_of(where("size", "equals", "l")))
        left = Requirement(field="notes", when=any_of(where("source", "equals", "crm")))
        programme = evolve(PROGRAMME, intake=IntakePolicy(requirements=[always, asked, left]))
        assert "May be required" not in str(form_json_schema(describe_form(programme)))


def validator(form: FormDescription) -> Any:
    """
    Return what judges by the schema of a form.
    """
    return jsonschema.Draft202012Validator(form_json_schema(form))
