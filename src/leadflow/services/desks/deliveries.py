"""
Reports of mail servers, and messages that were given up and are tried again.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.actors import Channel
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.handling.email_status import shown_after
from leadflow.core.leads import Lead
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Message,
    MessageFact,
    MessageRequeued,
    MessageSent,
    MessageTrail,
    PostChange,
    PostEvent,
    Settled,
    address_digest,
    delivery_code,
)
from leadflow.errors import NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.digests.imports import announcing, with_leads_of_digest
from leadflow.services.digests.subscribers import is_news_mail, mark_subscriber
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.relay.bounces import mark_address

__all__ = ["DeliveryDesk"]


@checked
class DeliveryDesk:
    """
    Saves reports about one supplier's mail, and retries messages that were given up.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; they need the act ``record_delivery``, and to put messages back ``resend``.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
        """
        self._setting = setting
        self._caller = calling(setting, party, channel)

    def record_delivery(self, key: str, kind: DeliveryKind, at: datetime, detail: str | None = None) -> bool:
        """
        Save a report of a mail server on the message's trail, once, in any order.

        A hard bounce marks the address that was mailed, if the person still has it, so that nothing is sent to it any
        more, and shows on the lead as a notification failure unless another mail was delivered. A report about mail of
        an earlier assignment changes no lead.

        Args:
            key: The key of the message, which is the part of its ``Message-ID`` before the ``@``.
            kind: What was reported.
            at: When that happened, in UTC.
            detail: What the server said; only the status code in it is kept.

        Returns:
            True if it was written; False for an unknown key, for a message about a lead that the party does not see,
            and for a report that is there already.

        Raises:
            NotAllowed: None of the party's roles allows it. Nothing was written.
        """
        self._caller.check(Act.RECORD_DELIVERY)
        return planned(
            self._setting,
            lambda unit: self._recorded(unit, key, kind, at, detail),
            about=("record_delivery", self._caller.actor, key, kind, at, detail),
        )

    def requeue(self, key: str) -> None:
        """
        Retry a message that was given up; its attempts are counted from 0 again.

        Raises:
            NotFound: The supplier has no such message, it was not given up, or the party does not see its lead. Nothing
                was written.
            NotAllowed: None of the party's roles allows it. Nothing was written.
        """
        planned(
            self._setting,
            lambda unit: (None, self._requeued(unit, key)),
            about=("requeue", self._caller.actor, key),
        )

    def _recorded(
        self, unit: UnitOfWork, key: str, kind: DeliveryKind, at: datetime, detail: str | None
    ) -> tuple[bool, Changes | None]:
        try:
            posted = unit.posts.one(key)
            self._check_seen(unit, posted.message)
        except NotFound:
            return False, None
        told = (one.fact for one in posted.trail if isinstance(one.fact, DeliveryReported))
        if any((one.kind, one.at) == (kind, at) for one in told):
            return False, None
        fact = DeliveryReported(kind=kind, at=at, code=delivery_code(detail))
        puts = self._bounced(unit, posted) if kind is DeliveryKind.HARD_BOUNCE else ()
        return True, Changes(posts=self._changes(unit, posted, fact), puts=puts)

    def _requeued(self, unit: UnitOfWork, key: str) -> Changes:
        posted = _dead(unit, key)
        if posted is None:
            raise NotFound("dead message", key)
        self._check_seen(unit, posted.message)
        self._caller.check(Act.RESEND)
        return Changes(posts=self._changes(unit, posted, MessageRequeued()))

    def _check_seen(self, unit: UnitOfWork, message: Message) -> None:
        """
        Make sure that the caller sees the lead that *message* is about; otherwise the message looks unknown as well.
        """
        if message.lead_id is None:
            return
        try:
            self._caller.lead(unit, message.lead_id)
        except NotFound:
            raise NotFound("dead message", message.key) from None

    def _changes(self, unit: UnitOfWork, posted: MessageTrail, fact: MessageFact) -> tuple[PostChange, ...]:
        change = self._change(unit, posted, fact)
        return change, *with_leads_of_digest(unit, posted.message, change)

    def _change(self, unit: UnitOfWork, posted: MessageTrail, fact: MessageFact) -> PostChange:
        lead, message = _about(unit, posted), posted.message
        event = PostEvent(message.key, len(posted.trail) + 1, self._setting.clock(), self._caller.actor, fact)
        if lead is None:
            return PostChange(key=message.key, event=event)
        trail = (*posted.trail, event)
        digests = self._setting.programme.mail.digest_imports

        def read() -> tuple[MessageTrail, ...]:
            own = unit.posts.of_lead(lead.id, lead.assignment)
            return (*own, *announcing(unit, lead)) if digests else own

        shown = shown_after(lead, message, trail, read)
        return PostChange(key=message.key, event=event, shown=shown)

    def _bounced(self, unit: UnitOfWork, posted: MessageTrail) -> tuple[Put, ...]:
        """
        Return what marks the address that the message went to, if somebody who was mailed still has it.

        They are looked for at the partner where they were mailed, then where they and their lead are now. The address
        is marked at every partner where they get mail, or on the state of a subscriber.
        """
        lead, message = _about(unit, posted), posted.message
        sent = next((one.fact for one in reversed(posted.trail) if isinstance(one.fact, MessageSent)), MessageSent())

        def mailed(email: str) -> bool:
            # An earlier leadflow did not say which address it was.
            return sent.address in (None, address_digest(message.key, email))

        if is_news_mail(message):
            return mark_subscriber(unit, self._setting, message.recipient_id, mailed)
        return mark_address(unit, message.recipient_id, (sent.partner_id, lead.partner_id if lead else None), mailed)


def _dead(unit: UnitOfWork, key: str) -> MessageTrail | None:
    try:
        posted = unit.posts.one(key)
    except NotFound:
        return None
    return posted if posted.state is Settled.DEAD else None


def _about(unit: UnitOfWork, posted: MessageTrail) -> Lead | None:
    return unit.leads.get(posted.message.lead_id) if posted.message.lead_id is not None else None
