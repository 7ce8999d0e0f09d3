"""
What one process of a race does, of those that `test_processes` starts.

It tells what it won. Losing is expected; everything else that is raised ends the process with an error.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import TypedDict

from attrs import evolve

from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.facts import Accepted, FieldChange, ValuesChanged
from leadflow.core.leads import DistributionStatus
from leadflow.errors import Conflict
from leadflow.testing import KIT_SCHEMA, SUPPLIER, a_lead, a_message, change_to, changes_of, some_turns

OFFERS = [f"offer-{number}" for number in range(10)]
"""
Leads of which each is accepted by one process only.
"""


class Won(TypedDict):
    """
    What one process won: leads that it made, leads that it accepted, numbers of turns, numbers of events.
    """

    made: list[str]
    accepted: list[str]
    turns: list[int]
    events: list[int]


class Racer:
    """
    One process, and what it does to the store.
    """

    def __init__(self, url: str, name: str) -> None:
        self._open_unit = SqlStore(url).open_unit
        self._name = name

    def make(self, lead_id: str) -> bool:
        """
        Make a lead that every process makes; True if this one was first.
        """
        with self._open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            unit.commit(changes_of(a_lead(lead_id)))
        return True

    def accept(self, lead_id: str) -> bool:
        """
        Accept a lead unless it is accepted; True if this process did.
        """
        with self._open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            lead = unit.leads.get(lead_id)
            if lead.status is DistributionStatus.ACCEPTED:
                return False
            unit.commit(change_to(lead, Accepted()))
        return True

    def take_turn(self, number: int) -> int:
        """
        Take a turn for a new lead about which somebody is notified; returns the number of the turn.
        """
        lead = a_lead(f"{self._name}-{number:05}")
        with self._open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            turns = some_turns("emea", unit.rotations.of("emea").count, f"partner-{number % 3}")
            unit.commit(evolve(changes_of(lead), turns=(turns,), messages=(a_message(lead),)))
        return turns.count

    def change(self, lead_id: str) -> int:
        """
        Change a lead; returns the number of the event.
        """
        with self._open_unit(SUPPLIER, KIT_SCHEMA) as unit:
            lead = unit.leads.get(lead_id)
            changes = change_to(lead, ValuesChanged((FieldChange("company", lead.values["company"], self._name),)))
            unit.commit(changes)
        return changes.leads[0].after.seq


def insist(attempt: Callable[[], int]) -> int:
    """
    Call *attempt* until it wins.
    """
    while True:
        try:
            return attempt()
        except Conflict:
            continue


def once(attempt: Callable[[], bool]) -> bool:
    """
    Call *attempt* once; False if it lost.
    """
    try:
        return attempt()
    except Conflict:
        return False


def race(url: str, name: str, count: int, telling: Connection) -> None:
    """
    Make and accept what all processes make and accept, then take turns and change one lead.
    """
    racer = Racer(url, name)
    made = [offer for offer in OFFERS if once(partial(racer.make, offer))]
    accepted = [offer for offer in OFFERS if once(partial(racer.accept, offer))]
    turns = [insist(partial(racer.take_turn, number)) for number in range(count)]
    events = [insist(partial(racer.change, OFFERS[0])) for _ in range(count)]
    telling.send(Won(made=made, accepted=accepted, turns=turns, events=events))


def write(url: str, name: str, telling: Connection) -> None:
    """
    Commit until the process is killed; the id of each lead is told once it is durable.
    """
    racer, number = Racer(url, name), 0
    while True:
        number += 1
        racer.take_turn(number)
        racer.change(f"{name}-{number:05}")
        telling.send(f"{name}-{number:05}")
