"""
What a database of an earlier build says to this one, and a process that opens it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from threading import Barrier
from typing import Any

from tests.adapters.earlier.plain import SCHEMA, plain

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.partners import Campaign, Partner, PartnerPeople, PartnerSettings
from leadflow.core.routing import CurrentModule, RoutingModule
from leadflow.core.stored import key_of

__all__ = ["exported", "open_at_once"]

_RECORDS: tuple[type[Any], ...] = (
    Partner,
    PartnerPeople,
    PartnerSettings,
    Campaign,
    CurrentModule,
    RoutingModule,
    ImportProgress,
)


def open_at_once(url: str, barrier: Barrier) -> None:
    """
    Open the database when others do.
    """
    barrier.wait()
    SqlStore(url).close()


def exported(store: SqlStore, supplier: str) -> dict[str, str]:
    """
    Return a digest of each lead with its events and messages, of each record, of turns and of loads.
    """
    return {key: hashlib.sha256(json.dumps(plain(what)).encode()).hexdigest() for key, what in _all(store, supplier)}


def _all(store: SqlStore, supplier: str) -> Iterator[tuple[str, Any]]:
    with store.open_unit(supplier, SCHEMA) as unit:
        for lead in unit.leads.page(None, 10_000):
            yield f"lead {lead.id}", [lead, unit.timeline.of(lead.id), unit.posts.of_lead(lead.id)]
        for cls in _RECORDS:
            # A store may give them in any order, and rows that were lifted have other places.
            yield from ((f"{cls.__name__} {key_of(record)}", record) for record in unit.records.all(cls))
        for module in unit.records.all(CurrentModule):
            yield f"turns {module.name}", unit.rotations.of(module.name)
        yield "loads", sorted(unit.loads.since(0).by_partner.items())
