"""
What a store must do that counts and lists records by their status.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import ANY, Changes, Put
from leadflow.core.connectors import Errand, ErrandState, LinkedRecord, RemoteKind, dead_errands, waiting_errands
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit, StatusRecords
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import an_errand

__all__ = ["StatusRecordsContract"]

_DEAD: Final = dead_errands("crm")
_WAITING: Final = waiting_errands("crm")


def _dead(lead_id: str, connection: str = "crm") -> Errand:
    return evolve(an_errand(lead_id), connection=connection, state=ErrandState.DEAD, due_at=None)


_SAID: Final = (
    _dead("b"),
    _dead("a"),
    _dead("B"),
    an_errand("waits"),
    evolve(an_errand("done"), state=ErrandState.DONE, due_at=None),
    _dead("a", connection="crm2"),
    LinkedRecord(connection="crm", kind=RemoteKind.LEAD, remote_id="00Q1", problems=("text_missing",)),
)


class StatusRecordsContract(StoreContract):
    """
    What a store whose `Records` are `StatusRecords` must do. Inherit it and override the fixture `open_unit`.
    """

    def test_records_of_a_status_are_counted_and_come_by_key(self, open_unit: OpenUnit) -> None:
        """
        Records with the status are counted and listed by ascending key as Python compares, on one page or several; no others.
        """
        committed(open_unit, puts_of(*_SAID))

        assert _counted(open_unit, _DEAD) == 3
        assert _listed(open_unit, _DEAD) == (_SAID[2], _SAID[1], _SAID[0])
        assert _listed(open_unit, _DEAD, after="crm B", most=1) == (_SAID[1],)
        assert _listed(open_unit, _WAITING) == (_SAID[3],)
        assert (_counted(open_unit, "crm done"), _listed(open_unit, "crm done")) == (0, ())

    @pytest.mark.parametrize("seen", [False, True], ids=["whatever is stored", "as it was read"])
    def test_replaced_record_has_the_status_that_it_has_now(self, open_unit: OpenUnit, seen: bool) -> None:
        """
        A record that is replaced is counted and listed by its new status alone.
        """
        one, dead = an_errand("a"), _dead("a")
        committed(open_unit, puts_of(one))
        committed(open_unit, Changes(puts=(Put(dead, before=one if seen else ANY),)))

        assert (_counted(open_unit, _WAITING), _counted(open_unit, _DEAD)) == (0, 1)
        assert (_listed(open_unit, _WAITING), _listed(open_unit, _DEAD)) == ((), (dead,))

    def test_refused_commit_changes_no_status(self, open_unit: OpenUnit) -> None:
        """
        A record of a commit that was refused keeps its status.
        """
        one = an_errand("a")
        committed(open_unit, puts_of(one))

        with pytest.raises(Conflict):
            committed(open_unit, Changes(puts=(Put(_dead("a"), before=one), Put(_dead("b"), before=an_errand("b")))))

        assert (_counted(open_unit, _WAITING), _counted(open_unit, _DEAD)) == (1, 0)

    def test_other_suppliers_have_none_of_them(self, open_unit: OpenUnit) -> None:
        """
        A record is counted and listed for its supplier alone.
        """
        committed(open_unit, puts_of(_dead("a")), supplier_id="globex")

        assert (_counted(open_unit, _DEAD), _listed(open_unit, _DEAD)) == (0, ())


def _counted(open_unit: OpenUnit, status: str) -> int:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, StatusRecords), "give the records of a unit `count_status` and `with_status`"
        return unit.records.count_status(Errand, status)


def _listed(open_unit: OpenUnit, status: str, *, after: str | None = None, most: int = 10) -> tuple[Errand, ...]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, StatusRecords), "give the records of a unit `count_status` and `with_status`"
        return unit.records.with_status(Errand, status, after, most)
