"""
Views: lists of leads for a party, the audit log, and reports.
"""

from leadflow.core.views.activity import (
    ActivityQuery,
    ActivityReport,
    activity_report,
    counted_facts,
    counted_mail,
)
from leadflow.core.views.audit import (
    AuditEntry,
    AuditPage,
    AuditQuery,
    audit_entries,
    audit_facts,
    read_audit_cursor,
    write_audit_cursor,
)
from leadflow.core.views.charts import Chart, bar_chart, column_chart
from leadflow.core.views.counts import Count
from leadflow.core.views.cursors import Position, foreign_cursor, read_cursor, write_cursor
from leadflow.core.views.exporting import export_header, export_pages, export_query
from leadflow.core.views.free_text import SEARCHED, search_text, search_words
from leadflow.core.views.kept_lists import MOST_VIEWS, KeptLists, ListColumns, SavedView, owner_of
from leadflow.core.views.last_acts import last_acts
from leadflow.core.views.lead_page import LeadPage, LeadRow
from leadflow.core.views.lead_query import DEFAULT_COLUMNS, MOST_ROWS, LeadList, LeadQuery, Sort
from leadflow.core.views.listing import count_leads, count_leads_by, list_leads
from leadflow.core.views.module_report import ModuleReport, RuleReport, StepReport, report_module
from leadflow.core.views.partner_query import PartnerQuery
from leadflow.core.views.periods import NamedPeriod, Period, days_of, period_of
from leadflow.core.views.query_fields import QueryFields, count_field, query_fields
from leadflow.core.views.report_tables import ReportCell, ReportTable
from leadflow.core.views.scorecards import SCORED, Scorecard, Scorecards, score_partners
from leadflow.core.views.sorting import SORTED_LENGTH, SortKey, sample_key, sort_key
from leadflow.core.views.summary import READ, DistributionSummary, SummaryRow, check_grouped, summarise

__all__ = [
    "DEFAULT_COLUMNS",
    "MOST_ROWS",
    "MOST_VIEWS",
    "READ",
    "SCORED",
    "SEARCHED",
    "SORTED_LENGTH",
    "ActivityQuery",
    "ActivityReport",
    "AuditEntry",
    "AuditPage",
    "AuditQuery",
    "Chart",
    "Count",
    "DistributionSummary",
    "KeptLists",
    "LeadList",
    "LeadPage",
    "LeadQuery",
    "LeadRow",
    "ListColumns",
    "ModuleReport",
    "NamedPeriod",
    "PartnerQuery",
    "Period",
    "Position",
    "QueryFields",
    "ReportCell",
    "ReportTable",
    "RuleReport",
    "SavedView",
    "Scorecard",
    "Scorecards",
    "Sort",
    "SortKey",
    "StepReport",
    "SummaryRow",
    "activity_report",
    "audit_entries",
    "audit_facts",
    "bar_chart",
    "check_grouped",
    "column_chart",
    "count_field",
    "count_leads",
    "count_leads_by",
    "counted_facts",
    "counted_mail",
    "days_of",
    "export_header",
    "export_pages",
    "export_query",
    "foreign_cursor",
    "last_acts",
    "list_leads",
    "owner_of",
    "period_of",
    "query_fields",
    "read_audit_cursor",
    "read_cursor",
    "report_module",
    "sample_key",
    "score_partners",
    "search_text",
    "search_words",
    "sort_key",
    "summarise",
    "write_audit_cursor",
    "write_cursor",
]
