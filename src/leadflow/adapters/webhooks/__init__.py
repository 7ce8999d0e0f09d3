"""
Sends updates of leads as webhooks. It needs the extra ``webhooks``.
"""

from __future__ import annotations

from leadflow.adapters.outgoing_addresses import AddressPolicy, OutgoingAddress
from leadflow.adapters.webhooks.sending import WebhookConnector

__all__ = ["AddressPolicy", "OutgoingAddress", "WebhookConnector"]
