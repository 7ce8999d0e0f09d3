"""
What a store must do with loads: add changes, refuse what exceeds a limit, and recount on request.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.facts import Deactivated, Fact, Rejected
from leadflow.core.leads import DistributionStatus, Lead
from leadflow.core.loads import LoadChange, load_changes
from leadflow.core.stages import CLOSING_STAGES
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["LoadsContract"]

_RECOUNT: Final = Changes(recount=frozenset(CLOSING_STAGES))


class LoadsContract(StoreContract):
    """
    What every `LoadReader` must do, and how a load locks the last place of a partner.
    """

    def test_loads_are_added_up(self, open_unit: OpenUnit) -> None:
        """
        What commits change of loads is added up, and a load that is 0 again is absent.
        """
        committed(open_unit, _more("nordlys", 2), _more("globex", 1), _more("nordlys", 3), _more("globex", -1))

        assert _loads(open_unit) == {"nordlys": 5}

    def test_one_commit_changes_many_loads(self, open_unit: OpenUnit) -> None:
        """
        Loads change with what they are changed for, in one commit, in any order.
        """
        changes = tuple(LoadChange(f"partner-{number}", number) for number in (3, 1, 2))
        committed(open_unit, evolve(changes_of(a_lead()), loads=changes))

        assert _loads(open_unit) == {"partner-1": 1, "partner-2": 2, "partner-3": 3}
        assert find(open_unit, "lead-1") == a_lead()

    def test_load_above_its_limit_is_refused(self, open_unit: OpenUnit) -> None:
        """
        A load that would be above its ``most`` is a Conflict, and one that is just as high is not.
        """
        committed(open_unit, _more("nordlys", 2, most=2), _more("globex", 4))

        for refused in (_more("nordlys", 1, most=2), _more("initech", 1, most=0), _more("globex", 0, most=3)):
            with pytest.raises(Conflict):
                committed(open_unit, evolve(refused, leads=changes_of(a_lead()).leads))
        assert _loads(open_unit) == {"nordlys": 2, "globex": 4}
        assert find(open_unit, "lead-1") is None

        committed(open_unit, _more("nordlys", 1, most=3), _more("globex", -2, most=2), _more("nordlys", 1))
        assert _loads(open_unit) == {"nordlys": 4, "globex": 2}

    def test_changes_since_are_told(self, open_unit: OpenUnit) -> None:
        """
        Who asks with the mark of the answer before gets every load that changed since, and keeps what is not reported.
        """
        committed(open_unit, _more("nordlys", 1), _more("globex", 1))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            first = unit.loads.since(0)
        committed(open_unit, _more("globex", -1), _more("initech", 7))
        with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            second = unit.loads.since(first.mark)
            third = unit.loads.since(second.mark)

        known = dict(first.by_partner) if first.mark else {}
        for told in (second, third):
            known.update(told.by_partner)
            assert {one: load for one, load in known.items() if load} == {"nordlys": 1, "initech": 7}

    def test_loads_are_counted_anew(self, open_unit: OpenUnit) -> None:
        """
        Counting again gives each partner its open leads, and replaces what was added up before.
        """
        ours = [_at("a", "nordlys"), _at("b", "globex"), _at("c", "nordlys")]
        committed(open_unit, changes_of(*ours, a_lead("d")), _more("nordlys", 9), _more("initech", 1), _RECOUNT)

        assert _loads(open_unit) == {"nordlys": 2, "globex": 1}

    @pytest.mark.parametrize("closed", ["rejected", "deactivated", "qualified", "unqualified", "won"])
    def test_closed_lead_is_not_counted(self, open_unit: OpenUnit, closed: str) -> None:
        """
        A lead that is rejected, deactivated or in a closing stage is not open; which stages close is said each time.
        """
        lead = _at("a", "nordlys")
        facts: dict[str, Fact] = {"rejected": Rejected(), "deactivated": Deactivated()}
        made = [changes_of(lead), change_to(lead, facts[closed])] if closed in facts else [_in_stage(lead, closed)]
        committed(
            open_unit, *made, changes_of(_at("b", "globex")), Changes(recount=frozenset([*CLOSING_STAGES, "won"]))
        )

        assert _loads(open_unit) == {"globex": 1}

    def test_leads_of_the_same_commit_are_counted(self, open_unit: OpenUnit) -> None:
        """
        Counting again comes after all else of its commit, and what is added up continues from there.
        """
        lead = _at("a", "nordlys")
        committed(open_unit, evolve(changes_of(lead), recount=frozenset(CLOSING_STAGES)))
        gone = change_to(lead, Deactivated())
        committed(open_unit, evolve(gone, loads=load_changes(gone.leads, CLOSING_STAGES)))

        assert _loads(open_unit) == {}

    def test_foreign_loads_are_unknown(self, open_unit: OpenUnit) -> None:
        """
        Loads of another supplier's partner of the same id do not count, and counting again leaves them as they are.
        """
        committed(open_unit, _more("nordlys", 3), supplier_id="other")
        committed(open_unit, _more("nordlys", 1, most=1), _RECOUNT)

        assert _loads(open_unit) == {}
        assert _loads(open_unit, supplier_id="other") == {"nordlys": 3}


def _more(partner_id: str, by: int, *, most: int | None = None) -> Changes:
    return Changes(loads=(LoadChange(partner_id, by, most),))


def _at(id: str, partner_id: str) -> Lead:
    return evolve(a_lead(id), partner_id=partner_id, status=DistributionStatus.ACCEPTED)


def _in_stage(lead: Lead, stage: str) -> Changes:
    return changes_of(evolve(lead, stage=stage))


def _loads(open_unit: OpenUnit, *, supplier_id: str = SUPPLIER) -> dict[str, int]:
    with open_unit(supplier_id, KIT_SCHEMA) as unit:
        loads = unit.loads.since(0).by_partner
    return {partner_id: load for partner_id, load in loads.items() if load}
