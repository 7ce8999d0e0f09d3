"""
The timeline of a partner's settings: who changed what, and when.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.actors import Actor
from leadflow.core.registration import RegistrationRule
from leadflow.core.settings.names import SettingName
from leadflow.core.unknown import KeepsUnknown

__all__ = ["SettingChange", "SettingValue", "SettingsEvent", "newest_of", "timeline_key"]

SettingValue = str | bool | tuple[str, ...] | RegistrationRule | None
"""
What a setting says; None says nothing.
"""


@frozen(kw_only=True)
class SettingChange:
    """
    What became of one setting.

    Attributes:
        setting: Which one.
        about: The id of the person, the name of the rule or the name of the company; empty if there is only one value.
        member: What of a person changed, such as ``email``; empty where the setting has no members.
        before: What it said; None if nothing.
        after: What it says; None if nothing.
    """

    setting: SettingName
    about: str = field(default="", repr=False)
    member: str = ""
    before: SettingValue = field(default=None, repr=False)
    after: SettingValue = field(default=None, repr=False)


@frozen(kw_only=True)
class SettingsEvent(KeepsUnknown):
    """
    Settings that were changed together.

    Attributes:
        partner_id: Whose; None are those of all partners, which are the supplier's rules.
        seq: Its number on the timeline of the partner, or on that of all partners; from 1 without gaps.
        at: When, UTC.
        actor: By whom.
        changes: What became of each setting.
    """

    partner_id: str | None
    seq: int
    at: datetime
    actor: Actor
    changes: tuple[SettingChange, ...]


_MOST: Final = 10**10


def timeline_key(event: SettingsEvent) -> str:
    """
    Return the key of an event: those of one timeline are together, the newest first.
    """
    return f"{newest_of(event.partner_id)}{_MOST - event.seq:010d}"


def newest_of(partner_id: str | None) -> str:
    """
    Return the text after which the keys of a timeline begin, with the newest event first.

    It ends with a character that no id may have, so no other timeline has keys that begin with it.
    """
    return f"{partner_id or ''}\x1f"
