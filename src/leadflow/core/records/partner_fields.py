"""
The fields of a partner's record.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from leadflow.core.kinds import BOOLEAN, ID, INTEGER, MULTI_CHOICE, TEXT
from leadflow.core.records.record_field import RecordField

__all__ = ["PARTNER_FIELDS", "PARTNER_NOT_ASKED"]

PARTNER_FIELDS: Final[tuple[RecordField[Any], ...]] = (
    RecordField("id", ID, label="Partner ID", get=attrgetter("id")),
    RecordField("name", TEXT, label="Partner name", get=attrgetter("name")),
    RecordField("active", BOOLEAN, get=attrgetter("active")),
    RecordField("groups", MULTI_CHOICE, get=attrgetter("groups")),
    RecordField("tier", TEXT, get=attrgetter("tier")),
    RecordField("territories", MULTI_CHOICE, get=attrgetter("territories")),
    RecordField("specialisations", MULTI_CHOICE, get=attrgetter("specialisations")),
    RecordField("crm_connected", BOOLEAN, label="CRM connection", get=attrgetter("crm_connected")),
    RecordField("embedded_apps", MULTI_CHOICE, get=attrgetter("embedded_apps")),
    RecordField("capacity", INTEGER, get=attrgetter("capacity")),
)

PARTNER_NOT_ASKED: Final[Mapping[str, str]] = {
    "attributes": "each is a field of the schema by itself",
    "additional_recipients": "people are told about leads, and never decide which",
    "weight": "it is a share among the partners that criteria left",
    "language": "it is about mail",
    "offered_roles": "it is about what people may do",
    "unknown": "a newer version wrote it, and this one does not know what it means",
}
"""
Attributes of a partner that criteria cannot ask about, each with the reason.
"""
