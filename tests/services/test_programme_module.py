"""
The programme's module routes every lead that names no partner, by whatever way it comes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime

from leadflow.adapters.ids import TimeOrderedIds
from leadflow.adapters.memory import MemoryStore
from leadflow.core.access import ProgramParty
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.partners import Partner
from leadflow.core.programme import Programme
from leadflow.core.routing import Match, RoutingModule
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.services import ImportDesk, RoutingDesk, Setting, SupplierDesk

HOST = ProgramParty(name="host")
PROGRAMME = Programme(supplier_id="acme", module="emea")


def a_store() -> MemoryStore:
    """
    Return a store with two partners and the programme's module.
    """
    store = MemoryStore()
    a_desk(store).save_partners([Partner(id="p1", name="One", territories=("SE",)), Partner(id="p2", name="Two")])
    RoutingDesk(a_setting(store), HOST).publish(
        RoutingModule(name="emea", steps=(Match(lead_field="country", partner_field="territories"),))
    )
    return store


def a_setting(store: MemoryStore) -> Setting:
    """
    Return what the desks work with.
    """
    clock = lambda: datetime(2026, 3, 2, tzinfo=UTC)  # noqa: E731  # a clock is a callable
    return Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=clock, new_id=TimeOrderedIds())


def a_desk(store: MemoryStore) -> SupplierDesk:
    """
    Return a desk that is told of no module.
    """
    return SupplierDesk(a_setting(store), HOST)


def test_single_leads_are_routed_without_being_told_how() -> None:
    """
    A call that names no module takes the programme's.
    """
    done = a_desk(a_store()).receive(read_draft(STANDARD_SCHEMA, {"email": "a@x.example", "country": "Sweden"}))

    assert isinstance(done, Distribution)
    assert "p1" == done.lead.partner_id


def test_imported_leads_are_routed_without_being_told_how() -> None:
    """
    Imported leads are routed by the programme's module, unless a row names a partner.
    """
    store = a_store()
    desk = ImportDesk(a_setting(store), HOST)
    rows = b"Email,Country,Partner Name\na@x.example,Sweden,\nb@x.example,Sweden,Two\n"

    report = desk.run(desk.open(io.BytesIO(rows), name="leads.csv"))

    assert {"p1": 1, "p2": 1} == report.by_partner


def test_a_module_that_is_not_there_is_told_before_the_first_row() -> None:
    """
    A programme whose module was never published imports nothing, and says so.
    """
    store = MemoryStore()
    desk = ImportDesk(a_setting(store), HOST)

    report = desk.run(desk.open(io.BytesIO(b"Email\na@x.example\n"), name="leads.csv"))

    assert ["module_unknown"] == [problem.code for problem in report.problems]
