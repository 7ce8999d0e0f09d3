"""
Fields: standard and custom ones are the same, and a wrong declaration is refused at once.
"""

from __future__ import annotations

import copy
import pickle

import pytest
from tests.core.builders import SCHEMA

from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import CHOICE, EMAIL, INTEGER, KINDS, MULTI_CHOICE, TEXT, Choice
from leadflow.core.schema import STANDARD_SCHEMA, Schema, Subject
from leadflow.errors import InvalidInput

SEATS = Field("seats", INTEGER)


class TestDeclarations:
    @pytest.mark.parametrize("name", ["", "Seats", "1st", "a-b", "a b", "_a", "ä", "a" * 64, "a\n"])
    def test_a_name_of_another_form_is_refused(self, name: str) -> None:
        """
        Names stand in JSON, SQL and criteria.
        """
        with pytest.raises(InvalidInput):
            Field(name, TEXT)

    def test_a_choice_needs_its_choices(self) -> None:
        """
        A choice field requires choices, and no other kind accepts them.
        """
        with pytest.raises(InvalidInput):
            Field("colour", CHOICE)
        with pytest.raises(InvalidInput):
            Field("colour", TEXT, choices=("red",))

    def test_choices_given_as_one_text_are_refused(self) -> None:
        """
        Its letters are not meant.
        """
        with pytest.raises(TypeError, match="not one text; put it into a list"):
            Field("colour", CHOICE, choices="red")

    def test_names_become_choices(self) -> None:
        """
        A name alone is its own label.
        """
        assert Field("colour", CHOICE, choices=("red",)).choices == (Choice("red"),)

    def test_the_title_is_the_label_or_made_from_the_name(self) -> None:
        """
        People see it in mails and messages.
        """
        assert (Field("a_b", TEXT).title, Field("a_b", TEXT, label="X").title) == ("A b", "X")

    @pytest.mark.parametrize("field", [*SCHEMA.leads.values()], ids=lambda field: field.name)
    def test_fields_survive_pickle_and_copy(self, field: AnyField) -> None:
        """
        Kinds keep their identity, by which they are compared.
        """
        again = pickle.loads(pickle.dumps(field))

        assert again == field == copy.deepcopy(field)
        assert again.kind is field.kind

    @pytest.mark.parametrize("kind", KINDS)
    def test_kinds_show_their_name(self, kind: str) -> None:
        """
        The repr of a kind has its name.
        """
        assert repr(KINDS[kind]) == f"<Kind {kind}>"


class TestSchemas:
    def test_a_custom_field_is_like_a_standard_one(self) -> None:
        """
        The schema that it extends stays as it was.
        """
        extended = STANDARD_SCHEMA.extend(
            SEATS, partners=[Field("tier_code", TEXT)], campaigns=[Field("budget", INTEGER)]
        )

        assert extended.leads["seats"] is SEATS
        assert "tier_code" in extended.partners
        assert "budget" in extended.campaigns
        assert "seats" not in STANDARD_SCHEMA.leads

    def test_a_name_is_declared_once(self) -> None:
        """
        The message says which was declared twice.
        """
        with pytest.raises(InvalidInput, match="'email'"):
            STANDARD_SCHEMA.extend(Field("email", TEXT))

    @pytest.mark.parametrize("subject", Subject)
    def test_every_subject_has_its_fields(self, subject: Subject) -> None:
        """
        A schema returns the fields of each subject.
        """
        assert STANDARD_SCHEMA.of(subject) is getattr(STANDARD_SCHEMA, f"{subject.value}s")

    def test_schemas_with_the_same_declarations_are_equal(self) -> None:
        """
        Schemas with the same declarations are equal, also after pickle.
        """
        again: Schema = pickle.loads(pickle.dumps(SCHEMA))

        assert again == SCHEMA
        assert again != STANDARD_SCHEMA
        assert hash(again.leads) == hash(SCHEMA.leads)

    def test_undeclared_names_stay_readable(self) -> None:
        """
        A field that the host took away does not lose stored values.
        """
        assert STANDARD_SCHEMA.leads.layout_of(("gone",)).fields[0].kind is TEXT

    def test_layouts_are_shared(self) -> None:
        """
        The same names in the same order have one layout.
        """
        assert SCHEMA.leads.layout_of(("email", "city")) is SCHEMA.leads.layout_of(("email", "city"))


class TestReading:
    def test_all_problems_come_back_at_once(self) -> None:
        """
        What can be read is there beside them.
        """
        values, problems = SCHEMA.leads.read({"email": "bad", "an_integer": "x", "city": " Oslo ", "notes": ""})

        assert [(one.code, one.path, one.value) for one in problems] == [
            ("email_invalid", "email", "bad"),
            ("number_unreadable", "an_integer", "x"),
        ]
        assert dict(values) == {"city": "Oslo"}

    @pytest.mark.parametrize(
        ("name", "near"),
        [("e_mail", "email"), ("Job title", "title"), ("firstname", "first_name"), ("LinkedIn URL", "linkedin_url")],
    )
    def test_an_unknown_field_names_those_that_are_like_it(self, name: str, near: str) -> None:
        """
        An unknown field suggests similar names and labels.
        """
        problem = SCHEMA.leads.read({name: "x"})[1][0]

        assert problem.code == "field_unknown"
        assert problem.suggestions[0] == near
        assert f"'{near}'" in problem.message

    def test_a_field_of_the_record_is_not_filled_in(self) -> None:
        """
        Its status is not for a form to say.
        """
        assert SCHEMA.leads.read({"status": "accepted"})[1][0].code == "field_unknown"

    def test_fill_raises_with_every_problem(self) -> None:
        """
        For callers that want values or nothing.
        """
        with pytest.raises(InvalidInput) as caught:
            SCHEMA.leads.fill(email="bad", nonsense="x")

        assert [one.code for one in caught.value.problems] == ["email_invalid", "field_unknown"]
        assert "bad" not in str(caught.value)

    def test_blank_is_absent(self) -> None:
        """
        Never an empty text and never None.
        """
        values = SCHEMA.leads.fill(email=None, city="  ", notes="\x00", a_multi_choice=";", company="\u3000")

        assert dict(values) == {}

    def test_values_are_read_by_the_declaration(self) -> None:
        """
        Choices by label, lists as lists.
        """
        field = Field("t", MULTI_CHOICE, choices=("a", "b"))

        assert field.take(["B", "a"]) == ("b", "a")
        assert Field("e", EMAIL).take("A@B.CO") == "A@b.co"
