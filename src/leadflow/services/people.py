"""
A partner's people, and which of them are default recipients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import frozen

from leadflow.core.access import Act, Party
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.handling import Refusal
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.notifications.bookkeeping import add_user, check_addresses, check_user, deactivate_user, flag_user
from leadflow.core.partners import PartnerPeople, PartnerUser, Person
from leadflow.core.problems import Problem
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.caller import calling
from leadflow.services.joining import join
from leadflow.services.planned import planned
from leadflow.services.setting import Setting

__all__ = ["PeopleDesk", "PeopleUpdate"]


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

    def __init__(self, setting: Setting, party: Party) -> None:
        """
        Open the desk for *party*, who needs the act ``save_people``; a partner's user keeps those of their partner.
        """
        self._caller = calling(setting, party, None)

    def add_user(self, partner_id: str, user: PartnerUser) -> PeopleUpdate | Refusal:
        """
        Add *user*, as a default recipient if the partner has no active one.

        Returns:
            All people of the partner and warnings, or why the user cannot be added; a refusal writes nothing.
        """

        wrong, user = tuple(about_texts(user)), tidied(user)

        def plan(unit: UnitOfWork) -> tuple[PeopleUpdate | Refusal, Changes | None]:
            before = self._read(unit, partner_id)
            problems = wrong or check_user(user, before.members if before else ())
            if problems:
                return Refusal(problems), None
            after = add_user(before or PartnerPeople(partner_id=partner_id), user)
            puts, problems = join(unit, [Put(after, before=before)])
            if problems:
                return Refusal(problems), None
            kept = next(put.record for put in puts if put.key == partner_id and isinstance(put.record, PartnerPeople))
            return PeopleUpdate(people=kept, warnings=check_addresses([user])), Changes(puts=puts)

        return planned(self._caller.setting, plan, about=("add_user", self._caller.actor, partner_id, user))

    def deactivate_user(self, partner_id: str, person_id: str) -> PeopleUpdate:
        """
        Deactivate a user or sales rep, and remove the flag as default recipient.
        """
        return self._change(partner_id, person_id, lambda people: deactivate_user(people, person_id))

    def set_default_recipient(self, partner_id: str, person_id: str, flagged: bool = True) -> PeopleUpdate:
        """
        Set or remove the flag of a user or sales rep as default recipient.
        """
        return self._change(partner_id, person_id, lambda people: flag_user(people, person_id, flagged))

    def _change(
        self, partner_id: str, person_id: str, change: Callable[[PartnerPeople], PartnerPeople]
    ) -> PeopleUpdate:
        def plan(unit: UnitOfWork) -> tuple[PeopleUpdate, Changes | None]:
            before = self._read(unit, partner_id)
            if before is None or all(one.id != person_id for one in before.members):
                raise NotFound("person", person_id)
            after = change(before)
            return _kept(before, after, [one for one in after.members if one.id == person_id and one.default_recipient])

        return planned(self._caller.setting, plan)

    def _read(self, unit: UnitOfWork, partner_id: str) -> PartnerPeople | None:
        self._caller.partner(unit, partner_id)
        self._caller.check(Act.SAVE_PEOPLE)
        return unit.records.one(PartnerPeople, partner_id)


def _kept(
    before: PartnerPeople | None, after: PartnerPeople, told: Iterable[Person]
) -> tuple[PeopleUpdate, Changes | None]:
    changes = Changes(puts=(Put(after, before=before),)) if after != before else None
    return PeopleUpdate(people=after, warnings=check_addresses(told)), changes
