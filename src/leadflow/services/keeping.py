"""
Keeping what comes from the supplier's own systems: partners, their people and campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from attrs import evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.notifications.bookkeeping import check_addresses, synchronise_people
from leadflow.core.partners import Campaign, Partner, PartnerPeople, Person
from leadflow.core.problems import Problem
from leadflow.core.stored import ANY, Put, Record
from leadflow.errors import NotAllowed, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.planned import planned

__all__ = ["keep_records"]

R = TypeVar("R", Partner, Campaign)

_FEW: Final = 20
"""
Up to so many records are looked up one by one; of more, all that are stored are read at once.
"""


def keep_records(
    caller: Caller, *, partners: Iterable[Partner], people: Iterable[PartnerPeople], campaigns: Iterable[Campaign]
) -> tuple[Problem, ...]:
    """
    Add partners, people and campaigns, or replace them by id.

    Returns:
        Warnings about the addresses of roles, such as ``sales@``, among the people.

    Raises:
        NotAllowed: None of the caller's roles allows it, or a partner would be in none of the groups that the caller
            is limited to. Nothing was written.
        NotFound: A partner is there already, and the caller does not see it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    partners, people, campaigns = tuple(partners), tuple(people), tuple(campaigns)
    if partners or campaigns:
        caller.check(Act.KEEP_PARTNERS)
    if people:
        caller.check(Act.KEEP_PEOPLE)

    def plan(unit: UnitOfWork) -> tuple[None, Changes]:
        for partner in partners:
            _check_seen(caller, unit, partner)
        for one in people:
            _check_theirs(caller, unit, one, partners)
        records: list[Record] = [*_with_unknown(unit, Partner, partners), *_with_unknown(unit, Campaign, campaigns)]
        whatever = tuple(Put(one, before=ANY) for one in records)
        kept = tuple(_synchronised(unit, one) for one in people)
        return None, Changes(puts=(*whatever, *(put for put in kept if put.record != put.before)))

    planned(caller.setting, plan)
    told: list[Person] = [person for one in people for person in one.members]
    told += [person for one in partners for person in one.additional_recipients]
    return check_addresses(told)


def _synchronised(unit: UnitOfWork, given: PartnerPeople) -> Put:
    before = unit.records.one(PartnerPeople, given.partner_id)
    return Put(synchronise_people(before, given), before=before)


def _with_unknown(unit: UnitOfWork, cls: type[R], given: Sequence[R]) -> list[R]:
    """
    Return records as they are given, with the members that a newer build has added to what is stored.
    """
    if len(given) > _FEW:
        stored = {one.id: one.unknown for one in unit.records.all(cls)}
    else:
        read = [unit.records.one(cls, one.id) for one in given]
        stored = {one.id: one.unknown for one in read if one is not None}
    return [evolve(one, unknown=one.unknown or stored.get(one.id, "")) for one in given]


def _check_theirs(caller: Caller, unit: UnitOfWork, people: PartnerPeople, partners: Iterable[Partner]) -> None:
    """
    Make sure that people are those of a partner whom the caller sees, or is about to add.
    """
    if all(one.id != people.partner_id for one in partners):
        caller.partner(unit, people.partner_id)


def _check_seen(caller: Caller, unit: UnitOfWork, partner: Partner) -> None:
    """
    Make sure that a partner is one of those whom the caller sees, before and after.
    """
    if caller.scope.groups is None:
        return
    stored = unit.records.one(Partner, partner.id)
    if stored is not None and not caller.scope.covers(stored):
        raise NotFound("partner", partner.id)
    if not caller.scope.covers(partner):
        raise NotAllowed(Act.KEEP_PARTNERS.value)
