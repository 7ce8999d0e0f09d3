"""
What makes two leads duplicates, and what happens to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from leadflow.core.leads import Lead, LeadKind
from leadflow.core.values import Columns, Values

__all__ = ["OnDuplicate", "duplicate_key", "duplicate_keys", "lead_duplicate_key"]


class OnDuplicate(StrEnum):
    """
    What happens to a row whose lead already exists.

    `SKIP` leaves the lead as it is, `UPDATE` writes the row's values over it, `FILL` writes only what the lead
    did not say, `CREATE` makes another lead, `REFUSE` hands the row back.
    """

    SKIP = "skip"
    UPDATE = "update"
    FILL = "fill"
    CREATE = "create"
    REFUSE = "refuse"


def duplicate_key(values: Values, campaign_id: str | None) -> str | None:
    """
    Return what two leads of one supplier share when they are the same prospect: e-mail, normalised, and campaign.

    Returns:
        The key; None without an e-mail, since nobody is a duplicate of nobody.
    """
    return duplicate_keys(Columns.of([values]), [campaign_id])[0]


def duplicate_keys(records: Columns, campaign_ids: Sequence[str | None]) -> list[str | None]:
    """
    Return the duplicate key of each of many records, each with its campaign.
    """
    pairs = zip(campaign_ids, records.keys("email"), strict=True)
    # Written out, since calling something for each row of a preview costs more than the key.
    return [f"{campaign_id or ''}\x1f{email}" if email else None for campaign_id, email in pairs]


def lead_duplicate_key(lead: Lead, values: Values | None = None) -> str | None:
    """
    Return the duplicate key of a stored lead; None if it has no e-mail, is not active or is a partner's private one.

    A supplier does not see private leads, so none of its own is a duplicate of one. With *values*, the key is that of a
    lead that differs from *lead* in nothing but these.
    """
    shared = lead.active and lead.kind is not LeadKind.PRIVATE
    email = (lead.values if values is None else values).key("email") if shared else None
    return f"{lead.campaign_id or ''}\x1f{email}" if email else None
