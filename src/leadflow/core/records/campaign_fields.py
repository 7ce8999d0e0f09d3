"""
The fields of a campaign's record.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from leadflow.core.kinds import DATE, ID, TEXT
from leadflow.core.records.record_field import RecordField

__all__ = ["CAMPAIGN_FIELDS", "CAMPAIGN_NOT_ASKED"]

CAMPAIGN_FIELDS: Final[tuple[RecordField[Any], ...]] = (
    RecordField("id", ID, label="Campaign ID", get=attrgetter("id")),
    RecordField("name", TEXT, label="Campaign name", get=attrgetter("name")),
    RecordField("status", TEXT, get=attrgetter("status")),
    RecordField("type", TEXT, get=attrgetter("type")),
    RecordField("starts_on", DATE, get=attrgetter("starts_on")),
    RecordField("ends_on", DATE, get=attrgetter("ends_on")),
    RecordField("owner", TEXT, get=attrgetter("owner")),
)

CAMPAIGN_NOT_ASKED: Final[Mapping[str, str]] = {
    "attributes": "each is a field of the schema by itself",
    "unknown": "a newer version wrote it, and this one does not know what it means",
}
"""
Attributes of a campaign that criteria cannot ask about, each with the reason.
"""
