"""
The fields of an opportunity's record.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from leadflow.core.kinds import CHOICE, DATE, DATETIME, ID, INTEGER, MONEY, TEXT
from leadflow.core.leads import OpportunityStatus
from leadflow.core.records.record_field import RecordField

__all__ = ["OPPORTUNITY_FIELDS", "OPPORTUNITY_NOT_ASKED"]

OPPORTUNITY_FIELDS: Final[tuple[RecordField[Any], ...]] = (
    RecordField("id", ID, label="Opportunity ID", get=attrgetter("id")),
    RecordField("lead_id", ID, label="Lead ID", get=attrgetter("lead_id")),
    RecordField("partner_id", ID, label="Partner ID", get=attrgetter("partner_id")),
    RecordField("name", TEXT, label="Opportunity name", get=attrgetter("name")),
    RecordField("stage", TEXT, get=attrgetter("stage")),
    RecordField(
        "status", CHOICE, choices=tuple(one.value for one in OpportunityStatus), get=attrgetter("status.value")
    ),
    RecordField("amount", MONEY, get=attrgetter("amount")),
    RecordField("probability", INTEGER, get=attrgetter("probability")),
    RecordField("close_date", DATE, label="Close date", get=attrgetter("close_date")),
    RecordField("owner", TEXT, get=attrgetter("owner")),
    RecordField("registered_at", DATETIME, label="Registered", get=attrgetter("registered_at")),
    RecordField("modified_at", DATETIME, label="Last modified", get=attrgetter("modified_at")),
)

OPPORTUNITY_NOT_ASKED: Final[Mapping[str, str]] = {
    "unknown": "a newer version wrote it, and this one does not know what it means",
}
"""
Attributes of an opportunity that criteria cannot ask about, each with the reason.
"""
