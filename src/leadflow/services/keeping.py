"""
Keeping the supplier's own records: partners and campaigns.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadflow.core.access import Act
from leadflow.core.changes import Changes
from leadflow.core.notifications.bookkeeping import check_addresses
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem
from leadflow.core.stored import ANY, Put, Record
from leadflow.errors import NotAllowed, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.planned import planned

__all__ = ["keep_records"]


def keep_records(caller: Caller, *, partners: Iterable[Partner], campaigns: Iterable[Campaign]) -> tuple[Problem, ...]:
    """
    Add partners and campaigns, or replace them by id.

    Returns:
        Warnings about the addresses of roles, such as ``sales@``, among the people of the partners.

    Raises:
        NotAllowed: None of the caller's roles allows it, or a partner would be in none of the groups that the caller
            is limited to. Nothing was written.
        NotFound: A partner is there already, and the caller does not see it. Nothing was written.
    """
    caller.check(Act.KEEP_PARTNERS)
    partners = tuple(partners)
    records: list[Record] = [*partners, *campaigns]
    changes = Changes(puts=tuple(Put(one, before=ANY) for one in records))

    def plan(unit: UnitOfWork) -> tuple[None, Changes]:
        for partner in partners:
            _check_seen(caller, unit, partner)
        return None, changes

    planned(caller.setting, plan)
    return check_addresses(person for one in partners for person in one.everyone)


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
