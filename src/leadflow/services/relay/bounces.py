"""
Marks addresses that nobody has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve

from leadflow.core.notifications.bookkeeping import mark_bounced
from leadflow.core.partners import Partner
from leadflow.core.stored import Put
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import account_of
from leadflow.services.relay.places import mark_everywhere, places_of

__all__ = ["mark_address"]


def mark_address(
    unit: UnitOfWork, person_id: str, asked: Iterable[str | None], mailed: Callable[[str], bool]
) -> tuple[Put, ...]:
    """
    Return what marks the address of a person as bounced at every partner where they get mail; nothing if they have
    another address by now.

    Args:
        unit: Reads the people.
        person_id: Who was mailed.
        asked: The partners where they are looked for first.
        mailed: Whether an address is the one that was mailed.
    """
    found: dict[str, list[str]] = {}
    for partner_id in places_of(unit, person_id, asked):
        partner = unit.records.one(Partner, partner_id)
        person = account_of(unit, partner).person(person_id) if partner else None
        if person is not None and mailed(person.email):
            found.setdefault(person.email, []).append(partner_id)
    if not found:
        return ()
    address, marked = next(iter(found.items()))
    return mark_everywhere(
        unit,
        person_id,
        marked,
        lambda people: mark_bounced(people, address),
        lambda member: evolve(member, bounced=tuple(sorted({*member.bounced, address}))),
    )
