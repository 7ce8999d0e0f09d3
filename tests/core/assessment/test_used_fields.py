"""
Which fields leads are assessed by: never personal traits, unless somebody names them.
"""

from __future__ import annotations

import pytest
from tests.core.builders import a_lead

from leadflow.core.assessment import AssessmentPolicy, answers_of, is_personal, names_a_trait, used_fields
from leadflow.core.fields import Field
from leadflow.core.kinds import BOOLEAN, CHOICE, DATE, INTEGER, LONG_TEXT, MONEY, MULTI_CHOICE, TEXT
from leadflow.core.schema import STANDARD_SCHEMA

SCHEMA = STANDARD_SCHEMA.extend(
    Field("seats", INTEGER),
    Field("budget", MONEY),
    Field("trial", BOOLEAN),
    Field("needs", MULTI_CHOICE, choices=("crm", "erp")),
    Field("age", INTEGER),
    Field("family", CHOICE, choices=("single", "married"), label="Marital status"),
    Field("hobby", TEXT),
    Field("story", LONG_TEXT),
    Field("renewal", DATE),
)
USUAL = (
    "annual_revenue",
    "budget",
    "campaign_id",
    "country",
    "department",
    "employee_count",
    "industry",
    "naics_code",
    "needs",
    "rating",
    "seats",
    "sic_code",
    "source",
    "state",
    "trial",
)


def _names(policy: AssessmentPolicy) -> tuple[str, ...]:
    return tuple(one.name for one in used_fields(SCHEMA.leads, policy))


def test_usual_fields_are_of_companies() -> None:
    """
    By default no name, address, free text, date or personal trait is used, and nothing that is known later.
    """
    assert _names(AssessmentPolicy()) == USUAL


def test_fields_are_added_and_left_out_by_name() -> None:
    """
    A field is used that the policy names, a trait too, and one is not that it leaves out; the record's are never added.
    """
    policy = AssessmentPolicy(use=("age", "hobby", "status", "nothing"), leave_out=("source", "trial"))

    assert set(_names(policy)) == {*USUAL, "age", "hobby"} - {"source", "trial"}


@pytest.mark.parametrize(
    "name",
    ["age", "Age", "age_group", "ageGroup", "marital", "Marital status", "Familienstand", "état matrimonial", "edad"]
    + [
        "geslacht",
        "sesso",
        "nacionalidade",
        "性別",
        "年齢",
        "date_of_birth",
        "Gender",
        "religion",
        "Staatsangehörigkeit",
    ],
)
def test_traits_are_recognized(name: str) -> None:
    """
    Names of personal traits are recognized in eight languages, however they are joined.
    """
    assert names_a_trait(name)


@pytest.mark.parametrize(
    "name",
    ["page", "pages", "job", "education", "balance", "contact", "language", "stage", "agency", "usage", "Herkunft"],
)
def test_other_names_are_no_traits(name: str) -> None:
    """
    A word that only contains one is none.
    """
    assert not names_a_trait(name)


def test_labels_and_aliases_tell_traits() -> None:
    """
    A field with a technical name is a trait by what people call it.
    """
    assert is_personal(Field("f1", INTEGER, label="Age"))
    assert is_personal(Field("f2", TEXT, aliases=("Gender",)))
    assert not is_personal(Field("f3", TEXT, label="Product"))


def test_answers_are_plain() -> None:
    """
    A lead answers with the keys of its values: sums of money by their amount, and no answer where it says nothing.
    """
    lead = a_lead()
    values = SCHEMA.leads.fill(industry=" Retail ", seats="12", budget="EUR 1,500", trial="no", needs="erp;crm")
    answers = answers_of(lead, values, used_fields(SCHEMA.leads, AssessmentPolicy()))

    assert answers["industry"] == "retail"
    assert (answers["seats"], answers["budget"], answers["trial"]) == (12, 1500, False)
    assert answers["needs"] == frozenset({"crm", "erp"})
    assert (answers["source"], answers["country"]) == (lead.source, None)
