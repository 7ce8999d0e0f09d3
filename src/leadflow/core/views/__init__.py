"""
Views: lists of leads for a party.
"""

from leadflow.core.views.cursors import Position, read_cursor, write_cursor
from leadflow.core.views.lead_page import LeadPage, LeadRow
from leadflow.core.views.lead_query import DEFAULT_COLUMNS, MOST_ROWS, LeadList, LeadQuery, Sort
from leadflow.core.views.listing import count_leads, count_leads_by, list_leads
from leadflow.core.views.query_fields import QueryFields, count_field, query_fields
from leadflow.core.views.sorting import SORTED_LENGTH, SortKey, sample_key, sort_key

__all__ = [
    "DEFAULT_COLUMNS",
    "MOST_ROWS",
    "SORTED_LENGTH",
    "LeadList",
    "LeadPage",
    "LeadQuery",
    "LeadRow",
    "Position",
    "QueryFields",
    "Sort",
    "SortKey",
    "count_field",
    "count_leads",
    "count_leads_by",
    "list_leads",
    "query_fields",
    "read_cursor",
    "sample_key",
    "sort_key",
    "write_cursor",
]
