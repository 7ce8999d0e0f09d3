"""
What free text needs beside the tables: triggers that note which leads say something else, and indexes of pieces of
words.

Triggers see what every build changes, also one that does not know of free text.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, MetaData, event

from leadflow.adapters.sqlalchemy import tables

__all__ = ["INDEXED", "has_index", "make_text_triggers"]

INDEXED: Final = "leadflow_text_index"
"""
The index of pieces of three characters: a table of SQLite's full-text search, or an index of PostgreSQL's ``pg_trgm``.
"""

# What has no text yet needs no note there: its number is larger than all that have one.
_SQLITE: Final = (
    """CREATE TRIGGER IF NOT EXISTS leadflow_lead_said AFTER UPDATE OF "values" ON leadflow_leads
        WHEN OLD."values" IS NOT NEW."values" BEGIN
        INSERT OR IGNORE INTO leadflow_text_queue (supplier, num)
        SELECT NEW.supplier, num FROM leadflow_texts WHERE num = OLD.num;
        DELETE FROM leadflow_texts WHERE num = OLD.num;
        DELETE FROM leadflow_match_keys WHERE lead = OLD.num; END""",
)
_SQLITE_INDEX: Final = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS {INDEXED} USING fts5(
        text, content='leadflow_texts', content_rowid='num', tokenize='trigram', detail='none')""",
    f"""CREATE TRIGGER IF NOT EXISTS leadflow_text_added AFTER INSERT ON leadflow_texts BEGIN
        INSERT INTO {INDEXED} (rowid, text) VALUES (NEW.num, NEW.text); END""",
    # What is indexed has to be given again to be removed.
    f"""CREATE TRIGGER IF NOT EXISTS leadflow_text_removed BEFORE DELETE ON leadflow_texts BEGIN
        INSERT INTO {INDEXED} ({INDEXED}, rowid, text) VALUES ('delete', OLD.num, OLD.text); END""",
)
_POSTGRESQL: Final = (
    """CREATE OR REPLACE FUNCTION leadflow_lead_said() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM leadflow_texts WHERE num = OLD.num;
        DELETE FROM leadflow_match_keys WHERE lead = OLD.num;
        INSERT INTO leadflow_text_queue (supplier, num) VALUES (NEW.supplier, NEW.num) ON CONFLICT DO NOTHING; RETURN NULL; END $$""",
    "DROP TRIGGER IF EXISTS leadflow_lead_said ON leadflow_leads",
    """CREATE TRIGGER leadflow_lead_said AFTER UPDATE OF "values" ON leadflow_leads
        FOR EACH ROW WHEN (OLD."values" IS DISTINCT FROM NEW."values") EXECUTE FUNCTION leadflow_lead_said()""",
)
_TRIGRAMS: Final = "SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"
_POSTGRESQL_INDEX: Final = f"CREATE INDEX IF NOT EXISTS {INDEXED} ON leadflow_texts USING gin (text gin_trgm_ops)"


def make_text_triggers(connection: Connection) -> None:
    """
    Make the triggers, and the index where the database can have one; in a transaction.

    On PostgreSQL that is where somebody has created the extension ``pg_trgm``; without it every text is looked at.
    """
    if connection.dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            connection.exec_driver_sql(statement)
        if connection.exec_driver_sql(_TRIGRAMS).scalar():
            connection.exec_driver_sql(_POSTGRESQL_INDEX)
        return
    for statement in (*_SQLITE, *(_SQLITE_INDEX if _has_trigrams(connection) else ())):
        connection.exec_driver_sql(statement)


def has_index(connection: Connection) -> bool:
    """
    Return whether a database on SQLite has the index.
    """
    found = "SELECT count(*) FROM sqlite_master WHERE name = ?"
    return bool(connection.exec_driver_sql(found, (INDEXED,)).scalar())


def _has_trigrams(connection: Connection) -> bool:
    options = {row[0] for row in connection.exec_driver_sql("PRAGMA compile_options")}
    version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())
    return "ENABLE_FTS5" in options and tuple(map(int, version.split(".")))[:2] >= (3, 34)


@event.listens_for(tables.metadata, "after_create")
def _made(_: MetaData, connection: Connection, **__: Any) -> None:
    make_text_triggers(connection)
