"""
People who join a partner: ids are unique, and bounces and unsubscriptions move with a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeVar, cast

from attrs import evolve, frozen

from leadflow.core.notifications.bookkeeping import carry_told, id_taken
from leadflow.core.partners import Membership, Partner, PartnerPeople, Person
from leadflow.core.problems import Problem
from leadflow.core.stored import Put, Record, key_of
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import people_of

__all__ = ["join", "lookup"]

R = TypeVar("R", bound=Record)

_FEW: Final = 20
"""
Up to so many records are looked up one by one; of more, all that are stored are read at once.
"""


@frozen
class _Known:
    """
    Where people are: as it is stored, and for whom it has to be known.
    """

    stored: Mapping[str, Membership]
    places: Mapping[str, str | None]


def join(
    unit: UnitOfWork, people: Sequence[Put], partners: Sequence[tuple[Partner | None, Partner]] = ()
) -> tuple[tuple[Put, ...], tuple[Problem, ...]]:
    """
    Let those join who are new among *people* and among the additional recipients of *partners*.

    Where nobody is new, nothing is read. Two units that let the same person join put the same membership, so that one
    of them is a conflict and is planned again.

    Args:
        unit: Where it is read who is where.
        people: What is to be written of people.
        partners: Those that are to be written, each as it was, None if it is new, and as it will be.

    Returns:
        What is to be written of people and memberships, and a problem for each id that somebody else has already.
    """
    after = {put.key: put for put in people}
    new = [*_joining_partners(people), *_joining_the_supplier(partners)]
    problems = [id_taken(person_id) for person_id in _twice(people)]
    if not new:
        return tuple(people), tuple(problems)
    known = _known(unit, {person.id for person, _, _ in new})
    wanted, settled = dict(known.places), dict[str, str | None]()
    for person, partner_id, where in new:
        before = known.places.get(person.id, partner_id)
        if settled.setdefault(person.id, partner_id) != partner_id or (
            before != partner_id and _is_there(unit, person.id, before, after, partners)
        ):
            problems.append(id_taken(person.id))
        elif person.id in known.places:
            _carry(unit, person, known.stored.get(person.id), before, where, after)
        wanted[person.id] = partner_id
    puts = (_placed(known.stored.get(one), one, place) for one, place in wanted.items())
    return (*after.values(), *puts), tuple(problems)


def _placed(was: Membership | None, person_id: str, partner_id: str | None) -> Put:
    """
    Return where somebody is, also if that is unchanged: letting them join elsewhere meanwhile is a conflict.
    """
    now = evolve(was, partner_id=partner_id) if was else Membership(person_id=person_id, partner_id=partner_id)
    return Put(now, before=was)


def _is_there(
    unit: UnitOfWork,
    person_id: str,
    partner_id: str | None,
    after: Mapping[str, Put],
    partners: Iterable[tuple[Partner | None, Partner]],
) -> bool:
    """
    Return whether somebody is still where they were last, once all is written.
    """
    if partner_id is None:
        given = {partner.id: partner for _, partner in partners}
        everywhere = {partner.id: partner for partner in unit.records.all(Partner)} | given
        return any(one.id == person_id for partner in everywhere.values() for one in partner.additional_recipients)
    people = cast("PartnerPeople", after[partner_id].record) if partner_id in after else people_of(unit, partner_id)
    return any(one.id == person_id for one in people.members)


def _carry(
    unit: UnitOfWork, person: Person, member: Membership | None, before: str | None, where: str, after: dict[str, Put]
) -> None:
    """
    Have what mail servers reported of somebody go along to another partner, *where* they get mail from now on.

    What it is taken from is put as it was read, so that unsubscribing meanwhile is a conflict.
    """
    stored = unit.records.one(PartnerPeople, where)
    put = after.get(where) or Put(stored or PartnerPeople(partner_id=where), before=stored)
    told = [_remembered(member)] if member else []
    left = unit.records.one(PartnerPeople, before) if before not in (None, where) else None
    if left is not None:
        told.append(left)
        after.setdefault(left.partner_id, Put(left, before=left))
    people = cast("PartnerPeople", put.record)
    for one in told:
        people = carry_told(one, person, people)
    if people != put.record:
        after[where] = evolve(put, record=people)


def _remembered(member: Membership) -> PartnerPeople:
    """
    Return what is remembered of somebody, as a partner's people would have it.
    """
    return PartnerPeople(
        partner_id=member.partner_id or member.person_id,
        unsubscribed=(member.person_id,) if member.unsubscribed else (),
        bounced=member.bounced,
    )


def _joining_partners(people: Iterable[Put]) -> Iterable[tuple[Person, str | None, str]]:
    """
    Return who is new, of which partner's people they are, and about whose leads they get mail.
    """
    for put in people:
        record = cast("PartnerPeople", put.record)
        there = {one.id for one in put.before.members} if isinstance(put.before, PartnerPeople) else set()
        yield from ((one, record.partner_id, record.partner_id) for one in record.members if one.id not in there)


def _joining_the_supplier(
    partners: Iterable[tuple[Partner | None, Partner]],
) -> Iterable[tuple[Person, str | None, str]]:
    for before, partner in partners:
        there = {one.id for one in before.additional_recipients} if before else set()
        yield from ((one, None, partner.id) for one in partner.additional_recipients if one.id not in there)


def _twice(people: Iterable[Put]) -> list[str]:
    """
    Return the ids that two of the given people have, in one partner's or in those of two.
    """
    ids = Counter(one.id for put in people for one in cast("PartnerPeople", put.record).members)
    return [person_id for person_id, times in ids.items() if times > 1]


def _known(unit: UnitOfWork, person_ids: Collection[str]) -> _Known:
    """
    Read where *person_ids* are; in a programme that has no memberships yet, where everybody is.
    """
    stored = lookup(unit, Membership, person_ids)
    if stored or unit.records.page(Membership, None, 1):
        return _Known(stored, {one.person_id: one.partner_id for one in stored.values()})
    places: dict[str, str | None] = {}
    for partner in unit.records.all(Partner):
        places.update((one.id, None) for one in partner.additional_recipients)
    for people in unit.records.all(PartnerPeople):
        places.update((one.id, people.partner_id) for one in people.members)
    return _Known({}, places)


def lookup(unit: UnitOfWork, cls: type[R], keys: Collection[str]) -> dict[str, R]:
    """
    Return those of the records with these keys that are stored, by their keys.
    """
    if len(keys) > _FEW:
        return {key_of(one): one for one in unit.records.all(cls)}
    found = (unit.records.one(cls, key) for key in keys)
    return {key_of(one): one for one in found if one is not None}
