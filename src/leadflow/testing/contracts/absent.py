"""
What a store must do with keys that have to be absent.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from leadflow.core.changes import Changes
from leadflow.core.expectations import KeysAbsent
from leadflow.core.facts import Deactivated
from leadflow.core.intake import lead_duplicate_key
from leadflow.errors import Conflict
from leadflow.ports import OpenUnit
from leadflow.testing.builders import a_lead, change_to, changes_of
from leadflow.testing.contracts.store import StoreContract, committed, find

__all__ = ["AbsentKeysContract"]


class AbsentKeysContract(StoreContract):
    """
    How a prospect is written once, even with concurrent imports.
    """

    def test_key_that_an_active_lead_has_is_refused(self, open_unit: OpenUnit) -> None:
        """
        A commit that says a key is absent is a Conflict if an active lead has it by now, and writes nothing.
        """
        committed(open_unit, changes_of(a_lead("lead-1")))

        with pytest.raises(Conflict):
            committed(open_unit, _new("lead-2", absent=frozenset(["\x1fother@example.com", _key("lead-1")])))

        assert find(open_unit, "lead-2") is None

    def test_key_that_nobody_has_is_absent(self, open_unit: OpenUnit) -> None:
        """
        Keys that no stored lead has do not prevent the commit, those of the commit's own leads included.
        """
        committed(open_unit, changes_of(a_lead("lead-1")), _new("lead-2", absent=frozenset([_key("lead-2")])))

        assert find(open_unit, "lead-2") is not None

    def test_key_of_a_deactivated_lead_is_absent(self, open_unit: OpenUnit) -> None:
        """
        A key that only a deactivated lead has does not prevent the commit.
        """
        committed(open_unit, changes_of(a_lead("lead-1")), change_to(a_lead("lead-1"), Deactivated()))
        committed(open_unit, _new("lead-2", absent=frozenset([_key("lead-1")])))

        assert find(open_unit, "lead-2") is not None


def _key(lead_id: str) -> str:
    return lead_duplicate_key(a_lead(lead_id)) or ""


def _new(lead_id: str, *, absent: frozenset[str]) -> Changes:
    return evolve(changes_of(a_lead(lead_id)), expects=(KeysAbsent(absent),))
