"""
Events, and what is personal in them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from leadflow.adapters.sqlalchemy.tables.columns import (
    NUMBER,
    WORD,
    metadata,
    where,
)

__all__ = ["details", "events"]

events = Table(
    "leadflow_events",
    metadata,
    Column("lead", NUMBER, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("supplier", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("actor", Integer),
    Column("channel", Integer, nullable=False),
    Column("system", Integer),
    Column("partner", Integer),
    Column("import", Integer),
    Column("body", Text, nullable=False),
    # Whose the actor is, which system it spoke for, and what a newer build wrote; last, as migration 8 adds them.
    Column("side", Integer),
    Column("actor_system", Integer),
    Column("unknown", Text),
    PrimaryKeyConstraint("lead", "seq"),
    Index("ix_leadflow_events_time", "supplier", "at", "kind", "partner"),
    Index("ix_leadflow_events_partner", "supplier", "partner", "at", "kind", **where("partner IS NOT NULL")),
    Index("ix_leadflow_events_import", "import", "lead", **where("import IS NOT NULL")),
    sqlite_with_rowid=False,
)

# What is personal in events, where it can be erased: comments, names of files, and what a change says before and after.
details = Table(
    "leadflow_event_details",
    metadata,
    Column("lead", NUMBER, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", WORD, nullable=False),
    Column("before", Text),
    Column("after", Text),
    PrimaryKeyConstraint("lead", "seq", "place"),
    sqlite_with_rowid=False,
)
