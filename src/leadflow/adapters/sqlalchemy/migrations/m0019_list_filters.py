"""
Adds when partners acted on leads, what campaigns did, and in which CRM of a partner a lead is linked.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect

from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration

__all__ = ["MIGRATION"]

_WORDS: Final = {"postgresql": 'VARCHAR COLLATE "C"', "sqlite": "VARCHAR"}

# By the numbers of `leadflow.adapters.sqlalchemy.event_rows`: side 2 is a partner's, 1 is Received, 14 Duplicated, 18
# ExternalIdsChanged, 26 Erased and 39 FileOpened. A duplicate begins by who ended the original: until it is at a partner,
# nobody of that partner has acted.
_ACTED: Final = """
UPDATE leadflow_leads SET partner_activity_at = (
    SELECT max(e.at) FROM leadflow_events e
    WHERE e.lead = leadflow_leads.num AND e.side = 2 AND e.kind <> 39
    AND (leadflow_leads.duplicated_from IS NULL OR e.seq > leadflow_leads.assignment)
)
WHERE num IN (SELECT lead FROM leadflow_events WHERE side = 2)
"""
# What spoke for the partner's CRM, where the lead still has an id there.
_SYNCED: Final = """
UPDATE leadflow_leads SET crm_system = (
    SELECT max(x.system) FROM leadflow_events e
    JOIN leadflow_names n ON n.num = e.actor_system
    JOIN leadflow_external_ids x ON x.lead = e.lead AND x.system = n.name
    WHERE e.lead = leadflow_leads.num AND e.side = 2 AND e.kind = 18
)
WHERE external_id_count > 0 AND num IN (SELECT lead FROM leadflow_events WHERE side = 2 AND kind = 18)
"""
# Else the system of the id that came last, if the partner's side was the last to change the ids, or brought the lead with
# them.
_LINKED: Final = """
UPDATE leadflow_leads SET crm_system = (
    SELECT x.system FROM leadflow_external_ids x WHERE x.lead = leadflow_leads.num ORDER BY x.place DESC LIMIT 1
)
WHERE external_id_count > 0 AND crm_system IS NULL AND num IN (
    SELECT e.lead FROM leadflow_events e
    WHERE e.side = 2 AND e.kind IN (1, 18)
    AND NOT EXISTS (SELECT 1 FROM leadflow_events l WHERE l.lead = e.lead AND l.kind = 18 AND l.seq > e.seq)
) AND (duplicated_from IS NULL OR EXISTS (
    SELECT 1 FROM leadflow_events c WHERE c.lead = leadflow_leads.num AND c.kind = 18 AND c.side = 2
))
"""


def _lift(connection: Connection) -> None:
    word = _WORDS[connection.dialect.name]
    added = {
        "leadflow_leads": {"partner_activity_at": "BIGINT", "campaign_activity_at": "BIGINT", "crm_system": word},
        "leadflow_activities": {"campaign": word},
    }
    for table, columns in added.items():
        there = {one["name"] for one in inspect(connection).get_columns(table)}
        for name, kind in columns.items():
            if name not in there:
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    connection.exec_driver_sql(_ACTED)
    connection.exec_driver_sql(_SYNCED)
    connection.exec_driver_sql(_LINKED)
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_leadflow_leads_acted ON leadflow_leads (supplier, partner_id, partner_activity_at)"
        " WHERE partner_activity_at IS NOT NULL AND kind <> 'private'"
    )


# A build that does not know them leaves the columns as they are.
MIGRATION: Final = Migration(number=19, name="list_filters", effect=Effect.ADDITIVE, lift=_lift)
