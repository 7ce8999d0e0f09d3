"""
The default wording in English.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.notifications.wordings.words import Words
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.templates import MessageKind

__all__ = ["ENGLISH"]

ENGLISH: Final = Words(
    language="en",
    subjects={
        MessageKind.NEW_LEAD: "New lead from {supplier}: {lead}",
        MessageKind.UPDATE_REQUEST: "Please update your lead: {lead}",
        MessageKind.PENDING_REMINDER: "Still waiting for your answer: {lead}",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "Please update your opportunity: {lead}",
        MessageKind.DEAL_REGISTERED: "Registered with {supplier}: {lead}",
        MessageKind.LEAD_REJECTED: "{partner} has rejected a lead: {lead}",
        MessageKind.LEAD_RECALLED: "{supplier} has taken a lead back: {lead}",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} has updated an opportunity: {lead}",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} has updated an opportunity: {lead}",
        MessageKind.DEADLINE_PASSED: "A deadline of {partner} has passed: {lead}",
        MessageKind.LEAD_UPDATED: "{partner} has updated a lead: {lead}",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} has changed a lead: {lead}",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} has registered a lead: {lead}",
        MessageKind.REGISTRATION_RETURNED: "{supplier} wants to know more: {lead}",
        MessageKind.REGISTRATION_APPROVED: "Your registration is approved: {lead}",
        MessageKind.REGISTRATION_DENIED: "Your registration is declined: {lead}",
        MessageKind.REGISTRATION_EXPIRING: "Your registration is about to expire: {lead}",
        MessageKind.EXPORT_READY: "Your export of leads is ready",
        MessageKind.DIGEST: "News of your leads: {count}",
        MessageKind.NEW_LEADS: "New leads from {supplier}: {count}",
        MessageKind.LEADS_UPDATED_BY_SUPPLIER: "{supplier} has changed leads: {count}",
    },
    intros={
        MessageKind.NEW_LEAD: "{supplier} has sent {partner} a new lead.",
        MessageKind.UPDATE_REQUEST: "{supplier} asks {partner} for an update on this lead. "
        "Please update it within {days} days.",
        MessageKind.PENDING_REMINDER: "{supplier} has sent {partner} this lead, "
        "and nobody has accepted or rejected it yet.",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "{supplier} asks {partner} for an update on this opportunity. "
        "Please update it within {days} days.",
        MessageKind.DEAL_REGISTERED: "{supplier} has received what {partner} registered. There is nothing left to do.",
        MessageKind.LEAD_REJECTED: "{partner} has rejected this lead.",
        MessageKind.LEAD_RECALLED: "{supplier} has taken this lead back from {partner}. There is nothing left to do.",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} has updated an opportunity of this lead.",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} has updated an opportunity of this lead.",
        MessageKind.DEADLINE_PASSED: "{partner} has not done what was due for this lead.",
        MessageKind.LEAD_UPDATED: "{partner} has updated this lead.",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} has changed this lead.",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} has registered this lead.",
        MessageKind.REGISTRATION_RETURNED: "{supplier} wants to know more before it decides about this registration. "
        "Please add it and submit the lead again.",
        MessageKind.REGISTRATION_APPROVED: "{supplier} has approved this registration. The lead is shared with {supplier} now.",
        MessageKind.REGISTRATION_DENIED: "{supplier} has declined this registration. The lead stays private.",
        MessageKind.REGISTRATION_EXPIRING: "The protection of this registration is about to end. "
        "Please ask {supplier} to extend it if you still work on the lead.",
        MessageKind.EXPORT_READY: "The export of leads that was asked for is ready.",
        MessageKind.DIGEST: "This is what partners have done with these leads since the last mail of this sort.",
        MessageKind.NEW_LEADS: "{supplier} has sent {partner} these new leads.",
        MessageKind.LEADS_UPDATED_BY_SUPPLIER: "{supplier} has changed these leads of {partner}.",
    },
    actions={
        LinkAction.ACCEPT: "Accept",
        LinkAction.REJECT: "Reject",
        LinkAction.REASSIGN: "Reassign",
        LinkAction.SET_STAGE: "Update",
    },
    open="Open",
    unsubscribe="No more mail of this sort",
    unsubscribed="You will get no more mail of this sort.",
    reason="Reason",
    comment="Comment",
    campaign="Campaign",
    assigned_by="Assigned by",
    history="Activity",
    file="File",
    status="Status",
    statuses={
        DistributionStatus.UNASSIGNED: "Unassigned",
        DistributionStatus.PENDING: "Pending",
        DistributionStatus.ACCEPTED: "Accepted",
        DistributionStatus.REJECTED: "Rejected",
    },
    stage="Stage",
    colleague="Colleague",
    more="and {count} more",
    decided="This lead is decided. There is nothing left to do.",
    answers={
        "done": "Thank you, that is done.",
        "not_done": "That was not possible. Please open the link in the mail again.",
        "link_invalid": "This link is not valid. Please use the one in the mail.",
        "link_expired": "This link has expired. Please ask for the lead to be sent again.",
        "link_outdated": "The lead went to somebody else after this mail was sent. Please use the link in the latest mail.",
        "lead_inactive": "This lead is no longer active.",
        "already_decided": "This lead was decided before, and this answer was not taken.",
        "comment_missing": "Please give a comment for this reason.",
        "comment_too_long": "This comment is too long. Please shorten it.",
        "reason_unknown": "Please choose one of the reasons.",
        "reason_missing": "Please choose one of the reasons.",
        "stage_unknown": "Please choose one of the stages.",
        "stage_missing": "Please choose one of the stages.",
        "lead_pending": "Please accept the lead first.",
        "assignee_missing": "Please choose who gets the lead.",
        "assignee_unknown": "This person is not known. Please choose another one.",
        "assignee_inactive": "This person is no longer active. Please choose another one.",
    },
    protected_until="Protected until",
    opportunity={
        "name": "Opportunity",
        "stage": "Stage",
        "amount": "Amount",
        "probability": "Probability",
        "close_date": "Close date",
        "owner": "Owner",
    },
    fields={name: one.title for name, one in STANDARD_SCHEMA.leads.items() if not one.record},
)
