"""
The fields of records themselves, each declared once.

What people fill in is declared in `leadflow.core.schema`; these are the fields of the record around it.
"""

from leadflow.core.records.campaign_fields import CAMPAIGN_FIELDS, CAMPAIGN_NOT_ASKED
from leadflow.core.records.lead_fields import LEAD_FIELDS, LEAD_NOT_ASKED
from leadflow.core.records.opportunity_fields import OPPORTUNITY_FIELDS, OPPORTUNITY_NOT_ASKED
from leadflow.core.records.partner_fields import PARTNER_FIELDS, PARTNER_NOT_ASKED
from leadflow.core.records.record_field import RecordField, Subject

__all__ = [
    "CAMPAIGN_FIELDS",
    "CAMPAIGN_NOT_ASKED",
    "LEAD_FIELDS",
    "LEAD_NOT_ASKED",
    "OPPORTUNITY_FIELDS",
    "OPPORTUNITY_NOT_ASKED",
    "PARTNER_FIELDS",
    "PARTNER_NOT_ASKED",
    "RecordField",
    "Subject",
]
