"""
Reads and changes the settings of partners.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from leadflow.core.access import Act
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import EvaluationTime
from leadflow.core.partners import Partner, PartnerPause, PartnerSettings, switch_auto_accept
from leadflow.core.problems import Problem
from leadflow.core.registration import (
    AutoRegistration,
    AutoRegistrationMode,
    ManagedRules,
    RegistrationRule,
    managed_for,
    rules_in_force,
)
from leadflow.core.settings import SETTERS, AllSettings, SettingChange, SettingName, SettingsEvent, may_change, may_read
from leadflow.ports import UnitOfWork
from leadflow.services.operations.caller import Caller
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of
from leadflow.services.settings.history import settings_events, with_settings_events

__all__ = [
    "SettingsUpdate",
    "all_settings",
    "assembled_settings",
    "auto_registration_of",
    "changeable_partner",
    "managed_rules_of",
    "readable_partner",
    "set_auto_accept",
    "settings_changes",
    "shown_rules_in_force",
    "timeline_of_settings",
]


@frozen(kw_only=True)
class SettingsUpdate:
    """
    A partner's settings after a change.

    Attributes:
        settings: As they are now.
        warnings: What is allowed and probably not meant.
    """

    settings: AllSettings
    warnings: tuple[Problem, ...] = ()


def auto_registration_of(unit: UnitOfWork, partner_id: str) -> AutoRegistration:
    """
    Read how a partner has leads registered; off if nothing was ever written.
    """
    return unit.records.one(AutoRegistration, partner_id) or AutoRegistration(partner_id=partner_id)


def managed_rules_of(unit: UnitOfWork) -> ManagedRules:
    """
    Read the supplier's rules; none if none were ever written.
    """
    return unit.records.one(ManagedRules, ManagedRules().purpose) or ManagedRules()


def _moment(caller: Caller) -> EvaluationTime:
    return EvaluationTime(caller.setting.clock(), caller.setting.programme.zone)


def readable_partner(caller: Caller, unit: UnitOfWork, partner_id: str) -> Partner:
    """
    Return a partner whose settings the caller is shown.
    """
    partner = caller.partner(unit, partner_id)
    if not may_read(caller.party, SettingName.AUTO_REGISTRATION):
        raise caller.refusing(_reading_act(caller))
    return partner


def _reading_act(caller: Caller) -> Act:
    return Act.SAVE_SETTINGS if caller.scope.partner_id is not None else Act.SAVE_PARTNERS


def changeable_partner(caller: Caller, unit: UnitOfWork, partner_id: str, setting: SettingName) -> Partner:
    """
    Return a partner of whose settings the caller may change this one.
    """
    partner = caller.partner(unit, partner_id)
    if not may_change(caller.party, setting):
        of_partner, of_supplier = SETTERS[setting]
        raise caller.refusing((of_supplier if caller.scope.partner_id is None else of_partner) or Act.SAVE_SETTINGS)
    return partner


def assembled_settings(caller: Caller, unit: UnitOfWork, partner: Partner) -> AllSettings:
    """
    Return the settings of a partner, put together from its records, as far as the caller is shown them.
    """
    managed = managed_for(
        managed_rules_of(unit).rules, partner, schema=caller.setting.programme.schema, moment=_moment(caller)
    )
    return AllSettings.of(
        account_of(unit, partner),
        auto_registration_of(unit, partner.id),
        managed,
        caller.party,
        pause=unit.records.one(PartnerPause, partner.id),
    )


def all_settings(caller: Caller, partner_id: str) -> AllSettings:
    """
    Return the settings of a partner, as far as the caller is shown them.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
        NotAllowed: None of the caller's roles allows it.
    """
    with caller.setting.unit() as unit:
        return assembled_settings(caller, unit, readable_partner(caller, unit, partner_id))


def shown_rules_in_force(caller: Caller, partner_id: str) -> tuple[RegistrationRule, ...]:
    """
    Return the rules that register the private leads of a partner; the supplier is shown its own rules only.

    Raises:
        NotFound, NotAllowed: As in `all_settings`.
    """
    with caller.setting.unit() as unit:
        partner = readable_partner(caller, unit, partner_id)
        settings = auto_registration_of(unit, partner_id)
        if settings.mode is AutoRegistrationMode.OWN_RULES and not may_read(caller.party, SettingName.OWN_RULES):
            return ()
        schema, moment = caller.setting.programme.schema, _moment(caller)
        return rules_in_force(settings, managed_rules_of(unit), partner, schema=schema, moment=moment)


def timeline_of_settings(caller: Caller, partner_id: str) -> Iterator[SettingsEvent]:
    """
    Return what became of the settings of a partner, the newest first, as far as the caller is shown it.

    Raises:
        NotFound, NotAllowed: As in `all_settings`.
    """
    with caller.setting.unit() as unit:
        partner = readable_partner(caller, unit, partner_id)
    shown = (_shown(caller, partner, event) for event in settings_events(caller.setting, partner_id))
    return (event for event in shown if event.changes)


def _shown(caller: Caller, partner: Partner, event: SettingsEvent) -> SettingsEvent:
    """
    Return an event with those of its changes that the caller is shown.
    """
    return evolve(event, changes=tuple(one for one in event.changes if _is_shown(caller, partner, one)))


def _is_shown(caller: Caller, partner: Partner, change: SettingChange) -> bool:
    """
    Return whether the caller is shown a change; one of the supplier's rules if the rule was or is for the partner.
    """
    if not may_read(caller.party, change.setting):
        return False
    if change.setting is not SettingName.MANAGED_RULES:
        return True
    rules = tuple(one for one in (change.before, change.after) if isinstance(one, RegistrationRule))
    return bool(managed_for(rules, partner, schema=caller.setting.programme.schema, moment=_moment(caller)))


def set_auto_accept(caller: Caller, partner_id: str, on: bool) -> SettingsUpdate:
    """
    Switch auto-accept of a partner on from now, or off.

    Raises:
        NotFound: This supplier has no such partner, or the caller does not see it.
        NotAllowed: None of the caller's roles allows it. Nothing was written.
        Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
    """

    def plan(unit: UnitOfWork) -> tuple[SettingsUpdate, Changes | None]:
        partner = changeable_partner(caller, unit, partner_id, SettingName.AUTO_ACCEPT)
        before = unit.records.one(PartnerSettings, partner_id)
        now = caller.setting.clock()
        after, warnings = switch_auto_accept(before or PartnerSettings(partner_id=partner_id), partner, on, now)
        settings = evolve(assembled_settings(caller, unit, partner), auto_accept_since=after.auto_accept_since)
        return SettingsUpdate(settings=settings, warnings=warnings), settings_changes(caller, unit, before, after)

    return planned(caller.setting, plan)


def settings_changes(
    caller: Caller,
    unit: UnitOfWork,
    before: PartnerSettings | AutoRegistration | ManagedRules | None,
    after: PartnerSettings | AutoRegistration | ManagedRules,
) -> Changes | None:
    """
    Return what writes settings with an event; None if nothing changes.
    """
    if after == before:
        return None
    puts = with_settings_events(unit, [Put(after, before=before)], caller.actor, caller.setting.clock())
    return Changes(puts=puts)
