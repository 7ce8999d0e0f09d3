"""
The settings of a partner as one value, who changes which of them, and the timeline of their changes.
"""

from __future__ import annotations

from leadflow.core.settings.all_settings import AllSettings
from leadflow.core.settings.comparing import changes_between
from leadflow.core.settings.names import SETTERS, SettingName, may_change, may_read
from leadflow.core.settings.timeline import SettingChange, SettingsEvent, SettingValue, newest_of, timeline_key

__all__ = [
    "SETTERS",
    "AllSettings",
    "SettingChange",
    "SettingName",
    "SettingValue",
    "SettingsEvent",
    "changes_between",
    "may_change",
    "may_read",
    "newest_of",
    "timeline_key",
]
