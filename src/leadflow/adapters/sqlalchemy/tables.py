"""
The tables. A record is kept whole as JSON; beside it stand the columns that are searched.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

__all__ = [
    "campaigns",
    "events",
    "imports",
    "leads",
    "metadata",
    "modules",
    "outbox",
    "partners",
    "refused",
    "rotations",
    "turns",
]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(referred_table_name)s"})

# Moments are ISO 8601 texts in UTC of one width: they sort as time does, in every database.


def _supplier() -> Column[str]:
    return Column("supplier_id", String, nullable=False)


leads = Table(
    "leadflow_leads",
    metadata,
    _supplier(),
    Column("id", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("partner_id", String),
    Column("campaign_id", String),
    Column("status", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("email_status", String, nullable=False),
    Column("review", String),
    Column("active", Boolean, nullable=False),
    Column("received_at", String, nullable=False),
    Column("duplicate_key", Text),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "id"),
    Index("ix_leadflow_leads_duplicate_key", "supplier_id", "duplicate_key"),
    Index("ix_leadflow_leads_partner", "supplier_id", "partner_id"),
)

events = Table(
    "leadflow_events",
    metadata,
    _supplier(),
    Column("lead_id", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "lead_id", "seq"),
    ForeignKeyConstraint(["supplier_id", "lead_id"], [leads.c.supplier_id, leads.c.id]),
)

outbox = Table(
    "leadflow_outbox",
    metadata,
    _supplier(),
    Column("key", String, nullable=False),
    Column("lead_id", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("due_at", String),
    Column("state", String),
    Column("lease", String),
    Column("attempt", Integer, nullable=False),
    Column("reason", String),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "key"),
    ForeignKeyConstraint(["supplier_id", "lead_id"], [leads.c.supplier_id, leads.c.id]),
    # A settled message has no due time, and so does not stand in the way of those that wait.
    Index("ix_leadflow_outbox_due", "supplier_id", "due_at"),
)

rotations = Table(
    "leadflow_rotations",
    metadata,
    _supplier(),
    Column("module", String, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module"),
)

turns = Table(
    "leadflow_turns",
    metadata,
    _supplier(),
    Column("module", String, nullable=False),
    Column("partner_id", String, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module", "partner_id"),
)

imports = Table(
    "leadflow_imports",
    metadata,
    _supplier(),
    Column("id", String, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "id"),
)

refused = Table(
    "leadflow_refused_rows",
    metadata,
    _supplier(),
    Column("import_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "import_id", "number"),
)

partners = Table(
    "leadflow_partners",
    metadata,
    _supplier(),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "id"),
)

campaigns = Table(
    "leadflow_campaigns",
    metadata,
    _supplier(),
    Column("id", String, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "id"),
)

modules = Table(
    "leadflow_modules",
    metadata,
    _supplier(),
    Column("name", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "name", "version"),
)
