"""
Numbered migrations, which run when a store is opened.

A migration is one small module with a number, a name and an effect, all by hand. The tables of a new database are made
as `leadflow.adapters.sqlalchemy.tables` has them, with every migration noted as done.
"""

from __future__ import annotations

from typing import Final

from leadflow.adapters.sqlalchemy.migrations import (
    m0001_first_tables,
    m0002_lean_tables,
    m0003_records_by_key,
    m0004_loads,
    m0005_versions,
    m0006_parted_partners,
    m0007_schemas,
    m0008_sides,
    m0009_status_index,
    m0010_private_index,
    m0011_openings,
    m0012_due_records,
    m0013_assessments,
    m0014_partner_index,
    m0015_free_text,
    m0016_opportunities,
    m0017_match_keys,
    m0018_registrations,
    m0019_list_filters,
    m0020_match_keys_anew,
    m0021_registration_lists,
    m0022_mail_events,
    m0023_activity_index,
    m0024_match_keys_by_ending,
    m0025_record_statuses,
    m0026_match_keys_by_sound,
    m0027_state_index,
)
from leadflow.adapters.sqlalchemy.migrations.migration import Effect, Migration
from leadflow.adapters.sqlalchemy.migrations.opening import open_tables

__all__ = ["MIGRATIONS", "Effect", "Migration", "open_tables"]

MIGRATIONS: Final[tuple[Migration, ...]] = (
    m0001_first_tables.MIGRATION,
    m0002_lean_tables.MIGRATION,
    m0003_records_by_key.MIGRATION,
    m0004_loads.MIGRATION,
    m0005_versions.MIGRATION,
    m0006_parted_partners.MIGRATION,
    m0007_schemas.MIGRATION,
    m0008_sides.MIGRATION,
    m0009_status_index.MIGRATION,
    m0010_private_index.MIGRATION,
    m0011_openings.MIGRATION,
    m0012_due_records.MIGRATION,
    m0013_assessments.MIGRATION,
    m0014_partner_index.MIGRATION,
    m0015_free_text.MIGRATION,
    m0016_opportunities.MIGRATION,
    m0017_match_keys.MIGRATION,
    m0018_registrations.MIGRATION,
    m0019_list_filters.MIGRATION,
    m0020_match_keys_anew.MIGRATION,
    m0021_registration_lists.MIGRATION,
    m0022_mail_events.MIGRATION,
    m0023_activity_index.MIGRATION,
    m0024_match_keys_by_ending.MIGRATION,
    m0025_record_statuses.MIGRATION,
    m0026_match_keys_by_sound.MIGRATION,
    m0027_state_index.MIGRATION,
)
"""
Every migration that this version knows, by ascending number.
"""
