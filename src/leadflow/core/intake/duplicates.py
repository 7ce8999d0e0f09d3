"""
What makes two leads duplicates, and what happens to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from leadflow.core.kinds import Key
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
    Return what two leads of one supplier share when they are the same prospect: campaign and e-mail, normalised.

    Before the e-mail comes the first unique field, by name, of which something is said; see `Field.unique`.

    Returns:
        The key; None without any of them, since nobody is a duplicate of nobody.
    """
    return duplicate_keys(Columns.of([values]), [campaign_id])[0]


def duplicate_keys(records: Columns, campaign_ids: Sequence[str | None]) -> list[str | None]:
    """
    Return the duplicate key of each of many records, each with its campaign.
    """
    pairs = zip(campaign_ids, records.keys("email"), strict=True)
    # Written out, since calling something for each row of a preview costs more than the key.
    found = [f"{campaign_id or ''}\x1f{email}" if email else None for campaign_id, email in pairs]
    for name in reversed(records.layout.unique):
        for at, key in enumerate(records.keys(name)):
            if key is not None:
                found[at] = _unique_key(campaign_ids[at], name, key)
    return found


def lead_duplicate_key(lead: Lead, values: Values | None = None) -> str | None:
    """
    Return the duplicate key of a stored lead; None if it says nothing to know it by, is not active or is a partner's
    private one.

    A supplier does not see private leads, so none of its own is a duplicate of one. With *values*, the key is that of a
    lead that differs from *lead* in nothing but these.
    """
    if not lead.active or lead.kind is LeadKind.PRIVATE:
        return None
    said = lead.values if values is None else values
    for name in said.layout.unique:
        if (key := said.key(name)) is not None:
            return _unique_key(lead.campaign_id, name, key)
    email = said.key("email")
    return f"{lead.campaign_id or ''}\x1f{email}" if email else None


def _unique_key(campaign_id: str | None, name: str, key: Key) -> str:
    return f"{campaign_id or ''}\x1f{name}\x1f{key}"
