"""
A database whose host has changed what a field is: everything goes on, and what no longer fits is told.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from tests.core.builders import MOMENT
from tests.services.builders import Office

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.criteria.engines.compiled import compile_criteria
from leadflow.core.fields import AnyField, Field
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.kinds import INTEGER, TEXT, Unfit
from leadflow.core.leads import Lead
from leadflow.core.programme import Programme
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.testing.doubles import CountingIds, FrozenClock

ADDRESSES = ("a0@b.example", "a1@b.example", "a2@b.example")


def office_with(store: SqlStore, seats: AnyField) -> Office:
    """
    Return desks of a host that declares *seats* so.
    """
    programme = Programme(supplier_id="acme", schema=STANDARD_SCHEMA.extend(seats))
    return Office(store=store, programme=programme, clock=FrozenClock(), ids=CountingIds())


def leads_of(office: Office) -> tuple[Lead, ...]:
    """
    Return every lead as the programme's schema reads it.
    """
    with office.setting.unit() as unit:
        return unit.leads.page(None, 100)


@pytest.fixture
def office() -> Iterator[Office]:
    """
    Three leads whose seats were texts once, in the database of a host for which they are numbers now.
    """
    store = SqlStore("sqlite://")
    before = office_with(store, Field("seats", TEXT))
    for address, seats in zip(ADDRESSES, ("10", "12 or so", "30"), strict=True):
        draft = read_draft(before.programme.schema, {"email": address, "seats": seats})
        assert isinstance(before.desk.receive(draft), Distribution)
    yield office_with(store, Field("seats", INTEGER))
    store.close()


def test_leads_are_read_and_told_about(office: Office) -> None:
    """
    Every lead is on its page; the one that does not fit shows what it has, and its explanation warns.
    """
    seats = [lead.values.get("seats") for lead in leads_of(office)]
    told = [office.desk.explain(lead.id) for lead in leads_of(office)]

    assert (seats[0], str(seats[1]), seats[2]) == (10, "12 or so", 30)
    assert isinstance(seats[1], Unfit)
    assert ["value_unfit" in one for one in told] == [False, True, False]
    assert "12 or so" not in told[1]


def test_leads_are_imported_over(office: Office) -> None:
    """
    A file that has the same addresses again fills and updates leads, also the one that does not fit.
    """
    content = b"Email,Company,Seats\n" + b"".join(f"{one},X,5\n".encode() for one in ADDRESSES)
    opened = office.imports.open(io.BytesIO(content), name="a.csv")
    report = office.imports.run(opened, settings=ImportSettings(on_duplicate=OnDuplicate.UPDATE))

    assert report.counts.updated == 3
    assert [lead.values["seats"] for lead in leads_of(office)] == [5, 5, 5]
    assert leads_of(office)[1].values.misfits() == ()


def test_module_is_rehearsed_over_them(office: Office) -> None:
    """
    A step that looks for the value finds none for the lead that does not fit.
    """
    module = RoutingModule(name="m", steps=(Match(lead_field="seats", partner_field="capacity"),))

    assert office.routing.simulate(module).leads == 3


def test_compiled_criteria_pass_over_it(office: Office) -> None:
    """
    Only leads whose value is known answer.
    """
    criteria, _ = check_criteria(any_of(where("seats", "greater_than", 5)), office.programme.schema)
    assert criteria is not None
    matcher = compile_criteria(criteria, MOMENT)

    assert [lead.values["seats"] for lead in matcher.select(leads_of(office))] == [10, 30]
