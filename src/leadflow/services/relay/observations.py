"""
What a relay reports about a message.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from leadflow.core.notifications import Message
from leadflow.core.observations import ClaimLost, LeadUnreadable, MailRelayed, StoreFailed
from leadflow.errors import ConfigurationError, PortError
from leadflow.ports import describe
from leadflow.services.relay.delivery_state import DeliveryState

__all__ = ["claim_lost", "relayed", "unread"]


def relayed(one: DeliveryState, now: datetime) -> MailRelayed:
    """
    Return the result of a message, once that is saved.
    """
    settlement, message = one.settlement, one.claim.message
    return MailRelayed(
        supplier_id=message.supplier_id,
        key=message.key,
        lead_id=message.lead_id,
        kind=message.kind,
        outcome=settlement.state,
        reason=settlement.reason,
        attempt=one.claim.attempt,
        tried=settlement.tried,
        blocked=one.blocked,
        age=now - message.created_at,
        template_failed=one.template_failed,
    )


def claim_lost(one: DeliveryState) -> ClaimLost:
    """
    Return that another relay holds a message before its result is saved.
    """
    message = one.claim.message
    return ClaimLost(
        supplier_id=message.supplier_id, key=message.key, lead_id=message.lead_id, outcome=one.settlement.state
    )


def unread(message: Message, error: PortError | ConfigurationError, wait: timedelta) -> StoreFailed | LeadUnreadable:
    """
    Return why what a message needs was not read: the store failed, or the lead is damaged or a newer version's.
    """
    if isinstance(error, PortError):
        return StoreFailed(supplier_id=message.supplier_id, error=describe(error), wait=wait)
    return LeadUnreadable(
        supplier_id=message.supplier_id, lead_id=message.lead_id, key=message.key, error=describe(error)
    )
