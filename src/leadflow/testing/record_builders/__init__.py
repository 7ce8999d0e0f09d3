"""
Records for tests, by what they are about.
"""

from __future__ import annotations

from leadflow.testing.record_builders.partner_records import (
    a_partner,
    a_pause,
    a_settings_event,
    a_subscriber_state,
    a_subscription,
    some_auto_registration,
    some_kept_lists,
    some_managed_rules,
    some_people,
    some_settings,
)
from leadflow.testing.record_builders.progress_records import (
    a_bulk_chunk,
    a_bulk_run,
    a_chunk,
    a_refused_row,
    a_stored_export,
    some_completed_calls,
    some_refused_rows,
)
from leadflow.testing.record_builders.routing_records import a_campaign, a_module, some_turns
from leadflow.testing.record_builders.sales_records import (
    a_contact,
    a_deadline,
    a_registration,
    a_ruling,
    an_opportunity,
)
from leadflow.testing.record_builders.sync_records import a_sync_link, a_sync_state, an_errand

__all__ = [
    "a_bulk_chunk",
    "a_bulk_run",
    "a_campaign",
    "a_chunk",
    "a_contact",
    "a_deadline",
    "a_module",
    "a_partner",
    "a_pause",
    "a_refused_row",
    "a_registration",
    "a_ruling",
    "a_settings_event",
    "a_stored_export",
    "a_subscriber_state",
    "a_subscription",
    "a_sync_link",
    "a_sync_state",
    "an_errand",
    "an_opportunity",
    "some_auto_registration",
    "some_completed_calls",
    "some_kept_lists",
    "some_managed_rules",
    "some_people",
    "some_refused_rows",
    "some_settings",
    "some_turns",
]
