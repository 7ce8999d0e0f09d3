"""
What stays ready between calls is never older than the store.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from attrs import evolve
from tests.core.builders import NOW, SCHEMA, a_partner
from tests.services.builders import HOST, PROGRAMME, Office, Racing, a_setting

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.criteria import any_of, where
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Lead
from leadflow.core.partners import CampaignDirectory, Partner, PartnerDirectory
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, Match, RoutingModule, Rule, TieBreak
from leadflow.services import SupplierDesk
from leadflow.services.operations.routing_cache import RoutingCache
from leadflow.services.operations.routing_inputs import RoutingInputs
from leadflow.testing.contracts.store import run_all

STEP = Match(lead_field="country", partner_field="territories", required=True)
TIE_BREAKS = [TieBreak.ROUND_ROBIN, TieBreak.WEIGHTED, TieBreak.LEAST_LOADED]


def partners() -> list[Partner]:
    """
    Return partners of one country, two of which have a capacity and one another weight.
    """
    made = [a_partner(f"p{at}", name=f"P{at}", territories=("NO",)) for at in range(5)]
    return [evolve(made[0], capacity=2), evolve(made[1], capacity=4), evolve(made[2], weight=3), *made[3:]]


def an_office(store: MemoryStore | SqlStore, tie_break: TieBreak = TieBreak.ROUND_ROBIN) -> Office:
    """
    Return an office with them and a module.
    """
    office = Office(store=store, programme=evolve(PROGRAMME, module="m"))
    office.desk.save_partners(partners())
    office.routing.publish(RoutingModule(name="m", steps=(STEP,), tie_break=tie_break))
    return office


def a_store(name: str, path: Path) -> MemoryStore | SqlStore:
    """
    Return an empty store.
    """
    return MemoryStore() if name == "memory" else SqlStore(str(path / f"{name}.db"))


def receive(desk: SupplierDesk, programme: Programme, number: int) -> Lead:
    """
    Receive a lead that the module routes, except that every fourth names a partner.
    """
    named = "p1" if number % 4 == 3 else None
    draft = read_draft(programme.schema, {"email": f"a{number}@x.se", "country": "NO"}, partner=named)
    done = desk.receive(draft)
    assert isinstance(done, Distribution)
    return done.lead


def something_else(office: Office, what: str, number: int) -> None:
    """
    Do what changes partners, modules or loads.
    """
    pool = partners()
    one = pool[number % len(pool)]
    match what:
        case "a partner pauses":
            office.desk.save_partners([evolve(one, active=number % 3 != 0)])
        case "a partner joins":
            late = a_partner(f"late{number % 3}", name=f"Late {number % 3}", territories=("NO",))
            office.desk.save_partners([late])
        case "a module is published":
            office.routing.publish(
                RoutingModule(name="m", steps=(STEP,), tie_break=TIE_BREAKS[number % 3], default_partner="p4")
            )
        case "a lead is closed":
            taken = [lead for lead in office.leads() if lead.active and lead.partner_id]
            if taken:
                office.desk.deactivate(taken[number % len(taken)].id)
        case _:
            raise AssertionError(what)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("store", ["memory", "sqlite"])
def test_decisions_are_those_of_a_process_that_has_just_begun(store: str, seed: int, tmp_path: Path) -> None:
    """
    One setting that is kept, another that is kept and others that are new receive leads of one store in any order,
    while partners, modules and loads change; each decision is as if nobody had kept anything.
    """
    kept, fresh = an_office(a_store(store, tmp_path)), an_office(MemoryStore())
    twin = a_setting(kept.store.open_unit, kept.programme)
    dice = Random(seed)
    changes = ["a partner pauses", "a partner joins", "a module is published", "a lead is closed"]
    for number in range(60):
        if dice.random() < 0.25:
            what, which = dice.choice(changes), dice.randrange(100)
            for office in (kept, fresh):
                something_else(office, what, which)
        setting = dice.choice([kept.setting, kept.setting, twin, a_setting(kept.store.open_unit, kept.programme)])
        setting = evolve(setting, new_id=kept.ids) if setting is not kept.setting else setting
        lead = receive(SupplierDesk(setting, HOST), kept.programme, number)
        wanted = receive(
            SupplierDesk(evolve(a_setting(fresh.store.open_unit, fresh.programme), new_id=fresh.ids), HOST),
            fresh.programme,
            number,
        )

        assert kept.events(lead.id)[1:] == fresh.events(wanted.id)[1:]
    assert kept.sound()


@pytest.mark.parametrize("store", ["memory", "sqlite"])
@pytest.mark.parametrize(
    ("meanwhile", "partner_id"),
    [
        (lambda office: office.desk.save_partners([evolve(partners()[2], active=False)]), "p3"),
        (lambda office: office.routing.publish(RoutingModule(name="m", steps=(), default_partner="p4")), None),
    ],
    ids=["a partner", "a module"],
)
def test_a_decision_by_old_partners_is_made_again(
    store: str, meanwhile: Callable[[Office], object], partner_id: str | None, tmp_path: Path
) -> None:
    """
    What changed between the decision and the write counts.
    """
    office = an_office(a_store(store, tmp_path))
    assert receive(office.desk, office.programme, 0).partner_id == "p0"
    racing = Racing(office.store.open_unit, frozenset({2}), lambda _: meanwhile(office))
    raced = evolve(office, open_unit=racing)

    receive(raced.desk, office.programme, 1)
    lead = receive(raced.desk, office.programme, 2)

    assert lead.partner_id == partner_id
    assert office.sound()


def test_turns_of_a_lost_try_are_nobody_s() -> None:
    """
    A decision that was refused leaves nothing in what stays ready.
    """
    office = an_office(MemoryStore())
    receive(office.desk, office.programme, 0)
    racing = Racing(office.store.open_unit, frozenset({1}), lambda _: receive(office.desk, office.programme, 1))
    raced = evolve(office, open_unit=racing)
    got = [receive(raced.desk, office.programme, number).partner_id for number in (2, 4, 5)]

    assert got == ["p2", "p3", "p4"]


def test_a_refused_draft_takes_nothing() -> None:
    """
    The next lead goes where it would have gone without it.
    """
    office = an_office(MemoryStore())
    for number in range(2):
        office.desk.receive(read_draft(office.programme.schema, {"email": "no address", "country": "NO"}))
        assert receive(office.desk, office.programme, number).partner_id == f"p{number}"


def test_one_setting_serves_many_threads() -> None:
    """
    Each turn is taken once, and nobody is over its capacity.
    """
    office = an_office(MemoryStore())
    setting = office.setting
    jobs = [partial(receive, SupplierDesk(setting, HOST), office.programme, 4 * number) for number in range(24)]
    run_all(jobs)

    leads = office.leads()
    assert len(leads) == 24
    assert sum(lead.partner_id == "p0" for lead in leads) == 2
    assert office.sound()


def test_criteria_about_days_are_asked_of_today() -> None:
    """
    What is kept from yesterday is not asked today.
    """
    office = an_office(MemoryStore())
    rules = (
        Rule(criteria=any_of(where("a_date", "within_last_days", 0)), partners=("p3",)),
        Rule(criteria=any_of(where("email", "is_not_empty")), partners=("p4",)),
    )
    office.routing.publish(RoutingModule(name="m", steps=(AssignByRules(rules=rules),)))
    got = []
    for number in range(3):
        said = {"email": f"a{number}@x.se", "a_date": office.clock().date()}
        for _ in range(2):
            done = office.desk.receive(read_draft(SCHEMA, said))
            assert isinstance(done, Distribution)
            got.append(done.lead.partner_id)
            office.clock.advance(timedelta(days=1))
        office.clock.advance(timedelta(hours=5))

    assert got == ["p3", "p4"] * 3


def test_what_stays_ready_has_bounds() -> None:
    """
    The cache keeps a limited number of modules, days and threads.
    """
    ready, day = RoutingCache(), NOW.date()
    kept = [
        RoutingInputs(
            version=str(at),
            directory=PartnerDirectory.of([]),
            campaigns=CampaignDirectory(()),
            router=None,
            turns=None,
            mark=None,
        )
        for at in range(20)
    ]
    for inputs in kept:
        ready.keep(inputs, day, "m")
    taken = [ready.take("m", day) for _ in range(17)]

    assert taken == [*reversed(kept[4:]), None]
    for at, inputs in enumerate(kept):
        ready.keep(inputs, day + timedelta(days=at), "m")
    assert [ready.take("m", day + timedelta(days=at)) for at in (11, 12, 19)] == [None, kept[12], kept[19]]


def test_a_store_that_has_gone_back_is_read_anew() -> None:
    """
    After a backup was restored, turns are read from the store again.
    """
    office = an_office(MemoryStore())
    before = deepcopy(office.store._of("acme").turns)  # type: ignore[union-attr]  # it is in memory
    assert [receive(office.desk, office.programme, number).partner_id for number in (0, 1)] == ["p0", "p1"]
    office.store._of("acme").turns = before  # type: ignore[union-attr]  # it is in memory

    assert [receive(office.desk, office.programme, number).partner_id for number in (4, 5)] == ["p0", "p1"]
