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
from leadflow.services.caller import Caller
from leadflow.services.planned import planned

__all__ = ["keep_records"]


def keep_records(caller: Caller, *, partners: Iterable[Partner], campaigns: Iterable[Campaign]) -> tuple[Problem, ...]:
    """
    Add partners and campaigns, or replace them by id.

    Returns:
        Warnings about the addresses of roles, such as ``sales@``, among the people of the partners.

    Raises:
        NotAllowed: None of the caller's roles allows it. Nothing was written.
    """
    caller.check(Act.KEEP_PARTNERS)
    partners = tuple(partners)
    records: list[Record] = [*partners, *campaigns]
    changes = Changes(puts=tuple(Put(one, before=ANY) for one in records))
    planned(caller.setting, lambda _: (None, changes))
    return check_addresses(person for one in partners for person in one.everyone)
