"""
The tables. State is in columns, and what people fill in is stored once, as JSON; moments are whole microseconds in
UTC.
"""

from __future__ import annotations

from typing import Any

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

__all__ = [
    "activities",
    "attachments",
    "details",
    "events",
    "external_ids",
    "lead_numbers",
    "leads",
    "loads",
    "metadata",
    "migrations",
    "names",
    "outbox",
    "records",
    "rotations",
    "schemas",
    "text_queue",
    "texts",
    "turns",
    "versions",
]

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})

# Words are compared character by character, in any locale of a PostgreSQL database.
_WORD = String().with_variant(String(collation="C"), "postgresql")


class _JsonText(UserDefinedType[str]):
    """
    JSON that is written as a text and asked as JSONB.
    """

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSONB"


# A whole number that SQLite takes for its own number of the row, if it is the key.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _where(condition: str) -> dict[str, Any]:
    """
    Return what makes an index one of some rows only.
    """
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _supplier() -> Column[str]:
    return Column("supplier_id", _WORD, nullable=False)


def _keys(*, nullable: bool = False) -> Column[str]:
    """
    What criteria ask: the comparison form of everything that the record says, as `leadflow.wire.keys` writes it.
    """
    return Column("keys", Text().with_variant(_JsonText(), "postgresql"), nullable=nullable)


# Names that are in many rows, each once: suppliers (whose own supplier is 0), and the actors, partners and imports of
# events. Numbers keep rows and indexes short.
names = Table(
    "leadflow_names",
    metadata,
    Column("num", _NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("name", _WORD, nullable=False),
    Index("ix_leadflow_names_name", "supplier", "name", unique=True),
)

# PostgreSQL gives the numbers of leads from here, a block for each commit; on SQLite they follow the largest one.
lead_numbers = Sequence("leadflow_lead_numbers", metadata=metadata)

# Numbers ascend as leads arrive, so that whatever is sorted by them, or by time, is added at the end. What a lead is
# is in columns, each named as the field of `leadflow.core.records` that reads it; what people filled in is stored once.
leads = Table(
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
    Column("values", Text().with_variant(_JsonText(), "postgresql"), nullable=False),
    _keys(),
    Column("unknown", Text),
    # Openings change it, where the lead is still at the assignment; last, as migration 11 adds it.
    Column("opened_at", BigInteger),
    # As migration 13 adds them.
    Column("assessment", Integer),
    Column("assessment_confidence", Integer),
    Column("assessment_model", Integer),
    # As migration 16 adds it.
    Column("opportunity", _WORD),
    Index("ix_leadflow_leads_id", "supplier", "id", unique=True),
    Index(
        "ix_leadflow_leads_duplicate_key",
        "supplier",
        "duplicate_key",
        **_where("duplicate_key IS NOT NULL"),
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
        **_where("assignee_id IS NOT NULL"),
    ),
    # Few, or none: what lists of events leave out.
    Index("ix_leadflow_leads_private", "supplier", "num", **_where("kind = 'private'")),
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
        "num",
    ),
)

events = Table(
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
    # Whose the actor is, which system it spoke for, and what a newer build wrote; last, as migration 8 adds them.
    Column("side", Integer),
    Column("actor_system", Integer),
    Column("unknown", Text),
    PrimaryKeyConstraint("lead", "seq"),
    Index("ix_leadflow_events_time", "supplier", "at", "kind", "partner"),
    Index("ix_leadflow_events_partner", "supplier", "partner", "at", "kind", **_where("partner IS NOT NULL")),
    Index("ix_leadflow_events_import", "import", "lead", **_where("import IS NOT NULL")),
    sqlite_with_rowid=False,
)

# What is personal in events, where it can be erased: comments, names of files, and what a change says before and after.
details = Table(
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


activities = _part(
    "activities",
    Column("at", BigInteger, nullable=False),
    Column("kind", _WORD, nullable=False),
    Column("title", Text, nullable=False),
)

attachments = _part(
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
)

external_ids = _part(
    "external_ids",
    Column("system", _WORD, nullable=False),
    Column("id", _WORD, nullable=False),
    Index("ix_leadflow_external_ids_id", "supplier", "system", "id"),
)

outbox = Table(
    "leadflow_outbox",
    metadata,
    Column("num", _NUMBER, primary_key=True),
    Column("supplier", Integer, nullable=False),
    Column("key", LargeBinary, nullable=False),
    # A message about an export is about no lead, and is held back by no other.
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
    # How many events are on the trail, and those: one JSON object a line.
    Column("told", Integer, nullable=False, server_default="0"),
    Column("trail", Text, nullable=False, server_default=""),
    Column("body", Text),
    Index("ix_leadflow_outbox_key", "supplier", "key", unique=True),
    # A settled message has no due time, and so does not prevent the commit of those that wait.
    Index("ix_leadflow_outbox_due", "supplier", "due_at", **_where("due_at IS NOT NULL")),
    Index("ix_leadflow_outbox_lead", "lead", "recipient_id", "seq", **_where("lead IS NOT NULL")),
)

# Who has opened a lead, once a person and assignment.
openings = Table(
    "leadflow_openings",
    metadata,
    Column("lead", _NUMBER, nullable=False),
    Column("assignment", Integer, nullable=False),
    Column("person", _WORD, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("lead", "assignment", "person"),
    sqlite_with_rowid=False,
)

# What free text is compared with, see `leadflow.core.views.search_text`, and the leads for which it has to be made;
# `leadflow.adapters.sqlalchemy.text_tables` has what keeps both.
texts = Table(
    "leadflow_texts",
    metadata,
    Column("num", _NUMBER, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
)
text_queue = Table(
    "leadflow_text_queue",
    metadata,
    Column("supplier", Integer, nullable=False),
    Column("num", _NUMBER, nullable=False),
    PrimaryKeyConstraint("supplier", "num"),
    sqlite_with_rowid=False,
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

# All records by key, of any class. Partners and campaigns have keys, since criteria ask about them.
records = Table(
    "leadflow_records",
    metadata,
    _supplier(),
    Column("kind", _WORD, nullable=False),
    Column("key", _WORD, nullable=False),
    Column("body", Text, nullable=False),
    _keys(nullable=True),
    # When a record is due, and what is known of it then; last, as migration 12 adds them.
    Column("due_at", BigInteger),
    Column("due_for", Text),
    PrimaryKeyConstraint("supplier_id", "kind", "key"),
    # Has all that is asked for, so that no row is looked at.
    Index("ix_leadflow_records_due", "supplier_id", "kind", "due_at", "key", "due_for", **_where("due_at IS NOT NULL")),
)

# By which schema the keys of a supplier's leads and records were made, and how far they are rebuilt.
schemas = Table(
    "leadflow_schemas",
    metadata,
    Column("supplier_id", _WORD, primary_key=True),
    Column("body", Text, nullable=False),
)

# Which migrations have been done, with the effect of each, so that a version that does not know one knows whether it can
# continue.
migrations = Table(
    "leadflow_migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", _WORD, nullable=False),
    Column("effect", _WORD, nullable=False),
)
