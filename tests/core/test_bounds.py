"""
What hosts hand in is refused where it is made, with the name of the parameter.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from tests.core.builders import SCHEMA

from leadflow.core.access import PartnerParty, ProgramParty, Role, SupplierParty
from leadflow.core.handling.policy import RejectionReason
from leadflow.core.intake import Submission
from leadflow.core.intake.policy import IntakePolicy
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.partners import Campaign, Partner, PartnerPeople, PartnerSettings
from leadflow.core.programme import Programme
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.tables import TableLimits
from leadflow.errors import InvalidInput
from leadflow.wire import Wire

MAKERS: Final[dict[str, Callable[..., object]]] = {
    "capacity": lambda **given: Partner(id="p", name="P", **given),
    "weight": lambda **given: Partner(id="p", name="P", **given),
    "update_days": MailPolicy,
    "starting_score": IntakePolicy,
    "score": Submission,
    "version": lambda **given: RoutingModule(name="m", **given),
    "max_rows": TableLimits,
    "max_ratio": TableLimits,
    "max_bytes": TableLimits,
    "max_sheets": TableLimits,
}
BELOW: Final = {
    "capacity": -1,
    "weight": 0,
    "update_days": 0,
    "starting_score": -(2**31) - 1,
    "score": -(2**31) - 1,
    "version": 0,
    "max_rows": 0,
    "max_ratio": 0,
    "max_bytes": 0,
    "max_sheets": 0,
}
TEXTS: Final[dict[str, tuple[str, Callable[[Any], object]]]] = {
    "partner id": ("id", lambda text: Partner(id=text, name="P")),
    "partner name": ("name", lambda text: Partner(id="p", name=text)),
    "campaign id": ("id", lambda text: Campaign(id=text, name="C")),
    "campaign name": ("name", lambda text: Campaign(id="c", name=text)),
    "settings": ("partner_id", lambda text: PartnerSettings(partner_id=text)),
    "people": ("partner_id", lambda text: PartnerPeople(partner_id=text)),
    "module in force": ("name", lambda text: CurrentModule(name=text, version=1)),
    "supplier's user": ("id", lambda text: SupplierParty(id=text, groups=frozenset())),
    "partner's user": ("id", lambda text: PartnerParty(id=text, partner_id="p")),
    "user's partner": ("partner_id", lambda text: PartnerParty(id="u", partner_id=text)),
    "program": ("name", lambda text: ProgramParty(name=text)),
    "role": ("name", lambda text: Role(name=text)),
    "programme": ("supplier_id", lambda text: Programme(supplier_id=text)),
    "reason": ("code", lambda text: RejectionReason(text, "Label")),
}


@pytest.mark.parametrize("name", MAKERS)
def test_number_out_of_its_range_is_refused(name: str) -> None:
    """
    One below the smallest, and one that no database keeps.
    """
    for number in (BELOW[name], 2**64):
        with pytest.raises(InvalidInput, match=rf"\.{name}: is ") as caught:
            MAKERS[name](**{name: number})

        assert [(one.code, one.path.partition(".")[2]) for one in caught.value.problems] == [
            ("number_out_of_range", name)
        ]


@pytest.mark.parametrize("wrong", ["3", 3.0, True])
@pytest.mark.parametrize("name", MAKERS)
def test_what_is_no_whole_number_is_a_mistake_of_the_program(name: str, wrong: object) -> None:
    """
    Texts, fractions and flags are taken for no number.
    """
    with pytest.raises(TypeError, match=rf"\.{name}: takes a whole number"):
        MAKERS[name](**{name: wrong})


@pytest.mark.parametrize("what", TEXTS)
def test_name_that_says_nothing_is_refused(what: str) -> None:
    """
    Empty and blank texts, and what is no text.
    """
    name, make = TEXTS[what]
    for text in ("", " \t"):
        with pytest.raises(InvalidInput, match=rf"\.{name}: is empty") as caught:
            make(text)

        assert [(one.code, one.path.partition(".")[2]) for one in caught.value.problems] == [("text_missing", name)]
    for wrong in (None, 7):
        with pytest.raises(TypeError, match=rf"\.{name}: takes a text"):
            make(wrong)


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ({"capacity": -1, "weight": 0, "name": " "}, {"capacity": 0, "weight": 1, "name": "p"}),
        ({"capacity": 2**40, "weight": -3}, {"capacity": 2**31 - 1, "weight": 1}),
        ({"weight": 10**9}, {"capacity": None, "weight": 10_000}),
    ],
)
def test_partner_that_an_earlier_build_stored_is_read(stored: dict[str, Any], read: dict[str, Any]) -> None:
    """
    What is out of bounds is read as the nearest that is not, and so means what it meant.
    """
    body = {"v": 2, "id": "p", "name": "P", "active": True, "crm_connected": False, "weight": 1, **stored}
    partner = Wire(SCHEMA).loads(Partner, json.dumps(body))

    assert {name: getattr(partner, name) for name in read} == read
