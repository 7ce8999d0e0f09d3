"""
What is one letter away from a country is probably misspelt, and is told wherever people name countries.
"""

from __future__ import annotations

import pytest
from tests.core.builders import an_account
from tests.services.builders import a_setting

from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import ProgramParty
from leadflow.core.criteria import check_criteria, where
from leadflow.core.kinds.near_countries import country_warning
from leadflow.core.problems import Severity
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services.desks.supplier import SupplierDesk


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Norwey", ("Norway",)),
        ("norwy", ("Norway",)),
        ("Germnay", ("Germany",)),
        ("Swedden", ("Sweden",)),
        ("Deutschlnd", ("Germany",)),
        ("Frankriech", ("France",)),
        ("Belgiun", ("Belgium",)),
        ("Nigera", ("Niger", "Nigeria")),
        ("United Kingdon", ("United Kingdom",)),
    ],
)
def test_misspelt_country_is_told(text: str, meant: tuple[str, ...]) -> None:
    """
    One letter is missing, wrong or too many, or two are exchanged; in each language.
    """
    problem = country_warning(text, "value")

    assert problem is not None
    assert (problem.code, problem.severity, problem.suggestions) == ("country_unlikely", Severity.WARNING, meant)


@pytest.mark.parametrize(
    "text",
    ["Norway", "NO", "Norge", "Deutschland", "Bavaria", "Nordic", "Austin", "Berlin", "DACH", "EMEA", "North", ""],
)
def test_country_or_region_is_not(text: str) -> None:
    """
    Territories may be regions of the host's own.
    """
    assert country_warning(text, "value") is None


def test_criteria_tell_it() -> None:
    """
    Of values for countries alone.
    """
    told = [
        [(one.code, one.path) for one in check_criteria(condition, STANDARD_SCHEMA)[1]]
        for condition in (
            where("country", "in", ["Sweden", "Norwey"]),
            where("country", "equals", "Norwey"),
            where("country", "is_empty"),
            where("city", "equals", "Norwey"),
        )
    ]

    assert told == [[("country_unlikely", "groups[0][0].value")]] * 2 + [[], []]


def test_saving_a_partner_tells_it() -> None:
    """
    Beside what is told of the addresses of its people.
    """
    partner = an_account("p", territories=("Sweden", "Norwey", "South")).partner
    desk = SupplierDesk(a_setting(MemoryStore().open_unit), ProgramParty(name="host"))

    assert [(one.code, one.path, one.value) for one in desk.save_partners([partner])] == [
        ("country_unlikely", "p", "Norwey")
    ]
