"""
The tables of migration 2, as they were then.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Sequence,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import UserDefinedType

__all__ = ["details", "events", "lead_numbers", "leads", "metadata", "names", "outbox", "parts"]

metadata: Final = MetaData(naming_convention={"pk": "pk_%(table_name)s"})

_WORD: Final = String().with_variant(String(collation="C"), "postgresql")
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")


class _JsonText(UserDefinedType[str]):
    """
    JSON that is written as a text and asked as JSONB.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSONB"


_JSON: Final = Text().with_variant(_JsonText(), "postgresql")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


names: Final = Table(
    "leadflow_names",
    metadata,
    Column("num", _NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("name", _WORD, nullable=False),
    Index("ix_leadflow_names_name", "supplier", "name", unique=True),
)

lead_numbers: Final = Sequence("leadflow_lead_numbers", metadata=metadata)

leads: Final = Table(
    "leadflow_leads",
    metadata,
    Column("num", _NUMBER, primary_key=True, autoincrement=False),
    Column("supplier", Integer, nullable=False),
    Column("id", _WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("source", _WORD, nullable=False),
    Column("campaign_id", _WORD),
    Column("partner_id", _WORD),
    Column("assignee_id", _WORD),
    Column("status", _WORD, nullable=False),
    Column("stage", _WORD, nullable=False),
    Column("email_status", _WORD, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("score", BigInteger, nullable=False),
    Column("review", _WORD),
    Column("routed_by", _WORD),
    Column("duplicated_from", _WORD),
    Column("superseded_by", _WORD),
    Column("import_id", _WORD),
    Column("received_at", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("modified_at", BigInteger, nullable=False),
    Column("status_changed_at", BigInteger),
    Column("accepted_at", BigInteger),
    Column("rejected_at", BigInteger),
    Column("deactivated_at", BigInteger),
    Column("assignment", Integer, nullable=False),
    Column("decision", Integer, nullable=False),
    Column("mail_seq", Integer, nullable=False),
    Column("attachment_count", Integer, nullable=False),
    Column("activity_count", Integer, nullable=False),
    Column("external_id_count", Integer, nullable=False),
    Column("created_known", Integer, nullable=False),
    Column("duplicate_key", Text),
    Column("values", _JSON, nullable=False),
    Column("keys", _JSON, nullable=False),
    Column("unknown", Text),
    Index("ix_leadflow_leads_id", "supplier", "id", unique=True),
    Index(
        "ix_leadflow_leads_duplicate_key",
        "supplier",
        "duplicate_key",
        **_where("duplicate_key IS NOT NULL"),
    ),
    Index("ix_leadflow_leads_modified", "supplier", "modified_at", "num"),
    Index("ix_leadflow_leads_created", "supplier", "created_at", "num"),
    Index("ix_leadflow_leads_partner", "supplier", "partner_id", "active", "modified_at", "num"),
    Index(
        "ix_leadflow_leads_assignee",
        "supplier",
        "assignee_id",
        "modified_at",
        "num",
        **_where("assignee_id IS NOT NULL"),
    ),
    Index("ix_leadflow_leads_status", "supplier", "status", "active", "modified_at", "num"),
    Index("ix_leadflow_leads_stage", "supplier", "stage", "modified_at", "num"),
    Index(
        "ix_leadflow_leads_state",
        "supplier",
        "modified_at",
        "active",
        "kind",
        "status",
        "stage",
        "email_status",
        "source",
        "partner_id",
        "num",
    ),
)

events: Final = Table(
    "leadflow_events",
    metadata,
    Column("lead", _NUMBER, nullable=False),
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
    PrimaryKeyConstraint("lead", "seq"),
    Index("ix_leadflow_events_time", "supplier", "at", "kind", "partner"),
    Index("ix_leadflow_events_partner", "supplier", "partner", "at", "kind", **_where("partner IS NOT NULL")),
    Index("ix_leadflow_events_import", "import", "lead", **_where("import IS NOT NULL")),
    sqlite_with_rowid=False,
)

details: Final = Table(
    "leadflow_event_details",
    metadata,
    Column("lead", _NUMBER, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("name", _WORD, nullable=False),
    Column("before", Text),
    Column("after", Text),
    PrimaryKeyConstraint("lead", "seq", "place"),
    sqlite_with_rowid=False,
)


def _part(name: str, *columns: SchemaItem) -> Table:
    """
    Return a table of what some leads have several of, in an order.
    """
    return Table(
        f"leadflow_{name}",
        metadata,
        Column("lead", _NUMBER, nullable=False),
        Column("place", Integer, nullable=False),
        Column("supplier", Integer, nullable=False),
        *columns,
        PrimaryKeyConstraint("lead", "place"),
        sqlite_with_rowid=False,
    )


parts: Final = {
    "history": _part(
        "activities",
        Column("at", BigInteger, nullable=False),
        Column("kind", _WORD, nullable=False),
        Column("title", Text, nullable=False),
    ),
    "attachments": _part(
        "attachments",
        Column("id", _WORD, nullable=False),
        Column("key", _WORD, nullable=False),
        Column("name", Text, nullable=False),
        Column("original_name", Text, nullable=False),
        Column("media_type", _WORD, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("sha256", _WORD, nullable=False),
        Column("added_at", BigInteger, nullable=False),
        Index("ix_leadflow_attachments_key", "supplier", "key"),
    ),
    "external_ids": _part(
        "external_ids",
        Column("system", _WORD, nullable=False),
        Column("id", _WORD, nullable=False),
        Index("ix_leadflow_external_ids_id", "supplier", "system", "id"),
    ),
}
"""
What some leads have several of, by the member of their bodies.
"""

outbox: Final = Table(
    "leadflow_outbox",
    metadata,
    Column("num", _NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("lead", _NUMBER),
    Column("recipient_id", _WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("template", _WORD),
    Column("created_at", BigInteger, nullable=False),
    Column("since", BigInteger),
    Column("due_at", BigInteger),
    Column("state", _WORD),
    Column("lease", _WORD),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("reason", _WORD),
    Column("told", Integer, nullable=False, server_default="0"),
    Column("trail", Text, nullable=False, server_default=""),
    Column("body", Text),
    Index("ix_leadflow_outbox_key", "supplier", "key", unique=True),
    Index("ix_leadflow_outbox_due", "supplier", "due_at", **_where("due_at IS NOT NULL")),
    Index("ix_leadflow_outbox_lead", "lead", "recipient_id", "seq", **_where("lead IS NOT NULL")),
)
