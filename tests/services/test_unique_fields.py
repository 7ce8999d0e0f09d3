"""
Leads are known by fields besides the e-mail that are declared unique.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import evolve
from tests.services.builders import PROGRAMME, Office

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.fields import Field
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import OnDuplicate
from leadflow.core.kinds import ID, LONG_TEXT, MULTI_CHOICE
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import InvalidInput

SCHEMA = STANDARD_SCHEMA.extend(Field("customer", ID, unique=True)).with_unique("mobile_phone")
HEADER = "Email,Mobile phone,Customer,City"


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    """
    An office on each sort of store, which asks for no e-mail.
    """
    store = MemoryStore() if request.param == "memory" else SqlStore("sqlite://")
    intake = evolve(PROGRAMME.intake, required=frozenset())
    yield Office(store=store, programme=evolve(PROGRAMME, schema=SCHEMA, intake=intake))
    if isinstance(store, SqlStore):
        store.close()


def imported(office: Office, *rows: str, policy: OnDuplicate = OnDuplicate.SKIP) -> tuple[int, int, int]:
    """
    Import rows, and return how many came in, changed a lead and were skipped; a preview says the same.
    """
    file = office.file(*rows, header=HEADER)
    settings = ImportSettings(on_duplicate=policy)
    shown = office.imports.preview(file, settings=settings).counts
    counts = office.imports.run(file, settings=settings).counts
    assert shown == counts
    return counts.imported, counts.updated, counts.duplicates


def test_phone_makes_a_duplicate(office: Office) -> None:
    """
    However it is written, and with another e-mail, in the file and in the store.
    """
    assert imported(office, "a@x.se,+49 30 123456,,Ulm", "b@x.se,0049 30 123456,,Bonn") == (1, 0, 1)
    assert imported(office, ",+49 (30) 123-456,,Lund") == (0, 0, 1)
    assert imported(office, "c@x.se,+49 30 999999,,Lund") == (1, 0, 0)


def test_lead_without_unique_fields_is_known_by_its_address(office: Office) -> None:
    """
    As every lead is where nothing else is declared.
    """
    assert imported(office, "a@x.se,,,Ulm", "A@x.se,,,Bonn") == (1, 0, 1)
    assert imported(office, ",,,Oslo", ",,,Oslo") == (2, 0, 0)


def test_first_unique_field_counts_before_others(office: Office) -> None:
    """
    Two customers with one phone are two leads.
    """
    assert imported(office, "a@x.se,+49 30 1,C-1,Ulm", "b@x.se,+49 30 1,C-2,Ulm", "c@x.se,,C-1,Ulm") == (2, 0, 1)


def test_lead_is_updated_by_its_unique_field(office: Office) -> None:
    """
    Its new e-mail comes with the row.
    """
    imported(office, "a@x.se,,C-1,Ulm")
    assert imported(office, "b@x.se,,C-1,Bonn", policy=OnDuplicate.UPDATE) == (0, 1, 0)
    with office.store.open_unit("acme", SCHEMA) as unit:
        (lead,) = unit.leads.page(None, 10)

    assert (lead.values["email"], lead.values["city"]) == ("b@x.se", "Bonn")


@pytest.mark.parametrize("kind", [MULTI_CHOICE, LONG_TEXT], ids=lambda kind: kind.name)
def test_list_and_long_text_are_not_unique(kind: object) -> None:
    """
    They are no key.
    """
    with pytest.raises(InvalidInput, match="unique"):
        Field("x", kind, unique=True)  # type: ignore[arg-type]  # kinds of every type


@pytest.mark.parametrize("name", ["nothing", "source"])
def test_only_fields_of_leads_are_unique(name: str) -> None:
    """
    Neither one that is not declared nor one of the record.
    """
    with pytest.raises(InvalidInput, match=name):
        STANDARD_SCHEMA.with_unique(name)
