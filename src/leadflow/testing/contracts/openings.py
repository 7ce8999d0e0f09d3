"""
What a store must do with openings: keep each once, show the first, and change nothing else of a lead.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Accepted, Notice, Reassigned, ValuesChanged
from leadflow.core.facts.values import FieldChange
from leadflow.core.leads import DistributionStatus, EmailStatus, Lead
from leadflow.core.openings import LeadOpening
from leadflow.errors import NotFound
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, NOW, SUPPLIER, a_lead, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["OpeningsContract"]

_LEAD: Final = evolve(a_lead(), partner_id="nordlys", status=DistributionStatus.PENDING)
_NOTICE: Final = Notice(status=EmailStatus.QUEUED)


class OpeningsContract(StoreContract):
    """
    What every `LeadReader` and `UnitOfWork` must do with openings.
    """

    def test_first_opening_is_shown_and_nothing_else_changes(self, open_unit: OpenUnit) -> None:
        """
        A lead shows the earliest of its openings, whichever was written first; its number and times stay.
        """
        committed(open_unit, changes_of(_LEAD))
        later, first = _opened("ola", 5), _opened("maja", 3)
        committed(open_unit, Changes(openings=(later,)), Changes(openings=(first,)))

        assert _lead(open_unit) == evolve(_LEAD, opened_at=first.at)
        assert _openings(open_unit) == (first, later)

    def test_person_opens_an_assignment_once(self, open_unit: OpenUnit) -> None:
        """
        The same person again changes nothing, in the same commit or a later one, at any time.
        """
        committed(open_unit, changes_of(_LEAD), Changes(openings=(_opened("maja", 3), _opened("maja", 4))))
        committed(open_unit, Changes(openings=(_opened("maja", 1),)))

        assert _openings(open_unit) == (_opened("maja", 3),)
        assert _lead(open_unit).opened_at == _opened("maja", 3).at

    def test_opening_takes_no_number_and_loses_to_nobody(self, open_unit: OpenUnit) -> None:
        """
        An opening is written although others have written since it was planned, and they are although it was.
        """
        committed(open_unit, changes_of(_LEAD))
        with open_unit(SUPPLIER, KIT_SCHEMA) as planned:
            planned.leads.get(_LEAD.id)
            committed(open_unit, change_to(_LEAD, Accepted()))
            planned.commit(Changes(openings=(_opened("maja", 3),)))
        accepted = _lead(open_unit)
        committed(open_unit, Changes(openings=(_opened("ola", 2),)))
        committed(open_unit, change_to(accepted, ValuesChanged((FieldChange("company", None, "Granit"),))))

        lead = _lead(open_unit)
        assert (lead.seq, lead.opened_at) == (_LEAD.seq + 2, _opened("ola", 2).at)

    def test_next_assignment_is_not_opened(self, open_unit: OpenUnit) -> None:
        """
        A lead that goes to somebody else shows no opening until that assignment is opened; all of them are kept.
        """
        committed(open_unit, changes_of(_LEAD), Changes(openings=(_opened("maja", 3),)))
        committed(open_unit, change_to(_LEAD, Reassigned(assignee_id="ola", notice=_NOTICE)))
        given = _lead(open_unit)
        late, own = _opened("eve", 1), evolve(_opened("ola", 9), assignment=given.assignment)
        committed(open_unit, Changes(openings=(late,)))

        assert given.opened_at is None
        assert _lead(open_unit).opened_at is None
        committed(open_unit, Changes(openings=(own,)))
        assert _lead(open_unit).opened_at == own.at
        assert _openings(open_unit) == (late, _opened("maja", 3), own)

    def test_opening_of_a_foreign_lead_is_refused(self, open_unit: OpenUnit) -> None:
        """
        Another supplier's lead cannot be opened and shows nobody, and nothing of the commit is written.
        """
        committed(open_unit, changes_of(_LEAD), Changes(openings=(_opened("maja", 3),)))
        with open_unit("globex", KIT_SCHEMA) as unit, pytest.raises(NotFound):
            unit.commit(Changes(openings=(_opened("spy", 1),)))

        assert _openings(open_unit, "globex") == ()
        assert _openings(open_unit) == (_opened("maja", 3),)
        assert _lead(open_unit).opened_at == _at(3)


def _at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def _opened(person_id: str, minute: int, lead: Lead = _LEAD) -> LeadOpening:
    return LeadOpening(lead_id=lead.id, assignment=lead.assignment, person_id=person_id, at=_at(minute))


def _lead(open_unit: OpenUnit) -> Lead:
    found = find(open_unit, _LEAD.id)
    assert found is not None
    return found


def _openings(open_unit: OpenUnit, supplier_id: str = SUPPLIER) -> tuple[LeadOpening, ...]:
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        return unit.leads.openings(_LEAD.id)
