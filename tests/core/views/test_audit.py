"""
Audit entries: which fields an event changed.
"""

from __future__ import annotations

import attrs

from leadflow.core.facts import STEPS
from leadflow.core.leads import Lead
from leadflow.core.timeline.event_types import EVENT_TYPES, event_type
from leadflow.core.views.audit import FOLLOWED
from leadflow.wire.forms import FACTS

# What events set beside what people change: moments, numbers of trails, and what other entries tell.
BOOKKEEPING = {
    "registered",
    "registration_id",
    "accepted_at",
    "activity_count",
    "assessment",
    "assignment",
    "attachments",
    "campaign_id",
    "campaign_activity_at",
    "created_at",
    "crm_system",
    "deactivated_at",
    "decision",
    "declined",
    "email_status",
    "history",
    "id",
    "import_id",
    "mail_seq",
    "modified_at",
    "opened_at",
    "partner_activity_at",
    "received_at",
    "rejected_at",
    "routed_by",
    "seq",
    "set_aside",
    "source",
    "status_changed_at",
    "supplier_id",
    "unknown",
    "values",
}


def test_every_attribute_of_a_lead_is_followed_or_bookkeeping() -> None:
    """
    Whoever adds an attribute to leads says whether the audit log tells its changes.
    """
    names = {one.name for one in attrs.fields(Lead)}

    assert names - BOOKKEEPING == set(FOLLOWED)


def test_event_types_are_called_as_they_are_stored() -> None:
    """
    One word for one thing: reports call a fact what its stored form is called.
    """
    assert {event_type(fact): fact for fact in STEPS} == EVENT_TYPES
    assert all(event_type(cls) == form.name for cls, form in FACTS.items())
