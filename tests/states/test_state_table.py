"""
What operations do with a lead in each state, and that `operations_on` says it before.
"""

from __future__ import annotations

import inspect

import pytest
from tests.states import registrations
from tests.states.laboratory import (
    CALLS,
    COLUMNS,
    LINKS,
    PARTIES,
    STATES,
    Laboratory,
    found_operations,
)
from tests.states.table import PAGE, page, tried

from leadflow.core.access import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.handling import RegistrationOperation, registration_operations_on
from leadflow.core.handling.operations import NOT_FOUND, LeadOperation, act_of, operations_on
from leadflow.errors import NotAllowed, NotFound
from leadflow.services import AssessmentDesk, OpportunityDesk, PartnerDesk, RegistrationDesk, SupplierDesk


def test_every_operation_on_a_lead_is_in_the_table() -> None:
    """
    A method of a desk that changes one lead is an operation of the table, and is tried.
    """
    assert found_operations() == {one.value for one in LeadOperation} == {one.value for one in CALLS}


def test_every_cell_is_tried() -> None:
    """
    Each operation has a row for each state in which a lead can be, and a result for whoever has a desk with it.
    """
    table, place = tried(), Laboratory()
    states = {state for state in STATES if place.plant(state)}
    for operation, rows in table.rows.items():
        assert set(rows) == states
        desks = {name for name, party in PARTIES.items() if place.desk(party, operation) is not None}
        for row in rows.values():
            offered = {name for name, code in zip(COLUMNS, row, strict=True) if code is not None}
            assert offered - set(LINKS) == desks
            assert all(code != "" for code in row)


@pytest.mark.parametrize("operation", LeadOperation)
def test_buttons_of_a_page_say_what_the_operation_does(operation: LeadOperation) -> None:
    """
    `operations_on` returns for every state and party what the desk then does.
    """
    place = Laboratory()
    for state, row in tried().rows[operation].items():
        lead = place.plant(state)
        assert lead is not None
        for name, code in zip(COLUMNS, row, strict=True):
            if name in PARTIES:
                said = operations_on(
                    lead, PARTIES[name], partner=place.partner_of(lead), switches=place.office.programme.switches
                )
                assert said.get(operation) == code, f"{operation} of {state.axes} by the {name}"


def test_the_page_has_the_table_of_today() -> None:
    """
    The page of the reference is what ``make state-table`` writes.
    """
    assert PAGE.read_text() == page(tried()), "run make state-table"


@pytest.mark.parametrize("operation", LeadOperation)
def test_forbidden_leads_look_unknown(operation: LeadOperation) -> None:
    """
    Whoever does not see a lead gets the error of an id that does not exist, whatever its state and the operation.
    """
    place = Laboratory()
    for state, row in tried().rows[operation].items():
        for name, code in zip(COLUMNS, row, strict=True):
            if code != NOT_FOUND or name in LINKS:
                continue
            lead = place.plant(state)
            assert lead is not None
            desk = place.desk(PARTIES[name], operation)
            texts = []
            for lead_id in (lead.id, "nobody"):
                with pytest.raises(NotFound) as error:
                    CALLS[operation](desk, lead_id)
                texts.append(f"{error.value!r} {error.value}".replace(lead_id, ""))
            assert texts[0] == texts[1]


@pytest.mark.parametrize("operation", LeadOperation)
def test_an_operation_needs_its_act_and_nothing_else(operation: LeadOperation) -> None:
    """
    `act_of` names the act that the desk asks for.
    """
    place = Laboratory()
    act = act_of(operation)
    assert act in SUPPLIER_ACTS | PARTNER_ACTS
    for name, acts in (("supplier's administrator", SUPPLIER_ACTS), ("partner's administrator", PARTNER_ACTS)):
        lead = place.pending()
        without = place.party_without(name, acts - {act})
        desk = place.desk(without, operation)
        if desk is None:
            continue
        with pytest.raises(NotAllowed) as error:
            CALLS[operation](desk, lead.id)
        assert error.value.act == act == Act(act)
        assert operations_on(lead, without, partner=place.partner_of(lead))[operation] == "not_allowed"


@pytest.mark.parametrize("desk", [SupplierDesk, PartnerDesk, OpportunityDesk, RegistrationDesk, AssessmentDesk])
def test_operations_that_handle_a_lead_take_an_idempotency_key(desk: type[object]) -> None:
    """
    Every operation of the table on these desks can be called again under a key.
    """
    for name in found_operations():
        method = getattr(desk, name, None)
        if method is not None:
            assert "idempotency_key" in inspect.signature(method).parameters


def test_assessment_that_is_switched_off_is_no_button() -> None:
    """
    Where assessment is switched off a page learns that before anybody presses the button.
    """
    said = operations_on(Laboratory().pending(), PARTIES["program"])
    assert {said[LeadOperation.RATE], said[LeadOperation.ASSESS_AGAIN]} == {"assessment_switched_off"}


@pytest.mark.parametrize("operation", RegistrationOperation)
def test_buttons_of_a_registration_say_what_the_operation_does(operation: RegistrationOperation) -> None:
    """
    `registration_operations_on` returns for every status and party that sees the registration what the desk then does.
    """
    place = registrations.Counter()
    for status, row in registrations.tried()[operation].items():
        registration_id = place.plant(status)
        for name, code in zip(PARTIES, row, strict=True):
            if code == NOT_FOUND:
                continue
            one = place.desk(name).registration(registration_id).registration
            said = registration_operations_on(one, PARTIES[name], rules=registrations.POLICY)
            assert said[operation] == code, f"{operation} of what is {status} by the {name}"
