"""
A partner's people, and which of them are default recipients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from attrs import evolve, frozen

from leadflow.core.access import Act, PartnerParty, Party
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.facts import Channel
from leadflow.core.handling import Refusal
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.notifications.bookkeeping import (
    add_sales_rep,
    add_user,
    change_person,
    check_addresses,
    check_user,
    deactivate_user,
    flag_user,
)
from leadflow.core.partners import Partner, PartnerPeople, PartnerUser, Person, SalesRep
from leadflow.core.problems import Problem, or_list
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.settings.history import with_settings_events
from leadflow.services.settings.joining import join

__all__ = ["PeopleDesk", "PeopleUpdate"]

P = TypeVar("P", PartnerUser, SalesRep)


@frozen(kw_only=True)
class PeopleUpdate:
    """
    A partner's people after a change.

    Attributes:
        people: As they are now.
        warnings: What is allowed and probably not meant, such as the address of a role.
    """

    people: PartnerPeople
    warnings: tuple[Problem, ...] = ()


@checked
class PeopleDesk:
    """
    Manages the people of one supplier's partners, and their default recipients.

    Each method reads the people of one partner, changes them and writes them once, and begins again if somebody else
    has changed them meanwhile. All raise `NotFound` for a partner or a person that is not there or not seen,
    `NotAllowed` without the act, and `Conflict` when others wrote first twelve times in a row; nothing is written then.
    """

    def __init__(self, setting: Setting, party: Party, *, channel: Channel | None = None) -> None:
        """
        Open the desk for *party*, who needs the act ``save_people``; a partner's user keeps those of their partner.

        If *channel* is omitted, it is the portal for a person and the API for a program.
        """
        self._caller = calling(setting, party, channel)

    def add_user(self, partner_id: str, user: PartnerUser) -> PeopleUpdate | Refusal:
        """
        Add *user*, as a default recipient if the partner has no active one.

        Returns:
            All people of the partner and warnings, or why the user cannot be added; a refusal writes nothing.
        """
        return self._add(partner_id, user, add_user, "add_user")

    def add_sales_rep(self, partner_id: str, sales_rep: SalesRep) -> PeopleUpdate | Refusal:
        """
        Add *sales_rep*, who is a default recipient only if that is said.

        Returns:
            All people of the partner and warnings, or why the sales rep cannot be added; a refusal writes nothing.
        """
        return self._add(partner_id, sales_rep, add_sales_rep, "add_sales_rep")

    def change_person(
        self,
        partner_id: str,
        person_id: str,
        *,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        language: str | None = None,
        active: bool | None = None,
        roles: Iterable[str] | None = None,
    ) -> PeopleUpdate | Refusal:
        """
        Change what is known of a user or sales rep; what is omitted stays.

        Args:
            partner_id: Whose person.
            person_id: Who.
            email, first_name, last_name, language: As in `leadflow.PartnerUser`.
            active: False ends somebody as `deactivate_user` does; True brings them back without the flag.
            roles: Names of all roles of a user from now on. A partner's administrators give those that the supplier
                offers to the partner (``role_not_offered``); a sales rep has none (``roles_of_sales_rep``).

        Returns:
            All people of the partner and warnings, or why nothing was changed.
        """
        given = {"email": email, "first_name": first_name, "last_name": last_name, "language": language}
        said: dict[str, Any] = {name: one for name, one in given.items() if one is not None}
        said |= {} if active is None else {"active": active}
        said |= {} if roles is None else {"roles": tuple(roles)}
        return self._change(
            partner_id,
            person_id,
            lambda people: change_person(people, person_id, said),
            lambda partner, person: self._about_person(partner, person, said),
        )

    def deactivate_user(self, partner_id: str, person_id: str) -> PeopleUpdate:
        """
        Deactivate a user or sales rep, and remove the flag as default recipient.
        """
        update = self._change(partner_id, person_id, lambda people: deactivate_user(people, person_id))
        assert isinstance(update, PeopleUpdate)
        return update

    def set_default_recipient(self, partner_id: str, person_id: str, flagged: bool = True) -> PeopleUpdate | Refusal:
        """
        Set or remove the flag of a user or sales rep as default recipient, for the partner's administrators.

        It is a setting of the partner: it needs ``save_settings``, which no role gives to the supplier's people.

        Returns:
            All people of the partner and warnings, or a refusal if somebody inactive would be mailed
            (``person_inactive``).
        """
        return self._change(
            partner_id,
            person_id,
            lambda people: flag_user(people, person_id, flagged),
            lambda _, person: _about_active(person) if flagged else (),
            act=Act.SAVE_SETTINGS,
        )

    def _add(
        self, partner_id: str, person: P, add: Callable[[PartnerPeople, P], PartnerPeople], name: str
    ) -> PeopleUpdate | Refusal:
        wrong, person = tuple(about_texts(person)), tidied(person)

        def plan(unit: UnitOfWork) -> tuple[PeopleUpdate | Refusal, Changes | None]:
            partner, before = self._read(unit, partner_id)
            if person.default_recipient and isinstance(self._caller.party, PartnerParty):
                self._caller.check(Act.SAVE_SETTINGS)
            problems = wrong or check_user(person, before.members if before else ())
            problems = problems or self._about_roles(partner, (), getattr(person, "roles", ()))
            if problems:
                return Refusal(problems), None
            after = add(before or PartnerPeople(partner_id=partner_id), person)
            puts, problems = join(unit, [Put(after, before=before)])
            if problems:
                return Refusal(problems), None
            kept = next(put.record for put in puts if put.key == partner_id and isinstance(put.record, PartnerPeople))
            return PeopleUpdate(people=kept, warnings=check_addresses([person])), self._noted(unit, puts)

        return planned(self._caller.setting, plan, about=(name, self._caller.actor, partner_id, person))

    def _change(
        self,
        partner_id: str,
        person_id: str,
        change: Callable[[PartnerPeople], PartnerPeople],
        about: Callable[[Partner, PartnerUser | SalesRep], tuple[Problem, ...]] = lambda *_: (),
        act: Act = Act.SAVE_PEOPLE,
    ) -> PeopleUpdate | Refusal:
        def plan(unit: UnitOfWork) -> tuple[PeopleUpdate | Refusal, Changes | None]:
            partner, before = self._read(unit, partner_id, act)
            person = before.member(person_id) if before else None
            if before is None or person is None:
                raise NotFound("person", person_id)
            problems = about(partner, person)
            if problems:
                return Refusal(problems), None
            after = change(before)
            now = [one for one in after.members if one.id == person_id and one.default_recipient]
            puts = (Put(after, before=before),) if after != before else ()
            return PeopleUpdate(people=after, warnings=check_addresses(now)), self._noted(unit, puts)

        return planned(self._caller.setting, plan)

    def _read(
        self, unit: UnitOfWork, partner_id: str, act: Act = Act.SAVE_PEOPLE
    ) -> tuple[Partner, PartnerPeople | None]:
        partner = self._caller.partner(unit, partner_id)
        self._caller.check(act)
        return partner, unit.records.one(PartnerPeople, partner_id)

    def _about_person(
        self, partner: Partner, person: PartnerUser | SalesRep, said: Mapping[str, Any]
    ) -> tuple[Problem, ...]:
        if "roles" in said and isinstance(person, SalesRep):
            message = "a sales rep cannot log in, so roles say nothing of them; leave the roles out"
            return (Problem(code="roles_of_sales_rep", path="roles", message=message),)
        if wrong := tuple(about_texts(evolve(person, **said))):
            return wrong
        had = person.roles if isinstance(person, PartnerUser) else ()
        return self._about_roles(partner, had, said.get("roles", had))

    def _about_roles(self, partner: Partner, had: Iterable[str], given: Iterable[str]) -> tuple[Problem, ...]:
        """
        Return why the caller cannot give roles: a partner's people give and take what the supplier offers them.
        """
        if not isinstance(self._caller.party, PartnerParty):
            return ()
        strange = sorted(set(had).symmetric_difference(given).difference(partner.offered_roles))
        offered = f"give {or_list(partner.offered_roles)}" if partner.offered_roles else "leave the roles out"
        message = "the supplier decides about this role; {}, or ask the supplier"
        return tuple(
            Problem(code="role_not_offered", path="roles", message=message.format(offered), value=role)
            for role in strange
        )

    def _noted(self, unit: UnitOfWork, puts: Iterable[Put]) -> Changes | None:
        """
        Return what writes *puts* with what changes of settings; None if there are none.
        """
        noted = with_settings_events(unit, puts, self._caller.actor, self._caller.setting.clock())
        return Changes(puts=noted) if noted else None


def _about_active(person: Person) -> tuple[Problem, ...]:
    """
    Return why somebody cannot be a default recipient.
    """
    if person.active:
        return ()
    message = "somebody inactive is not mailed; set the person active first, or choose another one"
    return (Problem(code="person_inactive", path="person_id", message=message, value=person.id),)
