"""
Digests of imports: one mail a person about all new leads that an import brought to a partner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Final

from attrs import evolve, frozen

from leadflow.core.access import ProgramParty, scope_of
from leadflow.core.facts import Assigned, Routed, ValuesChanged
from leadflow.core.handling.email_status import shown_by, told_by_trails
from leadflow.core.importing.progress import ImportProgress
from leadflow.core.leads import DistributionStatus, EmailStatus, Lead
from leadflow.core.notifications import (
    Digest,
    Message,
    MessageKind,
    MessageTrail,
    PostChange,
    PostEvent,
    Reason,
    choose_update_recipients,
    compose_digest,
    digest_key,
)
from leadflow.core.partners import Account, Accounts, PartnerDirectory
from leadflow.core.programme import Programme
from leadflow.core.templates import traits_of
from leadflow.core.timeline import EventQuery, LeadEvent
from leadflow.errors import ConfigurationError, NotFound
from leadflow.ports import EventLister, UnitOfWork

__all__ = [
    "Announced",
    "announced_by",
    "announcing",
    "changed_by",
    "digests_of_changes",
    "import_runs",
    "is_open",
    "new_digest",
    "with_leads_of_digest",
]

_KIND: Final = MessageKind.NEW_LEADS
_PAGE: Final = 500
_EVERYTHING: Final = scope_of(ProgramParty(name="digests"))
_ABANDONED: Final = timedelta(hours=1)
"""
An import that has not continued for so long is reported as far as it is.
"""


@frozen
class Announced:
    """
    A lead that a digest announces, and the event by which it came to its partner.
    """

    lead: Lead
    event: LeadEvent


def new_digest(unit: UnitOfWork, message: Message) -> Message | None:
    """
    Return the digest about leads that come now; None if one waits in the outbox already.

    Once one was sent or given up, the next one of the import is another message.
    """
    while True:
        posted = _posted(unit, message.key)
        if posted is None:
            return message
        if posted.state is None:
            return None
        message = _following(message)


def import_runs(unit: UnitOfWork, digest: Digest, now: datetime) -> bool:
    """
    Return whether more leads may come soon, so that the digest has to wait.
    """
    progress = unit.records.one(ImportProgress, digest.import_id or "")
    return progress is not None and not progress.over and now - progress.modified_at < _ABANDONED


def announced_by(unit: UnitOfWork, message: Message, digest: Digest) -> Iterator[Announced]:
    """
    Read the leads that a digest announces to its recipient: they are still where the import has brought them.
    """
    since = _sent_before(unit, message, digest)
    for lead, event in _events(unit, digest, Assigned, Routed):
        here = lead.partner_id == digest.partner_id and lead.assignment == event.seq
        if here and _tells(event, digest, message.recipient_id) and (since is None or event.at > since):
            yield Announced(lead, event)


def changed_by(unit: UnitOfWork, message: Message, digest: Digest, account: Account) -> Iterator[Lead]:
    """
    Read the leads whose values an import has changed and that its recipient still hears of; new ones are announced.
    """
    since, seen = _sent_before(unit, message, digest), set[str]()
    for lead, event in _events(unit, digest, ValuesChanged):
        if lead.id in seen or lead.partner_id != digest.partner_id or (since is not None and event.at <= since):
            continue
        seen.add(lead.id)
        brought = unit.timeline.one(lead.id, lead.assignment).import_id == digest.import_id
        if is_worked(lead) and not brought and message.recipient_id in _hearing(lead, account):
            yield lead


def digests_of_changes(
    leads: Iterable[Lead],
    accounts: Accounts,
    directory: PartnerDirectory,
    import_id: str,
    *,
    programme: Programme,
    now: datetime,
) -> Iterator[Message]:
    """
    Return what tells partners of leads that an import changes, one message a person, the first one of its import.
    """
    kind, told = MessageKind.LEADS_UPDATED_BY_SUPPLIER, set[tuple[str, str]]()
    for lead in leads:
        partner = directory.get(lead.partner_id or "")
        if partner is None or not is_worked(lead):
            continue
        for person_id in _hearing(lead, accounts.of(partner)):
            if (partner.id, person_id) not in told:
                told.add((partner.id, person_id))
                yield compose_digest(
                    Digest.of_import(import_id, partner.id),
                    person_id,
                    kind=kind,
                    supplier_id=programme.supplier_id,
                    now=now,
                    template=programme.mail.template_for(kind, partner.groups),
                )


def _hearing(lead: Lead, account: Account) -> frozenset[str]:
    return frozenset(one.person_id for one in choose_update_recipients(lead, account).included)


def is_worked(lead: Lead) -> bool:
    """
    Return whether a partner waits for a lead or works it.
    """
    return lead.active and lead.status in (DistributionStatus.PENDING, DistributionStatus.ACCEPTED)


def _events(unit: UnitOfWork, digest: Digest, *facts: type) -> Iterator[tuple[Lead, LeadEvent]]:
    """
    Read what an import has done to leads of a partner, with the leads as they are now.
    """
    read = _listed if isinstance(unit.timeline, EventLister) else _looked_for
    return read(unit, digest, frozenset(facts))


def _listed(unit: UnitOfWork, digest: Digest, facts: frozenset[type]) -> Iterator[tuple[Lead, LeadEvent]]:
    """
    Read it where the store lists events.
    """
    assert isinstance(unit.timeline, EventLister)
    query = EventQuery(facts=facts, import_id=digest.import_id, partner_id=digest.partner_id)
    after: str | None = None
    while True:
        page = unit.timeline.page(_EVERYTHING, query, after, _PAGE)
        for one in page.events:
            with suppress(NotFound, ConfigurationError):
                yield unit.leads.get(one.event.lead_id), one.event
        after = page.after
        if after is None:
            return


def _looked_for(unit: UnitOfWork, digest: Digest, facts: frozenset[type]) -> Iterator[tuple[Lead, LeadEvent]]:
    """
    Look through all leads of an import, for stores that cannot be asked for events.
    """
    after: str | None = None
    while leads := unit.leads.of_import(digest.import_id or "", after, _PAGE):
        after = leads[-1].id
        events = unit.timeline.many([one.id for one in leads])
        for lead in leads:
            there = (one for one in reversed(events[lead.id]) if one.import_id == digest.import_id)
            yield from ((lead, one) for one in there if type(one.fact) in facts)


def is_open(lead: Lead) -> bool:
    """
    Return whether a lead is still offered to its partner.
    """
    return lead.active and lead.status is DistributionStatus.PENDING


def with_leads_of_digest(unit: UnitOfWork, message: Message, change: PostChange) -> tuple[PostChange, ...]:
    """
    Return what the leads show of a change of a message, if it is the digest of an import.
    """
    digest = message.digest
    announces = digest is not None and digest.import_id is not None and traits_of(message.kind).announces
    if digest is None or change.event is None or not announces:
        return ()
    trail = () if change.event.seq == 1 else unit.posts.one(message.key).trail
    return tuple(_shown(unit, message, digest, (*trail, change.event)))


def _shown(unit: UnitOfWork, message: Message, digest: Digest, trail: tuple[PostEvent, ...]) -> Iterator[PostChange]:
    read = cache(partial(_posted, unit))
    decides = told_by_trails([trail]) is EmailStatus.SENT
    for one in announced_by(unit, message, digest):
        trails = [trail]
        if not decides:
            others = _posts_of(read, one.event, digest.import_id or "", digest.partner_id or "")
            trails += [post.trail for post in others if post.message.key != message.key]
            trails += [post.trail for post in unit.posts.of_lead(one.lead.id, one.lead.assignment)]
        shown = shown_by(one.lead, trails)
        if shown is not None:
            yield PostChange(key=message.key, shown=shown)


def announcing(unit: UnitOfWork, lead: Lead) -> tuple[MessageTrail, ...]:
    """
    Read the digests that announce a lead at its current assignment; none for a lead that has mail of its own.
    """
    if not lead.assignment or lead.partner_id is None:
        return ()
    event = unit.timeline.one(lead.id, lead.assignment)
    if event.import_id is None:
        return ()
    return tuple(_posts_of(partial(_posted, unit), event, event.import_id, lead.partner_id))


def _posts_of(
    read: Callable[[str], MessageTrail | None], event: LeadEvent, import_id: str, partner_id: str
) -> Iterator[MessageTrail]:
    """
    Read, for each person who was notified of an event, the digest that was the first not to be settled before it.
    """
    for person_id in _told(event):
        number = 1
        while True:
            digest = Digest.of_import(import_id, partner_id, number)
            posted = read(digest_key(digest.id, _KIND, person_id))
            if posted is None:
                break
            if not posted.trail or event.at <= posted.trail[0].at:
                yield posted
                break
            number += 1


def _tells(event: LeadEvent, digest: Digest, person_id: str) -> bool:
    return event.import_id == digest.import_id and person_id in _told(event)


def _told(event: LeadEvent) -> list[str]:
    """
    Return the ids of the people who were notified of a lead by the event that brought it to its partner.
    """
    fact = event.fact
    notice = fact.notice if isinstance(fact, Assigned | Routed) else None
    return [line.person_id for line in notice.lines if line.reason is Reason.TOLD] if notice is not None else []


def _following(message: Message) -> Message:
    digest = message.digest
    assert digest is not None
    following = Digest.of_import(digest.import_id or "", digest.partner_id or "", digest.number + 1)
    key = digest_key(following.id, message.kind, message.recipient_id)
    return evolve(message, key=key, digest=following)


def _sent_before(unit: UnitOfWork, message: Message, digest: Digest) -> datetime | None:
    """
    Return when the digest before this one was settled: what it reported is not reported again.
    """
    if digest.number == 1:
        return None
    before = Digest.of_import(digest.import_id or "", digest.partner_id or "", digest.number - 1)
    posted = _posted(unit, digest_key(before.id, message.kind, message.recipient_id))
    return posted.trail[0].at if posted is not None and posted.trail else None


def _posted(unit: UnitOfWork, key: str) -> MessageTrail | None:
    try:
        return unit.posts.one(key)
    except NotFound:
        return None
