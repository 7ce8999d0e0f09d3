"""
People accept, reject, reassign, deactivate and reactivate a lead.
"""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from leadflow.core.decisions import Notice
from leadflow.core.facts.steps import Declared, Happening, Members, Steps
from leadflow.core.leads import DistributionStatus, EmailStatus
from leadflow.core.notifications.messages import MessageKind
from leadflow.core.templates import traits_of

__all__ = ["STEPS", "Accepted", "Deactivated", "NoticeSent", "Reactivated", "Reassigned", "Rejected"]


@frozen(kw_only=True)
class Reassigned:
    """
    Another of the partner's people was named on the lead; status and partner stay.

    Attributes:
        assignee_id: Who works it from now on.
        before: Who did until then; None if nobody was named.
        notice: Who was notified.
    """

    assignee_id: str
    before: str | None = None
    notice: Notice


@frozen(kw_only=True)
class NoticeSent:
    """
    The partner's people were notified again: by the new-lead mail, a reminder or a request, depending on *kind*.
    """

    kind: MessageKind
    notice: Notice


@frozen(kw_only=True)
class Accepted:
    """
    The partner took the lead; automatically where it auto-accepts.
    """

    automatic: bool = False


@frozen(kw_only=True)
class Rejected:
    """
    The partner declined the lead.

    Attributes:
        reason: A code of the programme's; None if none was given.
        comment: What the partner wrote; None if nothing.
    """

    reason: str | None = None
    comment: str | None = field(default=None, repr=False)


@frozen(kw_only=True)
class Deactivated:
    """
    The lead left the lists and the partner's account.

    Attributes:
        reason: ``recalled``, ``transferred``, ``moved_on`` after a rejection, ``rerouted`` after a deadline,
            ``import_undone``, or a word of the host's; an open list. None if nobody gave one.
        comment: What the person wrote who did it; None if nothing.
    """

    reason: str | None = None
    comment: str | None = field(default=None, repr=False)


@frozen
class Reactivated:
    """
    The lead is back in the lists and in the partner's account, in the state in which it left them.
    """


def _reassigned(before: Members, event: Happening, fact: Reassigned, _: Declared) -> Members:
    assigned = {"assignee_id": fact.assignee_id, "assignment": event.seq, "opened_at": None}
    return {**assigned, **_told(before, fact.notice)}


def _notice_sent(before: Members, _: Happening, fact: NoticeSent, __: Declared) -> Members:
    return _told(before, fact.notice) if traits_of(fact.kind).announces else {}


def _told(before: Members, notice: Notice) -> Members:
    """
    A lead whose people were notified keeps that status, even if a later notification reaches nobody.
    """
    if notice.status is EmailStatus.AUTO_ACCEPT:
        return {}
    return {"email_status": notice.status, "mail_seq": before["mail_seq"] + 1}


def _accepted(_: Members, event: Happening, __: Accepted, ___: Declared) -> Members:
    return {
        "status": DistributionStatus.ACCEPTED,
        "status_changed_at": event.at,
        "accepted_at": event.at,
        "decision": event.seq,
    }


def _rejected(_: Members, event: Happening, __: Rejected, ___: Declared) -> Members:
    return {
        "status": DistributionStatus.REJECTED,
        "status_changed_at": event.at,
        "rejected_at": event.at,
        "decision": event.seq,
    }


def _deactivated(_: Members, event: Happening, __: Deactivated, ___: Declared) -> Members:
    return {"active": False, "deactivated_at": event.at}


def _reactivated(_: Members, __: Happening, ___: Reactivated, ____: Declared) -> Members:
    return {"active": True, "deactivated_at": None}


STEPS: Final[Steps] = {
    Reassigned: _reassigned,
    NoticeSent: _notice_sent,
    Accepted: _accepted,
    Rejected: _rejected,
    Deactivated: _deactivated,
    Reactivated: _reactivated,
}
