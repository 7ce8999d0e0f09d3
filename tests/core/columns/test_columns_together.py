"""
Columns of one file are judged together: prefixes, numbered groups, addresses, columns without values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from leadflow.core.columns.suggesting import suggest_columns
from leadflow.core.fields import Field
from leadflow.core.kinds import CHOICE, INTEGER
from leadflow.core.schema import STANDARD_SCHEMA

MAIL = ["a@x.example", "b@x.example"]


def find(columns: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """
    Return the field of each header; *columns* say what is under them.
    """
    found = suggest_columns(list(columns), schema=STANDARD_SCHEMA, samples=list(columns.values()))
    return {one.header: one.field for one in found}


@pytest.mark.parametrize("prefix", ["Buyer", "Guest", "User", "Requester", "Prospect", "Zorp", "buyer_"])
def test_common_prefix_is_taken_off(prefix: str) -> None:
    """
    Shops and ticket systems say in each header whose data it is.
    """
    join = "" if prefix.endswith("_") else " "
    headers = [f"{prefix}{join}{name}" for name in ("Email", "First Name", "Last Name", "Company")]
    found = find(dict.fromkeys([*headers, "Order Total"], ()))

    assert list(found.values()) == ["email", "first_name", "last_name", "company", None]


def test_prefix_that_says_whose_it_is_stays() -> None:
    """
    A home address is not the one at work.
    """
    found = find(dict.fromkeys(["Home Street", "Home City", "Home Phone", "Email"], ()))

    assert found["Home Phone"] == "home_phone"


def test_header_that_a_field_is_called_counts_before_its_prefix() -> None:
    """
    A field of one's own may be called as the whole header.
    """
    schema = STANDARD_SCHEMA.extend(Field("buyer_score", INTEGER))
    headers = ["Buyer Score", "Buyer Email", "Buyer Company"]

    assert [one.field for one in suggest_columns(headers, schema=schema)] == ["buyer_score", "email", "company"]


def test_second_address_is_kept_together() -> None:
    """
    The street of another city is no second line.
    """
    found = find(dict.fromkeys(["Street 1", "PLZ 1", "Ort 1", "Street 2", "PLZ 2", "Ort 2"], ()))

    assert list(found.values()) == ["address1", "postal_code", "city", None, None, None]


def test_second_line_stays_a_second_line() -> None:
    """
    Without a second city the second street is more of the first.
    """
    found = find(dict.fromkeys(["Street 1", "Street 2", "PLZ", "Ort"], ()))

    assert list(found.values()) == ["address1", "address2", "postal_code", "city"]


def test_second_group_is_taken_where_the_first_is_empty() -> None:
    """
    All of it, so that no street gets another one's city.
    """
    filled = {"Street 2": ["Weg 1"], "PLZ 2": ["10115"], "Ort 2": ["Berlin"]}
    found = find({"Street 1": (), "PLZ 1": (), "Ort 1": (), **filled})

    assert list(found.values()) == [None, None, None, "address1", "postal_code", "city"]


def test_second_phone_is_taken_where_the_first_is_empty() -> None:
    """
    A numbered column alone is a group too.
    """
    assert find({"Phone 1": (), "Phone 2": ["+49 30 123456"]}) == {"Phone 1": None, "Phone 2": "work_phone"}


@pytest.mark.parametrize(("empty", "full"), [("Email", "E-mail address"), ("email", "Mail (work)")])
def test_column_without_values_displaces_none_with_values(empty: str, full: str) -> None:
    """
    However exact its header is.
    """
    assert find({empty: (), full: MAIL}) == {empty: None, full: "email"}


def test_parts_of_two_addresses_are_not_mixed() -> None:
    """
    The street of the company is in the company's city, not in the person's.
    """
    found = find(dict.fromkeys(["City", "Country", "Company Street", "Company City", "Company Zip"], ()))

    assert list(found.values()) == ["city", "country", None, None, None]


@pytest.mark.parametrize("header", ["Benutzerkennung", "Foo", "Assigned to", "Owner email"])
def test_only_column_of_addresses_is_the_leads(header: str) -> None:
    """
    Whatever its header says, nobody else's address is there.
    """
    assert find({"Company": ["A", "B"], header: MAIL})[header] == "email"


def test_another_column_of_addresses_is_taken_where_there_is_no_first() -> None:
    """
    "Alternate email" is the lead's where the file has no e-mail; beside one, or beside a second other one, it is not.
    """
    assert find({"User Name": MAIL, "Alternate email": MAIL}) == {"User Name": None, "Alternate email": "email"}
    assert find({"Email": MAIL, "Alternate email": MAIL}) == {"Email": "email", "Alternate email": None}
    assert find({"Other email": MAIL, "Alternate email": MAIL}) == {"Other email": None, "Alternate email": None}
    assert find({"Owner": MAIL, "Home email": MAIL}) == {"Owner": None, "Home email": None}


@pytest.mark.parametrize(
    ("lead", "other"),
    [
        ("Recommended Email", "Recommended Personal Email"),
        ("Prospect Email", "Sender Email"),
        ("User Email", "Manager Email"),
        ("Guest Email", "Host Email"),
        ("Most probable email", "Second email"),
        ("email_first", "email_second"),
        ("Recommended Email", "E-Mail Berater"),
        ("Verified Email", "Courriel du propriétaire"),
    ],
)
def test_of_several_columns_of_addresses_the_leads_is_taken(lead: str, other: str) -> None:
    """
    Headers that only say which of two addresses is the lead's are enough.
    """
    assert find({"Company": ["A", "B"], other: MAIL, lead: MAIL}) == {"Company": "company", other: None, lead: "email"}


def test_names_in_addresses_say_which_are_the_leads() -> None:
    """
    Where the headers say nothing, the address with the lead's name is the lead's, and without names somebody is asked.
    """
    ours, leads = ["sam@acme.example", "sam@acme.example"], ["a.berg@x.example", "li.wei@y.example"]
    names = {"First Name": ["Ann", "Li"], "Last Name": ["Berg", "Wei"]}

    assert find({**names, "Matched Email": ours, "Email Found": leads})["Email Found"] == "email"
    assert find({**names, "Final Email": leads, "Original Email": leads})["Final Email"] == "email"
    assert find({"Matched Email": ours, "Email Found": leads}) == {"Matched Email": None, "Email Found": None}


@pytest.mark.parametrize("header", ["Lead - Title", "Lead-Titel", "Titre du lead", "リード タイトル"])
def test_the_title_of_a_lead_is_no_position(header: str) -> None:
    """
    A CRM calls its leads like its sales; where the lead is a person, its title is a position.
    """
    called = {header: ["Granit ERP", "Birke shop"]}

    assert find({**called, "Person - Name": ["Ann Berg", "Li Wei"], "Email": MAIL})[header] is None
    assert find({"Lead Title": ["CTO", "Buyer"], "Lead Email": MAIL})["Lead Title"] == "title"


def test_a_name_without_the_first_names_is_asked() -> None:
    """
    The name of a lead may be that of a sale, and is no name of a person then.
    """
    names = {"First Name": ["Ann", "Li"], "Last Name": ["Berg", "Wei"]}

    assert find({**names, "Email": MAIL, "Lead Name": ["ERP Granit", "Shop Birke"]})["Lead Name"] is None
    assert find({**names, "Email": MAIL, "Lead Name": ["Ann Berg", "Li Wei"]})["Lead Name"] == "full_name"


def test_the_reference_of_a_partner_is_no_partner() -> None:
    """
    A code for counting who referred whom would refuse every row.
    """
    assert find({"Email": MAIL, "Partner Ref": ["ref12"]}) == {"Email": "email", "Partner Ref": None}


def test_two_columns_of_addresses_are_offered() -> None:
    """
    Whose addresses they are is not known, so neither is taken.
    """
    found = suggest_columns(["Foo", "Bar"], schema=STANDARD_SCHEMA, samples=[MAIL, MAIL])

    assert [(one.field, one.alternatives) for one in found] == [(None, (("email", 0.6),))] * 2


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Employees", ["many people", "a lot"]),
        ("Annual revenue", ["call me", "ask later"]),
        ("Created at", ["spring 2026", "autumn 2026"]),
        ("Do not contact", ["perhaps", "later"]),
    ],
)
def test_field_that_cannot_read_the_values_is_asked_about(header: str, values: Sequence[str]) -> None:
    """
    A sure header is none where most values would be set aside.
    """
    assert find({header: values}) == {header: None}


def test_choices_that_nobody_declared_are_asked_about() -> None:
    """
    The same for a field of one's own.
    """
    schema = STANDARD_SCHEMA.extend(Field("size", CHOICE, choices=("small", "large")))
    unknown, known = (suggest_columns(["Size"], schema=schema, samples=[some]) for some in (["XL", "XXL"], ["Small"]))

    assert (unknown[0].field, unknown[0].alternatives) == (None, (("size", 0.5),))
    assert known[0].field == "size"


@pytest.mark.parametrize("nothing", ["n/a", "-", "null", "undefined"])
def test_stand_ins_speak_neither_for_nor_against(nothing: str) -> None:
    """
    A website that says n/a is a website all the same.
    """
    assert find({"Website": [nothing], "Phone": [nothing], "Employees": [nothing]}) == {
        "Website": "website",
        "Phone": "work_phone",
        "Employees": "employee_count",
    }


def test_dates_and_numbers_that_are_only_unclear_can_be_read() -> None:
    """
    The column decides the order and the mark, not a single value.
    """
    assert find({"Created at": ["03/04/2026", "05/06/2026"]}) == {"Created at": "created_at"}
    assert find({"Phone": ["4.91512E+11", "4.91513E+11"]}) == {"Phone": "work_phone"}


@pytest.mark.parametrize(
    "written", ["data.{}", "lead.{}", "fields[{}]", "{} (Pflichtfeld)", "{} [text]", "{} (string)", "{} (obligatoire)"]
)
def test_what_all_headers_have_around_them_is_taken_off(written: str) -> None:
    """
    A path, a type, or that something has to be filled in says nothing of what is in a column.
    """
    names = {"Email": "email", "City": "city", "Company": "company", "Phone": "work_phone"}
    found = find({written.format(name): () for name in names})

    assert list(found.values()) == list(names.values())


def test_a_path_that_says_whose_something_is_stays() -> None:
    """
    A company's address book is no person's.
    """
    assert find({"company.name": (), "company.city": (), "company.phone": ()})["company.name"] == "company"
    assert list(find({"City (home)": (), "Phone (home)": (), "Email (home)": ()}).values()) == [
        "city",
        "home_phone",
        None,
    ]


def test_prefix_of_some_headers_is_taken_off_where_nobody_could_be_written_to() -> None:
    """
    Ticket shops say who attends and who has bought: the file has an address, and the columns of the larger part are
    taken.
    """
    order = {"Order Name": ["Marie Dupont"] * 2, "Order Email": ["marie@x.example"] * 2}
    ticket = {
        **{"Ticket Reference": ["A-1", "A-2"], "Ticket First Name": ["Ann", "Bob"], "Ticket Last Name": ["Berg", "Ek"]},
        **{"Ticket Email": MAIL, "Ticket Company Name": ["Granit", "Fjell"]},
    }
    others = {name: ["x", "y"] for name in ("Event", "Ticket", "Price", "Tags", "Country", "Voucher", "Seat")}
    found = find({**order, **ticket, **others})

    assert {name: field for name, field in found.items() if name.startswith(("Order", "Ticket "))} == {
        **{"Order Name": None, "Order Email": None, "Ticket Reference": "external_id"},
        **{"Ticket First Name": "first_name", "Ticket Last Name": "last_name", "Ticket Email": "email"},
        "Ticket Company Name": "company",
    }


@pytest.mark.parametrize(
    ("name", "mail"),
    [
        ("Name des Teilnehmers", "E-Mail-Adresse des Teilnehmers"),
        ("Attendee name", "Attendee Email"),
        ("Nom du participant", "Email du participant"),
        ("Nombre del participante", "Correo electrónico del participante"),
        ("Nome do participante", "E-mail do participante"),
    ],
)
def test_address_is_that_of_the_person_who_is_named(name: str, mail: str) -> None:
    """
    Beside the names of those who attend, a bare column of addresses is that of who has paid.
    """
    found = find({"E-Mail": ["pay@x.example"] * 2, name: ["Ann Berg", "Bob Ek"], mail: MAIL})

    assert (found[name], found[mail], found["E-Mail"]) == ("full_name", "email", None)


def test_address_stays_the_bare_one_beside_names_of_nobody_else() -> None:
    """
    A further column about who attends makes no difference where the names are not theirs.
    """
    found = find({"Name": ["Ann Berg", "Bob Ek"], "E-Mail": MAIL, "Attendee Email": ["c@x.example"] * 2})

    assert (found["E-Mail"], found["Attendee Email"]) == ("email", None)


@pytest.mark.parametrize(
    ("names", "field"),
    [(["D'ARC", "LE GOFF", "DE LA TOUR"], "last_name"), (["Jean-Luc D'Arc", "Zoé Le Goff", "Max Tour"], "full_name")],
)
def test_names_beside_first_names_are_last_names_unless_they_contain_them(names: list[str], field: str) -> None:
    """
    A last name may have several words.
    """
    found = find({"Nom participant": names, "Prénom participant": ["Jean-Luc", "Zoé", "Max"], "Email": MAIL})

    assert found["Nom participant"] == field


def test_numbered_company_is_taken_where_there_is_no_other() -> None:
    """
    Form builders number the fields of a page.
    """
    found = find({"Email 2": MAIL, "Company Name 3": ["Granit", "Fjell"]})

    assert list(found.values()) == ["email", "company"]
