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
from sqlalchemy.types import UserDefinedType

__all__ = [
    "attachments",
    "events",
    "leads",
    "loads",
    "metadata",
    "migrations",
    "outbox",
    "records",
    "rotations",
    "settings",
    "turns",
    "versions",
]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(referred_table_name)s"})

# Words are compared character by character, whatever language a PostgreSQL database was made for. Moments are ISO 8601
# texts in UTC of one width, and so sort as time does.
_WORD = String().with_variant(String(collation="C"), "postgresql")


class _JsonText(UserDefinedType[str]):
    """
    JSON that is written as a text and asked as JSONB.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSONB"


def _supplier() -> Column[str]:
    return Column("supplier_id", _WORD, nullable=False)


def _keys(*, nullable: bool = False) -> Column[str]:
    """
    What criteria ask: the comparison form of everything that the record says, as `leadflow.wire.keys` writes it.
    """
    return Column("keys", Text().with_variant(_JsonText(), "postgresql"), nullable=nullable)


leads = Table(
    "leadflow_leads",
    metadata,
    _supplier(),
    Column("id", _WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("partner_id", _WORD),
    Column("campaign_id", _WORD),
    Column("status", _WORD, nullable=False),
    Column("stage", _WORD, nullable=False),
    Column("email_status", _WORD, nullable=False),
    Column("review", _WORD),
    Column("active", Boolean, nullable=False),
    Column("received_at", _WORD, nullable=False),
    Column("duplicate_key", Text),
    Column("body", Text, nullable=False),
    _keys(),
    Column("assignee_id", _WORD),
    Column("import_id", _WORD),
    Column("kind", _WORD),
    Column("source", _WORD),
    Column("routed_by", _WORD),
    Column("score", BigInteger),
    Column("attachment_count", Integer),
    Column("created_at", _WORD),
    Column("modified_at", _WORD),
    Column("status_changed_at", _WORD),
    Column("accepted_at", _WORD),
    Column("rejected_at", _WORD),
    Column("deactivated_at", _WORD),
    Column("duplicated_from", _WORD),
    Column("superseded_by", _WORD),
    # Mail changes the e-mail status and this number, where the lead is still at the assignment.
    Column("assignment", Integer, nullable=False),
    Column("mail_seq", Integer, nullable=False),
    PrimaryKeyConstraint("supplier_id", "id"),
    Index("ix_leadflow_leads_duplicate_key", "supplier_id", "duplicate_key"),
    Index("ix_leadflow_leads_partner", "supplier_id", "partner_id"),
)

events = Table(
    "leadflow_events",
    metadata,
    _supplier(),
    Column("lead_id", _WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", _WORD, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "lead_id", "seq"),
    ForeignKeyConstraint(["supplier_id", "lead_id"], [leads.c.supplier_id, leads.c.id]),
)

# Which files a lead refers to; the files themselves are described in its body.
attachments = Table(
    "leadflow_attachments",
    metadata,
    _supplier(),
    Column("lead_id", _WORD, nullable=False),
    Column("key", _WORD, nullable=False),
    PrimaryKeyConstraint("supplier_id", "lead_id", "key"),
    ForeignKeyConstraint(["supplier_id", "lead_id"], [leads.c.supplier_id, leads.c.id]),
    Index("ix_leadflow_attachments_key", "supplier_id", "key"),
)

outbox = Table(
    "leadflow_outbox",
    metadata,
    _supplier(),
    Column("key", _WORD, nullable=False),
    # A message about an export is about no lead, and is held back by no other.
    Column("lead_id", _WORD),
    Column("recipient_id", _WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("created_at", _WORD, nullable=False),
    Column("since", _WORD),
    Column("due_at", _WORD),
    Column("state", _WORD),
    Column("lease", _WORD),
    Column("attempt", Integer, nullable=False),
    Column("reason", _WORD),
    Column("body", Text, nullable=False),
    # How many events are on the trail, and those: one JSON object a line.
    Column("told", Integer, nullable=False),
    Column("trail", Text, nullable=False),
    PrimaryKeyConstraint("supplier_id", "key"),
    ForeignKeyConstraint(["supplier_id", "lead_id"], [leads.c.supplier_id, leads.c.id]),
    # A settled message has no due time, and so does not stand in the way of those that wait.
    Index("ix_leadflow_outbox_due", "supplier_id", "due_at"),
    Index("ix_leadflow_outbox_lead", "supplier_id", "lead_id", "recipient_id", "seq"),
)

rotations = Table(
    "leadflow_rotations",
    metadata,
    _supplier(),
    Column("module", _WORD, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("clock", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module"),
)

turns = Table(
    "leadflow_turns",
    metadata,
    _supplier(),
    Column("module", _WORD, nullable=False),
    Column("partner_id", _WORD, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    PrimaryKeyConstraint("supplier_id", "module", "partner_id"),
    Index("ix_leadflow_turns_last", "supplier_id", "module", "last"),
)

loads = Table(
    "leadflow_loads",
    metadata,
    _supplier(),
    Column("partner_id", _WORD, nullable=False),
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
    _supplier(),
    Column("version", _WORD, nullable=False),
    PrimaryKeyConstraint("supplier_id"),
)

# Whatever is kept by key, of whichever class. Partners and campaigns have keys, since criteria ask about them.
records = Table(
    "leadflow_records",
    metadata,
    _supplier(),
    Column("kind", _WORD, nullable=False),
    Column("key", _WORD, nullable=False),
    Column("body", Text, nullable=False),
    _keys(nullable=True),
    PrimaryKeyConstraint("supplier_id", "kind", "key"),
)

# Facts about the database itself.
settings = Table(
    "leadflow_settings",
    metadata,
    Column("name", _WORD, primary_key=True),
    Column("value", Integer, nullable=False),
)

# Which migrations have been done, with the effect of each, so that a version that does not know one knows whether it can
# go on.
migrations = Table(
    "leadflow_migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", _WORD, nullable=False),
    Column("effect", _WORD, nullable=False),
)
