"""
By what lists select partners: their groups, apps and CRM connections, read once for each version of a supplier's records.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from threading import Lock
from typing import Any, Final

from attrs import field, frozen
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


@frozen
class _Traits:
    """
    Partners by what they have.

    Attributes:
        groups, apps: The ids of the partners in each.
        connected, others: The ids of those with a CRM connection, and without one.
    """

    groups: Mapping[str, frozenset[str]] = field(factory=dict)
    apps: Mapping[str, frozenset[str]] = field(factory=dict)
    connected: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


class PartnerGroups:
    """
    The partners of groups, and others that lists select; one serves all threads of a store.

    Every commit that puts a partner gives the supplier's records another version, so what was read with a version holds
    as long as that is so.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[str, _Traits]] = OrderedDict()
        self._lock = Lock()

    def partners_in(self, run: Run, supplier_id: str, groups: Collection[str]) -> frozenset[str]:
        """
        Return the ids of a supplier's partners that are in one of *groups*.
        """
        return _any_of(self._traits(run, supplier_id).groups, groups)

    def partners_with(self, run: Run, supplier_id: str, apps: Collection[str]) -> frozenset[str]:
        """
        Return the ids of a supplier's partners that have one of *apps*.
        """
        return _any_of(self._traits(run, supplier_id).apps, apps)

    def partners_by_crm(self, run: Run, supplier_id: str, connected: bool) -> frozenset[str]:
        """
        Return the ids of a supplier's partners with a CRM connection, or without one.
        """
        traits = self._traits(run, supplier_id)
        return traits.connected if connected else traits.others

    def _traits(self, run: Run, supplier_id: str) -> _Traits:
        version = run(VERSION, {"mine": supplier_id}).scalar()
        with self._lock:
            seen, traits = self._known.get(supplier_id, (None, _Traits()))
        if version is None or seen != version:
            traits = _read(run, supplier_id)
            if version is not None:
                self._remember(supplier_id, version, traits)
        return traits

    def _remember(self, supplier_id: str, version: str, traits: _Traits) -> None:
        with self._lock:
            self._known[supplier_id] = (version, traits)
            self._known.move_to_end(supplier_id)
            if len(self._known) > _SUPPLIERS:
                self._known.popitem(last=False)


def _any_of(partners: Mapping[str, frozenset[str]], names: Collection[str]) -> frozenset[str]:
    return frozenset().union(*(partners.get(one, ()) for one in names))


def _read(run: Run, supplier_id: str) -> _Traits:
    listed: dict[str, dict[str, set[str]]] = {"groups": {}, "embedded_apps": {}}
    by_crm: dict[bool, set[str]] = {True: set(), False: set()}
    for partner_id, text in run(_BODIES, {"mine": supplier_id, "kind": form_of(Partner).name}):
        body = from_json(text)
        for member, found in listed.items():
            for one in body.get(member, ()):
                found.setdefault(one, set()).add(partner_id)
        by_crm[body.get("crm_connected", False)].add(partner_id)
    groups, apps = ({one: frozenset(ids) for one, ids in found.items()} for found in listed.values())
    return _Traits(groups, apps, frozenset(by_crm[True]), frozenset(by_crm[False]))
