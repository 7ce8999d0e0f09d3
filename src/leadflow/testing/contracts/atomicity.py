"""
What a commit must be: complete or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.expectations import KeysAbsent, RecordsUnchanged
from leadflow.core.facts import Accepted, Deactivated
from leadflow.core.importing.progress import RefusedRows
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.loads import LoadChange
from leadflow.core.notifications import PostChange, Settled, Settlement
from leadflow.core.on_demand import OnDemand
from leadflow.core.partners import Campaign, PartnerPeople
from leadflow.core.routing import RoutingModule
from leadflow.core.stored import publication
from leadflow.errors import Conflict, NotFound
from leadflow.ports import OpenUnit, UnitOfWork
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, a_message, change_to, changes_of, puts_of
from leadflow.testing.contracts.fact_samples import FACTS
from leadflow.testing.contracts.store import StoreContract, committed, find
from leadflow.testing.record_builders import a_campaign, a_chunk, a_module, some_people, some_refused_rows, some_turns

__all__ = ["AtomicityContract", "prepare"]

_TAKEN: Final = "lead-taken"
_TAKEN_MODULE: Final = publication(a_module("taken"))

_REFUSED: Final[dict[str, Callable[[Changes], Changes]]] = {
    "a stale lead": lambda right: evolve(
        right,
        leads=(*right.leads, *changes_of(a_lead(_TAKEN)).leads),
    ),
    "a gap": lambda right: evolve(
        right,
        leads=(*right.leads, *change_to(evolve(a_lead(_TAKEN), seq=2), Deactivated()).leads),
    ),
    "turns of another count": lambda right: evolve(right, turns=(*right.turns, some_turns("taken", 0, "globex"))),
    "a record that has to be new": lambda right: evolve(right, puts=(*right.puts, Put(a_chunk("import-taken"), None))),
    "records of another version": lambda right: evolve(right, expects=(RecordsUnchanged("as it was before"),)),
    "a load above its limit": lambda right: evolve(right, loads=(*right.loads, LoadChange("taken", 1, 1))),
    "a key that is not absent": lambda right: evolve(
        right, expects=(KeysAbsent(frozenset([lead_duplicate_key(a_lead(_TAKEN)) or ""])),)
    ),
    "a settlement without its lease": lambda right: evolve(
        right, posts=(PostChange(key="0" * 32, settlement=Settlement(lease="lost", state=Settled.SENT)),)
    ),
    "a record that stands otherwise": lambda right: evolve(
        right, puts=(*right.puts, Put(some_people("taken"), before=PartnerPeople(partner_id="taken")))
    ),
    "a version that was published": lambda right: evolve(right, puts=(*right.puts, *publication(a_module("taken")))),
}
"""
Every way to make right changes wrong; the store has what is called *taken* already.
"""

_TRACES: Final[dict[str, Callable[[UnitOfWork], bool]]] = {
    "leads": lambda unit: bool(unit.leads.with_keys([lead_duplicate_key(a_lead("lead-new")) or ""])),
    "changed leads": lambda unit: unit.leads.get("lead-old") != a_lead("lead-old"),
    "events": lambda unit: len(unit.timeline.of("lead-old")) > 1 or _has_timeline(unit, "lead-new"),
    "pages": lambda unit: len(unit.leads.page(None, 10)) > 2,
    "loads": lambda unit: unit.loads.since(0).by_partner.get("nordlys", 0) > 0,
    "turns": lambda unit: unit.rotations.of("emea").count > 0 or bool(unit.rotations.of("emea").last),
    "new records": lambda unit: bool(unit.records.all(RefusedRows) and unit.records.one(RoutingModule, "emea@1")),
    "replaced records": lambda unit: unit.records.one(Campaign, "taken") != a_campaign("taken"),
    "records that replace whatever there is": lambda unit: unit.records.one(PartnerPeople, "nordlys") is not None,
}
"""
Where each part of right changes would show.
"""


def _right() -> Changes:
    """
    Changes of every part, all of them right.
    """
    new, old = changes_of(a_lead("lead-new")), change_to(a_lead("lead-old"), FACTS["assigned"], Accepted())
    return Changes(
        leads=(*new.leads, *old.leads),
        turns=(some_turns("emea", 0, "globex"),),
        loads=(LoadChange("nordlys", 1, 40),),
        puts=(
            *publication(a_module()),
            Put(some_refused_rows(2), before=None),
            Put(a_campaign("taken", "Autumn fair"), before=a_campaign("taken")),
            Put(some_people(), before=ANY),
        ),
    )


def prepare(open_unit: OpenUnit) -> None:
    """
    Store what rival changes are about.
    """
    taken = evolve(
        changes_of(a_lead(_TAKEN), a_lead("lead-old")),
        turns=(some_turns("taken", 0, "globex"),),
        loads=(LoadChange("taken", 1),),
        puts=(*puts_of(a_chunk("import-taken"), some_people("taken"), a_campaign("taken")).puts, *_TAKEN_MODULE),
    )
    committed(open_unit, taken)


def _has_timeline(unit: UnitOfWork, lead_id: str) -> bool:
    try:
        return bool(unit.timeline.of(lead_id))
    except NotFound:
        return False


def _fail_in(open_unit: OpenUnit, act: Callable[[UnitOfWork], object]) -> None:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        act(unit)
        raise ZeroDivisionError


def _traces(open_unit: OpenUnit) -> set[str]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return {name for name, shows in _TRACES.items() if shows(unit)}


class AtomicityContract(StoreContract):
    """
    What every `UnitOfWork` must write: all or nothing.
    """

    def test_right_changes_are_written_whole(self, open_unit: OpenUnit) -> None:
        """
        One commit writes every part of its changes.
        """
        prepare(open_unit)
        committed(open_unit, _right())

        assert _traces(open_unit) == set(_TRACES)

    @pytest.mark.parametrize("cause", sorted(_REFUSED))
    def test_refused_commit_leaves_no_trace(self, open_unit: OpenUnit, cause: str) -> None:
        """
        A refused commit writes nothing, not even its valid parts.
        """
        prepare(open_unit)

        with pytest.raises(Conflict):
            committed(open_unit, _REFUSED[cause](_right()))

        assert _traces(open_unit) == set()

    def test_refused_changes_can_be_mended(self, open_unit: OpenUnit) -> None:
        """
        What was refused for one part can be committed without that part.
        """
        prepare(open_unit)
        with pytest.raises(Conflict):
            committed(open_unit, _REFUSED["a stale lead"](_right()))

        committed(open_unit, _right())

        assert _traces(open_unit) == set(_TRACES)

    def test_one_stale_lead_of_two_refuses_both(self, open_unit: OpenUnit) -> None:
        """
        A commit that changes two leads of which one is stale changes neither.
        """
        committed(open_unit, changes_of(a_lead("lead-1"), a_lead("lead-2")), change_to(a_lead("lead-2"), Deactivated()))
        first, second = (change_to(a_lead(one), FACTS["assigned"]) for one in ("lead-1", "lead-2"))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(leads=(*first.leads, *second.leads)))

        assert find(open_unit, "lead-1") == a_lead("lead-1")

    def test_what_is_made_on_demand_is_written(self, open_unit: OpenUnit) -> None:
        """
        Leads and messages that are made each time they are iterated over are written like any others.
        """
        leads = [a_lead(f"lead-{number:04}") for number in range(1_500)]
        made = OnDemand(len(leads), lambda at: changes_of(leads[at]).leads[0])
        told = OnDemand(len(leads), lambda at: a_message(leads[at]))

        committed(open_unit, Changes(leads=made, messages=told))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.leads.page(None, 2_000) == tuple(leads)
            timelines = unit.timeline.many([lead.id for lead in leads])
            assert [timelines[lead.id] for lead in leads] == [change.events for change in made]
            assert unit.posts.one(a_message(leads[-1]).key).message == a_message(leads[-1])

    def test_leaving_without_a_commit_writes_nothing(self, open_unit: OpenUnit) -> None:
        """
        A unit that is opened, read and left writes nothing.
        """
        prepare(open_unit)
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.leads.page(None, 10)

        assert _traces(open_unit) == set()

    def test_exception_before_the_commit_goes_through(self, open_unit: OpenUnit) -> None:
        """
        An exception of the caller leaves the unit as it is and writes nothing.
        """
        prepare(open_unit)

        with pytest.raises(ZeroDivisionError):
            _fail_in(open_unit, lambda unit: unit.leads.get("lead-old"))

        assert _traces(open_unit) == set()

    def test_exception_after_the_commit_does_not_undo_it(self, open_unit: OpenUnit) -> None:
        """
        What was committed is durable when the call returns.
        """
        with pytest.raises(ZeroDivisionError):
            _fail_in(open_unit, lambda unit: unit.commit(changes_of(a_lead())))

        assert find(open_unit, "lead-1") == a_lead()

    def test_unit_that_has_read_may_commit(self, open_unit: OpenUnit) -> None:
        """
        What was read in a unit can be changed in it.
        """
        committed(open_unit, changes_of(a_lead()))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            change = change_to(unit.leads.get("lead-1"), Deactivated())
            unit.commit(change)

        assert find(open_unit, "lead-1") == change.leads[0].after
