"""
The last place of a partner: nobody fills it twice, by whatever ways leads come.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest
from attrs import evolve
from tests.core.builders import a_user, an_account
from tests.services.builders import PROGRAMME, Office, Racing, mapped

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.routing import Match, RoutingModule, TieBreak
from leadflow.core.stages import StagePolicy
from leadflow.testing.contracts.store import run_all

STEP = Match(lead_field="country", partner_field="territories", required=True)


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Office:
    """
    An office whose partner *small* has one place, and two modules that both end there.
    """
    small = an_account("small", name="Small", territories=("NO",), capacity=1, users=(a_user("siv"),))
    office = Office(store=local_store)
    office.keep(*[small])
    for name in ("first", "second"):
        office.routing.publish(RoutingModule(name=name, steps=(STEP,), tie_break=TieBreak.ROUND_ROBIN))
    return office


def receive(office: Office, name: str, module: str | None = "first", **said: str) -> Distribution:
    """
    Receive a lead from Norway.
    """
    draft = read_draft(office.programme.schema, {"email": f"{name}@example.com", "country": "NO"}, **said)  # type: ignore[arg-type]  # texts
    done = office.desk.receive(draft, module=module)
    assert isinstance(done, Distribution)
    return done


def at_small(office: Office) -> int:
    """
    Count the open leads of *small*, and check that the store counts the same.
    """
    assert office.sound()
    return sum(lead.partner_id == "small" for lead in office.leads())


def an_import(office: Office) -> object:
    """
    Import a lead from Norway.
    """
    file = office.file("imported@example.com,NO,,")
    return office.imports.run(file, mapped(file), settings=ImportSettings(module="second"))


@pytest.mark.parametrize(
    "rival",
    [
        lambda office: receive(office, "b", "second"),
        an_import,
        lambda office: receive(office, "b", None, partner="small"),
    ],
    ids=["another module", "an import", "a named partner"],
)
def test_last_place_is_filled_once(office: Office, rival: Callable[[Office], object]) -> None:
    """
    If the last place is filled in between, the decision is made again.
    """
    racing = Racing(office.store.open_unit, frozenset({1}), lambda _: rival(office))

    done = receive(evolve(office, open_unit=racing), "a")

    assert (done.lead.partner_id, at_small(office)) == (None, 1)


def test_an_import_decides_again_when_a_form_was_faster(office: Office) -> None:
    """
    A chunk whose last place was filled meanwhile is planned again as a whole.
    """
    racing = Racing(office.store.open_unit, frozenset({1}), lambda _: receive(office, "a"))

    an_import(evolve(office, open_unit=racing))

    assert at_small(office) == 1
    assert len(office.leads()) == 2


def test_many_threads_fill_a_place_once(office: Office) -> None:
    """
    Threads that use two modules and names fill a place once.
    """
    at_once = Barrier(4)

    def press(number: int) -> Distribution:
        at_once.wait()
        return receive(office, f"lead{number}", ("first", "second")[number % 2])

    run_all([partial(press, number) for number in range(4)])

    assert at_small(office) == 1
    assert len(office.leads()) == 4


def test_named_partner_is_not_limited(office: Office) -> None:
    """
    A partner that the draft names stands, and counts: the module finds no place after it, in a file as well.
    """
    receive(office, "a", partner="small")
    receive(office, "b", partner="small")
    file = office.file("c@example.com,NO,,", "d@example.com,NO,Small,", "e@example.com,NO,,")
    office.imports.run(file, mapped(file), settings=ImportSettings(module="first"))

    assert [lead.partner_id for lead in office.leads()] == ["small", "small", None, "small", None]
    assert at_small(office) == 3


def test_a_row_that_names_the_partner_after_its_last_place_is_no_conflict(office: Office) -> None:
    """
    The module took the last place, and then a row names the partner: both stand, in one commit.
    """
    file = office.file("a@example.com,NO,,", "b@example.com,NO,Small,", "c@example.com,NO,,")

    office.imports.run(file, mapped(file), settings=ImportSettings(module="first"))

    assert [lead.partner_id for lead in office.leads()] == ["small", "small", None]
    assert at_small(office) == 2


def test_place_of_a_rejected_or_deactivated_lead_is_free(office: Office) -> None:
    """
    Accepting a lead frees no place.
    """
    first = receive(office, "a").lead
    office.at("small").accept(first.id)
    assert receive(office, "b").lead.partner_id is None
    office.desk.deactivate(first.id)
    second = receive(office, "c").lead
    assert second.partner_id == "small"
    office.at("small").reject(second.id)

    assert receive(office, "d").lead.partner_id == "small"
    assert office.sound()


def test_undone_import_frees_its_places(office: Office) -> None:
    """
    Its leads are open no more.
    """
    file = office.file("a@example.com,NO,,")
    office.imports.run(file, mapped(file), settings=ImportSettings(module="first", import_id="fair"))
    office.imports.undo("fair")

    assert receive(office, "b").lead.partner_id == "small"
    assert office.sound()


def test_loads_are_counted_anew_after_closing_stages_changed(office: Office) -> None:
    """
    After the closing stages change, loads are recounted.
    """
    receive(office, "a", partner="small")
    closed = evolve(office, programme=evolve(PROGRAMME, stages=StagePolicy(open=("new",), closing=("open",))))
    assert receive(closed, "b").lead.partner_id is None

    closed.routing.recount_loads()

    assert receive(closed, "c").lead.partner_id == "small"
