"""
The tables. State is in columns, and what people fill in is stored once, as JSON; moments are whole microseconds in
UTC.
"""

from __future__ import annotations

from leadflow.adapters.sqlalchemy.tables.columns import metadata
from leadflow.adapters.sqlalchemy.tables.events import details, events
from leadflow.adapters.sqlalchemy.tables.leads import (
    activities,
    attachments,
    external_ids,
    lead_numbers,
    leads,
    match_keys,
    openings,
    text_queue,
    texts,
)
from leadflow.adapters.sqlalchemy.tables.messages import mail_events, outbox
from leadflow.adapters.sqlalchemy.tables.records import migrations, names, records, schemas
from leadflow.adapters.sqlalchemy.tables.routing import loads, rotations, turns, versions

__all__ = [
    "activities",
    "attachments",
    "details",
    "events",
    "external_ids",
    "lead_numbers",
    "leads",
    "loads",
    "mail_events",
    "match_keys",
    "metadata",
    "migrations",
    "names",
    "openings",
    "outbox",
    "records",
    "rotations",
    "schemas",
    "text_queue",
    "texts",
    "turns",
    "versions",
]
