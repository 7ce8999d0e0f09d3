"""
Who is notified about a lead, and why everybody else is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.decisions import Reason, RecipientSource
from leadflow.core.kinds import is_address
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications.policy import RecipientPolicy, RecipientPrecedence
from leadflow.core.partners import Account, PartnerPeople, Person, SupplierContact
from leadflow.core.text import text_key

__all__ = [
    "RecipientCandidate",
    "RecipientDecision",
    "choose_mailed_recipients",
    "choose_managers",
    "choose_nominated_recipient",
    "choose_recipients",
    "choose_registration_recipients",
    "choose_rejection_recipients",
    "choose_update_recipients",
    "recipients_at",
]


@frozen
class RecipientCandidate:
    """
    A person who was considered as a recipient, and the result.

    Attributes:
        person_id: Who.
        source: Why they were considered.
        reason: Why they are in or out.
        address, name: From the partner's record; empty if the person no longer exists.
    """

    person_id: str
    source: RecipientSource
    reason: Reason
    address: str = field(default="", repr=False)
    name: str = field(default="", repr=False)


@frozen
class RecipientDecision:
    """
    Who is notified about a lead, and why everybody else is not.

    Attributes:
        considered: Everybody who was considered, in order: the assignee, the partner's default users, then its default
            sales reps, the supplier's additional recipients.
        status: `QUEUED` if somebody is notified; else why nobody is.
    """

    considered: tuple[RecipientCandidate, ...]
    status: EmailStatus

    @property
    def included(self) -> tuple[RecipientCandidate, ...]:
        """
        The notified people, in order. No two have the same address.
        """
        return tuple(one for one in self.considered if one.reason is Reason.TOLD)

    @property
    def excluded(self) -> tuple[RecipientCandidate, ...]:
        """
        The people who are not notified, in order.
        """
        return tuple(one for one in self.considered if one.reason is not Reason.TOLD)


@checked
def choose_recipients(
    lead: Lead,
    account: Account,
    *,
    assignee_id: str | None = None,
    policy: RecipientPolicy = RecipientPolicy(),
) -> RecipientDecision:
    """
    Decide who is notified about *lead*, with a reason for everybody considered.

    The assignee if there is one; otherwise the partner's default recipients and the supplier's additional ones, as
    *policy* combines them. Nobody if the partner auto-accepts the lead. An assignee who cannot be mailed is a
    failure that somebody has to correct; nobody else is notified instead.

    Args:
        lead: The lead of the mail.
        account: Of the partner who works it, or is about to.
        assignee_id: Who is about to be named on it; if omitted, the one who is.
        policy: How the partner's and the supplier's recipients are combined.

    Returns:
        Included and excluded people, each with a reason. An empty decision also says why nobody is notified.
    """
    named = lead.assignee_id if assignee_id is None else assignee_id
    return recipients_at(account, lead.received_at, named, policy=policy)


def recipients_at(
    account: Account, arrived_at: datetime, named: str | None, *, policy: RecipientPolicy = RecipientPolicy()
) -> RecipientDecision:
    """
    Decide as `choose_recipients` does for any lead that arrived at *arrived_at* and names *named*.
    """
    defaults = [(one, source) for one, source in _defaults(account) if one.id != named]
    extra = [(one, RecipientSource.SUPPLIER_ADDITIONAL) for one in account.partner.additional_recipients]
    assignee, people = _assignee(named, account), account.people
    if account.auto_accepts(arrived_at):
        everyone = [*assignee, *_as(Reason.AUTO_ACCEPT, [*defaults, *extra])]
        out = tuple(_but(one, Reason.AUTO_ACCEPT) for one in everyone)
        return RecipientDecision(out, EmailStatus.AUTO_ACCEPT)
    if assignee:
        others = _as(Reason.ASSIGNEE_NAMED, [*defaults, *extra])
        return RecipientDecision((*assignee, *others), _status_of(assignee[0]))
    considered = _one_an_address([*_judged(defaults, people), *_judged(extra, people)])
    first = _FIRST[policy.precedence]
    if first is not None:
        considered = _prefer(considered, first)
    return RecipientDecision(tuple(considered), _status(considered))


_FIRST: Final[Mapping[RecipientPrecedence, RecipientSource | None]] = {
    RecipientPrecedence.UNION: None,
    RecipientPrecedence.PARTNER_FIRST: RecipientSource.PARTNER_DEFAULT,
    RecipientPrecedence.SUPPLIER_FIRST: RecipientSource.SUPPLIER_ADDITIONAL,
}
"""
The source that is enough where it has somebody who can be mailed; None where both are used.
"""


def choose_update_recipients(lead: Lead, account: Account) -> RecipientDecision:
    """
    Decide who is reminded of *lead* or asked for an update: the assignee, else the partner's default recipients.
    """
    return _assignee_or_defaults(lead, account, left=account.people.unsubscribed)


def choose_registration_recipients(lead: Lead, account: Account) -> RecipientDecision:
    """
    Decide who is notified that an opportunity was registered: the assignee, else the partner's default recipients.

    The mail is sent once, so people who unsubscribed from reminders get it too.
    """
    return _assignee_or_defaults(lead, account, left=())


def choose_rejection_recipients(people: Iterable[SupplierContact]) -> RecipientDecision:
    """
    Decide which of the supplier's *people* are notified of a rejection.
    """
    considered = _one_an_address(_judged((one, RecipientSource.REJECTION_RECIPIENT) for one in people))
    return RecipientDecision(tuple(considered), _status(considered))


def choose_managers(people: Iterable[SupplierContact]) -> RecipientDecision:
    """
    Decide which of the supplier's *people* are notified that a deadline passed.
    """
    considered = _one_an_address(_judged((one, RecipientSource.NOMINATED) for one in people))
    return RecipientDecision(tuple(considered), _status(considered))


def choose_mailed_recipients(account: Account, mailed: Collection[str]) -> RecipientDecision:
    """
    Decide who of those that got mail about a lead is notified that it was taken back: *mailed* has their ids.

    The mail is sent once, so people who unsubscribed from reminders get it too.
    """
    partner = [(one, RecipientSource.PARTNER_DEFAULT) for one in account.people.members if one.id in mailed]
    extra = [
        (one, RecipientSource.SUPPLIER_ADDITIONAL) for one in account.partner.additional_recipients if one.id in mailed
    ]
    considered = _one_an_address(_judged([*partner, *extra], account.people))
    return RecipientDecision(tuple(considered), _status(considered))


def choose_nominated_recipient(person: Person) -> RecipientDecision:
    """
    Decide whether the one recipient of an export can be notified.
    """
    considered = _judged([(person, RecipientSource.NOMINATED)])
    return RecipientDecision(tuple(considered), _status(considered))


def _assignee_or_defaults(lead: Lead, account: Account, *, left: Collection[str]) -> RecipientDecision:
    """
    Choose the assignee, else the partner's default recipients, without those who have *left* mail of this sort.
    """
    assignee = _without(left, _assignee(lead.assignee_id, account))
    defaults = _defaults(account)
    if assignee:
        others = [(one, source) for one, source in defaults if one.id != lead.assignee_id]
        return RecipientDecision((*assignee, *_as(Reason.ASSIGNEE_NAMED, others)), _status_of(assignee[0]))
    considered = _one_an_address(_without(left, _judged(defaults, account.people)))
    return RecipientDecision(tuple(considered), _status(considered))


def _without(left: Collection[str], people: list[RecipientCandidate]) -> list[RecipientCandidate]:
    """
    Leave out those who asked for no more reminders, whether or not they could be mailed.
    """
    return [_but(one, Reason.UNSUBSCRIBED) if one.person_id in left else one for one in people]


def _defaults(account: Account) -> list[tuple[Person, RecipientSource]]:
    return [(one, RecipientSource.PARTNER_DEFAULT) for one in account.people.members if one.default_recipient]


def _assignee(assignee_id: str | None, account: Account) -> list[RecipientCandidate]:
    if assignee_id is None:
        return []
    person = next((one for one in account.people.members if one.id == assignee_id), None)
    if person is None:
        return [RecipientCandidate(assignee_id, RecipientSource.ASSIGNEE, Reason.NOT_FOUND)]
    return _judged([(person, RecipientSource.ASSIGNEE)], account.people)


def _judged(
    asked: Iterable[tuple[Person, RecipientSource]], people: PartnerPeople | None = None
) -> list[RecipientCandidate]:
    """
    Say of each person whether they can be mailed; *people* know from which addresses mail came back.
    """
    return [
        RecipientCandidate(
            person.id,
            source,
            Reason.INACTIVE
            if not person.active
            else Reason.TOLD
            if is_address(person.email) and not (people and people.has_bounced(person.email))
            else Reason.INVALID_ADDRESS,
            person.email,
            person.name,
        )
        for person, source in asked
    ]


def _as(reason: Reason, people: Iterable[tuple[Person, RecipientSource]]) -> list[RecipientCandidate]:
    return [RecipientCandidate(person.id, source, reason, person.email, person.name) for person, source in people]


def _but(one: RecipientCandidate, reason: Reason) -> RecipientCandidate:
    return RecipientCandidate(one.person_id, one.source, reason, one.address, one.name)


def _one_an_address(considered: list[RecipientCandidate]) -> list[RecipientCandidate]:
    """
    Keep the first of those who share an address.
    """
    seen: set[str] = set()
    kept = []
    for one in considered:
        if one.reason is Reason.TOLD:
            address = text_key(one.address)
            one = _but(one, Reason.SAME_ADDRESS) if address in seen else one
            seen.add(address)
        kept.append(one)
    return kept


def _prefer(considered: list[RecipientCandidate], first: RecipientSource) -> list[RecipientCandidate]:
    """
    Leave out the second source if the first has somebody who can be mailed.
    """
    mailable = (Reason.TOLD, Reason.SAME_ADDRESS)
    if not any(one.source is first and one.reason in mailable for one in considered):
        return considered
    told = [_but(one, Reason.TOLD) if one.reason in mailable and one.source is first else one for one in considered]
    left = [
        _but(one, Reason.OTHER_SOURCE) if one.source is not first and one.reason in mailable else one for one in told
    ]
    return _one_an_address(left)


def _status_of(assignee: RecipientCandidate) -> EmailStatus:
    match assignee.reason:
        case Reason.TOLD:
            return EmailStatus.QUEUED
        case Reason.INVALID_ADDRESS:
            return EmailStatus.INVALID_ADDRESS
        case Reason.UNSUBSCRIBED:
            return EmailStatus.NO_RECIPIENTS
        case _:
            return EmailStatus.ASSIGNEE_INACTIVE


def _status(considered: list[RecipientCandidate]) -> EmailStatus:
    """
    Inactive people count as not set; people with invalid addresses count as set but cannot be notified.
    """
    reasons = {one.reason for one in considered}
    if Reason.TOLD in reasons:
        return EmailStatus.QUEUED
    return EmailStatus.INVALID_ADDRESS if Reason.INVALID_ADDRESS in reasons else EmailStatus.NO_RECIPIENTS
