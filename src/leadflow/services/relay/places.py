"""
Finds the partners at which a person gets mail, and marks what mail servers reported of them at each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from leadflow.core.partners import Membership, Partner, PartnerPeople
from leadflow.core.stored import Put
from leadflow.ports import UnitOfWork
from leadflow.services.operations.required_records import people_of

__all__ = ["mark_everywhere", "places_of"]


def places_of(unit: UnitOfWork, person_id: str, asked: Iterable[str | None] = ()) -> list[str]:
    """
    Return the ids of the partners at which a person gets mail, those *asked* first.

    An additional recipient of the supplier gets mail about the leads of each partner that names them.
    """
    member = unit.records.one(Membership, person_id)
    places: list[str | None] = [*asked, member.partner_id if member else None]
    if _is_contact(unit, person_id, member, places):
        places += [one.id for one in unit.records.all(Partner) if _names(one, person_id)]
    return [one for one in dict.fromkeys(places) if one is not None]


def mark_everywhere(
    unit: UnitOfWork,
    person_id: str,
    places: Iterable[str],
    mark: Callable[[PartnerPeople], PartnerPeople],
    remember: Callable[[Membership], Membership],
) -> tuple[Put, ...]:
    """
    Return what writes the people of each partner in *places* as *mark* makes them, and what is remembered of the
    person.
    """
    puts = list(_marked(unit, places, mark))
    member = unit.records.one(Membership, person_id)
    if member is not None and remember(member) != member:
        puts.append(Put(remember(member), before=member))
    return tuple(puts)


def _marked(unit: UnitOfWork, places: Iterable[str], mark: Callable[[PartnerPeople], PartnerPeople]) -> Iterator[Put]:
    for partner_id in places:
        after = mark(people_of(unit, partner_id))
        before = unit.records.one(PartnerPeople, partner_id)
        if after != before:
            yield Put(after, before=before)


def _is_contact(unit: UnitOfWork, person_id: str, member: Membership | None, places: Iterable[str | None]) -> bool:
    """
    Return whether somebody is an additional recipient; where no membership says so, by the partners in *places*.
    """
    if member is not None:
        return member.partner_id is None
    partners = (unit.records.one(Partner, one) for one in places if one is not None)
    return any(partner is not None and _names(partner, person_id) for partner in partners)


def _names(partner: Partner, person_id: str) -> bool:
    return any(one.id == person_id for one in partner.additional_recipients)
