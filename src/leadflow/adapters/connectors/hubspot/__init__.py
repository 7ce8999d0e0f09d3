"""
A connector to HubSpot, by its dated CRM API; needs the extra ``connectors``.

Written from the public documentation of 2026-09, and tried against a server that keeps its rules, never with an account. Try
first: a merge of two contacts, a validation rule of your account, and a deal with its contact.
"""

from __future__ import annotations

from leadflow.adapters.connectors.hubspot.connector import HubSpot
from leadflow.adapters.connectors.hubspot.journal import HubSpotJournal

__all__ = ["HubSpot", "HubSpotJournal"]
