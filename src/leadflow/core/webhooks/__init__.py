"""
Webhooks: who sent one, and where its values are.
"""

from __future__ import annotations

from leadflow.core.webhooks.mapping import WebhookMapping, value_at
from leadflow.core.webhooks.signatures import VerifiedWebhook, WebhookSecret, sign_webhook, verify_webhook

__all__ = ["VerifiedWebhook", "WebhookMapping", "WebhookSecret", "sign_webhook", "value_at", "verify_webhook"]
