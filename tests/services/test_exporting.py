"""
Exports: lists as files that spreadsheets open safely and imports read back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import BinaryIO

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, codes
from tests.services.builders import EMEA, HOST, PROGRAMME, Office, an_office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.adapters.tables import read_workbook, write_csv, write_xlsx
from leadflow.core.access import SupplierParty
from leadflow.core.intake import read_draft
from leadflow.core.leads import DistributionStatus
from leadflow.core.views import LeadList, LeadQuery, Sort
from leadflow.errors import InvalidInput
from leadflow.services import ImportDesk, PartnerDesk, SupplierDesk

SAID = {
    "email": "ann@granit.example",
    "first_name": "Ann",
    "last_name": "O'Neill, Jr.",
    "company": "Granit\nAB",
    "mobile_phone": "+46 70 123 45 67",
    "postal_code": "01067",
    "country": "Sweden",
    "notes": 'said "soon"',
}


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office over a store that lists leads.
    """
    return an_office(store=local_store)


def receive(office: Office, partner: str = "south", /, **said: object) -> str:
    """
    Receive a lead an hour after the one before, and return its id.
    """
    office.clock.advance(timedelta(hours=1))
    return office.desk.receive(read_draft(SCHEMA, {**SAID, **said}, partner=partner)).lead.id


def exported(desk: SupplierDesk | PartnerDesk, query: LeadQuery = LeadQuery()) -> list[list[str]]:
    """
    Return the cells of an export that was written as CSV.
    """
    stream = io.BytesIO()
    write_csv(stream, desk.export(query))
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))


def test_it_has_a_header_and_every_lead_of_the_list_oldest_first(office: Office) -> None:
    """
    Whatever page size and cursor the query has; a lead that is changed meanwhile is not missing.
    """
    names = [f"p{at}@x.de" for at in range(5)]
    ids = [receive(office, email=name) for name in names]
    rows = office.desk.export(LeadQuery(columns=["email", "partner_name"], most=2))
    head, first = next(rows), next(rows)
    office.desk.edit(ids[-1], {"city": "Ulm"})
    office.desk.edit(ids[0], {"city": "Ulm"})

    assert head == ["E-mail", "Partner name"]
    assert [first, *rows] == [[name, "Globex GmbH"] for name in names]


def test_query_narrows_and_sorts_it(office: Office) -> None:
    """
    An order of its own is kept, as filters are.
    """
    for name in ("bo", "ann", "cy"):
        receive(office, email=f"{name}@x.de")
    office.at("south").accept(receive(office, email="zoe@x.de"))

    by_name = LeadQuery(columns=["email"], statuses=[DistributionStatus.PENDING], sort=Sort("email", descending=False))
    assert exported(office.desk, by_name) == [["E-mail"], ["ann@x.de"], ["bo@x.de"], ["cy@x.de"]]
    assert exported(office.desk, LeadQuery(which=LeadList.DEACTIVATED, columns=["email"])) == [["E-mail"]]


def test_mistakes_are_told_before_the_first_row(office: Office) -> None:
    """
    So that no file is begun.
    """
    with pytest.raises(InvalidInput) as caught:
        office.desk.export(LeadQuery(columns=["emial"], sort=Sort("assignee_id")))

    assert {code for code, _ in codes(caught.value.problems)} == {"field_unknown", "column_refused"}


def test_each_exports_what_they_see(office: Office) -> None:
    """
    A partner's user the leads of their partner, without what is hidden until they accept it.
    """
    hiding = evolve(office, programme=evolve(PROGRAMME, hidden_until_accepted=["email", "company"]))
    receive(hiding, "north", email="a@x.de", company="Basalt")
    hiding.at("south").accept(receive(hiding, "south", email="b@x.de", company="Quarz"))
    receive(hiding, "south", email="c@x.de", company="Gneis")
    query = LeadQuery(columns=["email", "company"])

    assert exported(hiding.at("south"), query)[1:] == [["b@x.de", "Quarz"], ["", ""]]
    assert exported(SupplierDesk(hiding.setting, SupplierParty(id="eva", groups=["gold"])), query) == [
        ["E-mail", "Company"]
    ]


def test_formulas_are_texts(office: Office) -> None:
    """
    Whoever typed one, no spreadsheet calculates it; an import takes the apostrophe off again.
    """
    receive(office, company="=1+1", last_name="-2+3", city="@SUM(A1)")

    assert exported(office.desk, LeadQuery(columns=["company", "last_name", "city"]))[1] == [
        "'=1+1",
        "'-2+3",
        "'@SUM(A1)",
    ]


EVERY_KIND = {
    **SAID,
    "a_long_text": "one\ntwo",
    "an_email": "bo@x.de",
    "a_phone": "+49 30 1234567",
    "a_url": "https://www.granit.example",
    "an_integer": 1200,
    "a_decimal": "1.5",
    "a_money": "EUR 1200.50",
    "a_boolean": "no",
    "a_date": "2026-01-31",
    "a_datetime": "2026-01-31T09:30:15.123456+01:00",
    "a_choice": "used",
    "a_multi_choice": ["red", "blue"],
    "a_country": "Norway",
    "a_state": "California",
    "an_id": "0815",
    "a_code": "069001",
}


def test_what_was_set_aside_is_written_as_it_was_given(office: Office) -> None:
    """
    So that nothing is lost by an export.
    """
    receive(office, an_integer="call me")

    assert exported(office.desk, LeadQuery(columns=["an_integer"]))[1] == ["call me"]


@pytest.mark.parametrize(("name", "write"), [("leads.csv", write_csv), ("leads.xlsx", write_xlsx)])
def test_import_reads_back_what_was_exported(
    office: Office, name: str, write: Callable[[BinaryIO, Iterable[Sequence[str]]], None]
) -> None:
    """
    Values of every kind find their way back by the suggestions alone, from either format.
    """
    said = EVERY_KIND
    receive(office, "south", **said)
    stream = io.BytesIO()
    write(stream, office.desk.export(LeadQuery(columns=[*said, "partner_name"])))
    other = an_office()
    imports = ImportDesk(other.setting, HOST, workbooks=read_workbook)
    file = imports.open(stream, name=name)

    report = imports.run(file, file.mapping, EMEA)

    assert report.counts.imported == 1
    assert dict(other.leads()[0].values) == dict(office.leads()[0].values)
