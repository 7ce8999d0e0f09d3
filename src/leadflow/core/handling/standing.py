"""
Where a lead stands for a message or a link that was written some events ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadflow.core.facts import Accepted, Assigned, Deactivated, Reassigned, Rejected, Routed
from leadflow.core.leads import Lead
from leadflow.core.notifications import Message, MessageKind
from leadflow.core.timeline import LeadEvent

__all__ = ["assignment_of", "decision_of", "superseded"]

_TOLD_ONCE = frozenset({MessageKind.PROCESS_COMPLETE, MessageKind.LEAD_REJECTED})
_TO_DECIDE = frozenset({MessageKind.NEW_LEAD, MessageKind.PENDING_REMINDER})


def assignment_of(events: Iterable[LeadEvent]) -> int:
    """
    Return the number of the event that last brought the lead to a partner or an assignee; 0 if none did.
    """
    return max((event.seq for event in events if _assigns(event)), default=0)


def decision_of(events: Sequence[LeadEvent]) -> LeadEvent | None:
    """
    Return the event by which the lead was accepted or rejected; None while it is pending.
    """
    return next((event for event in reversed(events) if isinstance(event.fact, Accepted | Rejected)), None)


def superseded(message: Message, lead: Lead, events: Iterable[LeadEvent]) -> str | None:
    """
    Say why *message* is not to be sent any more, as a code; None if it is.

    The lead was deactivated, went to somebody else, or was decided after the message was written. What tells of
    something that is over, such as a rejection, is never superseded.
    """
    if message.kind in _TOLD_ONCE:
        return None
    if not lead.active:
        return "lead_deactivated"
    for event in events:
        if event.seq <= message.seq:
            continue
        if _assigns(event):
            return "lead_moved"
        if isinstance(event.fact, Rejected) or (isinstance(event.fact, Accepted) and message.kind in _TO_DECIDE):
            return "lead_decided"
        if isinstance(event.fact, Deactivated):
            return "lead_deactivated"
    return None


def _assigns(event: LeadEvent) -> bool:
    fact = event.fact
    return isinstance(fact, (Assigned, Reassigned)) or (isinstance(fact, Routed) and fact.notice is not None)
