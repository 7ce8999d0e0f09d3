"""
Changes settings of a partner.
"""

from __future__ import annotations

from attrs import frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.partners import PartnerSettings, switch_auto_accept
from leadflow.core.problems import Problem
from leadflow.ports import UnitOfWork
from leadflow.services.caller import Caller
from leadflow.services.planned import planned

__all__ = ["SettingsUpdate", "set_auto_accept"]


@frozen(kw_only=True)
class SettingsUpdate:
    """
    A partner's settings after a change.

    Attributes:
        settings: As they are now.
        warnings: What is allowed and probably not meant.
    """

    settings: PartnerSettings
    warnings: tuple[Problem, ...] = ()


def set_auto_accept(caller: Caller, partner_id: str, on: bool) -> SettingsUpdate:
    """
    Switch auto-accept of a partner on from now, or off.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """

    def plan(unit: UnitOfWork) -> tuple[SettingsUpdate, Changes | None]:
        partner = caller.partner(unit, partner_id)
        caller.check(Act.SAVE_SETTINGS)
        before = unit.records.one(PartnerSettings, partner_id)
        now = caller.setting.clock()
        after, warnings = switch_auto_accept(before or PartnerSettings(partner_id=partner_id), partner, on, now)
        changes = Changes(puts=(Put(after, before=before),)) if after != before else None
        return SettingsUpdate(settings=after, warnings=warnings), changes

    return planned(caller.setting, plan)
