"""
The groups of partners, read once for each version of a supplier's records.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from threading import Lock
from typing import Any, Final

from sqlalchemy import ClauseElement, bindparam, select

from leadflow.adapters.sqlalchemy import tables
from leadflow.adapters.sqlalchemy.statements import FetchedRows
from leadflow.adapters.sqlalchemy.versions import VERSION
from leadflow.core.partners import Partner
from leadflow.wire.forms import form_of
from leadflow.wire.json import from_json

__all__ = ["PartnerGroups"]

_SUPPLIERS: Final = 64

Run = Callable[[ClauseElement, Mapping[str, Any]], FetchedRows]
"""
Runs a statement that is in a module, with the values of its parameters.
"""

_record = tables.records.c
_BODIES: Final = select(_record.key, _record.body).where(
    _record.supplier_id == bindparam("mine"), _record.kind == bindparam("kind")
)


class PartnerGroups:
    """
    The partners of groups; one serves all threads of a store.

    Every commit that puts a partner gives the supplier's records another version, so what was read with a version holds
    as long as that is so.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[str, Mapping[str, frozenset[str]]]] = OrderedDict()
        self._lock = Lock()

    def partners_in(self, run: Run, supplier_id: str, groups: Collection[str]) -> frozenset[str]:
        """
        Return the ids of a supplier's partners that are in one of *groups*.
        """
        version = run(VERSION, {"mine": supplier_id}).scalar()
        with self._lock:
            seen, by_group = self._known.get(supplier_id, (None, {}))
        if version is None or seen != version:
            by_group = _read(run, supplier_id)
            if version is not None:
                self._remember(supplier_id, version, by_group)
        return frozenset().union(*(by_group.get(group, ()) for group in groups))

    def _remember(self, supplier_id: str, version: str, by_group: Mapping[str, frozenset[str]]) -> None:
        with self._lock:
            self._known[supplier_id] = (version, by_group)
            self._known.move_to_end(supplier_id)
            if len(self._known) > _SUPPLIERS:
                self._known.popitem(last=False)


def _read(run: Run, supplier_id: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for partner_id, body in run(_BODIES, {"mine": supplier_id, "kind": form_of(Partner).name}):
        for group in from_json(body).get("groups", ()):
            found.setdefault(group, set()).add(partner_id)
    return {group: frozenset(ids) for group, ids in found.items()}
