"""
Leads of the same person count as duplicates where the programme says so.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import PROGRAMME, Office, an_office, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.handling import LeadUpdate
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, InvalidDraft, OnDuplicate, read_draft
from leadflow.core.intake.policy import DuplicateMatch, IntakePolicy

PERSON = evolve(PROGRAMME, intake=IntakePolicy(duplicates=DuplicateMatch.PERSON))
ANN = {"email": "ann@acme.de", "first_name": "Ann", "last_name": "Berg", "company": "Acme GmbH"}
HEADER = "Email,First Name,Last Name,Company,City"


def received(office: Office, on_duplicate: OnDuplicate = OnDuplicate.UPDATE, **said: Any) -> object:
    """
    Receive a draft that says Ann's values but for *said*.
    """
    return office.desk.receive(read_draft(SCHEMA, {**ANN, **said}), on_duplicate=on_duplicate)


def imported(office: Office, *rows: str, preview: bool = False) -> tuple[int, int, int]:
    """
    Import rows and return how many were imported, updated and duplicates.
    """
    file = office.file(*rows, header=HEADER)
    settings = ImportSettings(on_duplicate=OnDuplicate.UPDATE)
    columns = mapped(
        file, **{"First Name": "first_name", "Last Name": "last_name", "Company": "company", "City": "city"}
    )
    run = office.imports.preview if preview else office.imports.run
    counts = run(file, columns, settings).counts
    return counts.imported, counts.updated, counts.duplicates


def test_person_at_the_same_company_is_received_once(store: MemoryStore | SqlStore) -> None:
    """
    Another address of a person whose company has the lead already updates that lead; other people make leads.
    """
    office = an_office(store=store, programme=PERSON)
    first = received(office)
    assert isinstance(first, Distribution)

    again = received(office, email="a.berg@gmail.com", company="ACME", city="Oslo")
    other = received(office, email="bo@acme.de", first_name="Bo")
    elsewhere = received(office, email="ann@apex.de", company="Apex")

    assert isinstance(again, LeadUpdate)
    assert (again.lead.id, again.lead.values["city"]) == (first.lead.id, "Oslo")
    assert isinstance(other, Distribution)
    assert isinstance(elsewhere, Distribution)
    assert office.sound()


def test_keys_alone_count_by_default(store: MemoryStore | SqlStore) -> None:
    """
    Without the policy only the same e-mail or unique field is a duplicate.
    """
    office = an_office(store=store)
    received(office)

    assert isinstance(received(office, email="a.berg@gmail.com"), Distribution)


@pytest.mark.parametrize("on_duplicate", list(OnDuplicate))
def test_person_is_handled_as_any_duplicate(on_duplicate: OnDuplicate) -> None:
    """
    What happens to a duplicate happens to one that is found by the person.
    """
    office = an_office(programme=PERSON)
    first = received(office)
    assert isinstance(first, Distribution)

    done = received(office, on_duplicate, email="a.berg@gmail.com", city="Oslo")

    assert isinstance(done, Distribution) is (on_duplicate is OnDuplicate.CREATE)
    assert isinstance(done, InvalidDraft) is (on_duplicate is OnDuplicate.REFUSE)
    changed = on_duplicate in (OnDuplicate.UPDATE, OnDuplicate.FILL)
    assert (office.desk.lead(first.lead.id).values.get("city") == "Oslo") is changed


def test_rows_of_a_file_find_the_person(store: MemoryStore | SqlStore) -> None:
    """
    A row of a person whose company has the lead already updates it, in a preview and in the run, and again in the next.
    """
    office = an_office(store=store, programme=PERSON)
    received(office)
    rows = ("a.berg@gmail.com,Ann,Berg,Acme,Oslo", "bo@acme.de,Bo,Berg,Acme,Rome")

    assert imported(office, *rows, preview=True) == (1, 1, 0)
    assert imported(office, *rows) == (1, 1, 0)
    assert len(office.leads()) == 2
    assert office.sound()


def test_other_campaign_is_another_prospect() -> None:
    """
    The same person in another campaign is no duplicate.
    """
    office = an_office(programme=PERSON)
    received(office)

    done = office.desk.receive(
        read_draft(SCHEMA, {**ANN, "email": "a@gmail.com"}, campaign="fair"), on_duplicate=OnDuplicate.SKIP
    )

    assert isinstance(done, Distribution)
