"""
Hypothesis strategies for leadflow's values, including unusual ones.
"""

from __future__ import annotations

from leadflow.errors import MissingExtra

try:
    from leadflow.testing.strategies.of_criteria import conditions, criteria
    from leadflow.testing.strategies.of_leads import leads, values
    from leadflow.testing.strategies.of_modules import modules
    from leadflow.testing.strategies.of_partners import accounts, parties, partners, roles
    from leadflow.testing.strategies.of_texts import ids, moments, nasty_texts
except ImportError as error:
    raise MissingExtra("testing", "hypothesis") from error

__all__ = [
    "accounts",
    "conditions",
    "criteria",
    "ids",
    "leads",
    "modules",
    "moments",
    "nasty_texts",
    "parties",
    "partners",
    "roles",
    "values",
]
