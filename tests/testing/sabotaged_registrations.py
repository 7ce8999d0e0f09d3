"""
Stores that list registrations wrongly, under the kit. `test_registrations_kit` says which test must fail.
"""

from __future__ import annotations

from typing import ClassVar

import pytest
from attrs import evolve
from tests.testing.sabotaged import Sabotaged

from leadflow.adapters.memory_readers import MemoryRecords
from leadflow.adapters.memory_records import KeptRecords
from leadflow.adapters.memory_unit import MemoryUnit
from leadflow.core.registration import Registration, RegistrationQuery
from leadflow.ports import OpenUnit
from leadflow.testing import RegistrationListerContract


class RegistrationsKit(RegistrationListerContract):
    """
    The kit for lists of registrations alone, on a store that the subclass names.
    """

    sabotaged: ClassVar[type[Sabotaged]] = Sabotaged

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store.
        """
        return self.sabotaged().open_unit


class TestHonestRegistrations(RegistrationsKit):
    """
    Nothing is broken.
    """


def _listed_by(records: type[MemoryRecords]) -> type[Sabotaged]:
    class Unit(MemoryUnit):
        def __init__(self, supplier_id: str, kept: KeptRecords) -> None:
            super().__init__(supplier_id, kept)
            self.records = records(kept)

    class Store(Sabotaged):
        unit = Unit

    return Store


class _OfAnyStatus(MemoryRecords):
    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        return super().registrations(evolve(query, statuses=frozenset()), most)


class _OfAnyPartner(MemoryRecords):
    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        return super().registrations(evolve(query, partner_id=None), most)


class _AsPeopleSort(MemoryRecords):
    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        found = super().registrations(query, 1_000)
        return tuple(sorted(found, key=lambda one: one.id.casefold()))[:most]


class _FirstPage(MemoryRecords):
    def registrations(self, query: RegistrationQuery, most: int, /) -> tuple[Registration, ...]:
        return super().registrations(query, most) if query.after is None else ()


class TestListsAnyStatus(RegistrationsKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _listed_by(_OfAnyStatus)


class TestListsAnyPartner(RegistrationsKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _listed_by(_OfAnyPartner)


class TestSortsAsPeopleDo(RegistrationsKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _listed_by(_AsPeopleSort)


class TestListsTheFirstPageAlone(RegistrationsKit):
    """
    The kit on a store that breaks a promise.
    """

    sabotaged = _listed_by(_FirstPage)
