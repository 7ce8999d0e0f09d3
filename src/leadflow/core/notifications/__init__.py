"""
Notifications: who is notified, by which message, and with which text.
"""

from __future__ import annotations

from leadflow.core.decisions import Reason, RecipientSource
from leadflow.core.notifications.digests import MOST_LISTED, Digest, ListedLead
from leadflow.core.notifications.explaining import explain_recipients
from leadflow.core.notifications.forgetting import forgotten, forgotten_event
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant
from leadflow.core.notifications.link_tokens import LinkKey
from leadflow.core.notifications.links import ActionLinks
from leadflow.core.notifications.mail import Mail, MailFile, header_text
from leadflow.core.notifications.mail_events import MailEvent, MailEventQuery, MailTotals, mail_event
from leadflow.core.notifications.message_facts import (
    DeliveryKind,
    DeliveryReported,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    address_digest,
    delivery_code,
)
from leadflow.core.notifications.messages import (
    Message,
    MessageKind,
    ReadyExport,
    compose,
    compose_digest,
    compose_export,
    digest_key,
    message_about,
    message_key,
)
from leadflow.core.notifications.notices import notice_of, recall_recipients
from leadflow.core.notifications.occasions import Briefing, Occasion
from leadflow.core.notifications.recipients import (
    RecipientCandidate,
    RecipientDecision,
    choose_mailed_recipients,
    choose_managers,
    choose_nominated_recipient,
    choose_recipients,
    choose_registration_recipients,
    choose_rejection_recipients,
    choose_update_recipients,
)
from leadflow.core.notifications.rendering import mail_values, render, render_template
from leadflow.core.notifications.trails import (
    EmailStatusUpdate,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    Settlement,
)
from leadflow.core.notifications.wordings import LANGUAGES

__all__ = [
    "LANGUAGES",
    "MOST_LISTED",
    "ActionLinks",
    "Briefing",
    "DeliveryKind",
    "DeliveryReported",
    "Digest",
    "EmailStatusUpdate",
    "LinkAction",
    "LinkGrant",
    "LinkKey",
    "ListedLead",
    "Mail",
    "MailEvent",
    "MailEventQuery",
    "MailFile",
    "MailTotals",
    "Message",
    "MessageCancelled",
    "MessageFact",
    "MessageFailed",
    "MessageKind",
    "MessageRequeued",
    "MessageSent",
    "MessageTrail",
    "Occasion",
    "PostChange",
    "PostEvent",
    "ReadyExport",
    "Reason",
    "RecipientCandidate",
    "RecipientDecision",
    "RecipientSource",
    "Settled",
    "Settlement",
    "address_digest",
    "choose_mailed_recipients",
    "choose_managers",
    "choose_nominated_recipient",
    "choose_recipients",
    "choose_registration_recipients",
    "choose_rejection_recipients",
    "choose_update_recipients",
    "compose",
    "compose_digest",
    "compose_export",
    "delivery_code",
    "digest_key",
    "explain_recipients",
    "forgotten",
    "forgotten_event",
    "header_text",
    "mail_event",
    "mail_values",
    "message_about",
    "message_key",
    "notice_of",
    "recall_recipients",
    "render",
    "render_template",
]
