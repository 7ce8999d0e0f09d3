"""
A connector to Dynamics 365 Sales, by the Web API of Dataverse; needs the extra ``connectors``.

Written from the public documentation of version 9.2, and tried against a server that keeps its rules, never with an account.
Try first: a lead that is qualified, a merge, a duplicate rule, and a pull after a week.
"""

from __future__ import annotations

from leadflow.adapters.connectors.dynamics.connector import Dynamics

__all__ = ["Dynamics"]
