"""
When somebody of each partner last acted on any lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from leadflow.core.leads import Lead, LeadKind

__all__ = ["last_acts"]


def last_acts(leads: Iterable[Lead]) -> Mapping[str, datetime]:
    """
    Return when somebody of each partner last acted on one of *leads*, by the partner's id; who has never is absent.

    Private leads do not count: the supplier, who asks for it too, must not learn of them.
    """
    found: dict[str, datetime] = {}
    for lead in leads:
        at, partner_id = lead.partner_activity_at, lead.partner_id
        if at is not None and partner_id is not None and lead.kind is not LeadKind.PRIVATE:
            found[partner_id] = max(at, found.get(partner_id, at))
    return found
