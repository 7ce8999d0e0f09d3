"""
Details: what the page of a lead shows, as sections with labels, sentences and what can be done now.
"""

from __future__ import annotations

from leadflow.core.details.describing import describe_lead
from leadflow.core.details.sections import DetailEvent, DetailRow, DetailSection, DetailSectionName, LeadDetail

__all__ = ["DetailEvent", "DetailRow", "DetailSection", "DetailSectionName", "LeadDetail", "describe_lead"]
