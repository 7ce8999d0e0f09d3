"""
A partner's people as they come and go, and who of them is told about leads that name nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from leadflow.core.access import Act, Party
from leadflow.core.changes import Changes, Put
from leadflow.core.handling import Refusal
from leadflow.core.notifications.bookkeeping import add_user, check_addresses, check_user, deactivate_user, flag_user
from leadflow.core.partners import Partner, PartnerUser
from leadflow.core.problems import Problem
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.caller import calling
from leadflow.services.planned import planned
from leadflow.services.setting import Setting

__all__ = ["PeopleDesk", "PeopleKept"]


@frozen(kw_only=True)
class PeopleKept:
    """
    A partner after its people have changed.

    Attributes:
        partner: As it stands now.
        warnings: What is allowed and probably not meant, such as the address of a role.
    """

    partner: Partner
    warnings: tuple[Problem, ...] = ()


class PeopleDesk:
    """
    Keeps the people of one supplier's partners, and the flag of their default recipients.

    Each method reads the partner, changes it and writes it once, and begins again if somebody else has changed it
    meanwhile. All raise `NotFound` for a partner or a person that is not there or not seen, `NotAllowed` without the act, and `Conflict` when others wrote first
    twelve times in a row; nothing is written then.
    """

    def __init__(self, setting: Setting, party: Party) -> None:
        """
        Open the desk for *party*, who needs the act ``keep_people``; a partner's user keeps those of their partner.
        """
        self._caller = calling(setting, party, None)

    def add_user(self, partner_id: str, user: PartnerUser) -> PeopleKept | Refusal:
        """
        Add *user*, who is flagged as default recipient if nobody active of the partner is.

        Returns:
            The partner with the user and with warnings, or why the user cannot be added; a refusal writes nothing.
        """

        def plan(unit: UnitOfWork) -> tuple[PeopleKept | Refusal, Changes | None]:
            partners = unit.records.all(Partner)
            before = self._caller.partner(unit, partner_id)
            self._caller.check(Act.KEEP_PEOPLE)
            problems = check_user(user, partners)
            if problems:
                return Refusal(problems), None
            after = add_user(before, user)
            return PeopleKept(partner=after, warnings=check_addresses([user])), _replaced(before, after)

        return planned(self._caller.setting, plan)

    def deactivate_user(self, partner_id: str, person_id: str) -> PeopleKept:
        """
        Take a user or sales rep out of everything; a flag is removed, and nobody else is flagged in their place.
        """
        return self._change(partner_id, person_id, lambda partner: deactivate_user(partner, person_id))

    def set_default_recipient(self, partner_id: str, person_id: str, flagged: bool = True) -> PeopleKept:
        """
        Set or remove the flag of a user or sales rep; nobody else is flagged in their place.
        """
        return self._change(partner_id, person_id, lambda partner: flag_user(partner, person_id, flagged))

    def _change(self, partner_id: str, person_id: str, change: Callable[[Partner], Partner]) -> PeopleKept:
        def plan(unit: UnitOfWork) -> tuple[PeopleKept, Changes | None]:
            before = self._caller.partner(unit, partner_id)
            self._caller.check(Act.KEEP_PEOPLE)
            if all(one.id != person_id for one in before.people):
                raise NotFound("person", person_id)
            after = change(before)
            told = [one for one in after.people if one.id == person_id and one.default_recipient]
            return PeopleKept(partner=after, warnings=check_addresses(told)), _replaced(before, after)

        return planned(self._caller.setting, plan)


def _replaced(before: Partner, after: Partner) -> Changes | None:
    return Changes(puts=(Put(after, before=before),)) if after != before else None
