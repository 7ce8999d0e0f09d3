"""
What a store must do with the turns of modules.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.routing import Rotation
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of
from leadflow.testing.contracts.store import StoreContract, committed, find
from leadflow.testing.record_builders import some_turns

__all__ = ["TurnsContract"]


class TurnsContract(StoreContract):
    """
    What every `RotationReader` must do, and how turns are taken once.
    """

    def test_no_turns_are_an_empty_rotation(self, open_unit: OpenUnit) -> None:
        """
        A module whose turns nobody took has an empty rotation.
        """
        assert _rotation(open_unit) == Rotation(module="emea")

    def test_turns_are_read_as_they_were_taken(self, open_unit: OpenUnit) -> None:
        """
        Count, virtual time and latest turns come back; a partner that took none keeps its latest turn.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex", "nordlys"),)))
        committed(open_unit, Changes(turns=(some_turns("emea", 2, "nordlys", "initech", "nordlys"),)))

        assert _rotation(open_unit) == _turns("emea", 5, globex=1, nordlys=5, initech=4)

    def test_turns_after_a_number_are_told(self, open_unit: OpenUnit) -> None:
        """
        Who knows the turns up to a number gets every partner that had a later one, with its latest.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex", "nordlys"),)))
        committed(open_unit, Changes(turns=(some_turns("emea", 2, "nordlys", "initech", "nordlys"),)))
        whole = _rotation(open_unit)
        for after in range(6):
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                told = unit.rotations.of("emea", after)
            later = {partner_id for partner_id, turn in whole.last.items() if turn > after}

            assert later <= set(told.last) == set(told.due)
            assert (told.count, told.clock) == (whole.count, whole.clock)
            assert {one: (told.last[one], told.due[one]) for one in later} == {
                one: (whole.last[one], whole.due[one]) for one in later
            }

    def test_modules_have_turns_of_their_own(self, open_unit: OpenUnit) -> None:
        """
        Turns of two modules, taken in one commit, do not touch each other.
        """
        turns = (some_turns("emea", 0, "globex"), some_turns("apac", 0, "globex", "nordlys"))
        committed(open_unit, Changes(turns=turns))

        assert _rotation(open_unit) == _turns("emea", 1, globex=1)
        assert _rotation(open_unit, "apac") == _turns("apac", 2, globex=1, nordlys=2)

    @pytest.mark.parametrize("before", [0, 1, 3])
    def test_turn_taken_after_another_count_is_refused(self, open_unit: OpenUnit, before: int) -> None:
        """
        Turns planned after a count that is not the stored one are a Conflict, and nobody's turn is moved.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex", "nordlys"),)))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(turns=(some_turns("emea", before, "initech"),)))

        assert _rotation(open_unit) == _turns("emea", 2, globex=1, nordlys=2)

    def test_first_turn_follows_none(self, open_unit: OpenUnit) -> None:
        """
        Where no turn was taken, a commit that says it follows one is a Conflict.
        """
        with pytest.raises(Conflict):
            committed(open_unit, Changes(turns=(some_turns("emea", 1, "globex"),)))

    def test_lead_of_a_lost_turn_is_not_written(self, open_unit: OpenUnit) -> None:
        """
        A commit that loses its turn loses the leads for which it was taken.
        """
        committed(open_unit, Changes(turns=(some_turns("emea", 0, "globex"),)))

        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead()), turns=(some_turns("emea", 0, "globex"),)))

        assert find(open_unit, "lead-1") is None


def _rotation(open_unit: OpenUnit, module: str = "emea") -> Rotation:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.rotations.of(module)


def _turns(module: str, count: int, **last: int) -> Rotation:
    """
    Return the rotation that `some_turns` leads up to.
    """
    some = some_turns(module, 0, *last)
    due = {partner_id: some.due[partner_id] // number * last[partner_id] for partner_id, number in some.last.items()}
    return Rotation(module=module, count=count, last=last, clock=some.clock // some.count * count, due=due)
