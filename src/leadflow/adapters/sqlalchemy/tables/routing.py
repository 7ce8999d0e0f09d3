"""
What leads are routed by: turns, loads, and the version of the records.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
)

from leadflow.adapters.sqlalchemy.tables.columns import (
    WORD,
    metadata,
    supplier_column,
)

__all__ = ["loads", "rotations", "turns", "versions"]

rotations = Table(
    "leadflow_rotations",
    metadata,
    supplier_column(),
    Column("module", WORD, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module"),
)

turns = Table(
    "leadflow_turns",
    metadata,
    supplier_column(),
    Column("module", WORD, nullable=False),
    Column("partner_id", WORD, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module", "partner_id"),
    Index("ix_leadflow_turns_last", "supplier_id", "module", "last"),
)

loads = Table(
    "leadflow_loads",
    metadata,
    supplier_column(),
    Column("partner_id", WORD, nullable=False),
    Column("load", Integer, nullable=False),
    # When it was changed: a number that grows with each commit.
    Column("stamp", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "partner_id"),
    Index("ix_leadflow_loads_stamp", "supplier_id", "stamp"),
)

# Another text after each commit that puts what leads are routed by.
versions = Table(
    "leadflow_versions",
    metadata,
    supplier_column(),
    Column("version", WORD, nullable=False),
    PrimaryKeyConstraint("supplier_id"),
)
