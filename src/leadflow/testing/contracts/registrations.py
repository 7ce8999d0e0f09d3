"""
What a store must do that lists registrations.
"""

from __future__ import annotations

from typing import Final

import pytest
from attrs import evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.leads import RegistrationStatus
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.ports import OpenUnit, RegistrationLister
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, puts_of
from leadflow.testing.contracts.store import StoreContract, committed
from leadflow.testing.record_builders import a_registration

__all__ = ["RegistrationListerContract"]

_SUBMITTED, _APPROVED, _DENIED = RegistrationStatus.SUBMITTED, RegistrationStatus.APPROVED, RegistrationStatus.DENIED
_SAID: Final = (
    a_registration("r-1", status=_SUBMITTED),
    evolve(a_registration("r-2"), partner_id="globex"),
    evolve(a_registration("r-3", status=_SUBMITTED), partner_id=None),
    a_registration("R-4", status=_DENIED),
    evolve(a_registration("r-5", status=_SUBMITTED), partner_id="globex"),
)
_ASKED: Final = {
    "all": RegistrationQuery(),
    "in a status": RegistrationQuery(statuses=frozenset({_SUBMITTED})),
    "in two": RegistrationQuery(statuses=frozenset({_SUBMITTED, _DENIED})),
    "of a partner": RegistrationQuery(partner_id="globex"),
    "of both": RegistrationQuery(partner_id="globex", statuses=frozenset({_APPROVED})),
    "of nobody": RegistrationQuery(partner_id="nobody"),
}


class RegistrationListerContract(StoreContract):
    """
    What a store whose `Records` are a `RegistrationLister` must do. Inherit it and override the fixture `open_unit`.
    """

    @pytest.mark.parametrize("query", _ASKED.values(), ids=_ASKED)
    def test_what_is_asked_for_comes_by_id(self, open_unit: OpenUnit, query: RegistrationQuery) -> None:
        """
        Registrations in one of the statuses and of the partner, by ascending id as Python compares, on one page or several.
        """
        committed(open_unit, puts_of(*_SAID))
        expected = tuple(sorted(filter(query.holds, _SAID), key=lambda one: one.id))

        assert _listed(open_unit, query) == expected
        assert _paged(open_unit, query) == expected

    def test_registration_is_listed_as_it_was_last_committed(self, open_unit: OpenUnit) -> None:
        """
        One that was decided is in the list of its new status, and in no other.
        """
        committed(open_unit, puts_of(_SAID[0]))
        decided = evolve(_SAID[0], status=_DENIED)
        committed(open_unit, Changes(puts=(Put(decided, before=_SAID[0]),)))

        assert _listed(open_unit, _ASKED["in a status"]) == ()
        assert _listed(open_unit, RegistrationQuery(statuses=frozenset({_DENIED}))) == (decided,)

    def test_other_suppliers_have_none_of_them(self, open_unit: OpenUnit) -> None:
        """
        A registration is listed for its supplier alone.
        """
        committed(open_unit, puts_of(*_SAID))

        with open_unit("other", KIT_SCHEMA) as unit:
            assert isinstance(unit.records, RegistrationLister)
            assert unit.records.registrations(RegistrationQuery(), 9) == ()


def _listed(open_unit: OpenUnit, query: RegistrationQuery, most: int = 9) -> tuple[Registration, ...]:
    with open_unit(SUPPLIER, KIT_SCHEMA) as unit:
        assert isinstance(unit.records, RegistrationLister), "give the records of a unit the method `registrations`"
        return unit.records.registrations(query, most)


def _paged(open_unit: OpenUnit, query: RegistrationQuery) -> tuple[Registration, ...]:
    found: list[Registration] = []
    while page := _listed(open_unit, query, most=2):
        found += page
        query = evolve(query, after=page[-1].id)
    return tuple(found)
