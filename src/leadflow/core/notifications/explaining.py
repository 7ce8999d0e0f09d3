"""
Recipient decisions in words.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.decisions import Reason
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications.recipients import RecipientDecision

__all__ = ["explain_recipients"]

_WORDS: Final = {
    Reason.TOLD: "is told",
    Reason.AUTO_ACCEPT: "is not told: the partner accepts these leads automatically",
    Reason.ASSIGNEE_NAMED: "is not told: the lead has an assignee",
    Reason.INACTIVE: "is not told: inactive",
    Reason.INVALID_ADDRESS: "is not told: the address is not valid",
    Reason.SAME_ADDRESS: "is not told twice: somebody before has the same address",
    Reason.OTHER_SOURCE: "is not told: the other side's recipients are used",
    Reason.UNSUBSCRIBED: "is not told: asked for no more reminders",
    Reason.NOT_FOUND: "is not told: nobody of the partner has this id",
}

_STATUS_WORDS: Final = {
    EmailStatus.QUEUED: "Somebody is told",
    EmailStatus.AUTO_ACCEPT: "Nobody is told: the partner accepts these leads automatically",
    EmailStatus.NO_RECIPIENTS: "Nobody is told: no assignee and no recipients are set",
    EmailStatus.ASSIGNEE_INACTIVE: "Nobody is told: the assignee is inactive or gone. This is to be mended",
    EmailStatus.INVALID_ADDRESS: "Nobody is told: no address is valid. This is to be mended",
}


def explain_recipients(decision: RecipientDecision) -> str:
    """
    Tell who is told and why the others are not, a line a person; addresses are shown, names where they are known.
    """
    lines = [_STATUS_WORDS.get(decision.status, decision.status.value)]
    for one in decision.considered:
        who = f"{one.name} <{one.address}>" if one.name else one.address or one.person_id
        lines.append(f"  {who} ({one.source.value.replace('_', ' ')}) {_WORDS[one.reason]}")
    return "\n".join(lines)
