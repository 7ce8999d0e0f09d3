"""
Who was notified, as saved on the timeline and as read from it.
"""

from __future__ import annotations

from leadflow.core.decisions import Notice, NoticeLine
from leadflow.core.notifications.recipients import RecipientCandidate, RecipientDecision
from leadflow.core.partners import Account

__all__ = ["notice_of", "recall_recipients"]


def notice_of(decision: RecipientDecision) -> Notice:
    """
    Return what stays of *decision*: neither addresses nor names.
    """
    lines = tuple(NoticeLine(one.person_id, one.source, one.reason) for one in decision.considered)
    return Notice(decision.status, lines)


def recall_recipients(notice: Notice, account: Account | None) -> RecipientDecision:
    """
    Return the decision of which *notice* stayed, with names and addresses as the partner's people have them today.
    """
    considered = []
    for line in notice.lines:
        person = account.person(line.person_id) if account else None
        address, name = (person.email, person.name) if person else ("", "")
        considered.append(RecipientCandidate(line.person_id, line.source, line.reason, address, name))
    return RecipientDecision(tuple(considered), notice.status)
