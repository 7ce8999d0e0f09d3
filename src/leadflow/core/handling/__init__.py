"""
Handling: what partners and suppliers do with a lead once it is there.
"""

from __future__ import annotations

from leadflow.core.handling.assigning import (
    MOST_RESENT,
    deactivate,
    reassign,
    resend,
    tell_again,
    tell_registered,
)
from leadflow.core.handling.deciding import LONGEST_COMMENT, accept, reject
from leadflow.core.handling.outcomes import Handled, Refusal

__all__ = [
    "LONGEST_COMMENT",
    "MOST_RESENT",
    "Handled",
    "Refusal",
    "accept",
    "deactivate",
    "reassign",
    "reject",
    "resend",
    "tell_again",
    "tell_registered",
]
