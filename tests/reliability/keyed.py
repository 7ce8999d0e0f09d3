"""
Processes that make the same call with the same idempotency key, or die while they make it.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from threading import Barrier
from typing import Any, Final

from attrs import define
from tests.processes import meeting
from tests.reliability.contended import OPERATIONS, Place

from leadflow import services
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import Party, ProgramParty
from leadflow.core.changes import Changes
from leadflow.core.conflicts import Ruling
from leadflow.core.handling import LeadMerge, OpportunityUpdate, RegistrationUpdate
from leadflow.core.schema import Schema
from leadflow.ports import UnitOfWork
from leadflow.services import AttachResult

__all__ = ["DEAD", "KEYED", "KeyedPlace", "Told", "call_together", "die_in", "told_by"]

DEAD: Final = 9
"""
The exit code of a process that died as it was told.
"""


def _takes_key(name: str) -> bool:
    desk, _, method = name.partition(".")
    return "idempotency_key" in inspect.signature(getattr(getattr(services, desk), method)).parameters


KEYED: Final = tuple(name for name in OPERATIONS if _takes_key(name))
"""
The operations that take an idempotency key, found by what the desks have.
"""

Told = tuple[str, tuple[int, ...], tuple[str, ...]]
"""
What an answer says: the lead, the numbers of its events, and who is mailed.
"""


@define
class _KeyedDesk:
    desk: Any

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.desk, name)
        takes = "idempotency_key" in inspect.signature(method).parameters
        return partial(method, idempotency_key="key") if takes else method


class KeyedPlace(Place):
    """
    Desks that give every call the same key, for one and the same party.
    """

    @property
    def host(self) -> ProgramParty:
        """
        Who calls: the same in every process.
        """
        return ProgramParty(name="host")

    @property
    def desk(self) -> Any:
        """
        The supplier's desk.
        """
        return _KeyedDesk(super().desk)

    @property
    def attachments(self) -> Any:
        """
        The desk for files.
        """
        return _KeyedDesk(super().attachments)

    @property
    def assessments(self) -> Any:
        """
        The desk for assessments.
        """
        return _KeyedDesk(super().assessments)

    @property
    def opportunities(self) -> Any:
        """
        The desk for opportunities.
        """
        return _KeyedDesk(super().opportunities)

    @property
    def conflicts(self) -> Any:
        """
        The desk for conflicts.
        """
        return _KeyedDesk(super().conflicts)

    @property
    def partner(self) -> Any:
        """
        The desk of the lead's partner.
        """
        return _KeyedDesk(super().partner)

    @property
    def registering(self) -> Any:
        """
        The partner's desk for registrations, which are approved at once.
        """
        return _KeyedDesk(super().registering)

    def waiting(self, party: Party) -> Any:
        """
        Return the desk for registrations in a programme where a person approves them.
        """
        return _KeyedDesk(super().waiting(party))


def told_by(done: Any) -> Told:
    """
    Return what an answer says.
    """
    if isinstance(done, AttachResult):
        return done.lead.id, (1,), tuple(one.id for one in done.attachments)
    if isinstance(done, Ruling):
        return done.id, tuple(range(1, len(done.lead_ids) + 1)), done.lead_ids
    if isinstance(done, LeadMerge):
        both = tuple(event.seq for change in done.changes for event in change.events)
        return done.lead.id, both, (done.merged.lead_id,)
    if done is True:
        return "", (1,), ()
    if isinstance(done, OpportunityUpdate):
        return done.opportunity.id, tuple(event.seq for event in done.update.events), ()
    if isinstance(done, RegistrationUpdate):
        # The supplier does not see the lead; its partner is told of what was decided.
        seen = tuple(event.seq for event in done.update.events) if done.update else (1, 2)
        return done.registration.id, seen, ()
    events = tuple(event.seq for event in done.events)
    return done.lead.id, events, tuple(sorted(message.recipient_id for message in done.messages))


def call_together(
    url: str, folder: str, rounds: list[tuple[str, str, str]], barrier: Barrier, answers: Connection
) -> None:
    """
    Make the call of each round, an operation of a supplier with what was prepared, once all others are there.
    """
    store = SqlStore(url)
    given: list[Told] = []
    with meeting(barrier):
        for supplier, name, prepared in rounds:
            place = KeyedPlace(store, supplier, folder)
            barrier.wait()
            given.append(told_by(OPERATIONS[name].do(place, prepared)))
    store.close()
    answers.send(given)


def die_in(url: str, folder: str, supplier: str, name: str, prepared: str, after: bool) -> None:
    """
    Make a call, and die as its commit begins, or as soon as it is written.
    """
    store = SqlStore(url)
    place = KeyedPlace(_Dying(store, after), supplier, folder)  # type: ignore[arg-type]  # a store as services see it
    OPERATIONS[name].do(place, prepared)


@define
class _Dying:
    store: SqlStore
    after: bool

    @contextmanager
    def open_unit(self, supplier_id: str, schema: Schema, /) -> Iterator[UnitOfWork]:
        with self.store.open_unit(supplier_id, schema) as unit:
            written = unit.commit

            def commit(changes: Changes, /) -> None:
                if self.after:
                    written(changes)
                os._exit(DEAD)

            unit.commit = commit  # type: ignore[method-assign]  # a commit that is watched
            yield unit
