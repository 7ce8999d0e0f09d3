"""
Notifications: who is told, by which message, and what it says.
"""

from __future__ import annotations

from leadflow.core.notifications.facts import (
    DeliveryKind,
    DeliveryReported,
    MessageCancelled,
    MessageRequeued,
    delivery_code,
)
from leadflow.core.notifications.messages import Message, MessageKind, compose, message_key
from leadflow.core.notifications.recipients import (
    Considered,
    Reason,
    RecipientDecision,
    RecipientSource,
    choose_recipients,
    choose_rejection_recipients,
    choose_update_recipients,
    explain_recipients,
)
from leadflow.core.notifications.rendering import Mail, header_text, render

__all__ = [
    "Considered",
    "DeliveryKind",
    "DeliveryReported",
    "Mail",
    "Message",
    "MessageCancelled",
    "MessageKind",
    "MessageRequeued",
    "Reason",
    "RecipientDecision",
    "RecipientSource",
    "choose_recipients",
    "choose_rejection_recipients",
    "choose_update_recipients",
    "compose",
    "delivery_code",
    "explain_recipients",
    "header_text",
    "message_key",
    "render",
]
