"""
Leads, and what some of them have several of.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Sequence,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

from leadflow.adapters.sqlalchemy.tables.columns import (
    NUMBER,
    WORD,
    JsonText,
    keys_column,
    metadata,
    where,
)

__all__ = [
    "activities",
    "attachments",
    "external_ids",
    "lead_numbers",
    "leads",
    "match_keys",
    "openings",
    "text_queue",
    "texts",
]

# PostgreSQL gives the numbers of leads from here, a block for each commit; on SQLite they follow the largest one.
lead_numbers = Sequence("leadflow_lead_numbers", metadata=metadata)

# Numbers ascend as leads arrive, so that what is sorted by them, or by time, is added at the end. What a lead is
# is in columns, each named as the field of `leadflow.core.records` that reads it; what people filled in is stored once.
leads = Table(
    "leadflow_leads",
    metadata,
    Column("num", NUMBER, primary_key=True, autoincrement=False),
    Column("supplier", Integer, nullable=False),
    Column("id", WORD, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("source", WORD, nullable=False),
    Column("campaign_id", WORD),
    Column("partner_id", WORD),
    Column("assignee_id", WORD),
    Column("status", WORD, nullable=False),
    Column("stage", WORD, nullable=False),
    Column("email_status", WORD, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("score", BigInteger, nullable=False),
    Column("review", WORD),
    Column("routed_by", WORD),
    Column("duplicated_from", WORD),
    Column("superseded_by", WORD),
    Column("import_id", WORD),
    Column("received_at", BigInteger, nullable=False),
    # Where nobody said when it came to be, it came to be when it was received.
    Column("created_at", BigInteger, nullable=False),
    Column("modified_at", BigInteger, nullable=False),
    Column("status_changed_at", BigInteger),
    Column("accepted_at", BigInteger),
    Column("rejected_at", BigInteger),
    Column("deactivated_at", BigInteger),
    Column("assignment", Integer, nullable=False),
    Column("decision", Integer, nullable=False),
    # Mail changes the e-mail status and this number, where the lead is still at the assignment.
    Column("mail_seq", Integer, nullable=False),
    Column("attachment_count", Integer, nullable=False),
    Column("activity_count", Integer, nullable=False),
    Column("external_id_count", Integer, nullable=False),
    Column("created_known", Integer, nullable=False),
    Column("duplicate_key", Text),
    # On PostgreSQL as JSONB: criteria would read a text again for each row that they look at, which takes ten times as long.
    Column("values", Text().with_variant(JsonText(), "postgresql"), nullable=False),
    keys_column(),
    Column("unknown", Text),
    # Openings change it, where the lead is still at the assignment; last, as migration 11 adds it.
    Column("opened_at", BigInteger),
    # As migration 13 adds them.
    Column("assessment", Integer),
    Column("assessment_confidence", Integer),
    Column("assessment_model", Integer),
    # As migration 16 adds it.
    Column("opportunity", WORD),
    # As migration 18 adds them.
    Column("registration", WORD),
    Column("registration_id", WORD),
    Column("registered", Integer),
    # As migration 19 adds them.
    Column("partner_activity_at", BigInteger),
    Column("campaign_activity_at", BigInteger),
    Column("crm_system", WORD),
    Index("ix_leadflow_leads_id", "supplier", "id", unique=True),
    Index(
        "ix_leadflow_leads_duplicate_key",
        "supplier",
        "duplicate_key",
        **where("duplicate_key IS NOT NULL"),
    ),
    Index("ix_leadflow_leads_modified", "supplier", "modified_at", "num"),
    Index("ix_leadflow_leads_created", "supplier", "created_at", "num"),
    Index("ix_leadflow_leads_partner", "supplier", "partner_id", "active", "modified_at", "num", "kind"),
    Index(
        "ix_leadflow_leads_assignee",
        "supplier",
        "assignee_id",
        "modified_at",
        "num",
        **where("assignee_id IS NOT NULL"),
    ),
    # Few, or none: what lists of events leave out.
    Index("ix_leadflow_leads_private", "supplier", "num", **where("kind = 'private'")),
    # Events from before that are the partner's own.
    Index("ix_leadflow_leads_registered", "supplier", "num", "registered", **where("registered IS NOT NULL")),
    # When somebody of a partner last acted on any lead that its supplier sees.
    Index(
        "ix_leadflow_leads_acted",
        "supplier",
        "partner_id",
        "partner_activity_at",
        **where("partner_activity_at IS NOT NULL AND kind <> 'private'"),
    ),
    # Lists by when a partner acted, and their counts.
    Index(
        "ix_leadflow_leads_activity",
        "supplier",
        "partner_activity_at",
        "num",
        "active",
        "kind",
        **where("partner_activity_at IS NOT NULL"),
    ),
    # A supplier's people see no private lead, so counts ask for the kind as well.
    Index("ix_leadflow_leads_status", "supplier", "status", "active", "modified_at", "num", "kind"),
    Index("ix_leadflow_leads_stage", "supplier", "stage", "modified_at", "num"),
    # Serves every other combination of states: they are filtered inside the index.
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
        "review",
        "partner_activity_at",
        "campaign_activity_at",
        "crm_system",
        "num",
    ),
)


def _part(name: str, *columns: SchemaItem) -> Table:
    """
    Return a table of what some leads have several of, in an order.
    """
    return Table(
        f"leadflow_{name}",
        metadata,
        Column("lead", NUMBER, nullable=False),
        Column("place", Integer, nullable=False),
        Column("supplier", Integer, nullable=False),
        *columns,
        PrimaryKeyConstraint("lead", "place"),
        sqlite_with_rowid=False,
    )


activities = _part(
    "activities",
    Column("at", BigInteger, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("title", Text, nullable=False),
    # As migration 19 adds it.
    Column("campaign", WORD),
)

attachments = _part(
    "attachments",
    Column("id", WORD, nullable=False),
    Column("key", WORD, nullable=False),
    Column("name", Text, nullable=False),
    Column("original_name", Text, nullable=False),
    Column("media_type", WORD, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", WORD, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Index("ix_leadflow_attachments_key", "supplier", "key"),
)

external_ids = _part(
    "external_ids",
    Column("system", WORD, nullable=False),
    Column("id", WORD, nullable=False),
    Index("ix_leadflow_external_ids_id", "supplier", "system", "id"),
)

# Who has opened a lead, once a person and assignment.
openings = Table(
    "leadflow_openings",
    metadata,
    Column("lead", NUMBER, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("person", WORD, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("lead", "assignment", "person"),
    sqlite_with_rowid=False,
)

# What free text is compared with, see `leadflow.core.views.search_text`, and the leads for which it has to be made;
# `leadflow.adapters.sqlalchemy.text_tables` has what keeps both.
texts = Table(
    "leadflow_texts",
    metadata,
    Column("num", NUMBER, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
text_queue = Table(
    "leadflow_text_queue",
    metadata,
    Column("supplier", Integer, nullable=False),
    Column("num", NUMBER, nullable=False),
    PrimaryKeyConstraint("supplier", "num"),
    sqlite_with_rowid=False,
)

# By which leads of one person or company are found: numbers made of `leadflow.core.conflicts.match_keys`. They are filled
# in with the texts, so that imports pay nothing for them.
match_keys = Table(
    "leadflow_match_keys",
    metadata,
    Column("supplier", Integer, nullable=False),
    Column("key", BigInteger, nullable=False),
    Column("lead", NUMBER, nullable=False),
    PrimaryKeyConstraint("supplier", "key", "lead"),
    Index("ix_leadflow_match_keys_lead", "lead"),
    sqlite_with_rowid=False,
)
