"""
Puts what changes of a partner's settings on its timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import merge
from typing import Final

from leadflow.core.actors import Actor
from leadflow.core.partners import Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.registration import AutoRegistration
from leadflow.core.settings import SettingChange, SettingsEvent, changes_between, newest_of, timeline_key
from leadflow.core.stored import ANY, Put, Record
from leadflow.ports import UnitOfWork
from leadflow.services.operations.setting import Setting

__all__ = ["settings_events", "with_settings_events"]

_FEW: Final = 20
"""
Of more partners than this it is asked once whether any timeline has begun.
"""

_PAGE: Final = 100


def with_settings_events(
    unit: UnitOfWork, puts: Iterable[Put], actor: Actor, now: datetime, *, stored: Mapping[str, Partner] = {}
) -> tuple[Put, ...]:
    """
    Return *puts*, and an event on the timeline of each partner whose settings they change.

    Two units that change settings of one partner at once put the same event, so that one of them is planned again.

    Args:
        unit: Where the timelines are read.
        puts: What is to be written.
        actor: Who does it.
        now: When.
        stored: The partners as they are stored, by id, where their puts replace what is stored.
    """
    puts = tuple(puts)
    changed: dict[str | None, list[SettingChange]] = {}
    for put in puts:
        before = stored.get(put.key) if put.before is ANY else put.before
        changes = changes_between(before, put.record)
        if changes:
            changed.setdefault(_partner_of(put.record), []).extend(changes)
    begun = len(changed) <= _FEW or bool(unit.records.page(SettingsEvent, None, 1))
    events = (
        SettingsEvent(
            partner_id=partner_id,
            seq=_latest(unit, partner_id) + 1 if begun else 1,
            at=now,
            actor=actor,
            changes=tuple(changes),
        )
        for partner_id, changes in changed.items()
    )
    return (*puts, *(Put(event, before=None) for event in events))


def _partner_of(record: Record) -> str | None:
    """
    Return on whose timeline a record is; None is that of all partners.
    """
    match record:
        case Partner():
            return record.id
        case PartnerSettings() | PartnerPause() | PartnerPeople() | AutoRegistration():
            return record.partner_id
        case _:
            return None


def _latest(unit: UnitOfWork, partner_id: str | None) -> int:
    """
    Return the number of the latest event on a timeline; 0 if there is none.
    """
    newest = unit.records.page(SettingsEvent, newest_of(partner_id), 1)
    return newest[0].seq if newest and newest[0].partner_id == partner_id else 0


def settings_events(setting: Setting, partner_id: str) -> Iterator[SettingsEvent]:
    """
    Read the timeline of a partner and that of all partners in one, the newest first, a page in one unit.
    """
    both = (_events(setting, one) for one in (partner_id, None))
    yield from merge(*both, key=lambda event: event.at, reverse=True)


def _events(setting: Setting, partner_id: str | None) -> Iterator[SettingsEvent]:
    after = newest_of(partner_id)
    while True:
        with setting.unit() as unit:
            page = unit.records.page(SettingsEvent, after, _PAGE)
        there = [event for event in page if event.partner_id == partner_id]
        yield from there
        if len(there) < _PAGE:
            return
        after = timeline_key(there[-1])
