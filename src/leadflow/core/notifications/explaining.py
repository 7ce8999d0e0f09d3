"""
Explains recipient decisions in sentences.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.arguments import checked
from leadflow.core.decisions import Reason
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications.recipients import RecipientDecision

__all__ = ["explain_recipients"]

_WORDS: Final = {
    Reason.TOLD: "notified",
    Reason.AUTO_ACCEPT: "skipped, the partner accepts these leads automatically",
    Reason.ASSIGNEE_NAMED: "skipped, the lead has an assignee",
    Reason.INACTIVE: "skipped, inactive",
    Reason.INVALID_ADDRESS: "skipped, the address is not valid",
    Reason.SAME_ADDRESS: "skipped, the address is already on this list",
    Reason.OTHER_SOURCE: "skipped, the other side's recipients are used",
    Reason.UNSUBSCRIBED: "skipped, has unsubscribed from reminders",
    Reason.NOT_FOUND: "skipped, the partner has no person with this id",
}

_STATUS_WORDS: Final = {
    EmailStatus.QUEUED: "Recipients",
    EmailStatus.AUTO_ACCEPT: "Nobody is notified: the partner accepts these leads automatically",
    EmailStatus.NO_RECIPIENTS: "Nobody is notified: the lead has no assignee, and no recipients are set; set a default recipient",
    EmailStatus.ASSIGNEE_INACTIVE: "Nobody is notified: the assignee is inactive or gone; assign the lead to somebody else",
    EmailStatus.INVALID_ADDRESS: "Nobody is notified: no recipient has a valid address; correct one and send the mail again",
}


@checked
def explain_recipients(decision: RecipientDecision) -> str:
    """
    Explain who is notified and why others are not, one line for each person.

    The text shows addresses, and names where they are known, so do not log it.
    """
    lines = [_STATUS_WORDS.get(decision.status, decision.status.value)]
    for one in decision.considered:
        who = f"{one.name} <{one.address}>" if one.name else one.address or one.person_id
        lines.append(f"  {who} ({one.source.value.replace('_', ' ')}): {_WORDS[one.reason]}")
    return "\n".join(lines)
