"""
What a store must do that finds records that are due.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.deadlines import Deadline, PartnerExpiries
from leadflow.core.stored import DueRecord, due_of
from leadflow.errors import Conflict
from leadflow.ports import DueRecords, OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_deadline

__all__ = ["DueRecordsContract"]

_HOUR: Final = timedelta(hours=1)
_THREE: Final = (a_deadline("b"), a_deadline("c", due_at=NOW - _HOUR), a_deadline("a"))
_LATER: Final = a_deadline("z", due_at=NOW + _HOUR)


class DueRecordsContract(StoreContract):
    """
    What a store whose `Records` are `DueRecords` must do. Inherit it and override the fixture `open_unit`.
    """

    def test_what_is_due_comes_by_time_then_key(self, open_unit: OpenUnit) -> None:
        """
        Records that are due are found, the earliest first and of one moment by key, with what they gave; no others.
        """
        committed(open_unit, puts_of(*_THREE, _LATER))

        assert _due(open_unit, NOW) == tuple(map(_told, (_THREE[1], _THREE[2], _THREE[0])))
        assert _due(open_unit, NOW, most=2) == tuple(map(_told, (_THREE[1], _THREE[2])))

    def test_moment_itself_is_due(self, open_unit: OpenUnit) -> None:
        """
        A record is due at its moment, and not a microsecond before.
        """
        committed(open_unit, puts_of(a_deadline()))

        assert _due(open_unit, NOW - timedelta(microseconds=1)) == ()
        assert _due(open_unit, NOW) == (_told(a_deadline()),)

    @pytest.mark.parametrize("seen", [False, True], ids=["whatever is stored", "as it was read"])
    def test_replaced_record_is_due_as_it_says_now(self, open_unit: OpenUnit, seen: bool) -> None:
        """
        A record that is replaced is due when the new one says, with what that one gives, or not at all.
        """
        one, moved, over = a_deadline(), a_deadline(passed=1), a_deadline(passed=2)
        committed(open_unit, puts_of(one))
        committed(open_unit, Changes(puts=(Put(moved, before=one if seen else ANY),)))

        assert _due(open_unit, NOW) == ()
        assert _due(open_unit, NOW + timedelta(days=1)) == (_told(moved),)
        committed(open_unit, Changes(puts=(Put(over, before=moved if seen else ANY),)))
        assert _due(open_unit, NOW + timedelta(days=99)) == ()

    def test_refused_commit_makes_nothing_due(self, open_unit: OpenUnit) -> None:
        """
        A record of a commit that was refused is not due.
        """
        one = a_deadline()
        committed(open_unit, puts_of(one))
        wrong = Put(a_deadline("lead-2"), before=a_deadline("lead-2", passed=1))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=(Put(evolve(one, ended=True), before=one), wrong)))

        assert _due(open_unit, NOW) == (_told(one),)

    def test_others_are_not_due(self, open_unit: OpenUnit) -> None:
        """
        Records of another supplier and of another class are not among them.
        """
        committed(open_unit, puts_of(PartnerExpiries(partner_id="nordlys", at=(NOW,))))
        committed(open_unit, puts_of(a_deadline()), supplier_id="globex")

        assert _due(open_unit, NOW) == ()
        assert _due(open_unit, NOW, supplier_id="globex") == (_told(a_deadline()),)


def _told(deadline: Deadline) -> DueRecord:
    due = due_of(deadline)
    assert due is not None
    return DueRecord(deadline.lead_id, *due)


def _due(open_unit: OpenUnit, now: datetime, *, most: int = 10, supplier_id: str = SUPPLIER) -> tuple[DueRecord, ...]:
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, DueRecords), "give the records of a unit the method `due`"
        return unit.records.due(Deadline, now, most)
