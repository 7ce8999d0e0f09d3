"""
Changes what the supplier sets for a partner.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from leadflow.core.changes import Changes, Put
from leadflow.core.handling import Refusal
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.notifications.bookkeeping import check_addresses
from leadflow.core.partners import Partner, SupplierContact
from leadflow.core.problems import Problem
from leadflow.core.settings import SettingName
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.settings.history import with_settings_events
from leadflow.services.settings.joining import join
from leadflow.services.settings.partner import SettingsUpdate, assembled_settings, changeable_partner

__all__ = ["offer_roles", "set_additional_recipients"]


def set_additional_recipients(
    caller: Caller, partner_id: str, recipients: tuple[SupplierContact, ...]
) -> SettingsUpdate | Refusal:
    """
    Say whom the supplier has mailed about a partner's leads besides, from now on.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """
    return _change(
        caller,
        partner_id,
        SettingName.ADDITIONAL_RECIPIENTS,
        lambda partner: evolve(partner, additional_recipients=recipients),
        check_addresses(recipients),
    )


def offer_roles(caller: Caller, partner_id: str, roles: tuple[str, ...]) -> SettingsUpdate | Refusal:
    """
    Say which roles a partner's administrators may give to users from now on.

    Raises:
        NotFound, NotAllowed, Conflict: As in `set_additional_recipients`.
    """
    return _change(caller, partner_id, SettingName.ROLES, lambda partner: evolve(partner, offered_roles=roles))


def _change(
    caller: Caller,
    partner_id: str,
    setting: SettingName,
    change: Callable[[Partner], Partner],
    warnings: tuple[Problem, ...] = (),
) -> SettingsUpdate | Refusal:
    def plan(unit: UnitOfWork) -> tuple[SettingsUpdate | Refusal, Changes | None]:
        before = changeable_partner(caller, unit, partner_id, setting)
        after = change(before)
        problems = tuple(about_texts(after, "Partner."))
        after = tidied(after)
        joined, taken = join(unit, [], [(before, after)])
        if problems or taken:
            return Refusal((*problems, *taken)), None
        update = SettingsUpdate(settings=assembled_settings(caller, unit, after), warnings=warnings)
        if after == before:
            return update, None
        puts = [Put(after, before=before), *joined]
        return update, Changes(puts=with_settings_events(unit, puts, caller.actor, caller.setting.clock()))

    return planned(caller.setting, plan)
