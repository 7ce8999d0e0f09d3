"""
A store whose partners are the host's own tables: the kit passes it with ``partners="read_only"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Literal, TypeVar, cast

import pytest
from attrs import frozen

from leadflow.adapters.memory import MemoryStore
from leadflow.core.changes import Changes
from leadflow.core.partners import Partner
from leadflow.core.schema import Schema
from leadflow.core.stored import Record
from leadflow.errors import ConfigurationError
from leadflow.ports import OpenUnit, Records, UnitOfWork
from leadflow.testing import SUPPLIER, UnitOfWorkContract

R = TypeVar("R", bound=Record)

Customers = Mapping[str, tuple[str, bool]]
"""
The host's own table: by number the name of a customer, and whether it is active.
"""


@frozen
class _Records:
    """
    Partners out of the host's table, and all other records out of leadflow's store.
    """

    _records: Records
    _customers: Customers

    def version(self) -> str:
        return self._records.version()

    def one(self, cls: type[R], key: str, /) -> R | None:
        if cls is not Partner:
            return self._records.one(cls, key)
        return cast("R | None", self._partner(key) if key in self._customers else None)

    def all(self, cls: type[R], /) -> tuple[R, ...]:
        return self.page(cls, None, len(self._customers)) if cls is Partner else self._records.all(cls)

    def page(self, cls: type[R], after: str | None, most: int, /) -> tuple[R, ...]:
        if cls is not Partner:
            return self._records.page(cls, after, most)
        numbers = sorted(one for one in self._customers if after is None or one > after)
        return cast("tuple[R, ...]", tuple(map(self._partner, numbers[:most])))

    def _partner(self, number: str) -> Partner:
        name, active = self._customers[number]
        return Partner(id=number, name=name, active=active)


class _Unit:
    """
    A unit of leadflow's store that reads partners elsewhere and writes none.
    """

    def __init__(self, unit: UnitOfWork, customers: Customers) -> None:
        self._unit = unit
        self.records = _Records(unit.records, customers)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._unit, name)

    def commit(self, changes: Changes, /) -> None:
        if any(isinstance(put.record, Partner) for put in changes.puts):
            raise ConfigurationError(
                "partners are customers of this application; change them there. Nothing was written"
            )
        self._unit.commit(changes)


class HostPartners:
    """
    Leadflow's store for everything but partners, which are the customers of a host.
    """

    def __init__(self, store: MemoryStore, customers: Mapping[str, Customers]) -> None:
        self._store, self._customers = store, customers

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        """
        Open a unit that reads partners out of the host's table.
        """
        with self._store.open_unit(supplier_id, schema) as unit:
            yield cast("UnitOfWork", _Unit(unit, self._customers.get(supplier_id, {})))


class TestHostPartners(UnitOfWorkContract):
    """
    The contract kit on such a store.
    """

    partners: ClassVar[Literal["kept", "read_only"]] = "read_only"
    customers: ClassVar = {SUPPLIER: {"4711": ("Nordlys AS", True), "815": ("Globex GmbH", False)}}

    @pytest.fixture
    def open_unit(self) -> OpenUnit:
        """
        Units of an empty store, beside two customers.
        """
        return HostPartners(MemoryStore(), self.customers).open_unit

    @pytest.fixture
    def partners_there(self) -> tuple[Partner, ...]:
        """
        The customers as partners.
        """
        return tuple(
            Partner(id=number, name=name, active=active) for number, (name, active) in self.customers[SUPPLIER].items()
        )
