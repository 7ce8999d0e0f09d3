"""
A connector to Salesforce, by its REST API; needs the extra ``connectors``.

Written from the public documentation of API 60 and later, and tried against a server that keeps its rules, never with an
account. Try first: a pull of leads that somebody merged and converted, and a push with your duplicate and assignment rules.
"""

from __future__ import annotations

from leadflow.adapters.connectors.salesforce.connector import Salesforce
from leadflow.adapters.connectors.salesforce.values import long_id

__all__ = ["Salesforce", "long_id"]
