"""
The history of a lead and its mail, merged by time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from operator import attrgetter, itemgetter
from typing import Final, assert_never

from leadflow.core.facts import (
    Accepted,
    AssessmentChanged,
    AssessmentRated,
    ConflictFound,
    ConflictRuled,
    Continued,
    Deactivated,
    DeadlineMoved,
    DeadlinePassed,
    Distributed,
    Duplicated,
    Erased,
    ExternalIdsChanged,
    FileAttached,
    FileOpened,
    FileRemoved,
    Held,
    Merged,
    MergedInto,
    NoticeSent,
    OpportunityRegistered,
    OpportunityUpdated,
    ProtectionEnded,
    ProtectionExtended,
    Reactivated,
    Reassigned,
    Registered,
    RegistrationDenied,
    RegistrationReturned,
    RegistrationSubmitted,
    RegistrationWithdrawn,
    Rejected,
    ScoreChanged,
    StageChanged,
)
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    MessageTrail,
    PostEvent,
)
from leadflow.core.openings import LeadOpening
from leadflow.core.partners import Account
from leadflow.core.timeline import LeadEvent
from leadflow.core.unknown import UnknownFact

__all__ = ["explain_history", "merged"]

_HAPPENED: Final = {
    Held: "held back by a pause",
    Reassigned: "reassigned",
    Accepted: "accepted",
    Rejected: "rejected",
    NoticeSent: "told again",
    FileAttached: "a file was attached",
    FileRemoved: "a file was removed",
    FileOpened: "a file was downloaded",
    Deactivated: "deactivated",
    Reactivated: "reactivated",
    Duplicated: "made as a duplicate of another lead",
    Continued: "continued by a duplicate",
    Merged: "another lead of the same prospect was merged into it",
    MergedInto: "merged into another lead of the same prospect",
    ConflictRuled: "a conflict was ruled",
    StageChanged: "the stage was changed",
    ScoreChanged: "the score was changed",
    ExternalIdsChanged: "its ids in other systems were changed",
    OpportunityRegistered: "an opportunity was registered",
    OpportunityUpdated: "an opportunity was updated",
    RegistrationSubmitted: "submitted for registration",
    RegistrationReturned: "returned for more",
    Registered: "registered",
    RegistrationDenied: "the registration was denied",
    RegistrationWithdrawn: "the registration was withdrawn",
    ProtectionExtended: "the protection was extended",
    ProtectionEnded: "the protection ended",
    Distributed: "became a distributed lead",
    ConflictFound: "another system had changed the same",
    DeadlinePassed: "a step of the deadline was due",
    DeadlineMoved: "the deadline was counted again",
    AssessmentChanged: "assessed again",
    AssessmentRated: "the assessment was rated",
    Erased: "personal data was erased",
}

_REPORTED: Final = {
    DeliveryKind.DELIVERED: "was delivered",
    DeliveryKind.SOFT_BOUNCE: "is held up",
    DeliveryKind.HARD_BOUNCE: "came back",
    DeliveryKind.COMPLAINT: "was complained about",
}


def merged(events: Sequence[LeadEvent], posts: Iterable[MessageTrail]) -> tuple[LeadEvent | PostEvent, ...]:
    """
    Return the events of a lead and of the trails of its messages by time; each story stays in its own order.

    What happened to the lead comes first where both happened in one moment.
    """
    mail = merge(*(post.trail for post in posts), key=attrgetter("at"))
    return tuple(merge(events, mail, key=attrgetter("at")))


def explain_history(
    events: Sequence[LeadEvent],
    posts: Sequence[MessageTrail],
    account: Account | None,
    openings: Iterable[LeadOpening] = (),
) -> tuple[str, ...]:
    """
    List the history of a lead, its mail, and who has opened it since these *events* began, one line each, by time.
    """
    messages = {post.message.key: post.message for post in posts}
    lines: list[tuple[datetime, str]] = []
    for event in merged(events, posts):
        if isinstance(event, PostEvent):
            told = f"{_named(messages[event.key], account)} {_became(event.fact)}"
        else:
            told = _HAPPENED.get(type(event.fact), "")
        if told:
            lines.append((event.at, told))
    opened = sorted((one.at, f"opened by {_name_of(one.person_id, account)}") for one in openings)
    return tuple(f"  {at:%Y-%m-%d %H:%M} {told}" for at, told in merge(lines, opened, key=itemgetter(0)))


def _named(message: Message, account: Account | None) -> str:
    return f"mail to {_name_of(message.recipient_id, account)}"


def _name_of(person_id: str, account: Account | None) -> str:
    person = account.person(person_id) if account else None
    return person.name or person.email if person else person_id


def _became(fact: MessageFact) -> str:
    match fact:
        case MessageSent():
            return "was sent"
        case MessageFailed():
            return f"was given up ({fact.reason})"
        case MessageCancelled():
            return f"was cancelled ({fact.reason})"
        case MessageRequeued():
            return "was queued again"
        case DeliveryReported():
            return _REPORTED[fact.kind] + (f" ({fact.code})" if fact.code else "")
        case UnknownFact():
            return fact.name.replace("_", " ")
        case _:
            assert_never(fact)
