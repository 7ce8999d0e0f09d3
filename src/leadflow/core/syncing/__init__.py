"""
Exchanging leads and opportunities with other systems: what is taken, and what is sent.
"""

from __future__ import annotations

from leadflow.core.syncing.applied import Applied, ApplyOutcome
from leadflow.core.syncing.current import (
    asks_answers,
    changed_at,
    is_shared,
    lead_says,
    opportunity_says,
    rejection_in,
)
from leadflow.core.syncing.histories import new_history
from leadflow.core.syncing.merging import Pulled, PulledValue, compare_record, with_conflicts
from leadflow.core.syncing.sending import Sending, differs, plan_sending
from leadflow.core.syncing.taking import take_pulled

__all__ = [
    "Applied",
    "ApplyOutcome",
    "Pulled",
    "PulledValue",
    "Sending",
    "asks_answers",
    "changed_at",
    "compare_record",
    "differs",
    "is_shared",
    "lead_says",
    "new_history",
    "opportunity_says",
    "plan_sending",
    "rejection_in",
    "take_pulled",
    "with_conflicts",
]
