"""
The contract of units that lock.
"""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import Final

import pytest

from leadflow.core.facts import FieldChange, ValuesChanged
from leadflow.errors import PortError, StaleLead
from leadflow.ports import LockingUnit, OpenUnit, UnitOfWork
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of
from leadflow.testing.contracts.store import THREADS, StoreContract, committed, find, run_all

__all__ = ["LockingUnitContract"]

_A_MOMENT: Final = 0.2
_LONG: Final = 10.0


class LockingUnitContract(StoreContract):
    """
    What every `LockingUnit` must do. Inherit it beside `UnitOfWorkContract` and override the fixture `open_unit`.
    """

    def test_second_lock_waits_for_the_first(self, open_unit: OpenUnit, interleaved: None) -> None:
        """
        Of two units that lock, the second one continues when the first one has ended, and not before.
        """
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            _lock(unit)
            other = _locking_elsewhere(open_unit)
            with suppress(TimeoutError):
                assert not other.result(_A_MOMENT)

        assert other.result(_LONG)

    def test_nobody_who_locks_first_loses(self, open_unit: OpenUnit, interleaved: None) -> None:
        """
        What is read under the lock is unchanged at the commit, however many want the same lead.
        """
        committed(open_unit, changes_of(a_lead()))

        answers = run_all([partial(_change, open_unit)] * THREADS)

        assert answers == [None] * THREADS
        lead = find(open_unit, "lead-1")
        assert lead is not None
        assert lead.seq == 1 + THREADS

    @pytest.mark.parametrize("how", ["committed", "left", "refused", "broken"])
    def test_lock_ends_with_its_unit(self, open_unit: OpenUnit, how: str, interleaved: None) -> None:
        """
        Others can lock again, whether the unit was committed, left without a commit, refused, or broken off.
        """
        committed(open_unit, changes_of(a_lead()))
        with suppress(StaleLead, _BrokenOff), open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            _lock(unit)
            if how == "committed":
                unit.commit(changes_of(a_lead("lead-2")))
            elif how == "refused":
                unit.commit(changes_of(a_lead()))
            elif how == "broken":
                raise _BrokenOff

        assert _locking_elsewhere(open_unit).result(_LONG)

    def test_unit_after_a_refusal_does_not_lock(self, open_unit: OpenUnit, interleaved: None) -> None:
        """
        A unit that only reads holds nobody up, though the same thread has just lost a commit.
        """
        committed(open_unit, changes_of(a_lead()))
        with pytest.raises(StaleLead):
            committed(open_unit, changes_of(a_lead()))

        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.leads.get("lead-1")
            assert _locking_elsewhere(open_unit).result(_LONG)


class _BrokenOff(Exception):
    """
    What ends a unit from inside.
    """


def _lock(unit: UnitOfWork) -> None:
    assert isinstance(unit, LockingUnit)
    unit.lock()


def _change(open_unit: OpenUnit) -> None:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        _lock(unit)
        lead = unit.leads.get("lead-1")
        change = FieldChange("company", lead.values["company"], f"Company {lead.seq}")
        unit.commit(change_to(lead, ValuesChanged((change,))))


def _locking_elsewhere(open_unit: OpenUnit) -> Future[bool]:
    """
    Lock in another thread, and signal when it has the lock or was refused.
    """
    locked: Future[bool] = Future()

    def run() -> None:
        try:
            with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
                _lock(unit)
                locked.set_result(True)
        except PortError:
            if not locked.done():
                locked.set_result(False)

    Thread(target=run, daemon=True).start()
    return locked
