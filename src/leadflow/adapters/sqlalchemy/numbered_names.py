"""
Names that occur in many rows, each stored once with a number: suppliers, and the actors, partners and imports of
events.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from typing import Final

from sqlalchemy import Connection, bindparam, select, text

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.many_values import among
from leadflow.adapters.sqlalchemy.statements import run, run_all

__all__ = ["NOBODY", "SUPPLIERS", "Names", "NamesInUse"]

NOBODY: Final = -1
"""
The number of a supplier that has not written anything yet.
"""

SUPPLIERS: Final = 0
"""
The number that is kept as the supplier of the names of suppliers.
"""

_MOST: Final = 100_000
_names = tables.names.c
_FEW: Final = 20
"""
Up to so many names are asked for one by one, by a prepared statement: the partner of one lead has to cost little.
"""

_ADD: Final = text("INSERT INTO leadflow_names (supplier, name) VALUES (:of, :named) ON CONFLICT DO NOTHING")
_NUMBER: Final = select(_names.num).where(_names.supplier == bindparam("of"), _names.name == bindparam("named"))


class Names:
    """
    The numbers of names, and what is remembered of them; one serves all threads of a store.

    A number never changes, so what is remembered stays right. What a transaction has added is remembered once it is
    committed, by `remember`.
    """

    def __init__(self) -> None:
        self._suppliers: dict[str, int] = {}
        self._known: dict[tuple[int, str], int] = {}

    def known_supplier(self, supplier_id: str) -> int | None:
        """
        Return the number of a supplier, if it is remembered.
        """
        return self._suppliers.get(supplier_id)

    def supplier(self, connection: Connection, supplier_id: str) -> int:
        """
        Return the number of a supplier; `NOBODY` if it has none.
        """
        known = self._suppliers.get(supplier_id)
        if known is None:
            found = run(connection, _NUMBER, {"of": SUPPLIERS, "named": supplier_id}).scalar()
            if found is None:
                return NOBODY
            known = self._suppliers[supplier_id] = found
        return known

    def numbers(self, connection: Connection, supplier_id: str, wanted: Collection[str]) -> tuple[int, dict[str, int]]:
        """
        Return the number of a supplier, and those of names that it uses; in a transaction that writes, missing ones are
        added.
        """
        supplier = self.supplier(connection, supplier_id)
        if supplier == NOBODY:
            supplier = _added(connection, SUPPLIERS, [supplier_id])[supplier_id]
        known = {name: number for name in wanted if (number := self._known.get((supplier, name))) is not None}
        unknown = [name for name in wanted if name not in known]
        if unknown:
            known |= _found(connection, supplier, unknown)
            missing = [name for name in unknown if name not in known]
            known |= _added(connection, supplier, missing) if missing else {}
        return supplier, known

    def remember(self, supplier_id: str, supplier: int, numbers: Mapping[str, int]) -> None:
        """
        Remember numbers that are committed.
        """
        if len(self._known) > _MOST:
            self._known.clear()
        self._suppliers[supplier_id] = supplier
        for name, number in numbers.items():
            self._known[supplier, name] = number


class _Numbers(dict[str, int]):
    """
    Numbers by name; those of other names are added when they are asked for.
    """

    def __init__(self, add: Callable[[str], None]) -> None:
        super().__init__()
        self._add = add

    def __missing__(self, name: str) -> int:
        self._add(name)
        return self[name]


class NamesInUse:
    """
    The numbers of a supplier and of the names that one transaction writes.

    Attributes:
        supplier: The number of the supplier.
        number_of: Gives the number of a name; one that has none gets one.
    """

    def __init__(self, names: Names, connection: Connection, supplier_id: str) -> None:
        """
        Take the number of the supplier, which is added if it has none.
        """
        self._names = names
        self._connection = connection
        self._supplier_id = supplier_id
        self._numbers = _Numbers(lambda name: self.add({name}))
        self.supplier, _ = names.numbers(connection, supplier_id, ())
        self.number_of = self._numbers.__getitem__

    def add(self, wanted: Set[str]) -> None:
        """
        Find the numbers of names before they are asked for; those that have none get one, in the same order everywhere.
        """
        unknown = wanted - self._numbers.keys()
        if unknown:
            self._numbers.update(self._names.numbers(self._connection, self._supplier_id, unknown)[1])

    def remember(self) -> None:
        """
        Remember the numbers for later transactions, once this one is committed.
        """
        self._names.remember(self._supplier_id, self.supplier, self._numbers)


def _found(connection: Connection, supplier: int, wanted: Collection[str]) -> dict[str, int]:
    if len(wanted) <= _FEW:
        asked = {name: run(connection, _NUMBER, {"of": supplier, "named": name}).scalar() for name in wanted}
        return {name: number for name, number in asked.items() if number is not None}
    query = select(_names.name, _names.num).where(
        _names.supplier == supplier, among(_names.name, wanted, connection.dialect.name)
    )
    return {row.name: row.num for row in connection.execute(query)}


def _added(connection: Connection, supplier: int, missing: Collection[str]) -> dict[str, int]:
    # Another transaction may have added some of them; it is waited for, and its numbers are taken.
    run_all(connection, _ADD, [{"of": supplier, "named": name} for name in sorted(missing)])
    return _found(connection, supplier, missing)
