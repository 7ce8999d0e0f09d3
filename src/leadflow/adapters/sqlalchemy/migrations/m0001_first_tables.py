"""
Creates the tables from before migrations had numbers.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    inspect,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import CreateColumn, SchemaItem

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration, somebody_elses

__all__ = ["MIGRATION", "metadata"]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(referred_table_name)s"})

_LEADS: Final = "leadflow_leads"
_WORD: Final = String().with_variant(String(collation="C"), "postgresql")
_KEYS: Final = Text().with_variant(JSONB(), "postgresql")


def _word(name: str, *, needed: bool = True) -> Column[str]:
    return Column(name, _WORD, nullable=not needed)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _body() -> Column[str]:
    return Column("body", Text, nullable=False)


def _table(name: str, *parts: SchemaItem, key: tuple[str, ...]) -> Table:
    return Table(f"leadflow_{name}", metadata, _word("supplier_id"), *parts, PrimaryKeyConstraint("supplier_id", *key))


def _of_lead() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["supplier_id", "lead_id"], ["leadflow_leads.supplier_id", "leadflow_leads.id"])


_table(
    "leads",
    _word("id"),
    _number("seq"),
    _word("partner_id", needed=False),
    _word("campaign_id", needed=False),
    *map(_word, ("status", "stage", "email_status")),
    _word("review", needed=False),
    Column("active", Boolean, nullable=False),
    _word("received_at"),
    Column("duplicate_key", Text),
    _body(),
    Column("keys", _KEYS, nullable=False),
    Index("ix_leadflow_leads_duplicate_key", "supplier_id", "duplicate_key"),
    Index("ix_leadflow_leads_partner", "supplier_id", "partner_id"),
    key=("id",),
)
_table("events", _word("lead_id"), _number("seq"), _word("at"), _body(), _of_lead(), key=("lead_id", "seq"))
_table(
    "attachments",
    _word("lead_id"),
    _word("key"),
    _of_lead(),
    Index("ix_leadflow_attachments_key", "supplier_id", "key"),
    key=("lead_id", "key"),
)
_table(
    "outbox",
    _word("key"),
    _word("lead_id", needed=False),
    _word("recipient_id"),
    _number("seq"),
    _word("created_at"),
    *(_word(name, needed=False) for name in ("since", "due_at", "state", "lease")),
    _number("attempt"),
    _word("reason", needed=False),
    _body(),
    _of_lead(),
    Index("ix_leadflow_outbox_due", "supplier_id", "due_at"),
    Index("ix_leadflow_outbox_lead", "supplier_id", "lead_id", "recipient_id", "seq"),
    key=("key",),
)
_table(
    "rotations",
    _word("module"),
    *(Column(name, BigInteger, nullable=False) for name in ("count", "clock")),
    key=("module",),
)
_table(
    "turns",
    _word("module"),
    _word("partner_id"),
    *(Column(name, BigInteger, nullable=False) for name in ("last", "due")),
    key=("module", "partner_id"),
)
_table("imports", _word("id"), _number("chunk"), _body(), key=("id",))
_table("refused_rows", _word("import_id"), _number("number"), _body(), key=("import_id", "number"))
_table("partners", _word("id"), _body(), Column("keys", _KEYS, nullable=False), key=("id",))
_table("campaigns", _word("id"), _body(), Column("keys", _KEYS, nullable=False), key=("id",))
_table("modules", _word("name"), _number("version"), _body(), key=("name", "version"))
Table("leadflow_settings", metadata, Column("name", _WORD, primary_key=True), Column("value", Integer, nullable=False))


def _lift(connection: Connection) -> None:
    """
    Complete the tables of a database that was made before migrations had numbers.

    Raises:
        ConfigurationError: A table of this name is somebody else's. Nothing was written.
    """
    inspector = inspect(connection)
    there = {table.name: table for table in metadata.sorted_tables if inspector.has_table(table.name)}
    if _LEADS not in there:
        # One of a later migration's names, if it is none of these.
        names = there or [name for name in inspector.get_table_names() if name.startswith("leadflow_")]
        raise somebody_elses(min(names))
    for name, table in there.items():
        named = {column["name"] for column in inspector.get_columns(name)}
        missing = [column for column in table.columns if column.name not in named]
        if any(not column.nullable for column in missing):
            raise somebody_elses(name)
        for column in missing:
            added = CreateColumn(column).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {name} ADD COLUMN {added}")
    metadata.create_all(connection)


MIGRATION: Final = Migration(number=1, name="first_tables", effect=Effect.BREAKING, lift=_lift)
