"""
A mapping is edited, checked and remembered.
"""

from __future__ import annotations

import pytest

from leadflow.core.columns.suggesting import suggest_columns
from leadflow.core.columns.suggestions import SKIP, Polarity
from leadflow.core.importing.mapping import Column, ColumnMapping, check_mapping
from leadflow.core.kinds import DateOrder
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.errors import InvalidInput

FILE = ("Email", "Company", "Emial", "Shoe size")


@pytest.fixture
def mapping() -> ColumnMapping:
    """
    What is suggested for a file with two headers that nobody knows.
    """
    return ColumnMapping.of(suggest_columns(FILE, schema=STANDARD_SCHEMA))


def codes(mapping: ColumnMapping, *required: str) -> list[tuple[str, str]]:
    """
    Return the code and the place of each problem.
    """
    return [(one.code, one.path) for one in check_mapping(mapping, STANDARD_SCHEMA, required=required)]


def test_what_is_not_sure_stays_undecided(mapping: ColumnMapping) -> None:
    """
    A misspelt header is offered in the suggestion, and not taken into the mapping.
    """
    chosen = [column.target for column in mapping.columns]

    assert chosen == ["email", "company", None, None]


def test_undecided_headers_stop_an_import(mapping: ColumnMapping) -> None:
    """
    A header is mapped or skipped; nothing is dropped without a word.
    """
    found = codes(mapping)

    assert found == [("header_unmapped", "Emial"), ("header_unmapped", "Shoe size")]


def test_skipping_decides(mapping: ColumnMapping) -> None:
    """
    Headers can be skipped by name, or all that are left at once.
    """
    by_name = mapping.skip("emial", "SHOE SIZE")
    at_once = mapping.skip_undecided()

    assert codes(by_name) == []
    assert by_name == at_once


def test_two_headers_never_fill_one_field(mapping: ColumnMapping) -> None:
    """
    The second column would overwrite the first.
    """
    found = codes(mapping.set("Shoe size", "company").skip_undecided())

    assert found == [("field_twice", "Shoe size")]


def test_a_constant_counts_as_a_column(mapping: ColumnMapping) -> None:
    """
    A constant fills a required field, and two constants for one field replace each other.
    """
    filled = mapping.skip_undecided().fill("campaign", "Fair 2025").fill("campaign", "Fair 2026")

    assert codes(filled, "campaign") == []
    assert [one.constant for one in filled.columns if one.target == "campaign"] == ["Fair 2026"]


def test_a_constant_beside_a_column_is_told(mapping: ColumnMapping) -> None:
    """
    A column and a constant on one field are two on one field.
    """
    found = codes(mapping.skip_undecided().fill("company", "Acme"))

    assert found == [("field_twice", "constant")]


def test_unknown_fields_are_told_with_near_names(mapping: ColumnMapping) -> None:
    """
    A field that nobody declared is refused, and the nearest right one is named.
    """
    (problem,) = check_mapping(mapping.set("Emial", "compny").skip_undecided(), STANDARD_SCHEMA)

    assert problem.code == "field_unknown"
    assert "company" in problem.suggestions


def test_fields_of_the_record_that_files_may_not_fill_are_unknown(mapping: ColumnMapping) -> None:
    """
    A file does not say whether a lead is active; only part of the record can be mapped.
    """
    found = codes(mapping.set("Emial", "active").skip_undecided())

    assert found == [("field_unknown", "Emial")]


def test_a_single_assignee_is_not_supported(mapping: ColumnMapping) -> None:
    """
    Leads are imported to partners; a column of assignees is refused by name.
    """
    (problem,) = check_mapping(mapping.set("Emial", "assignee").skip_undecided(), STANDARD_SCHEMA)

    assert problem.code == "assignee_not_supported"
    assert "a file cannot assign leads to one person" in problem.message


def test_required_fields_need_a_column(mapping: ColumnMapping) -> None:
    """
    What every lead needs must come from somewhere.
    """
    found = codes(mapping.skip_undecided(), "email", "last_name")

    assert found == [("required_unmapped", "last_name")]


def test_an_unknown_header_is_refused(mapping: ColumnMapping) -> None:
    """
    Mapping a header that the file lacks is a mistake of the caller, told with the nearest header.
    """
    with pytest.raises(InvalidInput) as raised:
        mapping.set("Compani", "company")

    assert raised.value.problems[0].suggestions == ("Company",)


def test_a_mapping_is_remembered_with_its_polarity_and_order_of_dates() -> None:
    """
    What was mapped or skipped comes back for the next file, whatever its case, with consent the same way round.
    """
    edited = (
        ColumnMapping((Column(header="Kontakt ok"), Column(header="Datum"), Column(header="Rest")))
        .set("Kontakt ok", "do_not_contact", polarity=Polarity.INVERTED)
        .set("Datum", "created_at", date_order=DateOrder.DAY_FIRST)
        .skip("Rest")
        .fill("source", "fair")
    )
    again = ColumnMapping.of(
        suggest_columns(["REST", "kontakt OK", "Datum"], schema=STANDARD_SCHEMA, remembered=edited.remembered())
    )

    assert [one.target for one in again.columns] == [SKIP, "do_not_contact", "created_at"]
    assert again.columns[1].polarity is Polarity.INVERTED
    assert again.columns[2].date_order is DateOrder.DAY_FIRST
