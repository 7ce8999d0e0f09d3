"""
Saves partners, people and campaigns of a supplier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import evolve

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.kinds.near_countries import country_warning
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.notifications.bookkeeping import check_addresses, synchronise_people
from leadflow.core.partners import Campaign, Partner, PartnerPeople, Person
from leadflow.core.problems import Problem
from leadflow.core.stored import ANY, Put, key_of
from leadflow.errors import InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.settings.history import with_settings_events
from leadflow.services.settings.joining import join, lookup

__all__ = ["save_campaigns", "save_partners"]

R = TypeVar("R", Partner, Campaign)
S = TypeVar("S", Partner, PartnerPeople, Campaign)
T = TypeVar("T")


def save_partners(
    caller: Caller, partners: Iterable[Partner], *, people: Iterable[PartnerPeople]
) -> tuple[Problem, ...]:
    """
    Add partners and their people, or replace them by id, in one commit.

    Returns:
        Warnings about the addresses of roles, such as ``sales@``, among the people, and about territories that are
        probably misspelt countries.

    Raises:
        NotAllowed: None of the caller's roles allows it, or a partner would be in none of the groups that the caller
            is limited to. Nothing was written.
        NotFound: A partner is there already, and the caller does not see it. Nothing was written.
        InvalidInput: Two partners have one id (``id_repeated``), or two people (``person_id_taken``), among those given
            or with those at another partner, or an id or a text is too long. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    partners, people = _each_once(partners, "partners"), _each_once(people, "people")
    if partners or not people:
        caller.check(Act.SAVE_PARTNERS)
    if people:
        caller.check(Act.SAVE_PEOPLE)

    def plan(unit: UnitOfWork) -> tuple[None, Changes | None]:
        _check_seen(caller, unit, partners)
        _check_theirs(caller, unit, people, {one.id for one in partners})
        changing = lookup(unit, Partner, [one.id for one in partners])
        joined, problems = join(unit, _synchronised(unit, people), [(changing.get(one.id), one) for one in partners])
        if problems:
            raise InvalidInput(problems)
        puts = [*_copied(changing, partners), *joined]
        now = caller.setting.clock()
        return None, _changes(with_settings_events(unit, puts, caller.actor, now, stored=changing))

    planned(caller.setting, plan)
    told: list[Person] = [person for one in people for person in one.members]
    told += [person for one in partners for person in one.additional_recipients]
    territories = (country_warning(text, one.id) for one in partners for text in one.territories)
    return (*check_addresses(told), *filter(None, territories))


def save_campaigns(caller: Caller, campaigns: Iterable[Campaign]) -> None:
    """
    Add campaigns, or replace them by id, in one commit.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        InvalidInput: Two have one id (``id_repeated``), or an id or a text is too long. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    campaigns = _each_once(campaigns, "campaigns")
    caller.check(Act.SAVE_PARTNERS)
    planned(
        caller.setting,
        lambda unit: (None, _changes(_copied(lookup(unit, Campaign, [one.id for one in campaigns]), campaigns))),
    )


def _each_once(records: Iterable[S], parameter: str) -> tuple[S, ...]:
    """
    Return records with their texts cleaned.

    Raises:
        InvalidInput: Two of them have one id (``id_repeated``).
    """
    tidy = tuple(map(_tidy, records))
    times = Counter(map(key_of, tidy))
    message = "two of them have the id '{}'; give each once"
    twice = [
        Problem(code="id_repeated", path=parameter, message=message.format(key), value=key)
        for key, count in times.items()
        if count > 1
    ]
    if twice:
        raise InvalidInput(tuple(twice))
    return tidy


def _tidy(record: T) -> T:
    """
    Return a record with its texts cleaned.

    Raises:
        InvalidInput: An id or a text is too long, or an id holds what no id may.
    """
    problems = tuple(about_texts(record, f"{type(record).__name__}."))
    if problems:
        raise InvalidInput(problems)
    return tidied(record)


def _changes(puts: Sequence[Put]) -> Changes | None:
    return Changes(puts=tuple(puts)) if puts else None


def _copied(stored: Mapping[str, R], given: Sequence[R]) -> list[Put]:
    """
    Return what writes the records that are stored otherwise, with the members that a newer build has added to them.
    """
    before = [stored.get(key_of(one)) for one in given]
    kept = [
        evolve(one, unknown=one.unknown or was.unknown) if was else one for one, was in zip(given, before, strict=True)
    ]
    return [Put(one, before=ANY) for one, was in zip(kept, before, strict=True) if one != was]


def _synchronised(unit: UnitOfWork, given: Sequence[PartnerPeople]) -> list[Put]:
    """
    Return what writes the people that are stored otherwise, with all that was reported of them.
    """
    stored = lookup(unit, PartnerPeople, [one.partner_id for one in given])
    puts = [Put(synchronise_people(stored.get(key_of(one)), one), before=stored.get(key_of(one))) for one in given]
    return [put for put in puts if put.record != put.before]


def _check_theirs(caller: Caller, unit: UnitOfWork, people: Iterable[PartnerPeople], added: Collection[str]) -> None:
    """
    Make sure that people are those of partners whom the caller sees, or is about to keep: those with an id in *added*.
    """
    for one in people:
        if one.partner_id not in added:
            caller.partner(unit, one.partner_id)


def _check_seen(caller: Caller, unit: UnitOfWork, partners: Iterable[Partner]) -> None:
    """
    Make sure that partners are some of those whom the caller sees, before and after.
    """
    if caller.scope.groups is None:
        return
    for partner in partners:
        stored = unit.records.one(Partner, partner.id)
        if stored is not None and not caller.scope.covers(stored):
            raise NotFound("partner", partner.id)
        if not caller.scope.covers(partner):
            raise caller.refusing(Act.SAVE_PARTNERS)
