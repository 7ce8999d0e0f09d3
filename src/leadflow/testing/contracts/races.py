"""
What a commit must be with concurrent writers: one of them wins.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.expectations import KeysAbsent
from leadflow.core.facts import Accepted, Deactivated
from leadflow.core.leads import DistributionStatus
from leadflow.core.loads import LoadChange
from leadflow.core.stored import publication
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of
from leadflow.testing.contracts.atomicity import prepare
from leadflow.testing.contracts.fact_samples import FACTS
from leadflow.testing.contracts.store import THREADS, StoreContract, committed, find, run_all
from leadflow.testing.record_builders import a_chunk, a_module, some_people, some_turns

__all__ = ["RacesContract"]


_PEOPLE: Final = some_people("taken")
_NEXT_CHUNK: Final = Put(a_chunk("import-taken", 2), before=a_chunk("import-taken"))
_RIVALS: Final[dict[str, tuple[Changes, Changes]]] = {
    "one new lead": (changes_of(a_lead()), changes_of(a_lead())),
    "the first turn": (
        evolve(changes_of(a_lead("lead-1")), turns=(some_turns("emea", 0, "globex"),)),
        evolve(changes_of(a_lead("lead-2")), turns=(some_turns("emea", 0, "globex"),)),
    ),
    "the next turn": (
        evolve(changes_of(a_lead("lead-1")), turns=(some_turns("taken", 1, "globex"),)),
        evolve(changes_of(a_lead("lead-2")), turns=(some_turns("taken", 1, "nordlys"),)),
    ),
    "the only place": (
        evolve(changes_of(a_lead("lead-1")), loads=(LoadChange("nordlys", 1, 1),)),
        evolve(changes_of(a_lead("lead-2")), loads=(LoadChange("nordlys", 1, 1),)),
    ),
    "the last place": (
        evolve(changes_of(a_lead("lead-1")), loads=(LoadChange("taken", 1, 2),)),
        evolve(changes_of(a_lead("lead-2")), loads=(LoadChange("globex", 1, 9), LoadChange("taken", 1, 2))),
    ),
    "the first chunk": (
        evolve(changes_of(a_lead("lead-1")), puts=(Put(a_chunk(), before=None),)),
        evolve(changes_of(a_lead("lead-2")), puts=(Put(a_chunk(), before=None),)),
    ),
    "the next chunk": (
        evolve(changes_of(a_lead("lead-1")), puts=(_NEXT_CHUNK,)),
        evolve(changes_of(a_lead("lead-2")), puts=(_NEXT_CHUNK,)),
    ),
    "one new prospect": (
        evolve(
            changes_of(a_lead("lead-1", said={"email": "x@example.com"})),
            expects=(KeysAbsent(frozenset(["\x1fx@example.com"])),),
        ),
        evolve(
            changes_of(a_lead("lead-2", said={"email": "x@example.com"})),
            expects=(KeysAbsent(frozenset(["\x1fx@example.com"])),),
        ),
    ),
    "the next version": (
        evolve(changes_of(a_lead("lead-1")), puts=publication(a_module("taken", 2))),
        evolve(changes_of(a_lead("lead-2")), puts=publication(a_module("taken", 2))),
    ),
    "people of one partner": (
        evolve(changes_of(a_lead("lead-1")), puts=(Put(evolve(_PEOPLE, users=()), before=_PEOPLE),)),
        evolve(changes_of(a_lead("lead-2")), puts=(Put(evolve(_PEOPLE, sales_reps=()), before=_PEOPLE),)),
    ),
    "one lead": (
        change_to(a_lead("lead-old"), FACTS["assigned"]),
        change_to(a_lead("lead-old"), Deactivated()),
    ),
}
"""
Pairs of changes of which only one may be written, whichever comes first.
"""


class RacesContract(StoreContract):
    """
    What every `UnitOfWork` must do when several are open at once.
    """

    @pytest.mark.parametrize("prize", sorted(_RIVALS))
    @pytest.mark.usefixtures("interleaved")
    def test_one_of_two_open_units_wins(self, open_unit: OpenUnit, prize: str) -> None:
        """
        Of two units that were opened, and read, before either committed, the first commit wins and the second is
        refused.
        """
        prepare(open_unit)
        first, second = _RIVALS[prize]

        with open_unit(SUPPLIER, KIT_SCHEMA) as winner, open_unit(SUPPLIER, KIT_SCHEMA) as loser:
            assert winner.leads.page(None, 10) == loser.leads.page(None, 10)
            winner.commit(first)
            with pytest.raises(Conflict):
                loser.commit(second)

        assert find(open_unit, first.leads[0].lead_id) == first.leads[0].after

    @pytest.mark.parametrize("prize", sorted(_RIVALS))
    @pytest.mark.usefixtures("interleaved")
    def test_one_of_two_threads_wins(self, open_unit: OpenUnit, prize: str) -> None:
        """
        Of two commits at the same time that cannot both be right, exactly one is written.
        """
        prepare(open_unit)

        answers = run_all([partial(committed, open_unit, rival) for rival in _RIVALS[prize]])

        assert sum(isinstance(answer, Conflict) for answer in answers) == 1

    @pytest.mark.usefixtures("interleaved")
    def test_one_of_many_threads_accepts_a_lead(self, open_unit: OpenUnit) -> None:
        """
        Of several threads that accept one lead, exactly one does.
        """
        pending = change_to(a_lead(), FACTS["assigned"])
        committed(open_unit, changes_of(a_lead()), pending)

        answers = run_all([partial(_accept, open_unit)] * THREADS)

        assert answers.count(True) == 1
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert len(unit.timeline.of("lead-1")) == 3

    @pytest.mark.usefixtures("interleaved")
    def test_no_turn_is_lost_or_taken_twice(self, open_unit: OpenUnit) -> None:
        """
        Threads that take turns, and plan again whenever they lose, take consecutive turns, each once.
        """
        taken = run_all([partial(_take_turns, open_unit, 5)] * THREADS)

        turns = sorted(turn for some in taken if not isinstance(some, Conflict) for turn in some)
        assert turns == list(range(1, 5 * THREADS + 1))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert unit.rotations.of("emea").count == 5 * THREADS

    @pytest.mark.usefixtures("interleaved")
    def test_leads_in_any_order_do_not_block_each_other(self, open_unit: OpenUnit) -> None:
        """
        Commits that change the same leads in different orders end in a win or a Conflict, never in a deadlock.
        """
        ids = [f"lead-{number}" for number in range(8)]
        committed(open_unit, changes_of(*map(a_lead, ids)))

        written = run_all([partial(_change_all, open_unit, order, 3) for order in (ids, ids[::-1]) * 2])

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            assert {unit.leads.get(lead_id).seq for lead_id in ids} == {
                1 + sum(one for one in written if isinstance(one, int))
            }

    @pytest.mark.usefixtures("interleaved")
    def test_reader_sees_no_half_of_a_commit(self, open_unit: OpenUnit) -> None:
        """
        A page that is read while others commit shows each commit whole or not at all.
        """
        ids = [f"lead-{number}" for number in range(8)]
        committed(open_unit, changes_of(*map(a_lead, ids)))

        seen: set[frozenset[int]] = set()
        run_all([partial(_change_all, open_unit, ids, 20), partial(_look_at_pages, open_unit, 60, seen)])

        assert all(len(numbers) == 1 for numbers in seen)


def _accept(open_unit: OpenUnit) -> bool:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        lead = unit.leads.get("lead-1")
        if lead.status is not DistributionStatus.PENDING:
            return False
        unit.commit(change_to(lead, Accepted()))
    return True


def _take_turns(open_unit: OpenUnit, wanted: int) -> list[int]:
    """
    Take turns and plan again after each loss, but not forever: a store may refuse all of them.
    """
    mine: list[int] = []
    for _ in range(200 * wanted):
        if len(mine) == wanted:
            break
        try:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                turns = some_turns("emea", unit.rotations.of("emea").count, "globex")
                unit.commit(Changes(turns=(turns,)))
                mine.append(turns.count)
        except Conflict:
            continue
    return mine


def _change_all(open_unit: OpenUnit, ids: list[str], times: int) -> int:
    """
    Change all leads in one commit, several times; returns how often it won.
    """
    won = 0
    for _ in range(times):
        try:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                changes = [change_to(unit.leads.get(lead_id), FACTS["notice sent"]) for lead_id in ids]
                unit.commit(Changes(leads=tuple(change.leads[0] for change in changes)))
                won += 1
        except Conflict:
            continue
    return won


def _look_at_pages(open_unit: OpenUnit, times: int, seen: set[frozenset[int]]) -> int:
    """
    Read the page several times, and note the sets of numbers that its leads had.
    """
    for _ in range(times):
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            seen.add(frozenset(lead.seq for lead in unit.leads.page(None, 10)))
    return times
