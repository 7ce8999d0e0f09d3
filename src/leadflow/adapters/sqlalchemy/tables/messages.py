"""
The outbox.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
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

__all__ = ["mail_events", "outbox"]

outbox = Table(
    "leadflow_outbox",
    metadata,
    Column("num", NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
    # A message about an export is about no lead, and is held back by no other.
    Column("lead", NUMBER),
    Column("recipient_id", WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("template", WORD),
    Column("created_at", BigInteger, nullable=False),
    Column("since", BigInteger),
    Column("due_at", BigInteger),
    Column("state", WORD),
    Column("lease", WORD),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("reason", WORD),
    # How many events are on the trail, and those: one JSON object a line.
    Column("told", Integer, nullable=False, server_default="0"),
    Column("trail", Text, nullable=False, server_default=""),
    Column("body", Text),
    Index("ix_leadflow_outbox_key", "supplier", "key", unique=True),
    # A settled message has no due time, and so does not prevent the commit of those that wait.
    Index("ix_leadflow_outbox_due", "supplier", "due_at", **where("due_at IS NOT NULL")),
    Index("ix_leadflow_outbox_lead", "lead", "recipient_id", "seq", **where("lead IS NOT NULL")),
)

# What reports count of trails, by time: the number of the message and of the event on its trail, what became of it, which
# event of which lead it is about, and the partner that the lead was at.
mail_events = Table(
    "leadflow_mail_events",
    metadata,
    Column("supplier", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("message", NUMBER, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("lead", NUMBER),
    Column("caused", Integer, nullable=False),
    Column("partner", WORD),
    PrimaryKeyConstraint("supplier", "at", "message", "seq"),
    sqlite_with_rowid=False,
)
