"""
Columns without a header of their own are set and skipped by their place, and cells lose their guards.
"""

from __future__ import annotations

import pytest
from attrs import evolve
from tests.services.builders import PROGRAMME, Office

from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import InvalidInput

OFFICE = evolve(PROGRAMME, schema=STANDARD_SCHEMA)


def test_a_row_number_without_a_header_is_skipped() -> None:
    """
    A column that nobody decided about does not refuse the file once it is skipped.
    """
    office = Office(programme=OFFICE)
    file = office.file("1,a@x.se,Granit", header=",Email,Company")

    assert [one.code for one in office.imports.preview(file).problems][:1] == ["header_blank"]
    assert office.imports.preview(file, file.mapping.skip(0)).counts.imported == 1
    assert office.imports.run(file, file.mapping.skip_undecided()).counts.imported == 1


def test_a_column_is_mapped_by_its_place() -> None:
    """
    A blank header is no obstacle to a field.
    """
    office = Office(programme=OFFICE)
    file = office.file("Granit,a@x.se,Lund", header=",Email,City")
    mapping = file.mapping.set(0, "company")

    assert office.imports.run(file, mapping).counts.imported == 1
    assert [lead.values["company"] for lead in office.leads()] == ["Granit"]
    assert "" not in mapping.remembered()
    with pytest.raises(InvalidInput):
        file.mapping.set(3, "company")


def test_equal_headers_matter_only_where_one_is_mapped() -> None:
    """
    Two columns that are both left out may have one header.
    """
    office = Office(programme=OFFICE)
    file = office.file("a@x.se,x,y", header="Email,Zorp,Zorp")
    skipped = file.mapping.skip_undecided()

    assert office.imports.preview(file, skipped).counts.imported == 1
    told = office.imports.preview(file, skipped.set(2, "notes")).problems
    assert [one.code for one in told] == ["header_duplicated"]


def test_equal_headers_that_fill_different_fields_are_no_problem() -> None:
    """
    Outlook calls the salutation and the job title the same; the values tell them apart, and nothing is remembered of
    either, since the next file may have them the other way round.
    """
    office = Office(programme=OFFICE)
    file = office.file("Mme,Élodie,Durand,Acheteuse,e@x.fr", header="Titre,Prénom,Nom,Titre,E-mail")
    assert office.imports.run(file).counts.imported == 1
    (lead,) = office.leads()

    assert (lead.values["salutation"], lead.values["title"]) == ("Mme", "Acheteuse")
    assert set(file.mapping.remembered().values()) == {"first_name", "last_name", "email"}


def test_guards_of_exports_are_taken_off() -> None:
    """
    A text that was written as a formula to keep its zeros is that text.
    """
    office = Office(programme=OFFICE)
    file = office.file('a@x.se,"=""01067""","=""Granit AB"""', header="Email,Postal code,Company")
    office.imports.run(file)
    (lead,) = office.leads()

    assert (lead.values["postal_code"], lead.values["company"]) == ("01067", "Granit AB")
