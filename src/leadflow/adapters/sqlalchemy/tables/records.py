"""
Records by key, names by number, and what the database itself is.
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
    keys_column,
    metadata,
    supplier_column,
    where,
)

__all__ = ["migrations", "names", "records", "schemas"]

# Names that are in many rows, each once: suppliers (whose own supplier is 0), and the actors, partners and imports of
# events. Numbers keep rows and indexes short.
names = Table(
    "leadflow_names",
    metadata,
    Column("num", NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("name", WORD, nullable=False),
    Index("ix_leadflow_names_name", "supplier", "name", unique=True),
)

# All records by key, of any class. Partners and campaigns have keys, since criteria ask about them.
records = Table(
    "leadflow_records",
    metadata,
    supplier_column(),
    Column("kind", WORD, nullable=False),
    Column("key", WORD, nullable=False),
    Column("body", Text, nullable=False),
    keys_column(nullable=True),
    # When a record is due, and what is known of it then; last, as migration 12 adds them.
    Column("due_at", BigInteger),
    Column("due_for", Text),
    # By what records are counted and listed, and of registrations the partner; after all others, as migration 21 adds them.
    Column("status", WORD, nullable=False, server_default=""),
    Column("partner_id", WORD),
    PrimaryKeyConstraint("supplier_id", "kind", "key"),
    # Has all that is asked for, so that no row is looked at.
    Index("ix_leadflow_records_due", "supplier_id", "kind", "due_at", "key", "due_for", **where("due_at IS NOT NULL")),
    Index("ix_leadflow_records_by_status", "supplier_id", "kind", "status", "key", **where("status <> ''")),
    Index("ix_leadflow_records_status", "supplier_id", "status", "key", **where("kind = 'registration'")),
    Index(
        "ix_leadflow_records_partner", "supplier_id", "partner_id", "status", "key", **where("kind = 'registration'")
    ),
)

# By which schema the keys of a supplier's leads and records were made, and how far they are rebuilt.
schemas = Table(
    "leadflow_schemas",
    metadata,
    Column("supplier_id", WORD, primary_key=True),
    Column("body", Text, nullable=False),
)

# Which migrations have been done, with the effect of each, so that a version that does not know one knows whether it can
# continue.
migrations = Table(
    "leadflow_migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", WORD, nullable=False),
    Column("effect", WORD, nullable=False),
)
