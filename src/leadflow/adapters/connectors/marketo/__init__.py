"""
A connector to Marketo, by its REST API; needs the extra ``connectors``.

Written from the public documentation of August 2026, and tried against a server that keeps its rules, never with an account.
Try first: a merge of two people, a lead with many activities, a value that is cleared, an opportunity that somebody changes,
and a pull after a night without one.
"""

from __future__ import annotations

from leadflow.adapters.connectors.marketo.connector import Marketo

__all__ = ["Marketo"]
