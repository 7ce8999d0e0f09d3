"""
What a store must do with the version of the records that leads are routed by.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.expectations import RecordsUnchanged
from leadflow.core.stored import publication
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, a_lead, changes_of, puts_of
from leadflow.testing.contracts.store import StoreContract, committed, find
from leadflow.testing.record_builders import a_campaign, a_chunk, a_module, a_partner, some_turns

__all__ = ["VersionsContract"]

_ROUTES: Final = {
    "a partner": puts_of(a_partner()),
    "a campaign as it was": puts_of(a_campaign("webinar")),
    "a campaign": puts_of(a_campaign()),
    "a module": Changes(puts=publication(a_module())),
}


class VersionsContract(StoreContract):
    """
    What `Records.version` must say, and how it holds what was decided by the records of a version.
    """

    @pytest.mark.parametrize("what", sorted(_ROUTES))
    def test_version_changes_with_what_leads_are_routed_by(self, open_unit: OpenUnit, what: str) -> None:
        """
        After a commit that puts a partner, a campaign or a module the version is one that never was.
        """
        if self.partners == "read_only" and what == "a partner":
            pytest.skip("the partners of this store are the host's own tables")
        seen = [_version(open_unit)]
        committed(open_unit, puts_of(a_campaign("webinar")))
        seen.append(_version(open_unit))
        committed(open_unit, _ROUTES[what])
        seen.append(_version(open_unit))

        assert len(set(seen)) == 3

    def test_version_stays_with_everything_else(self, open_unit: OpenUnit) -> None:
        """
        Leads, turns and the progress of imports leave it as it is, and so do other suppliers.
        """
        committed(open_unit, puts_of(a_campaign()))
        before = _version(open_unit)
        committed(open_unit, evolve(changes_of(a_lead()), turns=(some_turns("emea", 0, "nordlys"),)))
        committed(open_unit, puts_of(a_chunk()))
        committed(open_unit, puts_of(a_campaign()), supplier_id="other")

        assert _version(open_unit) == before

    @pytest.mark.parametrize("empty", [True, False])
    def test_decision_by_older_records_is_refused(self, open_unit: OpenUnit, empty: bool) -> None:
        """
        What was decided by the records of a version is written while that is in force, and a Conflict afterwards.
        """
        if not empty:
            committed(open_unit, puts_of(a_campaign()))
        decided = (RecordsUnchanged(_version(open_unit)),)
        committed(open_unit, evolve(changes_of(a_lead()), expects=decided))
        committed(open_unit, puts_of(a_campaign(name="Autumn fair")))

        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead("lead-2")), expects=decided))
        assert find(open_unit, "lead-1") == a_lead()
        assert find(open_unit, "lead-2") is None

    def test_refused_records_leave_the_version(self, open_unit: OpenUnit) -> None:
        """
        A commit that was refused puts nothing, and changes no version.
        """
        committed(open_unit, puts_of(a_campaign()), changes_of(a_lead()))
        before = _version(open_unit)
        with pytest.raises(Conflict):
            committed(open_unit, evolve(changes_of(a_lead()), puts=puts_of(a_campaign("webinar")).puts))

        assert _version(open_unit) == before


def _version(open_unit: OpenUnit) -> str:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        return unit.records.version()
