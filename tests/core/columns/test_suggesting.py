"""
The field of a column is found by what it is called, by what is under it and by what stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.columns.suggesting import SKIP, Suggestion, suggest_columns
from leadflow.core.columns.suggestions import Polarity
from leadflow.core.columns.word_set import word_set
from leadflow.core.fields import Field
from leadflow.core.kinds import CHOICE, INTEGER
from leadflow.core.schema import STANDARD_SCHEMA

TEMPLATE = (
    "Email",
    "First Name",
    "Last Name",
    "Partner Name",
    "Mobile Phone",
    "Work Phone",
    "Title",
    "Company",
    "SICCode",
    "Industry",
    "Website",
    "Address1",
    "Address2",
    "City",
    "State",
    "PostalCode",
    "Country",
    "Notes",
)


def find(columns: Mapping[str, Sequence[str]] | Sequence[str]) -> dict[str, str | None]:
    """
    Return the field of each header; *columns* may say what is under them.
    """
    samples = list(columns.values()) if isinstance(columns, Mapping) else []
    return {one.header: one.field for one in suggest_columns(list(columns), schema=STANDARD_SCHEMA, samples=samples)}


def only(header: str, *values: str) -> Suggestion:
    """
    Return the suggestion for a file of one column.
    """
    (suggestion,) = suggest_columns([header], schema=STANDARD_SCHEMA, samples=[values])
    return suggestion


def test_the_template_maps_by_itself() -> None:
    """
    The standard headers need no hand.
    """
    found = find(TEMPLATE)

    assert None not in found.values()
    assert len(set(found.values())) == len(TEMPLATE)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-Mail-Adresse", "email"),
        ("courriel", "email"),
        ("Correo electrónico", "email"),
        ("Indirizzo e-mail", "email"),
        ("E-mailadres", "email"),
        ("Endereço de e-mail", "email"),
        ("メールアドレス", "email"),
        ("FIRSTNAME", "first_name"),
        ("Prénom", "first_name"),
        ("Nachname", "last_name"),
        ("姓", "last_name"),
        ("NumberOfEmployees", "employee_count"),
        ("# Employees", "employee_count"),
        ("Straße", "address1"),
        ("Ｃｏｍｐａｎｙ", "company"),
        ("SICCode__c", "sic_code"),
        ("C.P.", "postal_code"),
        ("E-mail 1 - Value", "email"),
        ("Contact: Mobile Phone", "mobile_phone"),
        ("Telefon (mobil)", "mobile_phone"),
        ("Phone (Fax)", "fax"),
        ("会社の電話番号", "work_phone"),
        ("Primary Address Street 2", "address2"),
        ("Indirizzo di lavoro 2", "address2"),
        ("What US <b>state</b> do you live in?", "state"),
        ("How many employees does your company have?", "employee_count"),
        ("How did you hear about this event?", "source"),
        ("Partner #", "partner_id"),
        ("2. What is your company's annual revenue (USD)?", "annual_revenue"),
        ("What company do you work for?", "company"),
        ("Wie viele Mitarbeiter beschäftigt Ihr Unternehmen?", "employee_count"),
        ("Comment nous avez-vous connus ?", "source"),
        ("アンケート：当社を何で知りましたか？", "source"),
        ("Is there anything else you'd like to add?", "notes"),
        ("ご住所", "address1"),
        ("custom_company", "company"),
        ("last_name__v", "last_name"),
        ("Désabonné de tous les e-mails", "do_not_contact"),
        ("Date/Time Registered", "created_at"),
        ("Lead.Email", "email"),
        ("Phone (incl. country code)", "work_phone"),
    ],
)
def test_a_header_is_known_by_its_words(header: str, field: str) -> None:
    """
    Eight languages, several ways to write a word, and whole questions.
    """
    found = only(header)

    assert found.field == field


@pytest.mark.parametrize(
    "header",
    [
        "Email Status",
        "Email Domain",
        "E-mail 1 - Label",
        "Secondary Email",
        "E-mail 2 Address",
        "Company Phone",
        "Assistant's Phone",
        "Lead Owner",
        "Sales Owner Email Address",
        "Lead Source Description",
        "Lead Score Date",
        "Last SFDC Campaign ID",
        "LinkedIn Company Profile URL",
        "Previous Company Name",
        "Spouse name",
        "Account ID",
        "Status Reason",
        "Created By",
        "Erstellt von",
        "Partner Contact Email",
        "Other Street",
        "Do Not Call Reason",
        "Expected Revenue",
        "Are you a partner?",
        "Job Start Date",
        "SMS Opt In",
        "Buyer Email",
        "LinkedIn Bio",
        "Partner Lead ID",
        "Create a contact",
        "Referentie van",
        "Distributor Contact",
        "代理店担当者",
        "Umsatz mit uns",
    ],
)
def test_a_header_with_a_field_in_it_may_be_about_something_else(header: str) -> None:
    """
    Blockers, second columns, other people and the company's own data are left to a person.
    """
    found = only(header)

    assert found.field is None
    assert found.confidence == 0
    assert found.reason


def test_one_header_a_field() -> None:
    """
    The better header gets the field; the other says which one has it.
    """
    phone, work = suggest_columns(["Phone", "Work Phone"], schema=STANDARD_SCHEMA)

    assert (work.field, phone.field, phone.code) == ("work_phone", None, "taken")
    assert "'Work Phone'" in phone.reason


def test_a_misspelt_header_is_offered_and_not_taken() -> None:
    """
    A near spelling is a question: string distance makes five times as many wrong mappings.
    """
    found = only("Compnay")

    assert (found.field, found.code) == (None, "fuzzy")
    assert [name for name, _ in found.alternatives] == ["company"]


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"Title": ["Mr.", "Dr."], "Job Title": ["CTO"]}, "salutation"),
        ({"Title": ["CTO", "Buyer"], "Salutation": ["Mr."]}, "title"),
        ({"Title": [], "First Name": [], "Job Title": []}, "salutation"),
        ({"Titel": ["Dr.", "Prof. Dr."], "Anrede": ["Herr"]}, None),
        ({"Titel": ["Frau", "Herr"]}, "salutation"),
        ({"Estado": [], "Ciudad": []}, "state"),
        ({"Estado": ["Nuevo", "Contactado"], "Ciudad": []}, "status"),
        ({"Stato": [], "Città": []}, "state"),
        ({"Estado": []}, None),
        ({"Status": ["subscribed", "cleaned"]}, None),
        ({"Status": ["New", "Contacted"]}, "status"),
        ({"Status": ["Bayern", "Hessen"], "Stadt": []}, "state"),
        ({"Nom": [], "Prénom": []}, "last_name"),
        ({"Nome": [], "Cognome": []}, "first_name"),
        ({"Name": [], "First Name": [], "Last Name": []}, "full_name"),
        ({"Name": [], "Vorname": []}, "last_name"),
        ({"Name": [], "Email": []}, "full_name"),
        ({"Name": [], "Website": []}, None),
        ({"Name": ["Acme Inc.", "Globex GmbH"]}, None),
        ({"Partner": []}, "partner_name"),
        ({"Partner": [], "Geburtstag": [], "Kinder": []}, None),
        ({"URL": ["https://www.linkedin.com/in/ann"]}, "linkedin_url"),
        ({"URL": ["https://acme.example"]}, "website"),
        ({"URL": []}, None),
        ({"Contact": ["ann@acme.example", "bob@acme.example"]}, "email"),
        ({"Column 1": ["ann@acme.example"]}, "email"),
        ({"Contact": ["Ann Lee", "Bob Ray"]}, "full_name"),
        ({"Address": ["ann@acme.example"]}, "email"),
        ({"Customer Name": [], "Contact Name": [], "Company": []}, "company"),
        ({"Name": ["Acme S.L.", "Globex B.V."], "Contact Name": []}, "company"),
        ({"Lead Name": ["Acme Inc.", "Globex GmbH"]}, "company"),
        ({"Title": ["Lead #204", "Lead #205"]}, None),
        ({"Titel": ["Dr.", "Prof."]}, None),
        ({"Titel": [], "Anrede": [], "Vorname": []}, "title"),
        ({"Nom contact": ["Durand", "Lefèvre"], "Prénom contact": []}, "last_name"),
        ({"Company URL": ["https://www.linkedin.com/company/acme"]}, None),
        ({"Département": [], "Ville": []}, "state"),
        ({"Département": [], "Société": []}, "department"),
    ],
)
def test_neighbours_and_values_decide(columns: Mapping[str, Sequence[str]], field: str | None) -> None:
    """
    Values and neighboring headers decide ambiguous headers.
    """
    found = find(columns)

    assert next(iter(found.values())) == field


def test_values_can_contradict_a_header() -> None:
    """
    A column called e-mail without a single address is a question.
    """
    found = only("Email", "yes", "no")

    assert (found.field, found.code) == (None, "contradicted")


@pytest.mark.parametrize(
    ("header", "polarity"),
    [
        ("Email Opt Out", Polarity.SAME),
        ("Unsubscribed", Polarity.SAME),
        ("Email Opt In", Polarity.INVERTED),
        ("Werbeeinwilligung", Polarity.INVERTED),
    ],
)
def test_consent_carries_its_polarity(header: str, polarity: Polarity) -> None:
    """
    A yes to being written to is a no to being left alone.
    """
    found = only(header, "yes", "no")

    assert (found.field, found.polarity) == ("do_not_contact", polarity)


@pytest.mark.parametrize("header", ["Unsubscribe Date", "Opt In Time", "Newsletter", "GDPR consent"])
def test_consent_is_never_guessed(header: str) -> None:
    """
    Dates of consent and consent to something else are left to a person.
    """
    found = only(header)

    assert found.field is None


def test_one_address_is_taken() -> None:
    """
    Of a business and a home address, only the business address is used.
    """
    found = find(["Business Street", "Business City", "Home Street", "Home City", "Home Country"])

    assert list(found.values()) == ["address1", "city", None, None, None]


def test_a_home_address_is_taken_where_it_is_the_only_one() -> None:
    """
    Ticket shops ask for nothing else.
    """
    found = find(["Home Address 1", "Home City", "Home Zip"])

    assert list(found.values()) == ["address1", "city", "postal_code"]


def test_the_company_is_the_work_beside_what_is_private() -> None:
    """
    A company's phone is its switchboard, unless the file sets it against a private one.
    """
    against = find(["Telefon (Firma)", "Telefon (Privat)", "Mobil (Firma)", "E-Mail (Firma)", "E-Mail (Privat)"])

    assert list(against.values()) == ["work_phone", "home_phone", "mobile_phone", "email", None]
    assert find(["Telefon (Firma)", "Mobil"]) == {"Telefon (Firma)": None, "Mobil": "mobile_phone"}


def test_custom_fields_are_first_class() -> None:
    """
    They are found by name, label and alias, also among other words, and before any word of ours.
    """
    schema = STANDARD_SCHEMA.extend(
        Field("seats", INTEGER, label="Number of seats", aliases=("Plätze",)),
        Field("region", CHOICE, choices=("EMEA", "APAC")),
    )
    headers = ["seats", "Number of Seats*", "Plätze", "Your number of seats", "Region"]
    found = [suggest_columns([header], schema=schema)[0] for header in headers]

    assert [one.field for one in found] == ["seats", "seats", "seats", "seats", "region"]
    assert [one.code for one in found] == ["exact", "label", "alias", "words", "exact"]


def test_what_was_remembered_comes_first() -> None:
    """
    A person's choice of last time wins over any word, and a field that is gone is forgotten.
    """
    remembered = {"title": "notes", "city": SKIP, "email": "gone"}
    found = suggest_columns(["Title", "City", "Email"], schema=STANDARD_SCHEMA, remembered=remembered)

    assert [one.field for one in found] == ["notes", SKIP, "email"]
    assert [one.code for one in found] == ["remembered", "remembered", "exact"]


def test_assignees_are_told() -> None:
    """
    A column of assignees is not taken, and says why.
    """
    found = only("Assignee")

    assert (found.field, found.code) == (None, "assignee")


def test_twins_are_told_apart_by_their_place() -> None:
    """
    French Outlook has `Titre` twice: before the first name, and after the department.
    """
    headers = ["Titre", "Prénom", "Nom", "Société", "Service", "Titre"]
    found = suggest_columns(headers, schema=STANDARD_SCHEMA)

    assert [one.field for one in found] == ["salutation", "first_name", "last_name", "company", "department", "title"]


WORDS = st.sampled_from(
    sorted(
        word_set(
            "email phone name first last company home address 2 state title owner id url メール 会社 do not contact opt in"
        )
    )
)


def test_a_word_of_many_words_costs_no_time() -> None:
    """
    Words written together are cut in one pass, however many ways there are to cut them.
    """
    found = find(["氏名" * 29 + "ぬ", "firstname" * 6 + "q"])

    assert set(found.values()) == {None}


@given(
    headers=st.lists(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=5).map(" ".join)), max_size=8),
    values=st.lists(st.lists(st.text(max_size=20), max_size=3), max_size=8),
)
def test_any_file_gets_one_suggestion_a_header(headers: list[str], values: list[list[str]]) -> None:
    """
    For any headers and values nothing raises and no field is suggested twice.
    """
    found = suggest_columns(headers, schema=STANDARD_SCHEMA, samples=values)
    fields = [one.field for one in found if one.field]

    assert [one.header for one in found] == headers
    assert len(fields) == len(set(fields))
    assert all(
        one.reason and 0 <= one.confidence <= 1 and (one.field is None) == (one.confidence == 0) for one in found
    )


def test_headers_of_accounting_and_address_books_find_their_fields() -> None:
    """
    As Xero, cobra, Business Central, HubSpot in German and vtenext write them.
    """
    asked = ("POAddressLine1", "POCity", "POPostalCode", "POCountry", "Telefon M", "Originalquelle", "Contatto N.")
    found = [one.field for one in suggest_columns(["Email", *asked], schema=STANDARD_SCHEMA)[1:]]

    assert found == ["address1", "city", "postal_code", "country", "mobile_phone", "source", "external_id"]
    assert suggest_columns(["Länder-/Regionscode"], schema=STANDARD_SCHEMA)[0].field == "country"
    assert suggest_columns(["Lead Stage"], schema=STANDARD_SCHEMA)[0].field == "status"
