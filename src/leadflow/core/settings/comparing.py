"""
Compares what is stored of a partner before and after, setting by setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from leadflow.core.companies import company_key
from leadflow.core.partners import Partner, PartnerPause, PartnerPeople, PartnerSettings, Person
from leadflow.core.registration import AutoRegistration, AutoRegistrationMode, ManagedRules, RegistrationRule
from leadflow.core.settings.names import SettingName
from leadflow.core.settings.timeline import SettingChange
from leadflow.core.text import name_key

__all__ = ["changes_between"]

_MEMBERS: Final = ("email", "first_name", "last_name", "language", "active")


def changes_between(before: object, after: object) -> tuple[SettingChange, ...]:
    """
    Return which settings differ between two records of one class and key; empty for a class that holds none.

    Args:
        before: None if there was none.
        after: What is stored then.
    """
    match after:
        case PartnerSettings():
            was = before if isinstance(before, PartnerSettings) else None
            return tuple(_value(SettingName.AUTO_ACCEPT, _accepts(was), _accepts(after)))
        case PartnerPause():
            was_paused = isinstance(before, PartnerPause) and before.paused
            return tuple(_value(SettingName.PAUSED, was_paused, after.paused))
        case AutoRegistration():
            return tuple(_of_auto_registration(before if isinstance(before, AutoRegistration) else None, after))
        case ManagedRules():
            rules = before.rules if isinstance(before, ManagedRules) else ()
            return tuple(_of_rules(SettingName.MANAGED_RULES, rules, after.rules))
        case PartnerPeople():
            return tuple(_of_people(before if isinstance(before, PartnerPeople) else None, after))
        case Partner():
            return tuple(_of_partner(before if isinstance(before, Partner) else None, after))
        case _:
            return ()


def _accepts(settings: PartnerSettings | None) -> bool:
    return settings is not None and settings.auto_accept_since is not None


def _value(setting: SettingName, before: Any, after: Any, about: str = "", member: str = "") -> Iterator[SettingChange]:
    if before != after:
        yield SettingChange(setting=setting, about=about, member=member, before=before, after=after)


def _of_auto_registration(before: AutoRegistration | None, after: AutoRegistration) -> Iterator[SettingChange]:
    mode = before.mode if before else AutoRegistrationMode.OFF
    yield from _value(SettingName.AUTO_REGISTRATION, mode.value, after.mode.value)
    yield from _of_rules(SettingName.OWN_RULES, before.rules if before else (), after.rules)
    there = {company_key(one): one for one in (before.ignored_companies if before else ())}
    now = {company_key(one): one for one in after.ignored_companies}
    for key in {**there, **now}:
        yield from _value(SettingName.IGNORED_COMPANIES, key in there, key in now, there.get(key) or now[key])


def _of_rules(
    setting: SettingName, before: Iterable[RegistrationRule], after: Iterable[RegistrationRule]
) -> Iterator[SettingChange]:
    there, now = ({name_key(one.name): one for one in rules} for rules in (before, after))
    for key in {**there, **now}:
        was, new = there.get(key), now.get(key)
        name = new.name if new else was.name if was else ""
        yield from _value(setting, was, new, name)


def _of_people(before: PartnerPeople | None, after: PartnerPeople) -> Iterator[SettingChange]:
    users, reps = (before.users, before.sales_reps) if before else ((), ())
    yield from _of_persons(SettingName.USERS, SettingName.DEFAULT_USERS, users, after.users)
    yield from _of_persons(SettingName.SALES_REPS, SettingName.DEFAULT_SALES_REPS, reps, after.sales_reps)
    roles = {one.id: one.roles for one in users}
    for one in after.users:
        yield from _value(SettingName.ROLES, roles.pop(one.id, ()), one.roles, one.id)
    for person_id, had in roles.items():
        yield from _value(SettingName.ROLES, had, (), person_id)


def _of_persons(
    setting: SettingName, default: SettingName, before: Sequence[Person], after: Sequence[Person]
) -> Iterator[SettingChange]:
    there, now = _by_id(before), _by_id(after)
    for person_id in {**there, **now}:
        was, new = there.get(person_id), now.get(person_id)
        for member in _MEMBERS:
            yield from _value(setting, _said(was, member), _said(new, member), person_id, member)
        yield from _value(default, _is_default(was), _is_default(new), person_id)


def _by_id(people: Iterable[Person]) -> Mapping[str, Person]:
    return {one.id: one for one in people}


def _said(person: Person | None, member: str) -> str | bool | None:
    said: str | bool | None = getattr(person, member, None)
    return None if said == "" else said


def _is_default(person: Person | None) -> bool:
    return bool(getattr(person, "default_recipient", False))


def _of_partner(before: Partner | None, after: Partner) -> Iterator[SettingChange]:
    there = _by_id(before.additional_recipients) if before else {}
    now = _by_id(after.additional_recipients)
    for person_id in {**there, **now}:
        was, new = there.get(person_id), now.get(person_id)
        for member in _MEMBERS:
            yield from _value(
                SettingName.ADDITIONAL_RECIPIENTS, _said(was, member), _said(new, member), person_id, member
            )
    yield from _value(SettingName.ROLES, before.offered_roles if before else (), after.offered_roles)
